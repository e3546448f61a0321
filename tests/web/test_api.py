"""``/api/v1``: it is what its description says, for whoever asks, and shows no more than the pages do."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.schemas import OpenApiSchema

from reportedly.ledger import Ledger, confidentiality, open_ledger, verify
from reportedly.web.access import TABLE, Rank
from reportedly.web.app import make_app
from reportedly.web.desk import Desk
from tests.ledger import invented
from tests.web import desks
from tests.web.desks import ADDRESS, HIDDEN, OWNER, PASSWORD, PEOPLE, SEALED, Visitor

V1 = "/api/v1"


def named(client: Visitor, words: str) -> str:
    """The id of the report with these words in its title."""
    hits = client.get(f"{V1}/reports").json()["hits"]
    return str(next(one["report"] for one in hits if words in (one["title"] or "")))


def bearer(office: FastAPI, role: Rank) -> dict[str, str]:
    """What a program of a person of this role sends along."""
    new = Visitor(office).post(f"{V1}/session", json={"name": PEOPLE[role], "password": PASSWORD})
    assert new.status_code == 201, new.text
    return {"Authorization": f"Bearer {new.json()['token']}"}


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FastAPI, OpenApiSchema, str]]:
    """A desk with people that all of these try, its description, and the id of a report that is there."""
    with open_ledger(tmp_path_factory.mktemp("api") / "api.db", create=True) as ledger:
        desks.fill(ledger)
        desks.let_in(ledger)
        office = make_app(Desk(ledger, desks.read, desks.OWNER))
        keeper = Visitor(office).log_in("keeper")
        schema: OpenApiSchema = schemathesis.openapi.from_dict(keeper.get(f"{V1}/openapi.json").json())
        schema.app = office
        schema.config.update(base_url=ADDRESS)
        yield office, schema, named(keeper, "Wells")


ROUTES = sorted((method, path) for method, path in TABLE if path.startswith(V1) and not path.endswith(".json"))
tried = settings(max_examples=15, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_the_api_answers_as_it_is_described(
    described: tuple[FastAPI, OpenApiSchema, str], method: str, path: str
) -> None:
    """Whatever is sent: no failure, a status and a shape that are described, and nothing for whoever has no session."""
    office, schema, there = described
    session = bearer(office, "keeper")
    modes = [schema[path][method].as_strategy(generation_mode=mode) for mode in GenerationMode]

    @tried
    @given(st.one_of(modes), st.booleans())
    def holds(case: Any, real: bool) -> None:
        if real and case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE:
            for name, value in (("id", there), ("claim", "c1"), ("source", "s2")):
                if name in case.path_parameters:
                    case.path_parameters[name] = value
        case.call_and_validate(headers=session)

    holds()


@pytest.fixture
def as_role(office: FastAPI) -> Callable[[Rank], Visitor]:
    """Makes a program of a person of this role."""

    def come(role: Rank) -> Visitor:
        program = Visitor(office)
        program.headers.update(bearer(office, role))
        return program

    return come


def test_the_description_names_every_route_of_the_table(client: Visitor) -> None:
    paths = client.get(f"{V1}/openapi.json").json()["paths"]
    assert sorted((method.upper(), path) for path, known in paths.items() for method in known) == ROUTES


def test_a_program_comes_in_once_and_goes_out(office: FastAPI) -> None:
    program = Visitor(office)
    assert program.get(f"{V1}/me").json() == {"detail": "Say who you are."}
    wrong = program.post(f"{V1}/session", json={"name": PEOPLE["reader"], "password": "wrong"})
    assert (wrong.status_code, list(wrong.json())) == (401, ["detail"])
    program.headers.update(bearer(office, "documenter"))
    me = {"name": PEOPLE["documenter"], "role": "documenter", "clearance": "restricted"}
    assert program.get(f"{V1}/me").json() == me
    assert program.delete(f"{V1}/session").status_code == 204
    assert program.get(f"{V1}/me").status_code == 401


def test_passwords_cannot_be_guessed_through_the_api(office: FastAPI) -> None:
    guess = {"name": PEOPLE["keeper"], "password": "wrong"}
    answers = [Visitor(office).post(f"{V1}/session", json=guess) for _ in range(7)]
    assert [one.status_code for one in answers] == [401] * 5 + [429] * 2
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert Visitor(office).submit("/login", guess).status_code == 429  # the same count as on the page


@pytest.mark.parametrize(("role", "sealed", "hidden"), [("reader", 0, 0), ("documenter", 1, 0), ("editor", 1, 1)])
def test_what_may_not_be_seen_is_nowhere(
    as_role: Callable[[Rank], Visitor], role: Rank, sealed: int, hidden: int
) -> None:
    program, keeper = as_role(role), as_role("keeper")
    everything = [
        program.get(f"{V1}/{path}").text
        for path in ("reports", "claims", "claims?words=gate", "claims?words=Tessil", "counts/outlet", "ledger")
    ]
    everything += [
        program.get(f"{V1}/reports/{one['report']}").text for one in program.get(f"{V1}/reports").json()["hits"]
    ]
    assert any(SEALED in one for one in everything) == bool(sealed)
    assert any(HIDDEN in one for one in everything) == bool(hidden)
    assert program.get(f"{V1}/ledger").json()["claims"] == 7 + sealed + hidden
    secret, market = named(keeper, "A list"), named(keeper, "Market closed")
    assert program.get(f"{V1}/reports/{secret}").status_code == (200 if hidden else 404)
    assert program.get(f"{V1}/reports/{market}/claims/c3").status_code == (200 if sealed else 404)
    report = program.get(f"{V1}/reports/{market}").json()
    assert report["withheld"] != bool(sealed)
    assert ("[withheld]" in report["text"]) != bool(sealed)


def test_spans_are_those_of_the_text_that_is_shown(as_role: Callable[[Rank], Visitor], peopled: Ledger) -> None:
    market = named(as_role("keeper"), "Market closed")
    close = {"level": "secret", "claim": "c1"}
    assert as_role("editor").post(f"{V1}/reports/{market}/levels", json=close).status_code == 201
    documenter = as_role("documenter")
    report = documenter.get(f"{V1}/reports/{market}").json()
    words = "Nobody was arrested"
    start = report["text"].index(words)
    (claim,) = [one for one in report["claims"] if one["words"] == words]
    assert claim["claim"]["content"] == [[start, start + len(words)]]
    done = documenter.post(
        f"{V1}/reports/{market}/claims/{claim['id']}/judgments",
        json={"decision": "correct", "fields": {"content": [[start, start + len("Nobody")]]}},
    )
    assert done.json()["claim"]["words"] == "Nobody"
    kept = [*peopled.entries(kind="judgment")][-1].body
    assert kept["fields"]["content"] == [[kept["spans"][0][0], kept["spans"][0][0] + len("Nobody")]]


def test_nobody_asks_for_withheld_words_by_guessing_them(as_role: Callable[[Rank], Visitor], peopled: Ledger) -> None:
    market = named(as_role("keeper"), "Market closed")
    confidentiality.mark(peopled, market, "secret", record=3, claim="c3", by="Edda Vos")
    documenter, before = as_role("documenter"), len([*peopled.entries()])
    answers = {
        documenter.post(
            f"{V1}/reports/{market}/claims", json={"fields": {"content": [words], "chain": ["s1"], "force": "stated"}}
        ).json()["detail"].replace(words, "…")
        for words in (SEALED, "The eastern gate", "words that are not there")
    }  # fmt: skip
    assert len(answers) == 1
    assert len([*peopled.entries()]) == before


def test_a_claim_is_judged_corrected_and_put_back(client: Visitor, ledger: Ledger) -> None:
    wells = named(client, "Wells")
    at = f"{V1}/reports/{wells}/claims/c1"
    accepted = client.post(f"{at}/judgments", json={"decision": "accept"}).json()
    assert accepted["claim"]["state"] == "accepted"
    fields = {"force": "warned", "dates": [{"words": "Monday", "value": "2031-03-31"}]}
    corrected = client.post(f"{at}/judgments", json={"decision": "correct", "fields": fields, "reason": "heard"}).json()
    assert (corrected["claim"]["state"], corrected["claim"]["claim"]["force"]) == ("corrected", "warned")
    assert corrected["claim"]["judgments"][0]["reason"] == "heard"
    undone = client.post(f"{at}/undo", json={"judgment": corrected["entry"]})
    assert undone.json()["claim"]["state"] == "accepted"
    assert client.post(f"{at}/undo", json={"judgment": corrected["entry"]}).status_code == 409
    assert client.get(at).json() == undone.json()["claim"]
    assert verify.verify(ledger).fits


def test_what_one_added_is_gone_when_one_takes_it_back(client: Visitor) -> None:
    wells = named(client, "Wells")
    new = {"fields": {"content": ["Dolm lies on the river Ysk"], "chain": ["s1"], "force": "stated"}}
    added = client.post(f"{V1}/reports/{wells}/claims", json=new).json()
    assert added["claim"]["added_by"] == OWNER
    at = f"{V1}/reports/{wells}/claims/{added['claim']['id']}"
    assert client.post(f"{at}/judgments", json={"decision": "withdraw"}).json()["claim"] is None
    assert client.get(at).status_code == 404


def test_many_claims_are_judged_together_or_not_at_all(client: Visitor, ledger: Ledger) -> None:
    record = client.get(f"{V1}/reports/{named(client, 'Wells')}").json()["record"]
    many = {"decision": "reject", "reason": "withdrawn by the outlet", "claims": [{"record": record, "claim": "c1"}]}
    before = len([*ledger.entries()])
    bad = {**many, "claims": [*many["claims"], {"record": record, "claim": "c99"}]}
    assert client.post(f"{V1}/judgments", json=bad).status_code == 404
    assert len([*ledger.entries()]) == before
    assert client.post(f"{V1}/judgments", json=many).json() == {"entries": [before]}


def test_a_second_person_is_blind_until_they_have_judged(as_role: Callable[[Rank], Visitor]) -> None:
    one, other = as_role("documenter"), as_role("editor")
    at = f"{V1}/reports/{named(one, 'Wells')}/claims/c1"
    one.post(f"{at}/judgments", json={"decision": "reject", "reason": "a rumour"})
    before = other.get(at).json()
    assert (before["blind"], before["state"], before["judgments"]) == (True, "none", [])
    after = other.post(f"{at}/judgments", json={"decision": "accept"}).json()["claim"]
    assert (after["blind"], after["state"]) == (False, "differs")
    assert {(who["by"], who["decision"]) for who in after["judgments"]} == {
        (PEOPLE["documenter"], "reject"), (PEOPLE["editor"], "accept")
    }  # fmt: skip


def test_reports_are_added_as_text_or_bytes(client: Visitor, ledger: Ledger) -> None:
    data = invented.report(9)
    new = {"data": base64.b64encode(data).decode(), "name": "wells.txt", "outlet": "The Quay Post"}
    first, again = (client.post(f"{V1}/reports", json=new) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert client.post(f"{V1}/reports", json={"text": data.decode()}).json()["new"] is False
    assert client.get(f"{V1}/reports/{first.json()['report']}").json()["outlet"] == "The Quay Post"
    for wrong in ({}, {"text": "x", "address": "y"}, {"data": "no base64!"}, {"text": " "}, {"address": "file:///etc"}):
        assert client.post(f"{V1}/reports", json=wrong).status_code == 409


def test_a_program_reviews_what_the_queue_offers(as_role: Callable[[Rank], Visitor]) -> None:
    one, other = as_role("documenter"), as_role("editor")
    before = one.get(f"{V1}/queue").json()
    assert (before["today"], before["all"], other.get(f"{V1}/queue").json()["all"]) == (0, 8, 9)
    offers = [who.post(f"{V1}/queue/next", json={}).json()["offer"] for who in (one, other)]
    assert offers[0] != offers[1]
    mine = offers[0]
    judged = one.post(f"{V1}/reports/{mine['report']}/claims/{mine['claim']}/judgments", json={"decision": "accept"})
    assert judged.status_code == 201
    after = one.get(f"{V1}/queue").json()
    assert (after["today"], after["open"]) == (1, before["open"] - 1)
    found = one.post(f"{V1}/queue/next", json={"search": {"state": "none"}}).json()["offer"]
    assert found is not None
    assert one.post(f"{V1}/queue/next", json={"search": {"words": "zzz"}}).json() == {"offer": None}
    assert as_role("reader").get(f"{V1}/queue").status_code == 403


def test_a_keeper_lets_people_in_and_out(as_role: Callable[[Rank], Visitor], office: FastAPI) -> None:
    keeper = as_role("keeper")
    new = {"name": "Nils Okar", "role": "reader", "password": "quiet lamps over Dolm"}
    member = keeper.post(f"{V1}/people", json=new).json()
    assert (member["name"], member["role"], member["by"], member["password"]) == (
        "Nils Okar", "reader", PEOPLE["keeper"], True
    )  # fmt: skip
    assert keeper.post(f"{V1}/people", json=new).status_code == 409
    session = {"name": new["name"], "password": new["password"]}
    program = Visitor(office)
    token = program.post(f"{V1}/session", json=session).json()["token"]
    program.headers["Authorization"] = f"Bearer {token}"
    assert program.get(f"{V1}/me").json()["role"] == "reader"
    out = {"name": "Nils Okar", "role": "reader", "active": False}
    assert keeper.post(f"{V1}/people/change", json=out).json()["active"] is False
    assert program.get(f"{V1}/me").status_code == 401
    assert keeper.post(f"{V1}/people/change", json={**out, "name": "Nobody"}).status_code == 404
    assert ("Nils Okar", False) in [(one["name"], one["active"]) for one in keeper.get(f"{V1}/people").json()["people"]]
    for role in ("reader", "documenter", "editor"):
        assert as_role(role).get(f"{V1}/people").status_code == 403


def test_the_audit_is_the_same_for_programs(as_role: Callable[[Rank], Visitor]) -> None:
    editor, documenter = as_role("editor"), as_role("documenter")
    wells = named(documenter, "Wells")
    judged = {"decision": "reject", "reason": "a rumour"}
    entry = documenter.post(f"{V1}/reports/{wells}/claims/c1/judgments", json=judged).json()["entry"]
    (newest, *_), before = (editor.get(f"{V1}/audit").json()[part] for part in ("acts", "before"))
    assert (newest["entry"], newest["by"], newest["kind"], newest["reason"], newest["report"]) == (
        entry, PEOPLE["documenter"], "judgment", "a rumour", wells
    )  # fmt: skip
    assert before is None
    only = editor.get(f"{V1}/audit", params={"by": PEOPLE["documenter"], "kind": "judgment", "report": wells}).json()
    assert [one["entry"] for one in only["acts"]] == [entry]
    assert editor.get(f"{V1}/audit", params={"until": "2001-01-01"}).json() == {"acts": [], "before": None}
    assert documenter.get(f"{V1}/audit").status_code == 403


def test_a_page_elsewhere_cannot_use_the_api(client: Visitor, ledger: Ledger) -> None:
    """Where nobody logs in there is no session to steal, so that where a request comes from has to decide."""
    before = len([*ledger.entries()])
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Host": "evil.example"}):
        answer = client.post(f"{V1}/reports", json={"text": "x. y."}, headers=headers)
        assert answer.status_code in (403, 421)
    plain = {"Content-Type": "text/plain"}  # what a form elsewhere can send without being asked for leave
    assert client.post(f"{V1}/reports", content='{"text": "x. y."}', headers=plain).status_code == 403
    assert len([*ledger.entries()]) == before

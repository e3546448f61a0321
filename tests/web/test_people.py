"""Letting people in, and what the audit says of it afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from playwright.sync_api import expect
from sqlalchemy import select

from reportedly.ledger import Ledger, desk_tables, people
from reportedly.web.access import Rank
from tests.ledger.whole import problems
from tests.web import desks
from tests.web.browser import Watched
from tests.web.desks import OWNER, PASSWORD, PEOPLE, Visitor

Come = Callable[[Rank], Visitor]
Watch = Callable[..., Watched]

NEW = {"name": "Ida Brandt", "role": "documenter", "password": "the heron waits by the sluice"}


def test_as_soon_as_somebody_is_let_in_everybody_logs_in(client: Visitor, ledger: Ledger) -> None:
    assert client.submit("/people", {**NEW, "role": "keeper"}).status_code == 303
    assert client.get("/").headers["location"] == "/login"
    assert client.submit("/login", {"name": NEW["name"], "password": NEW["password"]}).status_code == 303
    assert client.get("/people").status_code == 200
    assert [entry.by for entry in ledger.entries(kind="person")] == [OWNER]


def test_the_first_must_be_a_keeper(client: Visitor, ledger: Ledger) -> None:
    answer = client.submit("/people", NEW)
    assert answer.status_code == 409
    assert "One active keeper has to stay" in answer.text
    assert people.members(ledger) == {}
    with ledger.reading() as connection:
        assert connection.execute(select(desk_tables.passwords)).all() == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": "Rosa Imre"}, "is there already"),
        ({"name": "ROSA IMRE"}, "would be taken for the same"),
        ({"name": "Ro\u200bsa"}, "can be seen"),
        ({"password": "short"}, "at least 12"),
        ({"password": "Ida Brandt 31"}, "too easy"),
        ({"role": "owner"}, "reader"),
    ],
)
def test_who_cannot_be_let_in_is_refused_with_the_reason(
    client_of: Come, peopled: Ledger, changed: dict[str, str], said: str
) -> None:
    before = people.members(peopled)
    answer = client_of("keeper").submit("/people", {**NEW, **changed})
    assert answer.status_code in (409, 422)
    assert said in answer.text
    assert people.members(peopled) == before


def test_the_last_keeper_cannot_leave(client_of: Come, peopled: Ledger) -> None:
    keeper = client_of("keeper")
    for form in ({"role": "reader", "active": "true"}, {"role": "keeper"}):
        assert keeper.submit("/people/change", {"name": PEOPLE["keeper"], **form}).status_code == 409
    assert people.active(peopled)[PEOPLE["keeper"]].role == "keeper"


def test_a_change_that_changes_nothing_is_no_entry(client_of: Come, peopled: Ledger) -> None:
    before = len(list(peopled.entries(kind="person")))
    form = {"name": PEOPLE["reader"], "role": "reader", "active": "true"}
    assert client_of("keeper").submit("/people/change", form).status_code == 303
    assert len(list(peopled.entries(kind="person"))) == before


def test_nobody_can_be_changed_who_is_not_there(client_of: Come) -> None:
    assert client_of("keeper").submit("/people/change", {"name": "Ida Brandt", "role": "reader"}).status_code == 404


def test_a_keeper_gives_a_new_password_and_the_old_one_is_out(client_of: Come) -> None:
    reader, keeper = client_of("reader"), client_of("keeper")
    form = {"name": PEOPLE["reader"], "role": "reader", "active": "true", "password": NEW["password"]}
    assert keeper.submit("/people/change", form).status_code == 303
    assert reader.get("/").status_code == 303
    assert reader.submit("/login", {"name": PEOPLE["reader"], "password": PASSWORD}).status_code == 401
    assert reader.submit("/login", {"name": PEOPLE["reader"], "password": NEW["password"]}).status_code == 303


def test_no_password_is_in_the_ledgers_entries_or_on_a_page(client_of: Come, peopled: Ledger) -> None:
    keeper = client_of("keeper")
    keeper.submit("/people", NEW)
    written = b"".join(entry.canonical() for entry in peopled.entries())
    with peopled.reading() as connection:
        hashes = list(connection.execute(select(desk_tables.passwords.c.hash)).scalars())
    assert len(hashes) == len(PEOPLE) + 1
    for address in ("/people", "/audit"):
        shown = keeper.get(address).text
        assert not any(one in shown for one in (NEW["password"], PASSWORD, "argon2"))
    assert NEW["password"].encode() not in written and b"argon2" not in written
    assert all(one.startswith("$argon2id$") for one in hashes)


def test_a_ledger_with_people_is_whole(peopled: Ledger) -> None:
    assert problems(peopled) == []


def test_the_audit_says_who_did_what_and_where_it_can_be_seen(client_of: Come) -> None:
    editor, keeper = client_of("editor"), client_of("keeper")
    keeper.submit("/people", NEW)
    shown = editor.get("/audit").text
    assert f"{NEW['name']}: documenter" in shown
    assert shown.index(NEW["name"]) < shown.index("Rosa Imre"), "the newest comes first"
    assert "Market closed in Dolm" in shown and "/reports/sha256:" in shown


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        ({"by": OWNER}, "Rosa Imre: reader", "told.txt"),
        ({"by": "Somebody Else"}, "No entry fits", "Rosa Imre: reader"),
        ({"kind": "report"}, "told.txt", "Rosa Imre: reader"),
        ({"kind": "record"}, "by the machine: 4 claims", "told.txt"),
        ({"kind": "nonsense", "since": "31/31/31"}, "Rosa Imre: reader", "by the machine"),
        ({"until": "2001-01-01"}, "No entry fits", "Rosa Imre: reader"),
        ({"since": "2999-01-01"}, "No entry fits", "Rosa Imre: reader"),
        ({"report": "sha256:00"}, "No entry fits", "Rosa Imre: reader"),
        ({"before": "1"}, "wells.txt", "Rosa Imre: reader"),
    ],
)
def test_the_audit_is_narrowed(client_of: Come, asked: dict[str, str], there: str, not_there: str) -> None:
    shown = client_of("editor").get("/audit", params=asked).text
    assert there in shown
    assert not_there not in shown


def test_the_audit_goes_on_page_by_page(client_of: Come, peopled: Ledger) -> None:
    for number in range(120):
        people.appoint(peopled, f"Guest {number:03}", "reader", by=OWNER)
    editor, address, seen = client_of("editor"), "/audit?kind=person", 0
    while address:
        shown = editor.get(address).text
        seen += shown.count('<tr id="entry-')
        older = shown.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
        address = older if 'rel="next"' in shown else ""
    assert seen == 120 + len(PEOPLE)


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_a_person_lets_others_in_and_logs_in_by_hand(watch: Watch, app: FastAPI, script: bool) -> None:
    with desks.serving(app) as address:
        page = watch(base_url=address, java_script_enabled=script).page
        page.goto("/people")
        page.get_by_label("First password").fill(NEW["password"])
        page.get_by_role("button", name="Let in").click()
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()
        page.get_by_label("Name").fill(OWNER)
        page.get_by_label("Password").fill(NEW["password"])
        page.get_by_role("button", name="Log in").click()
        expect(page).to_have_url(f"{address}/people")
        page.get_by_role("button", name="Log out").click()
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()
        page.go_back()
        expect(page.get_by_text("What each role may do")).not_to_be_visible()


def test_the_audit_says_who_came_in_and_who_was_not_let_in(client_of: Come) -> None:
    """Since the desk was opened; a name that nobody has is not repeated, because it may be a password."""
    visitor = client_of("editor")
    visitor.submit("/logout")
    visitor.submit("/login", {"name": "hunter2 is my password", "password": "x"})
    visitor.submit("/login", {"name": PEOPLE["editor"], "password": "wrong"})
    page = visitor.log_in("editor").get("/audit").text
    listed = page[page.index("Who came in") :]
    assert listed.count("came in</td>") == 2 and listed.count("was not let in") == 2
    assert "a name that nobody has" in listed and "hunter2" not in page and "testclient" not in page
    assert "Who came in" not in visitor.get("/audit?kind=person").text
    given = visitor.get("/api/v1/logins").json()["logins"]
    assert [(one["name"], one["came_in"]) for one in given] == [
        (PEOPLE["editor"], True), (PEOPLE["editor"], False), (None, False), (PEOPLE["editor"], True)
    ]  # fmt: skip

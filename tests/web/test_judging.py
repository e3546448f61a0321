"""Judging by forms: what a person decides is what the ledger holds, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from reportedly.ledger import Ledger, confidentiality, judgments, notes, ratings
from reportedly.record import Claim
from reportedly.web.access import Rank
from tests.ledger import wells
from tests.ledger.whole import problems
from tests.web import desks
from tests.web.desks import Visitor
from tests.web.reading import ADDRESS, ID, Parts, record, state

Come = Callable[[Rank], Visitor]
PIECE = {"HX-Request": "true"}


def now(ledger: Ledger, claim: str) -> Claim:
    return judgments.of(ledger, ID).claim(claim).claim


def correct(visitor: Visitor, claim: str, **form: Any) -> None:
    answer = visitor.submit(f"{ADDRESS}/claims/{claim}/correct", form)
    assert answer.status_code == 303, answer.text


@pytest.mark.parametrize(("decision", "became"), [("accept", "accepted"), ("reject", "rejected"), ("unsure", "unsure")])
def test_decision_is_kept_and_leads_back_to_the_claim(
    client: Visitor, ledger: Ledger, decision: str, became: str
) -> None:
    answer = client.submit(f"{ADDRESS}/claims/c2/judge", {"decision": decision, "reason": " looked it up "})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{ADDRESS}#c2")
    assert state(ledger, "c2") == became
    (judgment,) = judgments.of(ledger, ID).claim("c2").decided.standing
    assert (judgment.by, judgment.reason) == (desks.OWNER, "looked it up")
    assert problems(ledger) == []


def test_script_gets_the_card_alone(client: Visitor) -> None:
    answer = client.submit(f"{ADDRESS}/claims/c2/judge", {"decision": "accept"}, headers=PIECE)
    assert answer.status_code == 200 and answer.text.lstrip().startswith('<article class="claim is-accepted" id="c2"')


def test_undo_puts_back_what_was_before_by_another_judgment(client: Visitor, ledger: Ledger) -> None:
    for decision in ("accept", "reject"):
        client.submit(f"{ADDRESS}/claims/c2/judge", {"decision": decision})
    many = len(list(ledger.entries()))
    client.submit(f"{ADDRESS}/claims/c2/undo")
    assert state(ledger, "c2") == "accepted"
    assert len(list(ledger.entries())) == many + 1
    assert client.submit(f"{ADDRESS}/claims/c3/undo").status_code == 409


def test_page_that_is_out_of_date_replaces_nothing(client: Visitor, ledger: Ledger) -> None:
    client.submit(f"{ADDRESS}/claims/c2/judge", {"decision": "accept"})
    (first,) = judgments.of(ledger, ID).claim("c2").decided.standing
    client.submit(f"{ADDRESS}/claims/c2/judge", {"decision": "unsure"})
    answer = client.submit(f"{ADDRESS}/claims/c2/judge", {"decision": "reject", "supersedes": str(first.number)})
    assert answer.status_code == 409 and "replaced" in answer.text
    assert state(ledger, "c2") == "unsure"


@pytest.mark.parametrize("decision", ["missed", "withdraw", "merge", "", "ACCEPT"])
def test_only_plain_decisions_are_taken(client: Visitor, ledger: Ledger, decision: str) -> None:
    assert client.submit(f"{ADDRESS}/claims/c2/judge", {"decision": decision}).status_code == 409
    assert state(ledger, "c2") == "none"


FIELDS: list[tuple[str, Mapping[str, Any], str, Any]] = [
    ("c2", {"edit": "force", "force": "warned"}, "force", "warned"),
    ("c2", {"edit": "polarity", "polarity": "negative"}, "polarity", "negative"),
    ("c2", {"edit": "hedged", "hedged": "yes"}, "hedged", True),
    ("c2", {"edit": "certainty", "certainty": "-1.5"}, "certainty", -1.5),
    ("c2", {"edit": "attribution", "attribution": "a1"}, "attribution", "a1"),
    ("c2", {"edit": "said_on", "said_on": "d2"}, "said_on", "d2"),
    ("c2", {"edit": "dates", "dates": ["d1", "d2"]}, "dates", ("d2", "d1")),
    ("c2", {"edit": "places", "places": ["p1"]}, "places", ("p1",)),
    ("c2", {"edit": "codes", "codes": ["k1"]}, "codes", ("k1",)),
    ("c2", {"edit": ["chain", "implied"], "chain": ["s1", "s2", ""], "implied": "s2"}, "implied", ("s2",)),
    ("c1", {"edit": "chain", "chain": ["s1", "s3"]}, "chain", ("s1", "s3")),
]


@pytest.mark.parametrize(("claim", "form", "field", "value"), FIELDS, ids=lambda one: str(one)[:20])
def test_any_field_can_be_corrected(
    client: Visitor, ledger: Ledger, claim: str, form: Mapping[str, Any], field: str, value: Any
) -> None:
    correct(client, claim, **form)
    assert getattr(now(ledger, claim), field) == value
    assert state(ledger, claim) == "corrected"


def test_things_that_the_record_lacks_are_added_by_their_words(client: Visitor, ledger: Ledger) -> None:
    correct(
        client, "c2", edit=["dates", "places", "actors", "codes", "chain"], chain=["s1"],
        date_words="on Monday", date_value="2031-03-31", place_words="the river Ysk", place_name="Ysk water",
        actor_words="The source", actor_kind="person", actor_role="told", actor_name="a listener",
        code_words="sealed eleven", code_code="penalty/confiscation",
        source_words="The wells by the river", source_kind="document", source_name="a list",
    )  # fmt: skip
    judged = judgments.of(ledger, ID)
    claim, report = now(ledger, "c2"), judged.report
    assert report.text[slice(*report.things["dates"][claim.dates[0]].span)] == "on Monday"
    assert report.things["places"][claim.places[0]].name == "Ysk water"
    assert report.things["actors"][claim.actors[0].actor].name == "a listener"
    assert report.things["codes"][claim.codes[0]].code == "confiscation"
    assert report.source(claim.chain[1]).name == "a list"


def test_words_are_corrected_by_their_place_or_by_themselves(client: Visitor, ledger: Ledger) -> None:
    start, end = wells.at("sealed eleven wells")
    correct(client, "c2", edit="content", words=["sealed eleven wells", ""], span=[f"{start}-{end}", ""])
    assert now(ledger, "c2").content == ((start, end),)
    correct(client, "c2", edit="content", words=["They sealed", "he said"], span=["", ""])
    assert now(ledger, "c2").content == (wells.at("They sealed"), wells.at("he said"))


def test_words_that_are_not_in_the_text_are_refused(client: Visitor, ledger: Ledger) -> None:
    answer = client.submit(f"{ADDRESS}/claims/c2/correct", {"edit": "content", "words": "twelve wells", "span": ""})
    assert answer.status_code == 409 and "twelve wells" in answer.text
    assert state(ledger, "c2") == "none"


def test_second_correction_keeps_the_first_and_one_that_changes_nothing_accepts(
    client: Visitor, ledger: Ledger
) -> None:
    correct(client, "c2", edit="force", force="warned")
    correct(client, "c2", edit="hedged", hedged="yes")
    assert (now(ledger, "c2").force, now(ledger, "c2").hedged) == ("warned", True)
    correct(client, "c2", edit=["force", "hedged"], force="stated")
    assert state(ledger, "c2") == "accepted"


@pytest.mark.parametrize(
    "form",
    [
        {"edit": "force", "force": "shouted"},
        {"edit": "nonsense", "nonsense": "x"},
        {"edit": "certainty", "certainty": "very"},
        {"edit": "dates", "dates": "d99"},
        {"edit": "chain", "chain": ["s1", "s99"]},
        {"edit": "content", "words": "", "span": "4-x"},
        {"edit": "codes", "code_words": "ordered", "code_code": "penalty/none_such"},
        {},
    ],
)
def test_what_cannot_be_put_in_is_said_and_not_kept(client: Visitor, ledger: Ledger, form: Mapping[str, Any]) -> None:
    answer = client.submit(f"{ADDRESS}/claims/c2/correct", form)
    assert answer.status_code == 409 and "class=" in answer.text
    assert state(ledger, "c2") == "none"


def test_form_holds_what_the_claim_has(client: Visitor) -> None:
    html = client.get(f"{ADDRESS}/claims/c1/correct").text
    assert "<option selected>ordered</option>" in html and 'value="d1" checked' in html
    assert html.count('name="edit"') == 13
    one = client.get(f"{ADDRESS}/claims/c1/correct?field=force", headers=PIECE).text
    assert one.lstrip().startswith("<form") and one.count('name="edit"') == 1


def test_missed_claim_is_added_from_selected_words(client: Visitor, ledger: Ledger) -> None:
    start, end = wells.at("Dolm lies on the river Ysk")
    form = client.get(f"{ADDRESS}/missed?span={start}-{end}").text
    assert "Dolm lies on the river Ysk</textarea>" in form and 'value="p2" checked' in form
    answer = client.submit(
        f"{ADDRESS}/claims",
        {"edit": ["content", "chain", "force", "places"], "words": "Dolm lies on the river Ysk",
         "span": f"{start}-{end}", "chain": ["s1", "s2"], "force": "stated", "places": "p2"},
    )  # fmt: skip
    assert answer.status_code == 303
    (added,) = [one for one in judgments.of(ledger, ID).claims if one.added_by]
    assert (added.claim.content, added.claim.chain, added.claim.places) == (((start, end),), ("s1", "s2"), ("p2",))
    assert answer.headers["location"] == f"{ADDRESS}#{added.id}"
    assert "Dolm lies on the river Ysk" in Parts(client.get(ADDRESS).text).inside(added.id)
    client.submit(f"{ADDRESS}/claims/{added.id}/undo")
    assert len(judgments.of(ledger, ID).claims) == 3


def test_sources_are_merged_split_and_left_again(client: Visitor, ledger: Ledger) -> None:
    group = f"{ADDRESS}/sources/group"
    assert client.submit(group, {"source": ["s2", "s5"], "decision": "merge", "reason": "the same"}).status_code == 303
    merged = judgments.of(ledger, ID).regrouped
    assert merged.groups == (("s2", "s5"),)
    entry = list(ledger.entries(kind="judgment"))[-1]
    client.submit(f"{ADDRESS}/sources/leave", {"number": str(entry.number)})
    assert judgments.of(ledger, ID).regrouped.groups == ()
    start, end = wells.at("he said")
    split = {"mention": f"{start}-{end}", "claim": "c2", "name": "another trader", "kind": "anonymous"}
    assert client.submit(f"{ADDRESS}/sources/s2/split", split).status_code == 303
    (one,) = judgments.of(ledger, ID).regrouped.splits
    assert (one.other.name, one.claims) == ("another trader", ("c2",))
    assert client.submit(group, {"source": ["s2"], "decision": "merge"}).status_code == 409
    assert client.submit(group, {"source": ["s2", "s3"], "decision": "marry"}).status_code == 409
    assert client.submit(f"{ADDRESS}/sources/leave", {"number": "0"}).status_code == 404


def test_notes_ratings_and_levels(client: Visitor, ledger: Ledger) -> None:
    client.submit(f"{ADDRESS}/notes", {"claim": "c2", "text": "asked the miller"})
    client.submit(f"{ADDRESS}/notes", {"text": "of the whole report"})
    client.submit(f"{ADDRESS}/ratings", {"claim": "c2", "credibility": "3"})
    client.submit(f"{ADDRESS}/ratings", {"source": "s2", "reliability": "C"})
    assert [one.text for one in notes.of(ledger, ID)] == ["asked the miller", "of the whole report"]
    rated = ratings.of(ledger, ID)
    assert (rated["c2"].value, rated["s2"].value) == (3, "C")
    (note, _) = notes.of(ledger, ID)
    client.submit(f"{ADDRESS}/notes", {"claim": "c2", "supersedes": str(note.number)})
    assert [one.text for one in notes.of(ledger, ID)] == ["of the whole report"]
    client.submit(f"{ADDRESS}/levels", {"claim": "c2", "level": "secret", "reason": "names a village"})
    assert confidentiality.of(ledger, ID).claims["c2"] == "secret"
    assert client.submit(f"{ADDRESS}/notes", {"claim": "c2", "source": "s2", "text": "x"}).status_code == 409


def test_nobody_decides_about_what_they_may_not_see(client_of: Come, peopled: Ledger) -> None:
    number = record(peopled)
    confidentiality.mark(peopled, ID, "secret", record=number, source="s4", by=desks.OWNER)
    many = len(list(peopled.entries()))
    visitor = client_of("documenter")
    for path, form in (
        ("claims/c3/judge", {"decision": "reject"}),
        ("claims/c3/undo", {}),
        ("claims/c3/correct", {"edit": "force", "force": "denied"}),
        ("notes", {"claim": "c3", "text": "x"}),
        ("notes", {"source": "s4", "text": "x"}),
        ("ratings", {"source": "s4", "reliability": "A"}),
        ("sources/group", {"source": ["s2", "s4"], "decision": "merge"}),
        ("sources/s4/split", {"mention": "1-2"}),
        ("claims/c2/correct", {"edit": "chain", "chain": ["s1", "s4"]}),
        ("claims/c2/correct", {"edit": "codes", "codes": "k2"}),
    ):
        assert visitor.submit(f"{ADDRESS}/{path}", form).status_code in (404, 409), path
    assert len(list(peopled.entries())) == many


def test_correction_keeps_what_its_person_is_not_shown(client_of: Come, peopled: Ledger) -> None:
    number = record(peopled)
    fields = {"codes": ["k1", "k2"], "content": ["They sealed eleven wells", "nobody was arrested"]}
    judgments.judge(peopled, number, "c2", "correct", by=desks.PEOPLE["documenter"], fields=fields)
    confidentiality.mark(peopled, ID, "secret", record=number, claim="c3", by=desks.OWNER)
    visitor = client_of("documenter")
    shown = visitor.get(f"{ADDRESS}/claims/c2/correct?field=content&field=codes").text
    assert "arrested" not in shown
    start, end = wells.at("eleven wells")
    correct(visitor, "c2", edit=["codes", "content"], codes=["k1"], words="eleven wells", span=f"{start}-{end}")
    assert now(peopled, "c2").codes == ("k1", "k2")
    assert now(peopled, "c2").content == (wells.at("eleven wells"), wells.at("nobody was arrested"))


def test_words_behind_a_block_are_those_of_the_stored_text(client_of: Come, peopled: Ledger) -> None:
    confidentiality.mark(peopled, ID, "secret", record=record(peopled), source="s4", by=desks.OWNER)
    visitor = client_of("documenter")
    text = Parts(visitor.get(ADDRESS).text).words("words")
    at = text.index("Dolm lies on")
    correct(visitor, "c2", edit="content", words="Dolm lies on", span=f"{at}-{at + 12}")
    assert now(peopled, "c2").content == (wells.at("Dolm lies on"),)


def test_only_an_editor_overrules(client_of: Come, peopled: Ledger) -> None:
    entry = judgments.judge(peopled, record(peopled), "c2", "reject", by="Ines")
    form = {"decision": "accept", "overrules": str(entry.number)}
    assert client_of("documenter").submit(f"{ADDRESS}/claims/c2/judge", form).status_code == 403
    assert client_of("editor").submit(f"{ADDRESS}/claims/c2/judge", form).status_code == 303
    assert state(peopled, "c2") == "accepted"


def test_reader_judges_nothing(client_of: Come, peopled: Ledger) -> None:
    assert client_of("reader").submit(f"{ADDRESS}/claims/c2/judge", {"decision": "accept"}).status_code == 403
    assert state(peopled, "c2") == "none"

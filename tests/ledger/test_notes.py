"""notes, ratings and confidentiality: each apart from the record, each replaced and never changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, confidentiality, judgments, levels, notes, ratings, regroup
from reportedly.ledger.reread import Reread, reread
from tests.ledger import wells

REPORT = wells.report()


def again(ledger: Ledger, **changed: Any) -> Reread:
    new = wells.read_again(REPORT, **{"title": "Wells", **changed})
    return reread(ledger, lambda _data, _name: new, new.id, by="Machinist")


# Notes


def test_notes_stand_in_their_order_until_they_are_replaced(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    first = notes.note(ledger, REPORT.id, "Ask the clerk’s office.", by="Ada")
    notes.note(ledger, REPORT.id, "Which well?", record=record, claim="c2", by="Berit")
    notes.note(ledger, REPORT.id, "Asked; no answer.", by="Ada", supersedes=first.number)
    assert [(one.by, one.claim, one.text) for one in notes.of(ledger, REPORT.id)] == [
        ("Berit", "c2", "Which well?"),
        ("Ada", None, "Asked; no answer."),
    ]
    assert ledger.entry(first.number).body["text"] == "Ask the clerk’s office."


def test_a_note_is_taken_back_or_replaced_by_its_writer_only(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    first = notes.note(ledger, REPORT.id, "우물이 닫혔다", record=record, source="s4", by="Ada")
    with pytest.raises(LedgerError, match="is none of Berit's own"):
        notes.note(ledger, REPORT.id, None, by="Berit", supersedes=first.number)
    gone = notes.note(ledger, REPORT.id, None, by="Ada", supersedes=first.number)
    assert (gone.body["record"], gone.body["source"]) == (record, "s4")
    assert notes.of(ledger, REPORT.id) == []
    with pytest.raises(LedgerError, match="that stands"):
        notes.note(ledger, REPORT.id, "again", by="Ada", supersedes=first.number)


@pytest.mark.parametrize(
    ("words", "more", "message"),
    [
        (" ", {}, "a note must be words"),
        (None, {}, "only a note that is there can be taken back"),
        ("x", {"by": None}, "the person who notes it"),
        ("x", {"claim": "c1"}, "needs the number of its record"),
        ("x", {"record": 1, "claim": "c9"}, "'c9' is not a claim of record 1"),
        ("x", {"record": 1, "source": "s9"}, "'s9' is not a source of the record"),
        ("x", {"record": 0}, "holds no record 0"),
    ],
)
def test_a_note_needs_words_a_person_and_something_that_is_there(
    ledger: Ledger, words: str | None, more: dict[str, Any], message: str
) -> None:
    wells.kept(ledger)
    with pytest.raises(LedgerError, match=message):
        notes.note(ledger, REPORT.id, words, **{"by": "Ada", **more})


def test_a_note_belongs_to_its_own_report(ledger: Ledger) -> None:
    wells.kept(ledger)
    other = wells.kept(ledger, wells.report(wells.TEXT + "More.\n"))
    with pytest.raises(LedgerError, match=f"record {other} is not one of report {REPORT.id}"):
        notes.note(ledger, REPORT.id, "x", record=other, by="Ada")
    with pytest.raises(LedgerError, match=f"record {other} is not one of report {REPORT.id}"):
        confidentiality.mark(ledger, REPORT.id, "secret", record=other, source="s1", by="Ada")


# Ratings


def test_everything_starts_where_it_cannot_be_judged(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    values = {id: one.value for id, one in ratings.of(ledger, record).items()}
    assert values == dict.fromkeys(("s1", "s2", "s3", "s4", "s5"), "F") | dict.fromkeys(("c1", "c2", "c3"), 6)


def test_sources_and_claims_are_rated_apart(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    ratings.rate(ledger, record, source="s2", reliability="B", by="Ada")
    ratings.rate(ledger, record, claim="c2", credibility=4, by="Ada")
    found = ratings.of(ledger, REPORT.id)
    assert (found["s2"].value, found["c2"].value, found["c1"].value) == ("B", 4, 6)


def test_a_person_replaces_their_own_rating_and_others_may_differ(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    first = ratings.rate(ledger, record, source="s2", reliability="B", by="Ada")
    second = ratings.rate(ledger, record, source="s2", reliability="D", by="Ada", reason="she was not there")
    assert second.body["supersedes"] == first.number
    ratings.rate(ledger, record, source="s2", reliability="C", by="Berit")
    found = ratings.of(ledger, record)["s2"]
    assert (found.value, found.differs, found.by) == (None, True, {"Ada": "D", "Berit": "C"})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "rated apart"),
        ({"source": "s1"}, "rated apart"),
        ({"source": "s1", "credibility": 2}, "rated apart"),
        ({"claim": "c1", "reliability": "A"}, "rated apart"),
        ({"source": "s1", "reliability": "A", "claim": "c1", "credibility": 2}, "rated apart"),
        ({"source": "s1", "reliability": "a"}, "'a' is not a reliability: one of A, B, C, D, E, F"),
        ({"source": "s9", "reliability": "A"}, "'s9' is not a source"),
        ({"claim": "c1", "credibility": 0}, "0 is not a credibility"),
        ({"claim": "c1", "credibility": "2"}, "'2' is not a credibility"),
        ({"claim": "c1", "credibility": True}, "True is not a credibility"),
        ({"claim": "c9", "credibility": 2}, "'c9' is not a claim"),
        ({"claim": "c1", "credibility": 1}, "say by which"),
        ({"claim": "c1", "credibility": 2, "by": None}, "the person who rates"),
    ],
)
def test_what_cannot_be_rated_is_refused(ledger: Ledger, given: dict[str, Any], message: str) -> None:
    record = wells.kept(ledger)
    with pytest.raises(LedgerError, match=message):
        ratings.rate(ledger, record, **{"by": "Ada", **given})


def test_ratings_go_along_to_the_same_source_and_the_same_words_that_came_the_same_way(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    ratings.rate(ledger, record, source="s2", reliability="B", by="Ada")
    ratings.rate(ledger, record, source="s4", reliability="C", by="Ada")
    ratings.rate(ledger, record, claim="c1", credibility=2, by="Berit")
    ratings.rate(ledger, record, claim="c3", credibility=5, by="Berit")
    others = tuple(replace(one, name="A scribe") if one.id == "s4" else one for one in REPORT.sources)
    done = again(ledger, sources=others)
    found = ratings.of(ledger, done.record)
    assert (found["s2"].by, found["s4"].by, found["c1"].by, found["c3"].by) == ({"Ada": "B"}, {}, {"Berit": 2}, {})
    assert sorted((one.kind, one.words) for one in done.left) == [
        ("rating", "A clerk of the province"),
        ("rating", "nobody was arrested"),
    ]


# Confidentiality


def test_what_nobody_marked_is_public(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    found = confidentiality.of(ledger, record)
    assert {found.report, *found.sources.values(), *found.claims.values()} == {"public"}


def test_a_claim_is_as_confidential_as_the_strictest_of_itself_its_sources_and_its_report(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    confidentiality.mark(ledger, REPORT.id, "secret", record=record, source="s3", by="Ada")
    confidentiality.mark(ledger, REPORT.id, "restricted", record=record, claim="c2", by="Ada")
    assert confidentiality.of(ledger, record).claims == {"c1": "secret", "c2": "restricted", "c3": "public"}
    first = confidentiality.mark(ledger, REPORT.id, "restricted", by="Ada")
    found = confidentiality.of(ledger, record)
    assert found.claims == {"c1": "secret", "c2": "restricted", "c3": "restricted"}
    assert found.sources["s1"] == "restricted"
    lower = confidentiality.mark(ledger, REPORT.id, "public", by="Berit", reason="printed in the gazette")
    assert lower.body["supersedes"] == first.number
    assert confidentiality.of(ledger, record).report == "public"


def test_a_source_that_somebody_put_into_a_chain_closes_its_claim(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    confidentiality.mark(ledger, REPORT.id, "secret", record=record, source="s5", by="Ada")
    judgments.judge(ledger, record, "c3", "correct", by="Ada", fields={"chain": ["s1", "s5"]})
    judgments.judge(ledger, record, "c3", "accept", by="Berit")
    assert judgments.state(ledger, record, "c3") == "differs"
    assert confidentiality.of(ledger, record).claims["c3"] == "secret"


def test_merged_sources_are_as_confidential_as_the_strictest(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    confidentiality.mark(ledger, REPORT.id, "secret", record=record, source="s5", by="Ada")
    regroup.merge(ledger, record, ["s2", "s5"], by="Ada")
    found = confidentiality.of(ledger, record)
    assert (found.sources["s2"], found.claims["c2"]) == ("secret", "secret")


def test_reading_again_lays_nothing_open(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    confidentiality.mark(ledger, REPORT.id, "restricted", record=record, source="s2", by="Ada")
    confidentiality.mark(ledger, REPORT.id, "secret", record=record, claim="c3", by="Ada")
    turned = tuple(replace(one, id=f"t{one.id}") for one in REPORT.sources)
    claims = tuple(replace(one, id=f"n{one.id}", chain=tuple(f"t{id}" for id in one.chain)) for one in REPORT.claims)
    done = again(ledger, sources=turned, claims=claims)
    found = confidentiality.of(ledger, done.record)
    assert (found.report, found.sources["ts2"]) == ("public", "restricted")
    assert found.claims == {"nc1": "restricted", "nc2": "restricted", "nc3": "secret"}


def test_where_the_closed_source_is_not_found_again_the_report_is_closed(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    confidentiality.mark(ledger, REPORT.id, "restricted", record=record, source="s3", by="Ada")
    closed = confidentiality.mark(ledger, REPORT.id, "secret", record=record, source="s2", by="Ada")
    named = tuple(replace(one, name="A trader") if one.id == "s2" else one for one in REPORT.sources)
    done = again(ledger, sources=named)
    assert [(one.kind, one.words) for one in done.left] == [("confidentiality", "A trader in Dolm")]
    assert confidentiality.of(ledger, done.record).report == "secret"
    (entry,) = done.carried
    assert (entry.body["level"], entry.body["carried"]["from"], entry.by) == ("secret", closed.number, "Machinist")
    confidentiality.mark(ledger, REPORT.id, "public", by="Ada")
    third = again(ledger, sources=named, title="Wells again")
    assert confidentiality.of(ledger, third.record).report == "public"


@pytest.mark.parametrize(
    ("level", "more", "message"),
    [
        ("top", {}, "'top' is not a level: one of public, restricted, secret"),
        ("secret", {"record": 1}, "for one source or one claim"),
        ("secret", {"claim": "c1"}, "for one source or one claim"),
        ("secret", {"record": 1, "claim": "c1", "source": "s1"}, "for one source or one claim"),
        ("secret", {"record": 1, "claim": "c9"}, "'c9' is not a claim"),
        ("secret", {"record": 1, "source": "s9"}, "'s9' is not a source"),
        ("secret", {"by": " "}, "the person who decides"),
    ],
)
def test_a_level_is_set_for_something_that_is_there(
    ledger: Ledger, level: Any, more: dict[str, Any], message: str
) -> None:
    wells.kept(ledger)
    with pytest.raises(LedgerError, match=message):
        confidentiality.mark(ledger, REPORT.id, level, **{"by": "Ada", **more})


@given(st.lists(st.sampled_from(levels.LEVELS)))
def test_the_strictest_is_the_one_that_nothing_is_above(some: list[levels.Level]) -> None:
    found = levels.strictest(*some)
    assert all(levels.LEVELS.index(one) <= levels.LEVELS.index(found) for one in some)
    assert found in some or (not some and found == "public")

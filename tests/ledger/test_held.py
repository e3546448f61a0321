"""Claims held in memory: they are found and counted as in the database, and follow what is appended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.ledger import Ledger, fetched, held, open_ledger
from reportedly.ledger.counts import FIELDS, counts, counts_held, total, total_held
from reportedly.ledger.decisions import STATES
from reportedly.ledger.held import Held
from reportedly.ledger.judgments import judge
from reportedly.ledger.levels import LEVELS
from reportedly.ledger.query import Query
from reportedly.ledger.search import search, search_held
from tests.ledger.told import Told, close, keep, report, reread

PLACES = (("Chung", "kp-0101", "KP"), ("Dolm", None, None), ("Pyongyang", "kp-01", "KP"))
DATES = (
    ("2030-12", "2030-12-01", "2030-12-31"),
    ("XXXX-05", None, None),
    ("2029", "2029-01-01", "2029-12-31"),
    ("2030-03-04", "2030-03-04", "2030-03-04"),
    ("PAST_REF", None, None),
)
CODES = ("penalty/arrest", "penalty/fine", "offence/foreign_media")
WORDS = ("Wardens sealed the well", "A teacher hid radios", "Wardens arrested forty", "The well was dry")
FORCES = ("stated", "ordered", "denied")

TOLD = st.builds(
    Told,
    st.sampled_from(WORDS),
    st.sampled_from(FORCES),
    st.sampled_from(("positive", "negative")),
    st.sampled_from((("anonymous",), ("person", "institution"), ())),
    st.lists(st.sampled_from(DATES), max_size=2, unique=True),
    st.lists(st.sampled_from(PLACES), max_size=2, unique=True),
    st.lists(st.sampled_from(CODES), max_size=2, unique=True),
)
QUERIES = st.builds(
    Query,
    text=st.sampled_from((None, None, "warden", "well -dry", "seal*", '"hid radios"')),
    outlet=st.sampled_from((None, None, "harbour wire", "Nobody")),
    source_kind=st.sampled_from((None, None, "anonymous", "outlet")),
    chain=st.sampled_from((None, (2, 2), (3, None))),
    force=st.sampled_from((None, None, *FORCES)),
    code=st.sampled_from((None, None, "penalty", "penalty/fine")),
    place=st.sampled_from((None, None, "iso:KP", "kp-01", "Dolm")),
    dates=st.sampled_from((None, None, ("2030", "2030"), ("XXXX-05", "XXXX-06"), (None, "2029-06"))),
    dated=st.sampled_from((None, True, False)),
    published=st.sampled_from((None, None, ("2031", "2031"), ("2032", None))),
    decision=st.sampled_from((None, None, *STATES)),
    confidentiality=st.sampled_from((None, None, *LEVELS)),
    clearance=st.sampled_from((None, *LEVELS)),
    every_record=st.booleans(),
)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "held.db", create=True) as ledger:
        yield ledger


def same_pages(ledger: Ledger, memory: Held, query: Query) -> None:
    """Pages of two hits, followed to the end, are the same in memory as in the database."""
    for sort in ("added", "published", "date"):
        after: str | None = None
        for _ in range(20):
            asked = replace(query, sort=sort, limit=2, after=after)
            page, other = search(ledger, asked), search_held(memory, asked)
            assert [hit.to_dict() for hit in other.hits] == [hit.to_dict() for hit in page.hits]
            assert other.after == page.after
            assert other.total == total(ledger, asked)
            after = page.after
            if after is None:
                break


def agrees(ledger: Ledger, memory: Held, query: Query) -> None:
    same_pages(ledger, memory, query)
    chosen = memory.choose(query)
    assert chosen.total == total(ledger, query)
    assert chosen.reports == len(counts(ledger, query, "report"))
    for field in FIELDS:
        assert counts_held(memory, query, field) == counts(ledger, query, field), field
    assert total_held(memory, query) == chosen.total


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(TOLD, min_size=1, max_size=4), min_size=1, max_size=3), st.lists(QUERIES, min_size=5, max_size=5)
)
def test_they_are_counted_as_in_the_database(
    tmp_path_factory: pytest.TempPathFactory, some: list[list[Told]], asked: list[Query]
) -> None:
    with open_ledger(tmp_path_factory.mktemp("held") / "a.db", create=True) as ledger:
        memory = Held(ledger)
        reports = [report(*claims, title=f"Report {at}") for at, claims in enumerate(some)]
        numbers = [entry.number for entry in keep(ledger, *reports)]
        agrees(ledger, memory, Query())
        judge(ledger, numbers[0], "c1", "reject", by="Ines")
        close(ledger, reports[-1].id, "restricted", numbers[-1], claim="c1")
        for query in asked:
            agrees(ledger, memory, query)
        reread(ledger, replace(reports[0], claims=reports[0].claims[:1]), numbers[0])
        close(ledger, reports[0].id, "secret")
        for query in asked:
            agrees(ledger, memory, query)


@pytest.mark.parametrize(("parts", "large"), [(100, 0), (2, 0), (1, 8)])
def test_they_follow_what_is_appended(ledger: Ledger, monkeypatch: pytest.MonkeyPatch, parts: int, large: int) -> None:
    """Whether what was appended stays in parts of its own, is put together, or made one with the rest."""
    monkeypatch.setattr(fetched, "RECORDS", 1)
    monkeypatch.setattr(held, "PARTS", parts)
    monkeypatch.setattr(held, "LARGE", large)
    memory = Held(ledger)
    assert memory.choose(Query()).total == 0
    one, other, third = (report(Told(words, places=PLACES[:1])) for words in WORDS[:3])
    (first,) = keep(ledger, one)
    assert memory.choose(Query()).total == 1
    keep(ledger, other)
    assert memory.choose(Query(place="kp-0101")).total == 2
    (entry,) = keep(ledger, third)
    agrees(ledger, memory, Query(text="warden"))
    fields = {"force": "ordered", "places": []}
    judge(ledger, entry.number, "c1", "correct", fields=fields, by="Ines")
    agrees(ledger, memory, Query())
    assert memory.choose(Query(force="ordered")).total == 1
    assert memory.choose(Query(place="kp-0101")).total == 2
    keep(ledger, report(Told(WORDS[3], dates=DATES[:1])))
    reread(ledger, one, first.number)
    judge(ledger, entry.number, "c1", "reject", by="Ines")
    agrees(ledger, memory, Query(every_record=True))
    agrees(ledger, memory, Query(dates=("2030", "2030")))


def test_they_may_be_read_before_anybody_asks(small: Ledger) -> None:
    keep(small, report(Told(WORDS[0])))
    memory = Held(small)
    memory.begin().join()
    assert memory.choose(Query()).total == 1


def test_they_are_counted_by_month(ledger: Ledger) -> None:
    keep(
        ledger,
        report(Told(WORDS[0], codes=CODES[:2], dates=DATES[:1]), Told(WORDS[1], codes=CODES[:1], dates=DATES[1:2])),
        report(Told(WORDS[2], codes=CODES[:1], dates=DATES[2:4])),
    )
    memory = Held(ledger)
    chosen = memory.choose(Query())
    assert chosen.grid("c", "happened") == (
        {"penalty/arrest": {202901: 1, 203012: 1}, "penalty/fine": {203012: 1}},
        1,
    )
    assert chosen.grid("c", "published") == ({"penalty/arrest": {203104: 3}, "penalty/fine": {203104: 1}}, 0)
    assert chosen.months("happened") == ({202901: 1, 203012: 1}, 1)
    assert memory.choose(Query(force="asked")).grid("c", "published") == ({}, 0)


def test_of_very_many_the_newest_are_put_in_order_by_relevance(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(ledger, *(report(Told("The well was dry", force), title=force) for force in FORCES), report(Told(WORDS[2])))
    memory = Held(ledger)
    asked = Query(text="well", sort="relevance", limit=2)
    agreed = search(ledger, asked)
    assert [hit.to_dict() for hit in search_held(memory, asked).hits] == [hit.to_dict() for hit in agreed.hits]
    monkeypatch.setattr("reportedly.ledger.search.RANKED", 2)
    page = search_held(memory, replace(asked, limit=1))
    rest = search_held(memory, replace(asked, limit=1, after=page.after))
    assert [hit.title for one in (page, rest) for hit in one.hits] == ["denied", "ordered"]
    assert (page.total, rest.after) == (3, None)


def test_what_a_connection_sees_that_began_earlier_is_not_kept(small: Ledger) -> None:
    keep(small, report(Told(WORDS[0])))
    memory = Held(small)
    with small.reading() as earlier:
        assert memory.choose(Query(), earlier).total == 1
        keep(small, report(Told(WORDS[2])))
        assert memory.choose(Query()).total == 2
        memory.choose(Query(text="warden"), earlier)
        assert memory.choose(Query(text="warden")).total == 2

"""What is kept beside the ledger: clusters and ranges as reports come, people's decisions, and all of it made anew."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from reportedly.corroboration import decisions, family, keep, reasons
from reportedly.corroboration.alerts import alerts
from reportedly.corroboration.tables import corroborated
from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, judgments, open_ledger
from reportedly.ledger.entries import Entry
from reportedly.ledger.verify import verify
from tests.ledger import told
from tests.ledger.told import Told

WORDS = "Border guards shot two traders near the long bridge of Halden on Friday night as they came home"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "one.db", create=True) as one:
        yield one


def copied(ledger: Ledger, *outlets: str) -> list[Entry]:
    """Reports of some outlets with the same words of an unnamed source."""
    made = [
        told.report(
            Told(WORDS, chain=["anonymous"]), title=outlet, outlet=outlet, published=f"2031-03-{1 + (day - 1) % 28:02}"
        )
        for day, outlet in enumerate(outlets, 1)
    ]
    return told.keep(ledger, *made)


def lines(ledger: Ledger, records: list[Entry]) -> list[str | None]:
    claims = [(one.number, "c1") for one in records]
    with ledger.reading() as connection:
        found = family.ranges_of(connection, claims)
    return [reasons.line(found[claim]) if claim in found else None for claim in claims]


def everything(ledger: Ledger) -> dict[str, list[Any]]:
    with ledger.reading() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for name, table in corroborated.tables.items()
        }


def test_copies_are_one_origin_however_many_come(ledger: Ledger) -> None:
    records = copied(ledger, "Radio Tarn", "Orsk Daily", "Kelm Gazette")
    keep.catch_up(ledger)
    assert lines(ledger, records) == ["1 origin in 3 reports"] * 3


def test_forty_copies_are_one_origin_in_forty_reports(ledger: Ledger) -> None:
    records = copied(ledger, *(f"{name} Post {number}" for name in ("Tarn", "Orsk") for number in range(1, 21)))
    keep.catch_up(ledger)
    assert lines(ledger, records) == ["1 origin in 40 reports"] * 40


def test_what_two_sources_of_the_first_report_say_stands_together(ledger: Ledger) -> None:
    (record,) = told.keep(ledger, told.report(Told(WORDS), Told(f"{WORDS} from the market")))
    keep.catch_up(ledger)
    with ledger.reading() as connection:
        found = family.ranges_of(connection, [(record.number, "c1"), (record.number, "c2")])
    assert [(one.at_least, one.at_most) for one in found.values()] == [(1, 2)] * 2


def test_who_copies_hangs_on_whoever_was_first(ledger: Ledger) -> None:
    copied(ledger, "Radio Tarn", "Orsk Daily", "Kelm Gazette")
    keep.catch_up(ledger)
    with ledger.reading() as connection:
        (number,) = family.largest(connection, 5)
        one = family.of(connection, number)
    assert one is not None
    assert [(branch.outlet, branch.role) for branch in one.branches] == [
        ("Radio Tarn", "own source"), ("Orsk Daily", "copy"), ("Kelm Gazette", "copy"),
    ]  # fmt: skip
    assert [depth for _, depth in one.tree] == [0, 1, 1]


def test_entry_by_entry_or_anew_gives_the_same(ledger: Ledger) -> None:
    for outlet in ("Radio Tarn", "Orsk Daily", "Kelm Gazette"):
        copied(ledger, outlet)
        keep.catch_up(ledger)
    before = everything(ledger)
    keep.rebuild(ledger)
    assert everything(ledger) == before


def test_a_decision_holds_and_survives_working_all_out_anew(ledger: Ledger) -> None:
    a, b = copied(ledger, "Radio Tarn", "Orsk Daily")
    keep.catch_up(ledger)
    ours, theirs = (a.number, "c1"), (b.number, "c1")
    decisions.decide(ledger, ours, theirs, "other_origin", by="Ines Corvay", reason="both were there")
    (change,) = keep.catch_up(ledger)
    assert (change.before, change.after) == ({"allegation": [1, 1, 2, True]}, {"allegation": [2, 2, 2, True]})
    keep.rebuild(ledger)
    assert lines(ledger, [a, b]) == ["2 origins in 2 reports"] * 2
    decisions.decide(ledger, ours, theirs, "withdraw", by="Ines Corvay", reason="I was wrong")
    keep.catch_up(ledger)
    assert lines(ledger, [a, b]) == ["1 origin in 2 reports"] * 2


def test_where_people_differ_neither_counts(ledger: Ledger) -> None:
    a, b = copied(ledger, "Radio Tarn", "Orsk Daily")
    ours, theirs = (a.number, "c1"), (b.number, "c1")
    decisions.decide(ledger, ours, theirs, "other_origin", by="Ines Corvay", reason="both were there")
    decisions.decide(ledger, theirs, ours, "same_origin", by="Tamar Oll", reason="it is a reprint")
    keep.catch_up(ledger)
    assert lines(ledger, [a, b]) == ["1 origin in 2 reports"] * 2


def test_people_part_what_says_the_same_and_join_it_again(ledger: Ledger) -> None:
    a, b = copied(ledger, "Radio Tarn", "Orsk Daily")
    ours, theirs = (a.number, "c1"), (b.number, "c1")
    decisions.decide(ledger, ours, theirs, "other_claim", by="Ines Corvay", reason="two nights")
    keep.catch_up(ledger)
    assert lines(ledger, [a, b]) == [None, None]
    decisions.decide(ledger, ours, theirs, "same_claim", by="Ines Corvay", reason="one night after all")
    keep.catch_up(ledger)
    assert lines(ledger, [a, b]) == ["1 origin in 2 reports"] * 2


@pytest.mark.parametrize(("by", "reason"), [(None, "so"), ("Ines Corvay", None), ("Ines Corvay", " ")])
def test_a_decision_needs_a_person_and_a_reason(ledger: Ledger, by: str | None, reason: str | None) -> None:
    a, b = copied(ledger, "Radio Tarn", "Orsk Daily")
    with pytest.raises(LedgerError):
        decisions.decide(ledger, (a.number, "c1"), (b.number, "c1"), "same_origin", by=by, reason=reason)
    with pytest.raises(LedgerError):
        decisions.decide(ledger, (a.number, "c1"), (a.number, "c1"), "same_origin", by="Ines", reason="one")


def test_nobody_says_what_people_reject(ledger: Ledger) -> None:
    a, b = copied(ledger, "Radio Tarn", "Orsk Daily")
    keep.catch_up(ledger)
    judgments.judge(ledger, b.number, "c1", "reject", by="Ines Corvay", reason="misread")
    keep.catch_up(ledger)
    assert lines(ledger, [a]) == ["1 origin in 1 report"]


def test_what_is_kept_is_no_problem_to_verify(ledger: Ledger) -> None:
    a, b = copied(ledger, "Radio Tarn", "Orsk Daily")
    decisions.decide(ledger, (a.number, "c1"), (b.number, "c1"), "same_origin", by="Ines Corvay", reason="one")
    keep.catch_up(ledger)
    assert verify(ledger).problems == ()


def test_alerts_tell_when_a_range_changed(ledger: Ledger) -> None:
    a, b = copied(ledger, "Radio Tarn", "Orsk Daily")
    keep.catch_up(ledger)
    decisions.decide(ledger, (a.number, "c1"), (b.number, "c1"), "other_origin", by="Ines Corvay", reason="two")
    keep.catch_up(ledger)
    with ledger.reading() as connection:
        newest, oldest = alerts(connection)
        assert alerts(connection, clearance="public") == []
    assert (newest.before, newest.after) == ("1 origin in 2 reports", "2 origins in 2 reports")
    assert (oldest.before, oldest.after) == (None, "1 origin in 2 reports")


def test_what_is_not_taken_in_is_counted_and_taken_in_as_far_as_asked(ledger: Ledger) -> None:
    told.keep(
        ledger, *(told.report(Told(f"Nobody crossed bridge {number}."), title=str(number)) for number in range(3))
    )
    counts = []
    for _ in range(8):
        with ledger.reading() as connection:
            counts.append(keep.waiting(connection))
        keep.catch_up(ledger, most=1)
    assert counts[0] == 3
    assert sorted(counts, reverse=True) == counts and counts[-1] == 0
    assert all(before - after <= 1 for before, after in pairwise(counts))

"""anew: a change of what says how many origins claims have is named, and nothing of it is changed by looking."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.corroboration import anew, decisions, keep
from reportedly.ledger import Ledger, open_ledger
from reportedly.ledger.verify import verify
from tests.ledger import told
from tests.ledger.told import Told

WORDS = "Border guards shot two traders near the long bridge of Halden on Friday night as they came home"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "one.db", create=True) as one:
        made = [
            told.report(Told(WORDS, chain=["anonymous"]), title=outlet, outlet=outlet, published="2031-03-01")
            for outlet in ("Radio Tarn", "Orsk Daily", "Kelm Gazette")
        ]
        first, second, _ = told.keep(one, *made)
        decisions.decide(one, (first.number, "c1"), (second.number, "c1"), "other_origin", by="Ines", reason="seen")
        keep.catch_up(one)
        yield one


def test_what_was_worked_out_entry_by_entry_fits_and_stays(ledger: Ledger) -> None:
    told_of: list[int] = []
    assert anew.differences(ledger, told_of.append) == []
    assert told_of[-1] == 7
    assert keep.catch_up(ledger) == [] and anew.differences(ledger) == []


def test_entries_that_were_not_taken_in_yet_are_left_out(ledger: Ledger) -> None:
    told.keep(ledger, told.report(Told(WORDS, chain=["anonymous"]), title="Vosma", outlet="Vosma Post"))
    assert anew.differences(ledger) == []


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE clusters SET ranges = '{}'", "clusters"),
        ("UPDATE said SET cluster = claim", "said"),
        ("UPDATE said SET voices = '[]'", "said"),
        ("DELETE FROM copies", "copies"),
        ("UPDATE likely SET sure = sure - 1", "likely"),
        ("UPDATE compared_by_people SET decision = 'same_origin'", "compared_by_people"),
        ("UPDATE compared SET told = ''", "compared"),
        ("DELETE FROM copy_bands", "copy_bands"),
        ("DELETE FROM event_keys", "event_keys"),
    ],
)
def test_a_change_is_named(ledger: Ledger, statement: str, table: str) -> None:
    with ledger.writing() as connection:
        connection.exec_driver_sql(statement)
    assert verify(ledger).fits
    assert [one.name for one in anew.differences(ledger)] == [table]
    assert [one.name for one in anew.differences(ledger)] == [table]

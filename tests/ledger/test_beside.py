"""beside, snapshot: several connections see one moment, whatever is added; work in threads ends when all of it ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from reportedly.ledger import Ledger, add, open_ledger
from reportedly.ledger.beside import Beside
from reportedly.ledger.index_tables import FOUND
from reportedly.ledger.snapshot import rows, snapshots
from reportedly.ledger.verify import verify
from tests.ledger import invented


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "reportedly.db", create=True) as opened:
        add.add(opened, invented.read, invented.report(0), path="0.txt")
        yield opened


def test_several_snapshots_are_of_one_moment(ledger: Ledger) -> None:
    add.add(ledger, invented.read, invented.report(1), path="1.txt")
    with snapshots(ledger.engine, 3) as some:
        assert len(some) == 3
        add.add(ledger, invented.read, invented.report(2), path="2.txt")
        assert [rows(one, "SELECT count(*) FROM entries")[0][0] for one in some] == [2, 2, 2]


def test_a_ledger_fits_while_somebody_adds_to_it(file: Ledger) -> None:
    stop = Event()
    added: list[add.Added] = []

    def adding() -> None:
        while not stop.is_set():
            number = len(added) + 1
            added.append(add.add(file, invented.read, invented.report(number), path=f"{number}.txt"))

    other = Thread(target=adding)
    other.start()
    try:
        while len(added) < 12:
            assert [str(one) for one in verify(file).problems] == []
    finally:
        stop.set()
        other.join()


def test_work_beside_ends_when_something_is_raised(file: Ledger) -> None:
    with pytest.raises(KeyboardInterrupt), snapshots(file.engine, 2) as some, Beside(some):
        raise KeyboardInterrupt
    assert verify(file).fits


def test_without_other_connections_all_is_done_by_whoever_waits(file: Ledger) -> None:
    with snapshots(file.engine, 1) as some, Beside(some) as beside:
        assert set(beside.told) == set(FOUND)
        beside.finish()
        # Nobody has told it the words of any row, so that none of those in the full text is where it should be.
        assert {one.name for one in (*beside.problems, *beside.compared())} == set(FOUND.values())


def test_where_there_are_no_entries_everything_else_is_still_looked_at(ledger: Ledger) -> None:
    with ledger.writing() as connection:
        connection.exec_driver_sql("DROP TABLE entries")
    found = [str(one) for one in verify(ledger).problems]
    assert "table entries: the table is missing" in found
    assert not [one for one in found if "aborted" in one]

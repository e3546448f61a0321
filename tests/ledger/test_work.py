"""work, reservations: the same on every database, also when everything is worked out anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from reportedly.ledger import Ledger, confidentiality, index, judgments, reread, verify, work
from reportedly.ledger.index_tables import ROOM
from reportedly.ledger.query import Query
from reportedly.ledger.reservations import HELD, Offer, held, next_claim, progress, release
from tests.ledger import told, wells
from tests.ledger.told import Told

NOW = 1_900_000_000.0


def rows(ledger: Ledger) -> dict[str, list[tuple[Any, ...]]]:
    """What is worked out: claims that wait, and judgments."""
    with ledger.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in (work.waiting, work.judged)
        }


def test_queue_is_the_same_on_every_database_and_when_made_anew(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    other, _ = told.keep(ledger, told.report(Told("The mill stood still")), told.report(Told("Snow fell"), title="S"))
    assert next_claim(ledger, "Ines", "secret", "uncertain", NOW) == Offer(str(other.report), other.number, "c1")
    assert next_claim(ledger, "Juno", "secret", Query(text="wells"), NOW) == Offer(wells.report().id, record, "c2")
    with ledger.reading() as connection:
        assert held(connection, "Mara", NOW) == {(other.number, "c1"), (record, "c2")}
        assert held(connection, "Ines", NOW + HELD) == set()
    judgments.judge(ledger, record, "c2", "accept", by="Ines")
    assert next_claim(ledger, "Juno", "secret", "second", NOW) is None  # passed over a moment ago
    release(ledger, "Juno")
    assert next_claim(ledger, "Juno", "secret", "second", NOW) == Offer(wells.report().id, record, "c2")
    entry = judgments.judge(ledger, record, "c2", "reject", by="Juno")
    assert next_claim(ledger, "Mara", "secret", "differs", NOW) == Offer(wells.report().id, record, "c2")
    judgments.undo(ledger, entry.number, by="Juno")
    added = {"content": "Dolm lies on the river Ysk.", "chain": ["s1"], "force": "stated"}
    judgments.judge(ledger, record, None, "missed", by="Ines", fields=added)
    confidentiality.mark(ledger, str(other.report), "restricted", by="Ines")
    release(ledger, "Juno")
    assert next_claim(ledger, "Juno", "public", "second", NOW) is not None
    counted = progress(ledger, "Ines", "public", int(entry.at[:10].replace("-", "")))
    assert (counted.today, counted.everybody, counted.open, counted.all) == (2, 2, 3, 4)
    before = rows(ledger)
    assert len(before["waiting"]) == 5 and len(before["judged"]) == 4
    index.rebuild(ledger)
    assert rows(ledger) == before


def test_what_is_carried_over_is_no_work_and_waits_no_more(ledger: Ledger) -> None:
    one = wells.report()
    record = wells.kept(ledger, one)
    entry = judgments.judge(ledger, record, "c2", "accept", by="Ines")
    newer = wells.read_again(one, claims=(replace(one.claims[0], hedged=True), *one.claims[1:]))
    reread.reread(ledger, lambda _data, _name: newer, one.id, by="Juno")
    after = progress(ledger, "Ines", "secret", int(entry.at[:10].replace("-", "")))
    assert (after.today, after.open, after.all) == (1, 2, 3)
    newest = judgments.of(ledger, one.id).record
    assert newest != record and judgments.state(ledger, newest, "c2") == "accepted"
    assert next_claim(ledger, "Juno", "secret", "second", NOW) == Offer(one.id, newest, "c2")


def test_of_a_record_that_was_read_again_nothing_waits_also_when_made_anew(ledger: Ledger) -> None:
    one = wells.report()
    wells.kept(ledger, one)
    newer = wells.read_again(one, claims=(replace(one.claims[0], hedged=True), *one.claims[1:]))
    reread.reread(ledger, lambda _data, _name: newer, one.id, by="Juno")
    before = rows(ledger)
    assert {row[0] // ROOM for row in before["waiting"]} == {judgments.of(ledger, one.id).record}
    index.rebuild(ledger)
    assert rows(ledger) == before
    assert verify.verify(ledger).fits


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE waiting SET sure = sure + 1 WHERE claim % 1048576 = 1", "waiting"),
        ("UPDATE waiting SET open = 1 - open", "waiting"),
        ("UPDATE waiting SET level = 2 WHERE claim % 1048576 = 0", "waiting"),
        ("DELETE FROM waiting WHERE claim % 1048576 = 0", "waiting"),
        ("INSERT INTO waiting VALUES (99 * 1048576, 1, 500, 0)", "waiting"),
        ("UPDATE judged SET person = 'Juno'", "judged"),
        ("UPDATE judged SET stands = 0, day = day + 1", "judged"),
        ("DELETE FROM judged", "judged"),
        ("INSERT INTO judged VALUES (99, 1, 'c1', 'Juno', 20310402, 1)", "judged"),
    ],
)
def test_a_change_of_what_waits_or_was_judged_is_named(ledger: Ledger, statement: str, table: str) -> None:
    told.keep(ledger, told.report(Told("The mill stood still"), Told("The river rose")))
    record = wells.kept(ledger)
    judgments.judge(ledger, record, "c2", "accept", by="Ines")
    assert verify.verify(ledger).fits
    with ledger.writing() as connection:
        connection.exec_driver_sql(statement)
    assert {(one.what, one.name) for one in verify.verify(ledger).problems} == {("table", table)}

"""work, reservations: the same on every database, also when everything is worked out anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from reportedly.ledger import Ledger, confidentiality, index, judgments, reread, work
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

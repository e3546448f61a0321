"""Who did what and when: the entries themselves, the newest first, each checked against its hash.

There is no table to look persons up in, because such a table could be changed to hide what somebody did; entries are
looked through from the newest backwards, a stretch at a time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, LargeBinary, Select, bindparam, func, select

from reportedly.ledger.entries import Entry, Kind
from reportedly.ledger.store import Ledger, checked, size
from reportedly.ledger.tables import entries

STRETCH = 20_000
"""Entries that are looked through at a time, in some 40 ms."""

STRETCHES = 4
"""Stretches that are looked through for one page; if it is not full then, whoever asks may go on from there."""


@dataclass(frozen=True)
class Asked:
    """Which entries: of a person, of some kinds, about a report, in a time, before an entry's number.

    ``report`` is its id; ``since`` and ``until`` are days (ISO 8601, UTC), both included. None and () stand for all.
    """

    by: str | None = None
    kinds: Sequence[Kind] = ()
    report: str | None = None
    since: str | None = None
    until: str | None = None
    before: int | None = None


@dataclass(frozen=True)
class Page:
    """Some entries, the newest first; ``next`` is where to go on, or None if there are no more."""

    entries: list[Entry]
    next: int | None


def page(ledger: Ledger, asked: Asked, most: int = 50) -> Page:
    """At most so many entries of those asked for. Raises LedgerError for one that does not fit its hash."""
    found: list[Entry] = []
    with ledger.reading() as connection:
        top = size(connection)
        above = top if asked.before is None else max(0, min(asked.before, top))
        lowest = 0 if asked.since is None else _first(connection, top, asked.since)
        if asked.until is not None:
            above = min(above, _first(connection, top, f"{asked.until}~"))  # "~" comes after whatever may follow a day
        stretch = STRETCH if asked.report is None else top  # those about a report are found by an index
        for _ in range(STRETCHES):
            bottom = max(lowest, above - stretch)
            within = entries.c.number >= bottom, entries.c.number < above
            rows = connection.execute(_query(connection, asked).where(*within).limit(most)).all()
            for entry in map(checked, rows):
                if asked.by is None or entry.by == asked.by:
                    found.append(entry)
                if len(found) == most:
                    return Page(found, entry.number if entry.number > lowest else None)
            above = bottom if len(rows) < most else rows[-1].number
            if above <= lowest:
                return Page(found, None)
    return Page(found, above)


def _query(connection: Connection, asked: Asked) -> Select[Any]:
    query = select(entries).order_by(entries.c.number.desc())
    if asked.kinds:
        query = query.where(entries.c.kind.in_(asked.kinds))
    if asked.report is not None:
        query = query.where(entries.c.report == asked.report)
    if asked.by is not None:
        # Canonical JSON has one spelling. What has these bytes elsewhere in it is sorted out once it is read.
        spelled = bindparam(
            "spelled", f'"by":{json.dumps(asked.by, ensure_ascii=False)}'.encode("utf-8", "replace"), LargeBinary
        )
        if connection.dialect.name == "sqlite":
            query = query.where(func.instr(entries.c.canonical, spelled) > 0)
        else:
            query = query.where(func.position(spelled.op("IN")(entries.c.canonical)) > 0)
    return query


def _first(connection: Connection, top: int, at: str) -> int:
    """The number of the first entry of this time or later; where a clock was put back, one near it."""
    low, high = 0, top
    while low < high:
        middle = (low + high) // 2
        row = connection.execute(select(entries).where(entries.c.number >= middle).order_by(entries.c.number).limit(1))
        if checked(row.one()).at < at:
            low = middle + 1
        else:
            high = middle
    return low

"""What is searched and listed: tables worked out from the entries, in the same transaction, which can be made anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, select, text, update
from sqlalchemy.exc import DBAPIError

from reportedly.ledger import rows, standing, work
from reportedly.ledger.compare import check
from reportedly.ledger.entries import Draft, Entry
from reportedly.ledger.index_tables import FOUND, PEOPLES, ROOM, claims, moments, records, reports, standings, texts
from reportedly.ledger.inserting import Rows, together
from reportedly.ledger.tables import entries

if TYPE_CHECKING:
    from reportedly.ledger.store import Ledger

__all__ = ["add", "check", "fill", "rebuild", "seal"]

AT_ONCE = 200
"""Entries that are held in memory together."""

_made: dict[str | None, rows.Rows] = {}
"""Rows by their digest, from when a draft is sealed until it is appended, so that they are worked out once."""

_JUDGED = ("record", "judgment", "confidentiality")


def seal(draft: Draft) -> Draft:
    """A draft whose body says, if it is a record, by the digest under ``index`` which rows it gives to the tables."""
    if draft.kind != "record":
        return draft
    made = rows.of_record(draft.body["record"])
    digest = made.digest()
    if len(_made) >= AT_ONCE:
        _made.clear()
    _made[digest] = made
    return replace(draft, body={**draft.body, "index": digest})


def add(connection: Connection, new: Sequence[Entry], truth: Rows | None = None) -> None:
    """Take in entries that are just appended, within the same transaction.

    ``truth`` are the rows of the tables that hold the truth, which are inserted together with those worked out here.
    """
    changed: dict[str, None] = {}
    gathered: list[tuple[int, rows.Rows]] = []
    added: dict[str | None, dict[str, Any]] = {}
    read: list[dict[str, Any]] = []
    for entry in new:
        if entry.kind == "report":
            added[entry.report] = report_row(entry)
        elif entry.kind == "record":
            made = _made.pop(entry.body.get("index"), None) or rows.of_record(entry.body["record"])
            gathered.append((entry.number, made))
            if _record(connection, entry, added.get(entry.report), read) and entry.report is not None:
                changed[entry.report] = None
        elif entry.kind in _JUDGED and entry.report is not None:
            changed[entry.report] = None
    placed = [one.placed(number) for number, one in gathered]
    together(
        connection,
        {
            **(truth or {}),
            reports: list(added.values()),
            records: read,
            claims: [row for one in placed for row in one.claims],
            moments: [row for one in placed for row in one.moments],
            texts: [row for one in placed for row in one.texts],
            work.waiting: work.new(connection, new),
        },
    )
    work.add(connection, new)
    for report in changed:
        _stand(connection, report)


def rebuild(ledger: Ledger, progress: Callable[[int], object] | None = None) -> None:
    """Make all tables anew from the entries; nobody can add anything meanwhile. ``progress`` as in ``fill``."""
    with ledger.writing() as connection:
        for table in (standings, moments, records, reports):
            connection.execute(delete(table))
        for table in (claims, texts):
            if connection.dialect.name == "sqlite":
                _empty(connection, FOUND[table.name])
            connection.execute(delete(table))
        work.clear(connection)
        fill(connection, progress)


def _empty(connection: Connection, found: str) -> None:
    """Take everything out of a full text of SQLite, also where it is so damaged that it cannot be opened any more."""
    clear = f"INSERT INTO {found}({found}) VALUES('delete-all')"
    try:
        connection.exec_driver_sql(clear)
    except DBAPIError:
        for part in ("data", "idx", "docsize"):
            connection.exec_driver_sql(f"DELETE FROM {found}_{part}")
        # The totals and the list of segments of an empty one, as SQLite's fts5_index.c writes them.
        connection.exec_driver_sql(f"INSERT INTO {found}_data VALUES (1, X''), (10, X'00000000000000')")
        connection.exec_driver_sql(clear)


def fill(connection: Connection, progress: Callable[[int], object] | None = None) -> None:
    """Work out everything from all entries, into empty tables. Raises ValueError if an entry cannot be read.

    ``progress`` is called with the number of entries that were taken in since it was last called.
    """
    start = 0
    while some := read(connection, start):
        add(connection, some)
        start = some[-1].number + 1
        if progress is not None:
            progress(len(some))


def read(connection: Connection, start: int, limit: int = AT_ONCE) -> list[Entry]:
    """Some entries from a number on, in their order. Raises ValueError for bytes that are no entry."""
    query = select(entries.c.canonical).where(entries.c.number >= start).order_by(entries.c.number).limit(limit)
    return [Entry.read(bytes(canonical)) for canonical in connection.execute(query).scalars()]


def report_row(entry: Entry) -> dict[str, Any]:
    """The row of a report, as it is before any record of it."""
    body = entry.body
    first, _ = rows.days(body["published"]) or (0, 0)
    return {
        "number": entry.number,
        "id": entry.report,
        "outlet": body["outlet"],
        "title": body["title"],
        "published": body["published"],
        "day": first,
        "language": body["language"],
        "added": entry.at,
        "record": None,
        "level": 0,
        "strictest": 0,
    }


def standing_entries(connection: Connection, report: str) -> list[Entry]:
    """The entries that say where the claims of a report stand. Raises ValueError for bytes that are no entry."""
    query = (
        select(entries.c.canonical)
        .where(entries.c.report == report, entries.c.kind.in_(_JUDGED))
        .order_by(entries.c.number)
    )
    return [Entry.read(bytes(canonical)) for canonical in connection.execute(query).scalars()]


def _record(connection: Connection, entry: Entry, report: dict[str, Any] | None, read: list[dict[str, Any]]) -> bool:
    """Take in that there is a new record; True if the report had one before.

    ``report`` is the row of a report that is added with it, ``read`` the rows of new records; both are changed.
    """
    number: Any = entry.number  # if no report came before, the record stands for itself
    if report is not None:
        number, report["record"] = report["number"], entry.number
        again = False
    else:
        before = connection.execute(select(reports.c.number).where(reports.c.id == entry.report)).scalar()
        number = number if before is None else before
        again = connection.execute(update(records).where(records.c.report == number).values(newest=0)).rowcount > 0
        connection.execute(update(reports).where(reports.c.number == number).values(record=entry.number))
    for row in read:
        if row["report"] == number:
            row["newest"], again = 0, True
    claimed = len(entry.body["record"]["claims"])
    read.append({"number": entry.number, "report": number, "newest": 1, "claims": claimed})
    return again


def _stand(connection: Connection, report: str) -> None:
    """Work out anew where the claims of a report stand."""
    new = standing.of_report(standing_entries(connection, report))
    for number in new.records:
        first, peoples, end = number * ROOM, number * ROOM + PEOPLES, (number + 1) * ROOM - 1
        connection.execute(delete(standings).where(standings.c.claim.between(first, end)))
        connection.execute(delete(moments).where(moments.c.claim.between(peoples, end)))
        if connection.dialect.name == "sqlite":
            found = FOUND[claims.name]
            forget = f"INSERT INTO {found}({found}, rowid, tokens) SELECT 'delete', id, tokens FROM claims"
            connection.execute(text(f"{forget} WHERE id BETWEEN :first AND :end"), {"first": peoples, "end": end})
        connection.execute(delete(claims).where(claims.c.id.between(peoples, end)))
    together(connection, {standings: new.standings, claims: new.claims, moments: new.moments})
    levels = {"level": new.level, "strictest": new.strictest}
    connection.execute(update(reports).where(reports.c.id == report).values(levels))
    work.stand(connection, new)

"""Entries looked up inside a transaction, each checked against its hash."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from reportedly.errors import LedgerError
from reportedly.ledger.entries import Entry, Kind
from reportedly.ledger.seen import record_of
from reportedly.ledger.store import checked, entry
from reportedly.ledger.tables import entries
from reportedly.record import Report


def about(connection: Connection, report: str, *kinds: Kind) -> list[Entry]:
    """The entries about a report, in their order; of some kinds, or of all."""
    query = select(entries.c.number, entries.c.canonical, entries.c.leaf).where(entries.c.report == report)
    if kinds:
        query = query.where(entries.c.kind.in_(kinds))
    return [checked(row) for row in connection.execute(query.order_by(entries.c.number))]


def newest(connection: Connection, report: str) -> int | None:
    """The number of the newest record of a report, or None."""
    query = select(func.max(entries.c.number)).where(entries.c.report == report, entries.c.kind == "record")
    number = connection.execute(query).scalar()
    return None if number is None else int(number)


def must_be_newest(connection: Connection, report: str, record: int) -> None:
    """Raises LedgerError if the report was read again after this record of it."""
    number = newest(connection, report)
    if number != record:
        raise LedgerError(f"record {record} was read again; judge what is in record {number}")


def record(connection: Connection, which: int | str) -> tuple[int, Report]:
    """A record by its number, or the newest of the report with this id. Raises LedgerError if there is none."""
    number = newest(connection, which) if isinstance(which, str) else which
    found = None if number is None else entry(connection, number)
    if found is None or found.kind != "record":
        raise LedgerError(f"the ledger holds no record {which}")
    return found.number, record_of(found)

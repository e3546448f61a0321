"""What people call reports and claims: the beginning of a report's digest, and behind a colon the claim."""

from __future__ import annotations

from sqlalchemy import select

from reportedly.errors import LedgerError
from reportedly.ledger.entries import Entry
from reportedly.ledger.store import Ledger
from reportedly.ledger.tables import entries

PREFIX = "sha256:"
SHORT = 8
"""Hexadecimal digits that are shown: two among ten thousand reports begin alike once in a hundred ledgers."""


def short(report: str) -> str:
    """The beginning of a report's digest, to be shown and typed."""
    return report.removeprefix(PREFIX)[:SHORT]


def report(ledger: Ledger, digits: str) -> str:
    """The id of the one report whose digest begins with these hexadecimal digits. Raises LedgerError."""
    start = PREFIX + digits.lower()
    # Said so that the index of kinds cannot serve: by that one SQLite goes through all reports (160 ms of 100,000).
    is_report = entries.c.kind.concat("") == "report"
    there = (
        select(entries.c.report)
        .where(is_report, entries.c.report >= start, entries.c.report < start + "g")
        .order_by(entries.c.report)
        .limit(4)
    )
    with ledger.reading() as connection:
        found = [str(id) for id in connection.execute(there).scalars()]
    if not found:
        raise LedgerError(f"the ledger holds no report that begins with {digits}")
    if len(found) > 1:
        longest = max(len(_shared(found[0], other)) for other in found[1:]) - len(PREFIX)
        shown = ", ".join(id.removeprefix(PREFIX)[: longest + 1] for id in found[:3]) + (" …" if len(found) > 3 else "")
        raise LedgerError(f"{digits} is the beginning of several reports: {shown}")
    return found[0]


def record(ledger: Ledger, report: str, number: int | None = None) -> Entry:
    """The record of a report: the newest, or the entry with this number. Raises LedgerError if there is none."""
    if number is not None:
        try:
            entry = ledger.entry(number)
        except KeyError:
            raise LedgerError(f"there is no entry {number}") from None
        if entry.kind != "record" or entry.report != report:
            raise LedgerError(f"entry {number} is no record of report {short(report)}")
        return entry
    records = list(ledger.entries(kind="record", report=report))
    if not records:
        raise LedgerError(f"the ledger holds no record of report {short(report)}")
    return records[-1]


def versions(ledger: Ledger, report: str) -> list[str]:
    """The ids of all reports that were obtained from the same address, itself among them, the oldest first."""
    (added,) = ledger.entries(kind="report", report=report)
    url = added.columns()["url"]
    if url is None:
        return [report]
    same = select(entries.c.report).where(entries.c.kind == "report", entries.c.url == url).order_by(entries.c.number)
    with ledger.reading() as connection:
        return [str(id) for id in connection.execute(same).scalars()]


def _shared(one: str, other: str) -> str:
    return next((one[:n] for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), one)

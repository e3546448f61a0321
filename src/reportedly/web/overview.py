"""What a ledger holds, at a glance, as far as somebody may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection, func, select

from reportedly.ledger import Ledger
from reportedly.ledger.hits import ReportHit
from reportedly.ledger.index_tables import reports
from reportedly.ledger.levels import LEVELS
from reportedly.ledger.query import Query
from reportedly.ledger.search import search
from reportedly.web.seeing import masked
from reportedly.web.who import Person

NEWEST = 12
"""Reports on the first page."""


@dataclass(frozen=True)
class Overview:
    """How many reports there are, and the newest of them."""

    reports: int
    newest: Sequence[ReportHit]


def reports_of(connection: Connection, person: Person) -> int:
    """How many reports this person may see."""
    visible = select(func.count()).select_from(reports).where(reports.c.level <= LEVELS.index(person.clearance))
    return int(connection.execute(visible).scalar_one())


def of(ledger: Ledger, person: Person) -> Overview:
    """What this person may see. Raises LedgerError."""
    with ledger.reading() as connection:
        count = reports_of(connection, person)
        page = search(connection, Query(of="reports", sort="added", limit=NEWEST, clearance=person.clearance))
    return Overview(count, masked.reports_of(ledger, cast(Sequence[ReportHit], page.hits), person))

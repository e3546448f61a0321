"""What a ledger holds, at a glance, as far as somebody may see it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Row, func, select

from reportedly.ledger import Ledger
from reportedly.ledger.index_tables import records, reports
from reportedly.ledger.levels import LEVELS, Level

NEWEST = 12
"""Reports on the first page."""


@dataclass(frozen=True)
class Listed:
    """A report in a list."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    added: str
    claims: int
    level: Level


@dataclass(frozen=True)
class Overview:
    """How many reports there are, and the newest of them."""

    reports: int
    newest: list[Listed]


def of(ledger: Ledger, clearance: Level) -> Overview:
    """What somebody with this clearance may see. Raises LedgerError."""
    visible = reports.c.level <= LEVELS.index(clearance)
    claims = select(records.c.claims).where(records.c.number == reports.c.record).scalar_subquery()
    query = select(reports, claims.label("claims")).where(visible).order_by(reports.c.number.desc()).limit(NEWEST)
    with ledger.reading() as connection:
        count = connection.execute(select(func.count()).select_from(reports).where(visible)).scalar_one()
        return Overview(count, [_listed(row) for row in connection.execute(query)])


def _listed(row: Row[*tuple[object, ...]]) -> Listed:
    return Listed(
        id=row.id,
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        language=row.language,
        added=row.added,
        claims=row.claims or 0,
        level=LEVELS[row.level],
    )

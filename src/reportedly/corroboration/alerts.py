"""Alerts: when, and by whose doing, the range of something that is said became another."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, desc, select

from reportedly.corroboration import cluster, reasons
from reportedly.corroboration.tables import changes, said
from reportedly.ledger.levels import LEVELS


@dataclass(frozen=True)
class Alert:
    """A range that changed: when, by which entry, and both ranges as lines (None: there was or is none)."""

    at: str
    entry: int
    cluster: int
    words: str
    before: str | None
    after: str | None


def alerts(connection: Connection, limit: int = 50, clearance: str = LEVELS[-1], since: int = 0) -> list[Alert]:
    """The newest changes of ranges, the last first; for those who may see all, because each tells of all there is."""
    if clearance != LEVELS[-1]:
        return []
    rows = select(changes, said.c.parts).join(said, said.c.claim == changes.c.claim, isouter=True)
    rows = rows.where(changes.c.entry >= since).order_by(desc(changes.c.entry), changes.c.cluster).limit(limit)
    out = []
    for row in connection.execute(rows):
        before, after = (cluster.range_of(json.loads(one)) for one in (row.before, row.after))
        words = json.loads(row.parts)["words"] if row.parts else ""
        lines = [None if one is None else reasons.line(one) for one in (before, after)]
        if lines[0] != lines[1]:
            out.append(Alert(row.at, row.entry, row.cluster, words, *lines))
    return out

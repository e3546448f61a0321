"""Where the claims of a report stand: what people decided about each, and how confidential each is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportedly.ledger import levels, seen
from reportedly.ledger.entries import Entry
from reportedly.ledger.index_tables import ROOM
from reportedly.ledger.levels import LEVELS

Row = dict[str, Any]


def of_report(entries: Iterable[Entry]) -> tuple[int, list[Row]]:
    """The report's own level, an index into LEVELS, and the rows of its claims that are not as they were read.

    ``entries`` are all records, judgments and confidentialities of one report, in their order; reportedly.ledger.seen
    says where claims stand, reportedly.ledger.levels how confidential they are. Claims that people added have no row.
    """
    given = list(entries)
    records = seen.every(given)
    closed = levels.effective(given, records)
    rows: list[Row] = []
    for number, judged in records.items():
        suggested = (one for one in judged.claims if one.added_by is None)
        for at, claim in enumerate(suggested):
            level = LEVELS.index(closed[number].claims[claim.id])
            if level or claim.state != "none":
                rows.append({"claim": number * ROOM + at, "decision": claim.state, "level": level})
    whole = levels.levels(given).get((None, None, None), levels.OPEN)
    return LEVELS.index(whole), rows

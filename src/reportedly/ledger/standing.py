"""Where the claims of a report stand: what people decided about each, and how confidential each is.

A claim that people corrected is found as they put it, and no longer as the machine did; one that they added is found
like any other. Such claims have rows of their own, beside those of the machine, which are never touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from reportedly.ledger import levels, rows, seen
from reportedly.ledger.entries import Entry
from reportedly.ledger.index_tables import PEOPLES, ROOM
from reportedly.ledger.levels import LEVELS
from reportedly.record import Claim

Row = dict[str, Any]


@dataclass(frozen=True)
class Standing:
    """What is kept of a report for searching beside what was read in it.

    ``level`` is the report's own, an index into LEVELS, ``strictest`` that of whatever in it is the most confidential,
    because whoever sees its text sees that too; ``records`` the numbers of its records; ``standings`` the rows
    of claims about which somebody decided something or that are closed; ``claims`` and ``moments`` the rows of those
    that people corrected or added.
    """

    level: int
    strictest: int
    records: tuple[int, ...]
    standings: tuple[Row, ...]
    claims: tuple[Row, ...]
    moments: tuple[Row, ...]


def of_report(entries: Iterable[Entry]) -> Standing:
    """Where the claims of a report stand.

    ``entries`` are all records, judgments and confidentialities of one report, in their order; reportedly.ledger.seen
    says where claims stand, reportedly.ledger.levels how confidential they are.
    """
    given = list(entries)
    records = seen.every(given)
    closed = levels.effective(given, records)
    standings: list[Row] = []
    claims: list[Row] = []
    moments: list[Row] = []
    for number, judged in records.items():
        base = number * ROOM
        put: list[Claim] = []
        for at, claim in enumerate(judged.claims):
            own = {
                "decision": claim.state,
                "level": LEVELS.index(closed[number].claims[claim.id]),
                "replaced": int(claim.state == "corrected" and claim.added_by is None),
                "called": None,
            }
            if claim.added_by is None and (own["level"] or claim.state != "none"):
                standings.append({"claim": base + at, **own})
            if claim.added_by is not None or own["replaced"]:
                standings.append({"claim": base + PEOPLES + len(put), **own, "replaced": 0, "called": claim.id})
                put.append(claim.claim)
        if put:
            made, when = rows.of_claims(replace(judged.report, claims=tuple(put)).to_dict())
            claims += [{**row, "id": base + PEOPLES + row["id"], "record": number} for row in made]
            moments += [{**row, "claim": base + PEOPLES + row["claim"]} for row in when]
    whole = levels.levels(given).get((None, None, None), levels.OPEN)
    inside = (one for own in closed.values() for one in (*own.sources.values(), *own.claims.values()))
    strictest = LEVELS.index(levels.strictest(whole, *inside))
    return Standing(LEVELS.index(whole), strictest, tuple(records), tuple(standings), tuple(claims), tuple(moments))

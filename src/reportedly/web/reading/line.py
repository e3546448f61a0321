"""The dates of a claim on a small line: what is claimed, when it was told, when the report came out.

What is known only to the month or the year is drawn as wide as it is known; what is open goes to the edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportedly.exports.details import date_words
from reportedly.ledger import rows
from reportedly.ledger.index_tables import ENDLESS
from reportedly.record import Claim, Report, plain

WIDTH, EDGE = 320.0, 8.0
"""Units of the picture: of the line, and of the room at either end of it."""

LEAST = 5.0
"""As narrow as an interval is drawn, so that a day of years can be seen."""


@dataclass(frozen=True)
class Mark:
    """An interval on the line: ``kind`` is claimed, told or published; open ends go on beyond the edge."""

    kind: str
    x: float
    width: float
    words: str
    open_left: bool = False
    open_right: bool = False


@dataclass(frozen=True)
class Line:
    """A line from ``first`` to ``last`` (ISO days) with what lies on it."""

    first: str
    last: str
    marks: tuple[Mark, ...]


def line(report: Report, claim: Claim) -> Line | None:
    """The line of a claim's dates, or None where nothing of them is known."""
    dates = report.things["dates"]
    wanted = [("claimed", id) for id in claim.dates] + ([("told", claim.said_on)] if claim.said_on else [])
    found = []
    for kind, id in wanted:
        when = rows.moment(plain(dates[id])) if id in dates else None
        if when is not None and not when[2]:
            found.append((kind, when[0], when[1], date_words(report, dates[id])))
    if not found:
        return None
    if published := rows.days(report.published):
        found.append(("published", *published, f"published {report.published}"))
    known = [_ordinal(day) for _, first, last, _ in found for day in (first, last) if 0 < day < ENDLESS]
    if not known:
        return None
    low, high = min(known), max(known)
    room = max(1, (high - low) // 12)
    low, high = max(1, low - room), high + room
    scale = (WIDTH - 2 * EDGE) / (high - low)

    def place(day: int) -> float:
        return EDGE + (_ordinal(day) - low) * scale

    marks = []
    for kind, first, last, words in found:
        left = 0.0 if first == 0 else place(first)
        right = WIDTH if last == ENDLESS else place(last) + scale
        wide = max(LEAST, right - left)
        left = min(left, WIDTH - wide) if kind == "published" else max(0.0, left - max(0.0, wide - (right - left)) / 2)
        marks.append(Mark(kind, round(left, 1), round(wide, 1), words, first == 0, last == ENDLESS))
    return Line(date.fromordinal(low).isoformat(), date.fromordinal(high).isoformat(), tuple(marks))


def _ordinal(day: int) -> int:
    return date(max(1, day // 10000), day // 100 % 100, day % 100).toordinal()

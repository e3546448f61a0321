"""Claims on a timeline: each date drawn as what is known of it."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from reportedly.ledger import rows
from reportedly.ledger.hits import Hit
from reportedly.ledger.index_tables import ENDLESS
from reportedly.record import Date, plain
from reportedly.web.seeing import found
from reportedly.web.seeing.asked import address
from reportedly.web.seeing.labels import month
from reportedly.web.seeing.tables import Cell, Table, row

PAGE = 60
"""Claims drawn on one page."""

Precision = Literal["day", "month", "year", "interval", "from", "until", "any year"]

WORDS = 160
"""Code points of a claim's words in a table."""


@dataclass(frozen=True)
class Moment:
    """When a claim may have happened: first and last day (ISO), None where open; days of any year as ``every``."""

    first: str | None
    last: str | None
    every: str | None
    precision: Precision
    written: str


def moments(dates: Iterable[Date]) -> list[Moment]:
    """The moments of a claim's dates that say something."""
    made = []
    for one in dates:
        days = rows.moment(plain(one))
        if days is not None:
            made.append(_moment(one, days))
    return list(dict.fromkeys(made))


def timeline(hits: Iterable[Hit]) -> tuple[list[dict[str, Any]], Table]:
    """What is drawn of each claim on a page, and the table: one row for each date of each claim."""
    drawn, listed = [], []
    for hit in hits:
        words = shortened(hit.words)
        where = found.address_of(hit)
        for one in moments(hit.dates):
            drawn.append({
                "first": one.first, "last": one.last, "every": one.every, "precision": one.precision,
                "written": one.written, "words": words, "address": where, "force": hit.claim.force,
            })  # fmt: skip
            between = (one.every or one.first or "open", one.every or one.last or "open")
            outlet = hit.outlet or "outlet unknown"
            listed.append(row([one.written, *between, one.precision, Cell(words, where), hit.claim.force, outlet]))
    return drawn, Table(("Date", "From", "To", "Precision", "Claim", "Force", "Outlet"), tuple(listed), 1000)


def overview(months: Mapping[int, int], asked: Mapping[str, str]) -> list[dict[str, Any]]:
    """How many claims may have begun in each year, or month where that is few years: with the address of each."""
    if not months:
        return []
    by_month = max(months) // 100 - min(months) // 100 < 4
    counted: dict[int, int] = {}
    for when, count in months.items():
        counted[when if by_month else when // 100] = counted.get(when if by_month else when // 100, 0) + count
    out = []
    for period in _all(min(counted), max(counted), by_month):
        written = f"{period // 100:04d}-{period % 100:02d}" if by_month else f"{period:04d}"
        shown = month(period) if by_month else str(period)
        where = address("/timeline", asked, date=written)
        out.append({"label": shown, "count": counted.get(period, 0), "address": where})
    return out


def shortened(words: str) -> str:
    """Words that fit into a row, whole ones."""
    return words if len(words) <= WORDS else words[:WORDS].rsplit(" ", 1)[0] + " …"


def _all(first: int, last: int, by_month: bool) -> list[int]:
    return [one for one in range(first, last + 1) if not by_month or 1 <= one % 100 <= 12]


def _moment(date: Date, days: tuple[int, int, int, int]) -> Moment:
    first, last, every_first, every_last = days
    written = found.date(date)
    if every_first:
        same = every_first == every_last
        every = _of_year(every_first) if same else f"{_of_year(every_first)} to {_of_year(every_last)}"
        return Moment(None, None, every, "any year", written)
    begins, ends = (_day(first) if first else None), (_day(last) if last != ENDLESS else None)
    return Moment(begins, ends, None, _precision(first, last), written)


def _precision(first: int, last: int) -> Precision:
    if not first:
        return "until"
    if last == ENDLESS:
        return "from"
    if first == last:
        return "day"
    if rows.days(f"{first // 10000:04d}-{first // 100 % 100:02d}") == (first, last):
        return "month"
    return "year" if rows.days(f"{first // 10000:04d}") == (first, last) else "interval"


def _day(day: int) -> str:
    return f"{day // 10000:04d}-{day // 100 % 100:02d}-{day % 100:02d}"


def _of_year(day: int) -> str:
    return f"{day % 100} {month_name[day // 100]}"

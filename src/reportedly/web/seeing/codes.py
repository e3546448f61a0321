"""Counts of codes over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportedly.ledger.chosen import Chosen, Time
from reportedly.web.seeing.asked import address
from reportedly.web.seeing.labels import label, month
from reportedly.web.seeing.tables import Cell, Table, row

DRAWN = 12
"""Codes that are drawn; the table has all."""

MONTHS = 36
"""Months up to which every one is shown; what is longer is shown by years."""


@dataclass(frozen=True)
class Codes:
    """The picture's data, the table, how many codes there are, and how many codings have no known time."""

    picture: dict[str, Any]
    table: Table
    codes: int
    drawn: int
    unknown: int
    yearly: bool


def codes(chosen: Chosen, asked: Mapping[str, str], time: Time) -> Codes:
    """How often each code was given in each month or year; of a code or list that is asked for, only these."""
    grid, unknown = chosen.grid("c", time)
    wanted = asked.get("code")
    if wanted:
        grid = {name: counted for name, counted in grid.items() if name == wanted or name.startswith(f"{wanted}/")}
    yearly, periods = _periods({when for counted in grid.values() for when in counted})
    counts = {name: _by_period(counted, yearly) for name, counted in grid.items()}
    order = sorted(counts, key=lambda name: (-sum(counts[name].values()), name))
    parameter = "date" if time == "happened" else "published"

    def where(name: str, period: int | None = None) -> str:
        when = {} if period is None else {parameter: _written(period, yearly)}
        return address("/search", asked, code=name, **when)

    drawn = [
        {
            "label": label("code", name),
            "list": name.partition("/")[0],
            "total": sum(counts[name].values()),
            "counts": [counts[name].get(period, 0) for period in periods],
            "addresses": [where(name, period) for period in periods],
        }
        for name in order[:DRAWN]
    ]
    table = Table(
        ("Code", "List", "Claims", *(_shown(period, yearly) for period in periods)),
        tuple(
            row(
                [
                    Cell(label("code", name), where(name)),
                    name.partition("/")[0],
                    sum(counts[name].values()),
                    *(
                        Cell(count, where(name, period)) if (count := counts[name].get(period, 0)) else Cell(0)
                        for period in periods
                    ),
                ]
            )
            for name in order
        ),
        40,
    )
    picture = {"periods": [_shown(period, yearly) for period in periods], "codes": drawn}
    return Codes(picture, table, len(order), len(drawn), unknown, yearly)


def _periods(months: set[int]) -> tuple[bool, list[int]]:
    """Whether years are counted, and all months or years from the first to the last, those without any as well."""
    if not months:
        return False, []
    first, last = min(months), max(months)
    if (last // 100 - first // 100) * 12 + last % 100 - first % 100 >= MONTHS:
        return True, list(range(first // 100, last // 100 + 1))
    listed, at = [], first
    while at <= last:
        listed.append(at)
        at = at + 1 if at % 100 < 12 else (at // 100 + 1) * 100 + 1
    return False, listed


def _by_period(counted: Mapping[int, int], yearly: bool) -> dict[int, int]:
    if not yearly:
        return dict(counted)
    years: dict[int, int] = {}
    for when, count in counted.items():
        years[when // 100] = years.get(when // 100, 0) + count
    return years


def _written(period: int, yearly: bool) -> str:
    return f"{period:04d}" if yearly else f"{period // 100:04d}-{period % 100:02d}"


def _shown(period: int, yearly: bool) -> str:
    return str(period) if yearly else month(period)

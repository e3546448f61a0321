"""The day on which a holiday of holidays.yaml falls in a year."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from reportedly.dates.knowledge import knowledge
from reportedly.dates.moments import Moment


def day_of(name: str, year: int | None) -> Moment:
    """The day of a holiday; what depends on an unknown year, or lies outside the tables, is left open."""
    loaded = knowledge("holidays.yaml")
    if name in loaded["fixed"]:
        month, day = (int(part) for part in loaded["fixed"][name].split("-"))
        return Moment(year, month, day)
    if name in loaded["weekday"]:
        month, which, weekday = loaded["weekday"][name]
        return Moment(year, month, None if year is None else _nth_weekday(year, month, which, weekday))
    if year is None:
        return Moment()
    if name in loaded["easter"]:
        found = easter(year) + timedelta(days=loaded["easter"][name])
        return Moment(found.year, found.month, found.day)
    table = loaded["tables"][loaded["moon"][name]]
    if year not in table:
        return Moment(year)
    month, day = (int(part) for part in table[year].split("-"))
    return Moment(year, month, day)


def _nth_weekday(year: int, month: int, which: int, weekday: int) -> int:
    last = calendar.monthrange(year, month)[1]
    days = [day for day in range(1, last + 1) if date(year, month, day).isoweekday() == weekday]
    return days[which - 1 if which > 0 else which]


def easter(year: int) -> date:
    """Easter Sunday of the Western churches (the anonymous Gregorian algorithm, Nature 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)

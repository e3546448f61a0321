"""Holidays: the day on which one falls in a year, and the year that is meant."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from reportedly.dates.context import Context
from reportedly.dates.knowledge import knowledge
from reportedly.dates.lexicon import Token
from reportedly.dates.moments import Moment, day_value, moment, year_value
from reportedly.dates.values import Value, day, pick


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


_PART_OF_A_NAME = re.compile(r" (?!(?:Day|Eve|Sunday|Monday|Friday|Saturday|Holiday|In|On)\b)[A-Z][a-z]")
"""What follows *Easter* in *Easter Island*."""


def holiday(tokens: list[Token], context: Context) -> Value | None:
    """*the Day of the Sun*, *Lunar New Year 2021*, *last Thanksgiving*."""
    named = pick(tokens, "holiday")
    assert named is not None
    year_token = pick(tokens, "year")
    if named.value in knowledge("holidays.yaml")["korean"] and "Korea" not in context.text:
        return None
    if tokens[-1] is named and _PART_OF_A_NAME.match(context.text, named.end):
        return None
    if year_token is not None:
        return day(_holiday(named.value, year_token.value), "the day of the holiday in that year")
    told = context.reference
    if context.year is not None and context.year_holds():
        return day(_holiday(named.value, context.year), f"the day of the holiday in {context.year}, named before it")
    if told.year is None:
        return day(_holiday(named.value, None), "the day of the holiday; no year is known")
    candidates = [_holiday(named.value, year) for year in (told.year - 1, told.year, told.year + 1)]
    if told.date is None:
        return day(candidates[1], f"the day of the holiday in the year of {context.named}")
    which = pick(tokens, "last", "next", "this")
    ahead = which.value if which is not None and which.value else context.tense()
    here = told.date.isoformat()
    at = {value: moment(value) for value in candidates}
    known = [value for value in candidates if (found := at[value]) is not None and found.date is not None]
    if not known:
        return day(candidates[1], f"the day of the holiday in the year of {context.named}")
    if ahead > 0:
        chosen = next((value for value in known if value >= here), known[-1])
    elif ahead < 0:
        chosen = next((value for value in reversed(known) if value <= here), known[0])
    else:
        nearest = min(abs((found.date - told.date).days) for v in known if (found := at[v]) and found.date)
        chosen = next(
            v for v in known if (found := at[v]) and found.date and abs((found.date - told.date).days) == nearest
        )
    return day(chosen, f"the holiday {'after' if chosen > here else 'before'} {context.named}")


def _holiday(name: str, year: int | None) -> str:
    found = day_of(name, year)
    return day_value(found) if found.month is not None else f"{year_value(found)}-XX-XX"

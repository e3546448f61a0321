"""Points of the calendar that may be known in part, and the arithmetic that keeps unknown what is unknown.

Values are those of TIMEX3 (TimeML 1.2.1): ``1998-05-07``, ``1998-W19``, ``1998-Q2``, ``199``, ``XXXX-06-06``.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November")
MONTH_NAMES = (*MONTHS, "December")
UNIT_NAMES = {
    "D": "day",
    "W": "week",
    "M": "month",
    "Y": "year",
    "Q": "quarter",
    "DE": "decade",
    "CE": "century",
    "WE": "weekend",
    "F": "fortnight",
    "TH": "hour",
    "TM": "minute",
    "TS": "second",
}
SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
"""Months of the meteorological seasons of the northern hemisphere; winter runs into the next year."""

_VALUE = re.compile(r"(\d{4}|XXXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE|-\d)?")


class Moment(NamedTuple):
    """A year, a month of it, a day of that; None where it is not known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> date | None:
        """The day itself, if all of it is known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


def moment(value: str | None) -> Moment | None:
    """What a TIMEX3 value or an ISO date says of year, month and day; None if it is of another form or no real day."""
    match = _VALUE.fullmatch(value or "")
    if match is None:
        return None
    year, month, day = (int(part) if part and part.isdigit() else None for part in match.groups())
    if not is_day(year, month, day):
        return None
    return Moment(year, month, day)


def is_day(year: int | None, month: int | None, day: int | None) -> bool:
    """Whether the calendar has such a day; what is None is open."""
    if (month is not None and not 1 <= month <= 12) or (year is not None and not 1 <= year <= 9999):
        return False
    return day is None or 1 <= day <= calendar.monthrange(2000 if year is None else year, month or 1)[1]


def day_value(at: Moment) -> str:
    """A TIMEX3 value to the day; what is unknown is X."""
    return f"{month_value(at)}-{_two(at.day)}"


def month_value(at: Moment) -> str:
    """A TIMEX3 value to the month."""
    return f"{year_value(at)}-{_two(at.month)}"


def year_value(at: Moment) -> str:
    """A TIMEX3 value to the year."""
    return "XXXX" if at.year is None else f"{at.year:04d}"


def _two(number: int | None) -> str:
    return "XX" if number is None else f"{number:02d}"


def words(at: Moment) -> str:
    """A moment as a reader would write it: ``2021-03-04``, ``June 6``, ``1998``."""
    if at.year is not None or at.month is None:
        return year_value(at) if at.month is None else month_value(at) if at.day is None else day_value(at)
    return MONTH_NAMES[at.month - 1] + (f" {at.day}" if at.day else "")


def shift(at: Moment, unit: str, count: int) -> str:
    """The TIMEX3 value of the day, week, month … that lies ``count`` units from a moment (0: the one that holds it)."""
    if unit == "F":
        unit, count = "W", 2 * count
    if unit == "D":
        return day_value(days(at, count))
    if unit in ("W", "WE"):
        found = days(at, 7 * count).date
        value = "XXXX-WXX" if found is None else week_value(found)
        return value + ("-WE" if unit == "WE" else "")
    if unit == "M":
        return month_value(months(at, count))
    if unit == "Q":
        to = months(at, 3 * count)
        return f"{year_value(to)}-Q{'X' if to.month is None else (to.month + 2) // 3}"
    year = at.year
    if unit == "DE":
        return "XXX" if year is None else str(year // 10 + count)
    if unit == "CE":
        return "XX" if year is None else str(year // 100 + count)
    return year_value(Moment(None if year is None else year + count))


def days(at: Moment, count: int) -> Moment:
    """The day so many days on; without a year only where a leap day makes no difference."""
    if at.month is None or at.day is None:
        return Moment() if count else at
    if at.year is not None:
        to = _days(date(at.year, at.month, at.day), count)
        return Moment(to.year, to.month, to.day) if to else Moment()
    ends = set()
    for year in (2001, 2004):
        if is_day(year, at.month, at.day) and (to := _days(date(year, at.month, at.day), count)):
            ends.add((to.month, to.day))
    return Moment(None, *ends.pop()) if len(ends) == 1 else Moment()


def _days(at: date, count: int) -> date | None:
    try:
        return at + timedelta(days=count)
    except OverflowError:
        return None


def months(at: Moment, count: int) -> Moment:
    """The month so many months on."""
    if at.month is None:
        return Moment(at.year) if not count else Moment()
    number = at.month - 1 + count
    year = None if at.year is None else at.year + number // 12
    return Moment(year if year is None or 1 <= year <= 9999 else None, number % 12 + 1)


def week_value(at: date) -> str:
    """The ISO week that holds a day."""
    year, week, _ = at.isocalendar()
    return f"{year:04d}-W{week:02d}"


def interval(value: str, mod: str | None) -> tuple[str | None, str | None]:
    """First and last day (ISO) that a value covers; both None if either is not known.

    A part of a period (START, MID, END) lies in the period, which is what is known. BEFORE, AFTER and APPROX leave the
    ends open.
    """
    if mod not in (None, "START", "MID", "END"):
        return None, None
    ends = _ends(value)
    return (None, None) if ends is None else (ends[0].isoformat(), ends[1].isoformat())


def _ends(value: str) -> tuple[date, date] | None:
    week = _WEEK.fullmatch(value.partition("T")[0])
    if week:
        try:
            monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        except ValueError:
            return None
        part = week[3]
        if part is None:
            return monday, monday + timedelta(days=6)
        if part == "-WE":
            return monday + timedelta(days=5), monday + timedelta(days=6)
        return None
    if value.isdigit() and 2 <= len(value) <= 3:
        span = 10 ** (4 - len(value))
        first = int(value) * span
        return (date(first, 1, 1), date(first + span - 1, 12, 31)) if first else None
    year, _, part = value.partition("-")
    if not (year.isdigit() and len(year) == 4 and int(year)):
        return None
    number = int(year)
    if part in SEASONS:
        first, last = SEASONS[part]
        return date(number, first, 1), _last_day(number + (last < first), last)
    if part[:1] in ("Q", "H") and part[1:].isdigit():
        length = 3 if part[0] == "Q" else 6
        last = int(part[1:]) * length
        return (date(number, last - length + 1, 1), _last_day(number, last)) if 1 <= last <= 12 else None
    at = moment(value)
    if at is None or "XX" in value.partition("T")[0]:
        return None
    if at.month is None:
        return date(number, 1, 1), date(number, 12, 31)
    if at.day is None:
        return date(number, at.month, 1), _last_day(number, at.month)
    whole = date(number, at.month, at.day)
    return whole, whole


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1]) if year <= 9999 else date(9999, 12, 31)

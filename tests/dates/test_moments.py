"""The arithmetic of the calendar, and that what is unknown stays unknown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.dates.holidays import day_of, easter
from reportedly.dates.moments import Moment, day_value, days, interval, moment, months, shift


@pytest.mark.parametrize(
    ("at", "unit", "count", "expected"),
    [
        (Moment(2021, 3, 4), "D", -4, "2021-02-28"),
        (Moment(2021, 3, 4), "W", 0, "2021-W09"),
        (Moment(2021, 3, 4), "M", -3, "2020-12"),
        (Moment(2021, 3, 4), "Q", -1, "2020-Q4"),
        (Moment(2021, 3, 4), "DE", 0, "202"),
        (Moment(None, 6, 6), "M", -1, "XXXX-05"),
        (Moment(None, 6, 6), "D", -1, "XXXX-06-05"),
        (Moment(None, 6, 6), "Y", -1, "XXXX"),
        (Moment(None, 6, 6), "W", -1, "XXXX-WXX"),
        (Moment(), "M", -1, "XXXX-XX"),
    ],
)
def test_shift_keeps_what_is_unknown_unknown(at: Moment, unit: str, count: int, expected: str) -> None:
    assert shift(at, unit, count) == expected


def test_a_leap_day_makes_the_day_after_february_unknown_without_a_year() -> None:
    assert days(Moment(None, 2, 28), 1) == Moment()
    assert days(Moment(None, 3, 4), 1) == Moment(None, 3, 5)


@pytest.mark.parametrize("value", ["2021-02-30", "2021-13", "PAST_REF", "P3Y", "", "2021-W09", None])
def test_moment_is_none_for_what_is_no_day_month_or_year(value: str | None) -> None:
    assert moment(value) is None


@pytest.mark.parametrize(
    ("value", "mod", "ends"),
    [
        ("2021-02", "END", ("2021-02-01", "2021-02-28")),
        ("2021-WI", None, ("2021-12-01", "2022-02-28")),
        ("2021-W09-WE", None, ("2021-03-06", "2021-03-07")),
        ("2021-Q1", None, ("2021-01-01", "2021-03-31")),
        ("2021-03-04TEV", None, ("2021-03-04", "2021-03-04")),
        ("19", None, ("1900-01-01", "1999-12-31")),
        ("2021", "BEFORE", (None, None)),
        ("XXXX-06-06", None, (None, None)),
        ("XXXX-WXX-1", None, (None, None)),
    ],
)
def test_interval_gives_both_ends_or_none(value: str, mod: str | None, ends: tuple[str | None, str | None]) -> None:
    assert interval(value, mod) == ends


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-5000, 5000))
def test_days_there_and_back_is_the_same_day(at: date, count: int) -> None:
    start = Moment(at.year, at.month, at.day)
    assert days(days(start, count), -count) == start


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(-500, 500))
def test_months_there_and_back_is_the_same_month(year: int, month: int, count: int) -> None:
    assert months(months(Moment(year, month), count), -count) == Moment(year, month)


@given(st.dates(), st.none() | st.sampled_from(["START", "MID", "END"]))
def test_interval_of_a_day_is_the_day(at: date, mod: str | None) -> None:
    value = day_value(Moment(at.year, at.month, at.day))
    assert interval(value, mod) == (at.isoformat(), at.isoformat())


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("day of the sun", 2020, Moment(2020, 4, 15)),
        ("lunar new year", 2024, Moment(2024, 2, 10)),
        ("lunar new year", 1850, Moment(1850)),
        ("chuseok", 2023, Moment(2023, 9, 29)),
        ("thanksgiving", 2021, Moment(2021, 11, 25)),
        ("good friday", 2021, Moment(2021, 4, 2)),
        ("day of the sun", None, Moment(None, 4, 15)),
        ("easter", None, Moment()),
    ],
)
def test_holidays_fall_on_their_day(name: str, year: int | None, expected: Moment) -> None:
    assert day_of(name, year) == expected


@given(st.integers(1900, 2199))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    found = easter(year)
    assert found.isoweekday() == 7
    assert date(year, 3, 22) <= found <= date(year, 4, 25)

"""What an interval means: which days it holds, and which days of every year."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, select

from reportedly.ledger import within
from reportedly.ledger.index_tables import ENDLESS, derived, moments
from reportedly.ledger.query import Interval, ends, interval


@pytest.mark.parametrize(
    ("written", "both"),
    [
        ("2031-03", ("2031-03", "2031-03")),
        ("2030/2031-06", ("2030", "2031-06")),
        ("../2031", (None, "2031")),
        ("2031/", ("2031", None)),
    ],
)
def test_an_interval_is_written_in_one_word(written: str, both: tuple[str | None, str | None]) -> None:
    assert ends(written) == both


DAYS = [date(2020, 1, 1) + timedelta(days=one) for one in range(4 * 366)]


SPANS = st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(lambda two: (min(two), max(two)))


def number(day: date) -> int:
    return day.year * 10000 + day.month * 100 + day.day


def matches(moment: tuple[int, int, int, int], asked: Interval) -> bool:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        derived.create_all(connection)
        names = ("first", "last", "every_first", "every_last")
        connection.execute(insert(moments), {"claim": 1, "place": 0, **dict(zip(names, moment, strict=True))})
        there = connection.execute(select(moments.c.claim).where(within.when(asked, moments.c))).first() is not None
    engine.dispose()
    in_memory = SimpleNamespace(**{name: np.array([day]) for name, day in zip(names, moment, strict=True)})
    assert within.when(asked, in_memory).tolist() == [there], "in memory as in the database"
    return there


def in_every(day: date, every: tuple[int, int]) -> bool:
    at, (first, last) = day.month * 100 + day.day, every
    return first <= at <= last if first <= last else at >= first or at <= last


EVERY = st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(
    lambda two: (number(two[0]) % 10000, number(two[1]) % 10000)
)


@given(SPANS, SPANS)
def test_days_match_if_they_meet(one: tuple[date, date], other: tuple[date, date]) -> None:
    expected = one[0] <= other[1] and other[0] <= one[1]
    asked = interval((other[0].isoformat(), other[1].isoformat()))
    assert matches((number(one[0]), number(one[1]), 0, 0), asked) == expected


@given(SPANS, EVERY)
def test_days_of_every_year_match_an_interval_that_holds_one(span: tuple[date, date], every: tuple[int, int]) -> None:
    expected = any(in_every(day, every) for day in DAYS if span[0] <= day <= span[1])
    asked = interval((span[0].isoformat(), span[1].isoformat()))
    assert matches((0, ENDLESS, *every), asked) == expected
    assert matches((number(span[0]), number(span[1]), 0, 0), Interval(0, ENDLESS, every)) == expected


@given(EVERY, EVERY)
def test_days_of_every_year_match_one_another_if_they_meet(one: tuple[int, int], other: tuple[int, int]) -> None:
    year = [day for day in DAYS if day.year == 2020]
    expected = any(in_every(day, one) and in_every(day, other) for day in year)
    assert matches((0, ENDLESS, *one), Interval(0, ENDLESS, other)) == expected

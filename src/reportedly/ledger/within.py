"""Whether days meet an interval that was asked for: one set of conditions for columns in SQL and for arrays in memory.

Both know ``&``, ``|``, ``~`` and comparisons, and nothing else is used here. Days are whole numbers, as in
reportedly.ledger.index_tables.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, Protocol

from reportedly.ledger.query import Interval

Days = Any
"""A column of days, or an array of them."""

Condition = Any
"""What holds for each row of a column, or each place of an array."""


class Moments(Protocol):
    """When things happened: the columns of the table of this name, or arrays of the same."""

    @property
    def first(self) -> Days: ...
    @property
    def last(self) -> Days: ...
    @property
    def every_first(self) -> Days: ...
    @property
    def every_last(self) -> Days: ...


def when(interval: Interval, of: Moments) -> Condition:
    """That a moment may lie within an interval."""
    once = of.every_first == 0
    if interval.every is not None:
        return (once & _some_year(interval.every, of.first, of.last)) | (~once & _same_days(interval.every, of))
    plain = once & (of.first <= interval.last) & (of.last >= interval.first)
    years = interval.last // 10000 - interval.first // 10000
    start, stop = interval.first % 10000, interval.last % 10000
    if years > 1 or (years == 1 and stop >= start):
        return plain | ~once
    return plain | (~once & _same_days((start, stop), of))


def published(interval: Interval, first: Days, last: Days) -> Condition:
    """That a day of publication, known as far as from first to last, may lie within an interval."""
    if interval.every is not None:
        return (first > 0) & _some_year(interval.every, first, last)
    return (first >= 1) & (first <= interval.last) & (last >= interval.first)


def _some_year(every: tuple[int, int], first: Days, last: Days) -> Condition:
    """That an interval holds one of these days of some year."""
    begins, ends = every
    wraps = begins > ends
    years = (last // 10000) - (first // 10000)

    def of(year: Days) -> Condition:
        return (first <= (year + int(wraps)) * 10000 + ends) & (last >= year * 10000 + begins)

    tried = [first // 10000, last // 10000, *([first // 10000 - 1] if wraps else [])]
    return reduce(or_, (of(year) for year in tried), years > 1)


def _same_days(every: tuple[int, int], of: Moments) -> Condition:
    """That the days of every year which a moment may be meet these."""
    begins, ends = every
    first, last = of.every_first, of.every_last
    if begins > ends:
        return (first > last) | (first <= ends) | (last >= begins)
    in_order = (first <= last) & (first <= ends) & (last >= begins)
    return in_order | ((first > last) & ((first <= ends) | (last >= begins)))

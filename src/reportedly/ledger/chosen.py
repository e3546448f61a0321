"""Claims that a question chose among those held in memory, counted and put in order.

Each count is worked out when it is first asked for, and kept with the choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, TypeVar

import numpy as np

from reportedly.ledger import terms
from reportedly.ledger.columns import Array, Facet, Part, State
from reportedly.ledger.query import Sort

FEW = 12
"""Where no more than one claim in so many is chosen, its facets are looked up one by one instead of all gone through:
below that it is faster, with a million claims from 14 ms a kind down to 1 (measured with 1 % of them)."""

Time = Literal["happened", "published"]
"""By which time claims are counted: when what is claimed may have begun, or when it was published."""

Grid = dict[str, dict[int, int]]
"""Counts by value and by month (203104)."""

Counted = Mapping[str | None, int]

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Chosen:
    """Claims that a question asks for: of each part of the state whether each claim is among them."""

    state: State = field(default_factory=State)
    masks: tuple[Array, ...] = ()
    _known: dict[tuple[str, ...], Any] = field(default_factory=dict)

    @cached_property
    def parts(self) -> tuple[tuple[Part, Array], ...]:
        """Each part, and its mask."""
        return tuple(zip(self.state.parts, self.masks, strict=True))

    @cached_property
    def total(self) -> int:
        """How many claims these are."""
        return sum(int(np.count_nonzero(mask)) for mask in self.masks)

    @cached_property
    def reports(self) -> int:
        """How many reports they are of."""
        return int(np.count_nonzero(self._by_report))

    def count(self, kind: str) -> Counted:
        """How many of them have each value of a kind of facet; None: how many have none."""
        return self._once(("count", kind), lambda: self._count(kind))

    def count_reports(self, field: Literal["report", "outlet", "added"]) -> Counted:
        """How many there are by report, outlet or month of addition of their reports."""
        return self._once(("reports", field), lambda: self._count_reports(field))

    def count_standing(self, field: Literal["decision", "confidentiality"]) -> Mapping[int, int]:
        """How many there are by what people decided, or by how confidential they are: places in STATES, in LEVELS."""

        def count() -> Mapping[int, int]:
            sums = np.zeros(0, dtype=np.int64)
            for part, mask in self.parts:
                sums = _add(sums, np.bincount((part.decision if field == "decision" else part.level)[mask]))
            return {at: int(sums[at]) for at in np.flatnonzero(sums).tolist()}

        return self._once(("standing", field), count)

    def months(self, time: Time) -> tuple[Mapping[int, int], int]:
        """How many there are of each month (203104), and of no known one.

        The month is that of publication, or that in which what is claimed may have begun.
        """
        return self._once(("months", time), lambda: self._months(time))

    def grid(self, kind: str, time: Time) -> tuple[Grid, int]:
        """How many have each value of a facet in each month, as in ``months``; and how many have no known month."""
        return self._once(("grid", kind, time), lambda: self._grid(kind, time))

    def in_order(self, sort: Sort, position: tuple[int, int] | None, count: int) -> list[tuple[int, int]]:
        """Keys and numbers of some of them, as a search puts them in order: those beyond a position.

        The key is the day by which they are ordered, or the number itself where that is the time of addition.
        """
        found: list[tuple[int, int]] = []
        for part, mask in self.parts:
            at = np.flatnonzero(mask)
            keys = part.ids if sort == "added" else part.dated if sort == "date" else part.published
            key, ids = keys[at].astype(np.int64), part.ids[at]
            if position is not None:
                beyond = (key < position[0]) | ((key == position[0]) & (ids < position[1]))
                key, ids = key[beyond], ids[beyond]
            if sort != "added" and len(key) > count:  # no more than those that reach the day of the last one wanted
                reach = key >= np.partition(key, len(key) - count)[len(key) - count]
                key, ids = key[reach], ids[reach]
            order = np.lexsort((ids, key))[::-1][:count] if sort != "added" else slice(None, -count - 1, -1)
            found += zip(key[order].tolist(), ids[order].tolist(), strict=True)
        return sorted(found, reverse=True)[:count]

    def since(self, most: int, bound: int) -> int:
        """The number from which on there are no more than so many below a bound; 0 where that is all."""
        ids = np.sort(np.concatenate([part.ids[mask] for part, mask in self.parts] or [np.zeros(0, np.int64)]))
        below = int(np.searchsorted(ids, bound))
        return int(ids[below - most]) if below > most else 0

    def _once(self, what: tuple[str, ...], work_out: Callable[[], T]) -> T:
        if what not in self._known:
            self._known[what] = work_out()
        known: T = self._known[what]
        return known

    def _count_reports(self, field: str) -> Counted:
        state, sums = self.state, self._by_report
        names: Sequence[str | None] = state.report_ids
        if field != "report":
            numbers = state.outlet if field == "outlet" else state.added
            names = [*(state.outlets if field == "outlet" else state.months)]
            sums = np.bincount(np.array(numbers[: len(sums)], dtype=np.intp), sums).astype(np.int64)
        return {names[at]: int(sums[at]) for at in np.flatnonzero(sums).tolist()}

    @cached_property
    def _by_report(self) -> Array:
        """How many there are of each report."""
        sums = np.zeros(0, dtype=np.int64)
        for part, mask in self.parts:
            sums = _add(sums, np.bincount(part.report[mask]))
        return sums

    @cached_property
    def _few(self) -> tuple[Array | None, ...]:
        """Of each part the places of the chosen claims, where these are few."""
        found = ((mask, np.flatnonzero(mask)) for mask in self.masks)
        return tuple(at if len(at) * FEW <= len(mask) else None for mask, at in found)

    def _facets(self, kind: str) -> Iterator[tuple[Part, Array | None, Array]]:
        """Of each part the places of the chosen claims that have facets of a kind, and the numbers of the values.

        The places are None where each of the chosen claims, in their order, has one.
        """
        for (part, mask), few in zip(self.parts, self._few, strict=True):
            one = part.facets[kind]
            chosen = mask if few is None else few
            if one.rows is None:
                yield part, None, one.values[chosen]
            elif few is None:
                there = np.flatnonzero(mask[one.rows])
                yield part, one.rows[there], one.values[there]
            else:
                there = _ranges(one.rows, few)
                yield part, one.rows[there], one.values[there]

    def _names(self, kind: str) -> list[str]:
        return [terms.value_of(one) for one in list(self.state.names.named(kind))]

    def _count(self, kind: str) -> Counted:
        names = self._names(kind)
        sums = np.zeros(len(names), dtype=np.int64)
        without = self.total
        for (part, mask), (_, rows, values) in zip(self.parts, self._facets(kind), strict=True):
            sums = _add(sums, np.bincount(values))
            without -= len(values) if rows is None else _having(part.facets[kind], mask, rows)
        counted: dict[str | None, int] = {names[at]: int(sums[at]) for at in np.flatnonzero(sums).tolist() if names[at]}
        without += sum(int(sums[at]) for at in np.flatnonzero(sums).tolist() if not names[at])
        return {**counted, None: without} if without else counted

    def _months(self, time: Time) -> tuple[Mapping[int, int], int]:
        sums = np.zeros(1, dtype=np.int64)
        for part, mask in self.parts:
            sums = _add(sums, np.bincount(_month(part, time)[mask] + 1))
        return {_written(at - 1): int(sums[at]) for at in np.flatnonzero(sums).tolist() if at}, int(sums[0])

    def _grid(self, kind: str, time: Time) -> tuple[Grid, int]:
        names = self._names(kind)
        found: Grid = {}
        unknown = 0
        for (part, mask), few, (_, rows, values) in zip(self.parts, self._few, self._facets(kind), strict=True):
            months = _month(part, time)[(mask if few is None else few) if rows is None else rows]
            known = months >= 0
            if not known.all():
                unknown += len(known) - int(np.count_nonzero(known))
                months, values = months[known], values[known]
            if not len(months):
                continue
            start = int(months.min())
            width = int(months.max()) - start + 1
            sums = np.bincount(values.astype(np.intp) * width + (months - start))
            at = np.flatnonzero(sums)
            for value, month, count in zip(
                (at // width).tolist(), (start + at % width).tolist(), sums[at].tolist(), strict=True
            ):
                counted = found.setdefault(names[value], {})
                when = _written(month)
                counted[when] = counted.get(when, 0) + count
        return found, unknown


def _month(part: Part, time: Time) -> Array:
    return part.month_published if time == "published" else part.month_dated


def _written(month: int) -> int:
    """A month counted from the year 0 as it is written: 203104."""
    return month // 12 * 100 + month % 12 + 1


def _add(one: Array, other: Array) -> Array:
    """The sums of two counts, the shorter one filled up with 0."""
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    longer = longer.copy()
    longer[: len(shorter)] += shorter
    return longer


def _ranges(rows: Array, wanted: Array) -> Array:
    """The places in ``rows``, which are sorted, where these numbers stand."""
    first, end = np.searchsorted(rows, wanted, "left"), np.searchsorted(rows, wanted, "right")
    lengths = end - first
    found: Array = np.arange(int(lengths.sum())) + np.repeat(first - (np.cumsum(lengths) - lengths), lengths)
    return found


def _having(facet: Facet, mask: Array, rows: Array) -> int:
    """How many of the chosen claims have any facet of a kind; ``rows`` are the places of those that have."""
    if len(rows) * FEW <= len(mask):
        return len(np.unique(rows))
    return int(np.count_nonzero(mask[facet.some]))

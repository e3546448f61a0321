"""All claims of a ledger held in memory, so that a million of them are counted in the time of a page.

They are read when somebody first counts (some ten seconds for a million claims) and follow the entries that are
appended since. Which claims a question asks for is decided by the same words, tokens and conditions as in a search
(reportedly.ledger.matching, within); a test holds the two together.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Lock, Thread
from typing import Literal

import numpy as np
from sqlalchemy import Connection, func, select

from reportedly.errors import LedgerError
from reportedly.ledger import matching, terms, within
from reportedly.ledger.columns import KINDS, Array, Part, State, know_reports, read
from reportedly.ledger.decisions import STATES
from reportedly.ledger.index_tables import claims, reports
from reportedly.ledger.levels import LEVELS
from reportedly.ledger.query import Query, Sort
from reportedly.ledger.store import Ledger
from reportedly.ledger.tables import entries

MOST_WORDS = 100_000
"""Claims with the words looked for that are counted; of more, those that were added last."""

CHANGED = 2_000
"""Reports that may have changed before everything is put in order again: until then they are kept apart."""

_JUDGED = ("report", "record", "judgment", "confidentiality")


Time = Literal["happened", "published"]
"""By which time claims are counted: when what is claimed may have begun, or when it was published."""

Grid = dict[str, dict[int, int]]
"""Counts by value and by month (203104)."""


@dataclass(frozen=True)
class Chosen:
    """Claims that a question asks for: of each part whether each claim is among them.

    ``whole`` is False where the words were found in more than MOST_WORDS claims, and only the newest of these are here.
    """

    parts: tuple[tuple[Part, Array], ...]
    whole: bool

    @property
    def total(self) -> int:
        """How many claims these are."""
        return sum(int(np.count_nonzero(mask)) for _, mask in self.parts)


class Held:
    """The claims of a ledger in memory. One for a ledger; several threads may ask it."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._lock = Lock()
        self._state = State()

    def begin(self) -> Thread:
        """Start to read the claims and the gazetteer, so that nobody waits for it later.

        What is in memory by then stays: the garbage collector is told to leave it alone, because each time it went
        through all of it a page took up to 200 ms longer (72,000 claims).
        """

        def read_all() -> None:
            with suppress(LedgerError), self.ledger.reading() as connection:  # whoever asks will be told
                self.refresh(connection)
            matching.places("iso:KP")
            gc.collect()
            gc.freeze()

        thread = Thread(target=read_all, name="claims", daemon=True)
        thread.start()
        return thread

    def refresh(self, connection: Connection) -> None:
        """Take in whatever was appended since. Raises LedgerError."""
        size = int(connection.execute(select(func.coalesce(func.max(entries.c.number) + 1, 0))).scalar_one())
        if size <= self._state.size:
            return
        with self._lock:
            if size > self._state.size:
                self._take_in(connection, size)

    def choose(self, query: Query, connection: Connection | None = None) -> Chosen:
        """The claims that a question asks for; pages and order do not matter. Raises LedgerError."""
        if connection is None:
            with self.ledger.reading() as connection:
                return self.choose(query, connection)
        self.refresh(connection)
        parts = tuple(self._state.parts)
        if query.text is None:
            return Chosen(tuple((part, self._mask(part, query)) for part in parts), True)
        words = matching.Asked(claims, query.words, (), ())
        found = words.found(connection)
        id = found.selected_columns[0]
        numbers = connection.execute(found.order_by(id.desc()).limit(MOST_WORDS + 1)).scalars().all()
        whole = len(numbers) <= MOST_WORDS
        wanted = np.array(numbers[:MOST_WORDS][::-1], dtype=np.int64)
        chosen = []
        for part in parts:
            there = np.zeros(len(part.ids), dtype=bool)
            at = np.searchsorted(part.ids, wanted)
            inside = at < len(part.ids)
            at, numbers_there = at[inside], wanted[inside]
            there[at[part.ids[at] == numbers_there]] = True
            chosen.append((part, self._mask(part, query) & there))
        return Chosen(tuple(chosen), whole)

    def facet(self, chosen: Chosen, kind: str) -> list[tuple[Part, Array, Array]]:
        """Of each part the places of the chosen claims that have facets of a kind, and the numbers of the values."""
        found = []
        for part, mask in chosen.parts:
            one = part.facets[kind]
            there = mask[one.rows]
            found.append((part, one.rows[there], one.values[there]))
        return found

    def values(self, kind: str) -> list[str]:
        """What the numbers of a kind of facet stand for."""
        return [terms.value_of(one) for one in list(self._state.values[kind])]

    def count(self, chosen: Chosen, kind: str) -> dict[str | None, int]:
        """How many of the chosen claims have each value of a facet; None: how many have none."""
        names = self.values(kind)
        sums = np.zeros(len(names) + 1, dtype=np.int64)
        without = chosen.total
        for _, rows, values in self.facet(chosen, kind):
            sums[: len(names)] += np.bincount(values, minlength=len(names))[: len(names)]
            without -= int(np.count_nonzero(np.diff(rows))) + bool(len(rows))  # places are sorted
        counted: dict[str | None, int] = {
            name: int(count) for name, count in zip(names, sums, strict=False) if count and name
        }
        without += sum(int(count) for name, count in zip(names, sums, strict=False) if not name)
        return {**counted, None: without} if without else counted

    def count_reports(self, chosen: Chosen, field: str) -> dict[str | None, int]:
        """How many of the chosen claims there are by report, outlet or month of addition of their reports."""
        state = self._state
        sums = np.zeros(len(state.report_ids), dtype=np.int64)
        for part, mask in chosen.parts:
            sums += np.bincount(part.report[mask], minlength=len(sums))[: len(sums)]
        lists: dict[str, Sequence[str | None]] = {
            "report": state.report_ids, "outlet": state.outlets, "added": state.added
        }  # fmt: skip
        counted: dict[str | None, int] = {}
        for at in np.flatnonzero(sums).tolist():
            counted[lists[field][at]] = counted.get(lists[field][at], 0) + int(sums[at])
        return counted

    def count_numbers(self, chosen: Chosen, field: str) -> dict[int, int]:
        """How many of the chosen claims there are by month of publication (203104), year (2031) or standing."""
        counted: dict[int, int] = {}
        for part, mask in chosen.parts:
            values = {
                "published": lambda part=part: part.published // 100,
                "date": lambda part=part: part.dated // 10000,
                "decision": lambda part=part: part.decision,
                "confidentiality": lambda part=part: part.level,
            }[field]()
            for value, count in zip(*np.unique(values[mask], return_counts=True), strict=True):
                counted[int(value)] = counted.get(int(value), 0) + int(count)
        return counted

    def grid(self, chosen: Chosen, kind: str, time: Time) -> tuple[Grid, int]:
        """How many of the chosen claims have each value of a facet in each month; and how many have no known month.

        The month is that of publication, or that in which what is claimed may have begun.
        """
        names = self.values(kind)
        found: Grid = {}
        unknown = 0
        for part, rows, values in self.facet(chosen, kind):
            days = part.published if time == "published" else part.dated
            month_of = days // 10000 * 12 + days // 100 % 100 - 1  # below 0 where it is not known
            months = month_of[rows]
            known = months >= 0
            if not known.all():
                unknown += len(known) - int(np.count_nonzero(known))
                months, values = months[known], values[known]
            if not len(months):
                continue
            start = int(months.min())
            width = int(months.max()) - start + 1
            sums = np.bincount(values * np.int32(width) + (months - np.int32(start)))
            for at in np.flatnonzero(sums).tolist():
                month = start + at % width
                counted = found.setdefault(names[at // width], {})
                when = month // 12 * 100 + month % 12 + 1
                counted[when] = counted.get(when, 0) + int(sums[at])
        return found, unknown

    def in_order(
        self, chosen: Chosen, sort: Sort, position: tuple[int, int] | None, count: int
    ) -> list[tuple[int, int]]:
        """Keys and numbers of some of the chosen claims, as a search puts them in order: those beyond a position.

        The key is the day by which they are ordered, or the number itself where that is the time of addition.
        """
        found: list[tuple[int, int]] = []
        for part, mask in chosen.parts:
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

    def months(self, chosen: Chosen, time: Time) -> tuple[dict[int, int], int]:
        """How many of the chosen claims are of each month, as in ``grid``; and how many of no known one."""
        counted: dict[int, int] = {}
        for part, mask in chosen.parts:
            days = (part.published if time == "published" else part.dated)[mask]
            sums = np.bincount(days // 100)
            for month in np.flatnonzero(sums).tolist():
                counted[month] = counted.get(month, 0) + int(sums[month])
        return {month: counted[month] for month in sorted(counted) if month}, counted.get(0, 0)

    def reports(self, chosen: Chosen) -> int:
        """How many reports the chosen claims are of."""
        some = [np.unique(part.report[mask]) for part, mask in chosen.parts]
        return len(np.unique(np.concatenate(some))) if some else 0

    def _mask(self, part: Part, query: Query) -> Array:
        mask = part.live & (part.level <= query.cleared)
        if query.text is not None:
            mask &= part.strictest <= query.cleared
        if not query.every_record:
            mask &= part.newest
        for group in matching.groups(query):
            mask &= self._has_one(part, group)
        if query.published_asked is not None:
            mask &= within.published(query.published_asked, part.published, part.published_to)
        if query.report is not None:
            at = self._state.report_ids.index(query.report) if query.report in self._state.report_ids else -1
            mask &= part.report == at
        if query.decision is not None:
            mask &= part.decision == STATES.index(query.decision)
        if query.confidentiality is not None:
            mask &= part.level == LEVELS.index(query.confidentiality)
        if query.dated is not None:
            some = np.zeros(len(mask), dtype=bool)
            some[part.moments.rows] = True
            mask &= some if query.dated else ~some
        if query.dates_asked is not None:
            some = np.zeros(len(mask), dtype=bool)
            some[part.moments.rows[within.when(query.dates_asked, part.moments)]] = True
            mask &= some
        return mask

    def _has_one(self, part: Part, group: Sequence[str]) -> Array:
        found = np.zeros(len(part.ids), dtype=bool)
        by_kind: dict[str, list[int]] = {}
        for token in group:
            kind, value = token[1], token[2:]
            if kind not in KINDS:  # years, which only spare the database work: within.when decides about dates
                return np.ones(len(part.ids), dtype=bool)
            number = self._state.values[kind].get(value)
            if number is not None:
                by_kind.setdefault(kind, []).append(number)
        for kind, numbers in by_kind.items():
            one = part.facets[kind]
            wanted = np.zeros(len(self._state.values[kind]), dtype=bool)
            wanted[numbers] = True
            found[one.rows[wanted[one.values]]] = True
        return found

    def _take_in(self, connection: Connection, size: int) -> None:
        old = self._state
        state = replace(old, size=size, parts=list(old.parts), changed=set(old.changed))
        changed: set[int] = set()
        if old.size:
            ids = select(entries.c.report).where(entries.c.number >= old.size, entries.c.kind.in_(_JUDGED)).distinct()
            known = select(reports.c.number).where(reports.c.id.in_(ids))
            changed = {int(one) for one in connection.execute(known).scalars()}
        everything = not old.size or len(old.changed | changed) > CHANGED
        know_reports(connection, state, None if everything else changed)
        if everything:
            state.changed = set()
            state.parts = [read(connection, state, None)]
        elif changed:
            state.changed = old.changed | changed
            base = old.parts[0]
            places = [state.report_at[one] for one in state.changed]
            state.parts = [replace(base, live=base.live & ~np.isin(base.report, places))]
            state.parts.append(read(connection, state, state.changed))
        self._state = state

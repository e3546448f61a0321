"""All claims of a ledger held in memory, so that a million of them are counted in the time of a page.

They are read when the desk opens, or when somebody first asks, and follow the entries that are appended since, each at
the cost of its report alone. Which claims a question asks for is decided by the same words, tokens and conditions as in
a search (reportedly.ledger.matching, within); a test holds the two together.
"""

from __future__ import annotations

import gc
import sys
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from threading import Event, Lock, Thread

import numpy as np
from sqlalchemy import Connection, Text, cast, func, select

from reportedly.errors import LedgerError
from reportedly.ledger import matching, within
from reportedly.ledger.chosen import Chosen
from reportedly.ledger.columns import KINDS, Array, Part, State
from reportedly.ledger.decisions import STATES
from reportedly.ledger.fetched import News, read
from reportedly.ledger.index_tables import claims, reports
from reportedly.ledger.levels import LEVELS
from reportedly.ledger.merged import merged
from reportedly.ledger.query import Query
from reportedly.ledger.store import Ledger
from reportedly.ledger.tables import entries

PARTS = 6
"""Parts in which claims are kept, those of the last changes apart; each costs every question some 0.1 ms."""

LARGE = 8
"""How many times as many claims the first part has as all others; with fewer they are made one part."""

KEPT = 12
"""Questions whose claims are kept, a byte for each claim of the ledger and question: pages ask the same again."""

GIVEN_UP = 0.0005
"""Seconds after which Python lets other threads go on while the claims are first read: a page asks the database some
twenty times, and would wait the usual 5 ms after each."""

PATIENCE = 0.2
"""Seconds that somebody waits while the claims are first read; a few thousand are there by then."""

_JUDGED = ("report", "record", "judgment", "confidentiality")


class StillReadingError(LedgerError):
    """The claims are being read into memory, and nobody shall wait so long: ask again in a moment."""

    def __init__(self, count: int) -> None:
        super().__init__(f"the claims are being read into memory, {count:,} so far; ask again in a moment")
        self.count = count


class Held:
    """The claims of a ledger in memory. One for a ledger; several threads may ask it."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._lock = Lock()
        self._state = State()
        self._kept: OrderedDict[tuple[int, Query], Chosen] = OrderedDict()
        self._count = 0
        self._ready = Event()
        self._ready.set()

    def begin(self) -> Thread:
        """Start to read the claims and the gazetteer, so that nobody waits for it later; meanwhile nobody may choose.

        What is in memory by then stays: the garbage collector is told to leave it alone, because each time it went
        through all of it a page took up to 200 ms longer (72,000 claims).
        """
        self._ready.clear()

        def read_all() -> None:
            usual = sys.getswitchinterval()
            sys.setswitchinterval(GIVEN_UP)
            try:
                with suppress(LedgerError), self.ledger.reading() as connection:  # whoever asks will be told
                    self.refresh(connection)
            finally:
                sys.setswitchinterval(usual)
                self._ready.set()
            matching.places("iso:KP")
            gc.collect()
            gc.freeze()

        thread = Thread(target=read_all, name="claims", daemon=True)
        thread.start()
        return thread

    def refresh(self, connection: Connection) -> int:
        """Take in whatever was appended since, and say how many entries the connection sees. Raises LedgerError."""
        size = int(connection.execute(select(func.coalesce(func.max(entries.c.number) + 1, 0))).scalar_one())
        if size > self._state.size:
            with self._lock:
                if size > self._state.size:
                    self._take_in(connection, size)
        return size

    def choose(self, query: Query, connection: Connection | None = None) -> Chosen:
        """The claims that a question asks for; pages and order do not matter.

        Raises LedgerError, and StillReadingError while ``begin`` reads.
        """
        if not self._ready.wait(PATIENCE):
            raise StillReadingError(self._count)
        if connection is None:
            with self.ledger.reading() as connection:
                return self.choose(query, connection)
        size = self.refresh(connection)
        state = self._state
        key = state.size, replace(query, of="claims", sort="added", limit=1, after=None)
        with self._lock:
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
                return known
        masks = [_mask(state, part, query) for part in state.parts]
        if query.text is not None:
            numbers = _with_words(connection, query)
            masks = [mask & _among(part.ids, numbers) for part, mask in zip(state.parts, masks, strict=True)]
        chosen = Chosen(state, tuple(masks))
        with self._lock:
            if size == state.size:  # or somebody else took in what this connection does not see yet
                self._kept[key] = chosen
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return chosen

    def _take_in(self, connection: Connection, size: int) -> None:
        old = self._state
        if not old.size:
            state = State(size)
            state.parts = [read(connection, state, News(0), self._told)]
            self._state = state
            return
        ids = select(entries.c.report).where(entries.c.number >= old.size, entries.c.kind.in_(_JUDGED)).distinct()
        changed = connection.execute(select(reports.c.number).where(reports.c.id.in_(ids), reports.c.number < old.size))
        older = sorted(int(one) for one in changed.scalars())
        state = replace(old, size=size)
        new = read(connection, state, News(old.size, older))
        places = np.array([state.report_at[one] for one in older], dtype=np.int32)
        state.parts = [_without(part, places) for part in old.parts] + [new] * bool(len(new.ids))
        if len(state.parts) > PARTS:
            state.parts = [state.parts[0], merged(state.parts[1:])]
        if len(state.parts) > 1 and len(state.parts[0].ids) < LARGE * sum(len(part.ids) for part in state.parts[1:]):
            state.parts = [merged(state.parts)]
        self._state = state
        self._kept.clear()

    def _told(self, count: int) -> None:
        self._count = count


def _without(part: Part, places: Array) -> Part:
    """A part without the claims of reports that a later part holds again."""
    if not len(places) or not len(again := np.flatnonzero(np.isin(part.report, places))):
        return part
    live = part.live.copy()
    live[again] = False
    return replace(part, live=live)


def _with_words(connection: Connection, query: Query) -> Array:
    """The numbers of all claims that have the words looked for, sorted.

    The database writes them into one string: row by row half a million took four times as long.
    """
    found = matching.Asked(claims, query.words, (), ()).found(connection).subquery()
    joined = select(func.aggregate_strings(cast(found.c[0], Text), ","))
    written = connection.execute(joined).scalar()
    if not written:
        return np.array([], dtype=np.int64)
    return np.sort(np.fromstring(written, dtype=np.int64, sep=","), kind="stable")


def _among(ids: Array, numbers: Array) -> Array:
    """Which of the ids are among some numbers; both are sorted."""
    there = np.zeros(len(ids), dtype=bool)
    at = np.searchsorted(ids, numbers)
    inside = at < len(ids)
    at = at[inside]
    there[at[ids[at] == numbers[inside]]] = True
    return there


def _mask(state: State, part: Part, query: Query) -> Array:
    """Which claims of a part a question asks for, but for its words."""
    mask = part.live & (part.level <= query.cleared)
    if query.text is not None:
        mask &= part.strictest <= query.cleared
    if not query.every_record:
        mask &= part.newest
    for group in matching.groups(query):
        mask &= _has_one(state, part, group)
    if query.published_asked is not None:
        mask &= within.published(query.published_asked, part.published, part.published_to)
    if query.report is not None:
        at = state.report_ids.index(query.report) if query.report in state.report_ids else -1
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


def _has_one(state: State, part: Part, group: Sequence[str]) -> Array:
    """Which claims of a part have one of these facets."""
    by_kind: dict[str, list[int]] = {}
    for token in group:
        if token[1] not in KINDS:  # years, which only spare the database work: within.when decides about dates
            return np.ones(len(part.ids), dtype=bool)
        number = state.names.get(token)
        if number is not None:
            by_kind.setdefault(token[1], []).append(state.names.places[number])
    found = np.zeros(len(part.ids), dtype=bool)
    for kind, numbers in by_kind.items():
        one = part.facets[kind]
        wanted = np.zeros(len(state.names.named(kind)), dtype=bool)
        wanted[numbers] = True
        if one.rows is None:
            found |= wanted[one.values]
        else:
            found[one.rows[wanted[one.values]]] = True
    return found

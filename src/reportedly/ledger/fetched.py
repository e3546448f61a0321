"""Claims read from the database into columns: all of them, or those of reports that are new or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from reportedly.ledger import terms
from reportedly.ledger.columns import KINDS, Array, Facet, Moments, Names, Part, State, facet
from reportedly.ledger.decisions import STATES
from reportedly.ledger.index_tables import ROOM, claims, moments, records, reports, standings

AT_ONCE = 5_000
"""Rows that are fetched together."""

RECORDS = 200
"""Reports or records that are asked for together; SQLite refuses conditions of a thousand parts."""


@dataclass(frozen=True)
class News:
    """Which reports are to be read: all from a number on, and of those before these."""

    since: int
    older: Sequence[int] = ()


def read(connection: Connection, state: State, news: News, told: Callable[[int], object] | None = None) -> Part:
    """Claims read from the database, after the reports and records that they are of.

    ``told`` is called with the number of claims that were read so far.
    """
    _know_reports(connection, state, news)
    which, of_report, newest = _records(connection, state, news)
    older = which[which < news.since].tolist()
    standing = _table(connection, select(standings), standings.c.claim, news.since, older)
    judged, replaced, levels, decisions = (
        np.array([row.claim for row in standing], dtype=np.int64),
        np.array([row.replaced for row in standing], dtype=bool),
        np.array([row.level for row in standing], dtype=np.int8),
        np.array([STATES.index(row.decision) for row in standing], dtype=np.int8),
    )
    put_aside = judged[replaced]
    columns: dict[str, list[Array]] = {name: [] for name in ("id", "record", "dated", "published", "to")}
    facets: list[list[tuple[Array, Array]]] = [[] for _ in KINDS]
    count = 0
    for rows in _some(connection, select(claims), claims.c.id, news.since, older):
        *numbers, tokens = zip(*rows, strict=True)
        kept = ~np.isin(np.array(numbers[0], dtype=np.int64), put_aside)
        if not kept.all():
            tokens = tuple(one for one, is_kept in zip(tokens, kept.tolist(), strict=True) if is_kept)
        for column, of_it in zip(columns.values(), numbers, strict=True):
            column.append(np.array(of_it, dtype=np.int64)[kept])
        for found, of_kind in zip(_facets(state.names, tokens, count), facets, strict=True):
            of_kind.append(found)
        count += len(tokens)
        if told is not None:
            told(count)
    ids, record, *days = (_joined(column, np.int64) for column in columns.values())
    dated, published, published_to = (one.astype(np.int32) for one in days)
    report = of_report[np.searchsorted(which, record)]
    level, decision = np.zeros(count, dtype=np.int8), np.zeros(count, dtype=np.int8)
    at, there = _places(ids, judged[~replaced])
    level[at], decision[at] = levels[~replaced][there], decisions[~replaced][there]
    return Part(
        ids=ids,
        live=np.ones(count, dtype=bool),
        newest=newest[np.searchsorted(which, record)],
        report=report,
        dated=dated,
        published=published,
        published_to=published_to,
        level=level,
        strictest=np.array(state.strictest, dtype=np.int8)[report],
        decision=decision,
        month_dated=_months(dated),
        month_published=_months(published),
        facets={kind: _facet(of_kind, count) for kind, of_kind in zip(KINDS, facets, strict=True)},
        moments=_moments(connection, ids, news.since, older),
    )


def _know_reports(connection: Connection, state: State, news: News) -> None:
    month = func.substr(reports.c.added, 1, 7)
    query = select(reports.c.number, reports.c.id, reports.c.outlet, month, reports.c.strictest)
    for rows in _among(connection, query, reports.c.number, news, reports.c.number):
        for number, id, outlet, added, strictest in rows:
            at = _place_of(state, number)
            state.report_ids[at], state.outlets[at], state.added[at] = id, outlet, added
            state.strictest[at] = strictest


def _place_of(state: State, report: int) -> int:
    """Where what is known of a report stands; a record may be of one that never came."""
    if report not in state.report_at:
        state.report_at[report] = len(state.report_ids)
        for column in (state.report_ids, state.outlets, state.added):
            column.append("")
        state.strictest.append(0)
    return state.report_at[report]


def _records(connection: Connection, state: State, news: News) -> tuple[Array, Array, Array]:
    """The numbers of the records of these reports, sorted, and for each where its report is and if it is the newest."""
    query = select(records.c.number, records.c.report, records.c.newest)
    found = {
        number: (_place_of(state, report), newest)
        for rows in _among(connection, query, records.c.report, news, records.c.number)
        for number, report, newest in rows
    }
    which = sorted(found)
    about = [found[one] for one in which]
    report, newest = ([one[at] for one in about] for at in (0, 1))
    return np.array(which, dtype=np.int64), np.array(report, dtype=np.int32), np.array(newest, dtype=bool)


def _facets(names: Names, tokens: Sequence[str], start: int) -> Iterator[tuple[Array, Array]]:
    """Of each kind the places of claims and the numbers of values; the first of these claims has the place start."""
    last = f"{terms.FACET} "
    tails = [one[one.rindex(last) :].split()[1:] for one in tokens]
    every = [token for tail in tails for token in tail]
    numbers = np.fromiter(map(names.__getitem__, every), np.int64, len(every))
    rows = np.repeat(np.arange(start, start + len(tails), dtype=np.int32), [len(tail) for tail in tails])
    kinds, values = np.array(names.kinds, np.int8)[numbers], np.array(names.places, np.int32)[numbers]
    for at in range(len(KINDS)):
        of_it = kinds == at
        yield rows[of_it], values[of_it]


def _facet(found: Sequence[tuple[Array, Array]], count: int) -> Facet:
    rows, values = (_joined([one[at] for one in found], np.int32) for at in (0, 1))
    return facet(rows, values, count)


def _moments(connection: Connection, ids: Array, since: int, older: Sequence[int]) -> Moments:
    """The moments of claims with these ids, which are sorted."""
    query = select(moments.c.claim, moments.c.first, moments.c.last, moments.c.every_first, moments.c.every_last)
    columns: list[list[Array]] = [[] for _ in range(5)]
    for rows in _some(connection, query, moments.c.claim, since, older):
        for column, of_it in zip(columns, zip(*rows, strict=True), strict=True):
            column.append(np.array(of_it, dtype=np.int64))
    claim, *days = (_joined(column, np.int64) for column in columns)
    at = np.searchsorted(ids, claim)
    there = at < len(ids)
    there[there] = ids[at[there]] == claim[there]
    return Moments(at[there].astype(np.int32), *(one[there].astype(np.int32) for one in days))


def _months(days: Array) -> Array:
    months: Array = days // 10000 * 12 + days // 100 % 100 - 1
    return months.astype(np.int32)


def _places(ids: Array, wanted: Array) -> tuple[Array, Array]:
    """Where these numbers are among the ids, which are sorted, and which of them are there."""
    at = np.searchsorted(ids, wanted)
    there = at < len(ids)
    there[there] = ids[at[there]] == wanted[there]
    return at[there], there


def _joined(some: Sequence[Array], dtype: Any) -> Array:
    return np.concatenate(some) if some else np.array([], dtype=dtype)


def _table(
    connection: Connection, query: Select[Any], claim: ColumnElement[Any], since: int, older: Sequence[int]
) -> list[Any]:
    return [row for rows in _some(connection, query, claim, since, older) for row in rows]


def _some(
    connection: Connection, query: Select[Any], claim: ColumnElement[Any], since: int, older: Sequence[int]
) -> Iterator[Sequence[Any]]:
    """Rows about claims, in the order of these: of older records with these numbers, and of all since."""
    connection = connection.execution_options(yield_per=AT_ONCE)
    for start in range(0, len(older), RECORDS):
        its = (claim.between(one * ROOM, (one + 1) * ROOM - 1) for one in older[start : start + RECORDS])
        yield from connection.execute(query.where(or_(*its)).order_by(claim)).partitions()
    yield from connection.execute(query.where(claim >= since * ROOM).order_by(claim)).partitions()


def _among(
    connection: Connection, query: Select[Any], report: ColumnElement[Any], news: News, number: ColumnElement[Any]
) -> Iterator[Sequence[Any]]:
    """Rows about some reports: those with the older ones' numbers, and whatever has such a number since."""
    connection = connection.execution_options(yield_per=AT_ONCE)
    for start in range(0, len(news.older), RECORDS):
        its = query.where(report.in_(news.older[start : start + RECORDS]))
        yield from connection.execute(its).partitions()
    yield from connection.execute(query.where(number >= news.since)).partitions()

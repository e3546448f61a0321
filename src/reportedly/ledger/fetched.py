"""Claims read from the database into columns: all of them, or those of reports that are new or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, Text, cast, func, or_, select

from reportedly.ledger import terms
from reportedly.ledger.columns import KINDS, Array, Facet, Moments, Names, Part, State, facet
from reportedly.ledger.decisions import STATES
from reportedly.ledger.index_tables import ROOM, claims, moments, records, reports, standings

AT_ONCE = 500
"""Records whose claims are read together: some megabytes of text."""

ROWS = 5_000
"""Reports, or records, that are fetched together."""

APART = f"{terms.FACET} "
"""What stands between words and facets among tokens, and nowhere else; here also between the facets of two claims."""

TAIL = "tail"

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
    standing = [
        row for some in _stretches(which, news, standings.c.claim)
        for row in connection.execute(select(standings).where(some).order_by(standings.c.claim))
    ]  # fmt: skip
    put_aside = np.array([row.claim for row in standing if row.replaced], dtype=np.int64)
    columns: list[list[Array]] = [[] for _ in range(5)]
    facets: list[list[tuple[Array, Array]]] = [[] for _ in KINDS]
    count = 0
    for *numbers, tails in _written(connection, _claims(connection), claims.c.id, which, news):
        some = [_numbers(one) for one in numbers]
        kept = ~np.isin(some[0], put_aside)
        for column, of_it in zip(columns, some, strict=True):
            column.append(of_it[kept])
        for found, of_kind in zip(_facets(state.names, tails, kept, count), facets, strict=True):
            of_kind.append(found)
        count += int(np.count_nonzero(kept))
        if told is not None:
            told(count)
    ids, record, *days = (_joined(column, np.int64) for column in columns)
    dated, published, published_to = (one.astype(np.int32) for one in days)
    report = of_report[np.searchsorted(which, record)]
    level, decision = np.zeros(count, dtype=np.int8), np.zeros(count, dtype=np.int8)
    for row in standing:
        if not row.replaced:
            at = np.searchsorted(ids, row.claim)
            if at < count and ids[at] == row.claim:
                level[at], decision[at] = row.level, STATES.index(row.decision)
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
        moments=_moments(connection, ids, which, news),
    )


def _know_reports(connection: Connection, state: State, news: News) -> None:
    month = func.substr(reports.c.added, 1, 7)
    query = select(reports.c.number, reports.c.id, reports.c.outlet, month, reports.c.strictest)
    for rows in _among(connection, query, reports.c.number, news, reports.c.number):
        for number, id, outlet, added, strictest in rows:
            at = _place_of(state, number)
            state.report_ids[at], state.strictest[at] = id, strictest
            state.outlet[at] = state.outlets.setdefault(outlet, len(state.outlets))
            state.added[at] = state.months.setdefault(added, len(state.months))


def _place_of(state: State, report: int) -> int:
    """Where what is known of a report stands; a record may be of one that never came."""
    if report not in state.report_at:
        state.report_at[report] = len(state.report_ids)
        state.report_ids.append("")
        state.strictest.append(0)
        state.outlet.append(state.outlets.setdefault("", len(state.outlets)))
        state.added.append(state.months.setdefault("", len(state.months)))
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


def _claims(connection: Connection) -> Select[Any]:
    """Claims with their facets, which come last among their tokens (terms.indexed)."""
    inside = func.instr if connection.dialect.name == "sqlite" else func.strpos
    more = func.substr(claims.c.tokens, inside(claims.c.tokens, APART) + len(APART))
    tail = func.substr(more, inside(more, APART) + len(APART)).label(TAIL)
    return select(claims.c.id, claims.c.record, claims.c.dated, claims.c.published, claims.c.published_to, tail)


def _facets(names: Names, tails: str, kept: Array, start: int) -> Iterator[tuple[Array, Array]]:
    """Of each kind the places of claims and the numbers of values; the first claim that is kept has the place start."""
    every = tails.split()
    numbers = np.fromiter(map(names.__getitem__, every), np.int64, len(every))
    between = numbers == names[terms.FACET]
    rows = np.cumsum(between)
    there = ~between & kept[rows]
    rows, numbers = (start + np.cumsum(kept) - 1)[rows[there]].astype(np.int32), numbers[there]
    kinds, values = np.array(names.kinds, np.int8)[numbers], np.array(names.places, np.int32)[numbers]
    for at in range(len(KINDS)):
        of_it = kinds == at
        yield rows[of_it], values[of_it]


def _facet(found: Sequence[tuple[Array, Array]], count: int) -> Facet:
    rows, values = (_joined([one[at] for one in found], np.int32) for at in (0, 1))
    return facet(rows, values, count)


def _moments(connection: Connection, ids: Array, which: Array, news: News) -> Moments:
    """The moments of claims with these ids, which are sorted."""
    query = select(moments.c.claim, moments.c.first, moments.c.last, moments.c.every_first, moments.c.every_last)
    columns: list[list[Array]] = [[] for _ in range(5)]
    for some in _written(connection, query, moments.c.claim, which, news):
        for column, of_it in zip(columns, some, strict=True):
            column.append(_numbers(of_it))
    claim, *days = (_joined(column, np.int64) for column in columns)
    at = np.searchsorted(ids, claim)
    there = at < len(ids)
    there[there] = ids[at[there]] == claim[there]
    return Moments(at[there].astype(np.int32), *(one[there].astype(np.int32) for one in days))


def _months(days: Array) -> Array:
    months: Array = days // 10000 * 12 + days // 100 % 100 - 1
    return months.astype(np.int32)


def _joined(some: Sequence[Array], dtype: Any) -> Array:
    return np.concatenate(some) if some else np.array([], dtype=dtype)


def _numbers(written: str) -> Array:
    return np.fromstring(written, dtype=np.int64, sep=",")


def _written(
    connection: Connection, query: Select[Any], claim: ColumnElement[Any], which: Array, news: News
) -> Iterator[Sequence[str]]:
    """The columns of rows about claims of these records, in the order of the claims, each column as one string.

    The database writes them so in less than half the time that it takes to fetch them row by row, and other threads
    go on meanwhile.
    """
    for some in _stretches(which, news, claim):
        rows = query.where(some).order_by(claim).subquery()
        joined = (func.aggregate_strings(cast(one, Text), APART if one.name == TAIL else ",") for one in rows.c)
        found = connection.execute(select(*joined)).one()
        if found[0] is not None:
            yield found


def _stretches(which: Array, news: News, claim: ColumnElement[Any]) -> Iterator[ColumnElement[bool]]:
    """Conditions that choose claims of these records, some at a time, in their order."""
    older, newer = which[which < news.since].tolist(), which[which >= news.since].tolist()
    for start in range(0, len(older), RECORDS):
        yield or_(*(claim.between(one * ROOM, (one + 1) * ROOM - 1) for one in older[start : start + RECORDS]))
    for start in range(0, len(newer), AT_ONCE):
        some = newer[start : start + AT_ONCE]
        yield claim.between(some[0] * ROOM, (some[-1] + 1) * ROOM - 1)


def _among(
    connection: Connection, query: Select[Any], report: ColumnElement[Any], news: News, number: ColumnElement[Any]
) -> Iterator[Sequence[Any]]:
    """Rows about some reports: those with the older ones' numbers, and whatever has such a number since."""
    connection = connection.execution_options(yield_per=ROWS)
    for start in range(0, len(news.older), RECORDS):
        its = query.where(report.in_(news.older[start : start + RECORDS]))
        yield from connection.execute(its).partitions()
    yield from connection.execute(query.where(number >= news.since)).partitions()

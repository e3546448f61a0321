"""Claims as columns in memory.

What is searched lies in the database as tokens; here each kind of token is an array of small numbers.
reportedly.ledger.held keeps the columns and counts.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, func, or_, select

from reportedly.ledger import terms
from reportedly.ledger.decisions import STATES
from reportedly.ledger.index_tables import ROOM, claims, moments, records, reports, standings

KINDS = "fpsnlokcgmi"
"""Letters of the facets that are kept (reportedly.ledger.rows)."""

AT_ONCE = 5_000
"""Rows that are fetched together."""

RECORDS = 200
"""Records that are asked for together; SQLite refuses conditions of a thousand parts."""

Array = NDArray[Any]


@dataclass(frozen=True)
class Facet:
    """One kind of facet: for each that a claim has the place of the claim and a number that stands for the value."""

    rows: Array
    values: Array


@dataclass(frozen=True)
class Moments:
    """When what is claimed happened; ``rows`` are the places of the claims."""

    rows: Array
    first: Array
    last: Array
    every_first: Array
    every_last: Array


@dataclass(frozen=True)
class Part:
    """Some claims, sorted by their numbers. ``report`` is a number that stands for the report.

    ``live`` are those that no later part holds again, ``newest`` those of records that none replaces; ``strictest`` is
    the level of whatever in the report is the most confidential.
    """

    ids: Array
    live: Array
    newest: Array
    report: Array
    dated: Array
    published: Array
    published_to: Array
    level: Array
    strictest: Array
    decision: Array
    facets: dict[str, Facet]
    moments: Moments


@dataclass
class State:
    """What is known of the ledger so far."""

    size: int = 0
    parts: list[Part] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)
    report_of: dict[int, int] = field(default_factory=dict)
    newest: dict[int, bool] = field(default_factory=dict)
    report_ids: list[str] = field(default_factory=list)
    outlets: list[str | None] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    strictest: list[int] = field(default_factory=list)
    report_at: dict[int, int] = field(default_factory=dict)
    values: dict[str, dict[str, int]] = field(default_factory=lambda: {kind: {} for kind in KINDS})


def know_reports(connection: Connection, state: State, only: set[int] | None) -> None:
    """Take in which reports and records there are: all, or the reports with these numbers."""
    query = select(
        reports.c.number, reports.c.id, reports.c.outlet, func.substr(reports.c.added, 1, 7), reports.c.strictest
    )
    of_it = select(records.c.number, records.c.report, records.c.newest)
    if only is not None:
        query, of_it = query.where(reports.c.number.in_(only)), of_it.where(records.c.report.in_(only))
    for number, id, outlet, added, strictest in connection.execute(query):
        if number not in state.report_at:
            state.report_at[number] = len(state.report_ids)
            state.report_ids.append(id)
            state.outlets.append(outlet)
            state.added.append(added)
            state.strictest.append(0)
        state.strictest[state.report_at[number]] = strictest
    for number, report, newest in connection.execute(of_it):
        if report not in state.report_at:  # no report came before its record
            state.report_at[report] = len(state.report_ids)
            for column in (state.report_ids, state.outlets, state.added):
                column.append("")
            state.strictest.append(0)
        state.report_of[number] = state.report_at[report]
        state.newest[number] = bool(newest)


def read(connection: Connection, state: State, only: set[int] | None) -> Part:
    """Claims read from the database: of all reports, or of those with these numbers."""
    numbers = None
    if only is not None:
        its = select(records.c.number).where(records.c.report.in_(only)).order_by(records.c.number)
        numbers = [int(one) for one in connection.execute(its).scalars()]
    standing = {
        row.claim: (STATES.index(row.decision), row.level, row.replaced)
        for row in _of(connection, select(standings), standings.c.claim, numbers)
    }
    wide: dict[str, array[int]] = {name: array("q") for name in ("id", "report", "dated", "published", "to")}
    flags: dict[str, array[int]] = {name: array("b") for name in ("newest", "level", "strictest", "decision")}
    facets = {kind: (array("i"), array("i")) for kind in KINDS}
    for id, record, dated, published, published_to, tokens in _of(connection, select(claims), claims.c.id, numbers):
        decision, level, replaced = standing.get(id, (0, 0, 0))
        if replaced:
            continue
        at = len(wide["id"])
        strictest = state.strictest[state.report_of[record]]
        for name, value in zip(wide, (id, state.report_of[record], dated, published, published_to), strict=True):
            wide[name].append(value)
        for name, value in zip(flags, (state.newest[record], level, strictest, decision), strict=True):
            flags[name].append(value)
        for token in tokens[tokens.rindex(f"{terms.FACET} ") :].split()[1:]:
            if token[1] in facets:
                known = state.values[token[1]]
                facets[token[1]][0].append(at)
                facets[token[1]][1].append(known.setdefault(token[2:], len(known)))
    ids = np.array(wide["id"], dtype=np.int64)
    return Part(
        ids=ids,
        live=np.ones(len(ids), dtype=bool),
        newest=np.array(flags["newest"], dtype=bool),
        report=np.array(wide["report"], dtype=np.int32),
        dated=np.array(wide["dated"], dtype=np.int32),
        published=np.array(wide["published"], dtype=np.int32),
        published_to=np.array(wide["to"], dtype=np.int32),
        level=np.array(flags["level"], dtype=np.int8),
        strictest=np.array(flags["strictest"], dtype=np.int8),
        decision=np.array(flags["decision"], dtype=np.int8),
        facets={
            kind: Facet(np.array(rows, dtype=np.int32), np.array(values, dtype=np.int32))
            for kind, (rows, values) in facets.items()
        },
        moments=_moments(connection, ids, numbers),
    )


def _moments(connection: Connection, ids: Array, numbers: Sequence[int] | None) -> Moments:
    """The moments of claims with these ids, which are sorted."""
    columns: tuple[array[int], ...] = tuple(array("q") for _ in range(5))
    for claim, _, *days in _of(connection, select(moments), moments.c.claim, numbers):
        for column, value in zip(columns, (claim, *days), strict=True):
            column.append(value)
    claim, *days = (np.array(column, dtype=np.int64) for column in columns)
    at = np.searchsorted(ids, claim)
    there = at < len(ids)
    there[there] = ids[at[there]] == claim[there]
    return Moments(at[there].astype(np.int32), *(one[there].astype(np.int32) for one in days))


def _of(connection: Connection, rows: Select[Any], claim: Any, numbers: Sequence[int] | None) -> Iterator[Any]:
    """Rows about claims, in the order of these; of all records, or of those with these numbers."""
    connection = connection.execution_options(yield_per=AT_ONCE)
    if numbers is None:
        yield from connection.execute(rows.order_by(claim))
        return
    for start in range(0, len(numbers), RECORDS):
        some = (claim.between(one * ROOM, (one + 1) * ROOM - 1) for one in numbers[start : start + RECORDS])
        yield from connection.execute(rows.where(or_(*some)).order_by(claim))

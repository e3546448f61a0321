"""Find claims, and reports, by words and by what is known about them; a page at a time."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from reportedly.errors import LedgerError
from reportedly.ledger import hits
from reportedly.ledger.hits import Hit, Link, ReportHit
from reportedly.ledger.index_tables import ROOM, claims, records
from reportedly.ledger.matching import Asked, asked, tsquery
from reportedly.ledger.query import Query
from reportedly.ledger.store import Ledger

if TYPE_CHECKING:
    from reportedly.ledger.held import Held

RANKED = 20_000
"""Claims that a desk puts in order by relevance at most, of more those that were added last: a common word of a million
claims took 0.8 s to be weighed in all of them, and weighs next to nothing."""

__all__ = ["Hit", "Link", "Page", "ReportHit", "search", "search_held"]


@dataclass(frozen=True)
class Page:
    """Hits in order. ``after`` asks for the next page (``Query.after``), None if this is the last.

    ``total`` is how many hits there are on all pages, or None where they are too many to be counted on the way
    (``counts.total`` counts them).
    """

    hits: tuple[Hit, ...] | tuple[ReportHit, ...]
    after: str | None
    total: int | None


def search(where: Ledger | Connection, query: Query) -> Page:
    """The claims, or reports, that a question asks for. Raises LedgerError, also for an entry that is damaged."""
    if isinstance(where, Ledger):
        with where.reading() as connection:
            return search(connection, query)
    wanted = asked(query)
    position = _position(query)
    if query.sort == "relevance":
        start, bound = position or (0, _bound(where))
        best, total = _by_relevance(where, wanted, query, start, (0, bound))
        return _ranked(where, query, best, total, (start, bound))
    found, total = _in_order(where, wanted, query, position)
    reached = found[: query.limit][-1] if found else (0, 0)
    ids = [id for _, id in found[: query.limit]]
    if query.of == "reports":  # a long one may be found in several pieces, but is shown once
        ids = list(dict.fromkeys(one // ROOM * ROOM for one in ids))
        reached = (reached[0] // ROOM * ROOM if query.sort == "added" else reached[0], reached[1] // ROOM * ROOM)
    after = _cursor(query, reached) if len(found) > query.limit else None
    return Page(hits.of(where, query, ids), after, total)


def search_held(held: Held, query: Query) -> Page:
    """The same, with claims chosen in memory: any filters of a million take as long. Raises LedgerError.

    By relevance only the RANKED claims that were added last are put in order; the total is that of all.
    """
    if query.of == "reports":
        return search(held.ledger, query)
    chosen = held.choose(query)
    if query.sort == "relevance":
        with held.ledger.reading() as connection:
            start, bound = _position(query) or (0, _bound(connection))
            since = chosen.since(RANKED, bound)
            best, _ = _by_relevance(connection, asked(query), query, start, (since, bound))
            return _ranked(connection, query, best, chosen.total, (start, bound))
    found = chosen.in_order(query.sort, _position(query), query.limit + 1)
    after = _cursor(query, found[query.limit - 1]) if len(found) > query.limit else None
    with held.ledger.reading() as connection:  # begun after what is held was brought up to date: all of it is there
        return Page(hits.of(connection, query, [id for _, id in found[: query.limit]]), after, chosen.total)


def _ranked(
    connection: Connection, query: Query, best: list[int], total: int | None, position: tuple[int, int]
) -> Page:
    """A page of what was found by relevance: numbers of rows, and one more if there is another page."""
    start, bound = position
    ids = best[: query.limit]
    if query.of == "reports":
        ids = list(dict.fromkeys(one // ROOM * ROOM for one in ids))
    after = _cursor(query, (start + query.limit, bound)) if len(best) > query.limit else None
    return Page(hits.of(connection, query, ids), after, total)


def _bound(connection: Connection) -> int:
    """A number that all rows lie below, also when more are added between two pages."""
    last = connection.execute(select(func.max(records.c.number))).scalar()
    return 0 if last is None else (int(last) + 1) * ROOM


def _in_order(
    connection: Connection, wanted: Asked, query: Query, position: tuple[int, int] | None
) -> tuple[list[tuple[int, int]], int | None]:
    """Keys and numbers of a page's rows and of one more, and how many there are, if that is known."""
    key, id = _key(wanted, query), wanted.table.c.id
    rows = select(key, id).where(*wanted.conditions)
    if wanted.has_tokens and wanted.few(connection):
        few = rows.where(id.in_(wanted.found(connection)))
        all_ = sorted(((int(k), int(n)) for k, n in connection.execute(few)), reverse=True)
        return [one for one in all_ if position is None or one < position][: query.limit + 1], len(all_)
    if wanted.has_tokens:
        rows = rows.where(wanted.scan(connection))
    if position is not None:
        beyond, last = position
        rows = rows.where(or_(key < beyond, and_(key == beyond, id < last)) if key is not id else id < last)
    rows = rows.order_by(key.desc(), id.desc()) if key is not id else rows.order_by(id.desc())
    got = [(int(k), int(n)) for k, n in connection.execute(rows.limit(query.limit + 1))]
    return got, len(got) if position is None and len(got) <= query.limit else None


def _by_relevance(
    connection: Connection, wanted: Asked, query: Query, start: int, between: tuple[int, int]
) -> tuple[list[int], int | None]:
    """Numbers of a page's rows and of one more, the best first: by BM25 in SQLite, by ts_rank in PostgreSQL.

    ``between``: numbers from the first on, below the second.
    """
    first, bound = between
    id = wanted.table.c.id
    rows: Select[Any]
    if connection.dialect.name == "sqlite":
        fts = wanted.fts
        rows = select(fts.c.rowid).join(wanted.table, id == fts.c.rowid).order_by(fts.c.rank, fts.c.rowid.desc())
        rows = rows.where(fts.c.rowid >= first) if first else rows
    else:
        rank = func.ts_rank(wanted.column, tsquery(wanted.words))
        rows = select(id).order_by(rank.desc(), id.desc())
    rows = rows.where(wanted.match(connection), id >= first, id < bound, *wanted.conditions)
    got = [int(one) for one in connection.execute(rows.offset(start).limit(query.limit + 1)).scalars()]
    return got, len(got) + start if len(got) <= query.limit else None


def _key(wanted: Asked, query: Query) -> ColumnElement[int]:
    """The column by which rows are ordered."""
    if query.sort == "date":
        return claims.c.dated
    return wanted.table.c.published if query.sort == "published" else wanted.table.c.id


def _cursor(query: Query, reached: Sequence[int]) -> str:
    """What asks for the next page: where this one ended, and of which question."""
    return base64.urlsafe_b64encode(json.dumps([_digest(query), *reached]).encode()).decode()


def _position(query: Query) -> tuple[int, int] | None:
    if query.after is None:
        return None
    try:
        digest, key, id = json.loads(base64.urlsafe_b64decode(query.after.encode()))
        position = int(key), int(id)
    except (ValueError, TypeError, binascii.Error):
        raise LedgerError(f"{query.after!r} is not what a page gave for the next one") from None
    if digest != _digest(query):
        raise LedgerError("the next page was asked for with another question than the page before")
    return position


def _digest(query: Query) -> str:
    same = replace(query, after=None, limit=1)
    return hashlib.sha256(repr(same).encode("utf-8", "surrogatepass")).hexdigest()[:8]

"""Find claims, and reports, by words and by what is known about them; a page at a time."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from reportedly.errors import LedgerError
from reportedly.ledger import terms
from reportedly.ledger.entries import Entry
from reportedly.ledger.index_tables import ROOM, claims, records, reports, standings
from reportedly.ledger.levels import LEVELS
from reportedly.ledger.matching import Asked, asked, tsquery
from reportedly.ledger.query import Query
from reportedly.ledger.store import Ledger, checked
from reportedly.ledger.tables import entries
from reportedly.record import Claim, Code, Date, Place, Report, Source, Spans

_NO_LAYERS: dict[str, list[Any]] = {
    name: [] for name in ("sources", "attributions", "dates", "places", "actors", "codes", "claims")
}
UNFIT = "what is searched does not fit the entries"
AROUND = 120
"""Code points of a report's text that are shown on either side of the first words found."""


@dataclass(frozen=True)
class Link:
    """One link of a chain; ``implied`` if the words of the claim do not name it."""

    name: str
    kind: str
    implied: bool


@dataclass(frozen=True)
class Hit:
    """A claim that was found, taken from its entry, whose hash was checked.

    ``record`` is the number of that entry, ``newest`` whether no newer record of the report replaces it. ``words`` are
    the exact words, ``marks`` the places in them of what was looked for. ``decision`` is where the claim stands,
    ``level`` how confidential it is; ``added`` when the record was (ISO 8601, UTC).
    """

    report: str
    record: int
    newest: bool
    claim: Claim
    words: str
    marks: Spans
    chain: tuple[Link, ...]
    dates: tuple[Date, ...]
    places: tuple[Place, ...]
    codes: tuple[Code, ...]
    outlet: str | None
    title: str | None
    published: str | None
    language: str | None
    added: str
    decision: str
    level: str

    def to_dict(self) -> dict[str, Any]:
        """The hit as plain dicts, lists, strings and numbers, ready for JSON."""
        shape: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return shape


@dataclass(frozen=True)
class ReportHit:
    """A report that was found; ``words`` are those of its text around what was looked for, from ``start`` on."""

    report: str
    record: int
    newest: bool
    claims: int
    words: str
    start: int
    marks: Spans
    outlet: str | None
    title: str | None
    published: str | None
    language: str | None
    added: str
    level: str

    def to_dict(self) -> dict[str, Any]:
        """The hit as plain dicts, lists, strings and numbers, ready for JSON."""
        shape: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return shape


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
        found, total = _by_relevance(where, wanted, query, start, bound)
        reached = start + query.limit, bound
    else:
        found, total = _in_order(where, wanted, query, position)
        reached = found[: query.limit][-1] if found else (0, 0)
    ids = [id for _, id in found[: query.limit]]
    if query.of == "reports":  # a long one may be found in several pieces, but is shown once
        ids = list(dict.fromkeys(id // ROOM * ROOM for id in ids))
        if query.sort != "relevance":
            reached = (reached[0] // ROOM * ROOM if query.sort == "added" else reached[0], reached[1] // ROOM * ROOM)
    after = _cursor(query, reached) if len(found) > query.limit else None
    return Page(_hits(where, query, ids), after, total)


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
    connection: Connection, wanted: Asked, query: Query, start: int, bound: int
) -> tuple[list[tuple[int, int]], int | None]:
    """Numbers of a page's rows and of one more, the best first: by BM25 in SQLite, by ts_rank in PostgreSQL."""
    id = wanted.table.c.id
    rows: Select[Any]
    if connection.dialect.name == "sqlite":
        fts = wanted.fts
        rows = select(fts.c.rowid).join(wanted.table, id == fts.c.rowid).order_by(fts.c.rank, fts.c.rowid.desc())
    else:
        rank = func.ts_rank(wanted.column, tsquery(wanted.words))
        rows = select(id).order_by(rank.desc(), id.desc())
    rows = rows.where(wanted.match(connection), id < bound, *wanted.conditions)
    got = [(0, int(one)) for one in connection.execute(rows.offset(start).limit(query.limit + 1)).scalars()]
    return got, len(got) + start if len(got) <= query.limit else None


def _key(wanted: Asked, query: Query) -> ColumnElement[int]:
    """The column by which rows are ordered."""
    if query.sort == "date":
        return claims.c.dated
    return wanted.table.c.published if query.sort == "published" else wanted.table.c.id


def _hits(connection: Connection, query: Query, ids: Sequence[int]) -> tuple[Hit, ...] | tuple[ReportHit, ...]:
    numbers = sorted({id // ROOM for id in ids})
    about = {
        row.record: row
        for row in connection.execute(
            select(
                records.c.number.label("record"),
                records.c.newest,
                reports.c.level,
            )
            .join(reports, reports.c.number == records.c.report)
            .where(records.c.number.in_(numbers))
        )
    }
    read = {
        row.number: checked(row.number, bytes(row.canonical), bytes(row.leaf))
        for row in connection.execute(select(entries).where(entries.c.number.in_(numbers)))
    }
    for number in numbers:
        if number not in read or number not in about or read[number].kind != "record":
            raise LedgerError(f"{UNFIT}: entry {number} is no record; run verify")
    if query.of == "reports":
        return tuple(_report_hit(read[id // ROOM], about[id // ROOM], query) for id in ids)
    stand = {row.claim: row for row in connection.execute(select(standings).where(standings.c.claim.in_(ids)))}
    return tuple(_hit(read[id // ROOM], about[id // ROOM], id, stand.get(id), query) for id in ids)


def _hit(entry: Entry, about: Any, id: int, stand: Any, query: Query) -> Hit:
    report = _with_one_claim(entry, id % ROOM)
    claim = report.claims[0]
    words = report.words(claim.content)
    sources = {one.id: one for one in report.sources}
    dates = {one.id: one for one in report.dates}
    places = {one.id: one for one in report.places}
    codes = {one.id: one for one in report.codes}
    return Hit(
        report=report.id,
        record=entry.number,
        newest=bool(about.newest),
        claim=claim,
        words=words,
        marks=tuple(terms.marks(words, query.words)),
        chain=tuple(_link(sources[one], claim) for one in claim.chain),
        dates=tuple(dates[one] for one in claim.dates),
        places=tuple(places[one] for one in claim.places),
        codes=tuple(codes[one] for one in claim.codes),
        outlet=report.outlet,
        title=report.title,
        published=report.published,
        language=report.language,
        added=entry.at,
        decision=stand.decision if stand else "none",
        level=LEVELS[stand.level if stand else about.level],
    )


def _with_one_claim(entry: Entry, at: int) -> Report:
    """The record with one of its claims and what belongs to that; all of it would take long to build."""
    record = entry.body["record"]
    if at >= len(record["claims"]):
        raise LedgerError(
            f"what is searched does not fit the entries: entry {entry.number} has fewer claims; run verify"
        )
    claim = record["claims"][at]
    kept = {
        layer: [one for one in record[layer] if one["id"] in claim[name]]
        for layer, name in (("sources", "chain"), ("dates", "dates"), ("places", "places"), ("codes", "codes"))
    }
    return Report.from_dict({**record, **kept, "attributions": [], "actors": [], "claims": [claim]})


def _link(source: Source, claim: Claim) -> Link:
    return Link(source.name, source.kind, source.id in claim.implied)


def _report_hit(entry: Entry, about: Any, query: Query) -> ReportHit:
    record = entry.body["record"]
    report = Report.from_dict({"reportedly": record["reportedly"], "report": record["report"], **_NO_LAYERS})
    found = terms.marks(report.text, query.words)
    start = max(0, found[0][0] - AROUND) if found else 0
    end = min(len(report.text), start + 2 * AROUND + (found[0][1] - found[0][0] if found else 0))
    inside = tuple((max(s, start) - start, min(e, end) - start) for s, e in found if s < end and e > start)
    return ReportHit(
        report=report.id,
        record=entry.number,
        newest=bool(about.newest),
        claims=len(record["claims"]),
        words=report.text[start:end],
        start=start,
        marks=inside,
        outlet=report.outlet,
        title=report.title,
        published=report.published,
        language=report.language,
        added=entry.at,
        level=LEVELS[about.level],
    )


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

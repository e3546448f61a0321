"""From a question to conditions in SQL, the same for both databases as far as they go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    TableClause,
    and_,
    case,
    cast,
    column,
    exists,
    false,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    table,
    true,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from reportedly.errors import LedgerError
from reportedly.ledger import rows, terms, within
from reportedly.ledger.index_tables import FOUND, claims, moments, records, reports, standings, texts
from reportedly.ledger.levels import LEVELS
from reportedly.ledger.query import Query
from reportedly.places.gazetteer import gazetteer, key

FEW = 20_000
"""Rows up to which those that hold the tokens are gathered and sorted; with more, rows are gone through in order."""

HIGHEST = len(LEVELS) - 1
"""What only those may see who may see everything."""

Condition = ColumnElement[bool]

_FTS = {name: table(found, column("rowid"), column("tokens"), column("rank")) for name, found in FOUND.items()}


@dataclass(frozen=True)
class Asked:
    """A question as tokens and conditions on the rows of ``table``: of each of ``groups`` one token must be there."""

    table: Table
    words: terms.Words
    groups: tuple[tuple[str, ...], ...]
    conditions: tuple[Condition, ...]

    @property
    def fts(self) -> TableClause:
        """SQLite's table of full text."""
        return _FTS[self.table.name]

    @property
    def column(self) -> ColumnElement[Any]:
        """PostgreSQL's column of full text."""
        return literal_column(f"{self.table.name}.found")

    @property
    def has_tokens(self) -> bool:
        """Whether any token is asked for."""
        return bool(self.words.all or self.groups)

    def found(self, connection: Connection) -> Select[tuple[int]]:
        """The numbers of the rows that hold the tokens, by the database's full text."""
        if connection.dialect.name == "sqlite":
            return select(self.fts.c.rowid).where(self.match(connection))
        return select(self.table.c.id).where(self.match(connection))

    def match(self, connection: Connection) -> Condition:
        """That the tokens are there, asked of the database's full text."""
        if connection.dialect.name == "sqlite":
            return self.fts.c.tokens.op("MATCH", is_comparison=True)(_fts5(self.words, self.groups))
        return self.column.op("@@", is_comparison=True)(tsquery(self.words, self.groups))

    def scan(self, connection: Connection) -> Condition:
        """The same, asked of a row's own tokens."""
        inside = func.instr if connection.dialect.name == "sqlite" else func.strpos
        tokens = self.table.c.tokens

        def holds(phrase: terms.Phrase) -> Condition:
            end = "" if phrase.prefix else " "
            return inside(tokens, f" {' '.join(phrase.tokens)}{end}") > 0

        return and_(
            true(),
            *(holds(one) for one in self.words.all),
            *(not_(holds(one)) for one in self.words.none),
            *(or_(false(), *(holds(terms.Phrase((token,))) for token in group)) for group in self.groups),
        )

    def few(self, connection: Connection) -> bool:
        """Whether few rows hold the tokens."""
        some = self.found(connection).limit(FEW + 1).subquery()
        return connection.execute(select(func.count()).select_from(some)).scalar_one() <= FEW


def asked(query: Query) -> Asked:
    """A question in tokens and conditions. Raises LedgerError for a place that nobody knows."""
    rows_of = claims if query.of == "claims" else texts
    conditions: list[Condition] = []
    if not query.every_record:
        newest = _some(rows_of, records.c.number == rows_of.c.record, records.c.newest == 1)
        conditions.append(newest)
    if query.published_asked is not None:
        conditions.append(within.published(query.published_asked, rows_of.c.published, rows_of.c.published_to))
    if query.report is not None:
        its = select(records.c.number).join(reports, reports.c.number == records.c.report)
        conditions.append(rows_of.c.record.in_(its.where(reports.c.id == query.report).correlate(None)))
    if query.of == "claims":
        conditions += _standing(query)
        if query.text is not None and query.cleared < HIGHEST:
            conditions.append(_report(claims, reports.c.strictest <= query.cleared))
        if query.dated is not None:
            some = _some(claims, moments.c.claim == claims.c.id)
            conditions.append(some if query.dated else not_(some))
        if query.dates_asked is not None:
            if query.sort == "date" and query.dates_asked.every is None:
                conditions.append(claims.c.dated <= query.dates_asked.last)  # where going through the rows begins
            conditions.append(_some(claims, moments.c.claim == claims.c.id, within.when(query.dates_asked, moments.c)))
    else:
        if query.cleared < HIGHEST:
            own = reports.c.level if query.text is None else reports.c.strictest
            conditions.append(_report(texts, own <= query.cleared))
        if query.confidentiality is not None:
            level = LEVELS.index(query.confidentiality)
            conditions.append(_report(texts, level_of_report(query) == level))
    return Asked(rows_of, query.words, tuple(groups(query)), tuple(conditions))


def level_of_report(query: Query) -> ColumnElement[int]:
    """How confidential a report is to whoever asks: as the strictest thing in it that they may see, or else itself."""
    return case((reports.c.strictest <= query.cleared, reports.c.strictest), else_=reports.c.level)


def _report(rows_of: Table, condition: Condition) -> Condition:
    """That the report of these rows is such."""
    of_it = and_(records.c.number == rows_of.c.record, records.c.report == reports.c.number)
    return _some(rows_of, of_it, condition)


def _some(rows_of: Table, *conditions: Condition) -> Condition:
    """That there is a row elsewhere for one of these."""
    return exists().where(*conditions).correlate(rows_of)


def tsquery(words: terms.Words, groups: Iterable[Sequence[str]] = ()) -> ColumnElement[Any]:
    """Tokens as PostgreSQL asks for them."""

    def one(phrase: terms.Phrase) -> str:
        quoted = [f"'{token}'" for token in phrase.tokens]
        return f"({' <-> '.join(quoted)}{':*' if phrase.prefix else ''})"

    parts = [one(phrase) for phrase in words.all]
    parts += ["(" + " | ".join(f"'{token}'" for token in group) + ")" for group in groups]
    parts += ["!" + one(phrase) for phrase in words.none]
    return cast(literal(" & ".join(parts)), TSQUERY)


def _fts5(words: terms.Words, groups: Iterable[Sequence[str]]) -> str:
    """Tokens as SQLite's FTS5 asks for them."""

    def one(phrase: terms.Phrase) -> str:
        return f'"{" ".join(phrase.tokens)}"{" *" if phrase.prefix else ""}'

    parts = [one(phrase) for phrase in words.all]
    parts += ["(" + " OR ".join(f'"{token}"' for token in group) + ")" for group in groups]
    return " ".join([f"({' AND '.join(parts)})", *(f"NOT {one(phrase)}" for phrase in words.none)])


def groups(query: Query) -> Iterator[tuple[str, ...]]:
    """Of each of these groups of facets a row must have one."""
    for kind, value in (
        ("s", query.source_kind),
        ("f", query.force),
        ("p", query.polarity),
        ("l", query.language),
    ):
        if value is not None:
            yield (terms.facet(kind, value),)
    if query.outlet is not None:
        yield (terms.name_facet("o", query.outlet),)
    if query.chain is not None:
        fewest, most = query.chain
        longest = rows.LONGEST_CHAIN
        first = min(fewest or 0, longest)
        last = longest if most is None else min(most, longest)
        if first > 0 or last < longest:
            yield tuple(terms.facet("n", links) for links in range(first, last + 1))
    if query.code is not None:
        yield (terms.facet("c" if "/" in query.code else "k", query.code),)
    if query.place is not None:
        yield places(query.place)
    if query.dates_asked is not None:
        yield from rows.year_facets_asked(query.dates_asked.first, query.dates_asked.last)


@lru_cache(maxsize=256)
def places(asked: str) -> tuple[str, ...]:
    """Facets of a place, and of all that lies inside it. Raises LedgerError for an id that nothing has."""
    known = gazetteer()
    ids = [asked] if known.within(asked) else [one.id for one in known.find(key(asked), asked)]
    if not ids and ":" in asked:
        raise LedgerError(f"the gazetteer knows no place {asked}")
    out = [] if known.within(asked) else [terms.name_facet("m", asked)]
    for id in ids:
        if id.startswith("iso:"):
            out.append(terms.facet("i", id.removeprefix("iso:")))
        out += [terms.facet("g", one) for one in known.within(id)] if not id.startswith("iso:") else []
    return tuple(dict.fromkeys(out))


def _standing(query: Query) -> Iterator[Condition]:
    """Conditions on what people decided."""
    of_it = standings.c.claim == claims.c.id
    hidden = standings.c.replaced == 1
    if query.cleared < HIGHEST:
        hidden = or_(hidden, standings.c.level > query.cleared)
    yield not_(_some(claims, of_it, hidden))
    if query.decision == "none":
        yield not_(_some(claims, of_it, standings.c.decision != "none"))
    elif query.decision is not None:
        yield _some(claims, of_it, standings.c.decision == query.decision)
    if query.confidentiality == LEVELS[0]:
        yield not_(_some(claims, of_it, standings.c.level > 0))
    elif query.confidentiality is not None:
        yield _some(claims, of_it, standings.c.level == LEVELS.index(query.confidentiality))

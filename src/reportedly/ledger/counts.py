"""How many claims, or reports, a question finds, and how they are spread over the values of a field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, get_args

from sqlalchemy import ColumnElement, Connection, Select, func, select

from reportedly.errors import LedgerError
from reportedly.ledger import terms
from reportedly.ledger.decisions import STATES
from reportedly.ledger.index_tables import claims, records, reports, standings
from reportedly.ledger.levels import LEVELS
from reportedly.ledger.matching import Asked, asked, level_of_report
from reportedly.ledger.query import Query
from reportedly.ledger.store import Ledger
from reportedly.places.gazetteer import gazetteer

if TYPE_CHECKING:
    from reportedly.ledger.chosen import Chosen
    from reportedly.ledger.held import Held

Field = Literal[
    "outlet", "report", "language", "published", "added", "source_kind", "chain", "force", "polarity", "list", "code",
    "country", "place", "date", "decision", "confidentiality",
]  # fmt: skip
"""What can be counted by. ``published`` and ``added`` count months, ``date`` years; ``place`` ids of the gazetteer,
each for itself; of ``list``, ``code``, ``country`` and ``place`` a claim may have several and counts once for each."""

FIELDS: tuple[Field, ...] = get_args(Field)

_IN_TOKENS = {
    "language": "l", "source_kind": "s", "chain": "n", "force": "f", "polarity": "p", "list": "k", "code": "c",
    "country": "i", "place": "g",
}  # fmt: skip
_AT_ONCE = 2_000


def counts(where: Ledger | Connection, query: Query, field: Field) -> list[tuple[str | None, int]]:
    """How many hits there are for each value of a field, the most first; None stands for those without one.

    Order and pages of the question do not matter. Raises LedgerError for a field that is not one of FIELDS, and for
    one that only claims have where reports are asked for.
    """
    if field not in FIELDS:
        raise LedgerError(f"hits are counted by one of {', '.join(FIELDS)}, not by {field!r}")
    if isinstance(where, Ledger):
        with where.reading() as connection:
            return counts(connection, query, field)
    wanted = asked(query)
    if query.of == "reports" and field not in ("outlet", "report", "language", "published", "added", "confidentiality"):
        raise LedgerError(f"only claims, not reports, can be counted by {field}")
    counted = _by_tokens(where, wanted, field) if field in _IN_TOKENS else _by_column(where, wanted, query, field)
    return sorted(counted, key=lambda one: (-one[1], one[0] is None, one[0] or ""))


def total(where: Ledger | Connection, query: Query) -> int:
    """How many hits there are on all pages of a question. Raises LedgerError."""
    if isinstance(where, Ledger):
        with where.reading() as connection:
            return total(connection, query)
    wanted = asked(query)
    return int(where.execute(_rows(where, wanted, func.count(_one(wanted)))).scalar_one())


def counts_held(held: Held, query: Query, field: Field) -> list[tuple[str | None, int]]:
    """The same as ``counts``, of claims that are held in memory: a million are counted in the time of a page."""
    if field not in FIELDS or query.of == "reports":
        return counts(held.ledger, query, field)
    return spread(held.choose(query), field)


def spread(chosen: Chosen, field: Field) -> list[tuple[str | None, int]]:
    """How claims that were chosen in memory are spread over the values of a field, the most first."""
    counted: Mapping[str | None, int]
    match field:
        case "outlet" | "report" | "added":
            counted = chosen.count_reports(field)
        case "decision" | "confidentiality":
            names: Sequence[str] = STATES if field == "decision" else LEVELS
            counted = {names[at]: count for at, count in chosen.count_standing(field).items()}
        case "published":
            counted = _known(*chosen.months("published"), lambda month: _shown(field, month))
        case "date":
            counted = _known(*chosen.months("happened"), lambda month: _shown(field, month // 100))
        case _:
            counted = chosen.count(_IN_TOKENS[field])
    return sorted(counted.items(), key=lambda one: (-one[1], one[0] is None, one[0] or ""))


def _known(months: Mapping[int, int], unknown: int, shown: Callable[[int], str | None]) -> Mapping[str | None, int]:
    counted: dict[str | None, int] = {None: unknown} if unknown else {}
    for month, count in months.items():
        counted[shown(month)] = counted.get(shown(month), 0) + count
    return counted


def total_held(held: Held, query: Query) -> int:
    """The same as ``total``, of claims that are held in memory."""
    return held.choose(query).total if query.of == "claims" else total(held.ledger, query)


def name_of(field: Field, value: str | None) -> str | None:
    """What to call a value that is an id: the name of a place or a country; of anything else nothing."""
    if value is None or field not in ("place", "country"):
        return None
    known = gazetteer().known(value if field == "place" else f"iso:{value}")
    return known.name if known else None


def _one(wanted: Asked) -> ColumnElement[Any]:
    """What is counted: a claim, or a report once, however many pieces its text is in."""
    return wanted.table.c.id if wanted.table is claims else wanted.table.c.record.distinct()


def _rows(connection: Connection, wanted: Asked, *columns: ColumnElement[Any]) -> Select[Any]:
    """All rows of a question."""
    query = select(*columns).where(*wanted.conditions)
    if not wanted.has_tokens:
        return query
    if wanted.few(connection):
        return query.where(wanted.table.c.id.in_(wanted.found(connection)))
    return query.where(wanted.scan(connection))


def _by_tokens(connection: Connection, wanted: Asked, field: Field) -> Iterator[tuple[str | None, int]]:
    found: Counter[str] = Counter()
    query = _rows(connection, wanted, wanted.table.c.tokens, wanted.table.c.record)
    seen: set[int] = set()
    with connection.execution_options(yield_per=_AT_ONCE).execute(query) as rows:
        for tokens, record in rows:
            if wanted.table is not claims and record in seen:
                continue
            seen.update([record] if wanted.table is not claims else [])
            found.update(terms.values_of(_IN_TOKENS[field], tokens) or [""])
    yield from ((value or None, count) for value, count in found.items())


def _by_column(connection: Connection, wanted: Asked, query: Query, field: Field) -> Iterator[tuple[str | None, int]]:
    table = wanted.table
    value: ColumnElement[Any]
    if field == "date":
        value = claims.c.dated // 10000
    elif field == "published":
        value = table.c.published // 100
    elif field == "decision":
        value = func.coalesce(standings.c.decision, "none")
    elif field == "confidentiality":
        value = func.coalesce(standings.c.level, 0) if table is claims else level_of_report(query)
    else:
        value = {"outlet": reports.c.outlet, "report": reports.c.id, "added": func.substr(reports.c.added, 1, 7)}[field]
    rows = _rows(connection, wanted, value.label("value"), func.count(_one(wanted))).select_from(table)
    if field in ("decision", "confidentiality") and table is claims:
        rows = rows.outerjoin(standings, standings.c.claim == claims.c.id)
    elif field not in ("date", "published"):
        rows = rows.join(records, records.c.number == table.c.record).join(
            reports, reports.c.number == records.c.report
        )
    for found, count in connection.execute(rows.group_by("value")):
        yield _shown(field, found), int(count)


def _shown(field: Field, value: Any) -> str | None:
    if field == "confidentiality":
        return str(LEVELS[value])
    if field == "date":
        return f"{value:04d}" if value else None
    if field == "published":
        return f"{value // 100:04d}-{value % 100:02d}" if value else None
    return None if value is None else str(value)

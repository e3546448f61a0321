"""Whether what waits to be reviewed, and who has judged what, is what the entries give."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from reportedly.ledger import work
from reportedly.ledger.entries import Entry
from reportedly.ledger.index_tables import ROOM
from reportedly.ledger.problem import shown
from reportedly.ledger.snapshot import rows
from reportedly.ledger.standing import Standing

AT_ONCE = 200
"""Records whose rows are held in memory together."""

WAITING = ("claim", "open", "sure", "level")
JUDGED = ("number", "record", "claim", "person", "day", "stands")

_OTHER = "(SELECT 1 FROM entries o WHERE o.report = e.report AND {} AND o.number <> e.number)"
TOUCHED = (
    f"(e.kind IN ('judgment', 'confidentiality') OR (e.kind = 'record' AND EXISTS {_OTHER.format('o.kind = e.kind')}))"
)
"""Of an entry ``e``: whether it makes the rows of its report differ from what one record alone gives."""

_ALONE = "NOT EXISTS " + _OTHER.format("o.kind IN ('judgment', 'confidentiality', 'record')")

# A record is canonical: nothing comes between these, and inside a string a quotation mark is written with a backslash.
_CLAIMS, _AFTER = b'"claims":[', b'],"codes":['
_SURE = re.compile(rb'"confidence":([-+.0-9e]+)')


def touched(connection: Connection, entries: Sequence[Entry], made: Standing) -> Iterator[str]:
    """Compare the rows of one report about which people decided something, or that was read again."""
    waiting, judged = work.of_report(entries, made)
    found: list[Sequence[Any]] = []
    between = f"SELECT {', '.join(WAITING)} FROM waiting WHERE claim >= :low AND claim < :high"
    for number in made.records:
        found += rows(connection, between, low=number * ROOM, high=(number + 1) * ROOM)
    yield from _differences("waiting", found, _lines(waiting, WAITING))
    numbers = [one.number for one in entries if one.kind == "judgment"]
    people: list[Sequence[Any]] = []
    query = f"SELECT {', '.join(JUDGED)} FROM judged WHERE number IN :numbers"
    for at in range(0, len(numbers), AT_ONCE):
        people += rows(connection, query, numbers=numbers[at : at + AT_ONCE])
    yield from _differences("judged", people, _lines(judged, JUDGED))


def untouched(connection: Connection) -> Iterator[str]:
    """Compare the rows of all other reports, and name those that belong to nothing."""
    query = f"SELECT number, canonical, CASE WHEN {_ALONE} THEN 1 ELSE 0 END FROM entries e"
    query += f" WHERE kind = 'record' AND number > :last ORDER BY number LIMIT {AT_ONCE}"
    last = -1
    while some := rows(connection, query, last=last):
        there = _between(connection, last + 1, some[-1][0] + 1)
        last = some[-1][0]
        wanted: list[tuple[Any, ...]] = []
        elsewhere: set[int] = set()
        for number, canonical, alone in some:
            sure = _sure(canonical) if alone else None
            if sure is None:  # compared with what was decided; or, if it cannot be read, named with its entry
                elsewhere.add(number)
            else:
                wanted += [(number * ROOM + at, 1, one, 0) for at, one in enumerate(sure)]
        found = (
            [tuple(row) for row in there if row[0] // ROOM not in elsewhere] if elsewhere else list(map(tuple, there))
        )
        if found != wanted:
            yield from _differences("waiting", found, wanted)
    for claim, *_ in _between(connection, last + 1, None):
        yield f"waiting: row {shown(claim)} belongs to no record"
    entry = "(SELECT 1 FROM entries e WHERE e.number = w.number AND e.kind = 'judgment')"
    for (number,) in rows(connection, f"SELECT number FROM judged w WHERE NOT EXISTS {entry} ORDER BY number"):
        yield f"judged: row {shown(number)} belongs to no judgment"


def _between(connection: Connection, first: int, end: int | None) -> Sequence[Sequence[Any]]:
    where = (
        ["1 = 1"] + [f"claim >= {first * ROOM}"] * (first > 0) + [f"claim < {(end or 0) * ROOM}"] * (end is not None)
    )
    return rows(connection, f"SELECT {', '.join(WAITING)} FROM waiting WHERE {' AND '.join(where)} ORDER BY claim")


def _sure(canonical: Any) -> list[int] | None:
    """How sure the machine is of each claim of a record, in thousandths; None if its entry cannot be read.

    Looked for in its bytes, because to read all JSON of a ledger takes longer than everything else together.
    """
    data = bytes(canonical) if isinstance(canonical, bytes | memoryview) else b""
    start, end = data.find(_CLAIMS), data.rfind(_AFTER)
    claims = data[start:end]
    found = [round(1000 * float(one)) for one in _SURE.findall(claims)]
    if start >= 0 and end > start and len(found) == claims.count(b',"content":['):
        return found
    try:
        return [row["sure"] for row in work.waiting_rows(0, json.loads(data)["body"]["record"])]
    except Exception:  # named by whoever checks entries
        return None


def _lines(made: Iterable[dict[str, Any]], columns: Sequence[str]) -> list[tuple[Any, ...]]:
    return [tuple(row[one] for one in columns) for row in made]


def _differences(table: str, found: Iterable[Sequence[Any]], wanted: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    there, given = set(map(tuple, found)), set(wanted)
    for row in sorted(there - given, key=repr):
        yield f"{table}: the entries do not give the row {shown(row, 200)}"
    for row in sorted(given - there, key=repr):
        yield f"{table}: the row {shown(row, 200)} is missing"

"""Whether what waits to be reviewed, and who has judged what, is what the entries give."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection

from reportedly.ledger import work
from reportedly.ledger.entries import Entry
from reportedly.ledger.index_tables import ROOM
from reportedly.ledger.problem import shown
from reportedly.ledger.snapshot import batches, rows
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

# A record is canonical: members are sorted, so that these stand where they seem to stand, and nothing comes between
# them; inside a string a quotation mark is written with a backslash.
_CLAIMS, _SURE, _CONTENT = b'"claims":[', b'"confidence":', b',"content":['


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
    compared = Untouched(connection)
    query = "SELECT number, canonical FROM entries WHERE kind = 'record' ORDER BY number"
    for some in batches(connection, query, AT_ONCE):
        yield from compared.take(some)
    yield from compared.rest()


class Untouched:
    """The same for whoever goes through all entries in their order anyway."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._next = 0

    def take(self, records: Sequence[Sequence[Any]]) -> Iterator[str]:
        """Compare the rows of the next records, given as number and bytes of their entries."""
        if not records:
            return
        first, self._next = self._next, records[-1][0] + 1
        query = (
            f"SELECT number FROM entries e WHERE number >= :first AND number < :end AND kind = 'record' AND {_ALONE}"
        )
        alone = {number for (number,) in rows(self._connection, query, first=first, end=self._next)}
        wanted: list[tuple[Any, ...]] = []
        elsewhere: set[int] = set()
        for number, canonical in records:
            sure = _sure(canonical) if number in alone else None
            if sure is None:  # compared with what was decided; or, if it cannot be read, named with its entry
                elsewhere.add(number)
            else:
                wanted += [(number * ROOM + at, 1, one, 0) for at, one in enumerate(sure)]
        found = list(map(tuple, _between(self._connection, first, self._next)))
        if elsewhere:
            found = [row for row in found if row[0] // ROOM not in elsewhere]
        if found != wanted:
            yield from _differences("waiting", found, wanted)

    def rest(self) -> Iterator[str]:
        """Name the rows that belong to nothing, once all entries were gone through."""
        for claim, *_ in _between(self._connection, self._next, None):
            yield f"waiting: row {shown(claim)} belongs to no record"
        entry = "(SELECT 1 FROM entries e WHERE e.number = w.number AND e.kind = 'judgment')"
        strays = f"SELECT number FROM judged w WHERE NOT EXISTS {entry} ORDER BY number"
        for (number,) in rows(self._connection, strays):
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
    start = data.find(_CLAIMS)
    if start >= 0:
        with suppress(ValueError):
            every = data[start:].split(_SURE)[1:]
            return [round(1000 * float(after[: after.index(_CONTENT)])) for after in every]
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

"""Whether what is searched and listed is what the entries give: row by row, and the full text with the rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from reportedly.ledger import compare_work, standing, words
from reportedly.ledger import rows as derived
from reportedly.ledger.entries import Entry
from reportedly.ledger.index_tables import FOUND, PEOPLES, ROOM
from reportedly.ledger.problem import shown
from reportedly.ledger.snapshot import rows
from reportedly.ledger.words import Words, lengths_kept

AT_ONCE = 200
"""Records whose rows are held in memory together."""

REPORT = ("number", "id", "outlet", "title", "published", "day", "language", "added")
RECORD = ("number", "report", "newest", "claims")
CLAIM = ("id", "record", *derived.CLAIM[1:])
STANDING = ("claim", "decision", "level", "replaced", "called")
PARTS = {"claims": derived.CLAIM, "moments": derived.MOMENT, "texts": derived.TEXT}

Progress = Callable[[int], object]


def check(connection: Connection, progress: Progress | None = None) -> Iterator[str]:
    """Name every row that is missing, changed or too many, and every full text that does not fit its rows.

    As ``check_rows``, ``compare_work.untouched`` and ``words.check``, one after the other.
    """
    yield from check_rows(connection, progress)
    yield from compare_work.untouched(connection)
    for table in FOUND:
        yield from words.check(connection, table)


def check_rows(
    connection: Connection, progress: Progress | None = None, told: Mapping[str, Words] | None = None
) -> Iterator[str]:
    """Name every row that is missing, changed or too many; of what waits, only in reports that people touched.

    Never raises for what a row or an entry holds. An entry that cannot be read is left to those who check entries.
    ``progress`` is called with the number of records that were compared since it was last called; ``told`` takes in
    the words of the rows of a table, which are in memory anyway.
    """
    yield from _reports(connection)
    yield from _records(connection, progress, told or {})
    yield from _standings(connection)


def _reports(connection: Connection) -> Iterator[str]:
    from reportedly.ledger.index import report_row  # it knows this module

    for some in _entries(connection, "report", "canonical"):
        there = _by_number(connection, "reports", REPORT, [number for number, *_ in some])
        for number, _report, canonical in some:
            try:
                wanted = report_row(Entry.read(canonical))
            except Exception:  # named by whoever checks entries
                continue
            found = there.get(number)
            if found is None:
                yield f"reports: the row of entry {number} is missing"
                continue
            for name, value in zip(REPORT, found, strict=True):
                if value != wanted[name] or type(value) is not type(wanted[name]):
                    yield f"reports: row {number} says that {name} is {shown(value)} instead of {shown(wanted[name])}"
    strays = "SELECT number FROM reports r WHERE NOT EXISTS {} ORDER BY number"
    entry = "(SELECT 1 FROM entries e WHERE e.number = r.number AND e.kind = 'report')"
    for (number,) in rows(connection, strays.format(entry)):
        yield f"reports: row {shown(number)} belongs to no report"
    newest = "(SELECT max(e.number) FROM entries e WHERE e.report = r.id AND e.kind = 'record')"
    for number, record in rows(connection, f"SELECT number, record FROM reports r WHERE record <> {newest}"):
        yield f"reports: row {number} says that its newest record is {shown(record)}"
    wrong = f"SELECT number FROM reports r WHERE (record IS NULL) <> ({newest} IS NULL)"
    for (number,) in rows(connection, wrong):
        yield f"reports: row {number} does not say which record is its newest"


def _records(connection: Connection, progress: Progress | None, told: Mapping[str, Words]) -> Iterator[str]:
    reached = -1
    for some in _entries(connection, "record", "substr(canonical, 1, 700)"):
        numbers = [number for number, *_ in some]
        about = _by_number(connection, "records", RECORD, numbers)
        wanted = _about(connection, numbers)
        low, high = (reached + 1) * ROOM if reached >= 0 else None, (numbers[-1] + 1) * ROOM
        reached = numbers[-1]
        there = {name: _lines(connection, name, low, high, told.get(name)) for name in PARTS}
        for number, report, head in some:
            own = [lines.pop(number, []) for lines in there.values()]
            if derived.digest_of_lines(*own) != _sealed(head):
                yield from _record(connection, number)
            found = about.get(number)
            expected = (number, *wanted.get(number, (report, None)), len(own[0]))
            if found is None:
                yield f"records: the row of entry {number} is missing"
            elif tuple(found) != expected:
                yield f"records: row {number} is {shown(tuple(found))} instead of {shown(expected)}"
        if any(there.values()):
            yield from _strays(connection, low, high, set(numbers))
        if progress is not None:
            progress(len(some))
    yield from _strays(connection, (reached + 1) * ROOM, None, set())
    stray = "NOT EXISTS (SELECT 1 FROM entries e WHERE e.number = r.number AND e.kind = 'record')"
    for (number,) in rows(connection, f"SELECT number FROM records r WHERE {stray} ORDER BY number"):
        yield f"records: row {shown(number)} belongs to no record"


def _record(connection: Connection, number: int) -> Iterator[str]:
    """Compare the rows of one record one by one, because together they are not what its entry says."""
    canonical = rows(connection, "SELECT canonical FROM entries WHERE number = :number", number=number)
    try:
        made = derived.of_record(json.loads(bytes(canonical[0][0]))["body"]["record"])
    except Exception:  # named by whoever checks entries
        return
    for name, columns in PARTS.items():
        own = _grouped(connection, name, number * ROOM, number * ROOM + ROOM).get(number, [])
        wanted = {tuple(row[one] for one in columns) for row in getattr(made, name)}
        found = {tuple(row) for row in own}
        for row in sorted(found - wanted, key=repr):
            yield f"{name}: record {number} does not give the row {shown(row, 200)}"
        for row in sorted(wanted - found, key=repr):
            yield f"{name}: of record {number} the row {shown(row, 200)} is missing"
        if len(own) != len(found):
            yield f"{name}: record {number} has the same row twice"


def _sealed(head: bytes) -> str | None:
    at = head.find(b'"index":"')
    return head[at + 9 : at + 73].decode("ascii", "replace") if at >= 0 else None


def _standings(connection: Connection) -> Iterator[str]:
    from reportedly.ledger.index import standing_entries

    judged = "kind IN ('judgment', 'confidentiality')"
    last = ""
    touched = f"report > :last AND {compare_work.TOUCHED}"
    listed = f"SELECT DISTINCT report FROM entries e WHERE {touched} ORDER BY report LIMIT {AT_ONCE}"
    while some := [str(one) for (one,) in rows(connection, listed, last=last)]:
        last = some[-1]
        for report in some:
            try:
                given = standing_entries(connection, report)
                made = standing.of_report(given)
            except Exception:  # named by whoever checks entries
                continue
            yield from _standing(connection, report, made)
            yield from compare_work.touched(connection, given, made)
    none = f"NOT EXISTS (SELECT 1 FROM entries e WHERE e.report = r.id AND e.{judged})"
    for (number,) in rows(connection, f"SELECT number FROM reports r WHERE (level <> 0 OR strictest <> 0) AND {none}"):
        yield f"reports: row {number} says that it is confidential, and nobody said so"
    of_it = f"SELECT 1 FROM records c JOIN reports r ON r.number = c.report WHERE c.number = s.claim / {ROOM}"
    some_of_it = f"EXISTS ({of_it} AND EXISTS (SELECT 1 FROM entries e WHERE e.report = r.id AND e.{judged}))"
    for table, id in (("standings", "claim"), ("claims", "id"), ("moments", "claim")):
        peoples = "" if table == "standings" else f"s.{id} % {ROOM} >= {PEOPLES} AND "
        strays = f"SELECT {id} FROM {table} s WHERE {peoples}NOT {some_of_it.replace('s.claim', f's.{id}')}"
        for (claim,) in rows(connection, f"{strays} ORDER BY {id}"):
            yield f"{table}: row {shown(claim)} is of a claim about which nobody decided anything"


def _standing(connection: Connection, report: str, made: standing.Standing) -> Iterator[str]:
    for said in rows(connection, "SELECT level, strictest FROM reports WHERE id = :id", id=report):
        if tuple(said) != (made.level, made.strictest):
            yield f"reports: {report} is of levels {shown(tuple(said))} instead of {(made.level, made.strictest)}"
    for table, columns, first, given in (
        ("standings", STANDING, 0, made.standings),
        ("claims", CLAIM, PEOPLES, made.claims),
        ("moments", derived.MOMENT, PEOPLES, made.moments),
    ):
        wanted = {tuple(row[one] for one in columns) for row in given}
        found: set[tuple[Any, ...]] = set()
        between = f"SELECT {', '.join(columns)} FROM {table} WHERE {columns[0]} >= :low AND {columns[0]} < :high"
        for number in made.records:
            here = rows(connection, between, low=number * ROOM + first, high=number * ROOM + ROOM)
            found.update(tuple(row) for row in here)
        for row in sorted(found - wanted, key=repr):
            yield f"{table}: what was decided does not give the row {shown(row, 200)}"
        for row in sorted(wanted - found, key=repr):
            yield f"{table}: of what was decided the row {shown(row, 200)} is missing"


def _entries(connection: Connection, kind: str, canonical: str) -> Iterator[list[tuple[int, Any, bytes]]]:
    """Number, report and bytes of the entries of a kind, in their order, some at a time."""
    query = f"SELECT number, report, {canonical} FROM entries WHERE kind = :kind AND number > :last"
    last = -1
    while some := rows(connection, f"{query} ORDER BY number LIMIT {AT_ONCE}", kind=kind, last=last):
        last = some[-1][0]
        yield [(number, report, bytes(data)) for number, report, data in some if isinstance(data, bytes | memoryview)]


def _by_number(
    connection: Connection, table: str, columns: Sequence[str], numbers: list[int]
) -> dict[int, Sequence[Any]]:
    query = f"SELECT {', '.join(columns)} FROM {table} WHERE number IN :numbers"
    return {row[0]: row for row in rows(connection, query, numbers=numbers)}


def _about(connection: Connection, numbers: list[int]) -> dict[int, tuple[Any, int]]:
    """For records the number of their report's entry, and whether none is newer."""
    later = "(SELECT 1 FROM entries n WHERE n.report = e.report AND n.kind = 'record' AND n.number > e.number)"
    query = (
        f"SELECT e.number, coalesce(r.number, e.number), CASE WHEN EXISTS {later} THEN 0 ELSE 1 END FROM entries e"
        " LEFT JOIN entries r ON r.report = e.report AND r.kind = 'report' WHERE e.number IN :numbers"
    )
    return {number: (report, newest) for number, report, newest in rows(connection, query, numbers=numbers)}


def _lines(
    connection: Connection, table: str, low: int | None, high: int | None, told: Words | None
) -> dict[int, list[bytes]]:
    """For each record the lines, as ``rows.digest`` has them, of those of its rows that the machine gave.

    The database puts them together, which is several times as fast. What is no whole number or no text gives a line
    that is none of any record's.
    """
    id, *columns = PARTS[table]
    kinds = {**dict.fromkeys((id, *columns), "integer"), "tokens": "text"}
    line = " || '\t' || ".join(f"CAST({one} AS TEXT)" for one in (f"{id} % {ROOM}", *columns))
    right = [f"record = {id} / {ROOM}"] * (table != "moments")
    if connection.dialect.name == "sqlite":
        right += [f"typeof({name}) = '{kinds[name]}'" for name in (id, *columns)]
        line = f"CAST({line} AS BLOB)"
    if right:
        line = f"CASE WHEN {' AND '.join(right)} THEN {line} END"
    out: dict[int, list[bytes]] = {}
    wanted, joined = (f"{id}, {line}, sz", lengths_kept(table)) if told else (f"{id}, {line}", "")
    listed = rows(connection, f"SELECT {wanted} {_between(table, low, high, joined)}")
    if told:
        told.add(listed)
    for number, found, *_ in listed:
        record, place = divmod(number, ROOM) if isinstance(number, int) else (-1, 0)
        if place < PEOPLES or record < 0:  # others are of claims as people put them: compared with what they decided
            out.setdefault(record, []).append(found.encode() if isinstance(found, str) else found or b"")
    return out


def _grouped(connection: Connection, table: str, low: int | None, high: int | None) -> dict[int, list[Sequence[Any]]]:
    """Rows of a table by the record that they are of, their numbers counted from 0 in it."""
    id, *columns = PARTS[table]
    record = "record" if table != "moments" else "NULL"
    query = f"SELECT {record}, {id}, {', '.join(columns)} {_between(table, low, high)}"
    out: dict[int, list[Sequence[Any]]] = {}
    for said, number, *others in rows(connection, query):
        record_number, place = divmod(number, ROOM) if isinstance(number, int) else (-1, number)
        if isinstance(number, int) and number >= 0 and place >= PEOPLES:
            continue  # of a claim as people put it: compared with what they decided
        fits = said is None or said == record_number
        out.setdefault(record_number, []).append((place, *others) if fits else (place, *others, said))
    return out


def _between(table: str, low: int | None, high: int | None, joined: str = "") -> str:
    id = PARTS[table][0]
    where = ["1 = 1"] + [f"{id} >= {low}"] * (low is not None) + [f"{id} < {high}"] * (high is not None)
    order = id if table != "moments" else f"{id}, place"
    return f"FROM {table} {joined} WHERE {' AND '.join(where)} ORDER BY {order}"


def _strays(connection: Connection, low: int | None, high: int | None, records: set[int]) -> Iterator[str]:
    for name in PARTS:
        for number, some in _grouped(connection, name, low, high).items():
            for row in some if number not in records else ():
                own = number * ROOM + row[0] if isinstance(row[0], int) else row[0]
                yield f"{name}: row {shown(own)} belongs to no record"

"""What is left to be reviewed, and who has reviewed what: worked out from the entries, as what is searched is.

These tables say in which order claims are offered to people. They are made anew with everything else that is worked
out, and compared with it by ``verify``. Only ``reserved`` is neither: it holds for minutes who has which claim on their
desk, and may be lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Index, Integer, MetaData, Table, Text, delete, insert, select, update

from reportedly.ledger import decisions
from reportedly.ledger.entries import Entry
from reportedly.ledger.index_tables import PEOPLES, ROOM
from reportedly.ledger.standing import Standing
from reportedly.ledger.tables import number

work = MetaData()

AT_ONCE = 500
"""Claims named in one statement; databases take only so many."""

waiting = Table(
    "waiting",
    work,
    Column("claim", number, primary_key=True, autoincrement=False),  # as in reportedly.ledger.index_tables
    Column("open", Integer, nullable=False),  # 1 until somebody has judged it, then 0
    Column("sure", Integer, nullable=False),  # the machine's confidence, in thousandths
    Column("level", Integer, nullable=False),  # an index into levels.LEVELS
    Index("waiting_by_doubt", "open", "sure", "claim", "level"),
)
"""One row for every claim that the machine suggests in the newest record of a report."""

judged = Table(
    "judged",
    work,
    Column("number", number, primary_key=True, autoincrement=False),  # of the judgment's entry
    Column("record", number, nullable=False),
    Column("claim", Text, nullable=False),  # its id in the record
    Column("person", Text, nullable=False),
    Column("day", Integer, nullable=False),  # 20310402, UTC; 0 of what was carried over, which was no work
    Column("stands", Integer, nullable=False),  # 1, or 0 where the same person's later judgment replaces it
    Index("judged_by_day", "day", "person"),
    Index("judged_by_claim", "record", "claim"),
)
"""One row for every judgment on a claim."""

reserved = Table(
    "reserved",
    work,
    Column("record", number, primary_key=True, autoincrement=False),
    Column("claim", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("passed", Integer, nullable=False),  # 1 where the person passed over it: theirs no more, nor offered to them
    Column("until", Integer, nullable=False),  # seconds since 1970, UTC
    Index("reserved_by_person", "person"),
)
"""Who has which claim on their desk, so that nobody else is offered it."""


def create(connection: Connection) -> None:
    """Make the tables."""
    work.create_all(connection)


def drop(connection: Connection) -> None:
    """Take the tables away."""
    work.drop_all(connection)


def clear(connection: Connection) -> None:
    """Forget everything that is worked out, before it is worked out anew."""
    for table in (waiting, judged):
        connection.execute(delete(table))


def new(connection: Connection, appended: Sequence[Entry]) -> list[dict[str, Any]]:
    """The rows of ``waiting`` for records that are appended; those of the records before them are taken away."""
    rows: dict[int, list[dict[str, Any]]] = {}
    for entry in appended:
        if entry.kind == "record":
            earlier = entry.body.get("earlier")
            if earlier is not None and rows.pop(earlier, None) is None:
                connection.execute(delete(waiting).where(_of(earlier)))
            rows[entry.number] = waiting_rows(entry.number, entry.body["record"])
    return [row for some in rows.values() for row in some]


def waiting_rows(number: int, record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of ``waiting`` for a record of which nobody has judged anything."""
    return [
        {"claim": number * ROOM + at, "open": 1, "sure": round(1000 * claim["confidence"]), "level": 0}
        for at, claim in enumerate(record["claims"])
    ]


def add(connection: Connection, new: Sequence[Entry]) -> None:
    """Take in judgments that were just appended, within the same transaction."""
    for entry in new:
        if (one := decisions.read(entry)) is not None:
            _judged(connection, one)


def stand(connection: Connection, standing: Standing) -> None:
    """Say which claims of a report are open, and how confidential each is."""
    for record in standing.records:
        connection.execute(update(waiting).where(_of(record)).values(open=1, level=standing.level))
    alike: dict[tuple[int, int], list[int]] = {}
    for row in standing.standings:
        if row["claim"] % ROOM < PEOPLES:
            alike.setdefault((int(row["decision"] == "none"), row["level"]), []).append(row["claim"])
    for (is_open, level), claims in alike.items():
        for at in range(0, len(claims), AT_ONCE):
            some = waiting.c.claim.in_(claims[at : at + AT_ONCE])
            connection.execute(update(waiting).where(some).values(open=is_open, level=level))


def _of(record: int) -> Any:
    return waiting.c.claim.between(record * ROOM, (record + 1) * ROOM - 1)


def _judged(connection: Connection, one: decisions.Judgment) -> None:
    same = (judged.c.record == one.record, judged.c.claim == one.claim, judged.c.person == one.by)
    connection.execute(update(judged).where(*same).values(stands=0))
    connection.execute(insert(judged).values(_judged_row(one)))
    own = (reserved.c.record == one.record, reserved.c.claim == one.claim, reserved.c.person == one.by)
    connection.execute(delete(reserved).where(*own))


def _judged_row(one: decisions.Judgment) -> dict[str, Any]:
    day = 0 if one.carried is not None else int(one.at[:10].replace("-", ""))
    row = {"number": one.number, "record": one.record, "claim": one.claim, "person": one.by, "day": day}
    return {**row, "stands": int(one.state != "none")}


def of_report(entries: Sequence[Entry], standing: Standing) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of ``waiting`` and of ``judged`` that a report has in the end, worked out at once.

    ``entries`` are all its records, judgments and confidentialities, in their order, ``standing`` what they give.
    """
    records = {one.number: one.body for one in entries if one.kind == "record"}
    gone = {body.get("earlier") for body in records.values()}
    rows = {
        row["claim"]: {**row, "level": standing.level}
        for number, body in records.items()
        if number not in gone
        for row in waiting_rows(number, body["record"])
    }
    for row in standing.standings:
        if row["claim"] in rows:
            rows[row["claim"]] |= {"open": int(row["decision"] == "none"), "level": row["level"]}
    stands: dict[tuple[int, str, str], dict[str, Any]] = {}
    people: list[dict[str, Any]] = []
    for one in map(decisions.read, entries):
        if one is not None:
            if (before := stands.get((one.record, one.claim, one.by))) is not None:
                before["stands"] = 0
            stands[one.record, one.claim, one.by] = _judged_row(one)
            people.append(stands[one.record, one.claim, one.by])
    return list(rows.values()), people


def people(connection: Connection, record: int, claims: Iterable[str]) -> dict[str, set[str]]:
    """Who has judged these claims of a record, by their ids."""
    found: dict[str, set[str]] = {id: set() for id in claims}
    query = select(judged.c.claim, judged.c.person).where(
        judged.c.record == record, judged.c.claim.in_(found), judged.c.stands == 1
    )
    for claim, person in connection.execute(query):
        found[claim].add(person)
    return found

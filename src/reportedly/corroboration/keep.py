"""Keep what corroboration worked out up to date with the ledger: entry by entry, each at the same cost.

``catch_up`` takes in whatever was appended since it last ran. It is called after reports were added and before anything
is shown; nothing is lost if it is not. ``rebuild`` makes everything anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from reportedly.corroboration import cluster, copies, decisions, likeness, meeting, same
from reportedly.corroboration.cluster import Ranges
from reportedly.corroboration.tables import (
    bands,
    changes,
    clear,
    compared,
    events,
    likely,
    progress,
    said,
)
from reportedly.corroboration.tables import copies as kept_copies
from reportedly.corroboration.telling import (
    Telling,
    Vectors,
    packed,
    shared_claims,
    telling,
    text_of,
    voices_of,
)
from reportedly.ledger import judgments, lookup
from reportedly.ledger.entries import Entry
from reportedly.ledger.index_tables import ROOM
from reportedly.ledger.seen import record_of
from reportedly.ledger.store import Ledger, checked
from reportedly.ledger.store import entry as stored_entry
from reportedly.ledger.tables import entries
from reportedly.record import Claim

AT_ONCE = 50
"""Entries that are taken in in one transaction: others who append wait no longer than that takes."""

FEW = 4
"""Entries that may be taken in while somebody waits for a page."""

_KINDS = ("record", "judgment", "corroboration")


@dataclass(frozen=True)
class Change:
    """The range of a cluster is another: the entry whose doing it was, a claim of the cluster, before and after."""

    entry: int
    cluster: int
    claim: int
    before: Ranges
    after: Ranges


def catch_up(
    ledger: Ledger,
    vectors: Vectors | None = None,
    progress_of: Callable[[int], object] | None = None,
    most: int | None = None,
) -> list[Change]:
    """Take in all entries that are not taken in yet, or ``most`` of them; the ranges that changed.

    Raises LedgerError.
    """
    found: list[Change] = []
    done = 0
    while most is None or done < most:
        with ledger.reading() as connection:
            if not _any(connection, _start(connection)):
                return found
        with ledger.writing() as connection:
            start = _start(connection)
            some = _fresh(connection, start, AT_ONCE if most is None else min(AT_ONCE, most - done))
            if not some:
                return found
            for one in some:
                found += take(connection, one, vectors)
            _reached(connection, some[-1].number + 1)
        done += len(some)
        if progress_of is not None:
            progress_of(len(some))
    return found


def waiting(connection: Connection) -> int:
    """How many records are not taken in yet."""
    query = select(func.count()).where(entries.c.number >= _start(connection), entries.c.kind == "record")
    return int(connection.execute(query).scalar_one())


def rebuild(ledger: Ledger, vectors: Vectors | None = None) -> list[Change]:
    """Forget everything that was worked out and work it out anew from the entries; decisions stay what they are."""
    with ledger.writing() as connection:
        clear(connection)
    return catch_up(ledger, vectors)


def take(connection: Connection, entry: Entry, vectors: Vectors | None = None) -> list[Change]:
    """Take in one entry inside a transaction; the ranges that changed."""
    changed: Sequence[int] = ()
    gone: set[int] = set()
    if entry.kind == "record" and entry.report is not None:
        gone = _forget(connection, entry.report)
        changed = place(connection, entry, vectors)
    elif entry.kind == "judgment":
        changed = _judged(connection, entry)
    elif entry.kind == "corroboration":
        changed = decisions.keep(connection, entry)
    touched = cluster.regroup(connection, changed) | gone
    out = [Change(entry.number, *one) for one in cluster.count(connection, touched)]
    rows = [
        {"entry": one.entry, "cluster": one.cluster, "claim": one.claim, "at": entry.at}
        | {"before": json.dumps(one.before), "after": json.dumps(one.after)}
        for one in out
    ]
    if rows:
        connection.execute(insert(changes), rows)
    return out


def place(connection: Connection, entry: Entry, vectors: Vectors | None = None) -> list[int]:
    """Compare a new record with what may copy it or say the same, and keep it; the numbers of its claims."""
    report = record_of(entry)
    told = telling(report, entry.number, vectors)
    near = meeting.copied_by(connection, entry.number, copies.signature(told.text))
    pairs = _copies(connection, entry.number, told, near)
    alike = meeting.of_one_event(connection, entry.number, told)
    row = {"record": entry.number, "report": report.id, "told": same.packed_told(told.told)}
    connection.execute(insert(compared).values(**row))
    base = entry.number * ROOM
    rows = [
        {
            "claim": base + at,
            "record": entry.number,
            "cluster": base + at,
            "parts": same.packed(one),
            "voices": packed(v),
        }
        for at, (one, v) in enumerate(zip(told.said, told.voices, strict=True))
    ]
    if not rows:
        return []
    connection.execute(insert(said), rows)
    records = list(dict.fromkeys((*(record for record, _ in near_records(pairs, entry.number)), *alike)))
    sure = likeness.of(connection, base, told.said, records[: meeting.MET], pairs) | pairs
    if sure:
        found = [{"one": a, "other": b, "sure": round(1000 * p)} for (a, b), p in sure.items()]
        connection.execute(insert(likely), found)
    return [base + at for at in range(len(rows))]


def near_records(pairs: Iterable[tuple[int, int]], record: int) -> list[tuple[int, int]]:
    """The other records of pairs of claims, with the claim there."""
    return [(one // ROOM, one) for pair in pairs for one in pair if one // ROOM != record]


def _copies(connection: Connection, record: int, told: Telling, near: Sequence[int]) -> dict[tuple[int, int], float]:
    """Keep with which records this one shares words, and give the pairs of claims that one took from the other."""
    pairs: dict[tuple[int, int], float] = {}
    for number in near:
        other = stored_entry(connection, number)
        if other is None or other.kind != "record":
            continue
        theirs = record_of(other)
        found = copies.compare(text_of(theirs), told.text)
        if found is None:
            continue
        pieces = [piece for passage in found.passages for piece in passage.pieces]
        joined = _joined(theirs.text, told.text.text, pieces)
        claims = [
            (number * ROOM + at, record * ROOM + place, words)
            for at, place, words in shared_claims(theirs, told.report, joined)
        ]
        about: dict[str, Any] = {"kind": found.kind, "direction": found.direction}
        about["kept"] = [round(one, 3) for one in found.kept]
        about["reasons"] = [asdict(one) for one in found.reasons]
        row = {"one": number, "other": record, "about": json.dumps(about, ensure_ascii=False)}
        connection.execute(insert(kept_copies).values(**row, claims=json.dumps(claims, ensure_ascii=False)))
        pairs |= {(a, b): 1.0 for a, b, _ in claims}
    return pairs


def _joined(
    one: str, other: str, pieces: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Pieces that follow one another with nothing but signs and spaces between, as one."""
    out: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for (a, b), (c, d) in sorted(pieces):
        if out:
            (start, end), (there, stop) = out[-1]
            gap, beside = one[end:a], other[stop:c]
            bare = len(gap) == len(beside) <= 3 and not any(sign.isalnum() for sign in gap + beside)
            if bare and a >= end and end - start == stop - there:
                out[-1] = (start, b), (there, d)
                continue
        out.append(((a, b), (c, d)))
    return out


def _judged(connection: Connection, entry: Entry) -> list[int]:
    """Work out anew who says the claims of a record that somebody judged; a claim that is rejected nobody says."""
    record = entry.body["record"]
    rows = {row.claim: row for row in connection.execute(select(said).where(said.c.record == record))}
    if not rows:
        return []
    judged = judgments.inside(connection, record)
    seen = {one.id: one for one in judged.claims}
    at = {record * ROOM + place: one.id for place, one in enumerate(_machine(connection, record))}
    changed = []
    claims = [(number, seen[id]) for number, id in at.items() if number in rows and id in seen]
    voices = voices_of(judged.report, [one.claim for _, one in claims], record)
    for (number, one), who in zip(claims, voices, strict=True):
        text = packed(()) if one.state == "rejected" else packed(who)
        if text != rows[number].voices:
            connection.execute(update(said).where(said.c.claim == number).values(voices=text))
            changed.append(number)
    return changed


def _machine(connection: Connection, record: int) -> Sequence[Claim]:
    _, report = lookup.record(connection, record)
    return report.claims


def _forget(connection: Connection, report: str) -> set[int]:
    """Take away what was kept of an older record of a report; the clusters that it was in."""
    record = connection.execute(select(compared.c.record).where(compared.c.report == report)).scalar()
    if record is None:
        return set()
    first, last = record * ROOM, (record + 1) * ROOM - 1
    left = set(connection.execute(select(said.c.cluster).where(said.c.record == record)).scalars())
    connection.execute(delete(said).where(said.c.record == record))
    inside = or_(likely.c.one.between(first, last), likely.c.other.between(first, last))
    connection.execute(delete(likely).where(inside))
    connection.execute(delete(kept_copies).where(or_(kept_copies.c.one == record, kept_copies.c.other == record)))
    for table in (bands, events, compared):
        connection.execute(delete(table).where(table.c.record == record))
    touched = set()
    for number in left:  # what the others of it are called after must be one of them
        others = select(said.c.claim).where(said.c.cluster == number)
        rest = list(connection.execute(others.order_by(said.c.claim)).scalars())
        touched |= cluster.regroup(connection, rest[: cluster.WEB]) | {number}
    return touched


def _start(connection: Connection) -> int:
    return int(connection.execute(select(progress.c.entry)).scalar() or 0)


def _reached(connection: Connection, number: int) -> None:
    connection.execute(delete(progress))
    connection.execute(insert(progress).values(id=1, entry=number))


def _any(connection: Connection, start: int) -> bool:
    query = select(entries.c.number).where(entries.c.number >= start, entries.c.kind.in_(_KINDS)).limit(1)
    return connection.execute(query).first() is not None


def _fresh(connection: Connection, start: int, limit: int) -> list[Entry]:
    query = (
        select(entries.c.number, entries.c.canonical, entries.c.leaf)
        .where(entries.c.number >= start, entries.c.kind.in_(_KINDS))
        .order_by(entries.c.number)
        .limit(limit)
    )
    return [checked(row) for row in connection.execute(query)]

"""What a new record must be compared with: reports that may hold its copies or tell of the same event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, insert, select, union_all

from reportedly.corroboration import copies, same
from reportedly.corroboration.tables import bands, compared, events
from reportedly.corroboration.telling import Telling
from reportedly.ledger.rows import days

NEAREST = 24
"""Reports that are read of one key, of those published before and of those published since: the nearest in time."""

MET = 16
"""Reports of one event that a new one is compared with, claim by claim, at most: the likeliest. A cluster that many
reports are in is reached over any of them."""


def day(published: str | None) -> int:
    """The first day that a date of publication may mean, 20310402, or 0."""
    found = days(published) if published else None
    return found[0] if found else 0


def copied_by(connection: Connection, record: int, signature: copies.Signature) -> list[int]:
    """Records that may be copies of the one, which is put among those that are looked for."""
    keys = copies.bands(signature)
    members: dict[int, list[int]] = defaultdict(list)
    for some in _some(keys):
        found = select(bands.c.band, bands.c.record).where(bands.c.band.in_(some)).order_by(bands.c.record)
        for band, other in connection.execute(found):
            members[band].append(other)
    fresh = [{"band": key, "record": record} for key in keys if len(members[key]) < copies.FREQUENT]
    if fresh:
        connection.execute(insert(bands), fresh)
    return copies.candidates({key: some for key, some in members.items() if some})


def of_one_event(connection: Connection, record: int, telling: Telling) -> list[int]:
    """Records that are likely to tell of the same event, the likeliest first; this one is put among them."""
    keys, when = same.report_keys(telling.told), day(telling.report.published)
    shared: dict[int, int] = defaultdict(int)
    queries: list[Select[Any]] = []
    for key in keys:
        of = select(events.c.record).where(events.c.key == key)
        since = of.where(events.c.day >= when).order_by(events.c.day, events.c.record).limit(NEAREST)
        before = of.where(events.c.day < when).order_by(events.c.day.desc(), events.c.record.desc()).limit(NEAREST)
        queries += [select(since.subquery()), select(before.subquery())]
    if queries:
        for row in connection.execute(union_all(*queries)):
            shared[int(row[0])] += 1
        connection.execute(insert(events), [{"key": key, "day": when, "record": record} for key in keys])
    likeliest = sorted(shared, key=lambda other: (-shared[other], other))[: 4 * MET]
    found = []
    for some in _some(likeliest):
        rows = select(compared.c.record, compared.c.told).where(compared.c.record.in_(some))
        for other, told in connection.execute(rows):
            found.append((same.together(telling.told, same.unpacked_told(told)), other))
    found = [one for one in found if one[0] >= same.SAME_EVENT]
    return [other for _, other in sorted(found, key=lambda one: (-one[0], one[1]))[:MET]]


def _some(numbers: Sequence[int], at_once: int = 500) -> Iterable[Sequence[int]]:
    """Few enough at a time for one statement."""
    return (numbers[at : at + at_once] for at in range(0, len(numbers), at_once))

"""What a new record must be compared with: reports that may hold its copies or tell of the same event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sqlalchemy import Connection, TextClause, insert, select, text

from reportedly.corroboration import copies, same
from reportedly.corroboration.tables import bands, compared, events
from reportedly.corroboration.telling import Telling
from reportedly.ledger.rows import days

NEAREST = 24
"""Reports that are read of one key, of those published before and of those published since: the nearest in time."""

MET = 16
"""Reports of one event that a new one is compared with, claim by claim, at most: the likeliest. A cluster that many
reports are in is reached over any of them."""

LEAST = 0.1
"""Probability from which two reports are worth comparing claim by claim: whether two short ones tell of one event their
words leave open, and it is decided by what they claim."""

WEIGHED = 2 * MET
"""Reports under the same keys that are weighed against a new one, at most: those first that share most, and rarest.
Of the documents of ECB+ that tell of the same event, 99.5 % of what twice as many find are among them."""


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
    shared: dict[int, float] = defaultdict(float)
    if keys:
        given = {f"key{at}": key for at, key in enumerate(keys)} | {"day": when, "nearest": NEAREST}
        found_under: dict[int, list[int]] = defaultdict(list)
        for at, other in connection.execute(_nearest(len(keys)), given):
            found_under[at].append(other)
        for under in found_under.values():
            for other in under:
                shared[other] += 1 + 1 / len(under)
        connection.execute(insert(events), [{"key": key, "day": when, "record": record} for key in keys])
    likeliest = sorted(shared, key=lambda other: (-shared[other], other))[:WEIGHED]
    found: list[tuple[float, int]] = []
    for some in _some(likeliest):
        rows = select(compared.c.record, compared.c.told).where(compared.c.record.in_(some))
        for other, told in connection.execute(rows):
            found.append((same.together(telling.told, same.unpacked_told(told)), other))
    found = [one for one in found if one[0] >= LEAST]
    return [other for _, other in sorted(found, key=lambda one: (-one[0], one[1]))[:MET]]


@lru_cache(maxsize=16)
def _nearest(keys: int) -> TextClause:
    """The reports under so many keys, those nearest to a day, before it and since.

    As text, because to put 24 parts together anew for every report took longer than to answer them.
    """
    one = "SELECT record FROM event_keys WHERE key = :key{at} AND day {order} LIMIT :nearest"
    sides = {"since": ">= :day ORDER BY day, record", "before": "< :day ORDER BY day DESC, record DESC"}
    parts = (
        f"SELECT {at}, record FROM ({one.format(at=at, order=order)}) AS {side}{at}"
        for at in range(keys)
        for side, order in sides.items()
    )
    return text(" UNION ALL ".join(parts))


def _some(numbers: Sequence[int], at_once: int = 500) -> Iterable[Sequence[int]]:
    """Few enough at a time for one statement."""
    return (numbers[at : at + at_once] for at in range(0, len(numbers), at_once))

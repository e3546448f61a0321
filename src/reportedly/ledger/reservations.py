"""What to review next: a claim for one person, which is nobody else's for a while.

Whoever is offered a claim holds it for HELD seconds, or until they have judged it; only one is held at a time. Both
happens in a transaction in which nobody else writes, so that two people never hold the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from sqlalchemy import Connection, and_, delete, exists, func, insert, or_, select, update

from reportedly.ledger import levels, search, work
from reportedly.ledger.held import Held
from reportedly.ledger.hits import Hit
from reportedly.ledger.index_tables import ROOM, records, standings
from reportedly.ledger.query import Query
from reportedly.ledger.store import Ledger
from reportedly.ledger.store import entry as stored_entry
from reportedly.ledger.work import judged, reserved, waiting

HELD = 20 * 60
"""Seconds for which a claim is held: longer than a person looks at one, shorter than a break for lunch."""

AT_ONCE = 50
"""Claims that are looked through at a time for one that can be had."""

FARTHEST = 2_000
"""Hits of a search that are looked through; whoever has judged that many in a row had better narrow the search."""

Order = Literal["uncertain", "second", "differs"]
"""``uncertain``: nobody has judged it, least certain first. ``second``: others have and this person has not, the one
judged first comes first. ``differs``: people differ, and this person has judged it or not."""

ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True)
class Offer:
    """A claim that is held: the report's id, the number of its record and the claim's id in it."""

    report: str
    record: int
    claim: str


@dataclass(frozen=True)
class Progress:
    """How far the work is: claims judged ``today`` by this person and by ``everybody``, still ``open``, and ``all``.

    Counted are the claims that the machine suggests in the newest record of every report, as far as may be seen.
    """

    today: int
    everybody: int
    open: int
    all: int


def next_claim(
    ledger: Ledger, person: str, level: levels.Level, what: Order | Query, now: float, claims: Held | None = None
) -> Offer | None:
    """Hold the next claim for a person; None if there is nothing (left) to review.

    The one that they held and did not judge they have passed over: it is free for others, and comes back to them only
    after HELD seconds. ``level`` is the strictest that the person may see, ``what`` an order or a question, ``now``
    seconds since 1970; ``claims`` are those held in memory, if any are. Raises LedgerError.
    """
    highest = levels.LEVELS.index(level)
    with ledger.writing() as connection:
        connection.execute(delete(reserved).where(reserved.c.until <= int(now)))
        connection.execute(update(reserved).where(reserved.c.person == person).values(passed=1))
        found = _candidates(connection, person, highest, what, claims)
        offer = next((one for one in found if _free(connection, one, person)), None)
        if offer is not None:
            row = {"record": offer.record, "claim": offer.claim, "person": person, "passed": 0}
            connection.execute(insert(reserved).values({**row, "until": int(now) + HELD}))
        return offer


def release(ledger: Ledger, person: str) -> None:
    """Let go of whatever a person holds, and forget what they passed over."""
    with ledger.writing() as connection:
        connection.execute(delete(reserved).where(reserved.c.person == person))


def held(connection: Connection, person: str, now: float) -> set[tuple[int, str]]:
    """What others than this person hold: numbers of records and ids of claims."""
    others = and_(reserved.c.person != person, reserved.c.passed == 0, reserved.c.until > int(now))
    return {(row.record, row.claim) for row in connection.execute(select(reserved).where(others))}


def progress(ledger: Ledger, person: str, level: levels.Level, day: int) -> Progress:
    """How far the work is on a day, such as 20310402."""
    done = select(judged.c.person, func.count()).where(judged.c.day == day, judged.c.stands == 1)
    left = select(func.coalesce(func.sum(waiting.c.open), 0), func.count()).select_from(waiting)
    if level != levels.LEVELS[-1]:
        left = left.where(waiting.c.level <= levels.LEVELS.index(level))
    with ledger.reading() as connection:
        by_person = {str(who): int(many) for who, many in connection.execute(done.group_by(judged.c.person))}
        still_open, all_ = connection.execute(left).one()
    return Progress(
        today=by_person.get(person, 0),
        everybody=sum(by_person.values()),
        open=int(still_open),
        all=int(all_),
    )


def _candidates(
    connection: Connection, person: str, highest: int, what: Order | Query, claims: Held | None
) -> Iterator[Offer]:
    if isinstance(what, Query):
        yield from _asked(connection, person, highest, what, claims)
    elif what == "uncertain":
        yield from _open(connection, highest)
    elif what == "second":
        yield from _second(connection, person, highest)
    else:
        yield from _differing(connection, highest)


def _free(connection: Connection, offer: Offer, person: str) -> bool:
    """Whether nobody else holds it and the person has not passed over it; those whose time is over are gone already."""
    taken = or_(reserved.c.passed == 0, reserved.c.person == person)
    here = (reserved.c.record == offer.record, reserved.c.claim == offer.claim, taken)
    return connection.execute(select(reserved.c.person).where(*here)).first() is None


def _open(connection: Connection, highest: int) -> Iterator[Offer]:
    """Claims that nobody has judged, least certain first."""
    sure, last = -1, -1
    query = select(waiting.c.claim, waiting.c.sure).where(waiting.c.open == 1, waiting.c.level <= highest)
    while True:
        beyond = or_(waiting.c.sure > sure, and_(waiting.c.sure == sure, waiting.c.claim > last))
        at_least = waiting.c.sure >= sure  # said apart, so that the index is entered here
        some = connection.execute(
            query.where(at_least, beyond).order_by(waiting.c.sure, waiting.c.claim).limit(AT_ONCE)
        ).all()
        for claim, certain in some:
            sure, last = certain, claim
            entry = stored_entry(connection, claim // ROOM)
            if entry is not None and entry.report is not None:
                yield Offer(entry.report, entry.number, entry.body["record"]["claims"][claim % ROOM]["id"])
        if len(some) < AT_ONCE:
            return


def _second(connection: Connection, person: str, highest: int) -> Iterator[Offer]:
    """Claims of newest records that others have judged and this person has not, the one judged first comes first."""
    own = judged.alias("own")
    mine = exists().where(
        own.c.record == judged.c.record, own.c.claim == judged.c.claim, own.c.person == person, own.c.stands == 1
    )
    newest = exists().where(records.c.number == judged.c.record, records.c.newest == 1)
    query = select(judged.c.number, judged.c.record, judged.c.claim).where(
        judged.c.stands == 1, judged.c.person != person, newest, ~mine
    )
    seen: set[tuple[int, str]] = set()
    last = -1
    while some := connection.execute(
        query.where(judged.c.number > last).order_by(judged.c.number).limit(AT_ONCE)
    ).all():
        for number, record, claim in some:
            last = number
            if (record, claim) not in seen and (entry := stored_entry(connection, record)) and entry.report:
                seen.add((record, claim))
                level = _level(connection, entry.body["record"], record, claim)
                if level is not None and level <= highest:
                    yield Offer(entry.report, record, claim)


def _differing(connection: Connection, highest: int) -> Iterator[Offer]:
    """Claims of newest records about which people differ."""
    newest = exists().where(records.c.number == standings.c.claim // ROOM, records.c.newest == 1)
    query = select(standings.c.claim, standings.c.called).where(
        standings.c.decision == "differs", standings.c.level <= highest, newest
    )
    last = -1
    while some := connection.execute(
        query.where(standings.c.claim > last).order_by(standings.c.claim).limit(AT_ONCE)
    ).all():
        for number, called in some:
            last = number
            entry = stored_entry(connection, number // ROOM)
            if entry is not None and entry.report is not None:
                claim = called or entry.body["record"]["claims"][number % ROOM]["id"]
                yield Offer(entry.report, entry.number, claim)


def _level(connection: Connection, record: dict[str, Any], number: int, claim: str) -> int | None:
    """How confidential a claim is that somebody judged, from the tables; None if it is gone."""
    place = next((at for at, one in enumerate(record["claims"]) if one["id"] == claim), None)
    here = standings.c.claim.between(number * ROOM, number * ROOM + ROOM - 1)
    of_it = standings.c.called == claim if place is None else standings.c.claim == number * ROOM + place
    found = connection.execute(select(standings.c.level).where(here, of_it)).scalar()
    return None if found is None else int(found)


def _asked(connection: Connection, person: str, highest: int, query: Query, claims: Held | None) -> Iterator[Offer]:
    """Hits of a question that this person has not judged, in its order."""
    query = replace(query, of="claims", limit=AT_ONCE, after=None, clearance=levels.LEVELS[min(highest, query.cleared)])
    for _ in range(FARTHEST // AT_ONCE):
        page = search.search(connection, query) if claims is None else search.search_held(claims, query)
        by_record: dict[int, list[str]] = {}
        for hit in page.hits:
            assert isinstance(hit, Hit)
            by_record.setdefault(hit.record, []).append(hit.claim.id)
        people = {record: work.people(connection, record, ids) for record, ids in by_record.items()}
        for hit in page.hits:
            assert isinstance(hit, Hit)
            if person not in people[hit.record][hit.claim.id]:
                yield Offer(hit.report, hit.record, hit.claim.id)
        if page.after is None:
            return
        query = replace(query, after=page.after)

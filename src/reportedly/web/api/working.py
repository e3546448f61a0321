"""What to review next, how far the work is, and how many origins stand behind what reports say."""

from __future__ import annotations

import time
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query

from reportedly.corroboration import decisions, keep
from reportedly.errors import LedgerError
from reportedly.ledger import reservations
from reportedly.ledger.query import Query as Question
from reportedly.ledger.reservations import Order
from reportedly.web import families as of_reports
from reportedly.web.api import shapes, shapes_of_work, taken
from reportedly.web.api.asking import BEARER, question
from reportedly.web.desk import TheClaims, TheDesk
from reportedly.web.seeing import asked
from reportedly.web.who import Who

working = APIRouter(dependencies=[BEARER])


@working.get("/queue", tags=["deciding"])
def queue(desk: TheDesk, person: Who) -> shapes_of_work.Progress:
    """How far the work is."""
    today = int(f"{datetime.now(UTC):%Y%m%d}")
    return shapes_of_work.Progress(**asdict(reservations.progress(desk.ledger, person.name, person.clearance, today)))


@working.post("/queue/next", tags=["deciding"])
def next_one(desk: TheDesk, held: TheClaims, person: Who, new: taken.NextFrom) -> shapes_of_work.Next:
    """Hold the next claim for whoever asks; the one held before is passed over, if it was not judged."""
    what: Order | Question = new.order
    if new.search is not None:
        what = replace(question(desk, person, new.search), every_record=False, after=None)
    offer = reservations.next_claim(desk.ledger, person.name, person.clearance, what, time.time(), held)
    return shapes_of_work.Next(offer=None if offer is None else shapes_of_work.Offer(**asdict(offer)))


@working.get("/families", tags=["reading"])
def families(
    desk: TheDesk, held: TheClaims, person: Who, filters: Annotated[taken.AboutFamilies, Query()]
) -> shapes_of_work.Families:
    """How many independent origins stand behind what reports say, and why: at most ten families of reports.

    Of one claim, of those that filters find, or else the largest.
    """
    given = filters.model_dump(exclude_none=True, exclude={"claim", "limit", "start"})
    if filters.claim is not None and given:
        raise LedgerError("ask for the family of one claim, or for those that filters find")
    query = None
    if given:
        query = replace(question(desk, person, filters), limit=asked.MOST)
    keep.catch_up(desk.ledger, most=of_reports.AT_ONCE)
    some, more = of_reports.found(desk.ledger, held, person, filters.claim, query, filters.start)
    with desk.ledger.reading() as connection:
        waiting = keep.waiting(connection)
    shown = [shapes_of_work.Family.model_validate(one.to_dict()) for one in some]
    return shapes_of_work.Families(families=shown, start=more, waiting=waiting)


@working.post("/families/decisions", status_code=201, tags=["deciding"])
def compare(desk: TheDesk, person: Who, new: taken.NewComparison) -> shapes.Done:
    """Say that two claims say the same, or have one origin, or that they do not; or take back what one said of them."""
    a, b = (of_reports.of_name(desk.ledger, person, name) for name in (new.a, new.b))
    entry = decisions.decide(desk.ledger, a, b, new.decision, by=person.name, reason=new.reason)
    keep.catch_up(desk.ledger, most=of_reports.AT_ONCE)
    return shapes.Done(entries=[entry.number])

"""A report beside what was read in it, and one source of it."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from reportedly.corroboration import family
from reportedly.ledger import Ledger, levels
from reportedly.web import pages
from reportedly.web.desk import TheDesk
from reportedly.web.forms import wants_piece
from reportedly.web.reading import choices, past, told
from reportedly.web.reading.card import STATES, card
from reportedly.web.reading.page import Reading, find, read
from reportedly.web.who import Who

router = APIRouter(include_in_schema=False)

Number = Annotated[int | None, Query(ge=0, lt=2**53)]


@router.get("/reports/{id}")
def report(
    request: Request,
    desk: TheDesk,
    person: Who,
    id: str,
    record: Number = None,
    queue: Annotated[str | None, Query(max_length=4000)] = None,
) -> Response:
    """The text with everything marked, the claims beside it, the sources below."""
    reading = read(desk.ledger, person, find(desk.ledger, id), record)
    cards = [card(reading, one.id) for one, _ in reading.claims]
    return pages.render(
        request,
        "report.html",
        **shared(reading, desk.ledger),
        passages=reading.passages(),
        cards=cards,
        sources=told.sources(reading),
        decisions=told.decisions(reading),
        about=told.about(reading),
        queue=queue,
        by_state={state: sum(1 for one in cards if one.state == state) for state in STATES},
    )


@router.get("/reports/{id}/claims/{claim}")
def claim(request: Request, desk: TheDesk, person: Who, id: str, claim: str) -> Response:
    """The card of one claim, or the report at that claim."""
    id = find(desk.ledger, id)
    reading = read(desk.ledger, person, id)
    one = card(reading, claim)
    if not wants_piece(request):
        return pages.see(f"/reports/{id}#{one.id}")
    return pages.render(request, "report_claim.html", **shared(reading, desk.ledger), card=one)


@router.get("/reports/{id}/claims/{claim}/history")
def history(request: Request, desk: TheDesk, person: Who, id: str, claim: str) -> Response:
    """Every entry about a claim, those that others replace included."""
    reading = read(desk.ledger, person, find(desk.ledger, id))
    seen, _ = reading.claim(claim)
    name = "report_history.html" if wants_piece(request) else "report_past.html"
    return pages.render(
        request,
        name,
        **shared(reading),
        id=seen.id,
        number=reading.numbers[seen.id],
        past=past.of_claim(reading, seen.id),
    )


@router.get("/reports/{id}/sources/{source}")
def source(request: Request, desk: TheDesk, person: Who, id: str, source: str) -> Response:
    """One source: every place that names it, what was decided about it, and a form to split it."""
    reading = read(desk.ledger, person, find(desk.ledger, id))
    one = reading.source(source)
    return pages.render(
        request,
        "report_source.html",
        **shared(reading),
        source=next(known for known in told.sources(reading, all_of_them=True) if known.id == one.id),
        mentions=told.mentions(reading, one),
        claims=[card(reading, seen.id) for seen, shown in reading.claims if one.id in shown.chain],
        decisions=[known for known in told.decisions(reading) if one.id in known.ids],
        kinds=choices.SOURCE_KINDS,
    )


def shared(reading: Reading, ledger: Ledger | None = None) -> dict[str, object]:
    """What every template of a report is given; with the ledger also on how many origins each claim rests."""
    added = reading.about.added.body["obtained"]
    claims = [(reading.record, one.id) for one, _ in reading.claims]
    lines = family.lines_of(ledger, claims, reading.person.clearance) if ledger else {}
    return {
        "origins": {claim: line for (_, claim), line in lines.items()},
        "reading": reading,
        "report": reading.report,
        "address": f"/reports/{reading.id}",
        "states": STATES,
        "levels": levels.LEVELS,
        "obtained": added["url"] or (PurePath(added["path"].replace("\\", "/")).name if added["path"] else ""),
    }

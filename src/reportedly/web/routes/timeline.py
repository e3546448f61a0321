"""Claims on a timeline: each date as what is known of it, and the table beside it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from reportedly.web import pages
from reportedly.web.desk import TheDesk
from reportedly.web.seeing import asked, frame, masked
from reportedly.web.seeing.frame import Frame
from reportedly.web.seeing.moments import PAGE, overview
from reportedly.web.seeing.moments import timeline as drawn
from reportedly.web.seeing.tables import as_csv
from reportedly.web.who import Person, Who

router = APIRouter(include_in_schema=False)

FILE = 1000
"""Claims in a file."""


@router.get("/timeline")
def timeline(request: Request, desk: TheDesk, person: Who) -> Response:
    """A page of claims by the first day that they may be of, the latest first, and how many there are of each year."""
    if tidy := asked.tidy(request):
        return RedirectResponse(tidy, 303)
    shown = _frame(request, person, PAGE)
    chosen = shown.choose()
    months, unknown = chosen.months("happened")
    hits, after = masked.page(desk.ledger, shown.held, shown.query, person)
    rows, table = drawn(hits)
    return pages.render(
        request,
        "timeline.html",
        **frame.shown(shown, chosen),
        table=table,
        picture={"rows": rows, "overview": overview(months, shown.asked)},
        claims=len(hits),
        first="after" not in shown.asked,
        after=None if after is None else shown.here(after=after),
        unknown=unknown,
    )


@router.get("/timeline.csv")
def timeline_csv(request: Request, desk: TheDesk, person: Who) -> Response:
    """The table as a file: the latest claims."""
    shown = _frame(request, person, FILE)
    return as_csv(drawn(masked.page(desk.ledger, shown.held, shown.query, person)[0])[1], "timeline")


def _frame(request: Request, person: Person, limit: int) -> Frame:
    return frame.frame(request, person, "/timeline", of="claims", sort="date", limit=limit, dated=True)

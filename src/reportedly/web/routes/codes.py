"""Counts of codes over time: a picture, and the table beside it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from reportedly.web import pages
from reportedly.web.seeing import asked, frame
from reportedly.web.seeing.codes import codes as drawn
from reportedly.web.seeing.tables import as_csv
from reportedly.web.who import Who

router = APIRouter(include_in_schema=False)


@router.get("/codes")
def codes(request: Request, person: Who) -> Response:
    """Codes by months or years."""
    if tidy := asked.tidy(request):
        return RedirectResponse(tidy, 303)
    shown = frame.frame(request, person, "/codes", ("by",))
    chosen = shown.choose()
    found = drawn(chosen, shown.asked, shown.time)
    return pages.render(request, "codes.html", **frame.shown(shown, chosen), found=found)


@router.get("/codes.csv")
def codes_csv(request: Request, person: Who) -> Response:
    """The table as a file."""
    shown = frame.frame(request, person, "/codes", ("by",))
    return as_csv(drawn(shown.choose(), shown.asked, shown.time).table, "codes-over-time")

"""Claims on a map: country outlines and points, and the table beside it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from reportedly.web import pages
from reportedly.web.seeing import asked, frame
from reportedly.web.seeing.places import places as drawn
from reportedly.web.seeing.tables import as_csv
from reportedly.web.who import Who

router = APIRouter(include_in_schema=False)


@router.get("/map")
def places(request: Request, person: Who) -> Response:
    """Places by the number of claims, and by year."""
    if tidy := asked.tidy(request):
        return RedirectResponse(tidy, 303)
    shown = frame.frame(request, person, "/map", ("by",))
    chosen = shown.choose()
    found = drawn(chosen, shown.asked, shown.time)
    return pages.render(request, "map.html", **frame.shown(shown, chosen), found=found)


@router.get("/map.csv")
def places_csv(request: Request, person: Who) -> Response:
    """The table as a file."""
    shown = frame.frame(request, person, "/map", ("by",))
    return as_csv(drawn(shown.choose(), shown.asked, shown.time).table, "places")

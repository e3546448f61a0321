"""The first page: what the ledger holds, and where to go on."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from reportedly.web import overview, pages
from reportedly.web.desk import TheDesk
from reportedly.web.who import Who

router = APIRouter(include_in_schema=False)


@router.get("/")
def home(request: Request, desk: TheDesk, person: Who) -> HTMLResponse:
    """What there is, as far as this person may see it."""
    return pages.render(request, "home.html", overview=overview.of(desk.ledger, person.clearance))

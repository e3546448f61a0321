"""The first page: what the ledger holds, and where to go on."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from reportedly.ledger import reservations
from reportedly.web import access, overview, pages
from reportedly.web.desk import TheDesk
from reportedly.web.who import Who

router = APIRouter(include_in_schema=False)


@router.get("/")
def home(request: Request, desk: TheDesk, person: Who) -> HTMLResponse:
    """What there is, as far as this person may see it."""
    today = int(f"{datetime.now(UTC):%Y%m%d}")
    return pages.render(
        request,
        "home.html",
        overview=overview.of(desk.ledger, person),
        progress=reservations.progress(desk.ledger, person.name, person.clearance, today),
        may={address: access.may(person.role, "GET", address) for address in ("/queue", "/search", "/add")},
    )

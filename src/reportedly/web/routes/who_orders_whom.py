"""The web of who orders whom and who is told, and the table beside it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from reportedly.web import pages
from reportedly.web.desk import TheDesk
from reportedly.web.seeing import asked, frame, masked
from reportedly.web.seeing.frame import Frame
from reportedly.web.seeing.orders import CLAIMS, By
from reportedly.web.seeing.orders import orders as drawn
from reportedly.web.seeing.tables import as_csv
from reportedly.web.who import Person, Who

router = APIRouter(include_in_schema=False)

FILE = 1000
"""Claims in a file."""


@router.get("/orders")
def orders(request: Request, desk: TheDesk, person: Who) -> Response:
    """Who orders whom in the newest claims; orders, unless another force is asked for."""
    if tidy := asked.tidy(request):
        return RedirectResponse(tidy, 303)
    shown = _frame(request, person, CLAIMS)
    chosen = shown.choose()
    hits, after = masked.page(desk.ledger, shown.held, shown.query, person)
    return pages.render(
        request,
        "orders.html",
        **frame.shown(shown, chosen),
        found=drawn(hits, _by(shown)),
        by=_by(shown),
        read=len(hits),
        first="after" not in shown.asked,
        after=None if after is None else shown.here(after=after),
    )


@router.get("/orders.csv")
def orders_csv(request: Request, desk: TheDesk, person: Who) -> Response:
    """The table as a file: of the newest claims."""
    shown = _frame(request, person, FILE)
    return as_csv(
        drawn(masked.page(desk.ledger, shown.held, shown.query, person)[0], _by(shown)).table, "who-orders-whom"
    )


def _frame(request: Request, person: Person, limit: int) -> Frame:
    force = asked.given(request).get("force", "ordered")
    more = {"of": "claims", "sort": "published", "limit": limit, "force": force}
    return frame.frame(request, person, "/orders", ("by",), **more)


def _by(shown: Frame) -> By:
    return "name" if shown.own.get("by") == "name" else "institution"

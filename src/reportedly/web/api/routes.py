"""All of the API: coming in and going out, and what its parts answer."""

from __future__ import annotations

from fastapi import HTTPException, Request, Response

from reportedly.errors import LedgerError
from reportedly.web import sessions, who
from reportedly.web.api import shapes, taken
from reportedly.web.api.asking import BEARER, reading, router
from reportedly.web.api.deciding import deciding
from reportedly.web.api.keeping import keeping
from reportedly.web.api.working import working
from reportedly.web.desk import TheDesk
from reportedly.web.routes.login import enter

__all__ = ["router"]


@router.post(
    "/session",
    status_code=201,
    tags=["session"],
    responses={429: {"model": shapes.Problem, "description": "Too many tries; Retry-After says how long to wait"}},
)
def come_in(request: Request, desk: TheDesk, new: taken.LogIn) -> shapes.Session:
    """Come in with a name and a password, where people log in."""
    if not who.needs_login(desk):
        raise LedgerError("nobody logs in at this desk")
    token = enter(request, desk, new.name, new.password)
    if token is None:
        raise HTTPException(401, "This name and this password do not belong together.")
    return shapes.Session(token=token)


@router.delete("/session", status_code=204, tags=["session"], dependencies=[BEARER])
def go_out(request: Request, desk: TheDesk) -> Response:
    """End the session that goes along with this request."""
    if request.state.session is not None:
        sessions.end(desk.ledger, request.state.session)
    return Response(status_code=204)


router.include_router(reading)
router.include_router(deciding)
router.include_router(working)
router.include_router(keeping)

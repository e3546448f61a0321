"""Coming in, going out, and one's own password."""

from __future__ import annotations

import math
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import Response

from reportedly.errors import LedgerError
from reportedly.ledger import people
from reportedly.web import pages, passwords, sessions, who
from reportedly.web.desk import Desk, TheDesk
from reportedly.web.guard import put_cookie
from reportedly.web.tries import Tries
from reportedly.web.who import Who

router = APIRouter(include_in_schema=False)

Words = Annotated[str, Form(max_length=2000)]


@router.get("/login")
def form(request: Request, person: Who, next: str = "/") -> Response:
    """Ask who somebody is."""
    if person.role != "nobody":
        return pages.see(next)
    return pages.render(request, "login.html", next=pages.local(next), name="", wrong=None)


@router.post("/login")
def login(request: Request, desk: TheDesk, name: Words, password: Words, next: Words = "/") -> Response:
    """Let somebody in who knows the password."""
    if not who.needs_login(desk):
        return pages.see(next)
    token = enter(request, desk, name, password)
    if token is None:
        sentence = "This name and this password do not belong together."
        return pages.render(request, "login.html", 401, next=pages.local(next), name=name, wrong=sentence)
    if request.state.session is not None:
        sessions.end(desk.ledger, request.state.session)
    answer = pages.see(next)
    put_cookie(request, answer.headers, "session", token, int(sessions.LONGEST.total_seconds()))
    return answer


def enter(request: Request, desk: Desk, name: str, password: str) -> str | None:
    """The token of a new session, or None if name and password do not belong together. Raises HTTPException (429)."""
    tries: Tries = request.app.state.tries
    address = request.client.host if request.client else ""
    try:
        name = people.spelled(name)
        known = True
    except LedgerError:
        known = False
    if (wait := tries.wait(name, address)) > 0:
        raise HTTPException(429, f"Too many tries. Wait {_spoken(wait)}.", {"Retry-After": str(math.ceil(wait))})
    tries.failed(name, address)  # before it is known, or many at once would be many free tries
    came_in = known and passwords.fits(desk.ledger, name, password) and name in people.active(desk.ledger)
    request.app.state.logins.note(name if known and name in people.members(desk.ledger) else None, came_in)
    if not came_in:
        return None
    tries.succeeded(name, address)
    return sessions.begin(desk.ledger, name)


@router.post("/logout")
def logout(request: Request, desk: TheDesk) -> Response:
    """Let somebody out."""
    if request.state.session is not None:
        sessions.end(desk.ledger, request.state.session)
    answer = pages.see("/login")
    put_cookie(request, answer.headers, "session", "", 0)
    return answer


@router.get("/password")
def password_form(request: Request) -> Response:
    """One's own password."""
    return pages.render(request, "password.html", wrong=None, done=False)


@router.post("/password")
def password(request: Request, desk: TheDesk, person: Who, old: Words, new: Words, again: Words) -> Response:
    """Another password; whoever else came in with the old one is out."""
    tries: Tries = request.app.state.tries
    address = request.client.host if request.client else ""
    if (wait := tries.wait(person.name, address)) > 0:
        raise HTTPException(429, f"Too many tries. Wait {_spoken(wait)}.", {"Retry-After": str(math.ceil(wait))})
    wrong = None
    if new != again:
        wrong = "The new password was not typed twice the same."
    elif not passwords.fits(desk.ledger, person.name, old):
        tries.failed(person.name, address)
        wrong = "The old password is another one."
    else:
        tries.succeeded(person.name, address)
        try:
            passwords.change(desk.ledger, person.name, new, but=request.state.session)
        except LedgerError as refused:
            wrong = f"No: {refused}."
    return pages.render(request, "password.html", 422 if wrong else 200, wrong=wrong, done=wrong is None)


def _spoken(seconds: float) -> str:
    return f"{math.ceil(seconds)} seconds" if seconds < 100 else f"{math.ceil(seconds / 60)} minutes"

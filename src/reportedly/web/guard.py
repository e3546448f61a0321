"""The door: every request passes here before anything of it is read, and every answer on its way out."""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reportedly.web import access, security, who, wrong
from reportedly.web.desk import the_desk

LARGEST = 32 * 1024 * 1024
"""Bytes of what may be sent at once: three reports of the largest size that is read, in one form."""

YEAR = 31_536_000


@dataclass(frozen=True)
class Way:
    """A route as the door needs it: its method, its path as in the table, what such paths look like, what answers."""

    method: str
    path: str
    looks: re.Pattern[str]
    endpoint: object


class Guard:
    """Lets in who may come in, before the body of a request is read."""

    def __init__(self, app: ASGIApp, ways: Sequence[Way]) -> None:
        self.app = app
        self.ways = ways

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        request = Request(scope)
        new = _recognise(request)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                _finish(request, MutableHeaders(scope=message), new)
            await send(message)

        refused = await self._refusal(request)
        if refused is not None:
            await refused(scope, receive, sending)
        else:
            await self.app(scope, _measured(receive, request), sending)

    async def _refusal(self, request: Request) -> Response | None:
        desk, headers, method = the_desk(request), request.headers, request.method
        if not security.known_host(headers, desk.open_to_others):
            return Response("This desk is at 127.0.0.1.", 421, media_type="text/plain")
        way = _decided(self.ways, method, request.scope["path"])
        request.state.way = way
        if way is not None and way.path.startswith("/static/"):
            return None  # nobody has to be looked up for a style
        request.state.person = await run_in_threadpool(who.find, desk, request.state.session)
        if method not in security.SAFE and not security.from_here(headers):
            return wrong.answer(request, 403, "This came from a page of somebody else, so nothing was done.")
        if way is None or access.may(request.state.person.role, method, way.path):
            length = headers.get("content-length", "0")
            if not length.isdecimal() or int(length) > LARGEST:
                return wrong.answer(request, 413, f"More than {LARGEST // 1024**2} MB cannot be sent at once.")
            return None
        if request.state.person.role != "nobody":
            return wrong.answer(request, 403, "This is not among the things that your role may do.")
        return _to_the_door(request)


def _decided(ways: Sequence[Way], method: str, path: str) -> Way | None:
    """The route that will answer; of the path as the routes see it, not as it is written in an address."""
    return next((one for one in ways if one.method == method and one.looks.match(path)), None)


def _to_the_door(request: Request) -> Response:
    """What is answered to somebody who has not said who it is."""
    login = "/login"
    if request.method == "GET":
        asked = quote(request.scope["path"]) + (f"?{request.url.query}" if request.url.query else "")
        login += f"?next={quote(asked, safe='')}" if asked != "/" else ""
    if wrong.is_api(request):
        return wrong.answer(request, 401, "Say who you are.")
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": "/login"})
    return RedirectResponse(login, 303)


def _recognise(request: Request) -> bool:
    """Keep in the request's state what the browser shows; whether this browser is new."""
    names = security.cookies(the_desk(request).ledger.id)
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    request.state.bearer = scheme.lower() == "bearer"
    request.state.session = bearer.strip() if request.state.bearer else request.cookies.get(names["session"])
    visit = request.cookies.get(names["visit"], "")
    new = len(visit) != 43
    request.state.visit = secrets.token_urlsafe(32) if new else visit
    request.state.person = who.NOBODY
    return new


def _finish(request: Request, headers: MutableHeaders, new: bool) -> None:
    """Put on an answer what every answer has."""
    for name, value in security.HEADERS.items():
        headers[name] = value
    headers.setdefault("Cache-Control", "no-store")
    if request.url.scheme == "https":
        headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    if new and headers.get("content-type", "").startswith("text/html"):
        put_cookie(request, headers, "visit", request.state.visit)


def put_cookie(request: Request, headers: MutableHeaders, which: str, value: str, ends: int | None = None) -> None:
    """Give the browser a cookie that no script can read and no form of another site sends.

    ``ends``: after so many seconds; None: with the browser.
    """
    made = Response()
    made.set_cookie(
        security.cookies(the_desk(request).ledger.id)[which],
        value,
        max_age=ends,
        httponly=True,
        samesite="lax",  # so that an address that somebody was sent opens; no GET changes anything
        secure=request.url.scheme == "https",
    )
    headers.append("set-cookie", made.headers["set-cookie"])


def _measured(receive: Receive, request: Request) -> Callable[[], Awaitable[Message]]:
    """What comes in, up to what may be sent at once, whatever was announced."""
    so_far = 0

    async def receiving() -> Message:
        nonlocal so_far
        message = await receive()
        so_far += len(message.get("body", b""))
        if so_far > LARGEST:
            raise HTTPException(413, f"More than {LARGEST // 1024**2} MB cannot be sent at once.")
        return message

    return receiving


async def genuine(request: Request) -> None:
    """Refuse a form that no page of this desk has shown to this browser. A dependency of every route.

    And whatever came to another route than the one that was decided about at the door, if that should ever happen.

    JSON for the API needs no token: no page elsewhere can send it without being asked for leave first, which is never
    given; nor does what names its session itself, which browsers do not do on their own.
    """
    way: Way | None = request.state.way
    if way is None or way.endpoint is not request.scope["endpoint"]:
        raise HTTPException(403)
    if request.method in security.SAFE or request.state.bearer:
        return
    if wrong.is_api(request) and request.headers.get("content-type", "").partition(";")[0] == "application/json":
        return
    given: object = request.headers.get(security.HEADER)
    if given is None:
        given = (await request.form()).get(security.FIELD)
    if not security.genuine(given, request.state.visit, request.state.session):
        raise HTTPException(403, "This form is out of date. Go back, load the page again, and send it once more.")

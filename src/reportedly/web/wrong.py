"""What is answered if something cannot be done: a page for people, JSON for programs, one sentence for both."""

from __future__ import annotations

import logging

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from reportedly.errors import LedgerError, ReportedlyError
from reportedly.ledger.held import StillReadingError
from reportedly.web import pages, security

API = "/api/"

AGAIN = 2
"""Seconds after which to ask again while the claims are still being read."""

TITLES = {
    401: "Who are you?",
    403: "Not allowed",
    404: "Not here",
    405: "Not done this way",
    409: "This cannot be done",
    413: "Too large",
    422: "Not understood",
    429: "Please wait",
    500: "Something went wrong",
}

SENTENCES = {
    404: "There is no such page, or it is not for you to see.",
    405: "This address does not do what was asked of it.",
}


def is_api(request: Request) -> bool:
    """Whether a program asks."""
    return request.url.path.startswith(API)


def answer(request: Request, status: int, sentence: str) -> Response:
    """Say what is wrong: JSON to programs, a fragment where a page asked for one, a page otherwise."""
    if is_api(request):
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
        return JSONResponse({"detail": sentence}, status, headers)
    if "hx-request" in request.headers:
        return pages.render(request, "wrong_fragment.html", status, sentence=sentence)
    return pages.render(request, "wrong.html", status, title=TITLES.get(status, "Not done"), sentence=sentence)


def handle(app: FastAPI) -> None:
    """Have an app answer in this way whatever is raised in it."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(StillReadingError, _still_reading)
    app.add_exception_handler(ReportedlyError, _refused)
    app.add_exception_handler(Exception, _unforeseen)


async def _http(request: Request, raised: Exception) -> Response:
    assert isinstance(raised, HTTPException)
    plain = SENTENCES.get(raised.status_code, raised.detail)
    said = answer(request, raised.status_code, str(plain))
    said.headers.update(raised.headers or {})
    return said


async def _not_understood(request: Request, raised: Exception) -> Response:
    assert isinstance(raised, RequestValidationError)
    if is_api(request):
        found = [{"loc": list(one["loc"]), "msg": one["msg"], "type": one["type"]} for one in raised.errors()]
        return JSONResponse({"detail": found}, 422)
    first = raised.errors()[0]
    where = ".".join(str(part) for part in first["loc"][1:])
    return answer(request, 422, f"{where}: {first['msg']}" if where else str(first["msg"]))


async def _refused(request: Request, raised: Exception) -> Response:
    sentence = str(raised)
    return answer(request, 409 if isinstance(raised, LedgerError) else 422, sentence[:1].upper() + sentence[1:] + ".")


async def _still_reading(request: Request, raised: Exception) -> Response:
    assert isinstance(raised, StillReadingError)
    if is_api(request):
        said = answer(request, 503, str(raised))
    else:
        again = AGAIN if request.method == "GET" else None
        said = pages.render(request, "still_reading.html", 503, count=raised.count, again=again)
    said.headers["Retry-After"] = str(AGAIN)
    return said


async def _unforeseen(request: Request, raised: Exception) -> Response:
    logging.getLogger("reportedly.web").error("%s %s failed", request.method, request.url.path, exc_info=raised)
    said: Response
    if is_api(request):
        said = JSONResponse({"detail": "something went wrong that nobody foresaw"}, 500)
    else:
        said = HTMLResponse("<!doctype html><title>Something went wrong</title><h1>Something went wrong</h1>", 500)
    # This is answered from outside of the door, so the headers are put on here.
    said.headers.update(security.HEADERS)
    return said

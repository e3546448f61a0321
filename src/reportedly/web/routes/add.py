"""Adding reports: files, a pasted text, or an address that is fetched because somebody asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated

from fastapi import APIRouter, File, Form, HTTPException, Request, UploadFile
from starlette.responses import Response

from reportedly.web import pages
from reportedly.web.adding import given, outcome
from reportedly.web.adding.given import Said
from reportedly.web.adding.outcome import Outcome
from reportedly.web.desk import TheDesk
from reportedly.web.who import Who

router = APIRouter(include_in_schema=False)

Line = Annotated[str, Form(max_length=2000)]


@router.get("/add")
def form(request: Request) -> Response:
    """What can be added, and how."""
    return pages.render(request, "add.html")


@router.post("/add/files")
def files(
    request: Request,
    desk: TheDesk,
    person: Who,
    files: Annotated[Sequence[UploadFile], File()] = (),
    outlet: Line = "",
    published: Line = "",
    title: Line = "",
    found: Line = "",
) -> Response:
    """Add files. A script sends them one by one, each for a line of its own; without it all come at once."""
    said = _said(outlet, published, title, found)
    chosen = [one for one in files if one.filename]
    if not chosen:
        raise HTTPException(422, "Choose at least one file.")
    if len(chosen) > 1 and (said.title or said.found):
        raise HTTPException(422, "A title and an address are those of a single report.")
    done = [
        outcome.add(desk, person, said, partial(_file, one, said), given.shown(one.filename or "")) for one in chosen
    ]
    return _answer(request, done)


@router.post("/add/text")
def text(
    request: Request,
    desk: TheDesk,
    person: Who,
    text: Annotated[str, Form()] = "",
    outlet: Line = "",
    published: Line = "",
    title: Line = "",
    found: Line = "",
) -> Response:
    """Add a text that was pasted."""
    said = _said(outlet, published, title, found)
    return _answer(request, [outcome.add(desk, person, said, lambda: given.text(text, said), given.PASTED)])


@router.post("/add/address")
def address(
    request: Request,
    desk: TheDesk,
    person: Who,
    address: Line = "",
    outlet: Line = "",
    published: Line = "",
    title: Line = "",
) -> Response:
    """Fetch a page and add it; this click is the only thing that makes a desk speak to another computer."""
    said = _said(outlet, published, title, "")
    return _answer(request, [outcome.add(desk, person, said, lambda: given.page(address), address.strip())])


def _file(one: UploadFile, said: Said) -> given.Given:
    return given.file(one.filename or "", one.file.read(), said)


def _said(outlet: str, published: str, title: str, found: str) -> Said:
    try:
        return Said(outlet, published, title, found)
    except ValueError as wrong:
        raise HTTPException(422, f"{wrong}.") from None


def _answer(request: Request, done: list[Outcome]) -> Response:
    """A line for each to a script; otherwise the report itself, or a page that says what became of all."""
    if "hx-request" in request.headers:
        return pages.render(request, "add_outcomes.html", outcomes=done)
    if len(done) == 1 and done[0].report is not None:
        return pages.see(f"/reports/{done[0].report}")
    return pages.render(request, "added.html", 200 if any(one.report for one in done) else 422, outcomes=done)

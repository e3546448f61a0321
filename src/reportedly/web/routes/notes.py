"""Notes, ratings and confidentiality: what people say beside the record of a report, a source or a claim of it."""

from __future__ import annotations

from typing import cast

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from reportedly.errors import LedgerError
from reportedly.ledger import confidentiality, notes, ratings
from reportedly.ledger.levels import Level
from reportedly.web import pages
from reportedly.web.desk import Desk, TheDesk
from reportedly.web.forms import TheForm, number, wants_piece, words
from reportedly.web.reading.card import card
from reportedly.web.reading.page import Reading, find, read
from reportedly.web.routes.report import shared
from reportedly.web.who import Person, Who

router = APIRouter(include_in_schema=False)


@router.post("/reports/{id}/notes")
def note(request: Request, desk: TheDesk, person: Who, form: TheForm, id: str) -> Response:
    """Write a note, or with ``supersedes`` put another in its place; an empty one takes it back."""
    reading, source, claim = _about(desk, person, form, id)
    old = number(form, "supersedes")
    if old is not None and old not in {one.number for one in reading.notes(claim=claim, source=source)}:
        raise HTTPException(404)
    notes.note(
        desk.ledger,
        reading.id,
        words(form, "text"),
        record=reading.record if source or claim else None,
        source=source,
        claim=claim,
        by=person.name,
        supersedes=old,
    )
    return _back(request, desk, reading, source, claim)


@router.post("/reports/{id}/ratings")
def rate(request: Request, desk: TheDesk, person: Who, form: TheForm, id: str) -> Response:
    """Rate how credible a claim is, or how reliable a source."""
    reading, source, claim = _about(desk, person, form, id)
    ratings.rate(
        desk.ledger,
        reading.record,
        source=source,
        claim=claim,
        reliability=words(form, "reliability") if source else None,
        credibility=number(form, "credibility") if claim else None,
        by=person.name,
        reason=words(form, "reason"),
    )
    return _back(request, desk, reading, source, claim)


@router.post("/reports/{id}/levels")
def close(request: Request, desk: TheDesk, person: Who, form: TheForm, id: str) -> Response:
    """Say how confidential a report, a source or a claim is."""
    reading, source, claim = _about(desk, person, form, id)
    level = words(form, "level")
    if level is None:
        raise LedgerError("say how confidential it is")
    confidentiality.mark(
        desk.ledger,
        reading.id,
        cast(Level, level),
        record=reading.record if source or claim else None,
        source=source,
        claim=claim,
        by=person.name,
        reason=words(form, "reason"),
    )
    return _back(request, desk, reading, source, claim)


def _about(desk: Desk, person: Person, form: TheForm, id: str) -> tuple[Reading, str | None, str | None]:
    """What the form is about: a source or a claim that this person is shown, or the report."""
    reading = read(desk.ledger, person, find(desk.ledger, id))
    source, claim = words(form, "source"), words(form, "claim")
    if source is not None:
        reading.source(source)
    if claim is not None:
        reading.claim(claim)
    if source is not None and claim is not None:
        raise LedgerError("say it of a source or of a claim, not of both")
    return reading, source, claim


def _back(request: Request, desk: Desk, reading: Reading, source: str | None, claim: str | None) -> Response:
    if claim is not None and wants_piece(request):
        now = read(desk.ledger, reading.person, reading.id)
        return pages.render(request, "report_claim.html", **shared(now, desk.ledger), card=card(now, claim))
    at = f"#{claim}" if claim else "#notes"
    return pages.see(f"/reports/{reading.id}/sources/{source}" if source else f"/reports/{reading.id}{at}")

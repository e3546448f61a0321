"""What people decide about sources: that some are one, that some are not, that one is two; and to take that back."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from reportedly.errors import LedgerError
from reportedly.ledger import regroup
from reportedly.web import pages
from reportedly.web.desk import TheDesk
from reportedly.web.forms import TheForm, number, words
from reportedly.web.reading import forms, told
from reportedly.web.reading.page import find, read
from reportedly.web.who import Who

router = APIRouter(include_in_schema=False)


@router.post("/reports/{id}/sources/group")
def group(desk: TheDesk, person: Who, form: TheForm, id: str) -> Response:
    """Say that sources are one, or that they are different ones."""
    reading = read(desk.ledger, person, find(desk.ledger, id))
    ids = [reading.source(str(one)).id for one in form.getlist("source")]
    decide = {"merge": regroup.merge, "apart": regroup.apart}.get(words(form, "decision") or "")
    if decide is None:
        raise LedgerError("say whether these sources are one or different")
    decide(desk.ledger, reading.record, ids, by=person.name, reason=words(form, "reason"))
    return pages.see(f"/reports/{reading.id}#sources")


@router.post("/reports/{id}/sources/{source}/split")
def split(desk: TheDesk, person: Who, form: TheForm, id: str, source: str) -> Response:
    """Say that some mentions of a source mean somebody else, and that some claims came through that one."""
    reading = read(desk.ledger, person, find(desk.ledger, id))
    one = reading.source(source)
    spans = [list(reading.view.stored(forms.span(str(where)))) for where in form.getlist("mention")]
    claims = [str(claim) for claim in form.getlist("claim")]
    for claim in claims:
        reading.claim(claim)
    other = {"kind": words(form, "kind") or one.kind}
    if name := words(form, "name"):
        other["name"] = name
    regroup.split(
        desk.ledger,
        reading.record,
        one.id,
        spans,
        other,
        claims=claims,
        by=person.name,
        reason=words(form, "reason"),
    )
    return pages.see(f"/reports/{reading.id}#sources")


@router.post("/reports/{id}/sources/leave")
def leave(desk: TheDesk, person: Who, form: TheForm, id: str) -> Response:
    """Take a decision about sources back."""
    reading = read(desk.ledger, person, find(desk.ledger, id))
    wanted = number(form, "number")
    if wanted is None or wanted not in {one.number for one in told.decisions(reading)}:
        raise HTTPException(404)
    regroup.leave(desk.ledger, wanted, by=person.name)
    return pages.see(f"/reports/{reading.id}#sources")

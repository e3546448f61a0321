"""Judging the claims of a report: accept, reject, leave open, correct, add what was missed, and take it back."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, cast

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from reportedly.errors import LedgerError
from reportedly.ledger import Entry, judgments
from reportedly.ledger.decisions import Decision, missed_id
from reportedly.ledger.fields import FIELDS, checked
from reportedly.record import Claim
from reportedly.web import pages
from reportedly.web.desk import Desk, TheDesk
from reportedly.web.forms import TheForm, number, wants_piece, words
from reportedly.web.reading import choices, forms
from reportedly.web.reading.card import LABELS, card
from reportedly.web.reading.page import Reading, find, of, read, with_entry
from reportedly.web.routes.report import shared
from reportedly.web.who import Person, Who

router = APIRouter(include_in_schema=False)

SIMPLE = ("accept", "reject", "unsure")
"""Decisions that need no fields."""

Field = Annotated[list[str] | None, Query(max_length=20)]


@router.post("/reports/{id}/claims/{claim}/judge")
def judge(request: Request, desk: TheDesk, person: Who, form: TheForm, id: str, claim: str) -> Response:
    """Accept a claim, reject it, or leave it open."""
    reading, one = _asked(desk, person, id, claim)
    decision = words(form, "decision")
    if decision not in SIMPLE:
        raise LedgerError(f"{decision!r} is not a decision: one of {', '.join(SIMPLE)}")
    entry = judgments.judge(
        desk.ledger,
        number(form, "record") or reading.record,
        one,
        cast(Decision, decision),
        by=person.name,
        reason=words(form, "reason"),
        supersedes=number(form, "supersedes"),
        overrules=_overruled(form, person),
    )
    return _answer(request, desk, reading, one, entry)


@router.post("/reports/{id}/claims/{claim}/undo")
def undo(request: Request, desk: TheDesk, person: Who, form: TheForm, id: str, claim: str) -> Response:
    """Put back what the person had decided before, by another judgment."""
    reading, one = _asked(desk, person, id, claim)
    own = reading.claim(one)[0].decided.of(person.name)
    replaced = number(form, "supersedes") or (own.number if own else None)
    if replaced is None:
        raise LedgerError(f"{person.name} has judged nothing of {one} that could be undone")
    entry = judgments.undo(desk.ledger, replaced, by=person.name)
    return _answer(request, desk, reading, one, entry)


@router.get("/reports/{id}/claims/{claim}/correct")
def form_to_correct(request: Request, desk: TheDesk, person: Who, id: str, claim: str, field: Field = None) -> Response:
    """A form for some fields of a claim, or for all."""
    reading, one = _asked(desk, person, id, claim)
    edited = [name for name in FIELDS if name in field] if field else list(FIELDS)
    return _form(request, reading, reading.claim(one)[1], one, edited)


@router.post("/reports/{id}/claims/{claim}/correct")
def correct(request: Request, desk: TheDesk, person: Who, form: TheForm, id: str, claim: str) -> Response:
    """Put something in the place of fields that the machine, or whoever added the claim, suggested.

    What the person had corrected before stays. Where nothing differs from the suggestion any more, it is accepted.
    """
    reading, one = _asked(desk, person, id, claim)
    stored = reading.about.judged.claim(one)
    shown = reading.claim(one)[1]
    whole = stored.readings.get(person.name, stored.claim)
    own = stored.decided.of(person.name)
    given = forms.fields(form, reading, shown, whole)
    if not given:
        raise LedgerError("nothing was put in")
    before = dict(own.fields) if own and own.decision == "correct" else {}
    put = {**before, **given}
    base = stored.suggested
    decision: Decision = "correct"
    try:
        checked(reading.about.judged.ungrouped, base, put, choices.codes_by_list())
    except LedgerError as wrong:
        if "nothing of the claim is changed" not in str(wrong):
            raise
        decision, put = "accept", {}
    entry = judgments.judge(
        desk.ledger,
        number(form, "record") or reading.record,
        one,
        decision,
        by=person.name,
        reason=words(form, "reason"),
        fields=put,
        supersedes=number(form, "supersedes"),
        codebook=choices.codes_by_list(),
    )
    return _answer(request, desk, reading, one, entry)


@router.get("/reports/{id}/missed")
def form_for_missed(
    request: Request,
    desk: TheDesk,
    person: Who,
    id: str,
    span: Annotated[list[str] | None, Query(max_length=20)] = None,
) -> Response:
    """A form for a claim that the machine missed; its words are those of the spans that were selected."""
    reading = _judged(desk, person, id)
    spans = tuple(forms.span(one) for one in span or [])
    return _form(request, reading, _beginning(reading, spans), None, [name for name in FIELDS if name != "implied"])


@router.post("/reports/{id}/claims")
def missed(request: Request, desk: TheDesk, person: Who, form: TheForm, id: str) -> Response:
    """Add a claim that the machine missed."""
    reading = _judged(desk, person, id)
    given = forms.fields(form, reading, None, None)
    entry = judgments.judge(
        desk.ledger,
        number(form, "record") or reading.record,
        None,
        "missed",
        by=person.name,
        reason=words(form, "reason"),
        fields={name: value for name, value in given.items() if value not in (None, [])},
        codebook=choices.codes_by_list(),
    )
    return _at(request, f"/reports/{reading.id}", missed_id(entry.number))


def _judged(desk: Desk, person: Person, id: str) -> Reading:
    """The newest record of a report, to be judged."""
    return read(desk.ledger, person, find(desk.ledger, id))


def _asked(desk: Desk, person: Person, id: str, claim: str) -> tuple[Reading, str]:
    """The newest record, and the id of a claim of it that this person is shown."""
    reading = _judged(desk, person, id)
    reading.claim(claim)
    return reading, claim


def _overruled(form: FormData, person: Person) -> tuple[int, ...]:
    given = tuple(forms.overruled(form))
    if given and not person.at_least("editor"):
        raise HTTPException(403, "Only an editor may overrule others.")
    return given


def _answer(request: Request, desk: Desk, reading: Reading, claim: str, entry: Entry) -> Response:
    """The claim as it stands now: its card where a script asked for it, else the report at that claim."""
    if not wants_piece(request):
        return pages.see(f"/reports/{reading.id}#{claim}")
    now = of(with_entry(reading.about, desk.ledger, entry), reading.person)
    if all(one.id != claim for one, _ in now.claims):  # added, and taken back again
        return _at(request, f"/reports/{reading.id}", None)
    return pages.render(request, "report_claim.html", **shared(now, desk.ledger), card=card(now, claim))


def _at(request: Request, address: str, claim: str | None) -> Response:
    """Show a report anew, at a claim."""
    where = f"{address}#{claim}" if claim else address
    if wants_piece(request):
        # The same address with another fragment would not be loaded anew; the number in the query makes it another one.
        return Response(status_code=204, headers={"HX-Redirect": where, "HX-Refresh": "true"})
    return pages.see(where)


def _form(request: Request, reading: Reading, claim: Claim, id: str | None, edited: list[str]) -> Response:
    name = "report_form.html" if wants_piece(request) else "report_correct.html"
    own = reading.claim(id)[0].decided.of(reading.person.name) if id else None
    return pages.render(
        request,
        name,
        **shared(reading),
        claim=claim,
        id=id,
        number=reading.numbers[id] if id else None,
        own=own,
        edited=edited,
        labels=LABELS,
        choices=choices,
        book=choices.codes_of_the_book(),
    )


def _beginning(reading: Reading, spans: tuple[tuple[int, int], ...]) -> Claim:
    """A claim of these words as it may be: with the chain of the innermost content that they stand in."""
    report = reading.report
    inside = [
        (end - start, seen.chain)
        for _, seen in reading.claims
        for start, end in seen.content
        if spans and start <= spans[0][0] and spans[-1][1] <= end
    ]
    outlets = tuple(one.id for one in report.sources if one.kind == "outlet")[:1]
    made = Claim("", None, spans, min(inside)[1] if inside else outlets, (), "stated", "positive", False, 1.0)
    return replace(made, dates=_within(report.dates, spans), places=_within(report.places, spans))


def _within(things: Any, spans: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
    return tuple(one.id for one in things if any(s <= one.span[0] and one.span[1] <= e for s, e in spans))

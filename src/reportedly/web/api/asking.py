"""Reading the ledger: reports, claims, counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Query, Request
from fastapi.security import HTTPBearer

from reportedly.errors import LedgerError
from reportedly.ledger import counts as counting
from reportedly.ledger.hits import Hit, ReportHit
from reportedly.ledger.query import Query as Question
from reportedly.ledger.search import search_held
from reportedly.version import __version__
from reportedly.web import overview
from reportedly.web.api import shapes, shown, taken
from reportedly.web.desk import TheClaims, TheDesk
from reportedly.web.reading.page import find, read
from reportedly.web.seeing import asked, masked
from reportedly.web.who import Who

PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": shapes.Problem, "description": "What was sent cannot be read"},
    401: {"model": shapes.Problem, "description": "Nobody has come in with this session"},
    403: {"model": shapes.Problem, "description": "This is not for this person to do"},
    404: {"model": shapes.Problem, "description": "There is no such thing, or it is not for this person to see"},
    409: {"model": shapes.Problem, "description": "The ledger does not take this, or cannot be asked this"},
    413: {"model": shapes.Problem, "description": "More than can be sent at once"},
    422: {"model": shapes.Problem, "description": "What was sent is not what is described here"},
    503: {"model": shapes.Problem, "description": "Claims are still being read; Retry-After says when to ask again"},
}
"""What every part of the API may answer instead."""

BEARER = Depends(HTTPBearer(auto_error=False, description="The token that POST /api/v1/session gives"))

VALUES = 1_000
"""Values of a field that are counted for a program; the reports of a large ledger would be ten megabytes."""

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)
reading = APIRouter(dependencies=[BEARER], tags=["reading"])

Number = Annotated[int | None, Query(ge=0, lt=2**53, description="The number of the record's entry")]


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> dict[str, Any]:
    """What this API is."""
    described: dict[str, Any] = request.app.openapi()
    return described


@reading.get("/me")
def me(person: Who) -> shapes.Me:
    """Who asks."""
    return shapes.Me(name=person.name, role=person.role, clearance=person.clearance)


@reading.get("/ledger")
def ledger(desk: TheDesk, held: TheClaims, person: Who) -> shapes.Totals:
    """What the ledger holds, as far as whoever asks may see it."""
    with desk.ledger.reading() as connection:
        reports = overview.reports_of(connection, person)
    return shapes.Totals(
        ledger=desk.ledger.id,
        version=__version__,
        reports=reports,
        claims=counting.total_held(held, Question(clearance=person.clearance)),
    )


@reading.get("/reports")
def reports(desk: TheDesk, held: TheClaims, person: Who, filters: Annotated[taken.About, Query()]) -> shapes.Reports:
    """Reports by their words and what is known about them, a page at a time."""
    page = search_held(held, question(desk, person, filters, reports=True))
    hits = masked.reports_of(desk.ledger, cast(Sequence[ReportHit], page.hits), person)
    return shapes.Reports(hits=hits, after=page.after, total=page.total)


@reading.get("/reports/{id}")
def report(desk: TheDesk, person: Who, id: str, record: Number = None) -> shapes.Report:
    """One report: its text and its newest record, or the one with this number."""
    return shown.report(read(desk.ledger, person, find(desk.ledger, id), record))


@reading.get("/reports/{id}/claims/{claim}")
def claim(desk: TheDesk, person: Who, id: str, claim: str) -> shapes.Claim:
    """One claim, and what was decided about it."""
    return shown.claim(read(desk.ledger, person, find(desk.ledger, id)), claim)


@reading.get("/claims")
def claims(
    desk: TheDesk, held: TheClaims, person: Who, filters: Annotated[taken.AboutClaims, Query()]
) -> shapes.Claims:
    """Claims by their words and what is known about them, a page at a time.

    By relevance at most 20,000 are put in order: of more those that were added last.
    """
    page = search_held(held, question(desk, person, filters))
    hits = masked.claims(desk.ledger, cast(Sequence[Hit], page.hits), person)
    return shapes.Claims(hits=hits, after=page.after, total=page.total)


@reading.get("/counts/{field}")
def counts(
    desk: TheDesk,
    held: TheClaims,
    person: Who,
    field: counting.Field,
    filters: Annotated[taken.AboutClaims, Query()],
) -> shapes.Counts:
    """How claims are spread over the values of a field, the most first, and at most 1,000 of them."""
    counted = counting.counts_held(held, question(desk, person, filters), field)
    return shapes.Counts(
        field=field,
        values=[
            shapes.Count(value=value, name=counting.name_of(field, value), count=count)
            for value, count in counted[:VALUES]
        ],
        more=max(0, len(counted) - VALUES),
    )


def question(desk: TheDesk, person: Who, filters: taken.About, reports: bool = False) -> Question:
    """The question that filters ask. Raises LedgerError."""
    given = filters.model_dump(by_alias=True, exclude_none=True)
    written = {name: "true" if value is True else str(value) for name, value in given.items() if value is not False}
    if any("\0" in value or not value.strip() for value in written.values()):
        raise LedgerError("a filter holds something that can be seen")
    return asked.question(desk.ledger, {**written, **({"reports": "true"} if reports else {})}, person)

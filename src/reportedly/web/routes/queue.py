"""What to review next: uncertain first, a second look, or what a search finds; how far the work is; many at once."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import parse_qsl, quote, urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from reportedly.corroboration import family
from reportedly.errors import LedgerError
from reportedly.ledger import counts, judgments, reservations, search, work
from reportedly.ledger.held import Held
from reportedly.ledger.hits import Hit
from reportedly.ledger.query import Query as Question
from reportedly.ledger.reservations import ORDERS, Order
from reportedly.web import pages
from reportedly.web.desk import Desk, TheClaims, TheDesk
from reportedly.web.forms import TheForm, words
from reportedly.web.reading import choices
from reportedly.web.seeing import asked as asking
from reportedly.web.seeing import masked
from reportedly.web.who import Person, Who

router = APIRouter(include_in_schema=False)

SHOWN = 20
"""Claims of a search that are shown before they are judged together."""

MOST = 500
"""Claims that may be accepted at once: what one person can answer for with one reason, and a few seconds of work."""


@router.get("/queue")
def queue(
    request: Request,
    desk: TheDesk,
    held: TheClaims,
    person: Who,
    accepted: Annotated[int | None, Query(ge=0, le=MOST)] = None,
) -> Response:
    """What may be reviewed next, and how far the work is."""
    asked = urlencode(asking.given(request))
    question = _question(desk, asked, person) if asked else None
    found: Sequence[Hit] = ()
    total = 0
    if question is not None:
        found = masked.claims(desk.ledger, _hits(search.search_held(held, replace(question, limit=SHOWN))), person)
        total = counts.total_held(held, question)
    return pages.render(
        request,
        "queue.html",
        progress=reservations.progress(desk.ledger, person.name, person.clearance, _today()),
        orders=ORDERS,
        asked=asked,
        question=question,
        found=found,
        origins=family.lines_of(desk.ledger, [(hit.record, hit.claim.id) for hit in found], person.clearance),
        total=total,
        most=MOST,
        accepted=accepted,
        forces=choices.FORCES,
    )


@router.post("/queue/next")
def next_one(desk: TheDesk, held: TheClaims, person: Who, form: TheForm) -> Response:
    """Hold the next claim for this person and show it."""
    wanted = words(form, "queue") or "uncertain"
    what: Order | Question = wanted if wanted in ORDERS else _question(desk, wanted, person)
    offer = reservations.next_claim(desk.ledger, person.name, person.clearance, what, time.time(), held)
    if offer is None:
        return pages.see(f"/queue?{'' if wanted in ORDERS else wanted}")
    return pages.see(f"/reports/{offer.report}?queue={quote(wanted, safe='')}#{offer.claim}")


@router.post("/queue/accept")
def accept(desk: TheDesk, held: TheClaims, person: Who, form: TheForm) -> Response:
    """Accept everything that a search finds and this person has not judged, for one reason."""
    asked = words(form, "asked") or ""
    if not asked:
        raise LedgerError("only what a search finds can be accepted together")
    question = _question(desk, asked, person)
    expected = words(form, "total")
    if expected is not None and expected != str(counts.total_held(held, question)):
        raise LedgerError("what the search finds has changed since it was shown; look at it again")
    claims = _not_yet_judged(desk, held, person, question)
    judgments.judge_all(desk.ledger, claims, "accept", by=person.name, reason=words(form, "reason"))
    return pages.see(f"/queue?{asked}&accepted={len(claims)}")


def _not_yet_judged(desk: Desk, held: Held, person: Person, question: Question) -> list[tuple[int, str]]:
    """The claims that a search finds, but those that this person has judged and those that somebody else holds."""
    hits = _hits(search.search_held(held, replace(question, limit=MOST + 1)))
    if len(hits) > MOST:
        raise LedgerError(f"more than {MOST} claims cannot be accepted at once; narrow the search")
    by_record: dict[int, list[str]] = {}
    for hit in hits:
        by_record.setdefault(hit.record, []).append(hit.claim.id)
    with desk.ledger.reading() as connection:
        taken = reservations.held(connection, person.name, time.time())
        people = {
            (record, claim): who
            for record, ids in by_record.items()
            for claim, who in work.people(connection, record, ids).items()
        }
    claims = [(hit.record, hit.claim.id) for hit in hits]
    return [one for one in claims if person.name not in people[one] and one not in taken]


def _hits(page: search.Page) -> list[Hit]:
    return [hit for hit in page.hits if isinstance(hit, Hit)]


def _question(desk: Desk, asked: str, person: Person) -> Question:
    """The question that an address asks: about claims, of the newest records."""
    given = {name: value for name, value in parse_qsl(asked) if value.strip()}
    return asking.question(desk.ledger, given, person, of="claims", every_record=False, after=None)


def _today() -> int:
    return int(f"{datetime.now(UTC):%Y%m%d}")

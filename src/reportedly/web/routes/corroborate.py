"""How many independent origins stand behind what reports say: families of reports, with the reasons."""

from __future__ import annotations

from typing import Annotated, Any, cast

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response

from reportedly.corroboration import decisions, family, keep, picture, reasons
from reportedly.corroboration.alerts import alerts as newest_alerts
from reportedly.corroboration.family import Branch, Family
from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, names
from reportedly.ledger.held import Held
from reportedly.ledger.search import Hit, search_held
from reportedly.web import pages
from reportedly.web.desk import TheClaims, TheDesk
from reportedly.web.forms import TheForm, words
from reportedly.web.seeing import asked
from reportedly.web.seeing.tables import Cell, Table, as_csv, row
from reportedly.web.who import Person, Who

router = APIRouter(include_in_schema=False)

SHOWN = 10
"""Things that are said, on one page."""

SIDES = {"allegation": "say that it is so", "admission": "admit it", "denial": "deny it"}
ROLES = {"copy": "copies", "same words": "same words", "cites": "cites", "own source": "own source"}
DECISIONS = {
    "same_origin": "have one origin",
    "other_origin": "have two origins",
    "same_claim": "say the same",
    "other_claim": "do not say the same",
    "withdraw": "— take my decisions back",
}


@router.get("/corroborate")
def corroborate(
    request: Request,
    desk: TheDesk,
    held: TheClaims,
    person: Who,
    claim: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """What several reports say: what most of them do, or what was asked for."""
    if tidy := asked.tidy(request):
        return RedirectResponse(tidy, 303)
    keep.catch_up(desk.ledger, most=keep.FEW)
    given = asked.given(request)
    wrong = None
    families: list[Family] = []
    try:
        families = _families(request, desk.ledger, held, person, claim, bool(given))
    except LedgerError as complaint:
        wrong = str(complaint)
    with desk.ledger.reading() as connection:
        alerts = newest_alerts(connection, 8, person.clearance) if not given and not claim else []
        waiting = keep.waiting(connection)
    return pages.render(
        request,
        "corroborate.html",
        families=[_shown(one) for one in families],
        alerts=alerts,
        waiting=waiting,
        given=given,
        claim=claim,
        wrong=wrong,
        sides=SIDES,
        roles=ROLES,
        decisions=DECISIONS,
        may_decide=person.at_least("documenter"),
    )


@router.get("/corroborate.svg")
def family_svg(desk: TheDesk, person: Who, claim: Annotated[str, Query(max_length=100)]) -> Response:
    """The family that a claim is in as a picture, as this person may see it."""
    headers = {"Content-Disposition": 'attachment; filename="family.svg"'}
    drawn = picture.drawn(_family(desk.ledger, person, claim))
    return Response(drawn, media_type="image/svg+xml", headers=headers)


@router.get("/corroborate.csv")
def family_csv(desk: TheDesk, person: Who, claim: Annotated[str, Query(max_length=100)]) -> Response:
    """The reports of that family, one a row."""
    headings = ("published", "outlet", "title", "role", "from", "words", "who says it", "origins", "claims")
    one = _family(desk.ledger, person, claim)
    outlets = {branch.record: branch.outlet or "" for branch in one.branches}
    rows = tuple(
        row((branch.published or "", branch.outlet or "", branch.title or "", ROLES[branch.role],
             outlets.get(branch.parent or 0, ""), branch.words, "; ".join(branch.voices),
             ", ".join(map(str, branch.origins)),
             Cell(" … ".join(words for _, words in branch.claims), f"/reports/{branch.report}")))
        for branch in one.branches
    )  # fmt: skip
    return as_csv(Table(headings, rows), "family")


def _family(ledger: Ledger, person: Person, claim: str) -> Family:
    """The family of a claim as somebody may see it; 404 if there is none."""
    which = _claim(ledger, person, claim)
    with ledger.reading() as connection:
        number = family.clusters_of(connection, [which]).get(which)
        one = None if number is None else family.of(connection, number, person.clearance)
    if one is None:
        raise HTTPException(404)
    return one


@router.post("/corroborate")
def decide(request: Request, desk: TheDesk, person: Who, form: TheForm) -> Response:
    """Say that two claims say the same, or have one origin, or that they do not."""
    a, b = (_claim(desk.ledger, person, words(form, name)) for name in ("a", "b"))
    decision = words(form, "decision")
    if decision not in DECISIONS:
        raise LedgerError("say what is decided about the two claims")
    decisions.decide(desk.ledger, a, b, cast(Any, decision), by=person.name, reason=words(form, "reason"))
    keep.catch_up(desk.ledger, most=keep.FEW)
    return pages.see(f"/corroborate?claim={words(form, 'a')}")


def _families(request: Request, ledger: Ledger, held: Held, person: Person, claim: str, filtered: bool) -> list[Family]:
    claims = [_claim(ledger, person, claim)] if claim else []
    query = asked.query_of(request, person, limit=asked.MOST, of="claims") if filtered and not claim else None
    if query is not None:
        hits = search_held(held, query).hits
        claims = [(hit.record, hit.claim.id) for hit in hits if isinstance(hit, Hit)]
    with ledger.reading() as connection:
        if query is None and not claim:
            numbers = family.largest(connection, 3 * SHOWN)
        else:
            of = family.clusters_of(connection, claims)
            numbers = list(dict.fromkeys(of[one] for one in claims if one in of))
        found = []
        for number in numbers:
            one = family.of(connection, number, person.clearance)
            if one is not None and len(one.branches) > 1:
                found.append(one)
            if len(found) == SHOWN:
                break
    return found


def _claim(ledger: Ledger, person: Person, name: str | None) -> tuple[int, str]:
    """The claim of a name (3fa9c1d2:c7), if this person may see all of its report. Raises LedgerError, or 404."""
    digits, colon, part = (name or "").partition(":")
    if not colon or not part or len(digits) < 6 or not all(sign in "0123456789abcdef" for sign in digits):
        raise LedgerError(f"{name!r} names no claim; write 3fa9c1d2:c7")
    try:
        report = names.report(ledger, digits)
    except LedgerError:
        raise HTTPException(404) from None
    record = names.record(ledger, report)
    with ledger.reading() as connection:
        if not family.is_open(connection, record.number, person.clearance):
            raise HTTPException(404)
    if not any(one["id"] == part for one in record.body["record"]["claims"]):
        raise HTTPException(404)
    return record.number, part


def _shown(one: Family) -> dict[str, Any]:
    """A family as the template takes it: branches inside those that they hang on."""
    inside: dict[int | None, list[Branch]] = {}
    for branch in one.branches:
        inside.setdefault(branch.parent, []).append(branch)

    def grown(parent: int | None) -> list[dict[str, Any]]:
        return [{"branch": branch, "under": grown(branch.record)} for branch in inside.get(parent, [])]

    claims = [(name, f"{branch.outlet or 'outlet unknown'}, {branch.published or 'date unknown'}: {words}")
              for branch in one.branches for name, words in branch.claims]  # fmt: skip
    ranges = [(SIDES[side], reasons.line(range)) for side, range in one.ranges.items()]
    return {"family": one, "tree": grown(None), "ranges": ranges, "claims": claims,
            "left_out": picture.left_out(one) if one.claims > one.shown else None,
            "inexact": not all(range.exact for range in one.ranges.values())}  # fmt: skip

"""How many independent origins stand behind what reports say: families of reports, with the reasons."""

from __future__ import annotations

from typing import Annotated, Any, cast

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from reportedly.corroboration import decisions, keep, picture, reasons
from reportedly.corroboration.alerts import alerts as newest_alerts
from reportedly.corroboration.family import Branch, Family
from reportedly.errors import LedgerError
from reportedly.web import families, pages
from reportedly.web.desk import TheClaims, TheDesk
from reportedly.web.forms import TheForm, words
from reportedly.web.seeing import asked
from reportedly.web.seeing.tables import Cell, Table, as_csv, row
from reportedly.web.who import Who

router = APIRouter(include_in_schema=False)

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
    start: Annotated[int, Query(ge=0, lt=2**31)] = 0,
) -> Response:
    """What several reports say: what most of them do, or what was asked for."""
    if tidy := asked.tidy(request):
        return RedirectResponse(tidy, 303)
    keep.catch_up(desk.ledger, most=families.AT_ONCE)
    given = asked.given(request)
    wrong = None
    some: list[Family] = []
    more: int | None = None
    try:
        query = asked.query_of(request, person, limit=asked.MOST, of="claims") if given and not claim else None
        some, more = families.found(desk.ledger, held, person, claim, query, start)
    except LedgerError as complaint:
        wrong = str(complaint)
    with desk.ledger.reading() as connection:
        alerts = newest_alerts(connection, 8, person.clearance) if not given and not claim and not start else []
        waiting = keep.waiting(connection)
    return pages.render(
        request,
        "corroborate.html",
        families=[_shown(one) for one in some],
        alerts=alerts,
        waiting=waiting,
        given=given,
        claim=claim,
        more=None if more is None else asked.address("/corroborate", given, start=str(more)),
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
    drawn = picture.drawn(families.of_claim(desk.ledger, person, claim))
    return Response(drawn, media_type="image/svg+xml", headers=headers)


@router.get("/corroborate.csv")
def family_csv(desk: TheDesk, person: Who, claim: Annotated[str, Query(max_length=100)]) -> Response:
    """The reports of that family, one a row."""
    headings = ("published", "outlet", "title", "role", "from", "words", "who says it", "origins", "claims")
    one = families.of_claim(desk.ledger, person, claim)
    outlets = {branch.record: branch.outlet or "" for branch in one.branches}
    rows = tuple(
        row((branch.published or "", branch.outlet or "", branch.title or "", ROLES[branch.role],
             outlets.get(branch.parent or 0, ""), branch.words, "; ".join(branch.voices),
             ", ".join(map(str, branch.origins)),
             Cell(" … ".join(words for _, words in branch.claims), f"/reports/{branch.report}")))
        for branch in one.branches
    )  # fmt: skip
    return as_csv(Table(headings, rows), "family")


@router.post("/corroborate")
def decide(request: Request, desk: TheDesk, person: Who, form: TheForm) -> Response:
    """Say that two claims say the same, or have one origin, or that they do not."""
    a, b = (families.of_name(desk.ledger, person, words(form, name)) for name in ("a", "b"))
    decision = words(form, "decision")
    if decision not in DECISIONS:
        raise LedgerError("say what is decided about the two claims")
    decisions.decide(desk.ledger, a, b, cast(Any, decision), by=person.name, reason=words(form, "reason"))
    keep.catch_up(desk.ledger, most=families.AT_ONCE)
    return pages.see(f"/corroborate?claim={words(form, 'a')}")


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

"""The audit: who did what and when, from the ledger's own entries."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from reportedly.ledger import acts as ledger_acts
from reportedly.ledger import people
from reportedly.ledger.acts import Asked
from reportedly.ledger.entries import Kind
from reportedly.web import acts, pages
from reportedly.web.desk import TheDesk

router = APIRouter(include_in_schema=False)

LOGINS = 30
"""Logins that are shown."""

Words = Annotated[str, Query(max_length=2000)]


@router.get("/audit")
def audit(
    request: Request,
    desk: TheDesk,
    by: Words = "",
    kind: Words = "",
    report: Words = "",
    since: Words = "",
    until: Words = "",
    before: Annotated[int | None, Query(ge=0, lt=2**63)] = None,
) -> Response:
    """Entries, the newest first; of a person, a kind, a report, a time."""
    kinds: tuple[Kind, ...] = tuple(one for one in get_args(Kind) if one == kind)
    given = {"by": by.strip(), "kind": kind, "report": report.strip(), "since": _day(since), "until": _day(until)}
    asked = Asked(
        by=given["by"] or None,
        kinds=kinds or acts.PEOPLES,
        report=given["report"] or None,
        since=given["since"] or None,
        until=given["until"] or None,
        before=before,
    )
    page = ledger_acts.page(desk.ledger, asked)
    return pages.render(
        request,
        "audit.html",
        acts=acts.told(desk.ledger, page.entries),
        logins=[] if before is not None or any(given.values()) else request.app.state.logins.latest(LOGINS),
        given=given,
        filtered=any(given.values()),
        kinds=[(one, acts.LABELS.get(one, one)) for one in get_args(Kind)],
        names=sorted(people.members(desk.ledger)),
        newest=None if before is None else _address(given),
        older=None if page.next is None else _address({**given, "before": page.next}),
    )


def _day(given: str) -> str:
    """A day, or nothing where it is none: a form may be sent half filled in."""
    try:
        return date.fromisoformat(given.strip()).isoformat()
    except ValueError:
        return ""


def _address(given: dict[str, Any]) -> str:
    asked = {name: value for name, value in given.items() if value not in ("", None)}
    return "/audit" + (f"?{urlencode(asked)}" if asked else "")

"""Search: all filters, facets, and hits with what was looked for in its context."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from reportedly.ledger.chosen import Chosen
from reportedly.ledger.hits import Hit, ReportHit
from reportedly.ledger.search import RANKED, search_held
from reportedly.web import pages
from reportedly.web.desk import TheDesk
from reportedly.web.seeing import asked, facets, found, frame, masked
from reportedly.web.who import Who

router = APIRouter(include_in_schema=False)


@router.get("/search")
def search(request: Request, desk: TheDesk, person: Who) -> Response:
    """A page of hits."""
    if tidy := asked.tidy(request):
        return RedirectResponse(tidy, 303)
    shown = frame.frame(request, person, "/search")
    query = shown.query
    of_reports = query is not None and query.of == "reports"
    chosen = Chosen() if of_reports else shown.choose()
    values = frame.shown(shown, chosen)
    values |= {"facets": [], "claims": [], "reports": [], "after": None, "of_reports": 0, "ranked": None}
    if query is not None:
        page = search_held(shown.held, query)
        if of_reports:
            hits = masked.reports_of(desk.ledger, cast(Sequence[ReportHit], page.hits), person)
            values |= {"reports": found.reports(hits), "total": page.total}
        else:
            claims = masked.claims(desk.ledger, cast(Sequence[Hit], page.hits), person)
            values["claims"] = found.claims(desk.ledger, claims, person)
            values["facets"] = facets.facets(chosen, shown.asked, "/search")
            values["of_reports"] = chosen.reports
            values["ranked"] = RANKED if query.sort == "relevance" and chosen.total > RANKED else None
        if page.after is not None:
            values["after"] = shown.here(after=page.after)
    return pages.render(request, "search.html", **values)

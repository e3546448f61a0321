"""The audit: who did what and when, from the ledger's own entries."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from reportedly.web import pages
from reportedly.web.desk import TheDesk

router = APIRouter(include_in_schema=False)


@router.get("/audit")
def audit(request: Request, desk: TheDesk) -> Response:
    """Entries, the newest first."""
    return pages.render(request, "audit.html", entries=[])

"""Who may do what: one table of every route and the least role that may use it.

A route that is not in the table stops the desk from starting. What a role may see of the ledger's contents is another
question: its clearance (reportedly.web.who).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from reportedly.ledger.people import Role

Rank = Literal["nobody"] | Role

RANKS: tuple[Rank, ...] = ("nobody", *get_args(Role))
"""From who may do nothing to who may do everything; each may do what those before it may."""

Route = tuple[str, str]
"""A method, and a path with the names of what varies in it."""

TABLE: dict[Route, Rank] = {
    ("GET", "/login"): "nobody",
    ("POST", "/login"): "nobody",
    ("POST", "/logout"): "nobody",
    ("GET", "/static/{path:path}"): "nobody",
    ("GET", "/"): "reader",
    ("GET", "/password"): "reader",
    ("POST", "/password"): "reader",
    ("GET", "/search"): "reader",
    ("GET", "/timeline"): "reader",
    ("GET", "/timeline.csv"): "reader",
    ("GET", "/map"): "reader",
    ("GET", "/map.csv"): "reader",
    ("GET", "/orders"): "reader",
    ("GET", "/orders.csv"): "reader",
    ("GET", "/codes"): "reader",
    ("GET", "/codes.csv"): "reader",
    ("GET", "/corroborate"): "reader",
    ("GET", "/corroborate.csv"): "reader",
    ("GET", "/corroborate.svg"): "reader",
    ("POST", "/corroborate"): "documenter",
    ("GET", "/add"): "documenter",
    ("POST", "/add/files"): "documenter",
    ("POST", "/add/text"): "documenter",
    ("POST", "/add/address"): "documenter",
    ("GET", "/queue"): "documenter",
    ("POST", "/queue/next"): "documenter",
    ("POST", "/queue/accept"): "documenter",
    ("GET", "/reports/{id}"): "reader",
    ("GET", "/reports/{id}/claims/{claim}"): "reader",
    ("GET", "/reports/{id}/claims/{claim}/history"): "reader",
    ("GET", "/reports/{id}/sources/{source}"): "reader",
    ("POST", "/reports/{id}/claims"): "documenter",
    ("GET", "/reports/{id}/missed"): "documenter",
    ("POST", "/reports/{id}/claims/{claim}/judge"): "documenter",
    ("POST", "/reports/{id}/claims/{claim}/undo"): "documenter",
    ("GET", "/reports/{id}/claims/{claim}/correct"): "documenter",
    ("POST", "/reports/{id}/claims/{claim}/correct"): "documenter",
    ("POST", "/reports/{id}/sources/group"): "documenter",
    ("POST", "/reports/{id}/sources/{source}/split"): "documenter",
    ("POST", "/reports/{id}/sources/leave"): "documenter",
    ("POST", "/reports/{id}/notes"): "documenter",
    ("POST", "/reports/{id}/ratings"): "documenter",
    ("POST", "/reports/{id}/levels"): "editor",
    ("GET", "/audit"): "editor",
    ("GET", "/people"): "keeper",
    ("POST", "/people"): "keeper",
    ("POST", "/people/change"): "keeper",
    ("GET", "/api/v1/openapi.json"): "reader",
    ("POST", "/api/v1/session"): "nobody",
    ("DELETE", "/api/v1/session"): "reader",
    ("GET", "/api/v1/me"): "reader",
    ("GET", "/api/v1/ledger"): "reader",
    ("GET", "/api/v1/reports"): "reader",
    ("GET", "/api/v1/reports/{id}"): "reader",
    ("GET", "/api/v1/reports/{id}/claims/{claim}"): "reader",
    ("GET", "/api/v1/claims"): "reader",
    ("GET", "/api/v1/counts/{field}"): "reader",
    ("GET", "/api/v1/families"): "reader",
    ("POST", "/api/v1/families/decisions"): "documenter",
    ("GET", "/api/v1/queue"): "documenter",
    ("POST", "/api/v1/queue/next"): "documenter",
    ("GET", "/api/v1/audit"): "editor",
    ("GET", "/api/v1/logins"): "editor",
    ("GET", "/api/v1/people"): "keeper",
    ("POST", "/api/v1/people"): "keeper",
    ("POST", "/api/v1/people/change"): "keeper",
    ("POST", "/api/v1/reports"): "documenter",
    ("POST", "/api/v1/reports/{id}/claims"): "documenter",
    ("POST", "/api/v1/reports/{id}/claims/{claim}/judgments"): "documenter",
    ("POST", "/api/v1/reports/{id}/claims/{claim}/undo"): "documenter",
    ("POST", "/api/v1/judgments"): "documenter",
    ("POST", "/api/v1/reports/{id}/notes"): "documenter",
    ("POST", "/api/v1/reports/{id}/ratings"): "documenter",
    ("POST", "/api/v1/reports/{id}/levels"): "editor",
    ("POST", "/api/v1/reports/{id}/sources/group"): "documenter",
    ("POST", "/api/v1/reports/{id}/sources/{source}/split"): "documenter",
}
"""Every route and the least role that may use it."""


def may(rank: Rank, method: str, path: str) -> bool:
    """Whether somebody of this rank may use a route; False for one that is not in the table."""
    least = TABLE.get((method, path))
    return least is not None and RANKS.index(rank) >= RANKS.index(least)


def check(routes: Iterable[Route]) -> None:
    """Raise LookupError for routes that the table does not decide, and for rows of it that are no route."""
    there = set(routes)
    if undecided := sorted(there - TABLE.keys()):
        raise LookupError(f"nobody decided who may use {undecided}: web/access.py")
    if gone := sorted(TABLE.keys() - there):
        raise LookupError(f"there is no route for {gone}: web/access.py")

"""Questions in addresses: with the names of the command line's filters, so that a search can be kept and sent.

``/search?words=prison&force=ordered&place=Ryanggang&date=2021-03/2021-05`` asks what
``reportedly search prison --force ordered --place Ryanggang --date 2021-03/2021-05`` asks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args
from urllib.parse import urlencode

from fastapi import Request
from sqlalchemy import select

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, names
from reportedly.ledger.decisions import STATES
from reportedly.ledger.index_tables import reports
from reportedly.ledger.levels import LEVELS
from reportedly.ledger.query import Query, Sort, ends
from reportedly.record import Force, Polarity, SourceKind
from reportedly.web.desk import the_desk
from reportedly.web.who import Person

OF_REPORTS = ("outlet", "published", "language", "confidentiality", "public")
OF_CLAIMS = (
    *("source-kind", "chain", "force", "polarity", "code", "place", "date", "undated", "state", "report"),
    "all-records",
)
FILTERS = ("words", *OF_CLAIMS, *OF_REPORTS)
"""Names of the parameters that choose claims or reports."""

PAGING = ("reports", "sort", "limit", "after")
"""Names of those that say in which order they come, and how many."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "source-kind": get_args(SourceKind),
    "force": get_args(Force),
    "polarity": get_args(Polarity),
    "state": STATES,
    "confidentiality": LEVELS,
    "sort": get_args(Sort),
}
"""What may be chosen where only some values are known."""

MOST = 100
"""Hits of one page at the desk."""

_FLAGS = ("public", "undated", "all-records", "reports")


def given(request: Request) -> dict[str, str]:
    """What an address asks, by the names of the parameters, without what is left empty."""
    asked = request.query_params
    return {name: value for name in (*FILTERS, *PAGING) if (value := asked.get(name, "").strip())}


def query_of(request: Request, person: Person, **more: Any) -> Query:
    """The question of an address, as far as this person may see the answer; ``more`` replaces parts of it.

    Raises LedgerError for what cannot be asked, and for a report that is not there for this person.
    """
    return question(the_desk(request).ledger, given(request), person, **more)


def question(ledger: Ledger, asked: Mapping[str, str], person: Person, **more: Any) -> Query:
    """The same from parameters by their names."""
    on = {name: asked.get(name, "").lower() in ("1", "on", "true", "yes") for name in _FLAGS}
    level = asked.get("confidentiality")
    if on["public"]:
        if level not in (None, "public"):
            raise LedgerError(f"public and confidentiality {level} exclude each other")
        level = "public"
    limit = asked.get("limit", "20")
    if not re.fullmatch(r"\d{1,4}", limit) or not 1 <= int(limit) <= MOST:
        raise LedgerError(f"a page holds 1 to {MOST} hits, not {limit}")
    values: dict[str, Any] = {
        "text": asked.get("words"),
        "of": "reports" if on["reports"] else "claims",
        "chain": _chain(asked["chain"]) if "chain" in asked else None,
        "dates": ends(asked["date"]) if "date" in asked else None,
        "dated": False if on["undated"] else None,
        "published": ends(asked["published"]) if "published" in asked else None,
        "decision": asked.get("state"),
        "confidentiality": level,
        "source_kind": asked.get("source-kind"),
        "report": _report(ledger, asked["report"], person) if "report" in asked else None,
        "every_record": on["all-records"],
        "sort": asked.get("sort", "added"),
        "limit": int(limit),
        "after": asked.get("after"),
        **{name: asked.get(name) for name in ("force", "polarity", "code", "place", "outlet", "language")},
    }
    return Query(**{**values, **more, "clearance": person.clearance})


def address(path: str, asked: Mapping[str, str], **changes: str | None) -> str:
    """An address that asks the same, but for some parameters (``_`` for ``-``), from the first page on."""
    changed = {name.replace("_", "-"): value for name, value in changes.items()}
    kept = {**{name: value for name, value in asked.items() if name != "after"}, **changed}
    ordered = [(name, kept[name]) for name in (*FILTERS, *PAGING, *sorted(kept)) if kept.get(name)]
    query = urlencode(list(dict.fromkeys(ordered)))
    return f"{path}?{query}" if query else path


def tidy(request: Request) -> str | None:
    """The address without the fields that a form left empty, if it has any; else None."""
    pairs = request.query_params.multi_items()
    kept = [(name, value) for name, value in pairs if value.strip()]
    if len(kept) == len(pairs):
        return None
    return f"{request.url.path}?{urlencode(kept)}" if kept else request.url.path


def _chain(written: str) -> tuple[int | None, int | None]:
    match = re.fullmatch(r"(\d{0,3})(\.\.|-)?(\d{0,3})", written)
    if not match or not (match[1] or match[3]):
        raise LedgerError(f"{written!r} is no length of a chain; write 3, 2..4, 3.. or ..2")
    fewest, most = (int(number) if number else None for number in (match[1], match[3]))
    return (fewest, most) if match[2] else (fewest, fewest)


def _report(ledger: Ledger, written: str, person: Person) -> str:
    """The id of a report that this person may see, by the beginning of its digest."""
    digits = written.removeprefix(names.PREFIX)
    none = LedgerError(f"the ledger holds no report that begins with {digits}")
    if not re.fullmatch(r"[0-9a-fA-F]{4,64}", digits):
        raise none
    start = names.PREFIX + digits.lower()
    visible = (
        select(reports.c.id)
        .where(reports.c.id >= start, reports.c.id < start + "g", reports.c.level <= LEVELS.index(person.clearance))
        .limit(2)
    )
    with ledger.reading() as connection:
        found = [str(id) for id in connection.execute(visible).scalars()]
    if not found:
        raise none
    if len(found) > 1:
        raise LedgerError(f"{digits} is the beginning of several reports")
    return found[0]

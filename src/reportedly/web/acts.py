"""What an entry of the ledger says, in one line for the audit, and where it can be looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from sqlalchemy import select

from reportedly.ledger import Ledger
from reportedly.ledger.entries import Entry, Kind
from reportedly.ledger.history import parts
from reportedly.ledger.index_tables import reports
from reportedly.ledger.names import short

LABELS: Mapping[str, str] = {
    "report": "Added",
    "record": "Read",
    "judgment": "Judged",
    "rating": "Rated",
    "confidentiality": "Confidentiality",
    "note": "Noted",
    "export": "Exported",
    "checkpoint": "Checkpoint",
    "person": "People",
    "corroboration": "Compared",
}
"""What was done, by the kind of its entry."""


PEOPLES: tuple[Kind, ...] = tuple(kind for kind in get_args(Kind) if kind != "record")
"""Kinds of entries that people make; a record is made by the machine right after its report is added."""


@dataclass(frozen=True)
class Act:
    """A line of the audit. ``title`` and ``address`` are of what it is about, if that is a report."""

    number: int
    at: str
    by: str | None
    kind: str
    label: str
    said: str
    reason: str | None
    title: str | None
    address: str | None


def told(ledger: Ledger, entries: Sequence[Entry]) -> list[Act]:
    """Entries as lines. Raises LedgerError."""
    ids = {entry.report for entry in entries if entry.report is not None}
    with ledger.reading() as connection:
        rows = connection.execute(select(reports.c.id, reports.c.title).where(reports.c.id.in_(sorted(ids))))
        titles = {row.id: row.title for row in rows}
    return [_act(entry, titles) for entry in entries]


def _act(entry: Entry, titles: Mapping[str, str | None]) -> Act:
    title = address = None
    if entry.report is not None:
        title = titles.get(entry.report) or f"report {short(entry.report)}"
        about = min(parts(entry), default="")
        address = f"/reports/{entry.report}" + (f"#{about}" if about else "")
    says = _SAYS.get(entry.kind, _nothing)
    reason = entry.body.get("reason")
    return Act(
        number=entry.number,
        at=entry.at,
        by=entry.by,
        kind=entry.kind,
        label=LABELS.get(entry.kind, entry.kind),
        said=says(entry.body),
        reason=str(reason) if reason else None,
        title=title,
        address=address,
    )


def _nothing(body: dict[str, Any]) -> str:
    return str(body.get("decision") or "").replace("_", " ")


def _report(body: dict[str, Any]) -> str:
    obtained = body["obtained"]
    return f"from {obtained['url'] or obtained['path'] or obtained['how']}"


def _record(body: dict[str, Any]) -> str:
    claims = len(body["record"].get("claims", ()))
    return f"by the machine: {claims} claim{'' if claims == 1 else 's'}" + (", once more" if body["earlier"] else "")


def _judgment(body: dict[str, Any]) -> str:
    what = f"{body['decision']}, {body['claim']}" if body.get("claim") else str(body["decision"])
    fields = ", ".join(sorted(body.get("fields") or {}))
    replaced = f"; takes the place of {body['supersedes']}" if body.get("supersedes") is not None else ""
    return what + (f": {fields}" if fields and body["decision"] == "correct" else "") + replaced


def _rating(body: dict[str, Any]) -> str:
    value = body.get("reliability") or body.get("credibility")
    return f"{body['source'] or body['claim']} as {'not to be judged' if value is None else value}"


def _level(body: dict[str, Any]) -> str:
    return f"{body['source'] or body['claim'] or 'the report'}: {body['level']}"


def _note(body: dict[str, Any]) -> str:
    about = body["source"] or body["claim"]
    return (f"on {about}: " if about else "") + (body["text"] or "taken back")


def _export(body: dict[str, Any]) -> str:
    claims = body.get("claims")
    return f"{body['format']}" + (f", {claims if isinstance(claims, int) else len(claims)} claims" if claims else "")


def _checkpoint(body: dict[str, Any]) -> str:
    return f"of {body['size']:,} entries, root {str(body['root'])[:16]}…"


def _person(body: dict[str, Any]) -> str:
    return f"{body['name']}: {body['role']}" if body["active"] else f"{body['name']}: may no longer come in"


_SAYS: Mapping[str, Callable[[dict[str, Any]], str]] = {
    "report": _report,
    "record": _record,
    "judgment": _judgment,
    "rating": _rating,
    "confidentiality": _level,
    "note": _note,
    "export": _export,
    "checkpoint": _checkpoint,
    "person": _person,
}

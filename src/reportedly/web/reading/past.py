"""Everything that was ever entered about a claim, as somebody may see it."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.ledger import history
from reportedly.ledger.entries import Entry
from reportedly.web.reading.page import Reading

DECISIONS = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "unsure": "left open",
    "missed": "added",
    "withdraw": "taken back",
    "merge": "taken for one source",
    "apart": "taken for different sources",
    "split": "a source split",
    "leave": "a decision about sources taken back",
}


@dataclass(frozen=True)
class Past:
    """One entry: its number, when and by whom, what it says, and the number of the one that it replaces."""

    number: int
    at: str
    by: str
    said: str
    reason: str | None
    replaces: int | None


def of_claim(reading: Reading, claim: str) -> list[Past]:
    """The entries about a claim, the oldest first; of a claim that this person is blind to, their own alone."""
    blind = claim in reading.blind
    me = reading.person.name
    entries = [one for one in reading.about.entries if one.kind not in ("report", "record")]
    found = history.of(entries, reading.record, claim)
    return [_past(reading, one) for one in found if not blind or one.by == me]


def _past(reading: Reading, entry: Entry) -> Past:
    body = entry.body
    carried = body.get("carried")
    by = str(carried["by"] if carried else entry.by)
    said = {
        "judgment": DECISIONS.get(body.get("decision", ""), ""),
        "rating": f"credibility {body.get('credibility')}",
        "confidentiality": f"may be seen as {body.get('level')}",
        "note": f"noted: {reading.view.say(body.get('text'))}" if body.get("text") else "a note taken back",
    }.get(entry.kind, entry.kind)
    return Past(
        number=entry.number,
        at=entry.at,
        by=by,
        said=f"{said}, carried over from {carried['from']}" if carried else said,
        reason=reading.view.say(body.get("reason")),
        replaces=body.get("supersedes"),
    )

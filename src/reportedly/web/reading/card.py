"""A claim as a card: what it says, on whose word, what was decided about it, and what may be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.exports.details import Detail, of_claim
from reportedly.exports.marks import within
from reportedly.exports.page import QUOTES
from reportedly.ledger.decisions import Judgment
from reportedly.ledger.fields import FIELDS
from reportedly.ledger.levels import Level
from reportedly.ledger.notes import Note
from reportedly.record import Claim, Report
from reportedly.web.reading.line import Line, line
from reportedly.web.reading.page import Reading

LABELS = {
    "content": "words",
    "attribution": "cue",
    "chain": "on whose word",
    "implied": "not named here",
    "force": "force",
    "polarity": "polarity",
    "hedged": "hedged",
    "certainty": "certainty",
    "dates": "when",
    "said_on": "told on",
    "places": "where",
    "actors": "who",
    "codes": "codes",
}
"""What the fields of a claim are called on the desk."""

STATES = {
    "none": ("none", "suggested"),
    "accepted": ("accept", "accepted"),
    "corrected": ("correct", "corrected"),
    "rejected": ("reject", "rejected"),
    "unsure": ("unsure", "left open"),
    "differs": ("differs", "people differ"),
}
"""For where a claim stands its class in desk.css and its words."""


@dataclass(frozen=True)
class Link:
    """One link of a chain."""

    id: str
    number: int | None
    name: str
    kind: str
    access: str
    implied: bool


@dataclass(frozen=True)
class Change:
    """A field that somebody put in another way than the machine."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Verdict:
    """One person's judgment on the claim; ``counts`` is False where somebody overruled it."""

    judgment: Judgment
    own: bool
    counts: bool
    changes: Sequence[Change]


@dataclass(frozen=True)
class Card:
    """Everything that is shown of one claim, and the number of the person's own judgment that a new one replaces."""

    id: str
    number: int
    state: str
    claim: Claim
    words: str
    chain: Sequence[Link]
    cue: str
    quote: str
    details: Sequence[Detail]
    line: Line | None
    verdicts: Sequence[Verdict]
    own: Judgment | None
    blind: bool
    added: bool
    level: Level
    credibility: Sequence[tuple[str, int]]
    notes: Sequence[Note]

    @property
    def others(self) -> Sequence[Verdict]:
        """What other people decided that still counts."""
        return [one for one in self.verdicts if not one.own and one.counts]


def card(reading: Reading, id: str) -> Card:
    """The card of a claim. Raises HTTPException (404) if this person is not shown such a claim."""
    seen, claim = reading.claim(id)
    report, me = reading.report, reading.person.name
    link = report.things["attributions"].get(claim.attribution or "")
    blind = id in reading.blind
    rated = reading.about.ratings.get(id)
    verdicts = [
        Verdict(
            one,
            own=one.by == me,
            counts=one.number not in seen.decided.overruled,
            changes=changes(report, seen.suggested, seen.readings.get(one.by, seen.suggested)),
        )
        for one in seen.decided.standing
    ]
    return Card(
        id=id,
        number=reading.numbers[id],
        state=seen.state,
        claim=claim,
        words=report.words(tuple(within(claim.content, len(report.text)))),
        chain=[_link(reading, one, claim) for one in claim.chain],
        cue=report.words(link.cue) if link else "",
        quote=QUOTES.get(link.quote, link.quote) if link else "the outlet’s own words",
        details=of_claim(report, claim),
        line=line(report, claim),
        verdicts=verdicts,
        own=seen.decided.of(me),
        blind=blind,
        added=seen.added_by is not None,
        level=reading.view.levels.claims[id],
        credibility=[
            (person, value) for person, value in (rated.by if rated else {}).items() if not blind or person == me
        ],
        notes=reading.notes(claim=id),
    )


def changes(report: Report, before: Claim, after: Claim) -> list[Change]:
    """The fields in which two readings of a claim differ, each as words."""
    differing = [name for name in FIELDS if getattr(before, name) != getattr(after, name)]
    told = [Change(LABELS[name], of_field(report, before, name), of_field(report, after, name)) for name in differing]
    return [one for one in told if one.before != one.after]


def of_field(report: Report, claim: Claim, name: str) -> str:
    """What a claim says in one field, as words."""
    value = getattr(claim, name)
    if name == "content":
        return report.words(tuple(within(value, len(report.text))))
    if name in ("chain", "implied"):
        named = report.things["sources"]
        return " › ".join(named[id].name if id in named else id for id in value) or "nobody"
    if name == "attribution":
        link = report.things["attributions"].get(value or "")
        return report.words(link.cue) if link else "none"
    if name in ("dates", "said_on", "places", "actors", "codes"):
        bare = Claim("", None, (), (), (), "stated", "positive", False, 1.0)
        only = Claim(**{**bare.__dict__, name: value})
        return "; ".join(one.text for one in of_claim(report, only)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "not measured" if value is None else str(value)


def _link(reading: Reading, id: str, claim: Claim) -> Link:
    found = reading.report.things["sources"].get(id)
    return Link(
        id=id,
        number=reading.source_numbers.get(id),
        name=found.name if found else id,
        kind=found.kind if found else "unknown",
        access=found.access.replace("_", "-") if found else "unknown",
        implied=id in claim.implied,
    )

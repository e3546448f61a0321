"""What the API gives. Records, hits and judgments have the shapes that docs/record.md describes."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from reportedly.ledger.counts import Field as Counted
from reportedly.ledger.decisions import State
from reportedly.ledger.hits import Hit, ReportHit
from reportedly.ledger.levels import Level
from reportedly.record import Actor, Attribution, Code, Date, Place, Source, Span
from reportedly.record import Claim as ClaimOfRecord
from reportedly.web.access import Rank


class Shape(BaseModel):
    """JSON with these keys and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Fault(Shape):
    """What is wrong with one part of what was sent."""

    loc: list[str | int]
    msg: str
    type: str


class Problem(Shape):
    """Why it was not done: one plain sentence, or what is wrong with each part of what was sent."""

    detail: str | list[Fault]


class Me(Shape):
    """Who asks: the name that stands in the ledger, the role, and the strictest level that may be seen."""

    name: str
    role: Rank
    clearance: Level


class Totals(Shape):
    """What the ledger holds, as far as whoever asks may see it."""

    ledger: str
    version: str
    reports: int
    claims: int


class Session(Shape):
    """Goes along with every request, as ``Authorization: Bearer`` and this token."""

    token: str


class Claims(Shape):
    """A page of claims. ``total`` is null where there are too many to be counted on the way."""

    hits: list[Hit]
    after: str | None
    total: int | None


class Reports(Shape):
    """A page of reports. ``total`` is null where there are too many to be counted on the way."""

    hits: list[ReportHit]
    after: str | None
    total: int | None


class Count(Shape):
    """How many hits have a value of the field, null for those without one; ``name`` is what a place is called."""

    value: str | None
    name: str | None
    count: int


class Counts(Shape):
    """How the hits are spread over the values of a field; ``more`` says how many further values there are."""

    field: Counted
    values: list[Count]
    more: int


class Note(Shape):
    """A person's own words beside the record."""

    entry: int
    at: str
    by: str
    text: str


class Judgment(Shape):
    """What somebody decided about a claim; ``counts`` is false where somebody overruled it."""

    entry: int
    at: str
    by: str
    decision: str
    fields: dict[str, Any]
    reason: str | None
    counts: bool


class Claim(Shape):
    """A claim as whoever asks may see it.

    ``blind`` says that others have judged it and nothing of that is shown, because whoever asks has not. ``suggested``
    is how the machine has it, ``claim`` how people put it.
    """

    report: str
    record: int
    id: str
    words: str
    chain: list[str]
    state: State
    blind: bool
    level: Level
    added_by: str | None
    claim: ClaimOfRecord
    suggested: ClaimOfRecord
    credibility: dict[str, int]
    judgments: list[Judgment]
    notes: list[Note]


class SourceOf(Shape):
    """A source of a report, how confidential it is, how reliable people find it, and their notes."""

    source: Source
    level: Level
    reliability: dict[str, str]
    notes: list[Note]


class Obtained(Shape):
    """Where the bytes came from. ``path`` is the file's name alone."""

    path: str | None
    url: str | None
    retrieved: str | None
    how: str


class Report(Shape):
    """A report with one record of it, as whoever asks may see it.

    What is withheld stands in ``text`` as ``[withheld]``; all spans are code points of this text.
    """

    id: str
    record: int
    newest: bool
    records: list[int]
    title: str | None
    outlet: str | None
    byline: list[str]
    published: str | None
    language: str | None
    media_type: str
    obtained: Obtained
    added: str
    added_by: str | None
    level: Level
    withheld: bool
    text: str
    boilerplate: list[Span]
    remarks: list[str]
    dateline: str | None
    attributions: list[Attribution]
    dates: list[Date]
    places: list[Place]
    actors: list[Actor]
    codes: list[Code]
    sources: list[SourceOf]
    claims: list[Claim]
    notes: list[Note]


class Added(Shape):
    """What became of a report: ``new`` if it was not there before, ``claims`` how many were then read in it."""

    report: str
    new: bool
    claims: int | None
    earlier: str | None


class Decided(Shape):
    """The judgment's entry, and the claim as it stands now: null where one took back that one had added it."""

    entry: int
    claim: Claim | None


class Done(Shape):
    """Numbers of the entries that say what was done."""

    entries: list[int]

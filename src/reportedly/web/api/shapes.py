"""What the API takes and gives. Records, hits and judgments have the shapes that docs/record.md describes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from reportedly.ledger.counts import Field as Counted
from reportedly.ledger.decisions import State
from reportedly.ledger.fields import FIELDS
from reportedly.ledger.hits import Hit, ReportHit
from reportedly.ledger.levels import Level
from reportedly.record import Actor, Attribution, Code, Date, Force, Place, Polarity, Source, SourceKind, Span
from reportedly.record import Claim as ClaimOfRecord
from reportedly.web.access import Rank

Line = Annotated[str, StringConstraints(max_length=2000)]
Words = Annotated[str, StringConstraints(max_length=100_000)]
Entry = Annotated[int, Field(ge=0, lt=2**53)]
"""The number of an entry of the ledger."""
Id = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""Of a claim or a source, within its report."""


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


class LogIn(Shape):
    """Who comes in."""

    name: Line
    password: Line


class Session(Shape):
    """Goes along with every request, as ``Authorization: Bearer`` and this token."""

    token: str


class About(Shape):
    """Filters of reports, as the addresses of the desk's pages have them."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    words: Line | None = Field(None, description='In any order; "quoted" one after the other; arrest* ; -without')
    outlet: Line | None = None
    published: Line | None = Field(None, description="2023-03, 2022/2023-03, ../2021")
    language: Line | None = None
    confidentiality: Level | None = Field(None, description="As confidential as this, exactly")
    public: bool | None = Field(None, description="Only what is public")
    sort: Literal["published", "added", "relevance"] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    after: Line | None = Field(None, description="What the page before gave")


class AboutClaims(About):
    """Filters of claims, as the addresses of the desk's pages have them."""

    source_kind: SourceKind | None = Field(None, alias="source-kind", description="Of who said it first")
    chain: Line | None = Field(None, description="So many links: 3, 2..4, 3.. or ..2")
    force: Force | None = None
    polarity: Polarity | None = None
    code: Line | None = Field(None, description="list, or list/code")
    place: Line | None = Field(None, description="A name, or an id of the gazetteer; what lies inside counts")
    date: Line | None = Field(None, description="What may have happened then: 2021, 2021-03/2021-05, XXXX-05")
    undated: bool | None = None
    state: State | None = None
    report: Line | None = None
    all_records: bool | None = Field(None, alias="all-records")
    sort: Literal["date", "published", "added", "relevance"] | None = None  # type: ignore[assignment]


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
    """How the hits are spread over the values of a field."""

    field: Counted
    values: list[Count]


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


class NewReport(Shape):
    """A report to be added: its text, its bytes in base64 (RFC 4648) with the file's name, or an address to fetch."""

    text: Annotated[str, StringConstraints(max_length=10_000_000)] | None = None
    data: Annotated[str, StringConstraints(max_length=14_000_000)] | None = None
    address: Line | None = None
    name: Line = ""
    outlet: Line = ""
    published: Line = ""
    title: Line = ""
    found: Line = Field("", description="The address where it was found: written down, not visited")


class Added(Shape):
    """What became of a report: ``new`` if it was not there before, ``claims`` how many were then read in it."""

    report: str
    new: bool
    claims: int | None
    earlier: str | None


class Fields(Shape):
    """Fields of a claim. Words are given as spans of the text that the API shows, or as themselves if it has them once.

    ``chain``, ``dates``, ``places``, ``codes`` and ``said_on`` hold ids of the record, or whole things with their
    ``words``; ``actors`` pairs of ``actor`` and ``role``.
    """

    content: list[Span | str] | None = None
    attribution: Id | None = None
    chain: list[Id | dict[str, Any]] | None = None
    implied: list[Id] | None = None
    force: Force | None = None
    polarity: Polarity | None = None
    hedged: bool | None = None
    certainty: Annotated[float, Field(ge=-3, le=3, allow_inf_nan=False)] | None = None
    dates: list[Id | dict[str, Any]] | None = None
    said_on: Id | dict[str, Any] | None = None
    places: list[Id | dict[str, Any]] | None = None
    actors: list[dict[str, Any]] | None = None
    codes: list[Id | dict[str, Any]] | None = None


assert tuple(Fields.model_fields) == FIELDS


class NewJudgment(Shape):
    """A judgment on a claim; a correction replaces only the fields that are named in it.

    ``supersedes`` is one's own judgment that it replaces, ``overrules`` those of others that shall count no longer.
    """

    decision: Literal["accept", "reject", "unsure", "correct", "withdraw"]
    reason: Words | None = None
    fields: Fields | None = None
    supersedes: Entry | None = None
    overrules: Annotated[list[Entry], Field(max_length=100)] = []


class NewClaim(Shape):
    """A claim that the machine missed."""

    fields: Fields
    reason: Words | None = None


class Undo(Shape):
    """Which of one's own judgments to take back."""

    judgment: Entry


class Decided(Shape):
    """The judgment's entry, and the claim as it stands now: null where one took back that one had added it."""

    entry: int
    claim: Claim | None


class ClaimOf(Shape):
    """A claim, and the number of the record that it was seen in."""

    record: Entry
    claim: Id


class ManyJudgments(Shape):
    """One judgment on many claims, for one reason: all or none."""

    decision: Literal["accept", "reject", "unsure"]
    reason: Words
    claims: Annotated[list[ClaimOf], Field(min_length=1, max_length=1000)]


class Done(Shape):
    """Numbers of the entries that say what was done."""

    entries: list[int]


class NewNote(Shape):
    """A note on a claim, a source or the report.

    With ``supersedes`` it takes the place of another; without text it only takes that one back.
    """

    text: Words | None = None
    claim: Id | None = None
    source: Id | None = None
    supersedes: Entry | None = None


class NewRating(Shape):
    """How reliable a source is (A to F), or how credible a claim (1 to 6)."""

    claim: Id | None = None
    source: Id | None = None
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None
    credibility: Literal[1, 2, 3, 4, 5, 6] | None = None
    reason: Words | None = None


class NewLevel(Shape):
    """How confidential a claim, a source or the report is."""

    level: Level
    claim: Id | None = None
    source: Id | None = None
    reason: Words | None = None


class Grouping(Shape):
    """That sources are one, or that they are different ones."""

    decision: Literal["merge", "apart"]
    sources: Annotated[list[Id], Field(min_length=2, max_length=100)]
    reason: Words | None = None


class Splitting(Shape):
    """That some mentions of a source mean somebody else, and that these claims came through that one."""

    mentions: Annotated[list[Span], Field(min_length=1, max_length=1000)]
    claims: Annotated[list[Id], Field(max_length=1000)] = []
    kind: SourceKind
    name: Line | None = None
    reason: Words | None = None

"""What the API takes: questions, reports, judgments, and whatever else people say."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints

from reportedly.corroboration.decisions import Decision as Comparison
from reportedly.ledger.decisions import State
from reportedly.ledger.entries import Kind
from reportedly.ledger.fields import FIELDS
from reportedly.ledger.levels import Level
from reportedly.ledger.people import Role
from reportedly.ledger.reservations import Order
from reportedly.record import Force, Polarity, SourceKind, Span
from reportedly.web.api.shapes import Shape

Line = Annotated[str, StringConstraints(max_length=2000)]
Words = Annotated[str, StringConstraints(max_length=100_000)]
Entry = Annotated[int, Field(ge=0, lt=2**53)]
"""The number of an entry of the ledger."""
Id = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""Of a claim or a source, within its report."""


class LogIn(Shape):
    """Who comes in."""

    name: Line
    password: Line


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
    overrules: Annotated[list[Entry], Field(default_factory=list, max_length=100)]


class NewClaim(Shape):
    """A claim that the machine missed."""

    fields: Fields
    reason: Words | None = None


class Undo(Shape):
    """Which of one's own judgments to take back."""

    judgment: Entry


class ClaimOf(Shape):
    """A claim, and the number of the record that it was seen in."""

    record: Entry
    claim: Id


class ManyJudgments(Shape):
    """One judgment on many claims, for one reason: all or none."""

    decision: Literal["accept", "reject", "unsure"]
    reason: Words
    claims: Annotated[list[ClaimOf], Field(min_length=1, max_length=1000)]


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
    claims: Annotated[list[Id], Field(default_factory=list, max_length=1000)]
    kind: SourceKind
    name: Line | None = None
    reason: Words | None = None


class AboutFamilies(AboutClaims):
    """Filters of claims whose families are asked for; or one claim by its name."""

    claim: Line | None = Field(None, description="3fa9c1d2:c7")
    start: Annotated[int, Field(ge=0, lt=2**31)] = Field(0, description="What the page before gave")


class NewComparison(Shape):
    """What is decided about two claims, given by their names (3fa9c1d2:c7)."""

    a: Line
    b: Line
    decision: Comparison
    reason: Words


class NextFrom(Shape):
    """Where the next claim to review comes from: an order of the queue, or what a search finds."""

    order: Order = "uncertain"
    search: AboutClaims | None = None


class NewMember(Shape):
    """Somebody who may come in from now on, with a first password of at least twelve characters."""

    name: Line
    role: Role
    password: Line


class ChangedMember(Shape):
    """Another role for somebody, whether this person may come in, and perhaps another password."""

    name: Line
    role: Role
    active: bool
    password: Line | None = None


class AboutActs(Shape):
    """Which entries: of a person, a kind, a report, from a day until a day (UTC, both included), before a number."""

    by: Line | None = None
    kind: Kind | None = Field(None, description="If none is given, all that people make")
    report: Line | None = Field(None, description="Its id")
    since: date | None = None
    until: date | None = None
    before: Entry | None = None

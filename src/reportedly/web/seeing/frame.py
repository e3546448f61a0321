"""What every page of finding and seeing has: its question, the form for it, how much was found, and the other pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from fastapi import Request

from reportedly.coding import codebook
from reportedly.errors import CodebookError, LedgerError
from reportedly.ledger import matching
from reportedly.ledger.chosen import Chosen, Time
from reportedly.ledger.counts import spread
from reportedly.ledger.held import Held
from reportedly.ledger.query import Query
from reportedly.web.desk import the_claims, the_desk
from reportedly.web.seeing.asked import CHOICES, FILTERS, address, given, question
from reportedly.web.seeing.labels import LISTS, label
from reportedly.web.who import Person

PAGES = (
    ("/search", "Claims"),
    ("/timeline", "Timeline"),
    ("/map", "Map"),
    ("/orders", "Who orders whom"),
    ("/codes", "Codes over time"),
)
"""Pages that show the same question in different ways."""

NAMES = {
    "words": "words", "source-kind": "said first by", "chain": "chain", "force": "force", "polarity": "polarity",
    "code": "code", "place": "place", "date": "happened", "undated": "no known date", "state": "state",
    "report": "report", "all-records": "older records too", "outlet": "outlet", "published": "published",
    "language": "language", "confidentiality": "confidentiality", "public": "public only",
}  # fmt: skip


@dataclass(frozen=True)
class Chip:
    """One thing that is asked for, and the address without it."""

    name: str
    value: str
    address: str


@dataclass(frozen=True)
class Frame:
    """A question as a page shows it. ``query`` is None where it cannot be asked, and ``wrong`` says why.

    ``own`` is what the address says about this page alone: by which time it counts, say.
    """

    path: str
    asked: Mapping[str, str]
    person: Person
    query: Query | None
    wrong: str | None
    held: Held
    own: Mapping[str, str] = field(default_factory=dict)

    @property
    def chips(self) -> list[Chip]:
        """What is asked for."""
        return [
            Chip(NAMES[name], _shown(name, self.asked[name]), self.without(name))
            for name in FILTERS
            if name in self.asked
        ]

    @property
    def more(self) -> bool:
        """Whether anything is asked that the form keeps folded away."""
        return any(name in self.asked for name in FILTERS if name not in ("words", "place", "date", "code", "force"))

    def without(self, name: str) -> str:
        """The address of this page without one part of the question."""
        return self.here(**{name.replace("-", "_"): None})

    def here(self, **changes: str | None) -> str:
        """The address of this page with some changes."""
        return address(self.path, {**self.asked, **self.own}, **changes)

    @property
    def pages(self) -> list[tuple[str, str, bool]]:
        """Address and name of each page that shows the same question, and whether it is this one."""
        kept = {name: value for name, value in self.asked.items() if name in FILTERS}
        return [(address(path, kept), name, path == self.path) for path, name in PAGES]

    @property
    def file(self) -> str:
        """The address of the table of this page as a file."""
        return address(f"{self.path}.csv", {**self.asked, **self.own})

    def choose(self, **more: Any) -> Chosen:
        """All claims that are found."""
        if self.query is None:
            return Chosen()
        return self.held.choose(replace(self.query, of="claims", sort="added", after=None, **more))

    @property
    def time(self) -> Time:
        """By which time this page counts."""
        return "happened" if self.own.get("by") == "happened" else "published"


def frame(request: Request, person: Person, path: str, own: Sequence[str] = (), **more: Any) -> Frame:
    """The question of an address; one that cannot be asked is no error but told on the page."""
    asked = given(request)
    held = the_claims(request)
    here = {name: value for name in own if (value := request.query_params.get(name))}
    try:
        query = question(the_desk(request).ledger, asked, person, **more)
        matching.asked(query)  # says here, not later, that nobody knows a place
    except LedgerError as wrong:
        said = str(wrong)
        return Frame(path, asked, person, None, said[:1].upper() + said[1:] + ".", held, here)
    return Frame(path, asked, person, query, None, held, here)


def shown(one: Frame, chosen: Chosen) -> dict[str, Any]:
    """What the templates of all these pages need."""
    return {
        "frame": one,
        "choices": choices(),
        "codes": codes(),
        "total": chosen.total,
        "standing": [
            (label("state", state), count, one.here(state=state))
            for state, count in spread(chosen, "decision")
            if state is not None
        ],
    }


def choices() -> dict[str, list[tuple[str, str]]]:
    """What may be chosen in the form, with what it is called."""
    return {name: [(value, label(name, value)) for value in values] for name, values in CHOICES.items()}


@lru_cache(maxsize=1)
def codes() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The lists of the codebook, each with what it is called and its codes."""
    try:
        book = codebook.load()
    except CodebookError:
        return []
    return [
        (
            listed,
            LISTS.get(listed, listed.replace("_", " ")),
            [(f"{listed}/{one.code}", one.label) for one in book.entries if one.list == listed],
        )
        for listed in book.lists
    ]


def _shown(name: str, value: str) -> str:
    if name in ("undated", "all-records", "public"):
        return "yes"
    if name == "report":
        return value.removeprefix("sha256:")[:8]
    if name == "code" and "/" not in value:
        return label("list", value)
    if name in ("chain", "language"):
        return value
    return label(name, value)

"""Claims as columns in memory.

What is searched lies in the database as tokens; here each kind of token is an array of small numbers.
reportedly.ledger.fetched reads the columns, held keeps them, chosen counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

KINDS = "fpsnlokcgmi"
"""Letters of the facets that are kept (reportedly.ledger.rows)."""

Array = NDArray[Any]


class Names(dict[str, int]):
    """Every facet that was ever read, by its token, with a number; it gets one when it is first asked for.

    ``kinds`` and ``places`` say for each number which of KINDS it is (len(KINDS) if it is none) and which of the
    values of that kind, counted from 0; ``of_kind`` has those values.
    """

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[int] = []
        self.places: list[int] = []
        self.of_kind: list[list[str]] = [[] for _ in range(len(KINDS) + 1)]

    def __missing__(self, token: str) -> int:
        kind = KINDS.find(token[1:2] or " ") % (len(KINDS) + 1)
        self.kinds.append(kind)
        self.places.append(len(self.of_kind[kind]))
        self.of_kind[kind].append(token[2:])
        self[token] = number = len(self)
        return number

    def named(self, kind: str) -> list[str]:
        """The values of a kind, as they stand in tokens."""
        return self.of_kind[KINDS.index(kind)]


@dataclass(frozen=True)
class Facet:
    """One kind of facet: for each that a claim has the place of the claim and a number that stands for the value.

    ``rows`` is None where every claim has exactly one.
    """

    rows: Array | None
    values: Array

    @cached_property
    def some(self) -> Array:
        """The places of claims that have any, each once; only where ``rows`` is not None."""
        assert self.rows is not None
        return self.rows[np.flatnonzero(np.diff(self.rows, prepend=-1))]


@dataclass(frozen=True)
class Moments:
    """When what is claimed happened; ``rows`` are the places of the claims."""

    rows: Array
    first: Array
    last: Array
    every_first: Array
    every_last: Array


@dataclass(frozen=True)
class Part:
    """Some claims, sorted by their numbers. ``report`` is a number that stands for the report.

    ``live`` are those that no later part holds again, ``newest`` those of records that none replaces; ``strictest`` is
    the level of whatever in the report is the most confidential. Months are those of the days ``dated`` and
    ``published``, counted from the year 0; -1 where they are not known.
    """

    ids: Array
    live: Array
    newest: Array
    report: Array
    dated: Array
    published: Array
    published_to: Array
    level: Array
    strictest: Array
    decision: Array
    month_dated: Array
    month_published: Array
    facets: dict[str, Facet]
    moments: Moments


@dataclass
class State:
    """What is known of the ledger so far: the claims, and of every report its id, outlet and month of addition.

    Outlets and months are numbers, which ``outlets`` and ``months`` give to their names.
    """

    size: int = 0
    parts: list[Part] = field(default_factory=list)
    report_ids: list[str] = field(default_factory=list)
    outlet: list[int] = field(default_factory=list)
    added: list[int] = field(default_factory=list)
    outlets: dict[str | None, int] = field(default_factory=dict)
    months: dict[str | None, int] = field(default_factory=dict)
    strictest: list[int] = field(default_factory=list)
    report_at: dict[int, int] = field(default_factory=dict)
    names: Names = field(default_factory=Names)


def facet(rows: Array, values: Array, count: int) -> Facet:
    """A kind of facet of so many claims, in as little memory as its values need."""
    single = len(rows) == count and bool((rows == np.arange(count, dtype=np.int32)).all())
    return Facet(None if single else rows, values.astype(np.min_scalar_type(int(values.max(initial=0)))))

"""How likely the claims of a new report are to say the same as those of other records, and as one another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

from sqlalchemy import Connection, select

from reportedly.corroboration import same
from reportedly.corroboration.same.measures import cosine
from reportedly.corroboration.tables import said

PAIRS = 400
"""Pairs of claims whose likeness is worked out for a new report at most: those first that share most rare words."""

SHARED = 0.15
"""Likeness of words (cosine) below which two claims are not compared: of pairs that say the same none was below."""

INSIDE = 40
"""Claims of a report, the first, that are compared with one another."""

Pair = tuple[int, int]
"""Numbers of two claims, the smaller first."""


def of(
    connection: Connection, base: int, ours: Sequence[same.Said], records: Sequence[int], known: Collection[Pair] = ()
) -> dict[Pair, float]:
    """How likely claims of some records are to say the same as the new ones, where that is more likely than not.

    ``base`` is the number of the first of the new claims, ``ours``; of pairs that are ``known`` nothing is worked out.
    """
    if not records:
        return {}
    rows = connection.execute(select(said.c.claim, said.c.parts).where(said.c.record.in_(records)))
    theirs = [(row.claim, same.unpacked(row.parts)) for row in rows]
    found = []
    for at, one in enumerate(ours):
        for claim, other in theirs:
            pair = min(claim, base + at), max(claim, base + at)
            if pair not in known and (words := cosine(one.weights, other.weights)) >= SHARED:
                found.append((words, pair, one, other))
    found.sort(key=lambda one: (-one[0], one[1]))
    return _likely([(pair, one, other) for _, pair, one, other in found[:PAIRS]]) | _inside(base, ours)


def _inside(base: int, ours: Sequence[same.Said]) -> dict[Pair, float]:
    """The same for the claims of the new report among themselves."""
    pairs = combinations(enumerate(ours[:INSIDE], base), 2)
    some = [((a, b), one, other) for (a, one), (b, other) in pairs if cosine(one.weights, other.weights) >= SHARED]
    return _likely(some)


def _likely(some: Sequence[tuple[Pair, same.Said, same.Said]]) -> dict[Pair, float]:
    sure = ((pair, same.alike(one, other)) for pair, one, other in some)
    return {pair: p for pair, p in sure if p >= same.SAME}

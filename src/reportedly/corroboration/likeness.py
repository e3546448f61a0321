"""How likely the claims of a new report are to say the same as those of other records, and as one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

from sqlalchemy import Connection, select

from reportedly.corroboration import same
from reportedly.corroboration.same.measures import cosine
from reportedly.corroboration.tables import said

NEAREST = 5
"""Claims of other records that each new one is compared with, at most: those first that share most rare words. Clusters
are cut knowing that no more were (``same.partition``), so that one of forty is no further from the others than one of
five."""

SHARED = 0.15
"""Likeness of words (cosine) below which two claims are not compared: of pairs that say the same none was below."""

LEAST = 0.2
"""Probability from which a pair is kept: clusters are cut by the average of all their pairs, the doubtful ones too."""

INSIDE = 40
"""Claims of a report, the first, that are compared with one another."""

Pair = tuple[int, int]
"""Numbers of two claims, the smaller first."""


def of(
    connection: Connection, base: int, ours: Sequence[same.Said], records: Sequence[int], known: Collection[Pair] = ()
) -> dict[Pair, float]:
    """How likely claims of some records are to say the same as the new ones, where that may be.

    ``base`` is the number of the first of the new claims, ``ours``; of pairs that are ``known`` nothing is worked out.
    """
    words = _Words(ours)
    near: list[list[tuple[float, Pair, same.Said]]] = [[] for _ in ours]
    rows = select(said.c.claim, said.c.parts).where(said.c.record.in_(records))
    for claim, parts in connection.execute(rows) if records else ():
        other = same.unpacked(parts)
        for at, likeness in words.like(other):
            pair = min(claim, base + at), max(claim, base + at)
            if pair not in known:
                near[at].append((-likeness, pair, other))
    found = []
    for one, some in zip(ours, near, strict=True):
        some.sort(key=lambda other: other[:2])
        found += [(pair, one, other) for pair, other in _nearest(some)]
    return _likely(found) | _inside(base, ours)


def _nearest(some: Sequence[tuple[float, Pair, same.Said]]) -> list[tuple[Pair, same.Said]]:
    """The nearest claims, of those in the same words the first alone: reprints leave room for other stories."""
    found: dict[tuple[str, ...], tuple[Pair, same.Said]] = {}
    for _, pair, other in some:
        found.setdefault((other.force, *other.stems), (pair, other))
        if len(found) == NEAREST:
            break
    return [*found.values()]


class _Words:
    """Which of some claims have a word, so that another is held against those alone that share one with it."""

    def __init__(self, some: Sequence[same.Said]) -> None:
        self._lengths = [_squared(one) for one in some]
        self._holding: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, one in enumerate(some):
            for stem, weight in one.weights.items():
                self._holding[stem].append((at, weight))

    def like(self, other: same.Said) -> Iterable[tuple[int, float]]:
        """The places of those whose words are like another's, and how much (cosine)."""
        both: dict[int, float] = defaultdict(float)
        for stem, weight in other.weights.items():
            for at, ours in self._holding.get(stem, ()):
                both[at] += weight * ours
        length = _squared(other)
        likeness = ((at, shared / (length * self._lengths[at]) ** 0.5) for at, shared in both.items() if shared)
        return [one for one in likeness if one[1] >= SHARED]


def _squared(one: same.Said) -> float:
    return sum(weight * weight for weight in one.weights.values())


def _inside(base: int, ours: Sequence[same.Said]) -> dict[Pair, float]:
    """The same for the claims of the new report among themselves."""
    pairs = combinations(enumerate(ours[:INSIDE], base), 2)
    some = [((a, b), one, other) for (a, one), (b, other) in pairs if cosine(one.weights, other.weights) >= SHARED]
    return _likely(some)


def _likely(some: Sequence[tuple[Pair, same.Said, same.Said]]) -> dict[Pair, float]:
    sure = same.all_alike([(one, other) for _, one, other in some])
    return {pair: p for (pair, _, _), p in zip(some, sure, strict=True) if p >= LEAST}

"""Clusters from pairs: whoever is alike on the average, people's decisions first.

Claims that are linked, directly or over others, make a web; each web is cut into clusters by itself. A new claim
therefore changes only the web that it joins, and the order in which claims came changes nothing: a web is the same in
any order, and it is cut anew from its pairs.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import fsum
from typing import TypeVar

import numpy as np

Ref = TypeVar("Ref", bound=Hashable)

WORD_FOR_WORD = 0.995
"""Likeness from which two are held as one: reprints of one text are no more evidence than one, and as near to others as
one. Four reprints beside two other stories of the event had pulled the average of all pairs below what joins them."""

APART = -1e6
"""Likeness of two that a person said are not the same."""


def webs(members: Sequence[Ref], links: Iterable[tuple[Ref, Ref]]) -> list[list[Ref]]:
    """Members that are linked, directly or over others; each web and all webs in the members' order."""
    above: dict[Ref, Ref] = {one: one for one in members}

    def top(one: Ref) -> Ref:
        while above[one] != one:
            above[one] = one = above[above[one]]
        return one

    for a, b in links:
        above[top(a)] = top(b)
    found: dict[Ref, list[Ref]] = {}
    for one in members:
        found.setdefault(top(one), []).append(one)
    return list(found.values())


def partition(
    members: Sequence[Ref],
    likely: Mapping[tuple[Ref, Ref], float],
    least: float,
    same: Iterable[tuple[Ref, Ref]] = (),
    other: Iterable[tuple[Ref, Ref]] = (),
    compared: int | None = None,
) -> list[tuple[Ref, ...]]:
    """Cut members into clusters whose pairs are alike with a probability of ``least`` on the average.

    ``likely`` gives the probability of a pair in either order; a pair that it lacks counts as 0. Where each member was
    compared with at most so many others (``compared``), of the pairs of two groups no more are expected to be known
    than the members of the smaller one were compared with: the rest count for nothing. ``same`` and ``other``
    are what people decided: it holds, whatever is likely, and where two decisions cannot both hold, ``same`` wins.
    Clusters are merged from the likeliest pair on (average linkage); between equals their names decide, so that the
    order of the members changes nothing but the order of what is given back. Members that are alike word for word
    are held as one, unless a person said of two of them that they are not the same.
    """
    given = {one: at for at, one in enumerate(members)}
    held = _held(sorted(members, key=str), likely, other := list(other))
    stands = {one: group[0] for group in held for one in group}
    pairs: dict[tuple[Ref, Ref], list[float]] = {}
    for (a, b), p in likely.items():
        if a in stands and b in stands and stands[a] != stands[b]:
            pairs.setdefault(_pair(stands[a], stands[b]), []).append(p)
    once = {pair: fsum(some) / len(some) for pair, some in pairs.items()}
    joined, parted = (
        [(stands[a], stands[b]) for a, b in some if a in stands and b in stands] for some in (same, other)
    )
    found = _partition([group[0] for group in held], once, least, joined, parted, compared)
    alike = {group[0]: group for group in held}
    whole = [
        tuple(sorted((every for one in some for every in alike[one]), key=lambda one: given[one])) for some in found
    ]
    return sorted(whole, key=lambda some: given[some[0]])


def _pair(a: Ref, b: Ref) -> tuple[Ref, Ref]:
    return (a, b) if str(a) <= str(b) else (b, a)


def _held(
    members: Sequence[Ref], likely: Mapping[tuple[Ref, Ref], float], other: Iterable[tuple[Ref, Ref]]
) -> list[list[Ref]]:
    """Members that are alike word for word, and each that is so with none by itself; none that a person parted."""
    parted = {one for pair in other for one in pair}
    copies = [pair for pair, p in likely.items() if p >= WORD_FOR_WORD and not parted & set(pair)]
    here = set(members)
    return webs(members, [(a, b) for a, b in copies if a in here and b in here])


def _partition(
    members: Sequence[Ref],
    likely: Mapping[tuple[Ref, Ref], float],
    least: float,
    same: Iterable[tuple[Ref, Ref]],
    other: Iterable[tuple[Ref, Ref]],
    compared: int | None,
) -> list[tuple[Ref, ...]]:
    """The same for members of which no two are held as one."""
    index = {one: at for at, one in enumerate(members)}
    known = {
        (index[a], index[b]): p
        for (a, b), p in sorted(likely.items(), key=lambda one: sorted(map(str, one[0])))
        if a in index and b in index and a != b
    }
    joined = webs(members, [(a, b) for a, b in same if a in index and b in index])
    parted = {(index[a], index[b]) for a, b in other if a in index and b in index}
    groups = [[index[one] for one in web] for web in joined]
    links = [(members[a], members[b]) for (a, b), p in known.items() if p > 0]
    out: list[tuple[int, ...]] = []
    for web in webs(members, [*links, *((members[g[0]], members[one]) for g in groups for one in g[1:])]):
        inside = {index[one] for one in web}
        out += _cut([g for g in groups if g[0] in inside], known, parted, least, compared)
    return [tuple(members[at] for at in cluster) for cluster in out]


def _cut(
    groups: list[list[int]],
    known: Mapping[tuple[int, int], float],
    parted: set[tuple[int, int]],
    least: float,
    compared: int | None,
) -> list[tuple[int, ...]]:
    """Average linkage over groups of members, which stay together."""
    count = len(groups)
    of = {one: at for at, group in enumerate(groups) for one in group}
    total, pairs = np.zeros((count, count)), np.zeros((count, count))
    for (a, b), p in known.items():
        if a in of and b in of and of[a] != of[b]:
            total[of[a], of[b]] += p
            total[of[b], of[a]] += p if (b, a) not in known else 0
            pairs[of[a], of[b]] += 1
    total, pairs = np.maximum(total, total.T), np.maximum(pairs, pairs.T)
    for a, b in parted:
        if a in of and b in of and of[a] != of[b]:
            total[of[a], of[b]] = total[of[b], of[a]] = APART
    sizes = np.array([len(group) for group in groups], dtype=float)
    merged = [list(group) for group in groups]
    alive = np.ones(count, dtype=bool)
    np.fill_diagonal(total, -np.inf)
    while alive.sum() > 1:
        expected = np.outer(sizes, sizes)
        if compared is not None:
            expected = np.maximum(pairs, np.minimum(expected, compared * np.minimum.outer(sizes, sizes)))
        mean = total / expected
        at = int(np.argmax(mean))
        a, b = sorted(divmod(at, count))
        if mean[a, b] < least:
            break
        merged[a] += merged[b]
        total[a] += total[b]
        total[:, a] = total[a]
        pairs[a] += pairs[b]
        pairs[:, a] = pairs[a]
        total[a, a] = -np.inf
        total[b] = total[:, b] = -np.inf
        sizes[a] += sizes[b]
        alive[b] = False
    return [tuple(sorted(merged[at])) for at in range(count) if alive[at]]

"""Which words of one claim stand for which of another: the same, some that can mean the same, or the nearest."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from reportedly.corroboration.same.lexicon import related
from reportedly.corroboration.same.said import Said

NAMES = (
    *("told_least", "told_most", "near_least", "near_most", "lacked_least", "lacked_most"),
    *("two_lacked_least", "two_lacked_most", "heads_told_least", "heads_told_most"),
    *("stems_shared", "rarest_shared", "in_order"),
)
"""What the numbers are, in their order."""


def numbers(a: Said, b: Said) -> tuple[float, ...]:
    """[NAMES], the same in either order.

    Told is how much of the rarity of a claim's words the other has in the same words or in related ones; near likewise,
    by the vectors of words, too; lacked the rarity of the rarest word, and of the two rarest, that the other has not.
    """
    if not a.stems or not b.stems:
        return (0.0,) * len(NAMES)
    same = _related(a, b)
    near = np.maximum(same, a.stem_vectors @ b.stem_vectors.T)
    ours, theirs = a.stem_rarities, b.stem_rarities
    told = (same.max(axis=1), same.max(axis=0))
    lacked = [
        sorted((rarities * (1 - found)).tolist(), reverse=True)[:2]
        for rarities, found in zip((ours, theirs), told, strict=True)
    ]
    shared = [stem for stem in a.stems if stem in b.weights]
    return (
        *sorted((_mean(told[0], ours), _mean(told[1], theirs))),
        *sorted((_mean(near.max(axis=1), ours), _mean(near.max(axis=0), theirs))),
        *sorted(one[0] for one in lacked),
        *sorted(sum(one) for one in lacked),
        *sorted((_of_heads(a, told[0]), _of_heads(b, told[1]))),
        float(len(shared)),
        max((a.weights[stem] for stem in shared), default=0.0),
        _in_order(shared, b),
    )


def _related(a: Said, b: Said) -> np.ndarray:
    """How near what the stems of two claims can mean is: [stems of a, stems of b], 1 for the same stem."""
    out = np.zeros((len(a.stems), len(b.stems)), dtype=np.float32)
    mine = [(at, stem) for at, stem in enumerate(b.stems) if stem in b.telling and stem not in a.weights]
    place = b.stem_places
    for at, stem in enumerate(a.stems):
        if stem in place:
            out[at, place[stem]] = 1.0
        elif stem in a.telling:
            for to, other in mine:
                out[at, to] = related(stem, other)
    return out


def _mean(found: np.ndarray, rarities: np.ndarray) -> float:
    return float(found.dot(rarities)) / float(rarities.sum())


def _of_heads(one: Said, found: np.ndarray) -> float:
    """How near the heads of a claim come to any word of the other."""
    places = [one.stem_places[head] for head in one.heads if head in one.stem_places]
    return sum(map(float, found[places])) / len(places) if places else 0.0


def _in_order(shared: list[str], other: Said) -> float:
    """How many pairs of shared stems stand in the same order in both, of 1; a half where there is none."""
    pairs = [(other.stem_places[one], other.stem_places[two]) for one, two in combinations(shared, 2)]
    return sum(one < two for one, two in pairs) / len(pairs) if pairs else 0.5

"""In what two claims are alike, as numbers that a classifier reads. Every number is the same in either order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from reportedly.corroboration.same import matched
from reportedly.corroboration.same.contradiction import denies, near, overlap
from reportedly.corroboration.same.lexicon import related
from reportedly.corroboration.same.measures import cosine, shared
from reportedly.corroboration.same.said import Said

NAMES = (
    *("heads_equal", "heads_share", "last_equal", "cover_least", "cover_most", "mean_least", "mean_most"),
    *("rarest", "least_rare", "saying", "heads_elsewhere"),
    *("related_least", "related_most", "related_any"),
    *matched.NAMES,
    *("all_words", "words", "nearby", "meaning", "who", "who_apart", "about"),
    *("numbers", "numbers_apart", "when", "when_apart", "where", "where_apart"),
    *("denial", "same_report", "length"),
    *("central_least", "central", "leading", "leading_one", "near_rare", "near_rare_apart"),
)
"""What the numbers are, in their order."""


def features(a: Said, b: Said) -> np.ndarray:
    """[features], float32."""
    ours, theirs = set(a.heads), set(b.heads)
    cover = sorted((_covered(a.heads_rare, theirs), _covered(b.heads_rare, ours)))
    mean = sorted(_meant(a, b))
    heads = related_heads(a, b)
    rare = sorted((a.rarest, b.rarest))
    outside = cosine(without(a.weights, ours | theirs), without(b.weights, ours | theirs))
    central = [_central(one.heads, other.places) for one in (a, b) for other in (a, b)]
    return np.array(
        (
            ours == theirs,
            bool(ours & theirs),
            a.heads[-1:] == b.heads[-1:],
            *cover,
            *mean,
            rare[1],
            rare[0],
            (a.saying + b.saying) / 2,
            len(ours & set(b.stems) - theirs) + len(theirs & set(a.stems) - ours),
            *heads,
            *matched.numbers(a, b),
            cosine(a.weights, b.weights),
            outside,
            cosine(a.nearby, b.nearby),
            float(a.meaning @ b.meaning),
            shared(a.who, b.who),
            bool(a.who and b.who and not a.who & b.who),
            len(set(a.about) & set(b.about)) / max(1, min(len(a.about), len(b.about))),
            bool(a.numbers & b.numbers),
            bool(a.numbers and b.numbers and not a.numbers & b.numbers),
            overlap(a, b),
            bool(a.when and b.when and not overlap(a, b)),
            near(a, b),
            bool(a.where and b.where and not near(a, b)),
            denies(a) != denies(b),
            a.report == b.report,
            abs(np.log((1 + len(a.stems)) / (1 + len(b.stems)))),
            min(central),
            sum(central) / 4,
            a.leading and b.leading,
            a.leading != b.leading,
            len(a.rarely & b.rarely) / 3,
            bool(a.rarely and b.rarely and not a.rarely & b.rarely),
        ),
        dtype=np.float32,
    )


def _central(heads: Iterable[str], about: Mapping[str, int]) -> float:
    """How near to the first of what a report is about its nearest head stands: 1 is the first, 0 none of them."""
    places = [about[one] for one in heads if one in about]
    return 1 - min(places) / len(about) if places else 0.0


def _covered(heads: Mapping[str, float], others: set[str]) -> float:
    """How much of the rarity of some heads is that of shared ones."""
    every = sum(heads.values())
    return sum(rarity for one, rarity in heads.items() if one in others) / every if every else 0.0


def _meant(a: Said, b: Said) -> tuple[float, float]:
    """For the heads of each how near their nearest head of the other is in meaning, on the average by rarity."""
    if not a.heads or not b.heads:
        return 0.0, 0.0
    nearest = np.clip(a.head_vectors @ b.head_vectors.T, 0.0, 1.0)
    for at, one in enumerate(a.heads):
        if one in b.heads_rare:
            nearest[at, b.heads.index(one)] = 1.0
    ours, theirs = a.head_rarities, b.head_rarities
    return float(nearest.max(axis=1) @ ours / ours.sum()), float(nearest.max(axis=0) @ theirs / theirs.sum())


def related_heads(a: Said, b: Said) -> tuple[float, float, float]:
    """How near the heads can come to each other in what they mean.

    By the rarity of the heads of each, how much of it the other has, the lesser and the greater; and the nearest two.
    """
    ours, theirs = a.heads_telling, b.heads_telling
    near = [
        [1.0 if one == other else related(one, other) if one in ours and other in theirs else 0.0 for other in b.heads]
        for one in a.heads
    ]
    if not near or not near[0]:
        return 0.0, 0.0, 0.0
    found = sorted((_nearest(a.heads_rare, near), _nearest(b.heads_rare, list(zip(*near, strict=True)))))
    return found[0], found[1], max(map(max, near))


def _nearest(heads: Mapping[str, float], near: Sequence[Sequence[float]]) -> float:
    """The mean of the nearest by rarity."""
    every = sum(heads.values()) or 1.0
    return sum(rarity * max(row) for rarity, row in zip(heads.values(), near, strict=True)) / every


def without(weights: Mapping[str, float], stems: set[str]) -> dict[str, float]:
    """Weights of other stems."""
    return {stem: weight for stem, weight in weights.items() if stem not in stems}

"""A sketch of a text by which its copies are found among millions, without comparing it with each.

Every run of seven words is hashed, and the smallest hashes are kept: MinHash (Broder 1997), scaled to the length of the
text as sourmash does it (Irber and others 2022), so that a passage is found as surely in a long text as in a short one,
and whatever the length of the text it came from. One kept hash is one band of a locality-sensitive index with a single
row each: two texts that share a band are candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from reportedly.corroboration.copies.text import Text, shingles
from reportedly.record import Spans

SHINGLE = 7
"""Words of a run. Of 1.5 million pairs of news articles, 1.6 % share some run of 5 words, 0.4 % of 6, 0.2 % of 7 and
0.13 % of 8; of those that share one of 7, a third have a passage in common. Longer runs are lost to edits."""

SCALE = 12
"""One run in so many is kept: of a passage of 60 words in the same order at least one with a probability of 0.99."""

LEAST = 24
"""Runs that are kept at least, where the text has so many: short dispatches are found as surely as long ones."""

FREQUENT = 16
"""Reports that are read of one band at most, those first placed: what more than so many share is a much printed text,
whose first copies lead to all others, or words that belong to no text (a slogan, a notice)."""

COMPARED = 12
"""Candidates that are compared at most: a new report costs the same whatever the ledger holds."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Signature:
    """The smallest hashes of a text's runs of words, from small to large, and how many runs it has."""

    hashes: tuple[int, ...]
    runs: int


def signature(text: str | Text, boilerplate: Spans = ()) -> Signature:
    """The sketch of a text. Boilerplate, as spans of the text, is left out; a ``Text`` brings its own."""
    text = text if isinstance(text, Text) else Text("", text, boilerplate)
    found = np.unique(shingles(text.hashes, SHINGLE))
    small = int(np.searchsorted(found, np.uint64(2**64 // SCALE)))
    kept = found[: max(small, LEAST)]
    return Signature(tuple(kept.tolist()), len(found))


def bands(signature: Signature) -> list[int]:
    """The numbers under which the text is kept in an index: signed, of 64 bits, from small to large, none twice."""
    return sorted(one - 2**64 if one >= 2**63 else one for one in signature.hashes)


def candidates(members: Mapping[int, Sequence[Key]]) -> list[Key]:
    """Which texts are worth comparing: at most ``COMPARED``, those first that share most, and most that is rare.

    ``members`` gives for every band of the new text the texts that have it, those first placed first and at most
    ``FREQUENT`` of them.
    """
    weights: dict[Key, float] = defaultdict(float)
    order: dict[Key, int] = {}
    for band in sorted(members):
        some = members[band][:FREQUENT]
        for one in some:
            order.setdefault(one, len(order))
            weights[one] += 1 + 1 / len(some)
    return sorted(weights, key=lambda one: (-weights[one], order[one]))[:COMPARED]


def containment(one: Signature, other: Signature) -> float:
    """About which share of the first text's runs of words the other has too, from the sketches alone."""
    limit = min(one.hashes[-1], other.hashes[-1]) if one.hashes and other.hashes else 0
    of = [number for number in one.hashes if number <= limit]
    return len(set(of) & set(other.hashes)) / len(of) if of else 0.0

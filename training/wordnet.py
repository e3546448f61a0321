"""Which words can mean what another means, after WordNet: concepts for every stem, as arrays of ``same.npz``.

The concepts of a word are its senses there, the likelier ones with more weight; what these are kinds of (*robbery* is
a kind of *theft*), verbs and nouns made from one another (*arrest*, *acquire* and *acquisition*), and senses that
WordNet groups together or that follow from one another. Two words are related as far as they share such concepts, and
those count most that few words have. WordNet 3.0 is Princeton University's, whose licence lets everybody use and change
it; Debian has its files as wordnet-base.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from reportedly.corroboration.same.stems import knowledge
from reportedly.ledger.terms import tokens

Concept = tuple[str, str]
"""Part of speech and place in WordNet's file of it."""

SENSES = 5
"""Senses of a word that count: the commonest."""

KEPT = 24
"""Concepts of a stem that are kept, the nearest. Of pairs of words of ECB+ that name one event without sharing a stem,
relatedness ranked the right ones with an average precision of 0.27 with all concepts, 0.26 with 24, 0.24 with 16; the
vectors of words alone with 0.17."""

COMMON = 300
"""A concept that more stems have says nothing."""

DERIVED, KIND, KIND_OF_KIND, GROUPED = 0.8, 0.6, 0.3, 0.6
_PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
_GROUPS = frozenset("$*>&")


def concepts(folder: Path, stems: Sequence[str]) -> dict[str, Any]:
    """The arrays ``concept_counts``, ``concepts`` and ``concept_weights`` for some stems, in their order.

    ``folder`` holds WordNet's files (``data.noun`` …). Raises OSError if they are not there.
    """
    links = dict(_links(folder))
    known = _of_stems(folder, links, frozenset(stems))
    having = Counter(concept for every in known.values() for concept in every)
    number: dict[Concept, int] = {}
    counts, ids, shares = [], [], []
    for stem in stems:
        near = {one: weight for one, weight in known.get(stem, {}).items() if 1 < having[one] <= COMMON}
        kept = sorted(near, key=lambda one: (-near[one], having[one], one))[:KEPT]
        rare = {number.setdefault(one, len(number)): near[one] * np.log((len(known) + 1) / having[one]) for one in kept}
        length = sum(weight**2 for weight in rare.values()) ** 0.5
        counts.append(len(rare))
        ids += sorted(rare)
        shares += [round(255 * rare[id] / length) for id in sorted(rare)]
    return {
        "concept_counts": np.array(counts, dtype=np.uint8),
        "concepts": np.array(ids, dtype=np.uint16),
        "concept_weights": np.array(shares, dtype=np.uint8),
    }


def _links(folder: Path) -> Iterator[tuple[Concept, list[tuple[str, Concept]]]]:
    """Every sense with its links: a sign, and the sense it leads to."""
    for part, name in _PARTS.items():
        for line in (folder / f"data.{name}").read_text("latin-1").splitlines():
            if line.startswith("  "):
                continue
            fields = line.split("|")[0].split()
            at = 4 + 2 * int(fields[3], 16)
            found = [fields[at + 1 + 4 * n : at + 4 + 4 * n] for n in range(int(fields[at]))]
            yield (part, fields[0]), [(sign, (to.replace("s", "a"), place)) for sign, place, to in found]


def _of_stems(
    folder: Path, links: Mapping[Concept, list[tuple[str, Concept]]], stems: frozenset[str]
) -> dict[str, dict[Concept, float]]:
    """For every stem that WordNet knows a word of, its concepts with weights."""
    out: dict[str, dict[Concept, float]] = defaultdict(lambda: defaultdict(float))
    for part, name in _PARTS.items():
        for line in (folder / f"index.{name}").read_text("latin-1").splitlines():
            fields = line.split()
            stem = _stem(fields[0]) if fields[0].isalpha() and not line.startswith("  ") else None
            if stem not in stems:
                continue
            senses = [field for field in fields if len(field) == 8 and field.isdigit()]
            for rank, place in enumerate(senses[:SENSES]):
                for concept, weight in _near((part, place), links).items():
                    out[str(stem)][concept] = max(out[str(stem)][concept], weight / (1 + rank))
    return out


def _near(sense: Concept, links: Mapping[Concept, list[tuple[str, Concept]]]) -> dict[Concept, float]:
    """A sense and what lies beside it, with weights."""
    out: dict[Concept, float] = defaultdict(float)
    out[sense] = 1.0
    for sign, to in links[sense]:
        weight = DERIVED if sign == "+" else KIND if sign in ("@", "@i") else GROUPED if sign in _GROUPS else 0.0
        out[to] = max(out[to], weight)
        if sign in ("@", "@i"):
            for above, beyond in links[to]:
                out[beyond] = max(out[beyond], KIND_OF_KIND if above == "@" else 0.0)
    return {one: weight for one, weight in out.items() if weight}


@cache
def _stem(word: str) -> str | None:
    """The stem of a word as claims are compared by it; None if it is cut into several."""
    found = list(tokens(word))
    return knowledge()["forms"].get(found[0].full, found[0].token) if len(found) == 1 else None

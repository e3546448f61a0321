"""What one claim says, in the parts by which it is compared with others: words, who, when, where, force, numbers.

A ``Said`` is worked out from a record and from nothing else, so it can be made anew at any time; ``packed`` and
``unpacked`` keep it beside the claim, so that comparing needs no record.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from reportedly.corroboration.same.lexicon import can_mean, lexicon
from reportedly.corroboration.same.stems import knowledge
from reportedly.record import Force, Polarity

Interval = tuple[str, str]
"""First and last day, ISO 8601."""


RARE = 0.6
"""From this rarity on a word is taken for one that few reports have, a name above all."""


@dataclass(frozen=True)
class Said:
    """One claim as it is compared.

    ``report`` and ``claim`` are its ids, ``words`` its exact words, ``stems`` those of them that carry meaning,
    ``heads`` those that name what happens, ``close`` those that stand near them, ``about`` the weightiest of the whole
    report, the weightiest first. ``leading`` says whether a head stands where the report begins. ``who`` holds names in
    plain small letters and codes of institutions (``=police``), ``when`` the intervals in which it happened, ``where``
    ids of the gazetteer, ``around`` the ids of all that holds these places, ``numbers`` figures as they are compared
    (``12000``, ``12%``). ``told`` is the day of the telling or of publication. ``vector`` stands for the meaning:
    [384], float32, of length 1, or None; nothing is decided by it.
    """

    report: str
    claim: str
    words: str
    stems: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    who: frozenset[str] = frozenset()
    when: tuple[Interval, ...] = ()
    where: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    force: Force = "stated"
    polarity: Polarity = "positive"
    leading: bool = False
    told: str | None = None
    vector: np.ndarray | None = field(default=None, compare=False)

    @property
    def ref(self) -> tuple[str, str]:
        """Report and claim: what stands for it in clusters."""
        return self.report, self.claim

    @cached_property
    def weights(self) -> dict[str, float]:
        """How rare each of its stems is."""
        return {one: lexicon().rarity(one) for one in self.stems}

    @cached_property
    def nearby(self) -> dict[str, float]:
        """How rare each of the stems near its heads is."""
        return {one: lexicon().rarity(one) for one in self.close}

    @cached_property
    def telling(self) -> frozenset[str]:
        """Those of its stems of which it is known what they can mean: names are not among them."""
        return frozenset(one for one in self.stems if can_mean(one))

    @cached_property
    def heads_telling(self) -> frozenset[str]:
        """The same of its heads."""
        return frozenset(one for one in self.heads if lexicon().means(one))

    @cached_property
    def stem_places(self) -> dict[str, int]:
        """Where each of its stems stands among them."""
        return {stem: at for at, stem in enumerate(self.stems)}

    @cached_property
    def stem_rarities(self) -> np.ndarray:
        """[stems], above 0."""
        return np.array([*self.weights.values()], dtype=np.float32) + 1e-3

    @cached_property
    def stem_vectors(self) -> np.ndarray:
        """[stems, 64], float32, each row of length 1, or all 0 where the word is not known."""
        return _vectors(self.stems)

    @cached_property
    def meaning(self) -> np.ndarray:
        """The meanings of its words added up by rarity: [64], of length 1, or all 0 where no word is known."""
        known = [(weight, lexicon().vector(one)) for one, weight in self.weights.items() if one not in self.heads]
        added = sum((weight * vector for weight, vector in known if vector is not None), np.zeros(lexicon().width))
        length = float(np.linalg.norm(added))
        return np.asarray(added / length if length else added)

    @cached_property
    def head_vectors(self) -> np.ndarray:
        """[heads, 64], each row of length 1, or all 0 where the word is not known."""
        return _vectors(self.heads)

    @cached_property
    def head_rarities(self) -> np.ndarray:
        """[heads], above 0."""
        return np.array([lexicon().rarity(one) for one in self.heads]) + 1e-3

    @cached_property
    def heads_rare(self) -> dict[str, float]:
        """How rare each of its heads is."""
        return {one: lexicon().rarity(one) for one in self.heads}

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each stem stands among the weightiest of its report."""
        return {stem: at for at, stem in enumerate(self.about)}

    @cached_property
    def rarely(self) -> frozenset[str]:
        """The stems near its heads that few reports have."""
        return frozenset(stem for stem, rarity in self.nearby.items() if rarity >= RARE)

    @cached_property
    def rarest(self) -> float:
        """The rarity of its rarest head."""
        return float(self.head_rarities.max()) if self.heads else 0.0

    @cached_property
    def saying(self) -> float:
        """How many of its heads name that something is said, of 1."""
        return sum(one in knowledge()["saying"] for one in self.heads) / max(1, len(self.heads))


def _vectors(stems: tuple[str, ...]) -> np.ndarray:
    nothing = np.zeros(lexicon().width, dtype=np.float32)
    known = (lexicon().vector(one) for one in stems)
    return np.array([nothing if one is None else one for one in known]).reshape(-1, lexicon().width)


def unit(vector: np.ndarray) -> np.ndarray | None:
    """A vector of length 1, float32; None if it has no direction."""
    length = float(np.linalg.norm(vector))
    return (vector / length).astype(np.float32) if np.isfinite(length) and length > 1e-9 else None


def packed(one: Said) -> str:
    """A claim as JSON text, to be kept; the vector in half precision."""
    record: dict[str, Any] = {name: getattr(one, name) for name in (*_PLAIN, *_LISTS)}
    record |= {name: sorted(getattr(one, name)) for name in _SETS}
    if one.vector is not None:
        record["vector"] = base64.b64encode(one.vector.astype("<f2").tobytes()).decode("ascii")
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Said:
    """What ``packed`` gave."""
    record = json.loads(text)
    vector = record.pop("vector", None)
    record |= {name: frozenset(record[name]) for name in _SETS}
    record |= {name: tuple(record[name]) for name in _LISTS}
    record["when"] = tuple((first, last) for first, last in record["when"])
    if vector is not None:
        record["vector"] = unit(np.frombuffer(base64.b64decode(vector), dtype="<f2").astype(np.float32))
    return Said(**record)


_PLAIN = ("report", "claim", "words", "force", "polarity", "leading", "told")
_LISTS = ("stems", "heads", "close", "about", "when")
_SETS = ("who", "where", "around", "numbers")

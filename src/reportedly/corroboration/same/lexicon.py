"""What is known of single words beforehand: how rare each is in news, what it means, and how often it names an event.

The table lies beside the weights, made by ``training/same.py``. It never changes with what a ledger holds, so that a
claim is compared today as it was yesterday, and adding a report costs the same however many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

import numpy as np

from reportedly.errors import ModelError


@dataclass(frozen=True)
class Lexicon:
    """Stems with a rarity (0: in every report, 1: in none), a vector of length 1 or 0, and the share that names events.

    ``vectors`` is [stems, 64], int8 as stored; a row of zeros stands for a word without a known meaning. ``concepts``
    and ``concept_weights`` (uint8) hold for one stem after the other, from ``concept_starts`` on, what it can mean.
    """

    index: dict[str, int]
    rarities: np.ndarray
    vectors: np.ndarray
    happening: np.ndarray
    concept_starts: np.ndarray
    concepts: np.ndarray
    concept_weights: np.ndarray

    @property
    def width(self) -> int:
        """How many numbers a vector has."""
        return int(self.vectors.shape[1])

    def rarity(self, stem: str) -> float:
        """How rare a stem is; one that is not known is as rare as can be."""
        return self._rarity.get(stem, 1.0)

    @cached_property
    def _rarity(self) -> dict[str, float]:
        return dict(zip(self.index, self.rarities.tolist(), strict=True))  # looked up thousands of times a report

    def vector(self, stem: str) -> np.ndarray | None:
        """What stands for the meaning of a stem: [64], float32, of length 1; None if it is not known."""
        at = self.index.get(stem)
        if at is None or not self.vectors[at].any():
            return None
        row = self.vectors[at].astype(np.float32)
        return np.asarray(row / np.float32(np.linalg.norm(row)))

    def happens(self, stem: str) -> float:
        """How often a stem names an event, of 1; 0 if it is not known."""
        at = self.index.get(stem)
        return 0.0 if at is None else float(self.happening[at]) / 255

    def means(self, stem: str) -> Mapping[int, float]:
        """What a stem can mean: numbers of concepts with weights, of length 1 together; none if it is not known."""
        at = self.index.get(stem)
        if at is None:
            return {}
        start, end = self.concept_starts[at : at + 2]
        weights = self.concept_weights[start:end].astype(float)
        length = float(np.sqrt(weights @ weights)) or 1.0
        return dict(zip(self.concepts[start:end].tolist(), (weights / length).tolist(), strict=True))


def read(arrays: dict[str, Any]) -> Lexicon:
    """The table from the arrays that are stored. Raises KeyError."""
    stems = bytes(arrays["stems"]).decode("utf-8").split("\n")
    reports = float(arrays["reports"])
    rarities = np.log((reports + 1) / (arrays["found_in"].astype(np.float64) + 1)) / np.log(reports + 1)
    index = {stem: at for at, stem in enumerate(stems)}
    starts = np.r_[0, np.cumsum(arrays["concept_counts"], dtype=np.int64)]
    known = arrays["vectors"], arrays["happening"], starts, arrays["concepts"], arrays["concept_weights"]
    return Lexicon(index, rarities.astype(np.float32), *known)


CONCEPTS = ("concept_counts", "concepts", "concept_weights")
TABLE = ("stems", "reports", "found_in", "vectors", "happening", *CONCEPTS)
"""The arrays of the table of words; all others are weights of judges."""


@lru_cache(maxsize=1 << 16)
def related(one: str, other: str) -> float:
    """How near what two stems can mean is, from 0 to 1 (cosine); 0 if one is not known, and 1 for the same stem."""
    if one == other:
        return 1.0
    ours, theirs = _means(one), _means(other)
    if ours.keys().isdisjoint(theirs):
        return 0.0
    return min(1.0, sum(weight * theirs.get(concept, 0.0) for concept, weight in ours.items()))


def can_mean(stem: str) -> bool:
    """Whether it is known what a stem can mean."""
    return bool(_means(stem))


@lru_cache(maxsize=1 << 14)
def _means(stem: str) -> Mapping[int, float]:
    return lexicon().means(stem)


@lru_cache(maxsize=1)
def _shipped() -> tuple[dict[str, Any], Lexicon]:
    path = resources.files("reportedly").joinpath("models", "en", "same.npz")
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        return arrays, read(arrays)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"the weights same.npz cannot be loaded: {error}") from error


_used: ContextVar[tuple[dict[str, Any], Lexicon] | None] = ContextVar("used", default=None)


def weights() -> dict[str, Any]:
    """All arrays of ``models/en/same.npz``. Raises ModelError if they are missing or broken."""
    return (_used.get() or _shipped())[0]


def lexicon() -> Lexicon:
    """The table of words that ships. Raises ModelError if it is missing or broken."""
    return (_used.get() or _shipped())[1]


@contextmanager
def using(arrays: dict[str, Any]) -> Iterator[None]:
    """Compare by other weights for a while: training measures what it has not written yet."""
    token = _used.set((arrays, read(arrays)))
    _forget()
    try:
        yield
    finally:
        _used.reset(token)
        _forget()


def _forget() -> None:
    related.cache_clear()
    _means.cache_clear()

"""How likely it is that two claims say the same, or that two words in two sentences name the same event.

Both are told from the same numbers (``features``) by a small network each: one hidden layer, read here with numpy.
``training/same.py`` makes them. Every number is the same in either order, and so is the probability.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from reportedly.corroboration.same.features import features
from reportedly.corroboration.same.lexicon import weights
from reportedly.corroboration.same.said import Said

SAME = 0.5
"""From this probability on two claims are taken to say the same."""

EVENT = 0.5
"""From this probability on two mentions are taken to name the same event."""

Judge = Literal["claims", "events"]


def alike(a: Said, b: Said) -> float:
    """The probability that two claims say the same, whoever says it; a denial and what it denies say the same."""
    return float(judged("claims", features(a, b)[None])[0])


def all_alike(pairs: Sequence[tuple[Said, Said]]) -> list[float]:
    """The same for many pairs at once, which costs less than one by one."""
    found: list[float] = judged("claims", np.array([features(a, b) for a, b in pairs])).tolist() if pairs else []
    return found


def same_event(a: Said, b: Said) -> float:
    """The probability that the heads of two pieces of text name the same event."""
    return float(judged("events", features(a, b)[None])[0])


def judged(judge: Judge, numbers: np.ndarray) -> np.ndarray:
    """What a judge says of pairs: [pairs, features] to probabilities [pairs]."""
    stored = weights()
    scaled = (numbers - stored[f"{judge}_mean"]) / stored[f"{judge}_scale"]
    hidden = np.maximum(scaled @ stored[f"{judge}_hidden"] + stored[f"{judge}_hidden_bias"], 0)
    out = hidden @ stored[f"{judge}_out"] + stored[f"{judge}_out_bias"]
    probability: np.ndarray = 1 / (1 + np.exp(-np.clip(out, -30, 30)))
    return probability

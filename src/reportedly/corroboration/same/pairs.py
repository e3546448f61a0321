"""How likely it is that two claims say the same."""

from __future__ import annotations

import numpy as np

from reportedly.corroboration.same.said import Said

SAME = 0.5
"""From this probability on two claims are taken to say the same."""


def alike(a: Said, b: Said) -> float:
    """The probability that two claims say the same, whoever says it; a denial and what it denies say the same."""
    ours, theirs = set(a.stems), set(b.stems)
    shared = len(ours & theirs) / np.sqrt(max(1, len(ours)) * max(1, len(theirs)))
    return float(1 / (1 + np.exp(-8 * (shared - 0.5))))

"""What a judge says of numbers: many small trees of yes-or-no questions, whose answers are added up.

``training/judge.py`` grows them by gradient boosting (Friedman, Annals of Statistics 2001) and lays them out one after
the other. A node asks whether a number is at most its bound and leads on to another node; a leaf leads to itself.
"""

from __future__ import annotations

import numpy as np

from reportedly.corroboration.same.lexicon import weights


def judged(judge: str, numbers: np.ndarray) -> np.ndarray:
    """What a judge says of pairs: [pairs, numbers], float32, to probabilities [pairs], float64."""
    stored = weights()
    asks, bounds, steps = (stored[f"{judge}_{part}"] for part in ("asks", "bounds", "steps"))
    rows = np.arange(len(numbers))[:, None]
    at = np.broadcast_to(stored[f"{judge}_roots"].astype(np.int64), (len(numbers), len(stored[f"{judge}_roots"])))
    for _ in range(int(stored[f"{judge}_depth"])):
        at = steps[at, (numbers[rows, asks[at]] > bounds[at]).astype(np.intp)]
    added = stored[f"{judge}_values"][at].sum(axis=1, dtype=np.float64)
    return np.asarray(1 / (1 + np.exp(-added)))

"""What the network marks beside attributions: how sources know, who is told, what is a penalty, what saying it does.

One head says all of it. Its columns come in groups: of words that are tagged (outside, begin, inside) and of classes.
Which columns are which says ``labels.json`` beside the weights, as the training wrote it (training.marks).
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from reportedly.errors import ModelError
from reportedly.language.pieces import MODEL, Pieces

Span = tuple[int, int]
OPENING = 2.0
"""What it costs to mark one more stretch of words, in log odds. On 350 invented passages that are held back, counting
stretches that share half their words with a right one: F1 of basis, offence, penalty and target 0.459, 0.557, 0.534 and
0.573; with words above a threshold and their likelier neighbours 0.400, 0.463, 0.505 and 0.503."""
READY = {
    **{"basis": 1.0, "unnamed": 2.5},
    **{"told": 1.5, "affected": 1.5},
    **{"offence": 1.0, "penalty": 1.5, "target": 1.5, "repealed": 1.5},
}
"""How readily words are marked, by group (log odds), as serves best on the passages held back. Of offences, penalties
and targets, with the words of the codebook, 0.69, 0.76 and 0.73 of the gold phrases get a code of the right list, and
0.63, 0.64 and 0.47 of such codes stand on one; when a word was taken at a probability of 0.7 it was 0.62, 0.65, 0.63
and 0.63, 0.68, 0.46."""
Columns = dict[str, tuple[slice, tuple[str, ...]]]


@lru_cache(maxsize=4)
def columns(folder: Path = MODEL) -> Columns:
    """For every group its columns and what each of them stands for; empty if the weights have no such head.

    Raises ModelError if the file is broken.
    """
    path = folder / "labels.json"
    if not path.exists():
        return {}
    try:
        found: Columns = {}
        at = 0
        for name, labels in json.loads(path.read_text(encoding="utf-8")).items():
            found[name] = (slice(at, at + len(labels)), tuple(labels))
            at += len(labels)
        return found
    except (OSError, ValueError, AttributeError, TypeError) as wrong:
        raise ModelError(f"the labels {path.name} cannot be loaded: {wrong}") from wrong


def shares(scores: np.ndarray) -> np.ndarray:
    """Probabilities from scores [rows, classes], along each row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    divided: np.ndarray = powers / powers.sum(axis=1, keepdims=True)
    return divided


def tagged(pieces: Pieces, probabilities: np.ndarray, words: list[Span], ready: float) -> list[tuple[Span, float]]:
    """Stretches of words from probabilities [pieces, 3] (outside, begin, inside), each with its mean probability.

    Of all ways to cut a paragraph into stretches the one with the greatest sum, over the pieces inside, of the log odds
    of being inside plus ``ready``, less OPENING for every stretch (Viterbi, with two states): a stretch lives through a
    doubtful word in its middle and is not begun for a single one. That a
    word most likely begins a stretch does not cut one in two: it costs 1 to 3 points on the passages held back.
    """
    if not len(probabilities):
        return []
    inside = np.clip(1 - probabilities[:, 0], 1e-6, 1 - 1e-6)
    odds = np.log(inside / (1 - inside)) + ready
    if odds.max() <= 0:
        return []
    owner = np.searchsorted([start for start, _ in words], pieces.start, side="right") - 1
    present, first = np.unique(owner, return_index=True)
    summed = np.add.reduceat(odds, first)
    found = []
    for begin, end in _stretches(summed, pieces.paragraph[first]):
        last = first[end] if end < len(first) else len(inside)
        span = (words[int(present[begin])][0], words[int(present[end - 1])][1])
        found.append((span, float(inside[first[begin] : last].mean())))
    return found


def _stretches(gains: np.ndarray, paragraphs: np.ndarray) -> list[tuple[int, int]]:
    """The stretches [first, behind the last) with the greatest sum, less OPENING each; none goes over paragraphs.

    No stretch begins or ends with a loss, so it is enough to look at the runs of gains and at what lies between them.
    """
    gaining = np.flatnonzero(gains > 0)
    if not len(gaining):
        return []
    total = np.concatenate([[0.0], np.cumsum(gains)])
    cut = np.flatnonzero((np.diff(gaining) > 1) | (np.diff(paragraphs[gaining]) != 0)) + 1
    runs = [(int(run[0]), int(run[-1]) + 1) for run in np.split(gaining, cut)]
    ways = _Way(0.0, ()), _Way(-np.inf, ())  # the best that is outside behind the run before, and the best inside
    behind = 0
    for begin, end in runs:
        outside, within = ways
        opened = _Way(outside.worth - OPENING, (outside.stretches, begin))
        across = -np.inf if behind == 0 or paragraphs[behind - 1] != paragraphs[begin] else total[begin] - total[behind]
        went_on = _Way(within.worth + across, within.stretches)
        best = max(opened, went_on, key=lambda way: way.worth)
        best = _Way(best.worth + total[end] - total[begin], best.stretches)
        closed = _Way(best.worth, (*best.stretches, end))
        ways = max(outside, closed, key=lambda way: way.worth), best
        behind = end
    found = []
    chosen = ways[0].stretches
    while chosen:
        chosen, begin, end = chosen
        found.append((begin, end))
    return found[::-1]


class _Way(NamedTuple):
    """How much a choice of stretches is worth, and the stretches, each linked to the one before it."""

    worth: float
    stretches: Any

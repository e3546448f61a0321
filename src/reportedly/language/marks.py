"""What the network marks beside attributions: how sources know, who is told, what is a penalty, what saying it does.

One head says all of it. Its columns come in groups: of words that are tagged (outside, begin, inside) and of classes.
Which columns are which says ``labels.json`` beside the weights, as the training wrote it (training.marks).
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

from reportedly.errors import ModelError
from reportedly.language.pieces import MODEL, Pieces

Span = tuple[int, int]
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


def tagged(pieces: Pieces, probabilities: np.ndarray, words: list[Span], least: float) -> list[tuple[Span, float]]:
    """Stretches of words from probabilities [pieces, 3] (outside, begin, inside), with that of their surest word.

    A word is as likely inside as its pieces are on the average. A stretch holds a word that is with a probability of
    ``least``, and the words around it that are half as likely; where a word more likely begins a stretch than that it
    goes on or stands outside, a new one begins.
    """
    inside = 1 - probabilities[:, 0]
    if not len(inside) or inside.max() < least:
        return []
    starts = np.array([start for start, _ in words])
    owner = np.searchsorted(starts, pieces.start, side="right") - 1
    present, first = np.unique(owner, return_index=True)
    mean = np.add.reduceat(inside, first) / np.diff(np.append(first, len(owner)))
    found: list[tuple[int, int, float]] = []
    before = -2
    for at in np.flatnonzero(mean >= least / 2).tolist():
        piece = int(first[at])
        start, end = words[int(present[at])]
        goes_on = at == before + 1 and pieces.paragraph[piece] == pieces.paragraph[piece - 1]
        if goes_on and probabilities[piece, 1] <= max(probabilities[piece, 2], probabilities[piece, 0]):
            found[-1] = (found[-1][0], end, max(found[-1][2], float(mean[at])))
        else:
            found.append((start, end, float(mean[at])))
        before = at
    return [((start, end), sure) for start, end, sure in found if sure >= least]

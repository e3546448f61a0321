"""Which cue a content hangs on, and which source a cue: a score for every pair.

A score is the product of the two spans' projected vectors, plus what is learnt of where they stand: how far apart,
whether a paragraph ends between them, and how many other candidates lie between.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from reportedly.errors import ModelError

DISTANCES, PARAGRAPHS, BETWEEN = 26, 3, 4
_EDGES = np.array([0, 1, 2, 3, 5, 8, 12, 18, 26, 40, 60, 90])

Span = tuple[int, int]


def position_features(
    froms: list[Span], tos: list[Span], paragraph: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Bucketed distance, paragraph borders and candidates between, each [from, to], for spans of places.

    ``paragraph`` numbers the paragraph of every place. The buckets of a candidate on the left are 0 … 12, on the
    right 13 … 25.
    """
    start, end = np.array(froms, dtype=np.int64).reshape(-1, 2).T[:, :, None]
    first, last = np.array(tos, dtype=np.int64).reshape(-1, 2).T[:, None, :]
    gap = np.where(first >= end, first - end, np.where(last <= start, start - last, 0))
    own, middles = (start + end) / 2, (first + last) / 2
    distance = np.minimum(np.searchsorted(_EDGES, gap, side="right") - 1, 12) + 13 * (middles > own)
    border = np.minimum(np.abs(paragraph[first] - paragraph[start]), PARAGRAPHS - 1)
    ordered = np.sort(middles[0])
    low, high = np.minimum(own, middles), np.maximum(own, middles)
    inside = np.searchsorted(ordered, high, side="left") - np.searchsorted(ordered, low, side="right")
    return distance, border, np.clip(inside, 0, BETWEEN - 1)


@dataclass(frozen=True)
class LinkHead:
    """What the link scores were trained to be; arrays as in heads.npz beside the network.

    ``distance``, ``paragraph`` and ``between`` have one row for content → cue and one for cue → source.
    """

    no_source: np.ndarray
    distance: np.ndarray
    paragraph: np.ndarray
    between: np.ndarray


def load_head(path: Path) -> LinkHead:
    """Read heads.npz. Raises ModelError if it is missing or broken."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            return LinkHead(stored["no_source"], stored["distance"], stored["paragraph"], stored["between"])
    except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
        raise ModelError(f"the link weights {path.name} cannot be loaded: {error}") from error


def scores(
    head: LinkHead, relation: int, projected: np.ndarray, froms: list[Span], tos: list[Span], paragraph: np.ndarray
) -> np.ndarray:
    """Scores [from, to] of a relation (0: content → cue, 1: cue → source) between spans of places.

    For relation 1 a last column scores that the cue has no source.
    """
    width = projected.shape[1] // 4
    begin = 2 * relation * width

    def pooled(spans: list[Span], offset: int) -> np.ndarray:
        if not spans:
            return np.zeros((0, width), dtype=np.float32)
        rows = np.concatenate([projected[s:e, offset : offset + width] for s, e in spans]).astype(np.float32)
        lengths = np.array([e - s for s, e in spans])
        begins = np.concatenate(([0], lengths.cumsum()[:-1]))
        means: np.ndarray = np.add.reduceat(rows, begins, axis=0) / lengths[:, None].astype(np.float32)
        return means

    query = pooled(froms, begin)
    scale = float(np.sqrt(width))
    distance, border, between = position_features(froms, tos, paragraph)
    result = (
        query @ pooled(tos, begin + width).T / scale
        + head.distance[relation][distance]
        + head.paragraph[relation][border]
        + head.between[relation][between]
    )
    if relation == 1:
        result = np.concatenate([result, (query @ head.no_source / scale)[:, None]], axis=1)
    scored: np.ndarray = result
    return scored

"""Turn texts with marked attributions into what the network is trained on: windows with tags and links."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from tokenizers import Tokenizer

from reportedly.language import windows
from reportedly.language.pieces import Pieces, cut
from training.corpora import Example
from training.words import UNMARKED, Marked, unmarked

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ROLES = ("source", "cue", "content")
TRAINED = 256
"""Most pieces of a training window; at run time windows are shorter (reportedly.language.windows)."""


@dataclass(frozen=True)
class Labelled:
    """A text's pieces, a tag for each, and the spans ``(role, first piece, last piece + 1, attributions)``."""

    name: str
    pieces: Pieces
    tags: np.ndarray
    spans: list[tuple[int, int, int, frozenset[int]]]
    weight: float


def label(example: Example, tokenizer: Tokenizer) -> Labelled:
    """Tag every piece; where roles overlap a cue wins over a source and a source over a content."""
    pieces = cut(example.text, tokenizer)
    tags = np.zeros(len(pieces), dtype=np.int64)
    owners: dict[tuple[int, int, int], set[int]] = {}
    for number, attribution in enumerate(example.attributions):
        for role, spans in enumerate((attribution.source, attribution.cue, attribution.content)):
            for start, end in spans:
                first = int(np.searchsorted(pieces.end, start, side="right"))
                last = int(np.searchsorted(pieces.start, end, side="left"))
                if last > first:
                    owners.setdefault((role, first, last), set()).add(number)
    for wanted in (2, 0, 1):
        for role, first, last in owners:
            if role == wanted:
                tags[first:last] = 2 + 2 * role
                tags[first] = 1 + 2 * role
    spans_out = [(role, first, last, frozenset(o)) for (role, first, last), o in sorted(owners.items())]
    return Labelled(example.name, pieces, tags, spans_out, example.weight)


@dataclass(frozen=True)
class Item:
    """One training window: the window, its tags (-100 at separators), its spans in window places, soft tags if any."""

    window: windows.Window
    tags: np.ndarray
    spans: list[tuple[int, int, int, frozenset[int]]]
    soft: np.ndarray | None
    weight: float
    marks: dict[str, np.ndarray] = field(default_factory=dict)


def marked_items(one: Marked, start_id: int, separator_id: int, stops: frozenset[int], first: int | None) -> list[Item]:
    """Cut a text whose single words are marked into windows; nothing is said of its attributions."""
    out = []
    for packed in windows.pack(windows.blocks(one.pieces, TRAINED - 2, stops), TRAINED, first):
        window = windows.window(one.pieces, packed, start_id, separator_id)
        real = window.piece >= 0
        marks = {}
        for name, of_pieces in one.marks.items():
            marks[name] = np.full(len(window), np.nan if name == "value" else UNMARKED, dtype=of_pieces.dtype)
            marks[name][real] = of_pieces[window.piece[real]]
        out.append(Item(window, unmarked(len(window)), [], None, 1.0, marks))
    return out


def items(
    one: Labelled, start_id: int, separator_id: int, stops: frozenset[int], first: int | None, soft: np.ndarray | None
) -> list[Item]:
    """Cut one labelled text into windows; ``first`` shortens the first of them."""
    ranges = windows.blocks(one.pieces, TRAINED - 2, stops)
    out = []
    for packed in windows.pack(ranges, TRAINED, first):
        window = windows.window(one.pieces, packed, start_id, separator_id)
        real = window.piece >= 0
        tags = np.full(len(window), -100, dtype=np.int64)
        tags[real] = one.tags[window.piece[real]]
        begin, end = packed[0][0], packed[-1][1]
        place = np.full(len(one.pieces) + 1, -1, dtype=np.int64)
        place[window.piece[real]] = np.flatnonzero(real)
        spans = [
            (role, int(place[s]), int(place[e - 1]) + 1, owner)
            for role, s, e, owner in one.spans
            if begin <= s and e <= end and place[s] >= 0 and place[e - 1] >= 0
        ]
        window_soft = None
        if soft is not None:
            window_soft = np.zeros((len(window), len(TAGS)), dtype=np.float32)
            window_soft[real] = soft[window.piece[real]]
        out.append(Item(window, tags, spans, window_soft, one.weight))
    return out

"""What the language step knows of a text: words, sentences, and the numbers the encoder gave for each word piece.

An Analysis is transient: nothing of it is stored in a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import onnxruntime

from reportedly.language import encoder, windows
from reportedly.language.marks import READY, columns, shares, tagged
from reportedly.language.names import Name, names
from reportedly.language.pieces import Pieces, cut, paragraphs, quote_states, tokenizer
from reportedly.language.sentences import sentences

_WORD = re.compile(r"\w+|[^\w\s]")
START, SEPARATOR = 101, 102
"""Ids of [CLS] and [SEP] in the vocabulary of all-MiniLM-L6-v2."""

NEAR, OPEN = 1.3, 0.9
"""What comes nearer to 0 than NEAR is neither presented as a fact nor as none, and held to OPEN: those who annotate
place it below 1. By its value alone, which is pulled to the many facts, two in three of them pass for facts or for
none: on UW dev (3,358 events) a recall of 0.33, not 0.54, for a mean absolute error of 0.392, not 0.393."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Analysis:
    """A text with everything the heads read; arrays have one row a word piece."""

    text: str
    pieces: Pieces
    tags: np.ndarray
    links: np.ndarray
    vectors: np.ndarray
    entities: np.ndarray
    events: np.ndarray
    marks: np.ndarray

    @cached_property
    def names(self) -> list[Name]:
        """Named entities, in the order of the text. Words without a capital or a figure name nothing."""
        found = names(self.pieces, self.entities, self.words)
        return [
            one for one in found if any(letter.isupper() or letter.isdigit() for letter in self.text[slice(*one.span)])
        ]

    def certainty(self, spans: Sequence[Span]) -> float | None:
        """How surely some words present what they tell as a fact, from -3 (certainly not) to 3 (certainly).

        It is that of the word which most surely names an event. None if the weights have no head for it. The scale is
        that of Saurí and Pustejovsky (2012) as Lee et al. (EMNLP 2015) use it.
        """
        if not self.events.shape[1]:
            return None
        inside = self._inside(spans)
        if not len(inside):
            return None
        event = inside[self.events[inside, 0].argmax()]
        return round(float(certainties(self.events[event])), 1)

    def marked(self, name: str) -> list[tuple[Span, float]]:
        """The words that are marked as something (``basis``, ``told``, ``penalty`` …), each with its probability.

        Nothing if the weights have no head for it.
        """
        known = self._known(name)
        return [] if known is None else tagged(self.pieces, known[0], self.words, READY[name])

    def likely(self, name: str, spans: Sequence[Span]) -> dict[str, float]:
        """How likely some words are of each class of a group (``force``, ``kind`` …); empty where nothing says so."""
        known = self._known(name)
        inside = self._inside(spans)
        if known is None or not len(inside):
            return {}
        return dict(zip(known[1], known[0][inside].mean(axis=0).tolist(), strict=True))

    def _inside(self, spans: Sequence[Span]) -> np.ndarray:
        """The numbers of the pieces that lie in some spans, in part at least; rising, each once."""
        starts, ends = np.array(spans, dtype=np.int64).reshape(-1, 2).T
        first = np.searchsorted(self.pieces.end, starts, side="right").tolist()
        behind = np.searchsorted(self.pieces.start, ends, side="left").tolist()
        ranges = [np.arange(*one) for one in zip(first, behind, strict=True)]
        return ranges[0] if len(ranges) == 1 else np.unique(np.concatenate([*ranges, np.zeros(0, dtype=np.int64)]))

    def _known(self, name: str) -> tuple[np.ndarray, tuple[str, ...]] | None:
        """The probabilities [pieces, classes] of a group of marks and what its classes are, worked out once."""
        group = columns().get(name)
        if group is None or not self.marks.shape[1]:
            return None
        if name not in self._shares:
            self._shares[name] = shares(self.marks[:, group[0]])
        return self._shares[name], group[1]

    @cached_property
    def _shares(self) -> dict[str, np.ndarray]:
        return {}

    @cached_property
    def words(self) -> list[Span]:
        """Words and punctuation marks, as spans."""
        return [m.span() for m in _WORD.finditer(self.text)]

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Lines that hold text."""
        return paragraphs(self.text)

    @cached_property
    def sentences(self) -> list[Span]:
        """Sentences, none of which crosses a paragraph; together they hold every word."""
        return [s for start, end in self.paragraphs for s in sentences(self.text, start, end)]

    @cached_property
    def quotes(self) -> np.ndarray:
        """For every code point: 0 outside a quotation, 1 inside, 2 opening mark, 3 closing mark."""
        return quote_states(self.text)


def certainties(events: np.ndarray) -> np.ndarray:
    """How surely events are facts, -3 to 3, from what the head says of each: [..., 3] to [...].

    What is left open is held to the middle of the scale (NEAR, OPEN).
    """
    value = np.clip(events[..., 1], -3, 3)
    held: np.ndarray = np.where(np.abs(value) < NEAR, np.clip(value, -OPEN, OPEN), value)
    return held


_ALWAYS: dict[str, tuple[int, type[np.floating[Any]]]] = {
    "tags": (7, np.float32),
    "links": (256, np.float16),
    **dict.fromkeys(("vectors", "entities", "events", "marks"), (0, np.float32)),
}
"""Columns and kinds of an analysis's arrays before anything was read."""


def stops() -> frozenset[int]:
    """Ids of the pieces that may end a sentence."""
    return frozenset(i for i in (tokenizer().token_to_id(mark) for mark in (".", "!", "?")) if i is not None)


def analyse(
    texts: Iterable[str], network: onnxruntime.InferenceSession | None = None, *, keep_vectors: bool = False
) -> Iterator[Analysis]:
    """Run the encoder over texts, in their order. The result for a text does not depend on the other texts.

    ``vectors`` are kept only where they are asked for: a report of 10 MB would need 4 GB for them.
    """
    ends = stops()
    for text in texts:
        pieces = cut(text)
        packed = windows.pack(windows.blocks(pieces, windows.LENGTH - 2, ends), windows.LENGTH)
        cuts = [windows.window(pieces, ranges, START, SEPARATOR) for ranges in packed]
        arrays = {name: np.zeros((len(pieces), width), dtype=kind) for name, (width, kind) in _ALWAYS.items()}
        given_windows = encoder.run(cuts, network, vectors=keep_vectors)
        for ranges, window, numbers in zip(packed, cuts, given_windows, strict=True):
            real = window.piece >= 0
            here = slice(ranges[0][0], ranges[-1][1])  # ranges lie one behind the other
            for name, given in numbers._asdict().items():
                if arrays[name].shape[1] != given.shape[1]:  # of what not every network gives, only now is it known
                    arrays[name] = np.zeros((len(pieces), given.shape[1]), dtype=np.float32)
                arrays[name][here] = given[real]
        yield Analysis(text, pieces, **arrays)

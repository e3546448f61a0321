"""Read the corpora that mark single words: named entities (CoNLL++) and how surely an event is a fact (UW)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from benchmarks.columns import joined, sentences
from reportedly.language.pieces import Pieces, cut

ENTITY_TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
UNMARKED = -100
SENTENCES = 12
"""Sentences of a text that is put together from a file that marks no documents."""


@dataclass(frozen=True)
class Marked:
    """A text's pieces, and for each an entity tag or UNMARKED, and a factuality or NaN; ``event`` 1, 0 or UNMARKED."""

    name: str
    pieces: Pieces
    entity: np.ndarray
    event: np.ndarray
    value: np.ndarray


def _empty(name: str, text: str, tokenizer: Tokenizer) -> Marked:
    pieces = cut(text, tokenizer)
    count = len(pieces)
    return Marked(
        name,
        pieces,
        np.full(count, UNMARKED, dtype=np.int64),
        np.full(count, UNMARKED, dtype=np.int64),
        np.full(count, np.nan, dtype=np.float32),
    )


def read_entities(path: Path, tokenizer: Tokenizer) -> list[Marked]:
    """CoNLL++ (Wang et al., EMNLP 2019), a text a document; tags in the last column, BIO."""
    documents: list[list[list[list[str]]]] = []
    for rows in sentences(path):
        if rows[0][0] == "-DOCSTART-":
            documents.append([])
            rows = rows[1:]
        if rows:
            documents[-1].append(rows)
    found: list[Marked] = []
    for number, document in enumerate(documents):
        text, places = joined([[row[0] for row in rows] for rows in document])
        marked = _empty(f"{path.stem}-{number}", text, tokenizer)
        for rows, spans in zip(document, places, strict=True):
            for row, (start, end) in zip(rows, spans, strict=True):
                tag = ENTITY_TAGS.index(row[-1])
                first, last = _pieces(marked.pieces, start, end)
                marked.entity[first:last] = tag + 1 if tag % 2 else tag
                marked.entity[first : first + 1] = tag
        found.append(marked)
    return found


def read_factuality(path: Path, tokenizer: Tokenizer) -> list[Marked]:
    """UW event factuality (Lee et al., EMNLP 2015; unified by Stanovsky et al., ACL 2017): -3 to 3 for each event."""
    found: list[Marked] = []
    every = sentences(path)
    while some := list(islice(every, SENTENCES)):
        text, places = joined([[row[1] for row in rows] for rows in some])
        marked = _empty(f"{path.stem}-{len(found)}", text, tokenizer)
        marked.event[:] = 0
        for rows, spans in zip(some, places, strict=True):
            for row, (start, end) in zip(rows, spans, strict=True):
                if row[2] != "_":
                    first, last = _pieces(marked.pieces, start, end)
                    marked.event[first:last] = 1
                    marked.value[first:last] = float(row[2])
        found.append(marked)
    return found


def _pieces(pieces: Pieces, start: int, end: int) -> tuple[int, int]:
    """First piece of a stretch of text, and the one behind its last."""
    return int(np.searchsorted(pieces.end, start, side="right")), int(np.searchsorted(pieces.start, end, side="left"))

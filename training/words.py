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
    """A text's pieces, and by the name of what is marked a class for each, UNMARKED where nothing is known.

    ``entity`` is an index into ENTITY_TAGS, ``event`` 1 where a word names an event, ``value`` that event's factuality
    (a float, NaN where none is known); the others are those of training.marks.
    """

    name: str
    pieces: Pieces
    marks: dict[str, np.ndarray]


def unmarked(count: int) -> np.ndarray:
    """A class for each of ``count`` pieces, none of them known."""
    return np.full(count, UNMARKED, dtype=np.int64)


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
        text, where = joined([[row[0] for row in rows] for rows in document])
        pieces = cut(text, tokenizer)
        entity = unmarked(len(pieces))
        for rows, spans in zip(document, where, strict=True):
            for row, (start, end) in zip(rows, spans, strict=True):
                tag = ENTITY_TAGS.index(row[-1])
                first, last = places(pieces, start, end)
                entity[first:last] = tag + 1 if tag % 2 else tag
                entity[first : first + 1] = tag
        found.append(Marked(f"{path.stem}-{number}", pieces, {"entity": entity}))
    return found


def read_factuality(path: Path, tokenizer: Tokenizer) -> list[Marked]:
    """UW event factuality (Lee et al., EMNLP 2015; unified by Stanovsky et al., ACL 2017): -3 to 3 for each event."""
    found: list[Marked] = []
    every = sentences(path)
    while some := list(islice(every, SENTENCES)):
        text, where = joined([[row[1] for row in rows] for rows in some])
        pieces = cut(text, tokenizer)
        event = np.zeros(len(pieces), dtype=np.int64)
        value = np.full(len(pieces), np.nan, dtype=np.float32)
        for rows, spans in zip(some, where, strict=True):
            for row, (start, end) in zip(rows, spans, strict=True):
                if row[2] != "_":
                    first, last = places(pieces, start, end)
                    event[first:last] = 1
                    value[first:last] = float(row[2])
        found.append(Marked(f"{path.stem}-{len(found)}", pieces, {"event": event, "value": value}))
    return found


def places(pieces: Pieces, start: int, end: int) -> tuple[int, int]:
    """First piece of a stretch of text, and the one behind its last."""
    return int(np.searchsorted(pieces.end, start, side="right")), int(np.searchsorted(pieces.start, end, side="left"))

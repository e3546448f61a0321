"""Word pieces of a text, with what the encoder is told about each: its id, its letter case, whether it is quoted.

The encoder's vocabulary is uncased, so letter case travels beside the piece; and a word piece does not see whether a
quotation mark far to its left is still open, so that travels too. Both are small integers that the encoder embeds and
adds to the piece's own embedding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

MODEL = Path(__file__).resolve().parent.parent / "models" / "en"

MODEL_NAME = "en-3"
"""The name of the shipped weights, written into every record."""

CASES = ("lower", "title", "upper", "mixed", "digit", "other")
_OTHER = CASES.index("other")
QUOTES = ("outside", "inside", "opening", "closing")

LONGEST = 20_000
"""Code points. The longest paragraph of PolNeAR has 2,573; what is longer is a text that has lost its line ends. Links
are scored between all pairs of a paragraph."""

_OPENING, _CLOSING, _STRAIGHT = "“„«", "”»", '"＂'
_MARK = re.compile(f"[{_OPENING}{_CLOSING}{_STRAIGHT}]")
_WORD = re.compile(r"\w+|[^\w\s]")
_PARAGRAPH = re.compile(r"[^\r\n]+")


@dataclass(frozen=True)
class Pieces:
    """The word pieces of one text, in order; five arrays of one length.

    ``start`` and ``end`` are code points of the text (end exclusive); ``paragraph`` numbers the lines that hold text.
    """

    ids: np.ndarray
    case: np.ndarray
    quote: np.ndarray
    start: np.ndarray
    end: np.ndarray
    paragraph: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    """The shipped word-piece tokenizer, loaded once."""
    return load_tokenizer(MODEL / "tokenizer.json")


def load_tokenizer(path: Path) -> Tokenizer:
    """A tokenizer from a file, with its own truncation and padding switched off."""
    loaded = Tokenizer.from_file(str(path))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The lines of a text that hold something other than white space, as spans without their line ends.

    A line longer than LONGEST is cut behind a sentence, or where it must be.
    """
    return [
        part
        for match in _PARAGRAPH.finditer(text)
        for part in _parts(text, *match.span())
        if not text[part[0] : part[1]].isspace()
    ]


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out = []
    while end - start > LONGEST:
        stop = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in (". ", ".” ", '." ', "? ", "! "))
        stop = text.find(" ", stop) if stop > 0 else start + LONGEST
        out.append((start, stop))
        start = stop
    return [*out, (start, end)]


def quote_states(text: str) -> np.ndarray:
    """For every code point whether it is outside, inside, or itself an opening or closing double quotation mark.

    Marks are counted within a paragraph: a quotation that runs on into the next paragraph opens again there, as
    newspapers print it, and a forgotten closing mark does not spoil the rest of the text.
    """
    states = np.zeros(len(text), dtype=np.int8)
    for start, end in paragraphs(text):
        opened = None
        for match in _MARK.finditer(text, start, end):
            at, letter = match.start(), match.group()
            if opened is not None:
                states[opened + 1 : at] = 1
            opened = at if letter in _OPENING or (letter in _STRAIGHT and opened is None) else None
            states[at] = 3 if opened is None else 2
        if opened is not None:
            states[opened + 1 : end] = 1
    return states


def case_classes(text: str) -> np.ndarray:
    """For every code point the letter case of the word it belongs to, as an index into CASES."""
    words = [(match.start(), match.end(), _case(match.group())) for match in _WORD.finditer(text)]
    if not words:
        return np.full(len(text), _OTHER, dtype=np.int8)
    starts, ends, cases = np.array(words).T
    between = starts - np.concatenate(([0], ends[:-1]))  # white space in front of every word
    lengths = np.stack([between, ends - starts], axis=1).ravel()
    classes = np.stack([np.full(len(cases), _OTHER), cases], axis=1).ravel().repeat(lengths)
    return np.concatenate([classes, np.full(len(text) - ends[-1], _OTHER)]).astype(np.int8)


@lru_cache(maxsize=20_000)
def _case(word: str) -> int:
    if word.islower():
        case = "lower"
    elif word[0].isdigit():
        case = "digit"
    elif not any(letter.isalpha() for letter in word):
        case = "other"
    elif word.isupper() and len(word) > 1:
        case = "upper"
    elif word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        case = "title"
    else:
        case = "mixed"
    return CASES.index(case)


def cut(text: str, using: Tokenizer | None = None) -> Pieces:
    """Cut a text into word pieces. Never fails; pieces that stand for no character are dropped."""
    encoded = (using or tokenizer()).encode(text, add_special_tokens=False)
    offsets = np.array(encoded.offsets, dtype=np.int32).reshape(-1, 2)
    ids = np.array(encoded.ids, dtype=np.int32)
    kept = offsets[:, 1] > offsets[:, 0]
    ids, start, end = ids[kept], offsets[kept, 0], offsets[kept, 1]
    borders = np.array([span[0] for span in paragraphs(text)], dtype=np.int32)
    return Pieces(
        ids=ids,
        case=case_classes(text)[start] if len(text) else np.zeros(0, dtype=np.int8),
        quote=quote_states(text)[start] if len(text) else np.zeros(0, dtype=np.int8),
        start=start,
        end=end,
        paragraph=np.searchsorted(borders, start, side="right").astype(np.int32) - 1,
    )

"""What the tests of the codes share: a text read without any network."""

from __future__ import annotations

import re

from reportedly.coding import Codebook, load
from reportedly.coding.find import in_sentence
from reportedly.coding.words import cut
from reportedly.record import Span, Spans

_WORD = re.compile(r"\w+|[^\w\s]")
_SENTENCE = re.compile(r"[^.!?]+[.!?”]*")

Named = tuple[str, str, str, bool]


def words_of(text: str) -> list[Span]:
    return [m.span() for m in _WORD.finditer(text)]


def sentences_of(text: str) -> list[Span]:
    return [m.span() for m in _SENTENCE.finditer(text)]


def coded(text: str, codebook: Codebook | None = None, boilerplate: Spans = ()) -> list[Named]:
    """List, code, words and whether repealed, for every code of a text."""
    found = []
    for sentence in cut(text, words_of(text), sentences_of(text), boilerplate):
        for name, code, (start, end), gone in in_sentence(sentence, codebook or load()):
            found.append((name, code, text[start:end], gone))
    return found


def codes(text: str, *lists: str) -> list[str]:
    """``list/code`` of every code of a text in some lists (or all), in the order of the text."""
    return [f"{name}/{code}" for name, code, _, _ in coded(text) if not lists or name in lists]

"""Phrases that name somebody: a head word, what stands before it, and what belongs to it behind.

Places in the list of words are inclusive at both ends; spans are code points of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from reportedly.actors.knowledge import TOKEN, Head, Institution, apostrophe
from reportedly.record import Span

Found = TypeVar("Found")
_OPENS = re.compile(r"[\n.!?:;“”\"(]")


class Word(NamedTuple):
    """A word of the text, with its lower-case form, and whether it follows the word before it directly."""

    start: int
    end: int
    text: str
    low: str
    joined: bool
    opens: bool


@dataclass
class Phrase:
    """Words that name somebody. ``first`` and ``last`` are places in the list of words, both inclusive."""

    first: int
    last: int
    span: Span
    head: Head
    words: tuple[str, ...]
    determiner: str
    proper: bool
    bodies: tuple[Institution, ...] = ()
    person: tuple[str, ...] = ()
    rank: str | None = None
    inner: list[Phrase] = field(default_factory=list)
    of: Phrase | None = None
    nested: bool = False
    code: str | None = None


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words of a stretch of text."""
    found: list[Word] = []
    last = start
    for match in TOKEN.finditer(text, start, end):
        s, e = match.span()
        word = match.group()
        gap = text[last:s]
        if gap == " ":
            joined, opens = bool(found), not found
        else:
            joined = bool(found) and gap.isspace() and "\n" not in gap
            opens = not found or (not joined and _OPENS.search(gap) is not None)
        low = word.lower()
        found.append(Word(s, e, word, low.replace("’", "'") if "’" in low else low, joined, opens))
        last = e
    return found


def longest(
    table: dict[str, list[tuple[tuple[str, ...], Found]]], said: list[Word], at: int
) -> tuple[int, Found] | None:
    """The longest entry of a table that stands at a place: how many words it has, and what the table holds."""
    for key, value in table.get(stem(said[at]), ()):
        size = len(key)
        if at + size > len(said) or (size == 1 and not _same(said[at], key[0])):
            continue
        if all(said[at + i].joined and _same(said[at + i], key[i]) for i in range(1, size)):
            return size, value
    return None


def _same(word: Word, key: str) -> bool:
    own = apostrophe(word.text)
    return own == key or own == key + "'s" or own == key + "'"


def stem(word: Word) -> str:
    """A word without the sign of the possessive."""
    if word.text.isalpha():
        return word.text
    text = apostrophe(word.text)
    return text[:-2] if text.endswith("'s") else text[:-1] if text.endswith("'") else text

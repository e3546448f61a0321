"""Phrases of a codebook: their notation, and finding many of them in one pass over the words.

The notation stands at the top of codebook.yaml. A phrase becomes a sequence of slots, each a set of words; a phrase is
tried only where its first word stands, so that a text costs one look-up a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

GAP = 3
"""Most words that ``...`` stands for."""
MOST = 12
"""A phrase of more words than this is no cue but a sentence."""
WAYS = 200
"""Most phrases that one notation may stand for."""

_PIECE = re.compile(r"\.\.\.|\[[^\[\]]+\]|[^\s\[\]]+")
_WORD = re.compile(r"\w+|[^\w\s]")
_PLURAL_HEADS = frozenset({"each", "every", "any", "no"})
_STOPS = frozenset(".,;:!?()—–")

Slot = frozenset[str] | None
"""Words that may stand at a place; None for a gap."""


@dataclass(frozen=True)
class Phrase:
    """A sequence of slots; the first is never a gap."""

    slots: tuple[Slot, ...]


def expand(notation: str) -> list[Phrase]:
    """The phrases that a notation stands for. Raises ValueError with one plain sentence if it cannot be read."""
    pieces = _PIECE.findall(notation)
    if re.sub(r"\s+", "", notation) != re.sub(r"\s+", "", "".join(pieces)):
        raise ValueError("its square brackets do not match")
    if not pieces:
        raise ValueError("it has no word")
    choices = [_choices(piece) for piece in pieces]
    if prod(len(one) for one in choices) > WAYS:
        raise ValueError(f"it can be read in more than {WAYS} ways")
    found = []
    for chosen in product(*choices):
        slots = tuple(slot for part in chosen for slot in part)
        if not slots or slots[0] is None or slots[-1] is None:
            raise ValueError("it must begin and end with a word that is always there")
        if len(slots) > MOST:
            raise ValueError(f"it has more than {MOST} words")
        found.append(Phrase(slots))
    return found


def _choices(piece: str) -> list[tuple[Slot, ...]]:
    """Every way to fill one piece of the notation: the slots it may give."""
    if piece == "...":
        return [(None,)]
    if piece.startswith("["):
        inner = product(*(_choices(part) for part in piece[1:-1].split()))
        return [(), *(tuple(slot for part in chosen for slot in part) for chosen in inner)]
    words: dict[int, set[str]] = {}
    sequences: list[tuple[Slot, ...]] = []
    for word in piece.split("/"):
        if word.endswith("+"):
            singular, plural = word[:-1], plural_of(word[:-1])
            words.setdefault(1, set()).add(plural)
            sequences.append((_PLURAL_HEADS, frozenset({singular})))
            continue
        tokens = [t.lower().replace("’", "'") for t in _WORD.findall(word.removesuffix("~"))]
        if not tokens or not any(t[0].isalnum() for t in tokens):
            raise ValueError(f"{word!r} is no word")
        if len(tokens) == 1:
            words.setdefault(1, set()).update(inflected(tokens[0]) if word.endswith("~") else tokens)
        else:
            last = frozenset(inflected(tokens[-1])) if word.endswith("~") else frozenset({tokens[-1]})
            sequences.append((*(frozenset({t}) for t in tokens[:-1]), last))
    return [*((frozenset(found),) for found in words.values()), *sequences]


def plural_of(word: str) -> str:
    """The regular plural of a noun."""
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else word + "s"


def inflected(word: str) -> set[str]:
    """A word with its regular endings; a doubled consonant (*banned*) has to be written out."""
    if word.endswith("e"):
        return {word, word + "s", word + "d", word[:-1] + "ing"}
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return {word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    return {word, plural_of(word), word + "ed", word + "ing"}


class Matcher:
    """Many phrases, each with what it stands for, ready to be found in one pass."""

    def __init__(self, phrases: Sequence[tuple[Phrase, int]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[Slot, ...], int]]] = {}
        for phrase, meaning in phrases:
            first = phrase.slots[0]
            assert first is not None
            for word in sorted(first):
                self._by_first.setdefault(word, []).append((phrase.slots[1:], meaning))

    def find(self, words: Sequence[str], breaks: frozenset[int] = frozenset()) -> Iterator[tuple[int, int, int]]:
        """Every match as (first word, behind the last word, meaning). No match crosses an index in ``breaks``."""
        by_first, end = self._by_first, len(words)
        for at, word in enumerate(words):
            for rest, meaning in by_first.get(word, ()):
                behind = _match(words, at + 1, rest, 0, end) if rest else at + 1
                if behind and not (breaks and any(i in breaks for i in range(at + 1, behind))):
                    yield at, behind, meaning


def _match(words: Sequence[str], at: int, slots: tuple[Slot, ...], slot: int, end: int) -> int:
    """The index behind a match of the slots from ``at`` on, or 0. Gaps take as few words as they can."""
    while slot < len(slots):
        wanted = slots[slot]
        if wanted is None:
            for skipped in range(GAP + 1):
                if skipped and (at + skipped > end or words[at + skipped - 1] in _STOPS):
                    return 0
                behind = _match(words, at + skipped, slots, slot + 1, end)
                if behind:
                    return behind
            return 0
        if at >= end or words[at] not in wanted:
            return 0
        at += 1
        slot += 1
    return at

"""Places that have no name: *the province*, *a border town in the north*, *the schoolhouse*.

They are taken only behind a word that says where. *The province* is the one that was named before it, if only one was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reportedly.places.text import Words, kinds, listed

LONGEST = 7
"""Words of a description, from its determiner to its noun."""

JOINTS = ("’s ", "'s ", "’ ", "' ", "-")
OWNERS = frozenset({"province", "county", "district", "city", "town", "village", "island", "valley", "region"})
"""Kinds that are taken behind *of* as well: *the granaries of the province*."""

VERBS = ("ed", "ing")
NOUNS = frozenset(
    {"building", "landing", "mining", "fishing", "neighboring", "neighbouring", "surrounding", "dwelling", "red"}
)
"""Words that end like a verb and are none."""


@dataclass(frozen=True)
class Described:
    """A description: numbers of its first and last word, the kind, and whether it only points back (*the province*).

    ``definite`` is whether it begins with *the*, ``border`` whether it speaks of a border.
    """

    first: int
    last: int
    kind: str
    back: bool
    definite: bool
    border: bool


def described(words: Words, taken: set[int]) -> Iterator[Described]:
    """Every description of a place, in order; ``taken`` are words that are names of places, which may stand in one."""
    leading = listed("located") | listed("reached") | {"of"}
    at = 0
    while at < len(words):
        if words.small(at) in leading and words.beside(at + 1):
            one = _phrase(words, at + 1, taken)
            if one is not None and words.small(at) == "of" and words.small(at - 1) != "out" and one.kind not in OWNERS:
                one = None
            if one is not None:
                yield one
                at = one.last
        at += 1


def _phrase(words: Words, first: int, taken: set[int]) -> Described | None:
    last, noun, at_noun = first, None, first
    while last < len(words) and last - first < LONGEST:
        small = words.small(last)
        if last > first and (not words.gap(last).isspace() and words.gap(last) not in JOINTS):
            break
        if last > first and words.exact[last].islower() and _stops(small):
            break
        kind = _noun(words, last)
        noun, at_noun = (kind, last) if kind is not None else (noun, at_noun)
        last += 1
    behind = words.small(at_noun + 1) if at_noun < last - 1 else ""
    if behind in listed("heads") or (behind.endswith("s") and not behind.endswith("ss")):
        return None
    last = at_noun
    determined = words.small(first) in listed("determiners") or first in taken or words.exact[first][0].isupper()
    plural = words.small(last).endswith("s") and words.exact[first].islower()
    if noun is None or last < first or not (determined or plural):
        return None
    if set(range(first, last + 1)) <= taken or last in taken:
        return None
    if determined and last == first:
        return None
    if words.small(last + 1) == "of" and last + 2 in taken:
        return None
    pointing = words.small(first) in ("the", "this", "that") and last == first + 1
    same = last == first + 2 and words.small(first + 1) == "same"
    border = any(words.small(n) in ("border", "frontier") for n in range(first, last + 1))
    return Described(first, last, noun, pointing or same, words.small(first) == "the", border)


def _noun(words: Words, at: int) -> str | None:
    table = _nouns()
    return table.get(words.small(at)) or table.get(f"{words.small(at - 1)} {words.small(at)}")


@lru_cache(maxsize=1)
def _nouns() -> dict[str, str]:
    return kinds("described")


def _stops(word: str) -> bool:
    """Whether a word cannot belong to a description any more: a function word or a verb."""
    if any(word in listed(name) for name in ("function", "telling", "determiners", "located")):
        return True
    return word.endswith(VERBS) and word not in NOUNS and len(word) > 5

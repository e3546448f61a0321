"""Names of the gazetteer in a text, and whether they stand there for a place or in the name of something else.

A name inside a bigger name is not the place (*Beijing University*, *Michael Jordan*); a name that also belongs to
people or is a common word needs something that says where (*in Reading*, *Paris, France*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reportedly.places.gazetteer import Gazetteer, Known
from reportedly.places.text import Words, kind_word, kinds, listed

Standing = Literal["surely", "perhaps", "person", "other"]
"""What a name is where it stands: a place by the words around it, perhaps one, part of a person's or another name."""

_INSIDE = re.compile(r"[ \u00a0]|[ \u00a0]?\n|\. ?|[-–‑]")
_ABBREVIATED = frozenset({"st", "mt", "s", "n", "ft"})
SHORTEST = 3


@dataclass(frozen=True)
class Match:
    """A name of the gazetteer: numbers of its first and last word, those of the word for its kind included."""

    first: int
    last: int
    known: tuple[Known, ...]
    found: str
    kind: str | None
    standing: Standing


def matches(words: Words, gazetteer: Gazetteer) -> Iterator[Match]:
    """Every name of the gazetteer in a text, the longest at each place, in order."""
    at, end, exact = 0, len(words), words.exact
    while at < end:
        word = exact[at]
        letter = word[0]
        if not (letter.isupper() or "가" <= letter <= "힣" or word in gazetteer.small):
            at += 1
            continue
        last, found = _longest(words, at, gazetteer)
        if last < at:
            at += 1
            continue
        start, stop = words.spans[at][0], words.spans[last][1]
        known = tuple(gazetteer.find(found, words.text[start:stop]))
        kind = _kind(words, last + 1)
        standing = stands(words, at, last, gazetteer) if known else "other"
        yield Match(at, last + (kind is not None), known, found, kind, standing)
        at = last + 1 + (kind is not None)


def _kind(words: Words, at: int) -> str | None:
    """The kind that the word behind a name tells: *Dolm district*, *Hyesan-si*."""
    if words.gap(at) in ("-", "‑", "–"):
        return kinds("forms").get(words.small(at)) or kind_word(words.small(at))
    return kind_word(words.small(at)) if words.beside(at) else None


def _longest(words: Words, at: int, gazetteer: Gazetteer) -> tuple[int, str]:
    """The last word of the longest name that begins here, and the name; a number before ``at`` if there is none."""
    first = words.small(at)
    for length in gazetteer.lengths.get(first, ()):
        last = at + length - 1
        if last >= len(words):
            continue
        if words.capital(at) and not words.capital(last) and words.small(last) not in gazetteer.small_ends:
            continue
        if not all(_joined(words, n) for n in range(at + 1, last + 1)):
            continue
        name = " ".join(words.small(n) for n in range(at, last + 1))
        if gazetteer.knows(name):
            return last, name
    if kind_word(first) or first in kinds("before"):
        return at - 1, ""  # a part of some other name: *Ister Lakes*
    if gazetteer.abbreviates(words.exact[at]):
        return at, first
    if gazetteer.knows(first) and (len(first) >= SHORTEST or not first.isascii()) and not words.exact[at].islower():
        return at, first
    if not first.isascii() and gazetteer.knows(first):
        return at, first
    return at - 1, ""


def _joined(words: Words, at: int) -> bool:
    gap = words.gap(at)
    if not _INSIDE.fullmatch(gap):
        return False
    return "." not in gap or words.small(at - 1) in _ABBREVIATED


def stands(words: Words, first: int, last: int, gazetteer: Gazetteer) -> Standing:
    """What the words around say of a name."""
    after = _after(words, last, gazetteer)
    if after in ("other", "person"):
        return after
    before = _before(words, first, gazetteer)
    if before in ("other", "person"):
        return before
    return "surely" if "surely" in (after, before) else "perhaps"


def _after(words: Words, last: int, gazetteer: Gazetteer) -> Standing:
    at = last + 1
    if at >= len(words):
        return "perhaps"
    gap, word = words.gap(at), words.small(at)
    if gap == "-" and words.capital(at) and not gazetteer.knows(word) and word not in gazetteer.people_of:
        return "other"
    if gap == " & ":
        return "other"
    if not words.beside(at) or "\n" in gap:
        return "perhaps"
    kind = kind_word(word)
    if kind and words.capital(at + 1) and words.beside(at + 1) and words.small(at + 1) in listed("bigger_after"):
        return "other"
    if kind:
        return "surely"
    if not words.capital(at) or word in listed("harmless_after") or word in listed("function"):
        return "perhaps"
    if word in listed("bigger_after"):
        return "other"
    if word in gazetteer.people_of or word in listed("never") or words.in_heading(at):
        return "perhaps"
    held = gazetteer.knows(word) and words.small(last) not in listed("surnames")
    return "perhaps" if held else "person"


def _before(words: Words, first: int, gazetteer: Gazetteer) -> Standing:
    at = first - 1
    if at < 0:
        return "perhaps"
    gap, word = words.gap(first), words.small(at)
    if gap in (". ", ".") and len(word) == 1 and words.capital(at):
        return "person"
    if gap == " & ":
        return "other"
    if gap == "-" and words.capital(at) and not gazetteer.knows(word) and word not in gazetteer.people_of:
        return "other"
    if not words.beside(first):
        return "perhaps"
    pair = f"{words.small(at - 1)} {word}"
    if pair in listed("bigger_before"):
        return "other"
    if word in listed("people_before") and words.capital(at):
        return "person"
    if word in listed("compass"):
        at -= 1
        word = words.small(at)
    if word == "the" and words.small(at - 1) in listed("located"):
        return "surely"
    if word in listed("located"):
        return "surely"
    if not words.capital(at) or not words.beside(at + 1) or word in listed("function"):
        return "surely" if word == "of" and kind_word(words.small(at - 1)) else "perhaps"
    if gazetteer.knows(word) or word in gazetteer.people_of or word in listed("compass") or "." in gap:
        return "perhaps"
    if words.in_heading(at):
        return "perhaps"
    if words.opens(at) and words.small(first) not in listed("surnames"):
        return "perhaps"  # the first word of a sentence has a capital letter whatever it is
    return "person"

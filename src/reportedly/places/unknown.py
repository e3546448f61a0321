"""Names of places that no gazetteer has, known by the words beside them: *Dolm district*, *the town of Dolm*.

What was once named as a place is one wherever the name stands by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportedly.places.gazetteer import Gazetteer
from reportedly.places.text import Words, kind_word, kinds, listed

PEOPLES = ("ish", "ese", "ian", "ic", "lem", "lim")
MOST = 4
"""A name that no gazetteer has is of fewer words than this and one."""

SMALL = frozenset(
    {
        "province",
        "region",
        "county",
        "district",
        "city",
        "town",
        "village",
        "valley",
        "island",
        "river",
        "lake",
        "desert",
    }
    | {"peninsula", "oblast", "prefecture", "township", "mountains", "islands", "islets", "settlement", "quarter"}
)
"""Words for a kind that make a place of a name even in small letters: *Dolm district*."""


@dataclass(frozen=True)
class Unknown:
    """Words that name a place: numbers of the first and last, and its kind if the words tell."""

    first: int
    last: int
    kind: str | None


@dataclass
class Named:
    """What is known of the names so far: those of places with their kind, and those of anything else."""

    places: dict[tuple[str, ...], str | None] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)


def unknown(words: Words, taken: set[int], kinds_of_names: Mapping[int, str], gazetteer: Gazetteer) -> list[Unknown]:
    """Places with a name that is not in the gazetteer.

    ``taken`` are numbers of words that are names already, ``kinds_of_names`` what the network says of words by number.
    """
    found: list[Unknown] = []
    names: dict[tuple[str, ...], str | None] = {}
    used = set(taken)
    for one in (*_with_kind(words, used, gazetteer), *_behind_where(words, used, kinds_of_names, gazetteer)):
        span = set(range(one.first, one.last + 1))
        if span & used:
            continue
        used |= span
        found.append(one)
        bare = [n for n in range(one.first, one.last + 1) if not kind_word(words.small(n))] or [one.first]
        name = tuple(words.exact[bare[0] : bare[-1] + 1])
        names[name] = names.get(name) or one.kind
    found += _again(words, names, used, kinds_of_names)
    return sorted(found, key=lambda one: one.first)


def _with_kind(words: Words, used: set[int], gazetteer: Gazetteer) -> Iterator[Unknown]:
    before = kinds("before")
    for at, word in enumerate(words.exact):
        small = words.small(at)
        kind = kind_word(small)
        if kind is None and small not in before:
            continue
        if kind and (word[0].isupper() or small in SMALL or small.removesuffix("s") in SMALL):
            first = _name_back(words, at - 1, used)
            if first is not None and word[0].islower() and _adjective(words, first, at - 1, gazetteer):
                first = None
            if first is not None and not _bigger(words, at):
                yield Unknown(first, at, kind)
                continue
        if kind and words.small(at + 1) == "of" and words.beside(at + 1) and words.beside(at + 2) and word.islower():
            begin = at + 2 + (words.small(at + 2) in listed("compass") and words.exact[at + 2].islower())
            last = _name_on(words, begin, used)
            if last is not None and not _bigger(words, last):
                yield Unknown(begin, last, None if small.endswith("s") else kind)
                continue
        if word[0].isupper() and small in kinds("before") and words.beside(at + 1) and at not in used:
            last = _name_on(words, at + 1, used)
            if last is not None and not _bigger(words, last):
                yield Unknown(at, last, kinds("before")[small])


def _adjective(words: Words, first: int, last: int, gazetteer: Gazetteer) -> bool:
    """Whether a word of a name says of what people a place is: *a Kurdish town*."""
    small = [words.small(n) for n in range(first, last + 1)]
    return any(word in gazetteer.people_of or word.endswith(PEOPLES) for word in small)


def _name_back(words: Words, at: int, used: set[int]) -> int | None:
    """The first word of a name that ends at ``at``, if there is one right before a word for a kind."""
    if not words.beside(at + 1):
        return None
    first, last = None, at
    while at >= 0 and last - at < MOST and words.capital(at) and at not in used:
        small = words.small(at)
        if small in listed("function") and (words.opens(at) or small == "the"):
            break
        if small in listed("never") or small in listed("people_before"):
            return first
        first = at
        if not words.beside(at) or "\n" in words.gap(at):
            break
        at -= 1
    if first is None or (words.opens(first) and words.exact[first].lower() in listed("determiners")):
        return None
    if all(kind_word(words.small(n)) for n in range(first, at + 1)) and first == at:
        return None
    return first


def _name_on(words: Words, at: int, used: set[int]) -> int | None:
    """The last word of a name that begins at ``at``."""
    last, end = None, at + MOST + 1
    while at < min(end, len(words)) and words.capital(at) and at not in used and (last is None or words.beside(at)):
        if words.small(at) in listed("never") or words.small(at) in listed("function"):
            break
        if last is not None and "\n" in words.gap(at):
            break
        last = at
        at += 1
    return last


def _bigger(words: Words, last: int) -> bool:
    """Whether a name goes on behind these words as the name of something else: *Dolm District Court*."""
    return words.beside(last + 1) and words.capital(last + 1) and "\n" not in words.gap(last + 1)


def _behind_where(
    words: Words, used: set[int], kinds_of_names: Mapping[int, str], gazetteer: Gazetteer
) -> Iterator[Unknown]:
    leading = listed("inside") | {"to"}
    for at in range(len(words)):
        if words.small(at) not in leading or not _leads(words, at) or not words.beside(at + 1):
            continue
        first = at + 1
        if words.small(first) in listed("compass") and words.exact[first].islower():
            first += 1
        while first < len(words) and first not in used:
            last = _name_on(words, first, used)
            if last is None or last - first >= MOST or not _may_be_place(words, first, last, kinds_of_names, gazetteer):
                break
            yield Unknown(first, last, None)
            if (
                words.gap(last + 1) in (", ", " ")
                and words.small(last + 1) in ("and", "or")
                and words.capital(last + 2)
            ):
                first = last + 2
            elif words.gap(last + 1) == ", " and words.capital(last + 1):
                first = last + 1
            else:
                break


def _leads(words: Words, at: int) -> bool:
    """Whether an unknown name behind a word is a place: *in*, *near*, *travelled to*, but no word in a title."""
    small = words.small(at)
    if words.capital(at) and not words.opens(at):
        return False
    return small in listed("inside") or (small == "to" and words.small(at - 1) in listed("moving"))


def _may_be_place(words: Words, first: int, last: int, kinds_of_names: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    told = [kinds_of_names.get(n) for n in range(first, last + 1)]
    if any(told):
        return all(kind == "place" for kind in told if kind)
    if any(
        kind_word(words.small(n)) is None and words.small(n) in listed("bigger_after") for n in range(first, last + 1)
    ):
        return False
    if any(words.small(n) in gazetteer.people_of or words.exact[n].isupper() for n in range(first, last + 1)):
        return False
    if words.small(last + 1) == "of" and words.beside(last + 1):
        return False
    return "'" not in words.gap(last + 1) and "’" not in words.gap(last + 1)


def _again(
    words: Words, names: Mapping[tuple[str, ...], str | None], used: set[int], kinds_of_names: Mapping[int, str]
) -> Iterator[Unknown]:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(names, key=len, reverse=True):
        by_first.setdefault(name[0], []).append(name)
    for at, word in enumerate(words.exact):
        for name in by_first.get(word, ()):
            last = at + len(name) - 1
            if set(range(at, last + 1)) & used or tuple(words.exact[at : last + 1]) != name:
                continue
            if kinds_of_names.get(at) in ("person", "organisation"):
                continue
            before = words.beside(at) and words.capital(at - 1) and not words.opens(at - 1)
            if before and words.small(at - 1) not in listed("compass"):
                continue
            if _bigger(words, last) and words.small(last + 1) not in listed("never"):
                continue
            yield Unknown(at, last, names[name])
            break

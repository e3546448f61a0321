"""Whom a name means, as far as the name alone says: when two are one, when they are two, and when nobody can tell.

Only whoever is named in full has a key. Nobody is ever guessed behind *a source* or *officials*, and no two spellings
of one name are taken for two people.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from reportedly.record import SourceKind

CLOSE = 0.7
"""Likeness (difflib's ratio) of two parts of names from which one may be another spelling of the other: *Chol* and
*Cheol* 0.89, *Jung* and *Jong* 0.75; *Anna* and *Lena* 0.50."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_CAPITAL = re.compile(r"\b[A-Z]")
_QUOTED = re.compile(r"[“\"‘']([^”\"’']{4,})[”\"’']")
_OFFICE = re.compile(
    r"\b(?:Ministry|Office|Department|Bureau|Commission|Committee|Council|Agency|Institute|Association|Union|Centre|Center|"
    r"Society|League|Court|Police|Army|Government|Institution|Watch|Group|Network|Foundation|Church|University|Survey|"
    r"Monitor|Alliance|Federation|Authority|Board|Service|Party|Parliament|Assembly)\b"
)
"""A word for a body within a name; a name that has none may be the title of a book."""
_FOR = re.compile(r"\b(?:for|of|from|by)\s+(.*)", re.DOTALL)


_NO_NAME = frozenset({"a", "an", "the", "one", "another", "for", "of", "from", "at", "in", "who"})
"""Small words that stand in no person's name: *a cook of the Grand Hotel* is called so and not named."""


@lru_cache(maxsize=2)
def knowledge(name: str) -> dict[str, Any]:
    """A YAML file of this package as it stands."""
    text = resources.files("reportedly.corroboration").joinpath(name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def key(name: str, kind: SourceKind) -> str | None:
    """What stands for whoever bears this name in any report, or None if they are not named in full."""
    if kind == "person":
        if {_plain(word) for word in _WORD.findall(name)} & set(knowledge("names.yaml")["speaking_for"]):
            return body(name) if _FOR.search(name) else None
        parts = person(name)
        return f"person:{' '.join(sorted(parts))}" if len(parts) > 1 else None
    if kind in ("institution", "outlet"):
        return body(name)
    if kind == "document":
        return document(name)
    return None


def person(name: str) -> tuple[str, ...]:
    """The parts of a person's name in plain small letters, without title or trade; () if it is none."""
    named = re.split(r",|\(| who | which ", name)[0]
    parts = [part for part in re.split(r"[\s\-‐‑]+", named) if part]
    while parts and _plain(parts[0]) in knowledge("names.yaml")["honorifics"]:
        parts.pop(0)
    kept = tuple(plain for part in parts if part[:1].isupper() or len(part) > 2 if (plain := _plain(part)))
    proper = [part for part in parts if part[:1].isupper()]
    if set(parts) & _NO_NAME:
        return ()
    if len(proper) < 2 or set(kept) & set(knowledge("names.yaml")["people"]):
        return ()
    return kept


def body(name: str) -> str | None:
    """The key of an organisation that is named: *the Ministry of Trade* and *the trade ministry* have one."""
    names = knowledge("names.yaml")
    words = _WORD.findall(name)
    small = [_plain(word) for word in words]
    if set(small) & set(names["speaking_for"]):
        speaker = _FOR.search(name)
        return body(speaker[1]) if speaker else None
    if any(
        (word in names["people"] or word in names["numbers"]) and not _inside_name(words, at)
        for at, word in enumerate(small)
    ):
        return None
    kept = [word for word in small if word not in names["joining"]]
    first = words[0] if words else ""
    capitals = [word for word in words if word[:1].isupper() and word.lower() not in names["joining"]]
    if len(kept) == 1:
        acronym = first.isupper() and len(first) > 2
        proper = capitals and kept[0] not in names["general"] and len(words) == 1
        return f"body:{kept[0]}" if acronym or proper else None
    beyond = [word for word in capitals if word != first or len(capitals) > 1]
    return f"body:{' '.join(sorted(set(kept)))}" if kept and beyond else None


def _inside_name(words: list[str], at: int) -> bool:
    """Whether a word for people is part of a name: *the Ostrel Miners’ Union*, not *Miners from the Union*."""
    return words[at][:1].isupper() and words[at + 1 : at + 2] != [] and words[at + 1][:1].isupper()


def document(name: str) -> str | None:
    """The key of a document: that of the body it is of, or its title."""
    quoted = _QUOTED.search(name)
    if quoted:
        return f"document:{' '.join(_plain(word) for word in _WORD.findall(quoted[1]))}"
    of = re.search(
        r"\b(?:by|from|of)\s+(?:the\s+)?(?:(?:[a-z-]+\s+){0,3}group\s+)?((?:[A-Z][\w’'-]*)(?:\s+(?:of|for|and|on|[A-Z][\w’'-]*))*)",
        name,
    )
    if of:
        return body(of[1])
    owner = re.match(r"(?:the\s+)?((?:[A-Z][\w-]*\s?)+)['’]s\b", name)
    if owner:
        return body(owner[1])
    return body(name) if len(_CAPITAL.findall(name)) > 1 else None


def issued_by(name: str) -> bool:
    """Whether a document's name says which body it is of, so that it stands for that body: not by its title alone."""
    return not _QUOTED.search(name) and document(name) is not None and bool(_OFFICE.search(name))


def may_be_one(one: str, other: str) -> bool:
    """Whether two keys may stand for one: an abbreviation, another spelling, a part of the other."""
    if one == other:
        return True
    (kind, ours), (sort, theirs) = (_parts(key) for key in (one, other))
    if kind != sort:
        return {kind, sort} != {"person", "body"}
    if ours <= theirs or theirs <= ours:
        return True
    if kind == "person":
        return _spelt_alike(tuple(sorted(ours)), tuple(sorted(theirs)))
    general = set(knowledge("names.yaml")["general"])
    return initials_of(ours, theirs) or initials_of(theirs, ours) or not (ours - general) or not (theirs - general)


def initials_of(short: frozenset[str] | set[str], long: frozenset[str] | set[str]) -> bool:
    """Whether one word is made of the first letters of the others, in any order: *mba* of Ministry, Border, Affairs."""
    if len(short) != 1 or len(long) < 2:
        return False
    (word,) = short
    return len(word) >= len(long) and sorted(word.replace("o", "")) == sorted(
        "".join(one[0] for one in long).replace("o", "")
    )


def _parts(key: str) -> tuple[str, frozenset[str]]:
    kind, _, words = key.partition(":")
    return kind, frozenset(words.split())


def _spelt_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether all parts of one name have a close one in the other, or the names run together are nearly the same."""
    if _ratio("".join(one), "".join(other)) >= 0.88:
        return True
    short, long = sorted((one, other), key=len)
    return all(any(_close(part, there) for there in long) for part in short)


def _close(one: str, other: str) -> bool:
    spellings = knowledge("names.yaml")["spellings"]
    if one == other or any(one in some and other in some for some in spellings):
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return _ratio(one, other) >= CLOSE and one[0] == other[0]


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return re.sub(r"['’]s?$", "", plain).strip(".")

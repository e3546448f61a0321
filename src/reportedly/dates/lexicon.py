"""The words that time expressions are made of, as words.yaml and holidays.yaml have them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from reportedly.dates.knowledge import knowledge

TOKEN = re.compile(
    r"""
    (?P<word> [^\W\d_]+)
  | (?P<clock> \d{1,2}(?:[:.]\d\d)?\s?(?:[aApP]\.\s?[mM]\b\.?|[aApP][mM]\b)
             | (?<![\d:.,])\d{1,2}:\d\d(?::\d\d)?(?![\d:]))
  | (?P<iso> \b\d{4}-\d\d-\d\d(?![\d-]) | \b\d{4}/\d{1,2}/\d{1,2}(?![\d/]))
  | (?P<slash> \b\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/]) | \b\d{1,2}\.\d{1,2}\.\d{4}(?!\d))
  | (?P<tens> (?:['’`]\d0|\b[12]\d{2}0|\b[2-9]0)['’]?s\b)
  | (?P<nth> \b\d{1,3}(?:st|nd|rd|th)\b)
  | (?P<short_year> ['’`]\d\d\b(?!['’%]))
  | (?P<digits> \d+(?:,\d{3})+(?:\.\d+)? | \d+(?:\.\d+)? (?:\s?(?:½|[13]/[24](?!\d)))? | ½)
  | (?P<blank> \n[ \t\r]*\n)
  | (?P<mark> ['’]s\b | \S)
    """,
    re.VERBOSE,
)
"""What a text is cut into: words, figures of several forms, blank lines and marks."""

_NUMERALS = [
    "clock",
    "iso",
    "slash",
    "tens",
    "nth",
    "short_year",
    "small",
    "integer",
    "year",
    "decimal",
    "comma",
    "hyphen",
    "possessive",
    "holiday",
]
_CORE = [
    "month",
    "short_month",
    "weekday",
    "weekdays",
    "season",
    "fall",
    "unit",
    "units",
    "adverbial",
    "daypart",
    "dayparts",
    "point",
    "oclock",
    "today",
    "tonight",
    "now_word",
    "year_ago",
    "recent",
    "reference",
    "year_end",
    "decade",
    "juche",
    "holiday",
    "part_of_this",
]
_BARE = frozenset(
    (*_CORE, "clock", "iso", "slash", "tens", "nth", "year", "past", "current", "bc", "small", "quantity")
)
PLAIN_WORD = re.compile(r"[a-z]+|\d")


class Token(NamedTuple):
    """A word of a known kind: where it stands, how it is written (lower case), its kind and its meaning."""

    start: int
    end: int
    word: str
    kind: str
    value: Any


class Lexicon(NamedTuple):
    """The words as the reader looks them up: single words, and phrases by their first two words, longest first.

    ``kinds`` gives every kind the one character that stands for it in the patterns of the grammar; ``core`` holds the
    words one of which every time expression has, and the figures; ``bare`` the kinds one of which it has.
    """

    words: dict[str, tuple[str, Any]]
    phrases: dict[str, dict[str, tuple[tuple[tuple[str, ...], str, Any], ...]]]
    kinds: dict[str, str]
    capitalised: frozenset[str]
    core: frozenset[str]
    bare: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lists of words.yaml and holidays.yaml."""
    entries: dict[str, tuple[str, Any]] = {}
    loaded = knowledge("words.yaml")
    for kind, listed in loaded.items():
        if kind != "capitalised":
            pairs = listed.items() if isinstance(listed, dict) else [(word, word) for word in listed]
            entries.update({word: (kind, value) for word, value in pairs})
    for group in ("fixed", "weekday", "easter", "moon"):
        entries.update({name: ("holiday", name) for name in knowledge("holidays.yaml")[group]})
    words: dict[str, tuple[str, Any]] = {}
    phrases: dict[str, dict[str, list[tuple[tuple[str, ...], str, Any]]]] = {}
    for entry, (kind, value) in entries.items():
        parts = tuple(match.group() for match in TOKEN.finditer(entry))
        if len(parts) == 1:
            words[entry] = (kind, value)
        else:
            phrases.setdefault(parts[0], {}).setdefault(parts[1], []).append((parts, kind, value))
    ordered = {
        first: {second: tuple(sorted(some, key=lambda one: -len(one[0]))) for second, some in listed.items()}
        for first, listed in phrases.items()
    }
    names = dict.fromkeys([*(kind for kind, _ in entries.values()), *_NUMERALS])
    kinds = {kind: chr(0xE000 + number) for number, kind in enumerate(names)}
    core = {part for entry, (kind, _) in entries.items() if kind in _CORE for part in PLAIN_WORD.findall(entry)[-1:]}
    return Lexicon(words, ordered, kinds, frozenset(loaded["capitalised"]), frozenset(core | set("0123456789")), _BARE)

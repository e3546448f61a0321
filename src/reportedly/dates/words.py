"""The words of a text that time expressions are made of, each with its kind, in unbroken runs.

What the words are and mean is in words.yaml and holidays.yaml; numbers, clock times and written dates are read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from reportedly.dates.knowledge import knowledge

_TOKEN = re.compile(
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
_CLOCK = re.compile(r"(\d+)(?:[:.](\d\d))?(?::\d\d)?\s?([aApP])?")
_FRACTION = {"½": 0.5, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_MARKS = {",": "comma", "-": "hyphen", "–": "hyphen", "—": "hyphen", "'s": "possessive", "'": "possessive"}
_MONEY = frozenset("$£€#₩¥")

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
_PLAIN_WORD = re.compile(r"[a-z]+|\d")


class Token(NamedTuple):
    """A word of a known kind: where it stands, how it is written (lower case), its kind and its meaning."""

    start: int
    end: int
    word: str
    kind: str
    value: Any


class Lexicon(NamedTuple):
    """The words as the reader looks them up: single words, and phrases by their first word, longest first.

    ``kinds`` gives every kind the one character that stands for it in the patterns of the grammar; ``core`` holds the
    words one of which every time expression has, and the figures.
    """

    words: dict[str, tuple[str, Any]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str, Any], ...]]
    kinds: dict[str, str]
    capitalised: frozenset[str]
    core: frozenset[str]


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
    phrases: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
    for entry, (kind, value) in entries.items():
        parts = tuple(match.group() for match in _TOKEN.finditer(entry))
        if len(parts) == 1:
            words[entry] = (kind, value)
        else:
            phrases.setdefault(parts[0], []).append((parts, kind, value))
    ordered = {first: tuple(sorted(listed, key=lambda one: -len(one[0]))) for first, listed in phrases.items()}
    names = dict.fromkeys([*(kind for kind, _ in entries.values()), *_NUMERALS])
    kinds = {kind: chr(0xE000 + number) for number, kind in enumerate(names)}
    core = {part for entry, (kind, _) in entries.items() if kind in _CORE for part in _PLAIN_WORD.findall(entry)[-1:]}
    return Lexicon(words, ordered, kinds, frozenset(loaded["capitalised"]), frozenset(core | set("0123456789")))


def runs(text: str, pieces: Iterator[tuple[int, int]]) -> Iterator[list[Token]]:
    """The unbroken runs of words with a kind in those pieces (sentences, sorted) of a text that can hold a date."""
    start = end = -1
    core = lexicon().core
    for first, last in pieces:
        if core.isdisjoint(_PLAIN_WORD.findall(text[first:last].lower())):
            continue
        if first - end > 2:
            if end > start:
                yield from _runs(text, start, end)
            start = first
        end = max(end, last)
    if end > start:
        yield from _runs(text, start, end)


def _runs(text: str, start: int, end: int) -> Iterator[list[Token]]:
    lexical = lexicon()
    words, phrases, capitalised = lexical.words, lexical.phrases, lexical.capitalised
    run: list[Token] = []
    matches = list(_TOKEN.finditer(text, start, end))
    at, last = 0, len(matches)
    while at < last:
        match = matches[at]
        token: Token | None = None
        width = 1
        if match.lastgroup == "word":
            written = match.group()
            low = written.lower()
            if low in phrases:
                token, width = _phrase(matches, at, phrases[low])
            if token is None:
                width = 1
                entry = words.get(low)
                if entry is not None and (written != low or low not in capitalised):
                    token, width = _word(matches, at, low, entry, text)
        elif match.lastgroup != "blank":
            token = _number(match, text)
        if token is not None and token.kind != "nothing":
            run.append(token)
        elif run:
            yield run
            run = []
        at += width
    if run:
        yield run


def _phrase(
    matches: list[re.Match[str]], at: int, listed: tuple[tuple[tuple[str, ...], str, Any], ...]
) -> tuple[Token | None, int]:
    for parts, kind, value in listed:
        some = matches[at : at + len(parts)]
        if len(some) == len(parts) and all(
            one.group().lower().replace("’", "'") == part for one, part in zip(some[1:], parts[1:], strict=True)
        ):
            small = kind == "holiday" and some[-1].group().islower() and some[0].group().islower()
            if small and not (parts == ("new", "year") and at and matches[at - 1].group().lower() == "the"):
                continue
            return Token(some[0].start(), some[-1].end(), " ".join(parts), kind, value), len(parts)
    return None, 1


def _word(
    matches: list[re.Match[str]], at: int, low: str, entry: tuple[str, Any], text: str
) -> tuple[Token | None, int]:
    match = matches[at]
    kind, value = entry
    start, end = match.span()
    if kind == "number":
        return _in_words(matches, at)
    if kind in ("short_month", "weekday") and len(low) <= 5 and text[end : end + 1] == ".":
        return Token(start, end + 1, low, kind, value), 2
    if kind == "holiday" and match.group().islower():
        return None, 1
    if kind == "juche":
        following = matches[at + 1].group() if at + 1 < len(matches) else ""
        if following.isdigit() and 1 <= int(following[:4]) < 250:
            # Juche 1 is 1912, the year in which Kim Il Sung was born.
            return Token(start, matches[at + 1].end(), "juche", "year", 1911 + int(following)), 2
        return None, 1
    return Token(start, end, low, kind, value), 1


def _in_words(matches: list[re.Match[str]], at: int) -> tuple[Token, int]:
    """A number in words, as many of them as belong together: *twenty-five*, *two hundred*, *nineteen ninety-six*."""
    words = lexicon().words
    parts: list[int] = []
    place = at
    used = at
    while place < len(matches) and place - at < 12:
        low = matches[place].group().lower()
        kind, value = words.get(low, ("", 0))
        if kind == "number" and isinstance(value, int):
            parts.append(value)
            used = place
            place += 1
        elif low == "-" and place == used + 1 and parts and parts[-1] in range(20, 100, 10):
            place += 1
        else:
            break
    start, end = matches[at].start(), matches[used].end()
    value, kind = _value(parts), "number"
    if len(parts) in (2, 3) and 15 <= parts[0] <= 20 and parts[1] in range(10, 100) and parts[0] != 20:
        value, kind = 100 * parts[0] + sum(parts[1:]), "year"
    elif value is not None and parts[:2] == [2, 1000] and len(parts) <= 3:
        kind = "year"
    low = matches[used + 1].group().lower() if used + 1 < len(matches) else ""
    if low == "-" and parts[-1] in range(20, 100, 10) and used + 2 < len(matches):
        kind_of, ordinal = words.get(matches[used + 2].group().lower(), ("", 0))
        if kind_of == "ordinal" and isinstance(ordinal, int) and ordinal < 10:
            return Token(start, matches[used + 2].end(), "", "ordinal", (value or 0) + ordinal), used + 3 - at
    return Token(start, end, "", kind, value if value is not None else parts[0]), used + 1 - at


def _value(parts: list[int]) -> int | None:
    total = current = 0
    for part in parts:
        if part == 100:
            current = max(current, 1) * 100
        elif part == 1000:
            total, current = total + max(current, 1) * 1000, 0
        else:
            current += part
    return total + current


def _number(match: re.Match[str], text: str) -> Token | None:
    written, group = match.group(), match.lastgroup
    start, end = match.span()
    if group == "mark":
        kind = _MARKS.get(written.replace("’", "'"))
        return Token(start, end, written, kind, None) if kind else None
    if group == "digits":
        return _digits(written, start, end, text)
    value: Any = written
    if group == "clock":
        value = _clock(written)
        if value is None:
            return None
    elif group == "tens":
        figures = re.sub(r"\D", "", written)
        value = int(figures[:3]) if len(figures) == 4 else 190 + int(figures[0])
    elif group == "nth":
        value = int(written[:-2])
    elif group == "short_year":
        value = 1900 + int(written[1:]) if int(written[1:]) >= 40 else 2000 + int(written[1:])
    return Token(start, end, written.lower(), str(group), value)


def _digits(written: str, start: int, end: int, text: str) -> Token | None:
    before, behind = text[start - 1 : start], text[end : end + 1]
    if (before and before in _MONEY) or behind == "%" or before.isalpha() or behind.isalpha():
        return None
    if written.isdigit():
        if len(written) > 9:
            return None
        value = int(written)
        if len(written) == 4 and 1000 <= value < 2200:
            return Token(start, end, written, "year", value)
        return Token(start, end, written, "small" if 1 <= value <= 31 and len(written) <= 2 else "integer", value)
    amount = 0.0
    for part in re.findall(r"½|\d/\d|[\d,.]+", written):
        amount += _FRACTION[part] if part in _FRACTION else float(part.replace(",", "").rstrip(".")[:12] or 0)
    return Token(start, end, written, "decimal", int(amount) if amount.is_integer() else amount)


def _clock(written: str) -> str | None:
    """``T17:30`` for a time of the clock, or None if there is no such time."""
    match = _CLOCK.match(written)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[3] in "pP" else 0)
    return f"T{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None

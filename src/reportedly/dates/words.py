"""The words of a text that time expressions are made of, each with its kind, in unbroken runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reportedly.dates.figures import in_words, number
from reportedly.dates.lexicon import PLAIN_WORD, TOKEN, Token, lexicon


def runs(text: str, pieces: Iterator[tuple[int, int]]) -> Iterator[list[Token]]:
    """The unbroken runs of words with a kind in those pieces (sentences, sorted) of a text that can hold a date."""
    start = end = -1
    core = lexicon().core
    for first, last in pieces:
        if core.isdisjoint(PLAIN_WORD.findall(text[first:last].lower())):
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
    bare = lexical.bare
    matches = list(TOKEN.finditer(text, start, end))
    at, last = 0, len(matches)
    while at < last:
        match = matches[at]
        token: Token | None = None
        width = 1
        if match.lastgroup == "word":
            written = match.group()
            low = written.lower()
            if low in phrases and at + 1 < last:
                listed = phrases[low].get(matches[at + 1].group().lower().replace("’", "'"))
                if listed is not None:
                    token, width = _phrase(matches, at, listed)
            if token is None:
                width = 1
                entry = words.get(low)
                if entry is not None and (written != low or low not in capitalised):
                    token, width = _word(matches, at, low, entry, text)
        elif match.lastgroup != "blank":
            token = number(match, text)
        if token is not None and token.kind != "nothing":
            run.append(token)
        elif run:
            if not bare.isdisjoint([one.kind for one in run]):
                yield run
            run = []
        at += width
    if run and not bare.isdisjoint([one.kind for one in run]):
        yield run


def _phrase(
    matches: list[re.Match[str]], at: int, listed: tuple[tuple[tuple[str, ...], str, Any], ...]
) -> tuple[Token | None, int]:
    for parts, kind, value in listed:
        some = matches[at : at + len(parts)]
        if len(some) == len(parts) and all(
            one.group().lower().replace("’", "'") == part for one, part in zip(some[2:], parts[2:], strict=True)
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
        return in_words(matches, at)
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

"""Where sentences end, by the marks that end them and the abbreviations that do not.

A sentence may end inside a quotation. Abbreviations are in abbreviations.yaml.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

import yaml

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\W_a-z]|\s+[\"“«(\[]+\w|\s*$)")
_NEXT = re.compile(r"\s*(\S)")
_LAST_WORD = re.compile(r"([\w.&-]+)\.$")


@lru_cache(maxsize=1)
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    text = resources.files("reportedly.language").joinpath("abbreviations.yaml").read_text(encoding="utf-8")
    lists = yaml.safe_load(text)
    return frozenset(lists["never_at_the_end"]), frozenset(lists["before_a_number"])


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of ``text[start:end]`` as spans without the white space around them."""
    found: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if _goes_on(text, begin, match.start() + 1, match.end(), end):
            continue
        found.append((begin, match.end()))
        begin = match.end()
    found.append((begin, end))
    return [trimmed for s, e in found if (trimmed := trim(text, s, e))[0] < trimmed[1]]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends; empty if there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _goes_on(text: str, begin: int, dot: int, after: int, end: int) -> bool:
    """Whether the mark at ``dot - 1`` belongs to an abbreviation, an initial or an enumeration."""
    if text[dot - 1] != "." or after > dot:
        return False
    last = _LAST_WORD.search(text, max(begin, dot - 40), dot)
    if last is None:
        return False
    word = last.group(1)
    follows = _NEXT.match(text, after, end)
    if follows is None:
        return False
    rest = follows.group(1)
    never, before_number = _abbreviations()
    if word.lower() in never:
        return True
    if word.lower() in before_number and rest[0].isdigit():
        return True
    initial = len(word) == 1 and word.isupper() and word != "I"
    return initial or (word.isdigit() and last.start() == begin)

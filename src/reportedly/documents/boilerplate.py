"""What is not part of the account: bylines, datelines, credits, captions, contact lines, biographies, navigation.

What such lines look like is knowledge and lives in boilerplate.yaml, where its keys are explained.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml

from reportedly.record import Spans

LONGEST_LINE = 600
"""Code points. Longer lines are paragraphs of the account; the bound also keeps every pattern's time bounded."""
HEAD_LINES = 8
FOOT_LINES = 8
WRAPPED = 45
"""Code points of a line from which on it may be one that was broken for its length."""
TAIL = 240
"""How much of a line's end is searched for credits that stand behind the account's last sentence."""

Where = Literal["anywhere", "head", "foot"]


@dataclass(frozen=True)
class Group:
    """One kind of boilerplate, compiled."""

    name: str
    where: Where
    phrases: re.Pattern[str]
    lines: re.Pattern[str]
    tails: tuple[re.Pattern[str], ...]
    speaks: bool
    opens: bool


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    head: bool
    foot: bool
    goes_on: bool = False  # the line before it, in the same paragraph, is not finished
    shouted: bool = False  # the whole text is in capitals, which then tell no name from other words


@dataclass(frozen=True)
class _Knowledge:
    groups: tuple[Group, ...]
    account: re.Pattern[str]


def find(text: str) -> Spans:
    """Spans of ``text`` that are not part of the account: sorted, disjoint, without white space at their ends."""
    knowledge = _knowledge()
    spans: list[tuple[int, int]] = []
    following = False
    for line in _lines(text):
        words = text[line.start : line.end]
        if following and _is_headline(words):
            spans.append((line.start, line.end))
            continue
        following = False
        group = _whole(words, line, knowledge)
        if group is not None:
            spans.append((line.start, line.end))
            following = group.opens
            continue
        start = _tail(words, line, knowledge)
        if start is not None:
            spans.append((line.start + start, line.end))
    return tuple(spans)


def kind(line: str, *, head: bool = True, foot: bool = True) -> str | None:
    """The name of the group that a line by itself belongs to, or None. For tests and for metadata."""
    words = line.strip()
    group = _whole(words, _Line(0, len(words), head, foot), _knowledge()) if words else None
    return group.name if group else None


def _whole(words: str, line: _Line, knowledge: _Knowledge) -> Group | None:
    if len(words) > LONGEST_LINE or line.goes_on:
        return None
    account: bool | None = None
    for group in knowledge.groups:
        if not _stands(group, line):
            continue
        if group.phrases.fullmatch(words) or (not line.shouted and group.lines.fullmatch(words)):
            if not group.speaks:
                # A line in which somebody says or does something belongs to the account.
                account = bool(knowledge.account.search(words)) if account is None else account
                if account:
                    continue
            return group
    return None


def _tail(words: str, line: _Line, knowledge: _Knowledge) -> int | None:
    offset = max(0, len(words) - TAIL)
    starts = [
        match.start("tail")
        for group in knowledge.groups
        if _stands(group, line)
        for pattern in group.tails
        for match in [pattern.search(words, offset)]
        if match and words[: match.start("tail")].strip()
    ]
    return min(starts) if starts else None


def _stands(group: Group, line: _Line) -> bool:
    return group.where == "anywhere" or (line.head if group.where == "head" else line.foot)


def _is_headline(words: str) -> bool:
    """A line of a list of links: short, and not a sentence."""
    return len(words) < 150 and not words.endswith((".", "!", "”", '"', "’", ":"))


def _lines(text: str) -> list[_Line]:
    """The lines that hold something, without the white space around them."""
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+", text):
        words = match.group()
        start = match.start() + len(words) - len(words.lstrip())
        end = match.start() + len(words.rstrip())
        if start < end:
            found.append((start, end))
    last = len(found) - FOOT_LINES
    capitals = shouted(text)
    return [
        _Line(start, end, at < HEAD_LINES, at >= last, at > 1 and _goes_on(text, found[at - 1], start), capitals)
        for at, (start, end) in enumerate(found)
    ]


def _goes_on(text: str, before: tuple[int, int], start: int) -> bool:
    """Whether a line only continues the one before, as in texts whose paragraphs are broken into lines."""
    words = text[slice(*before)]
    together = len(re.findall(r"\r\n|[\r\n]", text[before[1] : start])) == 1
    return (
        together and WRAPPED <= len(words) <= 100 and not words.endswith((".", "!", "?", ":", "”", '"', "’", ")", "]"))
    )


def shouted(text: str) -> bool:
    """Whether a text is in capitals altogether, as old monitoring services print."""
    sample = text[:5000]
    return sum(map(str.isupper, sample)) > 4 * sum(map(str.islower, sample))


@cache
def _knowledge() -> _Knowledge:
    source = resources.files("reportedly.documents").joinpath("boilerplate.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(source)
    parts: dict[str, str] = loaded["parts"]
    return _Knowledge(
        groups=tuple(_group(name, one, parts) for name, one in loaded["groups"].items()),
        account=re.compile(fill(loaded["account"], parts)),
    )


def _group(name: str, one: dict[str, Any], parts: dict[str, str]) -> Group:
    starts = [re.escape(phrase) + (r"\b.*" if phrase[-1].isalnum() else ".*") for phrase in one.get("starts", ())]
    exact = [re.escape(phrase) + r"[.:!…]*" for phrase in one.get("exact", ())]
    return Group(
        name=name,
        where=one["where"],
        phrases=_any_of([*starts, *exact], re.IGNORECASE),
        lines=_any_of([fill(pattern, parts) for pattern in one.get("lines", ())]),
        tails=tuple(
            re.compile(rf"(?<=[.!?”\"’)])\s+(?P<tail>{fill(pattern, parts)})$") for pattern in one.get("tails", ())
        ),
        speaks=one.get("speaks", False),
        opens=one.get("opens", False),
    )


def _any_of(patterns: list[str], flags: int = 0) -> re.Pattern[str]:
    """One pattern for many; for none of them one that is found nowhere."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) if patterns else r"(?!)", flags)


def fill(pattern: str, parts: dict[str, str]) -> str:
    """A pattern with the names of its ``{parts}`` replaced, and those of the parts in them."""
    before = ""
    while pattern != before:
        before = pattern
        for part, value in parts.items():
            pattern = pattern.replace("{" + part + "}", f"(?:{value})")
    return pattern

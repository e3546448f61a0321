"""The patterns of words.yaml, matched in texts in which the names of outlets are masked at the same length."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import resources
from typing import Any, Literal

import yaml

from reportedly.corroboration.citations.outlets import Named, Outlet, outlets
from reportedly.record import Span

Line = Literal["source", "wire", "copyright", "reprint", "contributed"]

# Two signs of the private use area: where a name begins, and the rest of it; so places stay what they are in the text.
_FIRST, _REST = "\ue000", "\ue001"
_MASK = f"{_FIRST}{_REST}*"

_END = re.compile(
    r"(?<![A-Z]\.)(?<!\b(?:Mr|Dr|St|Lt)\.)(?<!\b(?:Mrs|Gen|Col|Sen|Rep|Gov)\.)[.!?][”’\"')]*\s+(?=[“‘\"'(A-Z0-9])|\n"
)

HEAD, TAIL = 300, 200
"""Code points at both ends of a text in which a line that is nothing but an outlet's name says where it is all from."""


@dataclass(frozen=True)
class Credited:
    """Words that credit somebody: all of them, the name in them, and the outlet if it is a known one.

    ``what`` is the kind of a credit line, or None for words inside the account.
    """

    words: Span
    name: Span
    outlet: Outlet | None
    what: Line | None = None
    heard: bool = False


class Masked:
    """A text in which every name of an outlet is one word: those of outlets.yaml, and names like theirs."""

    def __init__(self, text: str) -> None:
        self.text = text
        listed = outlets().named(text)
        self.named = sorted((*listed, *_unlisted(text, [one.span for one in listed])), key=lambda one: one.span)
        pieces, at = [], 0
        for one in self.named:
            start, end = one.span
            pieces += [text[at:start], _FIRST, _REST * (end - start - 1)]
            at = end
        self.masked = "".join((*pieces, text[at:])) if self.named else text
        self._at = {one.span[0]: one for one in self.named}

    @cached_property
    def ends(self) -> list[int]:
        """Where sentences begin, and the end of the text: roughly, which is enough to say which claims are meant."""
        return [0, *(match.end() for match in _END.finditer(self.text)), len(self.text)]

    def sentence(self, words: Span) -> Span:
        """The sentence or the sentences that some words stand in."""
        return self.ends[bisect_right(self.ends, words[0]) - 1], self.ends[bisect_left(self.ends, words[1])]

    def names(self, words: Span) -> Iterator[Named]:
        """The known names inside some words."""
        for at in range(*words):
            if at in self._at:
                yield self._at[at]

    @cached_property
    def lines(self) -> list[Credited]:
        """Credit lines, in order: at most one kind of each place."""
        found: dict[Span, Credited] = {}
        at = 0
        for line in self.masked.splitlines(keepends=True):
            bare = line.rstrip()
            middle = HEAD < at < len(self.masked.rstrip()) - TAIL
            if bare and (_FIRST in bare or _MAYBE.search(bare)):
                for one in _patterns().lines:
                    if not (one.ends and middle):
                        for match in one.pattern.finditer(bare):
                            for credited in self._credited(match, at, one.what):
                                found.setdefault(credited.name, credited)
                for id, pattern in _patterns().signs.items():
                    if signed := pattern.search(bare):
                        words = signed.start() + at, signed.end() + at
                        found.setdefault(words, Credited(words, words, outlets()[id], "wire"))
            at += len(line)
        return [found[name] for name in sorted(found)]

    def cues(self) -> list[Credited]:
        """Words inside the account that credit an outlet, in order; all the words of the patterns that match a name."""
        found: dict[Span, Credited] = {}
        if self.named:
            for heard, pattern in _patterns().cues:
                for match in pattern.finditer(self.masked):
                    for one in self._credited(match, 0, None, heard):
                        known = found.get(one.name, one)
                        words = min(known.words[0], one.words[0]), max(known.words[1], one.words[1])
                        found[one.name] = replace(one, words=words, heard=known.heard and heard)
        return [found[name] for name in sorted(found)]

    def states(self) -> list[Span]:
        """Words for media of a state that have no name."""
        return sorted({match.span() for pattern in _patterns().state for match in pattern.finditer(self.masked)})

    def _credited(self, match: re.Match[str], at: int, what: Line | None, heard: bool = False) -> Iterator[Credited]:
        words = match.start() + at, match.end() + at
        known = list(self.names(words))
        for one in known:
            yield Credited(words, one.span, one.outlet, what, heard)
        if not known and "name" in match.re.groupindex:
            start, end = match.span("name")
            yield Credited(words, (start + at, end + at), outlets().known(match["name"]), what, heard)


_MAYBE = re.compile(r"[:：]|(?i:publi|appear|aired|broadcast|permission|h/t|reprint|courtesy|editing by)")


def _unlisted(text: str, taken: Sequence[Span]) -> Iterator[Named]:
    """Names like those of outlets that the list does not have: *The Harbour Wire*, *Radio Velk*."""
    for match in _patterns().unlisted.finditer(text):
        start, end = match.span("unlisted")
        if not any(start < stop and at < end for at, stop in taken) and not _patterns().never.search(match["unlisted"]):
            yield Named((start, end), None, False)


@dataclass(frozen=True)
class _LinePattern:
    what: Line
    pattern: re.Pattern[str]
    ends: bool


@dataclass(frozen=True)
class _Patterns:
    lines: Sequence[_LinePattern]
    signs: Mapping[str, re.Pattern[str]]
    cues: Sequence[tuple[bool, re.Pattern[str]]]
    state: Sequence[re.Pattern[str]]
    documents: re.Pattern[str]
    unlisted: re.Pattern[str]
    never: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    text = resources.files("reportedly.corroboration.citations").joinpath("words.yaml").read_text("utf-8")
    known: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)

    def made(pattern: str) -> re.Pattern[str]:
        for name, words in (
            ("{the}", known["the"]),
            ("{name}", f"(?P<name>{_MASK}|{known['name']})"),
            ("{outlet}", _MASK),
        ):
            pattern = pattern.replace(name, words)
        return re.compile(pattern)

    return _Patterns(
        lines=[_LinePattern(one["what"], made(one["pattern"]), one.get("ends", False)) for one in known["lines"]],
        signs={id: made(pattern) for id, pattern in known["signs"].items()},
        cues=[(one.get("heard", False), made(one["pattern"])) for one in known["cues"]],
        state=[made(one["pattern"]) for one in known["state"]],
        documents=re.compile(known["documents"], re.IGNORECASE),
        unlisted=_like(**{name: known["unlisted"][name] for name in ("ends", "begins")}),
        never=re.compile("|".join(rf"^{re.escape(one)}\b" for one in known["unlisted"]["never"])),
    )


def _like(ends: Sequence[str], begins: Sequence[str]) -> re.Pattern[str]:
    word = r"[A-Z][\w’'-]+"
    last, first = ("|".join(re.escape(one) for one in sorted(some, key=len, reverse=True)) for some in (ends, begins))
    return re.compile(
        rf"(?<![\w’'-])(?:The )?(?P<unlisted>(?!The ){word}(?: (?:of |and |& )?{word}){{0,3}}? (?:{last})\b(?! {word})"
        rf"|(?:{first}) {word}(?: {word})?)"
    )


def document(words: str) -> bool:
    """Whether words speak of a document: a report, a study, a decree."""
    return bool(_patterns().documents.search(words))

"""What the words around tell: what people are accused of, at whom a measure aims, which measure is done away with.

The words for it stand in frames.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

import yaml

from reportedly.coding.phrases import Matcher, expand

MOST = 9
"""An offence told in more words is cut there: the record wants the shortest words that name it."""
NEAR = 14
"""Words between a group and the measure that aims at it, at most."""

CLOSE = 4
"""The same for a group that is known only by the form of its name."""

_AUXILIARIES = frozenset({"are", "is", "have", "has", "had", "also", "reportedly", "then", "themselves"})
_WHO = frozenset({"who", "whose", "which", "whoever"})
_ACCUSING, _BEFORE, _BEHIND, _AIMING = range(4)
_PHRASES = ((_ACCUSING, "accusing"), (_BEFORE, "repealed_before"), (_BEHIND, "repealed_behind"), (_AIMING, "aiming"))
_STOPS = frozenset(".,;:!?()—–")
_ENDS = _STOPS | {"and", "but", "who", "which", "while", "when", "after", "before", "because", "unless", "until"}


class Found(NamedTuple):
    """A code on the words from ``first`` to before ``behind`` of a sentence."""

    list: str
    code: str
    first: int
    behind: int


@dataclass(frozen=True)
class Frames:
    """The knowledge of frames.yaml."""

    matcher: Matcher
    between: frozenset[str]
    no_offence: frozenset[str]
    anybody: frozenset[str]
    every: frozenset[str]
    relative: frozenset[str]
    verdict: frozenset[str]
    neutral: frozenset[str]
    subject: frozenset[str]
    tellers: frozenset[str]
    suffering: frozenset[str]
    people: frozenset[str]
    person: frozenset[str]
    no_people: frozenset[str]
    reach: int


@lru_cache(maxsize=1)
def frames() -> Frames:
    """What frames.yaml says, read once."""
    loaded = yaml.safe_load(resources.files("reportedly.coding").joinpath("frames.yaml").read_text(encoding="utf-8"))
    phrases = [(phrase, kind) for kind, key in _PHRASES for notation in loaded.pop(key) for phrase in expand(notation)]
    reach = loaded.pop("reach")
    return Frames(Matcher(phrases), reach=reach, **{key: frozenset(words) for key, words in loaded.items()})


class Around:
    """The frames that stand in a sentence."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.accusing: list[int] = []
        self.aiming: list[Found] = []
        self._before: set[int] = set()
        self._behind: set[int] = set()
        for first, behind, kind in frames().matcher.find(words):
            if kind == _ACCUSING:
                self.accusing.append(behind)
            elif kind == _AIMING:
                self.aiming.append(Found("", "", first, behind))
            elif kind == _BEFORE:
                self._before.add(behind)
            else:
                self._behind.add(first)

    def repealed(self, one: Found) -> bool:
        """Whether the words say that a measure is done away with."""
        if one.first in self._before:
            return True
        for at in range(one.behind, min(one.behind + frames().reach + 1, len(self.words))):
            if at in self._behind:
                return True
            if self.words[at] in _STOPS:
                return False
        return False

    def offences(self, penalties: Sequence[Found]) -> list[Found]:
        """What people are accused of, forbidden or threatened for, in whatever words."""
        starts = [start for behind in self.accusing if (start := self._accused(behind)) is not None]
        for at in range(1, len(self.words) - 1):
            word = self.words[at]
            if word in ("for", "of") and self.words[at + 1].endswith("ing"):
                listed = word == "of" and any(behind < at <= behind + 3 * MOST for behind in self.accusing)
                punished = word == "for" and any(0 <= at - one.behind < MOST for one in penalties)
                if (listed or punished) and self.words[at + 1] not in frames().no_offence:
                    starts.append(at + 1)
            elif word == "if" and penalties and self._condition(at):
                starts.append(at + 2)
        ends = {start: self._end(start) for start in starts}
        return [Found("offence", "crime", start, end) for start, end in sorted(ends.items()) if end > start]

    def _condition(self, at: int) -> bool:
        """Whether somebody does something behind an *if*: *if he whistles*, but not *even if he has*."""
        words, known = self.words, frames()
        does = at + 2 < len(words) and words[at + 1] in known.subject and words[at + 2] not in known.neutral
        return does and words[at - 1] != "even"

    def _accused(self, at: int) -> int | None:
        """Where an offence begins behind an accusation that ends before ``at``."""
        words, cue = self.words, self.words[at - 1]
        while cue != "for" and at < len(words) and words[at] in frames().between:
            at += 1
        if at >= len(words) or words[at] in frames().no_offence or words[at] in _STOPS:
            return None
        bare = cue in ("for", "caught", "against") and not words[at].endswith("ing")
        return None if bare else at

    def anybody(self, penalties: Sequence[Found]) -> list[Found]:
        """Groups told by what they do, *anyone who whistles will be fined*, and what they do."""
        known, words = frames(), self.words
        found = []
        for at, word in enumerate(words):
            head = at + (word != "whoever")
            if word in known.every and head + 1 < len(words) and words[head + 1] in _WHO:
                head += 1
            elif word not in known.anybody and not (self._people(at) and head < len(words) and words[head] == "who"):
                continue
            if word != "whoever" and (head >= len(words) or words[head] not in known.relative):
                continue
            begin = head + (words[min(head, len(words) - 1)] in _WHO)
            end = self._verdict(begin)
            threatened = end < len(words) and words[end] in known.verdict - {"is", "are"}
            if end <= begin or not (threatened or any(abs(one.first - at) <= NEAR for one in penalties)):
                continue
            found.append(Found("target", "group", at, end))
            if words[head] != "with" and words[begin] not in known.neutral and (penalties or threatened):
                found.append(Found("offence", "crime", begin, end))
        return found

    def people(self, measures: Sequence[Found]) -> list[Found]:
        """Groups that a measure aims at, whatever they are called: *every digger*, *gravediggers must …*."""
        found = []
        for at, word in enumerate(self.words):
            if self._people(at):
                one = Found("target", "group", at, at + 1)
            elif word in ("every", "each") and self._person(at + 1):
                one = Found("target", "group", at, at + 2)
            else:
                continue
            if any(_distance(one, other) <= CLOSE for other in measures) and not self.tells(one):
                found.append(one)
        return found

    def tells(self, one: Found) -> bool:
        """Whether a group says something: *residents say*."""
        at = one.behind
        while at < len(self.words) and self.words[at] in _AUXILIARIES:
            at += 1
        return at < len(self.words) and self.words[at] in frames().tellers

    def _person(self, at: int) -> bool:
        word = self.words[at] if at < len(self.words) else ""
        return word[-2:] in frames().person and len(word) > 4 and word not in frames().no_people

    def _people(self, at: int) -> bool:
        word = self.words[at]
        return word[-3:] in frames().people and len(word) > 5 and word not in frames().no_people

    def _end(self, at: int) -> int:
        end = at
        while end < len(self.words) and end - at < MOST and self.words[end] not in _ENDS:
            end += 1
        return end

    def _verdict(self, at: int) -> int:
        """Where a relative clause ends: before what is to become of the group, or at the end of the clause."""
        end = at
        while end < len(self.words) and end - at < MOST and self.words[end] not in _STOPS:
            if end > at and self.words[end] in frames().verdict:
                return end
            end += 1
        return end


def aimed(groups: Iterable[Found], measures: Sequence[Found], words: Sequence[str]) -> list[Found]:
    """The groups that suffer a measure: its object, or the subject of a passive or of what must be done."""
    return [one for one in groups if any(_suffers(one, other, words) for other in measures)]


def _suffers(group: Found, measure: Found, words: Sequence[str]) -> bool:
    if _distance(group, measure) > NEAR:
        return False
    if measure.first < group.behind:
        return True
    between = words[group.behind : measure.behind]
    return any(word in frames().suffering for word in between)


def _distance(one: Found, other: Found) -> int:
    return max(one.first - other.behind, other.first - one.behind, 0)

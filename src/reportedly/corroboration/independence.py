"""At least N, at most M independent origins: what is proven of the voices that say one thing, and what follows from it.

A voice is whoever stands at the end of one claim's chain (reportedly.corroboration.origins). Two voices are proven the
same or proven different by links, each with its reasons; whatever no link speaks of is unknown.

*At most*: voices that are proven the same are one (union and find; near-linear in the number of links). *At least*:
what is not proven different may be one, so the fewest origins are the fewest classes into which what is left can be
parted with no two in a class that are proven different. That is the chromatic number of the graph of proven
differences (equally, the smallest clique cover of its complement); reportedly.corroboration.colouring works it out.

A voice that is credited to an outlet whose reports rest on several origins is one of those, nobody knows which: it is
*absorbed* and adds to neither bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

from reportedly.corroboration.colouring import Fewest, fewest_classes
from reportedly.corroboration.origins import Voice, same_name
from reportedly.corroboration.sides import Side

SIDES: tuple[Side, ...] = ("allegation", "admission", "denial")

Verdict = Literal["same", "different"]

Why = Literal["decided", "copy", "one source", "cites", "named", "told apart", "confirmed", "own knowledge"]

STRENGTH: tuple[Why, ...] = ("decided", "copy", "one source", "cites", "named")
"""The order in which reasons to be the same are taken in: what people decided first, and it holds against the rest."""

ALL_PAIRS = 300
"""Origins on their own knowledge of which every pair is compared, at most; of more, the first in the order of time.

The bound stays right with fewer pairs, only perhaps too low: that many named witnesses are no case to fear."""


@dataclass(frozen=True)
class Link:
    """Something proven about two voices (their ids): why, and the words that a reader can check.

    ``words`` are exact words of the reports (or of a reviewer's reason), ``by`` the reviewer, ``entry`` the number of
    the ledger's entry that holds the decision.
    """

    a: str
    b: str
    verdict: Verdict
    why: Why
    words: tuple[str, ...] = ()
    by: str | None = None
    entry: int | None = None


@dataclass(frozen=True)
class Derived:
    """A voice whose claim is taken from elsewhere: its origin is one of those of other voices (their ids)."""

    voice: str
    among: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Range:
    """At least and at most so many independent origins, in so many reports.

    ``exact`` is False where the search for the smallest number was cut short: ``at_least`` then still holds, and may
    be lower than what is proven.
    """

    at_least: int
    at_most: int
    reports: int
    exact: bool = True


@dataclass(frozen=True)
class Weighed:
    """What is known of the origins of one thing that is said.

    ``ranges`` has the sides that somebody takes, each counted by itself; ``origins`` the voices that are proven to be
    one, the largest number first named in the order of the voices; ``absorbed`` voices that add to no bound;
    ``refused`` links that contradict what a person decided, or differences within one origin: they count for nothing
    and are shown. ``apart`` holds the links that prove two origins different.
    """

    ranges: Mapping[Side, Range]
    origins: tuple[tuple[str, ...], ...]
    absorbed: frozenset[str]
    same: tuple[Link, ...]
    apart: tuple[Link, ...]
    refused: tuple[Link, ...]
    derived: tuple[Derived, ...] = ()

    @property
    def range(self) -> Range:
        """The range of those who say that it is so, or else of the first side there is."""
        return next(self.ranges[side] for side in SIDES if side in self.ranges)

    def origin_of(self, voice: str) -> int | None:
        """The place of a voice's origin among ``origins``; None for a voice that is absorbed. Raises KeyError."""
        if voice in self.absorbed:
            return None
        return self._places[voice]

    @property
    def _places(self) -> dict[str, int]:
        return {voice: at for at, group in enumerate(self.origins) for voice in group}

    def verdict(self, a: str, b: str) -> Literal["same", "different", "unknown"]:
        """What is proven of two voices."""
        one, other = self.origin_of(a), self.origin_of(b)
        if one is None or other is None:
            return "unknown"
        if one == other:
            return "same"
        places = self._places
        pairs = {frozenset((places[link.a], places[link.b])) for link in self.apart}
        return "different" if frozenset((one, other)) in pairs else "unknown"


@dataclass
class _Groups:
    """Voices that are one, and pairs of groups that a person keeps apart."""

    parent: dict[str, str]
    barred: dict[str, set[str]] = field(default_factory=dict)

    def find(self, voice: str) -> str:
        root = voice
        while self.parent[root] != root:
            root = self.parent[root]
        while self.parent[voice] != root:
            self.parent[voice], voice = root, self.parent[voice]
        return root

    def bar(self, a: str, b: str) -> None:
        one, other = self.find(a), self.find(b)
        self.barred.setdefault(one, set()).add(other)
        self.barred.setdefault(other, set()).add(one)

    def join(self, a: str, b: str) -> bool:
        """Make one of two groups; False if a person said that they are two."""
        one, other = self.find(a), self.find(b)
        if one == other:
            return True
        if other in self.barred.get(one, ()):
            return False
        self.parent[other] = one
        for third in self.barred.pop(other, set()):
            self.barred[third].discard(other)
            self.barred[third].add(one)
            self.barred.setdefault(one, set()).add(third)
        return True


def weigh(
    voices: Sequence[Voice], links: Iterable[Link], derived: Iterable[Derived] = (), *, effort: int = 200_000
) -> Weighed:
    """At least and at most how many origins these voices have, by what is proven of them.

    ``links`` and ``derived`` may speak of other voices, too; those count for nothing. What the voices' own names prove
    (one name, two names on own knowledge) is added here. ``effort`` bounds the steps of the search for the smallest
    number.
    Cost: near-linear in voices and links, but for the search, which is exponential in the worst case and whose graph
    holds only voices that are proven different from another. Raises ValueError if there are no voices.
    """
    if not voices:
        raise ValueError("no voices, no origins")
    here = {one.id: at for at, one in enumerate(voices)}
    given = [one for one in dict.fromkeys(links) if one.a in here and one.b in here and one.a != one.b]
    given += [*_one_source(voices), *_one_name(voices)]
    groups = _Groups({id: id for id in here})
    decided = {frozenset((one.a, one.b)): one.verdict for one in given if one.why == "decided"}
    same = sorted((one for one in given if one.verdict == "same"), key=lambda one: STRENGTH.index(one.why))
    refused: list[Link] = []
    for one in given:
        if one.verdict == "different" and one.why == "decided":
            groups.bar(one.a, one.b)
    kept: list[Link] = []
    for one in same:
        contrary = decided.get(frozenset((one.a, one.b))) == "different" and one.why != "decided"
        (refused if contrary or not groups.join(one.a, one.b) else kept).append(one)
    among = [one for one in derived if one.voice in here and set(one.among) & here.keys()]
    absorbed = _absorb(groups, among, here)
    apart = [one for one in given if one.verdict == "different"]
    apart = [one for one in apart if decided.get(frozenset((one.a, one.b))) != "same" or one.why == "decided"]
    apart += _own_knowledge(voices, groups, decided)
    refused += [one for one in apart if groups.find(one.a) == groups.find(one.b)]
    apart = [one for one in apart if groups.find(one.a) != groups.find(one.b)]
    gone = {id for id in here if groups.find(id) in absorbed}
    apart = [one for one in apart if one.a not in gone and one.b not in gone]
    members: dict[str, list[str]] = {}
    for id in here:
        if id not in gone:
            members.setdefault(groups.find(id), []).append(id)
    ranges = {}
    for side in SIDES:
        if any(one.side == side for one in voices):
            ranges[side] = _range(side, voices, groups, gone, apart, effort)
    return Weighed(
        ranges, tuple(map(tuple, members.values())), frozenset(gone), tuple(kept), tuple(apart), tuple(refused),
        tuple(among),
    )  # fmt: skip


def _range(
    side: Side, voices: Sequence[Voice], groups: _Groups, gone: set[str], apart: Sequence[Link], effort: int
) -> Range:
    mine = [one for one in voices if one.side == side]
    agreed = {groups.find(one.id) for one in mine if one.differs is None}
    reports = len({one.report for one in mine})
    origins = {groups.find(one.id) for one in mine if one.id not in gone}
    if not origins:  # all of them come from voices of another side: still somebody said it
        return Range(1, 1, reports)
    graph: dict[str, set[str]] = {}
    for one in apart:
        a, b = groups.find(one.a), groups.find(one.b)
        if a in origins & agreed and b in origins & agreed:
            graph.setdefault(a, set()).add(b)
            graph.setdefault(b, set()).add(a)
    fewest = fewest_classes(graph, effort) if graph else Fewest(1, True)
    return Range(fewest.number, len(origins), reports, fewest.exact)


def _one_source(voices: Sequence[Voice]) -> Iterable[Link]:
    """One source of one report, however often it is quoted, is one."""
    first: dict[tuple[str, str], Voice] = {}
    for one in voices:
        other = first.setdefault((one.report, one.source), one)
        if other is not one:
            yield Link(other.id, one.id, "same", "one source", (one.name,))


def _one_name(voices: Sequence[Voice]) -> Iterable[Link]:
    """Whoever is named by the same full name, institution or document in two reports."""
    by_key: dict[str, list[Voice]] = {}
    for one in voices:
        if one.key is not None:
            by_key.setdefault(one.key, []).append(one)
    for named in by_key.values():
        for other in named[1:]:
            for one in named:  # the first that does not speak against it
                if one is other:
                    break
                if same_name(one, other):
                    yield Link(one.id, other.id, "same", "named", (one.name, other.name))
                    break


def _absorb(groups: _Groups, derived: Sequence[Derived], here: Mapping[str, int]) -> set[str]:
    """The groups whose origin is one of several others'; what has only one to come from is joined to that."""
    waiting = list(derived)
    before = -1
    while len(waiting) != before:
        before, left = len(waiting), []
        for one in waiting:
            targets = {groups.find(other) for other in one.among if other in here}
            if groups.find(one.voice) in targets or not (len(targets) == 1 and groups.join(targets.pop(), one.voice)):
                left.append(one)
        waiting = left
    absorbed: set[str] = set()
    for one in waiting:
        targets = {groups.find(other) for other in one.among if other in here}
        own = groups.find(one.voice)
        if own not in targets and targets - absorbed and not targets & groups.barred.get(own, set()):
            absorbed.add(own)
    return absorbed


def _own_knowledge(
    voices: Sequence[Voice], groups: _Groups, decided: Mapping[frozenset[str], Verdict]
) -> Iterable[Link]:
    """Different named persons or organisations who speak on their own knowledge.

    Where a copy or a credit made one of voices with different names, nobody knows which of them is its origin: such a
    group differs from another only if each of its names does.
    """
    firm: dict[str, list[Voice]] = {}
    for one in voices:
        if one.key is not None and one.own_knowledge:
            firm.setdefault(groups.find(one.id), []).append(one)
    names = {root: list({one.key: one for one in some}.values()) for root, some in firm.items()}
    some = list(names.items())[:ALL_PAIRS]
    for (_, left), (_, right) in combinations(some, 2):
        pairs = [(a, b) for a in left for b in right]
        if all(a.differs_from(b) and decided.get(frozenset((a.id, b.id))) != "same" for a, b in pairs):
            a, b = pairs[0]
            yield Link(a.id, b.id, "different", "own knowledge", (*a.how_known, *b.how_known))

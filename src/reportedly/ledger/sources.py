"""What people decided about the sources of a record: that some are one, that some are not, that one is two.

Worked out from entries alone. They are judgments without a claim; their ``decision`` is ``merge`` or ``apart``
(``fields``: ``sources``, the ids), ``split`` (``fields``: ``source``, ``mentions``, the spans that mean somebody else,
``claims``, those whose chains go on through that one, ``as``, who it is), or ``leave``: the person's decision is taken
back. Where people differ, the record's own sources stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from reportedly.ledger.decisions import ABOUT_SOURCES, person
from reportedly.ledger.entries import Entry
from reportedly.record import Claim, Report, Source, Spans, frozen


@dataclass(frozen=True)
class Split:
    """Some mentions of a source, and the claims with them, that mean another one."""

    source: str
    mentions: Spans
    claims: tuple[str, ...]
    other: Source


@dataclass(frozen=True)
class Regrouped:
    """Sources as people see them: ``groups`` of ids that are one, the first standing for all, and ``splits``.

    ``differing`` are the numbers of the judgments that others contradict; they change nothing.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    splits: tuple[Split, ...] = ()
    differing: tuple[int, ...] = ()

    def report(self, report: Report) -> Report:
        """The record with the sources that were split off, and all mentions of a group with the one that stands."""
        sources = {one.id: one for one in report.sources}
        for split in self.splits:
            if (old := sources.get(split.source)) is not None:
                rest = tuple(span for span in old.mentions if span not in split.mentions)
                sources[old.id] = replace(old, mentions=rest)
                sources[split.other.id] = split.other
        for first, *others in self.groups:
            members = [sources[id] for id in (first, *others) if id in sources]
            if first in sources:
                mentions = tuple(sorted({span for one in members for span in one.mentions}))
                sources[first] = replace(sources[first], mentions=mentions)
        return replace(report, sources=tuple(sources.values()))

    def claim(self, claim: Claim) -> Claim:
        """The claim with its chain told by them; whoever would follow on themselves is told once."""
        chain, implied = list(claim.chain), set(claim.implied)
        for split in self.splits:
            if claim.id in split.claims:
                chain = [split.other.id if id == split.source else id for id in chain]
                implied = {split.other.id if id == split.source else id for id in implied}
        stands = {id: group[0] for group in self.groups for id in group}
        named = {stands.get(id, id) for id in chain if id not in implied}
        told = tuple(dict.fromkeys(stands.get(id, id) for id in chain))
        return replace(claim, chain=told, implied=tuple(id for id in told if id not in named))


def regrouped(record: int, entries: Iterable[Entry]) -> Regrouped:
    """What stands of the decisions about a record's sources: of each person the last on the same sources."""
    standing = list(last(record, entries).values())
    merges = [one for one in standing if one.body["decision"] == "merge"]
    aparts = [one for one in standing if one.body["decision"] == "apart"]
    splits = [one for one in standing if one.body["decision"] == "split"]
    differing: set[int] = set()
    for group in _groups([one.body["fields"]["sources"] for one in merges]):
        denied = [one for one in aparts if len(set(one.body["fields"]["sources"]) & set(group)) > 1]
        if denied:
            differing |= {one.number for one in denied}
            differing |= {one.number for one in merges if set(one.body["fields"]["sources"]) & set(group)}
    for one, other in combinations(splits, 2):
        if one.body["fields"] != other.body["fields"] and _overlap(one, other):
            differing |= {one.number, other.number}
    return Regrouped(
        _groups([one.body["fields"]["sources"] for one in merges if one.number not in differing]),
        tuple(dict.fromkeys(_split(one) for one in splits if one.number not in differing)),
        tuple(sorted(differing)),
    )


def last(record: int, entries: Iterable[Entry]) -> dict[tuple[str, tuple[Any, ...]], Entry]:
    """By person and sources, the decision that stands, ``leave`` included."""
    found: dict[tuple[str, tuple[Any, ...]], Entry] = {}
    for one in sorted(entries, key=lambda entry: entry.number):
        if one.kind == "judgment" and one.body["decision"] in ABOUT_SOURCES and one.body["record"] == record:
            found[person(one), subject(one.body["fields"])] = one
    return found


def subject(fields: dict[str, Any]) -> tuple[Any, ...]:
    """What a decision is about: the same sources, or the same mentions of one."""
    if "sources" in fields:
        return tuple(sorted(fields["sources"]))
    return fields["source"], tuple(tuple(span) for span in fields["mentions"])


def _overlap(one: Entry, other: Entry) -> bool:
    first, second = one.body["fields"], other.body["fields"]
    shared = [span for span in first["mentions"] if span in second["mentions"]]
    return first["source"] == second["source"] and bool(shared or set(first["claims"]) & set(second["claims"]))


def _groups(merged: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    groups: list[list[str]] = []
    for ids in merged:
        touching = [group for group in groups if set(group) & set(ids)]
        groups = [group for group in groups if group not in touching]
        groups.append(list(dict.fromkeys(id for group in (*touching, ids) for id in group)))
    return tuple(tuple(group) for group in groups)


def _split(entry: Entry) -> Split:
    fields = entry.body["fields"]
    other = {name: frozen(value) for name, value in fields["as"].items()}
    return Split(fields["source"], frozen(fields["mentions"]), tuple(fields["claims"]), Source(**other))

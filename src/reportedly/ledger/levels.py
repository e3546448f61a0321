"""How confidential the reports, sources and claims of a ledger are in the end, worked out from entries alone.

Of a claim it is the strictest of itself, of all its sources, and of its report. Its sources are those of every reading:
the machine's chain, and every chain that somebody put in its place. What was said about a source or a claim of one
record holds in the other records of the report for a source of the same name and a claim of the same words, unless
something else is said of these: reading a report again must not lay open what was closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from reportedly.ledger.entries import Entry
from reportedly.ledger.seen import Judged, every

Level = Literal["public", "restricted", "secret"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""From what everybody may see to what almost nobody may."""

OPEN: Level = "public"
"""What holds where nothing is said: reports were published."""

Target = tuple[int | None, str | None, str | None]
"""What has a level: record, source and claim; all None for the report itself."""


@dataclass(frozen=True)
class Levels:
    """What holds in the end for a report, and for the sources and claims of a record of it, by their ids."""

    report: Level
    sources: Mapping[str, Level]
    claims: Mapping[str, Level]


def effective(entries: Sequence[Entry], records: Mapping[int, Judged] | None = None) -> dict[int, Levels]:
    """What holds in the end, by the number of the record; of all records, judgments and levels of one report.

    ``records`` are what ``seen.every`` makes of the entries, if that is known already.
    """
    set_to = levels(entries)
    records = every(entries) if records is None else records
    alike = _alike(records, set_to)
    return {number: _levels(judged, set_to, alike) for number, judged in records.items()}


def levels(entries: Iterable[Entry]) -> dict[Target, Level]:
    """The levels that hold, by what they are set for."""
    return {target: entry.body["level"] for target, entry in last(entries).items()}


def last(entries: Iterable[Entry]) -> dict[Target, Entry]:
    """The entries that hold, by what they are about."""
    found: dict[Target, Entry] = {}
    for entry in sorted(entries, key=lambda one: one.number):
        if entry.kind == "confidentiality":
            found[entry.body["record"], entry.body["source"], entry.body["claim"]] = entry
    return found


def strictest(*some: Level) -> Level:
    """The one of some levels that the fewest may see."""
    return max(some, key=LEVELS.index, default=OPEN)


Alike = Mapping[tuple[str, str], Level]
"""The strictest level said of any source of a name, of any claim of some words, in any record of the report."""


def _alike(records: Mapping[int, Judged], set_to: Mapping[Target, Level]) -> Alike:
    found: dict[tuple[str, str], Level] = {}
    for number, judged in records.items():
        for one in judged.report.sources:
            key = "source", one.name
            found[key] = strictest(found.get(key, OPEN), set_to.get((number, one.id, None), OPEN))
        for seen in judged.claims:
            key = "claim", judged.report.words(seen.suggested.content)
            found[key] = strictest(found.get(key, OPEN), set_to.get((number, None, seen.id), OPEN))
    return found


def _levels(judged: Judged, set_to: Mapping[Target, Level], alike: Alike) -> Levels:
    report = set_to.get((None, None, None), OPEN)
    sources: dict[str, Level] = {}
    for one in judged.report.sources:
        own = set_to.get((judged.record, one.id, None), alike["source", one.name])
        sources[one.id] = strictest(report, own)
    for split in judged.regrouped.splits:
        sources[split.other.id] = strictest(sources[split.other.id], sources[split.source])
    for group in judged.regrouped.groups:
        together = strictest(*(sources[id] for id in group if id in sources))
        sources.update((id, together) for id in group)
    claims: dict[str, Level] = {}
    for seen in judged.claims:
        words = alike["claim", judged.report.words(seen.suggested.content)]
        own = set_to.get((judged.record, None, seen.id), words)
        chain = {id for claim in (seen.suggested, seen.claim, *seen.readings.values()) for id in claim.chain}
        claims[seen.id] = strictest(report, own, *(sources[id] for id in chain))
    return Levels(report, sources, claims)

"""Who may see a report, a source or a claim: public, restricted or secret; and what holds for a claim in the end.

A level holds until another replaces it, whoever set it. What is not set is public: reports were published. Body of an
entry: ``record`` (null for the report as such), ``source`` or ``claim`` (both null for the report as such), ``level``,
``reason``, ``supersedes``, ``carried`` (as in a judgment).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from reportedly.errors import LedgerError
from reportedly.ledger import fields, lookup
from reportedly.ledger.entries import Draft, Entry
from reportedly.ledger.judgments import Judged, inside
from reportedly.ledger.store import Ledger
from reportedly.ledger.things import maybe_text, one_of, text

Level = Literal["public", "restricted", "secret"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""From what everybody may see to what almost nobody may."""

Target = tuple[int | None, str | None, str | None]
"""What has a level: record, source and claim; all None for the report itself."""


@dataclass(frozen=True)
class Levels:
    """What holds in the end for a report, and for the sources and claims of a record of it, by their ids."""

    report: Level
    sources: Mapping[str, Level]
    claims: Mapping[str, Level]


def mark(
    ledger: Ledger,
    report: str,
    level: Level,
    *,
    record: int | None = None,
    source: str | None = None,
    claim: str | None = None,
    by: str | None,
    reason: str | None = None,
) -> Entry:
    """Append the level of a report (its id), or of a source or claim of one of its records. Raises LedgerError."""
    who = text(by, "the person who decides who may see it")
    one_of(level, LEVELS, "a level")
    if (record is None) != (source is None and claim is None) or (source is not None and claim is not None):
        raise LedgerError("a level is set for a report, or with its record for one source or one claim")
    with ledger.writing() as connection:
        judged = inside(connection, report if record is None else record)
        if judged.report.id != report:
            raise LedgerError(f"record {record} is not one of report {report}")
        if source is not None:
            fields.thing(judged.report, "sources", source)
        if claim is not None:
            judged.claim(claim)
        before = last(lookup.about(connection, report, "confidentiality")).get((record, source, claim))
        body = {
            "record": record,
            "source": source,
            "claim": claim,
            "level": level,
            "reason": maybe_text(reason, "a reason"),
            "supersedes": before.number if before else None,
            "carried": None,
        }
        return ledger.append([Draft("confidentiality", body, report, who)], connection)[0]


def of(ledger: Ledger, which: int | str) -> Levels:
    """What holds for a record; which one as for judgments. Raises LedgerError."""
    with ledger.reading() as connection:
        judged = inside(connection, which)
        return effective(judged, lookup.about(connection, judged.report.id, "confidentiality"))


def effective(judged: Judged, entries: Iterable[Entry]) -> Levels:
    """What holds in the end: of a claim the strictest level of itself, of all its sources and of its report.

    Its sources are those of every reading: the machine's chain, and every chain that somebody put in its place.
    """
    set_to = levels(entries)
    report = set_to.get((None, None, None), LEVELS[0])
    sources: dict[str, Level] = {
        one.id: strictest(report, set_to.get((judged.record, one.id, None), LEVELS[0])) for one in judged.report.sources
    }
    for group in judged.regrouped.groups:
        together = strictest(*(sources[id] for id in group if id in sources))
        sources.update((id, together) for id in group)
    for split in judged.regrouped.splits:
        sources[split.other.id] = strictest(sources[split.other.id], sources[split.source])
    claims = {}
    for one in judged.claims:
        chain = {id for claim in (one.suggested, one.claim, *one.readings.values()) for id in claim.chain}
        own = set_to.get((judged.record, None, one.id), LEVELS[0])
        claims[one.id] = strictest(report, own, *(sources[id] for id in chain))
    return Levels(report, sources, claims)


def levels(entries: Iterable[Entry]) -> dict[Target, Level]:
    """The levels that are set, by what they are set for."""
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
    return max(some, key=LEVELS.index, default=LEVELS[0])

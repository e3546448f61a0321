"""The claims of a record as people see them, worked out from the record and the entries about it alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reportedly.ledger import decisions, fields, sources
from reportedly.ledger.decisions import Decided, State
from reportedly.ledger.entries import Entry
from reportedly.ledger.sources import Regrouped
from reportedly.ledger.things import one_of
from reportedly.record import Claim, Report


@dataclass(frozen=True)
class Seen:
    """A claim and what was decided about it.

    ``suggested`` is what the machine suggested, or what the person suggested who added the claim (``added_by``, else
    None); ``claim`` is that with what all who count agree on put in; ``readings`` is, for everybody who judged it, the
    claim as they decided it.
    """

    id: str
    suggested: Claim
    claim: Claim
    decided: Decided
    readings: Mapping[str, Claim]
    added_by: str | None = None

    @property
    def state(self) -> State:
        """Where the claim stands for everybody together."""
        return self.decided.state


@dataclass(frozen=True)
class Judged:
    """A record, with the things that people added to it, its claims as they stand, and what was decided about sources.

    Where sources were merged or split, ``report`` and the chains of ``claim`` and ``readings`` say so; ``suggested``
    and ``ungrouped``, the record with what was added alone, stay as they were.
    """

    record: int
    report: Report
    claims: tuple[Seen, ...]
    regrouped: Regrouped
    ungrouped: Report

    def claim(self, id: str) -> Seen:
        """The claim with this id. Raises LedgerError that names those there are."""
        known = [one.id for one in self.claims]
        return self.claims[known.index(one_of(id, known, f"a claim of record {self.record}"))]

    def seen_by(self, person: str) -> Judged:
        """What a person may see who is to judge without knowing what others decided, until they have judged."""
        claims = tuple(
            one if one.decided.of(person) else replace(one, claim=one.suggested, decided=Decided(), readings={})
            for one in self.claims
        )
        return replace(self, claims=claims)


def seen(record: int, report: Report, entries: Sequence[Entry]) -> Judged:
    """The claims of a record with what these entries decide; those added and taken back again are left out."""
    judgments = [one for entry in entries if (one := decisions.read(entry))]
    here = [one for one in judgments if one.record == record]
    decided = decisions.decided(here)
    suggested: list[tuple[Claim, str | None]] = [(one, None) for one in report.claims]
    for one in here:
        if one.decision == "missed" and decided[record, one.claim].standing:
            report, added = fields.put_in(report, None, one.fields, one.claim)
            suggested.append((added, one.by))
    claims = []
    for base, added_by in suggested:
        about = decided.get((record, base.id), Decided())
        readings = {}
        for one in about.standing:
            readings[one.by] = base
            if one.decision == "correct":
                report, readings[one.by] = fields.put_in(report, base, one.fields)
        agreed = about.counted[0].by if about.state == "corrected" else None
        claims.append(Seen(base.id, base, readings[agreed] if agreed else base, about, readings, added_by))
    regrouped = sources.regrouped(record, entries)
    if not regrouped.groups and not regrouped.splits:
        return Judged(record, report, tuple(claims), regrouped, report)
    shown = tuple(_regrouped(one, regrouped) for one in claims)
    return Judged(record, regrouped.report(report), shown, regrouped, report)


def _regrouped(one: Seen, regrouped: Regrouped) -> Seen:
    readings = {person: regrouped.claim(claim) for person, claim in one.readings.items()}
    return replace(one, claim=regrouped.claim(one.claim), readings=readings)


def every(entries: Sequence[Entry]) -> dict[int, Judged]:
    """Every record among the entries about one report, by its number, with what the others of them decide."""
    records = {one.number: record_of(one) for one in entries if one.kind == "record"}
    judgments = [one for one in entries if one.kind == "judgment"]
    return {number: seen(number, report, judgments) for number, report in records.items()}


@lru_cache(maxsize=16)
def record_of(entry: Entry) -> Report:
    """The record that an entry of this kind holds; kept for a while, because whoever judges does so many times."""
    return Report.from_dict(entry.body["record"])

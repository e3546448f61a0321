"""How reliable a source is, and how credible a claim: two scales, rated apart, by people only.

Reliability goes from A (completely reliable) to E (unreliable), credibility from 1 (confirmed by others who are
independent) to 5 (improbable); F and 6 say that it cannot be judged, and are where everything starts. The scales are
those of the Admiralty code. Body of an entry: ``record``, ``source`` or ``claim``, ``reliability`` or ``credibility``,
``reason``, ``supersedes`` (the same person's rating before), ``carried`` (as in a judgment).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from reportedly.errors import LedgerError
from reportedly.ledger import lookup
from reportedly.ledger.decisions import person
from reportedly.ledger.entries import Draft, Entry
from reportedly.ledger.judgments import about, inside
from reportedly.ledger.store import Ledger
from reportedly.ledger.things import maybe_text, one_of, text

Scale = Literal["reliability", "credibility"]

RELIABILITY = ("A", "B", "C", "D", "E", "F")
CREDIBILITY = (1, 2, 3, 4, 5, 6)
START: dict[Scale, Any] = {"reliability": "F", "credibility": 6}
"""What holds until somebody has rated, and what nobody has to be ashamed of: it cannot be judged."""


@dataclass(frozen=True)
class Rated:
    """How people rate one source or claim: each person's value."""

    scale: Scale
    by: Mapping[str, Any]

    @property
    def value(self) -> Any:
        """What all of them say; F or 6 if nobody has rated; None if they differ."""
        values = set(self.by.values())
        if not values:
            return START[self.scale]
        return next(iter(values)) if len(values) == 1 else None

    @property
    def differs(self) -> bool:
        """Whether two people rate it differently."""
        return self.value is None


def rate(
    ledger: Ledger,
    record: int,
    *,
    source: str | None = None,
    claim: str | None = None,
    reliability: str | None = None,
    credibility: int | None = None,
    by: str | None,
    reason: str | None = None,
) -> Entry:
    """Append a person's rating of a source's reliability, or of a claim's credibility; it replaces their own.

    Credibility 1 needs a reason: which independent reports confirm it. Raises LedgerError.
    """
    who = text(by, "the person who rates")
    given = (source is not None, reliability is not None, claim is not None, credibility is not None)
    if given not in ((True, True, False, False), (False, False, True, True)):
        raise LedgerError("a source has a reliability and a claim a credibility; they are rated apart")
    if reliability is not None:
        one_of(reliability, RELIABILITY, "a reliability")
    if credibility is not None:
        if type(credibility) is not int or credibility not in CREDIBILITY:
            raise LedgerError(f"{credibility!r} is not a credibility: one of 1, 2, 3, 4, 5, 6")
        if credibility == 1 and reason is None:
            raise LedgerError("credibility 1 means confirmed by independent reports; say by which, as the reason")
    with ledger.writing() as connection:
        judged = about(connection, None, record, source, claim)
        before = last(lookup.about(connection, judged.report.id, "rating")).get((record, str(source or claim), who))
        body = {
            "record": record,
            "source": source,
            "claim": claim,
            "reliability": reliability,
            "credibility": credibility,
            "reason": maybe_text(reason, "a reason"),
            "supersedes": before.number if before else None,
            "carried": None,
        }
        return ledger.append([Draft("rating", body, judged.report.id, who)], connection)[0]


def of(ledger: Ledger, which: int | str) -> dict[str, Rated]:
    """How every source and claim of a record is rated, by its id; which record as for judgments. Raises LedgerError."""
    with ledger.reading() as connection:
        judged = inside(connection, which)
        given = rated(judged.record, lookup.about(connection, judged.report.id, "rating"))
    ids: dict[str, Scale] = {one.id: "reliability" for one in judged.report.sources}
    ids |= {one.id: "credibility" for one in judged.claims}
    return {id: given.get(id, Rated(scale, {})) for id, scale in ids.items()}


def rated(record: int, entries: Iterable[Entry]) -> dict[str, Rated]:
    """How the sources and claims of a record are rated, those that are, by their ids."""
    found: dict[str, Rated] = {}
    for (where, id, who), entry in last(entries).items():
        if where == record:
            scale: Scale = "reliability" if entry.body["source"] is not None else "credibility"
            there = found.get(id, Rated(scale, {}))
            found[id] = Rated(scale, {**there.by, who: entry.body[scale]})
    return found


def last(entries: Iterable[Entry]) -> dict[tuple[int, str, str], Entry]:
    """The rating that stands, by the record's number, the id of the source or claim, and the person."""
    found = {}
    for entry in sorted(entries, key=lambda one: one.number):
        if entry.kind == "rating":
            body = entry.body
            found[body["record"], body["source"] or body["claim"], person(entry)] = entry
    return found

"""Who may see a report, a source or a claim: public, restricted or secret; and what holds for a claim in the end.

A level holds until another replaces it, whoever set it. What is not set is public: reports were published. Body of an
entry: ``record`` (null for the report as such), ``source`` or ``claim`` (both null for the report as such), ``level``,
``reason``, ``supersedes``, ``carried`` (as in a judgment).
"""

from __future__ import annotations

from reportedly.errors import LedgerError
from reportedly.ledger import judgments, lookup
from reportedly.ledger.entries import Draft, Entry
from reportedly.ledger.levels import LEVELS, Level, Levels, effective, last
from reportedly.ledger.store import Ledger
from reportedly.ledger.things import maybe_text, one_of, text


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
        judgments.about(connection, report, record, source, claim)
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
        number, report = lookup.record(connection, which)
        return effective(lookup.about(connection, report.id, "record", "judgment", "confidentiality"))[number]

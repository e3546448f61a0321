"""Notes on reports, sources and claims: a person's own words beside the record, never part of it.

Body of an entry: ``record``, ``source`` and ``claim`` (null where the note is about the whole report or record),
``text`` (null takes the note back), ``supersedes`` (the same person's note that it replaces).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.errors import LedgerError
from reportedly.ledger import judgments, lookup
from reportedly.ledger.entries import Draft, Entry
from reportedly.ledger.store import Ledger
from reportedly.ledger.things import text


@dataclass(frozen=True)
class Note:
    """A note as it stands: the number of its entry, when and by whom, about what, its words."""

    number: int
    at: str
    by: str
    record: int | None
    source: str | None
    claim: str | None
    text: str


def note(
    ledger: Ledger,
    report: str,
    words: str | None,
    *,
    record: int | None = None,
    source: str | None = None,
    claim: str | None = None,
    by: str | None,
    supersedes: int | None = None,
) -> Entry:
    """Append a note on a report (its id), or with a record's number on a source or claim of it. Raises LedgerError.

    With ``supersedes`` it replaces a note of the same person and is about the same; ``words`` None take that one back.
    """
    who = text(by, "the person who notes it")
    if words is not None:
        words = text(words, "a note")
    elif supersedes is None:
        raise LedgerError("only a note that is there can be taken back")
    if record is None and (source is not None or claim is not None):
        raise LedgerError("a note on a source or a claim needs the number of its record")
    with ledger.writing() as connection:
        judgments.about(connection, report, record, source, claim)
        body = {"record": record, "source": source, "claim": claim, "text": words, "supersedes": supersedes}
        if supersedes is not None:
            old = {one.number: one for one in standing(lookup.about(connection, report, "note"))}.get(supersedes)
            if old is None or old.by != who:
                raise LedgerError(f"note {supersedes} is none of {who}'s own that stands on this report")
            if record is None and source is None and claim is None:
                body |= {"record": old.record, "source": old.source, "claim": old.claim}
        return ledger.append([Draft("note", body, report, who)], connection)[0]


def of(ledger: Ledger, report: str) -> list[Note]:
    """The notes on a report, its sources and its claims that stand, in their order."""
    with ledger.reading() as connection:
        return standing(lookup.about(connection, report, "note"))


def standing(entries: Iterable[Entry]) -> list[Note]:
    """The notes among some entries that no other replaces, in their order."""
    entries = [entry for entry in entries if entry.kind == "note"]
    replaced = {entry.body["supersedes"] for entry in entries}
    return [
        Note(
            number=entry.number,
            at=entry.at,
            by=str(entry.by),
            record=entry.body["record"],
            source=entry.body["source"],
            claim=entry.body["claim"],
            text=entry.body["text"],
        )
        for entry in entries
        if entry.number not in replaced and entry.body["text"] is not None
    ]

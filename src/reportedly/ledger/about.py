"""All that a ledger holds about one report, gathered for who looks at it: as one value, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from reportedly.errors import LedgerError
from reportedly.ledger import carry, levels, lookup, names, notes, ratings, seen
from reportedly.ledger.carry import Left
from reportedly.ledger.entries import Entry
from reportedly.ledger.levels import Levels
from reportedly.ledger.notes import Note
from reportedly.ledger.ratings import Rated
from reportedly.ledger.seen import Judged, Seen
from reportedly.ledger.store import Ledger


@dataclass(frozen=True)
class About:
    """What there is about a report: its entries in their order, and one of its records as people see it.

    ``for_all`` says that it is to be published, without those who worked on it (reportedly.ledger.published).
    """

    entries: Sequence[Entry]
    versions: Sequence[str]
    judged: Judged
    levels: Levels
    ratings: dict[str, Rated]
    notes: Sequence[Note]
    left: Sequence[Left]
    for_all: bool = False

    @property
    def added(self) -> Entry:
        """The entry that says what the report's bytes are and how they were obtained."""
        return next(entry for entry in self.entries if entry.kind == "report")

    @property
    def records(self) -> list[Entry]:
        """What was read, the oldest first."""
        return [entry for entry in self.entries if entry.kind == "record"]

    def name(self, part: str) -> str:
        """What a claim or a source is called on the command line."""
        return f"{names.short(self.judged.report.id)}:{part}"


def gather(ledger: Ledger, id: str, record: int | None = None) -> About:
    """All about a report that is in the ledger, and one of its records (the newest). Raises LedgerError."""
    with ledger.reading() as connection:
        entries = lookup.about(connection, id)
    records = {one.number: one for one in entries if one.kind == "record"}
    if not records or (record is not None and record not in records):
        raise LedgerError(f"the ledger holds no record {record or ''} of report {names.short(id)}".replace("  ", " "))
    number = max(records) if record is None else record
    judgments = [one for one in entries if one.kind == "judgment"]
    every = {one: seen.seen(one, seen.record_of(entry), judgments) for one, entry in records.items()}
    return About(
        entries=entries,
        versions=names.versions(ledger, id),
        judged=every[number],
        levels=levels.effective(entries, every)[number],
        ratings=ratings.rated(number, entries),
        notes=notes.standing(entries),
        left=carry.left(entries),
    )


def report_shape(about: About, everything: bool) -> dict[str, Any]:
    """The report for other programs; cli/show.py says what is in it."""
    judged, added = about.judged, about.added
    shape = {
        "report": added.body,
        "added": _stamp(added),
        "versions": list(about.versions),
        "records": [_stamp(one) for one in about.records],
        "shown": judged.record,
        "record": judged.report.to_dict(),
        "level": about.levels.report,
        "claims": [claim_shape(about, one) for one in judged.claims],
        "sources": [
            {"id": one.id, "level": about.levels.sources.get(one.id, "public"), **_rated(about, one.id, "reliability")}
            for one in judged.report.sources
        ],
        "notes": [note_shape(one) for one in about.notes if one.source is None and one.claim is None],
    }
    shape["left"] = [asdict(one) for one in about.left]
    if everything:
        shape["entries"] = [{**_stamp(one), "kind": one.kind, "body": one.body} for one in about.entries]
    return shape


def claim_shape(about: About, seen: Seen) -> dict[str, Any]:
    """A claim for other programs; cli/show.py says what is in it."""
    report = about.judged.report
    names = {source.id: source.name for source in report.sources}
    return {
        "name": about.name(seen.id),
        "report": report.id,
        "entry": about.judged.record,
        "id": seen.id,
        "claim": asdict(seen.claim),
        "suggested": asdict(seen.suggested),
        "words": report.words(seen.claim.content),
        "chain": [names.get(id, id) for id in seen.claim.chain],
        "state": seen.state,
        "level": about.levels.claims[seen.id],
        **_rated(about, seen.id, "credibility"),
        "judgments": [
            {
                "entry": one.number,
                "at": one.at,
                "by": one.by,
                "decision": one.decision,
                "fields": one.fields,
                "reason": one.reason,
                "carried": one.carried,
                "counts": one.number not in seen.decided.overruled,
            }
            for one in (() if about.for_all else seen.decided.standing)
        ],
        "notes": [note_shape(one) for one in about.notes if one.claim == seen.id],
    }


def note_shape(note: Note) -> dict[str, Any]:
    """A note for other programs."""
    return {"entry": note.number, "at": note.at, "by": note.by, "text": note.text}


def _stamp(entry: Entry) -> dict[str, Any]:
    return {"entry": entry.number, "at": entry.at, "by": entry.by, "version": entry.version}


def _rated(about: About, id: str, scale: str) -> dict[str, Any]:
    """The value that all agree on (F or 6 where nobody rated, null where they differ), and each person's."""
    rated = about.ratings.get(id)
    start = "F" if scale == "reliability" else 6
    return {scale: rated.value if rated else start, "rated": dict(rated.by) if rated else {}}

"""What is told of a report below its text: its sources, what people decided about them, its own facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from reportedly.exports.details import Detail, of_source
from reportedly.ledger import names
from reportedly.ledger import sources as ledger_sources
from reportedly.ledger.levels import LEVELS, Level
from reportedly.ledger.notes import Note
from reportedly.record import Source, Span
from reportedly.web.reading.page import Reading

AROUND = 70
"""Code points shown on either side of a mention."""

SAID = {"merge": "are one", "apart": "are different", "split": "is more than one"}


@dataclass(frozen=True)
class Told:
    """A source: ``claims`` are the numbers and ids of those that came through it, ``merged`` names taken for it."""

    id: str
    number: int
    source: Source
    merged: Sequence[str]
    details: Sequence[Detail]
    claims: Sequence[tuple[int, str]]
    level: Level
    reliability: Sequence[tuple[str, str]]
    notes: Sequence[Note]


@dataclass(frozen=True)
class Decision:
    """What somebody decided about sources."""

    number: int
    by: str
    at: str
    own: bool
    said: str
    ids: Sequence[str]
    names: Sequence[str]
    reason: str | None
    contested: bool


@dataclass(frozen=True)
class Mention:
    """A place of the text that names a source, with the words around it."""

    span: Span
    before: str
    words: str
    after: str


def sources(reading: Reading, all_of_them: bool = False) -> list[Told]:
    """The sources of the record; those that were taken for another only with ``all_of_them``."""
    report, groups = reading.report, reading.judged.regrouped.groups
    taken = {id for group in groups for id in group[1:]}
    known = report.things["sources"]
    found = []
    for number, one in enumerate(report.sources, 1):
        if one.id in taken and not all_of_them:
            continue
        rated = reading.about.ratings.get(one.id)
        group = next((ids for ids in groups if ids[0] == one.id), ())
        found.append(
            Told(
                id=one.id,
                number=number,
                source=one,
                merged=[known[id].name for id in group[1:] if id in known],
                details=of_source(report, one),
                claims=[(reading.numbers[seen.id], seen.id) for seen, claim in reading.claims if one.id in claim.chain],
                level=reading.view.levels.sources.get(one.id, "public"),
                reliability=list((rated.by if rated else {}).items()),
                notes=reading.notes(source=one.id),
            )
        )
    return found


def decisions(reading: Reading) -> list[Decision]:
    """What people decided about sources and have not taken back, those that this person is shown."""
    judgments = [one for one in reading.about.entries if one.kind == "judgment"]
    known = reading.report.things["sources"]
    found = []
    for (by, _), entry in ledger_sources.last(reading.record, judgments).items():
        fields, decision = entry.body["fields"], entry.body["decision"]
        ids = fields["sources"] if "sources" in fields else [fields["source"], fields["as"]["id"]]
        if decision not in SAID or not (set(ids) <= set(known) or (reading.view.whole and ids[0] in known)):
            continue
        called = [known[id].name if id in known else fields["as"]["name"] for id in ids]
        found.append(
            Decision(
                number=entry.number,
                by=by,
                at=entry.at,
                own=by == reading.person.name and entry.by == by,
                said=SAID[decision],
                ids=ids,
                names=called if decision != "split" else called[:1],
                reason=reading.view.say(entry.body["reason"]),
                contested=entry.number in reading.judged.regrouped.differing,
            )
        )
    return found


def mentions(reading: Reading, source: Source) -> list[Mention]:
    """Every place that names a source."""
    text = reading.report.text
    return [
        Mention((start, end), text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND])
        for start, end in source.mentions
    ]


def about(reading: Reading) -> list[Detail]:
    """What the report is, where it comes from, when it was added and read."""
    added, body = reading.about.added, reading.about.added.body
    obtained = body["obtained"]
    path = PurePath(obtained["path"].replace("\\", "/")).name if obtained["path"] else ""
    engine = reading.report.engine
    lines = [
        Detail("from", obtained["url"] or path or obtained["how"]),
        Detail("fetched", obtained["retrieved"] or ""),
        Detail("added", f"{ledger_moment(added.at)}{f' by {added.by}' if added.by else ''}"),
        Detail(
            "read by",
            f"reportedly {engine.version}{f', weights {engine.model}' if engine.model else ''}" if engine else "",
        ),
        Detail(
            "entry",
            f"{reading.record} of {len(reading.about.records)} records"
            if len(reading.about.records) > 1
            else str(reading.record),
        ),
        Detail("digest", body["sha256"]),
    ]
    others = [names.short(one) for one in reading.about.versions if one != reading.id]
    if others and reading.person.sees(LEVELS[-1]):  # one of them may be closed to whoever may not see everything
        lines.append(Detail("other versions", ", ".join(others)))
    return [line for line in lines if line.text]


def ledger_moment(at: str) -> str:
    """A time in words."""
    return f"{at[:10]} {at[11:16]} UTC" if len(at) > 16 else at

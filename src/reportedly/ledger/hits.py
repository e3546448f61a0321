"""What a search shows of a claim or a report: taken from the entry, whose hash is checked, not from the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, select

from reportedly.errors import LedgerError
from reportedly.ledger import lookup, seen, terms
from reportedly.ledger.entries import Entry
from reportedly.ledger.index_tables import PEOPLES, ROOM, records, reports, standings
from reportedly.ledger.levels import LEVELS
from reportedly.ledger.matching import HIGHEST
from reportedly.ledger.query import Query
from reportedly.ledger.store import checked
from reportedly.ledger.tables import entries
from reportedly.record import Actor, Claim, Code, Date, Place, Report, Source, Spans, plain

_NO_LAYERS: dict[str, list[Any]] = {
    name: [] for name in ("sources", "attributions", "dates", "places", "actors", "codes", "claims")
}
UNFIT = "what is searched does not fit the entries"
AROUND = 120
"""Code points of a report's text that are shown on either side of the first words found."""

BESIDE = 90
"""Code points of the text that are shown on either side of a claim's words."""


@dataclass(frozen=True)
class Link:
    """One link of a chain; ``implied`` if the words of the claim do not name it."""

    name: str
    kind: str
    implied: bool


@dataclass(frozen=True)
class Hit:
    """A claim that was found, taken from its entry, whose hash was checked.

    ``record`` is the number of that entry, ``newest`` whether no newer record of the report replaces it. ``revised``
    says that the claim is as people put it: corrected, or added. ``words`` are the exact words, ``before`` and
    ``after`` what stands beside them in their paragraph, ``marks`` the places in the words of what was looked for.
    ``decision`` is where the claim stands, ``level`` how confidential it is; ``added`` when the record was (ISO 8601,
    UTC).
    """

    report: str
    record: int
    newest: bool
    claim: Claim
    revised: bool
    words: str
    before: str
    after: str
    marks: Spans
    chain: tuple[Link, ...]
    dates: tuple[Date, ...]
    places: tuple[Place, ...]
    codes: tuple[Code, ...]
    actors: tuple[Actor, ...]
    outlet: str | None
    title: str | None
    published: str | None
    language: str | None
    added: str
    decision: str
    level: str

    def to_dict(self) -> dict[str, Any]:
        """The hit as plain dicts, lists, strings and numbers, ready for JSON."""
        shape: dict[str, Any] = plain(self)
        return shape


@dataclass(frozen=True)
class ReportHit:
    """A report that was found; ``words`` are those of its text around what was looked for, from ``start`` on.

    ``level`` is that of whatever in the report is the most confidential, because its text may say it. Where a part of
    it is above the clearance of whoever asked, there are no words, ``claims`` counts the others, and ``level`` is the
    report's own.
    """

    report: str
    record: int
    newest: bool
    claims: int
    words: str
    start: int
    marks: Spans
    outlet: str | None
    title: str | None
    published: str | None
    language: str | None
    added: str
    level: str

    def to_dict(self) -> dict[str, Any]:
        """The hit as plain dicts, lists, strings and numbers, ready for JSON."""
        shape: dict[str, Any] = plain(self)
        return shape


def of(connection: Connection, query: Query, ids: Sequence[int]) -> tuple[Hit, ...] | tuple[ReportHit, ...]:
    """The hits with these numbers of rows, in this order. Raises LedgerError where an entry does not fit."""
    numbers = sorted({id // ROOM for id in ids})
    about = {
        row.record: row
        for row in connection.execute(
            select(
                records.c.number.label("record"),
                records.c.newest,
                reports.c.level,
                reports.c.strictest,
            )
            .join(reports, reports.c.number == records.c.report)
            .where(records.c.number.in_(numbers))
        )
    }
    read = {
        row.number: checked(row) for row in connection.execute(select(entries).where(entries.c.number.in_(numbers)))
    }
    for number in numbers:
        if number not in read or number not in about or read[number].kind != "record":
            raise LedgerError(f"{UNFIT}: entry {number} is no record; run verify")
    if query.of == "reports":
        closed = _closed(connection, query, numbers)
        return tuple(_report_hit(read[id // ROOM], about[id // ROOM], query, closed[id // ROOM]) for id in ids)
    stand = {row.claim: row for row in connection.execute(select(standings).where(standings.c.claim.in_(ids)))}
    out = []
    for id in ids:
        entry = read[id // ROOM]
        if id % ROOM < PEOPLES:
            report = _with_one_claim(entry, id % ROOM)
        else:
            report = _as_people_put_it(connection, entry, stand[id].called if id in stand else None)
        out.append(_hit(entry, report, about[id // ROOM], stand.get(id), query))
    return tuple(out)


def _hit(entry: Entry, report: Report, about: Any, stand: Any, query: Query) -> Hit:
    """A hit from a record that holds one claim."""
    (claim,) = report.claims
    words = report.words(claim.content)
    before, after = beside(report, claim)
    sources, dates, places, codes = (report.things[layer] for layer in ("sources", "dates", "places", "codes"))
    return Hit(
        report=report.id,
        record=entry.number,
        newest=bool(about.newest),
        claim=claim,
        revised=stand is not None and stand.called is not None,
        words=words,
        before=before,
        after=after,
        marks=tuple(terms.marks(words, query.words)),
        chain=tuple(_link(sources[one], claim) for one in claim.chain),
        dates=tuple(dates[one] for one in claim.dates),
        places=tuple(places[one] for one in claim.places),
        codes=tuple(codes[one] for one in claim.codes),
        actors=tuple(one for one in report.actors if any(role.actor == one.id for role in claim.actors)),
        outlet=report.outlet,
        title=report.title,
        published=report.published,
        language=report.language,
        added=entry.at,
        decision=stand.decision if stand else "none",
        level=LEVELS[stand.level if stand else about.level],
    )


def beside(report: Report, claim: Claim) -> tuple[str, str]:
    """What stands before and after a claim's words in the same paragraph: whole words, at most BESIDE code points."""
    if not claim.content:
        return "", ""
    start, end = min(one[0] for one in claim.content), max(one[1] for one in claim.content)
    before, after = report.text[max(0, start - BESIDE) : start], report.text[end : end + BESIDE]
    line, words = before.rpartition("\n")[2], after.partition("\n")[0]
    if line == before and start > BESIDE:
        line = line.partition(" ")[2]
    if words == after and end + BESIDE < len(report.text):
        words = words.rpartition(" ")[0]
    return line.lstrip(), words.rstrip()


def _with_one_claim(entry: Entry, at: int) -> Report:
    """The record with one of its claims and what belongs to that; all of it would take long to build."""
    record = entry.body["record"]
    if at >= len(record["claims"]):
        raise LedgerError(f"{UNFIT}: entry {entry.number} has fewer claims; run verify")
    claim = record["claims"][at]
    kept = {
        layer: [one for one in record[layer] if one["id"] in claim[name]]
        for layer, name in (("sources", "chain"), ("dates", "dates"), ("places", "places"), ("codes", "codes"))
    }
    acting = {role["actor"] for role in claim["actors"]}
    kept["actors"] = [one for one in record["actors"] if one["id"] in acting]
    return Report.from_dict({**record, **kept, "attributions": [], "claims": [claim]})


def _as_people_put_it(connection: Connection, entry: Entry, called: str | None) -> Report:
    """The record with one claim that people corrected or added, worked out from what they decided."""
    report = Report.from_dict(entry.body["record"])
    judged = seen.seen(entry.number, report, lookup.about(connection, report.id, "judgment"))
    claim = next((one.claim for one in judged.claims if one.id == called), None)
    if claim is None:
        raise LedgerError(f"{UNFIT}: nobody put claim {called} of entry {entry.number} in another way; run verify")
    return replace(judged.report, claims=(claim,))


def _link(source: Source, claim: Claim) -> Link:
    return Link(source.name, source.kind, source.id in claim.implied)


def _closed(connection: Connection, query: Query, numbers: Sequence[int]) -> Counter[int]:
    """How many claims of each of these records whoever asks may not see."""
    found: Counter[int] = Counter()
    if query.cleared < HIGHEST:
        for number in numbers:
            its = standings.c.claim.between(number * ROOM, number * ROOM + PEOPLES - 1)
            above = select(func.count()).where(its, standings.c.level > query.cleared)
            found[number] = connection.execute(above).scalar_one()
    return found


def _report_hit(entry: Entry, about: Any, query: Query, closed: int) -> ReportHit:
    record = entry.body["record"]
    if about.strictest > query.cleared:
        record = {**record, "report": {**record["report"], "text": ""}}
    report = Report.from_dict({"reportedly": record["reportedly"], "report": record["report"], **_NO_LAYERS})
    found = terms.marks(report.text, query.words)
    start = max(0, found[0][0] - AROUND) if found else 0
    end = min(len(report.text), start + 2 * AROUND + (found[0][1] - found[0][0] if found else 0))
    inside = tuple((max(s, start) - start, min(e, end) - start) for s, e in found if s < end and e > start)
    return ReportHit(
        report=report.id,
        record=entry.number,
        newest=bool(about.newest),
        claims=len(record["claims"]) - closed,
        words=report.text[start:end],
        start=start,
        marks=inside,
        outlet=report.outlet,
        title=report.title,
        published=report.published,
        language=report.language,
        added=entry.at,
        level=LEVELS[about.strictest if about.strictest <= query.cleared else about.level],
    )

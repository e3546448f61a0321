"""Writing to the ledger: reports that are added, judgments, and whatever else people say."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from fastapi import APIRouter, HTTPException, Response

from reportedly.errors import LedgerError
from reportedly.ledger import Entry, confidentiality, judgments, notes, ratings, regroup
from reportedly.ledger.decisions import missed_id
from reportedly.web.adding import given, outcome
from reportedly.web.adding.given import Given, Said
from reportedly.web.api import put, shapes, shown, taken
from reportedly.web.api.asking import BEARER
from reportedly.web.desk import Desk, TheDesk
from reportedly.web.reading.choices import codes_by_list
from reportedly.web.reading.page import Reading, find, read
from reportedly.web.who import Person, Who

deciding = APIRouter(dependencies=[BEARER], tags=["deciding"])


@deciding.post("/reports", status_code=201, responses={200: {"model": shapes.Added, "description": "It is there"}})
def add(desk: TheDesk, person: Who, new: taken.NewReport, response: Response) -> shapes.Added:
    """Add a report. The answer to one whose very bytes are there already has status 200."""
    ways = [one for one in (new.text, new.data, new.address) if one is not None]
    if len(ways) != 1:
        raise LedgerError("give either text, or data, or address")
    try:
        said = Said(new.outlet, new.published, new.title, "" if new.address is not None else new.found)
    except ValueError as wrong:
        raise LedgerError(str(wrong)) from None

    def give() -> Given:
        if new.text is not None:
            return given.text(new.text, said)
        return given.page(new.address or "") if new.data is None else given.file(new.name, _bytes(new.data), said)

    done = outcome.add(desk, person, said, give, new.address or given.PASTED)
    if done.report is None:
        raise LedgerError(f"{done.name} was not added: {done.wrong}".rstrip("."))
    response.status_code = 201 if done.new else 200
    return shapes.Added(report=done.report, new=done.new, claims=done.claims, earlier=done.earlier)


@deciding.post("/reports/{id}/claims", status_code=201)
def missed(desk: TheDesk, person: Who, id: str, new: taken.NewClaim) -> shapes.Decided:
    """Add a claim that the machine missed."""
    reading = _read(desk, person, id)
    fields = {name: one for name, one in put.fields(reading, new.fields, None, None).items() if one is not None}
    entry = judgments.judge(
        desk.ledger,
        reading.record,
        None,
        "missed",
        by=person.name,
        reason=new.reason,
        fields=fields,
        codebook=codes_by_list(),
    )
    return _decided(desk, person, id, missed_id(entry.number), entry)


@deciding.post("/reports/{id}/claims/{claim}/judgments", status_code=201)
def judge(desk: TheDesk, person: Who, id: str, claim: str, new: taken.NewJudgment) -> shapes.Decided:
    """Decide about a claim. What one had corrected before stays, but for the fields that are named."""
    reading = _read(desk, person, id)
    stored, (_, now) = reading.about.judged, reading.claim(claim)
    if new.overrules and not person.at_least("editor"):
        raise HTTPException(403, "Only an editor may overrule others.")
    fields: dict[str, Any] = {}
    if new.fields is not None:
        seen = stored.claim(claim)
        own = seen.decided.of(person.name)
        before = own.fields if own is not None and own.decision == "correct" else {}
        fields = {**before, **put.fields(reading, new.fields, now, seen.readings.get(person.name, seen.claim))}
    entry = judgments.judge(
        desk.ledger,
        reading.record,
        claim,
        new.decision,
        by=person.name,
        reason=new.reason,
        fields=fields,
        supersedes=new.supersedes,
        overrules=new.overrules,
        codebook=codes_by_list(),
    )
    return _decided(desk, person, id, claim, entry)


@deciding.post("/reports/{id}/claims/{claim}/undo", status_code=201)
def undo(desk: TheDesk, person: Who, id: str, claim: str, which: taken.Undo) -> shapes.Decided:
    """Put back what one had decided before, by another judgment."""
    reading = _read(desk, person, id)
    own = reading.claim(claim)[0].decided.of(person.name)
    if own is None or own.number != which.judgment:
        raise LedgerError(f"judgment {which.judgment} is not the one of {person.name} that stands on {claim}")
    entry = judgments.undo(desk.ledger, which.judgment, by=person.name)
    return _decided(desk, person, id, claim, entry)


@deciding.post("/judgments", status_code=201)
def judge_many(desk: TheDesk, person: Who, many: taken.ManyJudgments) -> shapes.Done:
    """Decide about many claims for one reason: all of them, or none."""
    readings: dict[int, Reading] = {}
    for one in many.claims:
        if one.record not in readings:
            readings[one.record] = _by_record(desk, person, one.record)
        readings[one.record].claim(one.claim)
    which = [(one.record, one.claim) for one in many.claims]
    done = judgments.judge_all(desk.ledger, which, many.decision, by=person.name, reason=many.reason)
    return _done(*done)


@deciding.post("/reports/{id}/notes", status_code=201)
def note(desk: TheDesk, person: Who, id: str, new: taken.NewNote) -> shapes.Done:
    """Write a note, or put another in its place, or take it back."""
    reading = _about(desk, person, id, new.source, new.claim)
    if new.supersedes is not None:
        there = {one.number for one in reading.notes(claim=new.claim, source=new.source)}
        if new.supersedes not in there:
            raise HTTPException(404)
    about = {"record": _record(reading, new), "source": new.source, "claim": new.claim}
    return _done(
        notes.note(desk.ledger, reading.id, new.text, by=person.name, supersedes=new.supersedes, **about)  # type: ignore[arg-type]
    )


@deciding.post("/reports/{id}/ratings", status_code=201)
def rate(desk: TheDesk, person: Who, id: str, new: taken.NewRating) -> shapes.Done:
    """Rate how reliable a source is, or how credible a claim."""
    reading = _about(desk, person, id, new.source, new.claim)
    entry = ratings.rate(
        desk.ledger,
        reading.record,
        source=new.source,
        claim=new.claim,
        reliability=new.reliability,
        credibility=new.credibility,
        by=person.name,
        reason=new.reason,
    )
    return _done(entry)


@deciding.post("/reports/{id}/levels", status_code=201)
def close(desk: TheDesk, person: Who, id: str, new: taken.NewLevel) -> shapes.Done:
    """Say how confidential a claim, a source or the report is."""
    reading = _about(desk, person, id, new.source, new.claim)
    entry = confidentiality.mark(
        desk.ledger,
        reading.id,
        new.level,
        record=_record(reading, new),
        source=new.source,
        claim=new.claim,
        by=person.name,
        reason=new.reason,
    )
    return _done(entry)


@deciding.post("/reports/{id}/sources/group", status_code=201)
def group(desk: TheDesk, person: Who, id: str, new: taken.Grouping) -> shapes.Done:
    """Say that sources are one, or that they are different ones."""
    reading = _read(desk, person, id)
    ids = [reading.source(one).id for one in new.sources]
    decide = regroup.merge if new.decision == "merge" else regroup.apart
    return _done(decide(desk.ledger, reading.record, ids, by=person.name, reason=new.reason))


@deciding.post("/reports/{id}/sources/{source}/split", status_code=201)
def split(desk: TheDesk, person: Who, id: str, source: str, new: taken.Splitting) -> shapes.Done:
    """Say that some mentions of a source mean somebody else, and that some claims came through that one."""
    reading = _read(desk, person, id)
    one = reading.source(source)
    for claim in new.claims:
        reading.claim(claim)
    other = {"kind": new.kind, **({"name": new.name} if new.name else {})}
    spans = put.spans(reading, new.mentions)
    entry = regroup.split(
        desk.ledger, reading.record, one.id, spans, other, claims=new.claims, by=person.name, reason=new.reason
    )
    return _done(entry)


def _read(desk: Desk, person: Person, id: str) -> Reading:
    return read(desk.ledger, person, find(desk.ledger, id))


def _by_record(desk: Desk, person: Person, record: int) -> Reading:
    """A record by its number. Raises HTTPException (404) if it is not there for this person."""
    try:
        entry = desk.ledger.entry(record)
    except KeyError:
        raise HTTPException(404) from None
    if entry.kind != "record" or entry.report is None:
        raise HTTPException(404)
    return read(desk.ledger, person, entry.report, record)


def _about(desk: Desk, person: Person, id: str, source: str | None, claim: str | None) -> Reading:
    """The report, with a source or a claim that this person is shown."""
    reading = _read(desk, person, id)
    if source is not None and claim is not None:
        raise LedgerError("say it of a source or of a claim, not of both")
    if source is not None:
        reading.source(source)
    if claim is not None:
        reading.claim(claim)
    return reading


def _record(reading: Reading, new: taken.NewNote | taken.NewLevel) -> int | None:
    return reading.record if new.source is not None or new.claim is not None else None


def _decided(desk: Desk, person: Person, id: str, claim: str, entry: Entry) -> shapes.Decided:
    now = _read(desk, person, id)
    there = any(one.id == claim for one, _ in now.claims)  # not where it was added, and taken back again
    return shapes.Decided(entry=entry.number, claim=shown.claim(now, claim) if there else None)


def _done(*entries: Entry) -> shapes.Done:
    return shapes.Done(entries=[one.number for one in entries])


def _bytes(data: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise LedgerError("data is base64 (RFC 4648)") from None

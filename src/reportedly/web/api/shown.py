"""A report and its claims as JSON, from what a person may see of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from reportedly.ledger.notes import Note
from reportedly.ledger.seen import Seen
from reportedly.record import Claim
from reportedly.web.api import shapes
from reportedly.web.reading.page import Reading


def report(reading: Reading) -> shapes.Report:
    """All that whoever reads may see of a report."""
    shown, about = reading.report, reading.about
    obtained = {name: reading.view.say(value) for name, value in about.added.body["obtained"].items()}
    if obtained["path"]:
        obtained["path"] = PurePath(obtained["path"].replace("\\", "/")).name
    return shapes.Report(
        id=reading.id,
        record=reading.record,
        newest=reading.newest,
        records=[one.number for one in about.records],
        title=shown.title,
        outlet=shown.outlet,
        byline=list(shown.byline),
        published=shown.published,
        language=shown.language,
        media_type=shown.media_type,
        obtained=shapes.Obtained.model_validate(obtained),
        added=about.added.at,
        added_by=about.added.by,
        level=reading.view.levels.report,
        withheld=not reading.view.whole,
        text=shown.text,
        boilerplate=list(shown.boilerplate),
        remarks=list(shown.notes),
        dateline=shown.dateline,
        attributions=list(shown.attributions),
        dates=list(shown.dates),
        places=list(shown.places),
        actors=list(shown.actors),
        codes=list(shown.codes),
        sources=[_source(reading, one.id) for one in shown.sources],
        claims=[_claim(reading, *one) for one in reading.claims],
        notes=_notes(reading.notes()),
    )


def claim(reading: Reading, id: str) -> shapes.Claim:
    """One claim. Raises HTTPException (404) if it is not there for whoever reads."""
    return _claim(reading, *reading.claim(id))


def _claim(reading: Reading, seen: Seen, shown: Claim) -> shapes.Claim:
    named = {one.id: one.name for one in reading.report.sources}
    blind = reading.is_blind(seen)
    rated = reading.about.ratings.get(seen.id)
    me = reading.person.name
    return shapes.Claim(
        report=reading.id,
        record=reading.record,
        id=seen.id,
        words=reading.report.words(shown.content),
        chain=[named.get(id, id) for id in shown.chain],
        state=seen.state,
        blind=blind,
        level=reading.view.levels.claims[seen.id],
        added_by=seen.added_by,
        claim=shown,
        suggested=seen.suggested,
        credibility={who: value for who, value in (rated.by if rated else {}).items() if not blind or who == me},
        judgments=[
            shapes.Judgment(
                entry=one.number,
                at=one.at,
                by=one.by,
                decision=one.decision,
                fields=one.fields,
                reason=one.reason,
                counts=one.number not in seen.decided.overruled,
            )
            for one in seen.decided.standing
        ],
        notes=_notes(reading.notes(claim=seen.id)),
    )


def _source(reading: Reading, id: str) -> shapes.SourceOf:
    rated = reading.about.ratings.get(id)
    return shapes.SourceOf(
        source=reading.source(id),
        level=reading.view.levels.sources.get(id, "public"),
        reliability=dict(rated.by) if rated else {},
        notes=_notes(reading.notes(source=id)),
    )


def _notes(found: Sequence[Note]) -> list[shapes.Note]:
    return [shapes.Note(entry=one.number, at=one.at, by=one.by, text=one.text) for one in found]

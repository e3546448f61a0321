"""Hits as somebody may see them: what is withheld in their report is withheld in them too.

A question's clearance keeps out whole claims and reports. A claim that may be seen can still hold a name that may not,
or share words with another claim; reportedly.ledger.clearance says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from sqlalchemy import Connection, select

from reportedly.ledger import Ledger, clearance, levels, lookup, seen
from reportedly.ledger.clearance import View
from reportedly.ledger.held import Held
from reportedly.ledger.hits import Hit, Link, ReportHit, beside
from reportedly.ledger.index_tables import reports
from reportedly.ledger.levels import LEVELS
from reportedly.ledger.query import Query
from reportedly.ledger.search import search_held
from reportedly.record import Source
from reportedly.web.who import Person


def page(ledger: Ledger, held: Held, query: Query | None, person: Person) -> tuple[list[Hit], str | None]:
    """A page of the claims that a question finds, as this person may see them, and where the next one begins.

    A question that is None finds nothing. Raises LedgerError.
    """
    if query is None:
        return [], None
    found = search_held(held, query)
    return claims(ledger, cast(Sequence[Hit], found.hits), person), found.after


def claims(ledger: Ledger, hits: Sequence[Hit], person: Person) -> list[Hit]:
    """Claims without what this person may not see. Raises LedgerError."""
    with ledger.reading() as connection:
        closed = _closed(connection, (hit.report for hit in hits), person)
        views = {(hit.report, hit.record): None for hit in hits if hit.report in closed}
        seen_by = {key: _view(connection, *key, person) for key in views}
    shown = []
    for hit in hits:
        view = seen_by.get((hit.report, hit.record))
        if view is None:
            if hit.report not in closed:
                shown.append(hit)
        elif any(one.id == hit.claim.id for one in view.judged.claims):
            shown.append(_claim(hit, view))
    return shown


def reports_of(ledger: Ledger, hits: Sequence[ReportHit], person: Person) -> list[ReportHit]:
    """Reports likewise: their titles, because those of which a part is withheld are listed without words."""
    with ledger.reading() as connection:
        closed = _closed(connection, (hit.report for hit in hits), person)
        views = {hit.report: _view(connection, hit.report, hit.record, person) for hit in hits if hit.report in closed}
    shown = []
    for hit in hits:
        view = views.get(hit.report)
        if view is not None:
            shown.append(replace(hit, title=view.judged.report.title))
        elif hit.report not in closed:
            shown.append(hit)
    return shown


def _closed(connection: Connection, ids: Iterable[str], person: Person) -> set[str]:
    """Those of some reports in which something is withheld from this person."""
    above = reports.c.strictest > LEVELS.index(person.clearance)
    return {
        str(id) for id in connection.execute(select(reports.c.id).where(reports.c.id.in_(set(ids)), above)).scalars()
    }


def _view(connection: Connection, report: str, record: int, person: Person) -> View | None:
    entries = lookup.about(connection, report, "record", "judgment", "confidentiality")
    records = seen.every(entries)
    return clearance.view(records[record], levels.effective(entries, records)[record], person.clearance)


def _claim(hit: Hit, view: View) -> Hit:
    report = view.judged.report
    claim = view.judged.claim(hit.claim.id).claim
    things = report.things
    before, after = beside(report, claim)
    return replace(
        hit,
        claim=claim,
        words=report.words(claim.content),
        before=before,
        after=after,
        marks=(),
        title=report.title,
        chain=tuple(_link(things["sources"][id], id in claim.implied) for id in claim.chain if id in things["sources"]),
        dates=tuple(things["dates"][id] for id in claim.dates),
        places=tuple(things["places"][id] for id in claim.places),
        codes=tuple(things["codes"][id] for id in claim.codes),
        actors=tuple(things["actors"][role.actor] for role in claim.actors),
    )


def _link(source: Source, implied: bool) -> Link:
    return Link(source.name, source.kind, implied)

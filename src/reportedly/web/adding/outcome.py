"""Read what was handed over, keep it, and say what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from reportedly.corroboration import keep
from reportedly.errors import ReportError
from reportedly.ledger import Ledger
from reportedly.ledger import add as adding
from reportedly.ledger.index_tables import reports
from reportedly.ledger.levels import LEVELS
from reportedly.record import Report
from reportedly.web.adding.given import Given, Said
from reportedly.web.desk import Desk
from reportedly.web.who import Person

CLOSED = "it is not for you to add; an editor can say why."
"""Said of a report that is there and that the person may not see; whoever holds its bytes could hardly be deceived."""


@dataclass(frozen=True)
class Outcome:
    """What became of one report.

    ``report`` is its id, or None if it was not added, with the reason in ``wrong``; ``new`` whether it was not there
    before, ``claims`` how many were read in it then, ``earlier`` the id of the version before it from the same address.
    """

    name: str
    report: str | None = None
    new: bool = False
    claims: int | None = None
    earlier: str | None = None
    wrong: str | None = None


def add(desk: Desk, person: Person, said: Said, give: Callable[[], Given], name: str) -> Outcome:
    """Have a report given, read it and keep it; ``name`` is what to call one that cannot be had. Raises LedgerError."""
    try:
        given = give()
    except ReportError as wrong:
        return Outcome(name, wrong=wrong.reason)
    added = adding.find(desk.ledger, adding.id_of(given.data))
    report: Report | None = None
    if added is None:
        try:
            report = desk.read(given.data, given.name, **said.known)
        except ReportError as wrong:
            return Outcome(given.name, wrong=wrong.reason)
        added = adding.keep(desk.ledger, given.data, report, given.obtained, by=person.name, codebook=desk.codebook)
        keep.catch_up(desk.ledger, most=keep.FEW)
    if not _there(desk.ledger, added.report, person):
        return Outcome(given.name, wrong=CLOSED)
    earlier = added.earlier if added.earlier and _there(desk.ledger, added.earlier, person) else None
    return Outcome(given.name, added.report, added.new, len(report.claims) if report and added.new else None, earlier)


def _there(ledger: Ledger, report: str, person: Person) -> bool:
    """Whether a report is there for this person."""
    with ledger.reading() as connection:
        level = connection.execute(select(reports.c.level).where(reports.c.id == report)).scalar_one_or_none()
    return level is not None and person.sees(LEVELS[level])

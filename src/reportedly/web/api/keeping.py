"""Who may come in, and who did what."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger
from reportedly.ledger import acts as ledger_acts
from reportedly.ledger import people as ledger_people
from reportedly.ledger.acts import Asked
from reportedly.ledger.people import Member
from reportedly.web import acts, passwords, people
from reportedly.web.api import shapes_of_work, taken
from reportedly.web.api.asking import BEARER
from reportedly.web.desk import TheDesk
from reportedly.web.who import Who

LOGINS = 100
"""Logins that are given."""

keeping = APIRouter(dependencies=[BEARER], tags=["keeping"])


@keeping.get("/people")
def everybody(desk: TheDesk) -> shapes_of_work.People:
    """Everybody who may come in, and who might once."""
    there = ledger_people.members(desk.ledger).values()
    having = passwords.has_one(desk.ledger)
    return shapes_of_work.People(people=[_member(one, having) for one in sorted(there, key=lambda one: one.name)])


@keeping.post("/people", status_code=201)
def add(desk: TheDesk, person: Who, new: taken.NewMember) -> shapes_of_work.Member:
    """Let somebody in from now on. The first of all is a keeper."""
    people.add(desk.ledger, new.name, new.role, new.password, by=person.name)
    return _now(desk.ledger, ledger_people.spelled(new.name))


@keeping.post("/people/change")
def change(desk: TheDesk, person: Who, new: taken.ChangedMember) -> shapes_of_work.Member:
    """Give somebody another role or password, or let somebody no longer in."""
    if new.name not in ledger_people.members(desk.ledger):
        raise HTTPException(404)
    people.change(desk.ledger, new.name, new.role, new.active, new.password, by=person.name)
    return _now(desk.ledger, new.name)


@keeping.get("/audit")
def audit(desk: TheDesk, filters: Annotated[taken.AboutActs, Query()]) -> shapes_of_work.Audit:
    """Who did what, the newest first."""
    if any("\0" in (one or "") for one in (filters.by, filters.report)):
        raise LedgerError("a filter holds something that can be seen")
    asked = Asked(
        by=filters.by,
        kinds=acts.PEOPLES if filters.kind is None else (filters.kind,),
        report=filters.report,
        since=_day(filters.since),
        until=_day(filters.until),
        before=filters.before,
    )
    page = ledger_acts.page(desk.ledger, asked)
    lines = zip(page.entries, acts.told(desk.ledger, page.entries), strict=True)
    return shapes_of_work.Audit(
        acts=[
            shapes_of_work.Act(
                entry=entry.number,
                at=entry.at,
                by=entry.by,
                kind=entry.kind,
                said=line.said,
                reason=line.reason,
                report=entry.report,
            )
            for entry, line in lines
        ],
        before=page.next,
    )


@keeping.get("/logins")
def who_came_in(request: Request) -> shapes_of_work.Logins:
    """Who came in since the desk was opened, and who tried to: the last hundred times. It is no entry of the ledger."""
    last = request.app.state.logins.latest(LOGINS)
    return shapes_of_work.Logins(logins=[shapes_of_work.Login(**asdict(one)) for one in last])


def _day(given: date | None) -> str | None:
    return None if given is None else given.isoformat()


def _now(ledger: Ledger, name: str) -> shapes_of_work.Member:
    return _member(ledger_people.members(ledger)[name], passwords.has_one(ledger))


def _member(one: Member, having: set[str]) -> shapes_of_work.Member:
    return shapes_of_work.Member(
        name=one.name, role=one.role, active=one.active, since=one.since, by=one.by, password=one.name in having
    )

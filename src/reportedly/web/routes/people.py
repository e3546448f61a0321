"""People: who may come in, and what each may do."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import Response

from reportedly.ledger import people as ledger_people
from reportedly.ledger.people import ROLES, Role
from reportedly.web import pages, passwords, people, who
from reportedly.web.desk import TheDesk
from reportedly.web.who import Who

router = APIRouter(include_in_schema=False)

Words = Annotated[str, Form(max_length=2000)]

DO: tuple[tuple[Role, str], ...] = (
    ("reader", "reads, searches, sees timelines and maps"),
    ("documenter", "also judges, corrects, notes, rates, adds reports"),
    ("editor", "also decides who may see what, and reads the audit"),
    ("keeper", "also lets people in and out"),
)
"""What each role does, in words; what it may do exactly is in the table (web/access.py)."""


@router.get("/people")
def everybody(request: Request, desk: TheDesk) -> Response:
    """Everybody who may come in, and who might once."""
    return pages.render(
        request,
        "people.html",
        members=sorted(ledger_people.members(desk.ledger).values(), key=lambda one: (not one.active, one.name)),
        with_password=passwords.has_one(desk.ledger),
        roles=ROLES,
        roles_do=DO,
        alone=not who.needs_login(desk),
        owner=desk.owner,
        shortest=passwords.SHORTEST,
        sees=who.CLEARANCE,
    )


@router.post("/people")
def add(desk: TheDesk, person: Who, name: Words, password: Words, role: Annotated[Role, Form()]) -> Response:
    """Let somebody in from now on."""
    people.add(desk.ledger, name, role, password, by=person.name)
    return pages.see("/people")


@router.post("/people/change")
def change(
    desk: TheDesk,
    person: Who,
    name: Words,
    role: Annotated[Role, Form()],
    active: Annotated[bool, Form()] = False,
    password: Words = "",
) -> Response:
    """Give somebody another role or password, or let somebody no longer in."""
    if name not in ledger_people.members(desk.ledger):
        raise HTTPException(404)
    people.change(desk.ledger, name, role, active, password or None, by=person.name)
    return pages.see("/people")

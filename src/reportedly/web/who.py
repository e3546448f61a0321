"""Who somebody at the desk is, and what of the ledger this person may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request

from reportedly.ledger import people
from reportedly.ledger.levels import LEVELS, Level
from reportedly.web import sessions
from reportedly.web.access import RANKS, Rank
from reportedly.web.desk import Desk

CLEARANCE: dict[Rank, Level] = {
    "nobody": "public",
    "reader": "public",
    "documenter": "restricted",
    "editor": "secret",
    "keeper": "secret",
}
"""The strictest level that a person of each rank may see."""


@dataclass(frozen=True)
class Person:
    """Somebody at the desk: the name that stands in the ledger, the role, and the strictest level that may be seen."""

    name: str
    role: Rank
    clearance: Level

    def sees(self, level: Level) -> bool:
        """Whether what has this level is there for this person."""
        return LEVELS.index(level) <= LEVELS.index(self.clearance)

    def at_least(self, role: Rank) -> bool:
        """Whether this person has this role or more."""
        return RANKS.index(self.role) >= RANKS.index(role)


def person(name: str, role: Rank) -> Person:
    """A person of a role, with the role's clearance."""
    return Person(name, role, CLEARANCE[role])


NOBODY = person("", "nobody")


def needs_login(desk: Desk) -> bool:
    """Whether people have to say who they are: where others can reach the desk, or people are in the ledger."""
    return desk.open_to_others or bool(people.active(desk.ledger))


def find(desk: Desk, token: str | None) -> Person:
    """Who somebody with this session is. Roles are looked up every time, so that one that is taken away is gone."""
    members = people.active(desk.ledger)
    if not desk.open_to_others and not members:
        return person(desk.owner, "keeper")
    name = None if token is None else sessions.whose(desk.ledger, token)
    member = None if name is None else members.get(name)
    return NOBODY if member is None else person(member.name, member.role)


def who(request: Request) -> Person:
    """Who asks."""
    return cast(Person, request.state.person)


Who = Annotated[Person, Depends(who)]

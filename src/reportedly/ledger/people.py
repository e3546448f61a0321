"""The people of a ledger and their roles: who had which role when is an entry like any other.

Body of an entry: ``name``, ``role``, ``active`` (false: this person may no longer come in). The newest entry of a name
holds. Passwords and sessions are no entries; they lie in tables outside the tree (``tables.passwords``).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import Connection, select

from reportedly.errors import LedgerError
from reportedly.ledger.entries import Draft, Entry
from reportedly.ledger.store import Ledger, checked
from reportedly.ledger.tables import entries
from reportedly.ledger.things import one_of, text

Role = Literal["reader", "documenter", "editor", "keeper"]

ROLES: tuple[Role, ...] = get_args(Role)
"""From who may only read to who may do everything."""

LONGEST = 80
"""Characters of a name: what stands on one line of a phone, twice."""


@dataclass(frozen=True)
class Member:
    """A person of the ledger: name, role, whether this person may come in, and since when and by whom that is so."""

    name: str
    role: Role
    active: bool
    since: str
    by: str | None


def members(ledger: Ledger) -> dict[str, Member]:
    """Everybody who ever was in the ledger, by name, as it is now. Raises LedgerError."""
    with ledger.reading() as connection:
        return _members(connection)


def active(ledger: Ledger) -> dict[str, Member]:
    """Those who may come in, by name. Raises LedgerError."""
    return {name: member for name, member in members(ledger).items() if member.active}


def appoint(
    ledger: Ledger,
    name: str,
    role: Role,
    *,
    active: bool = True,
    by: str | None,
    connection: Connection | None = None,
) -> Entry:
    """Give somebody a role, or let somebody no longer in; inside ``writing`` hand over its connection.

    The first of all is a keeper, and one keeper always stays, because nobody else could let anybody in again.
    Raises LedgerError.
    """
    if connection is None:
        with ledger.writing() as connection:
            return appoint(ledger, name, role, active=active, by=by, connection=connection)
    who = spelled(name)
    one_of(role, ROLES, "a role")
    decides = text(by, "the person who decides who may come in")
    there = _members(connection)
    known = {other.casefold(): other for other in there}.get(who.casefold(), who)
    if known != who:
        raise LedgerError(f"{known} is there already, and {who} would be taken for the same")
    after = {**there, who: Member(who, role, active, "", by)}
    if not any(one.active and one.role == "keeper" for one in after.values()):
        raise LedgerError("one active keeper has to stay, or nobody could let anybody in again")
    body = {"name": who, "role": role, "active": active}
    return ledger.append([Draft("person", body, by=decides)], connection)[0]


def spelled(name: str) -> str:
    """A name in the one spelling under which it is kept. Raises LedgerError for what is no name."""
    who = " ".join(unicodedata.normalize("NFC", name).split())
    if not who or len(who) > LONGEST or any(unicodedata.category(one) in ("Cc", "Cf", "Cs", "Co", "Cn") for one in who):
        raise LedgerError(f"a name has between 1 and {LONGEST} characters that can be seen")
    return who


def _members(connection: Connection) -> dict[str, Member]:
    query = select(entries).where(entries.c.kind == "person").order_by(entries.c.number)
    found: dict[str, Member] = {}
    for entry in map(checked, connection.execute(query)):
        body = entry.body
        found[body["name"]] = Member(body["name"], body["role"], body["active"], entry.at, entry.by)
    return found

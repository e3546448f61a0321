"""Letting people in and out: the entry that says so, the password, and the sessions that end with it."""

from __future__ import annotations

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, people
from reportedly.ledger.people import Role
from reportedly.web import passwords, sessions


def add(ledger: Ledger, name: str, role: Role, password: str, *, by: str) -> None:
    """Let somebody in from now on, with a first password. Raises LedgerError."""
    name = people.spelled(name)
    if name in people.members(ledger):
        raise LedgerError(f"{name} is there already; change the role in the list")
    hashed = passwords.hashed(password, name)
    with ledger.writing() as connection:
        people.appoint(ledger, name, role, by=by, connection=connection)
        passwords.keep(connection, name, hashed)


def change(ledger: Ledger, name: str, role: Role, active: bool, password: str | None, *, by: str) -> None:
    """Give somebody another role or password, or let somebody no longer in. Raises LedgerError."""
    hashed = None if password is None else passwords.hashed(password, name)
    before = people.members(ledger)[name]
    with ledger.writing() as connection:
        if (before.role, before.active) != (role, active):
            people.appoint(ledger, name, role, active=active, by=by, connection=connection)
        if hashed is not None:
            passwords.keep(connection, name, hashed)
        if hashed is not None or not active:
            sessions.end_all(connection, name)

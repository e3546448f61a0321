"""Sessions: who has come in. One ends when it is not used, after a day's work, and when somebody goes out.

The browser holds a random token, the ledger's database only its hash, so that whoever reads the database comes in as
nobody.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from reportedly.ledger import Ledger
from reportedly.ledger.desk_tables import sessions

LONGEST = timedelta(hours=12)
"""After this a session ends, used or not: a day's work (OWASP's advice for what is sensitive is 4 to 8 hours; a
documenter's day with its pauses is longer, and a password asked in its middle is a password on a slip of paper)."""

UNUSED = timedelta(hours=1)
"""After this a session ends that nobody used."""

STEP = timedelta(minutes=1)
"""How exactly it is written down when a session was last used: not every click shall wait for the disk."""


def begin(ledger: Ledger, name: str, at: datetime | None = None) -> str:
    """Let somebody in; the token that the browser will show. Sessions of anybody that are over are forgotten."""
    at = at or datetime.now(UTC)
    token = secrets.token_urlsafe(32)
    with ledger.writing() as connection:
        old, unused = _written(at - LONGEST), _written(at - UNUSED)
        connection.execute(delete(sessions).where((sessions.c.begun <= old) | (sessions.c.seen <= unused)))
        row = {"token": _hash(token), "name": name, "begun": _written(at), "seen": _written(at)}
        connection.execute(insert(sessions).values(row))
    return token


def whose(ledger: Ledger, token: str, at: datetime | None = None) -> str | None:
    """Whose session this is, or None if there is none, or none any more."""
    at = at or datetime.now(UTC)
    with ledger.reading() as connection:
        row = connection.execute(select(sessions).where(sessions.c.token == _hash(token))).one_or_none()
    if row is None or row.begun <= _written(at - LONGEST) or row.seen <= _written(at - UNUSED):
        return None
    if row.seen <= _written(at - STEP):
        with ledger.writing() as connection:
            connection.execute(update(sessions).where(sessions.c.token == row.token).values(seen=_written(at)))
    return str(row.name)


def end(ledger: Ledger, token: str) -> None:
    """End a session, if there is one."""
    with ledger.writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.token == _hash(token)))


def end_all(connection: Connection, name: str, but: str | None = None) -> None:
    """End somebody's sessions, inside ``Ledger.writing``; all of them, or all but the one with this token."""
    query = delete(sessions).where(sessions.c.name == name)
    connection.execute(query if but is None else query.where(sessions.c.token != _hash(but)))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _written(at: datetime) -> str:
    return at.isoformat(timespec="seconds")

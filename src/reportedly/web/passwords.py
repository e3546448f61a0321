"""Passwords: kept as argon2id hashes, compared in a time that does not tell whether there is such a name."""

from __future__ import annotations

import threading
import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, delete, insert, select, update

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger
from reportedly.ledger.desk_tables import passwords
from reportedly.ledger.entries import now
from reportedly.web import sessions

SHORTEST, LONGEST = 12, 1000
"""Characters. Length is what resists guessing (NIST SP 800-63B-4 asks for at least 8 beside a second factor, 15 without
one where it can be asked); the most only keeps a sender from making the computer hash a book."""

HASHER = PasswordHasher()
"""argon2id with what RFC 9106 recommends where memory is scarce: 64 MiB, 3 passes, 4 lanes."""

AT_ONCE = threading.BoundedSemaphore(2)
"""Hashes worked out at the same time, because each takes 64 MiB and two cores do no more."""


def fit(password: str, name: str) -> str:
    """The password in one spelling. Raises LedgerError with what is wrong with it."""
    given = _spelled(password)
    if len(given) < SHORTEST:
        raise LedgerError(f"a password has at least {SHORTEST} characters; several words make a good one")
    if len(given) > LONGEST:
        raise LedgerError(f"a password has at most {LONGEST} characters")
    if (name.casefold() in given.casefold() and len(given) - len(name) < SHORTEST // 2) or len(set(given)) < 5:
        raise LedgerError("this password is too easy to guess: it is little more than the name, or one sign repeated")
    return given


def hashed(password: str, name: str) -> str:
    """What is kept of somebody's password. Raises LedgerError if it is none that resists guessing."""
    with AT_ONCE:
        return HASHER.hash(fit(password, name))


def keep(connection: Connection, name: str, hash: str) -> None:
    """Set somebody's password, inside ``Ledger.writing``."""
    connection.execute(delete(passwords).where(passwords.c.name == name))
    connection.execute(insert(passwords).values(name=name, hash=hash, at=now()))


def change(ledger: Ledger, name: str, password: str, *, but: str | None) -> None:
    """Set one's own password, and end all sessions but the one with this token. Raises LedgerError."""
    hash = hashed(password, name)
    with ledger.writing() as connection:
        keep(connection, name, hash)
        sessions.end_all(connection, name, but)


def fits(ledger: Ledger, name: str, password: str) -> bool:
    """Whether this is somebody's password; a hash is worked out where there is no such name, too."""
    with ledger.reading() as connection:
        kept = connection.execute(select(passwords.c.hash).where(passwords.c.name == name)).scalar()
    given = _spelled(password)[: LONGEST + 1]
    with AT_ONCE:
        try:
            HASHER.verify(kept or _nobodys(), given)
        except (VerificationError, InvalidHashError):
            return False
    if kept is not None and HASHER.check_needs_rehash(kept):
        with ledger.writing() as connection:
            row = update(passwords).where(passwords.c.name == name, passwords.c.hash == kept)
            connection.execute(row.values(hash=HASHER.hash(given)))
    return kept is not None


def has_one(ledger: Ledger) -> set[str]:
    """The names of those who have a password."""
    with ledger.reading() as connection:
        return set(connection.execute(select(passwords.c.name)).scalars())


def _spelled(password: str) -> str:
    # Hangul is typed as syllables on one system and as letters on another (RFC 8265, section 4.2).
    return unicodedata.normalize("NFC", password)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    """A hash of nothing that anybody knows."""
    import secrets

    return HASHER.hash(secrets.token_hex(32))

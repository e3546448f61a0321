"""What databases complain of, in plain sentences that show no password and nothing of what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from reportedly.errors import LedgerError

WAIT = 60
"""Seconds to wait while somebody else appends."""


def is_address(where: str | Path) -> bool:
    """Whether a ledger is named by an address of a server, not by a file."""
    return isinstance(where, str) and "://" in where


def name_of(where: str | Path) -> str:
    """A ledger's file or address as it may be shown: without a password."""
    if not is_address(where):
        return str(where)
    try:
        url = make_url(str(where))
    except (ArgumentError, ValueError):
        return "at that address"
    return url._replace(password=None, query={}).render_as_string()  # type: ignore[arg-type]


@contextmanager
def plainly(name: str) -> Iterator[None]:
    """Say in one plain sentence what a database complains of: raises LedgerError instead of its exceptions."""
    try:
        yield
    except DBAPIError as wrong:
        raise LedgerError(sentence(name, said(wrong.orig))) from wrong
    except SQLAlchemyError as wrong:
        raise LedgerError(f"the ledger {name} failed: {type(wrong).__name__}") from wrong


def sentence(name: str, complaint: str) -> str:
    """What a complaint means for the ledger of this name."""
    for words, meaning in _MEANINGS:
        if words in complaint.lower():
            return f"the ledger {name} {meaning}"
    return f"the ledger {name} failed: {complaint}"


def said(wrong: BaseException | None) -> str:
    """The words of a driver's exception: pg8000 gives a server's message as a dict, under M."""
    words = wrong.args[0] if wrong is not None and wrong.args else "it does not say why"
    return str(words.get("M", words)) if isinstance(words, dict) else str(words)


_MEANINGS = (
    ("disk is full", "could not be written, because the disk is full"),
    ("no space left", "could not be written, because its disk is full"),
    ("database is locked", f"is in use: another program has been writing to it for more than {WAIT} seconds"),
    ("lock timeout", f"is in use: another program has been writing to it for more than {WAIT} seconds"),
    ("readonly database", "may not be written by you, or lies where nothing can be written"),
    ("read-only transaction", "was opened for reading only"),
    ("permission denied", "may not be used by this user of the database"),
    ("unable to open database file", "cannot be opened: its folder is missing or may not be written by you"),
    ("file is not a database", "cannot be opened: the passphrase is wrong, or the file is no ledger or is damaged"),
    ("malformed", "is damaged: the database in the file does not fit together"),
    ("disk i/o error", "could not be read or written: the disk reports an error"),
    (
        "password authentication failed",
        "was refused: user name or password are wrong; PGPASSWORD may hold the password",
    ),
    ("can't create a connection", "cannot be reached: no server answers there"),
    ("refuses ssl", "cannot be reached: the server offers no encrypted connection, and sslmode asks for one"),
    ("communication error", "cannot be reached: no server answers there"),
    ("network error", "lost its connection to the server"),
    ("terminating connection", "lost its connection to the server"),
    ("connection is closed", "lost its connection to the server"),
    ("no such table", "is not whole: a table is missing"),
    ('relation "', "is not whole: a table is missing"),
    ("does not exist", "is not there: the server knows no such database or user"),
)
"""What databases say, and what it means for the ledger."""

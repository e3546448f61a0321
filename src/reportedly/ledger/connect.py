"""Reach the database that holds a ledger: a file (SQLite), an encrypted file (SQLCipher), or PostgreSQL.

Nothing here shows a password: neither addresses in messages, nor the values that a statement was given.
"""

from __future__ import annotations

import os
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine

from reportedly.errors import LedgerError
from reportedly.ledger import complaints
from reportedly.ledger.complaints import is_address, name_of, plainly
from reportedly.ledger.postgres import server

__all__ = ["APPLICATION", "Passphrase", "file", "is_address", "is_encrypted", "name_of", "plainly", "server"]

APPLICATION = 0x52504C47
"""``RPLG`` at byte 68 of a ledger's file, where SQLite lets programs say whose file it is."""

PLAIN = b"SQLite format 3\0"

Passphrase = str | Callable[[], str]


def is_encrypted(path: Path) -> bool:
    """Whether a file can only be a ledger if it is encrypted; False where there is none. Raises LedgerError."""
    head = _head(path)
    return head != b"" and not head.startswith(PLAIN)


def file(path: Path, *, create: bool = False, passphrase: Passphrase | None = None) -> Engine:
    """The engine for a ledger in a file; ``create`` makes an empty one, encrypted if there is a passphrase.

    Raises LedgerError if it cannot be had. A file that is no ledger is not touched.
    """
    head = _head(path)
    if not head and not create:
        raise LedgerError(f"there is no ledger {path}")
    if head.startswith(PLAIN) and int.from_bytes(head[68:72], "big") != APPLICATION:
        raise LedgerError(f"{path} is a database of another program, not a ledger")
    if head and not head.startswith(PLAIN) and passphrase is None:
        raise LedgerError(f"{path} is no ledger, or an encrypted one, which opens only with its passphrase")
    key = None if passphrase is None or head.startswith(PLAIN) else _key(passphrase)
    if not head:
        _make(path)
    return _engine(path, key)


def _head(path: Path) -> bytes:
    """The first bytes of a file; nothing where there is no file or an empty one. Raises LedgerError."""
    try:
        if path.exists() and not path.is_file():
            raise LedgerError(f"{path} is no ledger, because it is no file")
        with path.open("rb") as stream:
            return stream.read(100)
    except FileNotFoundError:
        return b""
    except PermissionError:
        raise LedgerError(f"the ledger {path} may not be read by you") from None
    except OSError as wrong:
        raise LedgerError(f"the ledger {path} cannot be read: {wrong.strerror}") from None


def _make(path: Path) -> None:
    """An empty file that nobody else may read."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY | getattr(os, "O_CLOEXEC", 0), 0o600))
    except FileNotFoundError:
        raise LedgerError(f"there is no folder {path.parent}") from None
    except OSError as wrong:
        raise LedgerError(f"the ledger {path} cannot be made: {wrong.strerror}") from None


def _key(passphrase: Passphrase) -> str:
    """The passphrase in one spelling: Hangul is typed as syllables on one system and as letters on another."""
    given = unicodedata.normalize("NFC", passphrase if isinstance(passphrase, str) else passphrase())
    if not given or "\0" in given:
        raise LedgerError("a passphrase has at least one character, and no zero byte")
    return given


def _engine(path: Path, key: str | None) -> Engine:
    driver = _driver(encrypted=key is not None)
    where = path.absolute()
    # What may not be written is opened as what cannot change, so that a copy on a read-only disk can be verified.
    still = not os.access(where, os.W_OK) and not where.with_name(where.name + "-wal").exists()
    address = where.as_uri() + ("?immutable=1" if still else "?mode=rw")

    def connection() -> Any:
        made = driver.connect(address, uri=True, check_same_thread=False, timeout=complaints.WAIT)
        made.isolation_level = None  # transactions begin where the code says so, and nowhere else
        try:
            if key is not None:
                made.execute("PRAGMA cipher_log_level = NONE")  # or it tells stderr what it cannot decrypt
                made.execute("PRAGMA key = '{}'".format(key.replace("'", "''")))
            _settle(made, path, still)
        except BaseException:
            made.close()
            raise
        return made

    return create_engine(
        URL.create("sqlite", database=str(where)), module=driver, creator=connection, hide_parameters=True
    )


def _driver(encrypted: bool) -> Any:
    if encrypted:
        import sqlcipher3.dbapi2

        return sqlcipher3.dbapi2
    import sqlite3

    return sqlite3


def _settle(connection: Any, path: Path, still: bool) -> None:
    """Settings that SQLite keeps for one connection only, and those of a new file."""
    connection.execute("PRAGMA temp_store = MEMORY")  # nothing of a report in temporary files
    # In this order, because somebody else may be making the file: what has pages has had its mark as long.
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (whose,) = connection.execute("PRAGMA application_id").fetchone()
    if whose != APPLICATION and pages:
        raise LedgerError(f"{path} is a database of another program, not a ledger")
    if whose != APPLICATION:
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
    if not still and connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        _keep_a_journal(connection)
    for setting in (
        "synchronous = FULL",  # what is committed is on the disk
        "fullfsync = ON",  # macOS: on the disk itself, not in its buffer
        "checkpoint_fullfsync = ON",
        "foreign_keys = ON",
        "trusted_schema = OFF",  # a file may come from somebody who means harm
        "cell_size_check = ON",
    ):
        connection.execute(f"PRAGMA {setting}")


def _keep_a_journal(connection: Any) -> None:
    """Change a new file to WAL. SQLite does not wait if somebody else is just doing the same; so ask again."""
    for attempt in range(complaints.WAIT * 20):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except connection.OperationalError as wrong:
            if "locked" not in str(wrong) or attempt == complaints.WAIT * 20 - 1:
                raise
            time.sleep(0.05)

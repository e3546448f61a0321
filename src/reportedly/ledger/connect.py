"""Reach the database that holds a ledger: a file (SQLite), an encrypted file (SQLCipher), or PostgreSQL.

Nothing here shows a password: neither addresses in messages, nor the values that a statement was given.
"""

from __future__ import annotations

import logging
import os
import ssl
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError, SQLAlchemyError

from reportedly.errors import LedgerError

APPLICATION = 0x52504C47
"""``RPLG`` at byte 68 of a ledger's file, where SQLite lets programs say whose file it is."""

PLAIN = b"SQLite format 3\0"
WAIT = 60
"""Seconds to wait while somebody else appends."""

Passphrase = str | Callable[[], str]


def is_address(where: str | Path) -> bool:
    """Whether a ledger is named by an address of a server, not by a file."""
    return isinstance(where, str) and "://" in where


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
    encrypted = passphrase is not None if not head else not head.startswith(PLAIN)
    if head.startswith(PLAIN) and int.from_bytes(head[68:72], "big") != APPLICATION:
        raise LedgerError(f"{path} is a database of another program, not a ledger")
    if encrypted and passphrase is None:
        raise LedgerError(f"{path} is no ledger, or an encrypted one, which opens only with its passphrase")
    key = _key(passphrase) if encrypted and passphrase is not None else None
    if not head:
        _make(path)
    return _file_engine(path, key)


def server(where: str) -> Engine:
    """The engine for a ledger at a ``postgresql://`` address. Raises LedgerError for an address that says too little.

    The password may stand in the address or, better, in the environment variable PGPASSWORD. Of parameters,
    ``sslmode`` (disable, prefer, require, verify-full) and ``host`` (a folder with the server's socket) are understood.
    """
    try:
        given = make_url(where)
    except (ArgumentError, ValueError):
        raise LedgerError("the ledger's address is not of the form postgresql://user@host/database") from None
    if given.get_backend_name() not in ("postgresql", "postgres"):
        raise LedgerError(f"a ledger lies in a file or in PostgreSQL, not at {given.drivername}://")
    if not given.database:
        raise LedgerError(f"the address {name_of(where)} names no database")
    query = {key: value if isinstance(value, str) else value[-1] for key, value in given.query.items()}
    arguments: dict[str, Any] = {
        "application_name": "reportedly",
        "ssl_context": _tls(query.pop("sslmode", "prefer")),
        # Whatever the server's settings say: what was said to be stored is on its disk.
        "startup_params": {"synchronous_commit": "on", "lock_timeout": f"{WAIT}s", "client_encoding": "utf8"},
    }
    socket = given.host if given.host and given.host.startswith("/") else query.pop("host", None)
    if socket:
        arguments["unix_sock"] = f"{socket}/.s.PGSQL.{given.port or 5432}"
        arguments["ssl_context"] = False
    if query:
        raise LedgerError(f"the address {name_of(where)} has a parameter that is not understood: {min(query)}")
    url = URL.create(
        "postgresql+pg8000",
        username=given.username or os.environ.get("PGUSER") or os.environ.get("USER") or "postgres",
        password=given.password or os.environ.get("PGPASSWORD"),
        host=None if socket else given.host or "localhost",
        port=None if socket else given.port or 5432,
        database=given.database,
    )
    engine = create_engine(
        url,
        connect_args=arguments,
        isolation_level="READ COMMITTED",
        hide_parameters=True,
        pool_logging_name="reportedly",
    )
    # Or it shows a traceback when it puts away a connection that was cut; whoever used that is told in a sentence.
    logging.getLogger("sqlalchemy.pool.impl.QueuePool.reportedly").setLevel(logging.CRITICAL)
    event.listen(engine, "handle_error", partial(_cut, name_of(where)))
    event.listen(engine, "checkout", _alive)
    return engine


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
        raise LedgerError(_sentence(name, _said(wrong.orig))) from wrong
    except SQLAlchemyError as wrong:
        raise LedgerError(f"the ledger {name} failed: {type(wrong).__name__}") from wrong


def _sentence(name: str, said: str) -> str:
    for words, meaning in _MEANINGS:
        if words in said.lower():
            return f"the ledger {name} {meaning}"
    return f"the ledger {name} failed: {said}"


def _alive(connection: Any, *_: object) -> None:
    """See whether a connection still holds before it is used again; SQLAlchemy's pre-ping is content with less."""
    try:
        connection.autocommit = True
        connection.cursor().execute("SELECT 1")
        connection.autocommit = False
    except Exception as wrong:  # OSError among them
        raise DisconnectionError from wrong


def _cut(name: str, context: ExceptionContext) -> LedgerError | None:
    """Notice a connection that was cut, in the ways that the driver does not tell SQLAlchemy of."""
    wrong = context.original_exception
    if not isinstance(wrong, OSError) and "terminating connection" not in _said(wrong):
        return None
    context.is_disconnect = True
    return LedgerError(_sentence(name, "network error"))


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
    ("password authentication failed", "was refused: user name or password are wrong"),
    ("no password", "needs a password: set PGPASSWORD"),
    ("can't create a connection", "cannot be reached: no server answers there"),
    ("communication error", "cannot be reached: no server answers there"),
    ("network error", "lost its connection to the server"),
    ("terminating connection", "lost its connection to the server"),
    ("connection is closed", "lost its connection to the server"),
    ("no such table", "is not whole: a table is missing"),
    ('relation "', "is not whole: a table is missing"),
    ("does not exist", "is not there: the server knows no such database or user"),
)
"""What databases say, and what it means for the ledger."""


def _said(wrong: BaseException | None) -> str:
    """The words of a driver's exception: pg8000 gives a server's message as a dict, under M."""
    said = wrong.args[0] if wrong is not None and wrong.args else "it does not say why"
    return str(said.get("M", said)) if isinstance(said, dict) else str(said)


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


def _file_engine(path: Path, key: str | None) -> Engine:
    driver = _driver(encrypted=key is not None)
    where = path.absolute()
    # What may not be written is opened as what cannot change, so that a copy on a read-only disk can be verified.
    still = not os.access(where, os.W_OK) and not where.with_name(where.name + "-wal").exists()
    address = where.as_uri() + ("?immutable=1" if still else "?mode=rw")

    def connection() -> Any:
        made = driver.connect(address, uri=True, check_same_thread=False, timeout=WAIT)
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

    engine = create_engine(
        URL.create("sqlite", database=str(where)), module=driver, creator=connection, hide_parameters=True
    )
    return engine


def _driver(encrypted: bool) -> Any:
    if encrypted:
        import sqlcipher3.dbapi2

        return sqlcipher3.dbapi2
    import sqlite3

    return sqlite3


def _settle(connection: Any, path: Path, still: bool) -> None:
    """Settings that SQLite keeps for one connection only, and those of a new file."""
    connection.execute("PRAGMA temp_store = MEMORY")  # nothing of a report in temporary files
    (whose,) = connection.execute("PRAGMA application_id").fetchone()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
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
    for attempt in range(WAIT * 20):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except connection.OperationalError as wrong:
            if "locked" not in str(wrong) or attempt == WAIT * 20 - 1:
                raise
            time.sleep(0.05)


def _tls(mode: str) -> Any:
    """What pg8000 wants for libpq's ``sslmode``."""
    modes: dict[str, Callable[[], Any]] = {
        "disable": lambda: False,
        "prefer": lambda: None,
        "require": lambda: True,
        "verify-full": ssl.create_default_context,
    }
    if mode not in modes:
        raise LedgerError(f"sslmode is one of {', '.join(modes)}, not {mode}")
    return modes[mode]()

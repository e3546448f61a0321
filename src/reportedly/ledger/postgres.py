"""Reach a ledger in PostgreSQL."""

from __future__ import annotations

import logging
import os
import ssl
from collections import Counter
from collections.abc import Callable
from functools import lru_cache, partial, wraps
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError, DisconnectionError

from reportedly.errors import LedgerError
from reportedly.ledger import complaints
from reportedly.ledger.complaints import name_of, said, sentence

OFTEN, PREPARED = 5, 50
"""How often something is asked on one connection before it is prepared there, and how many statements are."""

TCP, NODELAY = 6, 1
"""IPPROTO_TCP and TCP_NODELAY, the same on every system; nothing here imports socket."""


def server(where: str) -> Engine:
    """The engine for a ledger at a ``postgresql://`` address. Raises LedgerError for an address that says too little.

    The password may stand in the address or, better, in the environment variable PGPASSWORD. Of parameters,
    ``sslmode`` (disable, prefer, require, verify-full) and ``host`` (a folder with the server's socket) are understood.
    """
    import pg8000  # type: ignore[import-untyped]  # here, because a ledger in a file needs none of it

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
        "password": given.password or os.environ.get("PGPASSWORD", ""),  # without any, pg8000 fails where one is asked
        "ssl_context": _tls(query.pop("sslmode", "prefer")),
        # Whatever the server's settings say: what was said to be stored is on its disk.
        "startup_params": {
            "synchronous_commit": "on",
            "lock_timeout": f"{complaints.WAIT}s",
            "client_encoding": "utf8",
        },
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
        host=None if socket else given.host or "localhost",
        port=None if socket else given.port or 5432,
        database=given.database,
    )
    engine = create_engine(
        url,
        module=pg8000,
        connect_args=arguments,
        isolation_level="READ COMMITTED",
        hide_parameters=True,
        pool_logging_name="reportedly",
    )
    # Or it shows a traceback when it puts away a connection that was cut; whoever used that is told in a sentence.
    logging.getLogger("sqlalchemy.pool.impl.QueuePool.reportedly").setLevel(logging.CRITICAL)
    event.listen(engine, "handle_error", partial(_cut, name_of(where)))
    _number_once()
    event.listen(engine, "connect", _in_one_go)
    event.listen(engine, "connect", _pack_fast)
    event.listen(engine, "checkout", _alive)
    if not socket:
        event.listen(engine, "connect", _at_once)
    return engine


def check(connection: Connection, name: str) -> None:
    """Raise LedgerError if a database cannot hold every language."""
    encoding = connection.execute(text("SHOW server_encoding")).scalar()
    if encoding != "UTF8":
        raise LedgerError(
            f"the database of {name} holds text as {encoding}; a ledger needs one that was made with UTF8"
        )


def _at_once(connection: Any, *_: object) -> None:
    """Have the system send what is written at once.

    pg8000 writes a statement in pieces. The second would wait until the server says that it has the first, which the
    server puts off for 40 ms (RFC 896; RFC 1122, section 4.2.3.2).
    """
    connection._usock.setsockopt(TCP, NODELAY, 1)


def _pack_fast(connection: Any, *_: object) -> None:
    """Have long values packed by LZ4 where the server can: a quarter of what it takes to insert a report goes by that.

    Servers read it whatever this says; those before version 14 know no such setting, and give no row.
    """
    connection.autocommit = True  # or it would be forgotten with the first transaction that is rolled back
    connection.cursor().execute(
        "SELECT set_config(name, 'lz4', false) FROM pg_settings"
        " WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)"
    )
    connection.autocommit = False


def _number_once() -> None:
    """Have pg8000 read a statement letter by letter, to put numbers in the place of %s, only when it is new."""
    from pg8000 import legacy  # here, as in server

    slowly = legacy.convert_paramstyle
    if hasattr(slowly, "__wrapped__"):
        return

    @lru_cache(maxsize=512)
    def numbered(statement: str) -> str:
        return str(slowly("format", statement, ())[0])

    @wraps(slowly)
    def convert(style: str, statement: str, values: Any) -> tuple[str, Any]:
        return (numbered(statement), values) if style == "format" else slowly(style, statement, values)

    legacy.convert_paramstyle = convert


def _in_one_go(connection: Any, *_: object) -> None:
    """Have a statement sent with its values and the order to carry it out, and wait for the server once.

    pg8000 sends these apart and waits three times, which is most of what it costs to add a report. PostgreSQL answers
    all of them, or with the first thing that is wrong (its manual, section 55.2.4, *Pipelining*). What is asked again
    and again on one connection is prepared there, so that the server plans it once.
    """
    from pg8000 import core  # here, as in server

    waiting_often = connection.execute_unnamed
    asked: Counter[str] = Counter()
    prepared: dict[str, Any] = {}

    def execute(statement: str, vals: Any = (), oids: Any = (), stream: Any = None) -> Any:
        if stream is not None:
            return waiting_often(statement, vals=vals, oids=oids, stream=stream)
        if connection._sock is None:
            raise core.InterfaceError("connection is closed")
        values = core.make_params(connection.py_types, vals)
        asked[statement] += 1
        if asked[statement] == OFTEN and len(prepared) < PREPARED:
            prepared[statement] = connection.prepare_statement(statement, oids)
        if statement in prepared:
            name, columns, read = prepared[statement]
            return connection.execute_named(name, values, columns, read, statement)
        context = core.Context(statement)
        connection.send_PARSE(core.NULL_BYTE, statement, oids)
        connection.send_DESCRIBE_STATEMENT(core.NULL_BYTE)
        connection.send_BIND(core.NULL_BYTE, values)
        connection.send_EXECUTE()
        core._write(connection._sock, core.SYNC_MSG)
        core._flush(connection._sock)
        connection.handle_messages(context)
        return context

    connection.execute_unnamed = execute


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
    if not isinstance(wrong, OSError) and "terminating connection" not in said(wrong):
        return None
    context.is_disconnect = True
    return LedgerError(sentence(name, "network error"))


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

"""Look at a ledger's rows as they are, whatever they are, at one moment.

SQLite gives back what lies in a row even where the column should hold something else, and text that is not UTF-8 would
stop the driver; a ledger that was tampered with may hold either. So nothing here converts what comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from sqlalchemy import BindParameter, Connection, Engine, bindparam, text
from sqlalchemy.exc import DBAPIError

TRIES = 50
"""How often several transactions are begun, if something was added between the first and the last."""

WAIT = 10
"""Seconds to wait for somebody who keeps the whole file to himself."""


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads and sees nothing of what is written meanwhile. Raises what the database raises."""
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.detach()  # closed afterwards, and never used for anything else
            driver: Any = connection.connection.dbapi_connection
            driver.text_factory = _text
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {WAIT * 1000}")
        _begin(connection)
        try:
            yield connection
        finally:
            connection.rollback()


@contextmanager
def snapshots(engine: Engine, count: int) -> Iterator[list[Connection]]:
    """The same several times, all of one moment: up to ``count``, at least one, as far as others who write let us.

    Whatever changes what is compared also adds entries; so two see the same if they see as many. Raises what the
    database raises.
    """
    with ExitStack() as stack:
        every = [stack.enter_context(snapshot(engine)) for _ in range(count)]
        for _ in range(TRIES):
            first, *others = [_moment(one) for one in every]
            if all(one == first for one in others):
                break
            for one in every:
                one.rollback()
                _begin(one)
        yield [one for one in every if one is every[0] or _moment(one) == _moment(every[0])]


def _moment(connection: Connection) -> Any:
    try:
        with connection.begin_nested():
            return rows(connection, "SELECT max(number) FROM entries")[0][0]
    except DBAPIError as wrong:  # whoever reads on will say so
        return str(wrong.orig)


def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def stream(connection: Connection, query: str, at_once: int, /, **given: Any) -> Iterator[tuple[Any, ...]]:
    """The rows that a query gives, of which no more than ``at_once`` are in memory."""
    options = {"stream_results": True, "max_row_buffer": at_once, "yield_per": at_once}
    with connection.execute(text(query), given, execution_options=options) as rows:
        for row in rows:
            yield tuple(row)


def batches(connection: Connection, query: str, at_once: int, /, **given: Any) -> Iterator[list[tuple[Any, ...]]]:
    """The same rows, ``at_once`` of them at a time."""
    options = {"stream_results": True, "max_row_buffer": at_once, "yield_per": at_once}
    with connection.execute(text(query), given, execution_options=options) as found:
        for batch in found.partitions(at_once):
            yield [tuple(row) for row in batch]


def rows(connection: Connection, query: str, /, **given: Any) -> Sequence[Sequence[Any]]:
    """All rows that a query gives. A list that is given stands for ``IN :name``."""
    clause = text(query)
    lists: list[BindParameter[Any]] = [
        bindparam(name, expanding=True) for name, value in given.items() if isinstance(value, list)
    ]
    return connection.execute(clause.bindparams(*lists), given).all()


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")

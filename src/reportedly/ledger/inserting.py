"""Insert rows into several tables at once, with as few questions to the database as there can be."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table, TextClause, text

from reportedly.ledger.index_tables import FOUND
from reportedly.ledger.tables import blobs

Rows = Mapping[Table, Sequence[Mapping[str, Any]]]
"""For each table its new rows, each with all columns."""


def together(connection: Connection, rows: Rows) -> None:
    """Insert rows into tables that do not refer to one another, and let the full text know of them.

    A row whose key is there already is refused, except for the bytes of a report, which need not be put there twice.
    SQLite is given the rows as they are: SQLAlchemy would spend more time on them than SQLite does. PostgreSQL, whose
    full text follows by itself, takes all of them in one statement, as JSON: its driver would send them one by one, and
    wait three times for each.
    """
    given = {table: some for table, some in rows.items() if some}
    if connection.dialect.name != "postgresql":
        for table, some in given.items():
            statement, values = _one_by_one(table)
            connection.exec_driver_sql(statement, [values(row) for row in some])
            if table.name in FOUND:
                found = f"INSERT INTO {FOUND[table.name]}(rowid, tokens) VALUES (?, ?)"
                connection.exec_driver_sql(found, [(row["id"], row["tokens"]) for row in some])
    elif given:
        told = {f"new_{table.name}": json.dumps(list(some), default=_bytes) for table, some in given.items()}
        connection.execute(_at_once(tuple(given), connection.dialect), told)


@lru_cache(maxsize=64)
def _one_by_one(table: Table) -> tuple[str, itemgetter[Any]]:
    """The statement that inserts a row, and what gives the values of one."""
    names = [one.name for one in table.columns]
    marks = ", ".join("?" for _ in names)
    return f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks}){_there(table)}", itemgetter(*names)


@lru_cache(maxsize=64)
def _at_once(tables: tuple[Table, ...], dialect: Dialect) -> TextClause:
    """The statement that inserts rows into all these tables."""
    *before, last = [_from_json(table, dialect) for table in tables]
    parts = ", ".join(f"of_{table.name} AS ({part})" for table, part in zip(tables, before, strict=False))
    return text(f"WITH {parts} {last}" if parts else last)


def _from_json(table: Table, dialect: Dialect) -> str:
    columns = ", ".join(f"{one.name} {one.type.compile(dialect)}" for one in table.columns)
    names = ", ".join(one.name for one in table.columns)
    listed = f"json_to_recordset(CAST(:new_{table.name} AS json)) AS made({columns})"
    return f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {listed}{_there(table)}"


def _there(table: Table) -> str:
    return " ON CONFLICT (sha256) DO NOTHING" if table is blobs else ""


def _bytes(value: Any) -> str:
    """Bytes as PostgreSQL reads them."""
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    raise TypeError(f"{type(value)} is nothing that a row holds")

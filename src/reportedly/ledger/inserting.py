"""Insert rows into several tables at once, with as few questions to the database as there can be."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, text

Rows = Mapping[Table, Sequence[Mapping[str, Any]]]
"""For each table its new rows, each with all columns."""


def together(connection: Connection, rows: Rows) -> None:
    """Insert rows into tables that do not refer to one another.

    PostgreSQL takes all of them in one statement, as JSON: its driver would send them one by one, and wait three times
    for each.
    """
    given = {table: some for table, some in rows.items() if some}
    if connection.dialect.name != "postgresql":
        for table, some in given.items():
            connection.execute(insert(table), [dict(row) for row in some])
    elif given:
        parts = [_from_json(table, connection) for table in given]
        query = ", ".join(f"of_{table.name} AS ({part})" for table, part in zip(given, parts[:-1], strict=False))
        statement = f"WITH {query} {parts[-1]}" if query else parts[-1]
        values = {f"new_{table.name}": json.dumps(list(some), default=_bytes) for table, some in given.items()}
        connection.execute(text(statement), values)


def _from_json(table: Table, connection: Connection) -> str:
    columns = ", ".join(f"{one.name} {one.type.compile(connection.dialect)}" for one in table.columns)
    names = ", ".join(one.name for one in table.columns)
    listed = f"json_to_recordset(CAST(:new_{table.name} AS json)) AS made({columns})"
    return f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {listed}"


def _bytes(value: Any) -> str:
    """Bytes as PostgreSQL reads them."""
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    raise TypeError(f"{type(value)} is nothing that a row holds")

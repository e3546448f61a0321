"""Whether a ledger's database is as this version makes it: tables, columns, indexes, and nothing beside."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect

from reportedly.ledger import migrations
from reportedly.ledger.desk_tables import desk
from reportedly.ledger.index_tables import FOUND, derived
from reportedly.ledger.problem import Problem, shown
from reportedly.ledger.snapshot import rows, snapshot
from reportedly.ledger.store import open_ledger
from reportedly.ledger.tables import metadata

_SETTINGS = ("application_id", "user_version", "encoding")
_WORDS = re.compile(r"\w+|[^\w\s]")

Made = dict[tuple[str, str], tuple[str, ...]]
"""Kind and name of everything that a file of SQLite defines, with the words of its definition."""


def check(connection: Connection) -> Iterator[Problem]:
    """Name every table, column, index, trigger or view that is missing, changed or too many."""
    sqlite = connection.dialect.name == "sqlite"
    yield from _file(connection) if sqlite else _server(connection)
    found = sorted(str(row[0]) for row in rows(connection, f"SELECT version_num FROM {migrations.VERSION_TABLE}"))
    if found != [migrations.HEAD]:
        yield Problem("table", migrations.VERSION_TABLE, f"says {shown(found)} instead of {migrations.HEAD}")


def soundness(connection: Connection) -> Iterator[Problem]:
    """What SQLite itself finds wrong with the file: pages, order of rows, indexes that differ from their tables."""
    if connection.dialect.name == "sqlite":
        for (said,) in rows(connection, "PRAGMA integrity_check(50)"):
            if said != "ok":
                yield Problem("file", "of the database", shown(said, 200))
        for table, row, *_ in rows(connection, "PRAGMA foreign_key_check"):
            yield Problem("table", shown(table), f"row {shown(row)} belongs to a row that is not there")


def _file(connection: Connection) -> Iterator[Problem]:
    wanted, settings = _new()
    found = _made(connection)
    for kind, name in sorted(wanted.keys() | found.keys()):
        if (kind, name) not in found:
            yield Problem("table", name, f"the {kind} is missing")
        elif (kind, name) not in wanted:
            yield Problem("table", shown(name), f"the {shown(kind)} does not belong to a ledger")
        elif wanted[kind, name] != found[kind, name]:
            yield Problem("table", name, f"the {kind} is not defined as it should be")
    for name, value in _settings(connection).items():
        if value != settings[name]:
            yield Problem("file", "of the database", f"its {name} is {shown(value)} instead of {settings[name]}")


@lru_cache(maxsize=1)
def _new() -> tuple[Made, dict[str, Any]]:
    """What a ledger made just now looks like."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_ledger(Path(folder) / "new.db", create=True) as new,
        snapshot(new.engine) as connection,
    ):
        return _made(connection), _settings(connection)


def _made(connection: Connection) -> Made:
    # White space and quotation marks are left out, because versions of the libraries that wrote them differ in these.
    return {
        (str(kind), str(name)): tuple(one for one in _WORDS.findall(f"{table} {sql or ''}") if one not in "\"'`[]")
        for kind, name, table, sql in rows(connection, "SELECT type, name, tbl_name, sql FROM sqlite_schema")
        if name not in ("sqlite_stat1", "sqlite_stat4")  # what ANALYZE keeps to choose an index by
    }


def _settings(connection: Connection) -> dict[str, Any]:
    return {name: rows(connection, f"PRAGMA {name}")[0][0] for name in _SETTINGS}


def _server(connection: Connection) -> Iterator[Problem]:
    there = inspect(connection)
    tables = set(there.get_table_names())
    for name, table in sorted({**metadata.tables, **derived.tables, **desk.tables}.items()):
        if name not in tables:
            yield Problem("table", name, "the table is missing")
            continue
        wanted = {one.name: (one.type.compile(connection.dialect), bool(one.nullable)) for one in table.columns}
        indexes = {str(one.name) for one in table.indexes}
        if name in FOUND:
            wanted["found"] = ("TSVECTOR", True)
            indexes.add(FOUND[name])
        columns = there.get_columns(name)
        found = {one["name"]: (one["type"].compile(connection.dialect), one["nullable"]) for one in columns}
        for column in sorted(wanted.keys() | found.keys()):
            if wanted.get(column) != found.get(column):
                yield Problem("table", name, f"column {shown(column)} is not defined as it should be")
        if set(there.get_pk_constraint(name)["constrained_columns"]) != {one.name for one in table.primary_key}:
            yield Problem("table", name, "its primary key is not the one that it should have")
        for index in sorted(indexes - {str(one["name"]) for one in there.get_indexes(name)}):
            yield Problem("table", name, f"the index {index} is missing")
    yield from _hidden(connection)


def _hidden(connection: Connection) -> Iterator[Problem]:
    """Whatever makes PostgreSQL show or write other rows than those that lie in a ledger's tables."""
    names = [*sorted({**metadata.tables, **derived.tables, **desk.tables}), migrations.VERSION_TABLE]
    hides = {
        "trigger": "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " AND NOT t.tgisinternal",
        "rule": "SELECT c.relname, r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class",
        "policy": "SELECT c.relname, p.polname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid",
        "inheriting table": "SELECT c.relname, i.inhrelid::regclass::text FROM pg_inherits i"
        " JOIN pg_class c ON c.oid = i.inhparent",
    }
    of_ours = "WHERE c.relname IN :names AND c.relnamespace = current_schema()::regnamespace"
    for what, query in hides.items():
        for table, name in rows(connection, f"{query} {of_ours}", names=names):
            yield Problem("table", shown(table), f"the {what} {shown(name)} does not belong to a ledger")

"""migrations: from the first revision to the newest, on every database, with nothing lost and all searched anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, Table, func, insert, inspect, select, text

from reportedly.errors import LedgerError
from reportedly.ledger import Draft, connect, desk_tables, index, index_tables, migrations, store, tables, work
from reportedly.ledger.add import add
from tests.ledger.conftest import Place
from tests.ledger.invented import read, report
from tests.ledger.whole import problems

REVISIONS = [
    one.revision for one in reversed(list(ScriptDirectory(str(migrations.FOLDER)).walk_revisions()))
]  # the first one first
TRUTH = ("ledger", "blobs", "entries", "nodes")


@pytest.fixture
def engine(place: Place) -> Iterator[Engine]:
    """Reaches a database in which there is nothing yet."""
    if connect.is_address(place.where):
        one = connect.server(place.where)
    else:
        one = connect.file(Path(place.where), create=True, passphrase=place.passphrase)
    yield one
    one.dispose()


def migrate(engine: Engine, to: str) -> None:
    with engine.connect() as connection:
        store._lock(connection)
        migrations.upgrade(connection, to)
        connection.commit()


def rows(connection: Connection, name: str) -> list[dict[str, Any]]:
    """All rows of a table, whatever columns it has at the revision that the database is at."""
    table = Table(name, MetaData(), autoload_with=connection)
    found = connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
    return [{key: bytes(one) if isinstance(one, memoryview) else one for key, one in row.items()} for row in found]


def differences(connection: Connection, metadata: MetaData) -> list[Any]:
    def named(thing: Any, name: str | None, kind: str, *_: object) -> bool:
        return kind != "table" or name in metadata.tables

    options = {"include_object": named, "compare_type": True, "version_table": migrations.VERSION_TABLE}
    found = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    # SQLite gives the texts that are found the columns it wants, PostgreSQL a column and an index of its own
    return [one for one in found if "found" not in str(one)]


def forget_later(connection: Connection) -> None:
    """Drop what later revisions made, whose rows may be lost: what is neither the truth nor worked out from it."""
    known = {*TRUTH, migrations.VERSION_TABLE, *index_tables.derived.tables, *work.work.tables}
    for name in inspect(connection).get_table_names():
        if name not in known and not name.startswith(tuple(index_tables.FOUND.values())):
            connection.execute(text(f"DROP TABLE {name}"))


def test_revisions_are_numbered_in_their_order_and_the_last_is_the_head() -> None:
    assert [f"{n:04}" for n in range(1, len(REVISIONS) + 1)] == REVISIONS
    assert REVISIONS[-1] == migrations.HEAD


def test_the_migrations_make_the_tables_that_the_code_knows(engine: Engine) -> None:
    migrate(engine, migrations.HEAD)
    with engine.connect() as connection:
        for metadata in (tables.metadata, index_tables.derived, desk_tables.desk):
            assert differences(connection, metadata) == []


def test_a_difference_would_be_noticed(engine: Engine) -> None:
    migrate(engine, migrations.HEAD)
    with engine.connect() as connection:
        connection.execute(text("DROP INDEX entries_by_url"))
        assert [one[0] for one in differences(connection, tables.metadata)] == ["add_index"]


@pytest.mark.parametrize("first", REVISIONS)
def test_a_ledger_of_any_revision_is_brought_to_the_newest_with_all_it_holds(
    place: Place, engine: Engine, first: str
) -> None:
    with place.open(create=True) as ledger:
        for n in range(3):
            add(ledger, read, report(n), url="https://harbour.example/wells", by="Ana Vos")
        ledger.append([Draft("note", {"record": 1, "source": None, "claim": "c1", "text": "우물", "supersedes": None})])
        entries = list(ledger.entries())
        with ledger.reading() as connection:
            held = {name: rows(connection, name) for name in TRUTH}
            searched = {name: rows(connection, name) for name in index_tables.derived.tables}
        with ledger.engine.begin() as connection:
            forget_later(connection)
            index_tables.drop(connection)
            work.drop(connection)
            for name in (*TRUTH, migrations.VERSION_TABLE):
                connection.execute(text(f"DROP TABLE {name}"))
    migrate(engine, first)
    with engine.begin() as connection:
        for name, old in held.items():
            table = Table(name, MetaData(), autoload_with=connection)
            connection.execute(insert(table), [{key: row[key] for key in table.columns.keys()} for row in old])  # noqa: SIM118
        index_tables.drop(connection)
        if first == migrations.HEAD:  # nothing will be made anew
            index_tables.create(connection)
            index.fill(connection)
    engine.dispose()

    with place.open() as ledger:
        assert problems(ledger) == []
        assert list(ledger.entries()) == entries
        with ledger.reading() as connection:
            assert migrations.revision(connection) == migrations.HEAD
            assert {name: rows(connection, name) for name in TRUTH} == held
            assert {name: rows(connection, name) for name in index_tables.derived.tables} == searched
        add(ledger, read, report(7))
        assert problems(ledger) == []


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(
    place: Place, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place.open(create=True) as ledger:
        claims = ledger.entry(add(ledger, read, report(1)).record or 0).body["record"]["claims"]
    with engine.begin() as connection:
        forget_later(connection)
        connection.execute(text(f"UPDATE {migrations.VERSION_TABLE} SET version_num = '0001'"))

    def fail(*_: object) -> None:
        raise ValueError("these bytes are no entry")

    with monkeypatch.context() as patched:
        patched.setattr("reportedly.ledger.index.add", fail)
        with pytest.raises(LedgerError, match="cannot be brought up to date: these bytes are no entry"):
            place.open()
    with engine.connect() as connection:
        assert migrations.revision(connection) == "0001"
        assert set(index_tables.derived.tables) <= set(inspect(connection).get_table_names())
        assert connection.execute(select(func.count()).select_from(index_tables.claims)).scalar() == len(claims)
    with place.open() as ledger:
        assert problems(ledger) == []
        assert len(list(ledger.entries())) == 2


def test_opening_an_up_to_date_ledger_changes_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.open(create=True).close()

    def fail(*_: object) -> None:
        raise AssertionError("migrated")

    monkeypatch.setattr(migrations, "upgrade", fail)
    place.open(create=True).close()


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_another_programs_migrations_are_not_taken_for_ours(place: Place, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num varchar(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('8f3a')"))
    with place.open(create=True) as ledger:
        assert problems(ledger) == []
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "8f3a"

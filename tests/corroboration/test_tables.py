"""The tables that the migration makes are those that corroboration works with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from reportedly.corroboration.tables import corroborated
from reportedly.ledger import migrations, open_ledger


def test_the_migration_makes_these_tables_and_indexes(tmp_path: Path) -> None:
    def named(thing: Any, name: str | None, kind: str, *_: object) -> bool:
        return kind != "table" or name in corroborated.tables

    options = {"include_object": named, "compare_type": True, "version_table": migrations.VERSION_TABLE}
    with open_ledger(tmp_path / "new.db", create=True) as ledger, ledger.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, corroborated) == []

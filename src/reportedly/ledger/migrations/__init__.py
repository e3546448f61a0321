"""The tables' history: one revision a file, run by Alembic on SQLite, SQLCipher and PostgreSQL alike.

A revision never touches what it finds in ``blobs``, ``entries`` and ``nodes``, because the hashes stand for them. It
need not care for what is worked out from the entries: that is made anew after every revision. Revisions are numbered,
so that a ledger can tell a newer one from a broken one.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, Table, Text, inspect, select

from reportedly.ledger import index, index_tables, work

HEAD = "0005"
"""The revision that this version of reportedly works with."""

FOLDER = Path(__file__).parent

VERSION_TABLE = "ledger_version"

_version = Table(VERSION_TABLE, MetaData(), Column("version_num", Text))


def revision(connection: Connection) -> str | None:
    """The revision that a database is at, or None if it holds no ledger."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(select(_version.c.version_num)).scalar()


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Bring a database to a revision, within the transaction that the connection is in.

    Raises ValueError if an entry cannot be read.
    """
    from alembic import command  # here, because it takes a while and an up-to-date ledger needs none of it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    index_tables.drop(connection)
    work.drop(connection)
    command.upgrade(config, to)
    index_tables.create(connection)
    work.create(connection)
    index.fill(connection)

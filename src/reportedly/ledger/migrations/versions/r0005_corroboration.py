"""Which reports copy, cite and say the same: tables that corroboration fills from the entries when it is next asked."""

from typing import Any

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables, empty."""
    number = BigInteger().with_variant(Integer, "sqlite")

    def key(name: str, kind: Any = number) -> Column[int]:
        return Column(name, kind, primary_key=True, autoincrement=False)

    op.create_table("corroborated_up_to", key("id", Integer), Column("entry", number, nullable=False))
    op.create_table(
        "compared",
        key("record"),
        Column("report", Text, nullable=False, unique=True),
        Column("told", Text, nullable=False),
    )
    op.create_table("copy_bands", key("band", BigInteger), key("record"), sqlite_with_rowid=False)
    op.create_index("copy_bands_by_record", "copy_bands", ["record"])
    op.create_table("event_keys", key("key", BigInteger), key("day", Integer), key("record"), sqlite_with_rowid=False)
    op.create_index("event_keys_by_record", "event_keys", ["record"])
    op.create_table(
        "said",
        key("claim"),
        Column("record", number, nullable=False),
        Column("cluster", number, nullable=False),
        Column("parts", Text, nullable=False),
        Column("voices", Text, nullable=False),
    )
    op.create_index("said_by_record", "said", ["record"])
    op.create_index("said_by_cluster", "said", ["cluster"])
    op.create_table(
        "likely", key("one"), key("other"), Column("sure", Integer, nullable=False), sqlite_with_rowid=False
    )
    op.create_index("likely_by_other", "likely", ["other"])
    op.create_table(
        "copies",
        key("one"),
        key("other"),
        Column("about", Text, nullable=False),
        Column("claims", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("copies_by_other", "copies", ["other"])
    op.create_table(
        "compared_by_people",
        key("entry"),
        *(Column(name, Text, nullable=False) for name in ("report", "other", "spans", "decision", "by", "reason")),
    )
    op.create_index("compared_by_people_by_report", "compared_by_people", ["report"])
    op.create_index("compared_by_people_by_other", "compared_by_people", ["other"])
    op.create_table(
        "clusters",
        key("cluster"),
        Column("claims", Integer, nullable=False),
        Column("ranges", Text, nullable=False),
        Column("stale", Integer, nullable=False),
    )
    op.create_table(
        "range_changes",
        key("entry"),
        key("cluster"),
        Column("claim", number, nullable=False),
        *(Column(name, Text, nullable=False) for name in ("at", "before", "after")),
    )
    op.create_index("range_changes_by_cluster", "range_changes", ["cluster", "entry"])

"""The reports' bytes, the entries, and the tree over them."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Text

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    number = BigInteger().with_variant(Integer, "sqlite")
    op.create_table("ledger", Column("id", Text, primary_key=True))
    op.create_table(
        "blobs",
        Column("sha256", Text, primary_key=True),
        Column("sha1", Text, nullable=False),
        Column("size", BigInteger, nullable=False),
        Column("bytes", LargeBinary, nullable=False),
    )
    op.create_table(
        "entries",
        Column("number", number, primary_key=True, autoincrement=False),
        Column("kind", Text, nullable=False),
        Column("report", Text),
        Column("url", Text),
        Column("canonical", LargeBinary, nullable=False),
        Column("leaf", LargeBinary, nullable=False),
    )
    op.create_index("entries_by_report", "entries", ["report", "kind", "number"])
    op.create_index("entries_by_kind", "entries", ["kind", "number"])
    op.create_index("entries_by_url", "entries", ["url", "number"])
    op.create_table(
        "nodes",
        Column("level", Integer, primary_key=True, autoincrement=False),
        Column("position", number, primary_key=True, autoincrement=False),
        Column("hash", LargeBinary, nullable=False),
    )

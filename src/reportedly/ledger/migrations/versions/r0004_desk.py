"""Passwords and sessions of the people at the review desk."""

from alembic import op
from sqlalchemy import Column, LargeBinary, Text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "passwords",
        Column("name", Text, primary_key=True),
        Column("hash", Text, nullable=False),
        Column("at", Text, nullable=False),
    )
    op.create_table(
        "sessions",
        Column("token", LargeBinary, primary_key=True),
        Column("name", Text, nullable=False),
        Column("begun", Text, nullable=False),
        Column("seen", Text, nullable=False),
    )
    op.create_index("sessions_by_name", "sessions", ["name"])

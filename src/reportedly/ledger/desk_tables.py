"""Tables of the review desk that are no part of the record: passwords and sessions.

Nothing in them is proven, and all of it may be lost without any loss to the ledger. They are made and changed by the
migrations, like the tables that hold the truth (reportedly.ledger.tables).
"""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, MetaData, Table, Text

desk = MetaData()

passwords = Table(
    "passwords",
    desk,
    Column("name", Text, primary_key=True),  # of a person of the ledger
    Column("hash", Text, nullable=False),  # argon2id, in the form that carries its own parameters and salt
    Column("at", Text, nullable=False),  # when it was set
)
"""How people show that they are who they say."""

sessions = Table(
    "sessions",
    desk,
    Column("token", LargeBinary, primary_key=True),  # its SHA-256: what the browser holds is not in here
    Column("name", Text, nullable=False),
    Column("begun", Text, nullable=False),
    Column("seen", Text, nullable=False),  # when it was last used, to the minute
    Index("sessions_by_name", "name"),
)
"""Who has come in and not gone out."""

"""What is searched and listed: tables that are worked out from the entries.

Nothing is done here: those tables are made after every revision, from all entries (reportedly.ledger.migrations). A
revision that changes them looks like this one.
"""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Leave it to what comes after."""

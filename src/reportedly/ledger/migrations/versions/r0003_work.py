"""What is left to be reviewed: tables that are worked out from the entries (reportedly.ledger.work).

Nothing is done here, as in the revision before.
"""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Leave it to what comes after."""

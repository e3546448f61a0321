"""What is searched and listed: tables worked out from the entries, in the same transaction, which can be made anew."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from reportedly.ledger.entries import Entry


def add(connection: Connection, new: Sequence[Entry]) -> None:
    """Take in entries that were just appended."""

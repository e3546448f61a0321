"""The ledger: what the machine suggested, what people decided, and the reports' own bytes, append-only."""

from reportedly.ledger.entries import Draft, Entry
from reportedly.ledger.store import Ledger, open_ledger

__all__ = ["Draft", "Entry", "Ledger", "open_ledger"]

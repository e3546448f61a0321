"""store: entries come back as they were given, in their order, all or none of them."""

from __future__ import annotations

import pytest

from reportedly.ledger import Draft, Ledger


def test_entries_are_numbered_from_zero_without_a_gap(ledger: Ledger) -> None:
    for n in range(3):
        ledger.append([Draft("note", {"text": f"{n}"}), Draft("note", {"text": "again"})])
    assert [entry.number for entry in ledger.entries()] == [0, 1, 2, 3, 4, 5]


def test_nothing_is_kept_of_a_transaction_that_fails(ledger: Ledger) -> None:
    def fail() -> None:
        with ledger.writing() as connection:
            ledger.append([Draft("note", {"text": "gone"})], connection)
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail()
    assert list(ledger.entries()) == []

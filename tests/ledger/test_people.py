"""Who is in a ledger, in which role, and since when: all of it entries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, people
from reportedly.ledger.people import ROLES
from tests.ledger.whole import problems


def test_a_role_is_an_entry_and_the_newest_holds(ledger: Ledger) -> None:
    people.appoint(ledger, "Mara", "keeper", by="Mara")
    people.appoint(ledger, "Ines", "reader", by="Mara")
    people.appoint(ledger, "Ines", "editor", by="Mara")
    entries = [(entry.by, entry.report, entry.body) for entry in ledger.entries(kind="person")]
    assert entries[1:] == [
        ("Mara", None, {"name": "Ines", "role": "reader", "active": True}),
        ("Mara", None, {"name": "Ines", "role": "editor", "active": True}),
    ]
    assert {one.name: one.role for one in people.members(ledger).values()} == {"Mara": "keeper", "Ines": "editor"}
    assert problems(ledger) == []


def test_whoever_may_no_longer_come_in_stays_known(ledger: Ledger) -> None:
    people.appoint(ledger, "Mara", "keeper", by="Mara")
    people.appoint(ledger, "Ines", "reader", by="Mara")
    people.appoint(ledger, "Ines", "reader", active=False, by="Mara")
    assert set(people.members(ledger)) == {"Mara", "Ines"}
    assert set(people.active(ledger)) == {"Mara"}


def test_the_first_is_a_keeper_and_one_stays(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="one active keeper has to stay"):
        people.appoint(ledger, "Ines", "editor", by="Mara")
    people.appoint(ledger, "Mara", "keeper", by="Mara")
    for change in ({"role": "editor"}, {"role": "keeper", "active": False}):
        with pytest.raises(LedgerError, match="one active keeper has to stay"):
            people.appoint(ledger, "Mara", by="Mara", **change)
    people.appoint(ledger, "Ines", "keeper", by="Mara")
    people.appoint(ledger, "Mara", "reader", by="Ines")
    assert len(list(ledger.entries())) == 3


@pytest.mark.parametrize("other", ["mara", "MARA", "Mara ", " Mara"])
def test_nobody_is_let_in_who_would_be_taken_for_another(ledger: Ledger, other: str) -> None:
    people.appoint(ledger, "Mara", "keeper", by="Mara")
    if other.strip() == "Mara":
        people.appoint(ledger, other, "keeper", by="Mara")
    else:
        with pytest.raises(LedgerError, match="would be taken for the same"):
            people.appoint(ledger, other, "reader", by="Mara")
    assert set(people.members(ledger)) == {"Mara"}


@pytest.mark.parametrize("name", ["", "  ", "a" * 81, "Ma\u200bra", "Ma\u202era", "Mara\x00", "\ue000", "\ud800"])
def test_what_cannot_be_seen_is_no_name(name: str) -> None:
    with pytest.raises(LedgerError, match="characters that can be seen"):
        people.spelled(name)


@given(st.text())
def test_a_name_has_one_spelling(name: str) -> None:
    try:
        spelled = people.spelled(name)
    except LedgerError:
        return
    assert people.spelled(spelled) == spelled == spelled.strip()
    assert 0 < len(spelled) <= people.LONGEST


@pytest.mark.parametrize("role", ["", "Reader", "owner", "nobody"])
def test_there_are_no_other_roles(ledger: Ledger, role: str) -> None:
    with pytest.raises(LedgerError, match=", ".join(ROLES)):
        people.appoint(ledger, "Mara", role, by="Mara")  # type: ignore[arg-type]

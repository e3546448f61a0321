"""Who did what and when, looked up among the entries themselves."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from reportedly.errors import LedgerError
from reportedly.ledger import Draft, Ledger, acts
from reportedly.ledger.acts import Asked, Page
from reportedly.ledger.entries import Kind
from tests.ledger import filled


def note(words: str, by: str) -> Draft:
    return Draft("note", {"record": None, "source": None, "claim": None, "text": words, "supersedes": None}, by=by)


def numbers(page: Page) -> list[int]:
    return [entry.number for entry in page.entries]


def every(ledger: Ledger, most: int, by: str | None = None, kinds: tuple[Kind, ...] = ()) -> list[int]:
    """All that is found, page by page."""
    found, before = [], None
    while True:
        page = acts.page(ledger, Asked(by=by, kinds=kinds, before=before), most)
        assert len(page.entries) <= most
        found += numbers(page)
        if page.next is None:
            return found
        before = page.next


@pytest.mark.parametrize("most", [1, 2, 3, 50])
def test_pages_show_every_entry_once_the_newest_first(ledger: Ledger, most: int) -> None:
    filled.fill(ledger)
    assert every(ledger, most) == list(range(filled.LAST, -1, -1))


@pytest.mark.parametrize("most", [1, 2, 50])
@pytest.mark.parametrize("stretch", [1, 3, 20_000])
def test_a_person_is_found_however_far_back(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, most: int, stretch: int
) -> None:
    monkeypatch.setattr(acts, "STRETCH", stretch)
    monkeypatch.setattr(acts, "STRETCHES", 2)
    filled.fill(ledger)
    mine = [entry.number for entry in ledger.entries() if entry.by == "mara"]
    assert len(mine) >= 3
    assert every(ledger, most, by="mara") == mine[::-1]
    assert every(ledger, most, by="juno") == [filled.LAST]
    assert every(ledger, most, by="nobody") == []


def test_who_is_only_quoted_in_an_entry_did_not_make_it(ledger: Ledger) -> None:
    ledger.append([note('"by":"mara"', "juno"), note("우물", '소리 "x" \\'), note("x", "mara"), note("x", "mara lind")])
    assert every(ledger, 1, by="mara") == [2]
    assert every(ledger, 1, by='소리 "x" \\') == [1]


def test_kinds_and_a_report_narrow_it(ledger: Ledger) -> None:
    filled.fill(ledger)
    assert every(ledger, 50, kinds=("report", "checkpoint")) == [
        entry.number for entry in reversed(list(ledger.entries())) if entry.kind in ("report", "checkpoint")
    ]
    report = ledger.entry(filled.REPORT).report
    page = acts.page(ledger, Asked(report=report, kinds=("note", "judgment")))
    assert numbers(page) == [
        entry.number for entry in reversed(list(ledger.entries(report=report))) if entry.kind in ("note", "judgment")
    ]


def test_days_are_included(ledger: Ledger) -> None:
    ledger.append([note("x", "mara")])
    (entry,) = ledger.entries()
    day = entry.at[:10]
    assert numbers(acts.page(ledger, Asked(since=day, until=day))) == [0]
    assert numbers(acts.page(ledger, Asked(since="2000-01-01"))) == [0]
    assert numbers(acts.page(ledger, Asked(until="2000-01-01"))) == []
    assert numbers(acts.page(ledger, Asked(since="2999-01-01"))) == []


def test_an_empty_ledger_has_an_empty_page(ledger: Ledger) -> None:
    assert acts.page(ledger, Asked(by="mara", since="2031-01-01", until="2031-12-31")) == Page([], None)
    assert acts.page(ledger, Asked(before=2**60)) == Page([], None)


def test_an_entry_that_was_changed_is_not_shown_as_if_nothing_had_happened(ledger: Ledger) -> None:
    ledger.append([note("x", "mara")])
    with ledger.engine.begin() as connection:
        connection.execute(text("UPDATE entries SET leaf = :leaf"), {"leaf": bytes(32)})
    with pytest.raises(LedgerError, match="not what was stored"):
        acts.page(ledger, Asked())

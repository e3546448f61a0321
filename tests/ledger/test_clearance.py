"""Clearance: what one may not see is found by no word, counted nowhere, and shown in no snippet."""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, matching
from reportedly.ledger.counts import FIELDS, counts, total
from reportedly.ledger.query import Query
from reportedly.ledger.search import Page, ReportHit, search
from tests.ledger.told import Told, close, keep, report

OPEN = report(Told("The wardens sealed wells"), outlet="Harbour Wire", title="Wells")
MIXED = report(
    Told("The wardens sealed wells in Dolm", places=[("Chung", "kp-0101", "KP")]),
    Told("A teacher hid radios", "ordered", codes=["penalty/arrest"], dates=[("2030-12", "2030-12-01", "2030-12-31")]),
    outlet="Vosmara Window",
    title="Radios",
)
CLOSED = report(Told("The wardens sealed everything"), outlet="Quiet Paper", title="Everything")


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    keep(ledger, OPEN, MIXED, CLOSED)
    close(ledger, MIXED.id, "restricted", 3, claim="c2")
    close(ledger, CLOSED.id, "secret")
    return ledger


def words(ledger: Ledger, **asked: Any) -> list[str]:
    return [hit.words for hit in search(ledger, Query(**asked)).hits]


@pytest.mark.parametrize("few", [matching.FEW, 0], ids=["gathered", "gone through"])
def test_only_what_may_be_seen_is_found(told: Ledger, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "FEW", few)
    open_, mixed, hidden = "The wardens sealed wells", "The wardens sealed wells in Dolm", "A teacher hid radios"
    everything = ["The wardens sealed everything", hidden, mixed, open_]
    assert words(told) == words(told, clearance="secret") == everything
    assert words(told, clearance="restricted") == everything[1:]
    assert words(told, clearance="public") == [mixed, open_]
    assert words(told, text="radios", clearance="public") == []
    assert words(told, text="radios", clearance="restricted") == [hidden]
    assert words(told, text="wardens", sort="relevance", clearance="restricted") in ([open_, mixed], [mixed, open_])
    assert words(told, text="wells", clearance="public") == [open_], "a part of the other report is withheld"
    assert total(told, Query(text="wells", clearance="public")) == 1
    for asked in ({"force": "ordered"}, {"code": "penalty"}, {"dates": ("2030", "2030")}, {"report": CLOSED.id}):
        assert words(told, **asked, clearance="public") == []
        assert total(told, Query(**asked, clearance="public")) == 0


def test_nothing_closed_is_counted(told: Ledger) -> None:
    for field in FIELDS:
        counted = counts(told, Query(clearance="public"), field)
        assert sum(count for _, count in counted) == 2
    assert counts(told, Query(clearance="public"), "outlet") == [("Harbour Wire", 1), ("Vosmara Window", 1)]
    assert counts(told, Query(clearance="public"), "code") == [(None, 2)]
    assert counts(told, Query(clearance="public"), "confidentiality") == [("public", 2)]
    assert counts(told, Query(clearance="restricted"), "confidentiality") == [("public", 2), ("restricted", 1)]


def listed(page: Page) -> list[ReportHit]:
    return [hit for hit in page.hits if isinstance(hit, ReportHit)]


def test_a_report_that_is_closed_in_part_is_listed_without_its_words(told: Ledger) -> None:
    page = search(told, Query(of="reports", clearance="public"))
    assert [(hit.title, hit.claims, hit.words, hit.level) for hit in listed(page)] == [
        ("Radios", 1, "", "public"),
        ("Wells", 1, OPEN.text, "public"),
    ]
    assert page.total == 2
    assert [hit.title for hit in search(told, Query(of="reports", text="wardens", clearance="public")).hits] == [
        "Wells"
    ]
    assert search(told, Query(of="reports", text="radios", clearance="public")).hits == ()
    assert [hit.claims for hit in listed(search(told, Query(of="reports", clearance="restricted")))] == [2, 1]


def test_reports_do_not_say_how_confidential_is_what_may_not_be_seen(told: Ledger) -> None:
    asked = Query(of="reports", clearance="public")
    assert counts(told, asked, "confidentiality") == [("public", 2)]
    for level, found in (("public", 2), ("restricted", 0), ("secret", 0)):
        assert total(told, Query(of="reports", clearance="public", confidentiality=level)) == found
    assert total(told, Query(of="reports", confidentiality="restricted")) == 1


def test_a_page_is_not_gone_on_with_another_clearance(told: Ledger) -> None:
    after = search(told, Query(limit=1)).after
    with pytest.raises(LedgerError, match="another question"):
        search(told, Query(limit=1, after=after, clearance="public"))


def test_a_clearance_is_a_level() -> None:
    with pytest.raises(LedgerError, match="the clearance is one of public, restricted, secret, not 'open'"):
        Query(clearance="open")

"""Counts: how the hits of a question are spread over the values of a field."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, matching
from reportedly.ledger.counts import FIELDS, counts, name_of, total
from reportedly.ledger.judgments import judge
from reportedly.ledger.query import Query
from tests.ledger.told import Told, close, keep, report, reread

ONE = report(
    Told(
        "Wardens arrested forty",
        "ordered",
        codes=["penalty/arrest", "penalty/fine"],
        places=[("Chung", "kp-0101", "KP")],
    ),
    Told("Wardens arrested more", chain=["person", "institution"], codes=["penalty/arrest"]),
    Told("The wells were sealed", dates=[("2030-12", "2030-12-01", "2030-12-31")]),
)
OTHER = report(Told("Nobody was arrested", polarity="negative"), outlet=None, published=None, language=None, title="B")

EXPECTED: dict[str, list[tuple[str | None, int]]] = {
    "outlet": [("Harbour Wire", 3), (None, 1)],
    "report": sorted([(ONE.id, 3), (OTHER.id, 1)], key=lambda one: -one[1]),
    "language": [("en", 3), (None, 1)],
    "published": [("2031-04", 3), (None, 1)],
    "source_kind": [("anonymous", 3), ("institution", 1)],
    "chain": [("2", 3), ("3", 1)],
    "force": [("stated", 3), ("ordered", 1)],
    "polarity": [("positive", 3), ("negative", 1)],
    "list": [("penalty", 2), (None, 2)],
    "code": [("penalty/arrest", 2), (None, 2), ("penalty/fine", 1)],
    "country": [(None, 3), ("KP", 1)],
    "place": [(None, 3), ("kp-0101", 1)],
    "date": [(None, 3), ("2030", 1)],
    "decision": [("none", 3), ("accepted", 1)],
    "confidentiality": [("public", 3), ("secret", 1)],
}


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    keep(ledger, ONE, OTHER)
    judge(ledger, 1, "c1", "accept", by="Ines")
    close(ledger, OTHER.id, "secret")
    return ledger


@pytest.mark.parametrize("few", [matching.FEW, 0], ids=["gathered", "gone through"])
def test_claims_are_counted_by_every_field(told: Ledger, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "FEW", few)
    found: dict[str, Any] = {field: counts(told, Query(), field) for field in FIELDS}
    (added,) = found.pop("added")
    assert found == EXPECTED
    assert added[1] == 4
    assert counts(told, Query(text="arrest", force="stated"), "polarity") == [("negative", 1), ("positive", 1)]


def test_reports_are_counted_by_what_reports_have(told: Ledger) -> None:
    assert counts(told, Query(of="reports"), "outlet") == [("Harbour Wire", 1), (None, 1)]
    assert counts(told, Query(of="reports", text="wells"), "language") == [("en", 1)]
    assert counts(told, Query(of="reports"), "confidentiality") == [("public", 1), ("secret", 1)]
    with pytest.raises(LedgerError, match="only claims, not reports, can be counted by force"):
        counts(told, Query(of="reports"), "force")


def test_older_records_are_counted_only_when_asked(told: Ledger) -> None:
    reread(told, replace(ONE, claims=ONE.claims[:1]), earlier=1)
    assert total(told, Query()) == 2
    assert total(told, Query(every_record=True)) == 5


def test_the_total_does_not_depend_on_pages(told: Ledger) -> None:
    assert total(told, Query(limit=1)) == 4
    assert total(told, Query(text="arrest", limit=1)) == 3
    assert total(told, Query(of="reports", limit=1)) == 2
    assert total(told, Query(text="nothing")) == 0


def test_a_long_report_counts_once(ledger: Ledger) -> None:
    keep(ledger, report(*(Told(f"The well number {number} ran dry again") for number in range(1000))))
    assert total(ledger, Query(of="reports", text="well")) == 1
    assert counts(ledger, Query(of="reports", text="well"), "language") == [("en", 1)]


def test_a_field_that_is_none_is_refused(told: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"hits are counted by one of outlet, report, .*, not by 'colour'"):
        counts(told, Query(), "colour")  # type: ignore[arg-type]


def test_places_and_countries_have_names() -> None:
    assert name_of("place", "kp-01") == "Pyongyang"
    assert name_of("country", "KP") == "North Korea"
    assert name_of("place", "kp-99") is None
    assert name_of("force", "stated") is None
    assert name_of("place", None) is None

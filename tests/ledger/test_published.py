"""published: what may be published of a report holds nothing confidential, and nobody who worked on it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, confidentiality, judgments, notes, ratings
from reportedly.ledger.about import gather, report_shape
from reportedly.ledger.cuts import BLOCK
from reportedly.ledger.levels import LEVELS, Level
from reportedly.ledger.published import published
from tests.ledger import wells

ID = wells.report().id


def shape(ledger: Ledger) -> dict[str, Any]:
    return report_shape(published(gather(ledger, ID)), everything=False)


@pytest.mark.parametrize("level", LEVELS[1:])
def test_a_confidential_source_is_nowhere_in_what_is_published(ledger: Ledger, level: Level) -> None:
    record = wells.kept(ledger)
    confidentiality.mark(ledger, ID, level, record=record, source="s2", by="Ines")
    made = shape(ledger)
    said = json.dumps(made)
    assert "A trader" not in said and "eleven wells" not in said
    assert BLOCK in made["record"]["report"]["text"]
    assert {one["id"] for one in made["sources"]} == {one.id for one in wells.report().sources} - {"s2"}


def test_a_confidential_claim_and_words_like_it_are_withheld(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    words = wells.report().words(wells.report().claims[1].content)
    confidentiality.mark(ledger, ID, "secret", record=record, claim="c2", by="Ines")
    made = shape(ledger)
    assert [one["id"] for one in made["claims"]] == ["c1", "c3"]
    assert words not in json.dumps(made, ensure_ascii=False)


def test_nothing_of_a_confidential_report_is_published(ledger: Ledger) -> None:
    wells.kept(ledger)
    confidentiality.mark(ledger, ID, "restricted", by="Ines")
    with pytest.raises(LedgerError, match="may be published"):
        shape(ledger)


def test_nobody_who_worked_on_a_report_is_published_nor_what_they_said(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    judgments.judge(ledger, record, "c2", "accept", by="Ines", reason="a photograph shows it")
    ratings.rate(ledger, record, claim="c2", credibility=2, by="Juno")
    notes.note(ledger, ID, "asked the editor", by="Mara")
    made = shape(ledger)
    said = json.dumps(made)
    assert not [word for word in ("Ines", "Juno", "Mara", "photograph", "editor", "wells.txt") if word in said]
    assert [one["state"] for one in made["claims"]] == ["none", "accepted", "none"]

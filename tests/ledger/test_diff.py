"""diff: what changed between two versions of a report can be read, and both can be put together from it again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger
from reportedly.ledger.add import add
from reportedly.ledger.diff import Paragraph, Piece, between, difference, shown
from tests.ledger.invented import read

WORDS = ["the", "wells", "were", "sealed", "by", "order", "우물", ",", "."]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=6), max_size=6).map(
    lambda lines: "\n".join(" ".join(words) for words in lines)
)

EARLIER = """Wells sealed in the valley

The ministry ordered on Monday that all wells be sealed, two sources said.
Nobody was hurt.
The mayor did not answer.
Water now comes by cart.
"""
LATER = """Wells sealed in the valley

The ministry ordered on Tuesday that all wells be sealed, a source said.
Nobody was hurt.
The mayor did not answer.
Guards stand at the third well.
Water now comes by cart.
"""


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def side(paragraphs: tuple[Paragraph, ...], other: str) -> list[str]:
    """The paragraphs of one version: all but what stands in the other only."""
    return [
        "".join(piece.words for piece in one.pieces if piece.kind != other) for one in paragraphs if one.kind != other
    ]


@given(TEXTS | st.text(), TEXTS | st.text())
def test_both_versions_can_be_put_together_again(earlier: str, later: str) -> None:
    found = between(earlier, later)
    assert side(found, "new") == lines(earlier)
    assert side(found, "gone") == lines(later)


@given(TEXTS | st.text())
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert [one.kind for one in between(text, text)] == ["same"] * len(lines(text))


@given(TEXTS, TEXTS)
def test_kinds_say_what_the_pieces_are(earlier: str, later: str) -> None:
    for one in between(earlier, later):
        kinds = {piece.kind for piece in one.pieces}
        assert kinds == {one.kind} if one.kind != "changed" else kinds > {"same"}


def test_changed_words_are_marked_within_their_paragraph() -> None:
    assert list(shown(between(EARLIER, LATER), around=0)) == [
        "  … 1 paragraph as before",
        "~ The ministry ordered on [-Monday-]{+Tuesday+} that all wells be sealed, [-two-]{+a+} [-sources-]{+source+} "
        "said.",
        "  … 2 paragraphs as before",
        "+ Guards stand at the third well.",
        "  … 1 paragraph as before",
    ]


def test_what_stands_around_a_change_is_shown() -> None:
    assert list(shown(between(EARLIER, LATER)))[2:5] == [
        "  Nobody was hurt.",
        "  The mayor did not answer.",
        "+ Guards stand at the third well.",
    ]


def test_a_paragraph_that_went_and_one_that_came_are_two() -> None:
    assert between("Nobody was hurt.", "Water comes by cart from 우물.") == (
        Paragraph("gone", (Piece("gone", "Nobody was hurt."),)),
        Paragraph("new", (Piece("new", "Water comes by cart from 우물."),)),
    )


def test_many_paragraphs_are_compared_in_their_order() -> None:
    earlier = "\n".join(f"Well {n} was sealed by the guards of district {n}." for n in range(200))
    later = "\n".join(f"Well {n} was opened by the guards of district {n}." for n in range(200))
    found = between(earlier, later)
    assert side(found, "new") == lines(earlier)
    assert side(found, "gone") == lines(later)
    assert {one.kind for one in found} == {"changed"}


def test_two_versions_of_an_address_are_compared(ledger: Ledger) -> None:
    url = "https://harbour.example/wells"
    one = add(ledger, read, EARLIER.encode(), url=url)
    two = add(ledger, read, LATER.replace("Wells", "All wells", 1).encode(), url=url)
    found = difference(ledger, two.report)
    assert (found.earlier, found.later) == (one.report, two.report)
    assert found.about == {"title": ("Wells sealed in the valley", "All wells sealed in the valley")}
    assert [paragraph.kind for paragraph in found.paragraphs] == ["changed", "changed", "same", "same", "new", "same"]


def test_any_two_reports_can_be_compared(ledger: Ledger) -> None:
    one, two = (add(ledger, read, text.encode()).report for text in (EARLIER, LATER))
    assert difference(ledger, one, two).paragraphs == between(LATER, EARLIER)


def test_a_report_without_a_version_before_it_is_named(ledger: Ledger) -> None:
    one = add(ledger, read, EARLIER.encode()).report
    with pytest.raises(LedgerError, match=f"knows no earlier version of {one}"):
        difference(ledger, one)
    with pytest.raises(LedgerError, match="has no report sha256:0"):
        difference(ledger, "sha256:0")

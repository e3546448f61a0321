"""carry: a place of one text is found in another only where its exact words are, and can be no other place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.ledger.alike import Two
from reportedly.record import Report, Span
from tests.ledger import wells

REPORT = wells.report()


def two(old: str, new: str) -> Two:
    empty = replace(REPORT, sources=(), attributions=(), dates=(), places=(), actors=(), codes=(), claims=())
    return Two(replace(empty, text=old), replace(empty, text=new))


@pytest.mark.parametrize(
    ("old", "new", "span", "found"),
    [
        ("The gate was shut.", "News. The gate was shut.", (4, 8), (10, 14)),
        ("he left, he said", "he left, he said", (9, 11), (9, 11)),
        ("he left, he said", "then he left, he said", (9, 11), (14, 16)),  # as “, he said”
        ("he left", "he left. he left", (0, 2), None),
        ("he left. he left", "he left", (0, 2), None),
        ("the gate", "the gates", (4, 8), (4, 8)),
        ("the gate", "the door", (4, 8), None),
        ("aaa", "aaaa", (0, 1), None),
    ],
)
def test_a_place_is_found_by_as_many_words_as_it_takes(old: str, new: str, span: Span, found: Span | None) -> None:
    assert two(old, new).span(span) == found


TEXTS = st.text("ab ", min_size=1, max_size=30)


@given(TEXTS, TEXTS, st.data())
def test_what_is_found_is_word_for_word_the_same(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    found = two(old, new).span((start, end))
    if found is not None:
        assert new[slice(*found)] == old[start:end]


@given(TEXTS, TEXTS, TEXTS, st.data())
def test_words_that_a_text_holds_once_are_found_wherever_they_went(
    before: str, within: str, after: str, data: st.DataObject
) -> None:
    old, new = f"{within}X{after}", f"{before}{within}X{after}"
    at = old.index("X")
    start = data.draw(st.integers(0, at))
    end = data.draw(st.integers(at + 1, len(old)))
    assert two(old, new).span((start, end)) == (len(before) + start, len(before) + end)


@given(TEXTS, st.data())
def test_in_the_same_text_every_place_is_itself(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    assert two(text, text).span((start, len(text))) == (start, len(text))


def test_pieces_must_keep_their_order() -> None:
    move = two("First one. Second two.", "Second two. First one.")
    assert move.span((0, 9)) == (12, 21)
    assert move.spans(((0, 9), (11, 21))) is None


def test_readings_are_compared_by_what_they_say_and_not_by_ids() -> None:
    def renamed(report: Report) -> Report:
        def new(id: str) -> str:
            return f"{id}x"

        return replace(
            report,
            sources=tuple(replace(one, id=new(one.id)) for one in report.sources),
            dates=tuple(replace(one, id=new(one.id), why="otherwise") for one in report.dates),
            places=tuple(replace(one, id=new(one.id)) for one in report.places),
            actors=tuple(replace(one, id=new(one.id)) for one in report.actors),
            codes=tuple(replace(one, id=new(one.id)) for one in report.codes),
            claims=tuple(
                replace(
                    one,
                    id=new(one.id),
                    confidence=0.1,
                    chain=tuple(map(new, one.chain)),
                    dates=tuple(map(new, one.dates)),
                    said_on=one.said_on and new(one.said_on),
                    places=tuple(map(new, one.places)),
                    actors=tuple(replace(role, actor=new(role.actor)) for role in one.actors),
                    codes=tuple(map(new, one.codes)),
                )
                for one in report.claims
            ),
        )

    other = renamed(REPORT)
    move = Two(REPORT, other)
    for old, new in zip(REPORT.claims, other.claims, strict=True):
        assert move.differing(old, new) == []
    assert move.differing(REPORT.claims[0], replace(other.claims[0], codes=(), said_on=None)) == ["said_on", "codes"]
    assert move.translated(REPORT.claims[0], "chain") == ["s1x", "s2x", "s3x"]

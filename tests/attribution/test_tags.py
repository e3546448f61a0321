"""attribution.tags: the best legal tags of every paragraph, and the spans that they draw."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.attribution.tags import CONTENT, CUE, ROLES, SOURCE, Words, best_tags, spans, words
from reportedly.language import analyse

TAGS = 7
O, B_SOURCE, I_SOURCE, B_CUE, I_CUE, B_CONTENT, I_CONTENT = range(TAGS)  # noqa: E741
FREE = np.zeros(3)


def legal(tags: tuple[int, ...] | list[int]) -> bool:
    """Whether an inside tag stands only behind a tag of its own role."""
    follows = {I_SOURCE: (B_SOURCE, I_SOURCE), I_CUE: (B_CUE, I_CUE), I_CONTENT: (B_CONTENT, I_CONTENT)}
    return all(now not in follows or before in follows[now] for before, now in pairwise((O, *tags)))


def worth(log: np.ndarray, tags: tuple[int, ...] | list[int], cost: np.ndarray) -> float:
    opened = sum(float(cost[(tag - 1) // 2]) for tag in tags if tag % 2 == 1)
    return float(log[np.arange(len(tags)), list(tags)].sum()) - opened


@st.composite
def logs(draw: st.DrawFn, most: int) -> np.ndarray:
    length = draw(st.integers(1, most))
    numbers = draw(st.lists(st.integers(-80, 0), min_size=length * TAGS, max_size=length * TAGS))
    return np.array(numbers, dtype=np.float64).reshape(length, TAGS) / 8


COSTS = st.lists(st.sampled_from([0.0, 0.25, 1.0, -0.5]), min_size=3, max_size=3).map(np.array)


def tagged_words(log: np.ndarray, paragraph: list[int]) -> Words:
    at = np.arange(len(log))
    return Words(2 * at, 2 * at + 1, at, at + 1, np.array(paragraph), log)


@settings(max_examples=60)
@given(logs(3), COSTS)
def test_best_tags_are_worth_as_much_as_the_best_of_all(log: np.ndarray, cost: np.ndarray) -> None:
    found = best_tags(log, np.zeros(len(log), dtype=np.int64), cost).tolist()
    best = max(worth(log, tags, cost) for tags in product(range(TAGS), repeat=len(log)) if legal(tags))
    assert legal(found)
    assert worth(log, found, cost) == pytest.approx(best)


@settings(max_examples=100)
@given(logs(20), COSTS, st.data())
def test_best_tags_are_legal_in_every_paragraph(log: np.ndarray, cost: np.ndarray, data: st.DataObject) -> None:
    steps = data.draw(st.lists(st.booleans(), min_size=len(log), max_size=len(log)))
    paragraph = np.cumsum(steps)
    tags = best_tags(log, paragraph, cost)
    assert len(tags) == len(log)
    assert all(legal(tags[paragraph == number].tolist()) for number in set(paragraph.tolist()))


@settings(max_examples=60)
@given(logs(6), logs(9), COSTS)
def test_best_tags_of_a_paragraph_do_not_depend_on_the_others(
    one: np.ndarray, other: np.ndarray, cost: np.ndarray
) -> None:
    paragraph = np.array([0] * len(one) + [1] * len(other))
    together = best_tags(np.concatenate([one, other]), paragraph, cost)
    assert worth(one, together[: len(one)].tolist(), cost) == pytest.approx(
        worth(one, best_tags(one, paragraph[: len(one)], cost).tolist(), cost)
    )


def test_best_tags_of_nothing_are_none() -> None:
    assert len(best_tags(np.zeros((0, TAGS)), np.zeros(0, dtype=np.int64), FREE)) == 0


def test_best_tags_open_fewer_spans_where_opening_costs() -> None:
    log = np.full((3, TAGS), -9.0)
    log[:, O], log[:, B_CUE] = -1.0, -0.5
    paragraph = np.zeros(3, dtype=np.int64)
    assert best_tags(log, paragraph, FREE).tolist() == [B_CUE] * 3
    assert best_tags(log, paragraph, np.array([0.0, 1.0, 0.0])).tolist() == [O] * 3


def test_spans_are_what_the_tags_draw() -> None:
    tags = np.array([B_CONTENT, I_CONTENT, I_CONTENT, O, B_SOURCE, I_SOURCE, B_CUE, B_CUE])
    found = spans(tagged_words(np.zeros((8, TAGS)), [0] * 8), tags)
    assert [(one.role, one.first, one.last) for one in found] == [
        (CONTENT, 0, 3),
        (SOURCE, 4, 6),
        (CUE, 6, 7),
        (CUE, 7, 8),
    ]


def test_spans_never_cross_a_paragraph() -> None:
    tags = np.array([B_CONTENT, I_CONTENT, I_CONTENT, I_CONTENT])
    found = spans(tagged_words(np.zeros((4, TAGS)), [0, 0, 1, 1]), tags)
    assert [(one.first, one.last, one.paragraph) for one in found] == [(0, 2, 0)]


def test_spans_are_as_certain_as_their_tags() -> None:
    log = np.zeros((2, TAGS))
    log[0, B_CUE], log[1, I_CUE] = -1.0, -3.0
    (found,) = spans(tagged_words(log, [0, 0]), np.array([B_CUE, I_CUE]))
    assert found.certainty == pytest.approx(-2.0)


def test_words_gather_pieces_and_end_no_span_inside_a_word() -> None:
    text = "Undersecretary Orvanikel reportedly\nwithdrew."
    found = words(next(analyse([text])))
    assert [text[s:e] for s, e in zip(found.start, found.end, strict=True)] == text.replace(".", " .").split()
    assert found.paragraph.tolist() == [0, 0, 0, 1, 1]
    assert (found.last_piece > found.first_piece).all()


def test_words_have_probabilities() -> None:
    found = words(next(analyse(["A trader said so."])))
    assert found.log.shape == (5, 2 * len(ROLES) + 1)
    assert (found.log <= 0).all()


@pytest.mark.parametrize("text", ["a\x0bb c", "\x00word", "one\x1ctwo", "\u200bword\u200b", "“”", "é\u0301 x"])
def test_words_leave_none_out_but_those_without_a_piece(text: str) -> None:
    found = words(next(analyse([text])))
    assert len(found) == len(found.log) == len(found.paragraph)
    assert (found.start < found.end).all()

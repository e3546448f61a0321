"""language.marks: what the head for marks says becomes stretches of words and shares of classes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reportedly.errors import ModelError
from reportedly.language import Analysis, analyse
from reportedly.language.marks import OPENING, _stretches, columns, shares, tagged
from reportedly.language.pieces import cut

TEXT = "A guard told us.\nThe clerk wept."
WORDS = [(0, 1), (2, 7), (8, 12), (13, 15), (15, 16), (17, 20), (21, 26), (27, 31), (31, 32)]
OUTSIDE, BEGIN, INSIDE = (5.0, 0.0, 0.0), (0.0, 5.0, 0.0), (0.0, 0.0, 5.0)


def analysis() -> Analysis:
    return next(analyse([TEXT]))


def found(*rows: tuple[float, float, float], ready: float = 0.0) -> list[str]:
    """The words that are tagged; a row a word, for every piece of it."""
    words = analysis().words
    pieces = cut(TEXT)
    owner = np.searchsorted([start for start, _ in words], pieces.start, side="right") - 1
    scores = np.array([rows[at] if at < len(rows) else OUTSIDE for at in owner])
    return [TEXT[s:e] for (s, e), _ in tagged(pieces, shares(scores), words, ready)]


def test_words_that_are_tagged_together_are_one_stretch() -> None:
    assert found(BEGIN, INSIDE, OUTSIDE, BEGIN) == ["A guard", "us"]


def test_a_begin_within_a_stretch_does_not_cut_it() -> None:
    assert found(BEGIN, INSIDE, BEGIN, INSIDE) == ["A guard told us"]


def test_a_stretch_lives_through_a_doubtful_word() -> None:
    doubtful = (1.0, 0.0, 0.0)
    assert found(BEGIN, INSIDE, doubtful, INSIDE) == ["A guard told us"]


def test_an_inside_without_its_begin_begins_a_stretch() -> None:
    assert found(OUTSIDE, INSIDE, INSIDE) == ["guard told"]


def test_no_stretch_goes_on_into_the_next_paragraph() -> None:
    assert found(OUTSIDE, OUTSIDE, BEGIN, INSIDE, INSIDE, INSIDE, INSIDE) == ["told us.", "The clerk"]


def test_a_single_doubtful_word_begins_no_stretch_unless_asked_to() -> None:
    doubtful = (0.0, 0.0, 0.0)  # two in three
    assert found(doubtful) == []
    assert found(doubtful, ready=2.0) == ["A"]


@given(st.lists(st.integers(-4, 4), min_size=1, max_size=9), st.data())
def test_stretches_are_the_best_there_are(gains: list[int], data: st.DataObject) -> None:
    breaks = data.draw(st.lists(st.booleans(), min_size=len(gains), max_size=len(gains)))
    paragraphs = np.cumsum(breaks)

    def worth(stretches: Iterable[tuple[int, int]]) -> float:
        return sum(sum(gains[s:e]) - OPENING for s, e in stretches)

    every = [list(_runs(chosen, paragraphs)) for chosen in product([False, True], repeat=len(gains))]
    chosen = _stretches(np.array(gains, dtype=float), paragraphs)
    assert all(paragraphs[s] == paragraphs[e - 1] for s, e in chosen)
    assert worth(chosen) == max(map(worth, every))


def _runs(chosen: Iterable[bool], paragraphs: np.ndarray) -> Iterator[tuple[int, int]]:
    """The stretches of chosen places, cut where a paragraph ends."""
    for (inside, _), run in groupby(enumerate(chosen), key=lambda one: (one[1], paragraphs[one[0]])):
        places = [at for at, _ in run]
        if inside:
            yield places[0], places[-1] + 1


@given(arrays(np.float32, (len(cut(TEXT)), 3), elements=st.floats(-20, 20, width=32)))
def test_stretches_are_whole_words_in_their_order(scores: np.ndarray) -> None:
    spans = [span for span, sure in tagged(cut(TEXT), shares(scores), WORDS, 0.5) if 0 < sure <= 1]
    starts, ends = {s for s, _ in WORDS}, {e for _, e in WORDS}
    assert all(s in starts and e in ends for s, e in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_shares_add_up_to_one_however_large_the_scores() -> None:
    assert shares(np.array([[1000.0, 0.0], [0.0, 0.0]])).tolist() == [[1.0, 0.0], [0.5, 0.5]]


def test_columns_follow_one_another(tmp_path: Path) -> None:
    (tmp_path / "labels.json").write_text(json.dumps({"told": ["O", "B", "I"], "force": ["stated", "asked"]}))
    assert columns(tmp_path) == {
        "told": (slice(0, 3), ("O", "B", "I")),
        "force": (slice(3, 5), ("stated", "asked")),
    }


def test_weights_without_labels_mark_nothing(tmp_path: Path) -> None:
    assert columns(tmp_path) == {}


def test_broken_labels_are_named(tmp_path: Path) -> None:
    (tmp_path / "labels.json").write_text("[1")
    with pytest.raises(ModelError, match=r"labels\.json"):
        columns(tmp_path)


def test_an_analysis_without_the_head_marks_nothing() -> None:
    bare = replace(analysis(), marks=np.zeros((len(cut(TEXT)), 0), dtype=np.float32))
    assert bare.marked("told") == []
    assert bare.likely("force", [(0, 7)]) == {}


def test_nothing_is_known_of_no_words_and_of_no_group() -> None:
    assert analysis().likely("force", []) == {}
    assert analysis().marked("no such mark") == []

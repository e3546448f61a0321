from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportedly.language.names import KINDS, Name, names
from reportedly.language.pieces import Pieces, cut

TEXT = "Mira Tolm of Dolm Wire spoke."
WORDS = [(0, 4), (5, 9), (10, 12), (13, 17), (18, 22), (23, 28), (28, 29)]


def scores(tags: list[int]) -> tuple[np.ndarray, Pieces]:
    """Tags of the words, for each of their pieces."""
    pieces = cut(TEXT)
    out = np.zeros((len(pieces), 9), dtype=np.float32)
    for (start, end), tag in zip(WORDS, tags, strict=True):
        for at in range(len(pieces)):
            if start <= pieces.start[at] < end:
                out[at, tag] = 1
    return out, pieces


def test_a_begin_and_its_insides_are_one_name() -> None:
    entities, pieces = scores([1, 2, 0, 3, 4, 0, 0])
    assert names(pieces, entities, WORDS) == [Name((0, 9), "person"), Name((13, 22), "organisation")]


def test_an_inside_of_another_kind_begins_a_name() -> None:
    entities, pieces = scores([1, 6, 0, 0, 0, 0, 0])
    assert [name.kind for name in names(pieces, entities, WORDS)] == ["person", "place"]


def test_a_second_begin_begins_a_second_name() -> None:
    entities, pieces = scores([1, 1, 0, 0, 0, 0, 0])
    assert [name.span for name in names(pieces, entities, WORDS)] == [(0, 4), (5, 9)]


def test_weights_without_the_head_name_nobody() -> None:
    pieces = cut(TEXT)
    assert names(pieces, np.zeros((len(pieces), 0), dtype=np.float32), WORDS) == []


@given(st.lists(st.integers(0, 8), min_size=7, max_size=7))
def test_names_are_in_order_and_begin_and_end_with_words(tags: list[int]) -> None:
    entities, pieces = scores(tags)
    found = names(pieces, entities, WORDS)
    assert [name.span for name in found] == sorted(name.span for name in found)
    starts, ends = {s for s, _ in WORDS}, {e for _, e in WORDS}
    assert all(n.span[0] in starts and n.span[1] in ends and n.kind in KINDS for n in found)

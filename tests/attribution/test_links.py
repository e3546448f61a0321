"""attribution.links: what is told of where two spans stand, and how pairs of them are scored."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.attribution.links import (
    BETWEEN,
    DISTANCES,
    PARAGRAPHS,
    LinkHead,
    Span,
    load_head,
    position_features,
    scores,
)
from reportedly.errors import ModelError

PLACES = 200
WIDTH = 2
ONE_PARAGRAPH = np.zeros(PLACES, dtype=np.int64)
SPANS = st.lists(
    st.integers(0, PLACES - 10).flatmap(lambda first: st.tuples(st.just(first), st.integers(first + 1, first + 9))),
    min_size=1,
    max_size=5,
)


def silent() -> LinkHead:
    """A head to which all places are alike."""
    return LinkHead(
        np.zeros(WIDTH, dtype=np.float32),
        np.zeros((2, DISTANCES), dtype=np.float32),
        np.zeros((2, PARAGRAPHS), dtype=np.float32),
        np.zeros((2, BETWEEN), dtype=np.float32),
    )


def features(one: Span, other: Span, paragraph: np.ndarray = ONE_PARAGRAPH) -> tuple[int, int]:
    distance, border, _ = position_features([one], [other], paragraph)
    return int(distance[0, 0]), int(border[0, 0])


@pytest.mark.parametrize(
    ("one", "other", "bucket"),
    [
        ((10, 12), (12, 14), 13),  # directly behind
        ((10, 12), (13, 14), 14),  # one place between
        ((10, 12), (16, 18), 16),  # four between, the bucket that begins with three
        ((10, 12), (120, 122), 24),  # far
        ((10, 12), (8, 10), 0),  # directly before
        ((10, 12), (2, 4), 4),  # six between
        ((10, 20), (12, 14), 0),  # inside, the middle on the left
    ],
)
def test_position_features_put_distance_and_side_into_one_bucket(one: Span, other: Span, bucket: int) -> None:
    assert features(one, other)[0] == bucket


def test_position_features_count_paragraph_borders_up_to_two() -> None:
    paragraph = np.repeat(np.arange(5), 40)
    assert [features((0, 2), (at, at + 2), paragraph)[1] for at in (4, 44, 84, 124)] == [0, 1, 2, 2]


def test_position_features_count_the_candidates_between() -> None:
    candidates = [(20, 22), (30, 32), (40, 42), (50, 52), (60, 62)]
    _, _, between = position_features([(10, 12)], candidates, ONE_PARAGRAPH)
    assert between.tolist() == [[0, 1, 2, 3, BETWEEN - 1]]


@settings(max_examples=60)
@given(SPANS, SPANS)
def test_position_features_stay_inside_their_tables(froms: list[Span], tos: list[Span]) -> None:
    paragraph = np.arange(PLACES) // 17
    for table, most in zip(position_features(froms, tos, paragraph), (DISTANCES, PARAGRAPHS, BETWEEN), strict=True):
        assert table.shape == (len(froms), len(tos))
        assert table.min() >= 0 and table.max() < most


def test_scores_are_highest_where_the_vectors_point_the_same_way() -> None:
    projected = np.zeros((PLACES, 4 * WIDTH), dtype=np.float32)
    projected[10:12, 0:WIDTH] = (1, 0)
    projected[20:22, WIDTH : 2 * WIDTH] = (0, 1)
    projected[40:42, WIDTH : 2 * WIDTH] = (1, 0)
    found = scores(silent(), 0, projected, [(10, 12)], [(20, 22), (40, 42)], ONE_PARAGRAPH)
    assert found.shape == (1, 2)
    assert found[0, 1] > found[0, 0]


def test_scores_prefer_the_near_where_the_head_has_learnt_it() -> None:
    head = silent()
    head.distance[0, 13] = 1.0
    projected = np.zeros((PLACES, 4 * WIDTH), dtype=np.float32)
    found = scores(head, 0, projected, [(10, 12)], [(12, 14), (90, 92)], ONE_PARAGRAPH)
    assert found.argmax() == 0


def test_scores_of_sources_have_a_last_column_for_none() -> None:
    projected = np.zeros((PLACES, 4 * WIDTH), dtype=np.float32)
    assert scores(silent(), 1, projected, [(10, 12)], [(20, 22)], ONE_PARAGRAPH).shape == (1, 2)
    assert scores(silent(), 1, projected, [(10, 12)], [], ONE_PARAGRAPH).shape == (1, 1)


def test_a_head_comes_back_from_its_file(tmp_path: Path) -> None:
    head, path = silent(), tmp_path / "heads.npz"
    names = ("no_source", "distance", "paragraph", "between")
    np.savez(path, **{name: getattr(head, name) for name in names})
    loaded = load_head(path)
    assert all(np.array_equal(getattr(loaded, name), getattr(head, name)) for name in names)


def test_a_head_that_is_missing_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"none\.npz"):
        load_head(tmp_path / "none.npz")


def test_a_head_that_lacks_a_part_is_a_model_error(tmp_path: Path) -> None:
    np.savez(tmp_path / "heads.npz", distance=np.zeros(3))
    with pytest.raises(ModelError, match=r"heads\.npz"):
        load_head(tmp_path / "heads.npz")


def test_a_head_that_is_no_such_file_is_a_model_error(tmp_path: Path) -> None:
    (tmp_path / "heads.npz").write_bytes(b"something else")
    with pytest.raises(ModelError, match=r"heads\.npz"):
        load_head(tmp_path / "heads.npz")

"""The benchmark of dates: what it makes of documents. Nothing is timed, no corpus is read."""

from __future__ import annotations

import pytest

from benchmarks.dates import day, part, predicted, prepared


@pytest.mark.parametrize(
    ("created", "expected"),
    [
        ("1998-02-13", "1998-02-13"),
        ("1998-02-13T14:35:00", "1998-02-13"),
        ("19980213", "1998-02-13"),
        ("1998-02", None),
        (None, None),
    ],
)
def test_day_is_that_of_the_creation_time(created: str | None, expected: str | None) -> None:
    assert day(created) == expected


def test_part_takes_every_so_manieth_document() -> None:
    assert part(range(7), "3/3") == [2, 5]
    assert part(range(3), None) == [0, 1, 2]
    with pytest.raises(ValueError, match="no part"):
        part(range(3), "4/3")


def test_predicted_is_what_the_scorer_takes() -> None:
    ready = prepared({"id": "x", "published": "2021-03-04T10:00", "text": "It was closed last month."})
    assert predicted(*ready) == [{"span": [14, 24], "value": "2021-02"}]

"""coding.marked: words that no list knows are coded if the network marks them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

from reportedly import coding
from reportedly.coding.marked import Named, with_marked
from reportedly.language import Analysis
from reportedly.record import Report

TEXT = "He got the wall. The levy on salt is gone."
WALL, LEVY = (7, 15), (21, 25)


def found(
    marks: dict[str, list[tuple[int, int]]], likely: dict[str, float], named: list[Named] | None = None
) -> list[Named]:
    analysis = SimpleNamespace(
        marked=lambda name: [(span, 0.9) for span in marks.get(name, [])], likely=lambda *_: likely
    )
    report = Report("sha256:0", TEXT, "text/plain")
    return with_marked(report, cast(Analysis, analysis), coding.load(), named or [])


def test_marked_penalty_gets_its_likeliest_code_and_the_rights_it_touches() -> None:
    codes = found({"penalty": [WALL]}, {"execution_summary": 0.8, "arrest": 0.2})
    assert ("penalty", "execution_summary", WALL, False) in codes
    assert ("right", "life", WALL, False) in codes


def test_a_code_that_is_not_likely_enough_gives_way_to_the_general_one() -> None:
    codes = found({"penalty": [WALL]}, {"execution_summary": 0.3, "arrest": 0.3, "eviction": 0.3})
    assert ("penalty", "punishment", WALL, False) in codes


def test_words_that_are_coded_already_keep_their_code() -> None:
    named = [("penalty", "arrest", WALL, False)]
    assert found({"penalty": [WALL]}, {"execution_summary": 0.9}, named) == named


def test_a_penalty_that_is_marked_as_done_away_with_is_repealed() -> None:
    named = [("penalty", "confiscation", LEVY, False), ("target", "traders", LEVY, False)]
    assert found({"repealed": [LEVY]}, {}, named) == [
        ("penalty", "confiscation", LEVY, True),
        ("target", "traders", LEVY, False),
    ]


def test_nothing_marked_changes_nothing() -> None:
    assert found({}, {}) == []

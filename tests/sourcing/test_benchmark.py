"""benchmarks.sourcing: how gold and found sources are paired and compared."""

from __future__ import annotations

import pytest

from benchmarks.sourcing import pairs, same_words
from reportedly.record import Report, Source

TEXT = "A nurse in Dolm who saw the list said so. She was told by a guard, a nurse said."


@pytest.mark.parametrize(
    ("phrases", "words", "same"),
    [
        (["who saw the list"], "saw the list", True),
        (["who saw the list"], "list", False),
        (["who saw the list"], "", False),
        ([], "saw the list", False),
        ([], "", True),
    ],
)
def test_a_basis_is_right_with_half_of_its_words(phrases: list[str], words: str, same: bool) -> None:
    start = TEXT.index(words)
    assert same_words(TEXT, phrases, ((start, start + len(words)),) if words else ()) is same


def test_sources_are_paired_by_their_names_not_by_pronouns() -> None:
    she = TEXT.index("She"), TEXT.index("She") + 3
    sources = (Source("s1", "a guard", "anonymous", mentions=(she,)), Source("s2", "a nurse", "anonymous"))
    report = Report(id="", text=TEXT, media_type="text/plain", sources=sources)
    golds = [{"name": "the nurse", "mentions": ["A nurse", "She"]}, {"name": "a clerk", "mentions": ["She"]}]
    assert {number: source.id for number, source in pairs(golds, report).items()} == {0: "s2"}

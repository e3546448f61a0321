"""attribution.cues: which words may attribute, and when "denied" says nothing."""

from __future__ import annotations

import pytest

from reportedly.attribution.cues import may_attribute, refuses


@pytest.mark.parametrize("content", ["water to the hunger strikers", "them medical care for a week", "any visits"])
def test_what_is_refused_to_somebody_is_not_said(content: str) -> None:
    assert refuses("denied", content)
    assert refuses("have repeatedly denied", content)


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("denied", "that water had been withheld"),
        ("denied", "the arrests"),
        ("denied", "any part in it"),
        ("said", "water was handed out"),
    ],
)
def test_what_is_said_not_to_be_so_is(cue: str, content: str) -> None:
    assert not refuses(cue, content)


def test_words_without_any_that_attributes_are_not_read_again() -> None:
    assert may_attribute("the guards said that the road was closed")
    assert not may_attribute("the statues of the city stood in the rain")

"""attribution.pronouns: whom "he" or "they" can mean before they are sources."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.attribution.pronouns import gender, introduced, newcomer, person_before, plural_subject


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("my mother", "f"),
        ("he", "m"),
        ("the chairman", "m"),
        ("a nurse", None),
        ("the woman's brother", None),
        ("", None),
    ],
)
def test_gender_is_what_the_words_say(words: str, expected: str | None) -> None:
    assert gender(words) == expected


def at(text: str) -> int:
    return text.index("|")


@pytest.mark.parametrize(
    ("text", "who", "words"),
    [
        ("“My cousin sells soap. |", None, "My cousin"),
        ("The nurse told my mother so. |", "f", "The nurse"),
        ("A man met my mother. |", "m", "A man"),
        ("The road was closed. |", None, None),
    ],
)
def test_person_before_is_whom_a_sentence_begins_with(text: str, who: str | None, words: str | None) -> None:
    found = person_before(text, at(text), who, far=False)
    assert (text[found[0] : found[1]] if found else None) == words


def test_newcomer_is_brought_in_between_two_places() -> None:
    text = "A trader said so. Another source, a nurse, saw it differently. |"
    found = newcomer(text, 8, at(text), None)
    assert found is not None and text[found[0] : found[1]] == "Another source"


def test_plural_subject_is_the_people_of_the_sentence_before() -> None:
    text = "“The harbour police went from pier to pier. |They said"
    found = plural_subject(text, at(text))
    assert found is not None and text[found[0] : found[1]] == "The harbour police"


def test_introduced_is_the_last_who_was_brought_in() -> None:
    text = "A guard at the gate laughed. A guard at the door did not. |"
    found = introduced(text, "guard", at(text))
    assert found is not None and text[found[0] : found[1]] == "A guard at the door"


@given(st.text(alphabet="The guard.he“”\n mywoan", max_size=80))
def test_spans_lie_in_front_of_the_place(text: str) -> None:
    for found in (
        person_before(text, len(text), None, True),
        newcomer(text, 0, len(text), None),
        plural_subject(text, len(text)),
    ):
        assert found is None or 0 <= found[0] < found[1] <= len(text)

"""attribution.phrases: the parts of a phrase that each name the source, and which of them it is called by."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.attribution.phrases import best_name, parts, trimmed

WORDS = st.sampled_from(
    [
        "a",
        "second",
        "source",
        ",",
        "(",
        ")",
        " — ",
        "in",
        "Dolm",
        "the",
        "who",
        "said",
        "Ilan",
        "Vosk",
        "”",
        "and",
        "of",
    ]
)
PHRASES = st.one_of(st.text(max_size=25), st.lists(WORDS, max_size=12).map(" ".join))


def named(phrase: str) -> list[str]:
    return [phrase[s:e] for s, e in parts(phrase, (0, len(phrase)))]


def called(phrase: str) -> str:
    return best_name(phrase, parts(phrase, (0, len(phrase))))


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("the source", {"the source"}),
        ("a source in the valley", {"a source in the valley", "a source"}),
        ("Tomas Reil, a spokesman for the ministry", {"Tomas Reil", "a spokesman for the ministry"}),
        ("his sister, Mira Tolm", {"his sister", "Mira Tolm"}),
        ("a trader who fled in March", {"a trader"}),
        ("A second source, an official at the port", {"A second source", "an official at the port"}),
        ("a third source — a clerk in the depot —", {"a third source", "a clerk in the depot"}),
        ("and he", {"he"}),
        ("“I", {"I"}),
    ],
)
def test_parts_are_the_phrases_that_name_the_source(phrase: str, names: set[str]) -> None:
    assert names <= set(named(phrase))


def test_parts_leave_out_places_and_ages_behind_a_comma() -> None:
    found = named("Ilan Vosk, 47, a fisherman, in Dolm Province")
    assert found == ["Ilan Vosk", "a fisherman"]


def test_parts_are_places_in_the_whole_text() -> None:
    text = "On Monday Tomas Reil, a spokesman, said so."
    start = text.index("Tomas")
    assert [text[s:e] for s, e in parts(text, (start, text.index(" said")))] == ["Tomas Reil", "a spokesman"]


@settings(max_examples=200)
@given(PHRASES, st.text(max_size=3))
def test_parts_are_never_none_and_stay_inside_the_phrase(phrase: str, before: str) -> None:
    span = (len(before), len(before) + len(phrase))
    found = parts(before + phrase + before, span)
    assert found
    assert all(span[0] <= s <= e <= span[1] for s, e in found)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("a source in the valley", "a source in the valley"),
        ("Tomas Reil, a spokesman for the ministry", "Tomas Reil"),
        ("the ministry’s spokesman, Ilan Vosk", "Ilan Vosk"),
        ("A second source, an official at the port", "an official at the port"),
        ("the Ministry of Social Order", "the Ministry of Social Order"),
        ("a second source", "a second source"),
        ("ministry\nofficials", "ministry officials"),
    ],
)
def test_best_name_is_what_a_reader_would_call_the_source(phrase: str, name: str) -> None:
    assert called(phrase) == name


@settings(max_examples=100)
@given(PHRASES)
def test_best_name_is_made_of_the_words_of_the_phrase(phrase: str) -> None:
    assert called(phrase) in " ".join(phrase.split())


@pytest.mark.parametrize(
    ("phrase", "inner"),
    [("that the party,", "the party"), (" “We ", "We"), ("as he", "he"), ("the trader —", "the trader"), (",,", ",,")],
)
def test_trimmed_takes_off_what_names_nobody(phrase: str, inner: str) -> None:
    start, end = trimmed(phrase, (0, len(phrase)))
    assert phrase[start:end] == inner

"""language.sentences: where sentences end, and where a full stop ends none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.language.sentences import sentences, trim

WORDS = [
    "Guards",
    "burned",
    "the",
    "lists",
    "Mr.",
    "U.N.",
    "3.5",
    "No.",
    "7",
    "J.",
    "“Stay",
    "home.”",
    "Why?",
    "(late)",
]
MARKS = [". ", " ", "! ", "… ", ".” ", ", ", ".\u00a0", "  ", "— "]
TEXTS = st.one_of(
    st.lists(st.sampled_from([*WORDS, *MARKS]), max_size=20).map(" ".join),
    st.text(st.sampled_from("aB1. !?…“”\"'()é\t"), max_size=40),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=30),
)


def cut(text: str) -> list[str]:
    return [text[s:e] for s, e in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "parts",
    [
        ["The road was closed.", "Nobody was told why."],
        ["Who gave the order?", "Nobody knows!", "It came at night."],
        ["They waited for hours…", "Then they left."],
        ["“Stay at home.”", "The trader said no more."],
        ["“Stay at home.", "Tell nobody.”"],
        ['"Stay at home."', '"Tell nobody."'],
        ["The lists (all of them.)", "They were burned."],
        ["The fee rose to 3.5 crowns.", "It had been 2.25 before."],
        ["They left.", "14 of them came back."],
        ["One sentence without an end"],
    ],
)
def test_sentences_end_at_their_marks(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Orvan and Dr. Tesk were summoned.",
        "Gen. Harsk spoke for an hour.",
        "The order was signed by J. Orvan of the ministry.",
        "It was signed by A. K. Tesk at dawn.",
        "By Art. 14 it is forbidden.",
        "The U.N. Mission was not let in.",
        "They carried salt, e.g. Red salt, across the pass.",
        "The fee of 3.5 crowns was doubled.",
        "1. Households must hand in their radios.",
        "The patrol passed St. Olm at noon.",
    ],
)
def test_sentences_do_not_end_at_abbreviations_initials_numbers(sentence: str) -> None:
    assert cut(sentence) == [sentence]


def test_sentences_end_at_no_where_no_number_follows() -> None:
    assert cut("She answered no. Nobody asked again.") == ["She answered no.", "Nobody asked again."]


def test_sentences_end_behind_the_word_i() -> None:
    assert cut("So did I. Then we left.") == ["So did I.", "Then we left."]


def test_sentences_go_on_where_a_quoted_sentence_is_followed_by_its_teller() -> None:
    assert cut("“Who is it?” she asked. Nobody spoke.") == ["“Who is it?” she asked.", "Nobody spoke."]


def test_sentences_are_those_of_the_given_part() -> None:
    text = "One is here. Two is there. Three is gone."
    start, end = text.index("Two"), text.index(" Three")
    assert [text[s:e] for s, e in sentences(text, start, end)] == ["Two is there."]


@settings(max_examples=300)
@given(TEXTS)
def test_sentences_are_trimmed_ordered_and_apart(text: str) -> None:
    spans = sentences(text, 0, len(text))
    assert all(0 <= s < e <= len(text) and text[s:e] == text[s:e].strip() for s, e in spans)
    assert all(one[1] <= following[0] for one, following in pairwise(spans))


@settings(max_examples=300)
@given(TEXTS)
def test_sentences_together_hold_every_word(text: str) -> None:
    inside = {at for s, e in sentences(text, 0, len(text)) for at in range(s, e)}
    assert {at for at, letter in enumerate(text) if not letter.isspace()} <= inside


@settings(max_examples=100)
@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_sentences_stay_inside_the_given_part(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    assert all(start <= s < e <= end for s, e in sentences(text, start, end))


@pytest.mark.parametrize("text", ["", " ", "\t\u00a0 "])
def test_sentences_of_white_space_are_none(text: str) -> None:
    assert sentences(text, 0, len(text)) == []


def test_trim_takes_white_space_off_both_ends() -> None:
    assert trim("  a b \n", 0, 7) == (2, 5)


def test_trim_leaves_nothing_of_white_space() -> None:
    start, end = trim(" \t ", 0, 3)
    assert start == end


def test_no_before_a_number_is_an_abbreviation() -> None:
    text = "Article No. 14 forbids it. The boats lay still."
    assert [text[s:e] for s, e in sentences(text, 0, len(text))] == [
        "Article No. 14 forbids it.",
        "The boats lay still.",
    ]

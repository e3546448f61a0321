"""language.pieces: word pieces that cover every word, with letter case and quotation beside them."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.language.pieces import CASES, QUOTES, case_classes, cut, paragraphs, quote_states

WORD = re.compile(r"\w+|[^\w\s]")
LETTERS = st.one_of(
    st.sampled_from(list("ab. “”\"'’é漢字—…!?1A-\n\r\t\u00a0\u200b\u2028")), st.characters(exclude_categories=["Cs"])
)
TEXTS = st.text(LETTERS, max_size=60)
SENTENCE = "“The Élite Guard sealed 14 wells,” a trader told AFK-Radio.\n\nNobody—not even McAllan—answered…\n"


def states(line: str) -> str:
    """The quotation states of a line, a letter each: outside, inside, <opening, >closing."""
    return "".join("oi<>"[state] for state in quote_states(line).tolist())


@pytest.mark.parametrize("text", [SENTENCE, "한국어 단어 두 개", "one\ttwo  three", "a" * 250 + " b"])
def test_pieces_cover_every_letter_of_every_word(text: str) -> None:
    pieces = cut(text)
    covered = {at for s, e in zip(pieces.start.tolist(), pieces.end.tolist(), strict=True) for at in range(s, e)}
    assert {at for at, letter in enumerate(text) if letter.isalnum()} <= covered


@settings(max_examples=100)
@given(st.lists(st.text(st.sampled_from("abcXYZ019é漢한ß"), min_size=1, max_size=8), max_size=8).map(" ".join))
def test_pieces_cover_every_letter_of_any_words(text: str) -> None:
    pieces = cut(text)
    covered = {at for s, e in zip(pieces.start.tolist(), pieces.end.tolist(), strict=True) for at in range(s, e)}
    assert {at for at, letter in enumerate(text) if letter.isalnum()} <= covered


@settings(max_examples=200)
@given(TEXTS)
def test_pieces_lie_inside_the_text_and_in_order(text: str) -> None:
    pieces = cut(text)
    assert (pieces.start >= 0).all() and (pieces.end <= len(text)).all()
    assert (pieces.start < pieces.end).all()
    assert (np.diff(pieces.start) >= 0).all() and (np.diff(pieces.paragraph) >= 0).all()


@settings(max_examples=100)
@given(TEXTS)
def test_pieces_are_arrays_of_one_length_with_known_classes(text: str) -> None:
    pieces = cut(text)
    columns = (pieces.ids, pieces.case, pieces.quote, pieces.start, pieces.end, pieces.paragraph)
    assert {len(column) for column in columns} == {len(pieces)}
    assert set(pieces.case.tolist()) <= set(range(len(CASES)))
    assert set(pieces.quote.tolist()) <= set(range(len(QUOTES)))


@settings(max_examples=100)
@given(TEXTS)
def test_pieces_know_the_paragraph_they_begin_in(text: str) -> None:
    pieces, spans = cut(text), paragraphs(text)
    for start, number in zip(pieces.start.tolist(), pieces.paragraph.tolist(), strict=True):
        assert spans[number][0] <= start < spans[number][1]


def test_pieces_of_nothing_are_none() -> None:
    assert len(cut("")) == len(cut(" \n\t\r\n")) == 0


@settings(max_examples=100)
@given(TEXTS)
def test_paragraphs_hold_every_character_but_space_and_no_line_end(text: str) -> None:
    spans = paragraphs(text)
    inside = {at for s, e in spans for at in range(s, e)}
    assert {at for at, letter in enumerate(text) if not letter.isspace()} <= inside
    assert not any(text[at] in "\r\n" for at in inside)


def test_paragraphs_are_the_lines_that_hold_text() -> None:
    text = "One line.\r\n\r\n  \nAnother\rand a third\n"
    assert [text[s:e] for s, e in paragraphs(text)] == ["One line.", "Another", "and a third"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("No marks", "oooooooo"),
        ("“Go,” he", "<iii>ooo"),
        ('"Go," he', "<iii>ooo"),
        ("«Oui» n", "<iii>oo"),
        ("It’s so", "ooooooo"),
        ("a “b", "oo<i"),
        ("a” b", "o>oo"),
        ('“a" b', "<i>oo"),
        ("“a” “b”", "<i>o<i>"),
        ("", ""),
    ],
)
def test_quote_states_say_what_stands_inside_quotation_marks(line: str, expected: str) -> None:
    assert states(line) == expected


def test_quote_states_begin_anew_in_every_paragraph() -> None:
    assert states("“a b\nc d\n“e f”") == "<iii" + "ooooo" + "<iii>"


@settings(max_examples=100)
@given(TEXTS)
def test_quote_states_give_one_state_for_every_character(text: str) -> None:
    assert len(quote_states(text)) == len(text)


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("the", "lower"),
        ("élan", "lower"),
        ("Harbour", "title"),
        ("I", "title"),
        ("UN", "upper"),
        ("McAllan", "mixed"),
        ("iPhone", "mixed"),
        ("2023", "digit"),
        ("“", "other"),
    ],
)
def test_case_classes_tell_the_case_of_a_word(word: str, case: str) -> None:
    assert {CASES[one] for one in case_classes(word).tolist()} == {case}


def test_case_classes_are_the_same_for_all_letters_of_a_word() -> None:
    assert [CASES[one] for one in case_classes("The UN’s").tolist()] == [
        "title", "title", "title", "other", "upper", "upper", "other", "lower",
    ]  # fmt: skip


def test_pieces_carry_case_and_quotation_of_their_first_letter() -> None:
    pieces = cut("“Stay,” AFK said")
    words = [("“Stay,” AFK said"[s:e]) for s, e in zip(pieces.start, pieces.end, strict=True)]
    by_word = dict(zip(words, zip(pieces.case.tolist(), pieces.quote.tolist(), strict=True), strict=True))
    assert by_word["Stay"] == (CASES.index("title"), QUOTES.index("inside"))
    assert by_word["said"] == (CASES.index("lower"), QUOTES.index("outside"))
    assert by_word["“"][1] == QUOTES.index("opening") and by_word["”"][1] == QUOTES.index("closing")

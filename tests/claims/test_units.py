"""claims.units: which words of a content are the teller's own claim."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.claims.units import clauses, own_words, units
from reportedly.record import Attribution, Spans
from tests.claims.handmade import cut, marked


def link(text: str, passage: str) -> Attribution:
    spans = marked(text, passage)
    return Attribution("a2", "s2", spans["s"], spans["q"], spans["c"], "a1", "indirect", 0.9)


def own(text: str, *passages: str) -> list[str]:
    """What is the teller's own in a text that is one sentence of what he says."""
    found = own_words(text, ((0, len(text)),), [link(text, passage) for passage in passages])
    return [" … ".join(text[s:e] for s, e in one) for one in found]


def test_units_cut_a_content_at_the_ends_of_sentences() -> None:
    text = "“They came. They burned it,” he said. “Nobody spoke.”"
    content = (marked(text, "{c:“They came. They burned it,”}")["c"][0], marked(text, "{c:“Nobody spoke.”}")["c"][0])
    words = [[text[s:e] for s, e in unit] for unit in units(content, cut(text)[0])]
    assert words == [["“They came."], ["They burned it,”"], ["“Nobody spoke.”"]]


def test_units_keep_the_pieces_of_one_sentence_together() -> None:
    text = "“The ice,” he said, “is thin.”"
    content = (marked(text, "{c:“The ice,”}")["c"][0], marked(text, "{c:“is thin.”}")["c"][0])
    assert units(content, cut(text)[0]) == [content]


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), min_size=1, max_size=4),
    st.lists(st.integers(1, 60), max_size=5),
)
def test_units_together_are_the_content_inside_sentences(pieces: list[tuple[int, int]], borders: list[int]) -> None:
    content: Spans = tuple((start, start + length) for start, length in pieces)
    edges = sorted({0, *borders})
    sentences = list(pairwise(edges))
    wanted = {at for s, e in content for at in range(s, min(e, edges[-1]))}
    found = units(content, sentences)
    assert {at for unit in found for s, e in unit for at in range(s, e)} == wanted
    for unit in found:
        assert any(all(a <= s and e <= b for s, e in unit) for a, b in sentences)


def cut_at_that(text: str, *passages: str) -> list[str]:
    found = clauses(text, ((0, len(text)),), [link(text, passage) for passage in passages])
    return [" … ".join(text[s:e] for s, e in one) for one in found]


def test_a_second_that_begins_another_thing_said() -> None:
    assert cut_at_that("that the mill “was closed,” and that it is now allowed to fish, and that the dam holds") == [
        "that the mill “was closed,”",
        "that it is now allowed to fish,",
        "that the dam holds",
    ]


def test_that_which_points_at_something_cuts_nothing() -> None:
    text = "they took this and that boat from the harbour and that man knew it"
    assert cut_at_that(text) == [text]


def test_a_second_that_of_somebody_quoted_inside_is_his() -> None:
    text = "that the party had ordered that the boats be burned and that the nets be sold"
    assert cut_at_that(
        text, "{s:the party} {q:had ordered} {c:that the boats be burned and that the nets be sold}"
    ) == [text]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("that the boats were burned", "the boats were burned"),
        ("the boats were burned", "the boats were burned"),
        ("“The boats were burned,”", "“The boats were burned,”"),
        (" and that the boats were burned ", "the boats were burned"),
    ],
)
def test_own_words_leave_out_the_conjunction_in_front(content: str, expected: str) -> None:
    assert own(content) == [expected]


@pytest.mark.parametrize("content", ["“Yes,”", "so", "that he", ",", ""])
def test_own_words_of_too_few_words_are_no_claim(content: str) -> None:
    assert own(content) == []


def test_own_words_are_none_where_all_is_said_by_another() -> None:
    assert (
        own("that the party had ordered the boats burned", "{s:the party} {q:had ordered} {c:the boats burned}") == []
    )


def test_own_words_are_the_whole_sentence_where_it_brings_news_of_its_own() -> None:
    content = "that guards searched every house in Dolm on Friday because the party had ordered the boats burned"
    assert own(content, "{s:the party} {q:had ordered} {c:the boats burned}") == [content.removeprefix("that ")]


def test_own_words_are_what_follows_with_and_behind_the_words_of_another() -> None:
    content = "that the party had ordered the boats burned and that eleven men were taken away"
    assert own(content, "{s:the party} {q:had ordered} {c:the boats burned}") == ["eleven men were taken away"]


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from(["that", "and", "boats", "“were", "burned,”", ",", "if", "the", " ", "11"]), max_size=9)
)
def test_own_words_are_trimmed_pieces_of_the_sentence(words: list[str]) -> None:
    text = " ".join(words)
    for one in own_words(text, ((0, len(text)),), []):
        assert all(0 <= s < e <= len(text) and text[s:e] == text[s:e].strip() for s, e in one)


def test_a_condition_in_front_of_what_is_said_is_kept() -> None:
    text = "If the harvest fails, families will leave"
    assert own_words(text, ((0, len(text)),), []) == [((0, len(text)),)]


def test_that_in_front_of_what_is_said_is_not_part_of_it() -> None:
    text = "that families will leave"
    assert own_words(text, ((0, len(text)),), []) == [((5, len(text)),)]


def test_a_teller_who_adds_only_where_it_was_said_has_no_claim_of_his_own() -> None:
    text = "During the meeting, officials said that the wells were sealed"
    inner = Attribution(
        id="a2", source="s3", source_spans=((20, 29),), cue=((30, 34),), content=((35, len(text)),),
        within="a1", quote="indirect", confidence=0.9,
    )  # fmt: skip
    assert own_words(text, ((0, len(text)),), [inner]) == []

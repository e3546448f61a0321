"""attribution.mentions: what the words that name a source tell by themselves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.attribution.mentions import lexicon, read

SHAPES = {"name", "definite", "indefinite", "bare", "another", "part", "person", "speaker", "plural", "thing"}
WORDS = st.sampled_from(
    ["the", "a", "second", "source", "in", "Dolm", "officials", "of", "Ministry", "one", "he", "“", ","]
)


@pytest.mark.parametrize(
    ("words", "shape"),
    [
        ("a source in the valley", "indefinite"),
        ("one official", "indefinite"),
        ("two clerks", "indefinite"),
        ("the source", "definite"),
        ("this trader", "definite"),
        ("his wife", "definite"),
        ("ministry officials", "bare"),
        ("residents", "bare"),
        ("another source", "another"),
        ("a second source", "another"),
        ("a different trader in Dolm", "another"),
        ("one", "part"),
        ("some", "part"),
        ("one of the officials", "part"),
        ("some of them", "part"),
        ("he", "person"),
        ("She", "person"),
        ("I", "speaker"),
        ("we", "speaker"),
        ("they", "plural"),
        ("it", "thing"),
        ("Tomas Reil", "name"),
        ("Colonel Reil", "name"),
    ],
)
def test_read_tells_how_a_source_is_brought_in(words: str, shape: str) -> None:
    assert read(words).shape == shape


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("a source in the valley", "anonymous"),
        ("a market trader", "anonymous"),
        ("two traders", "anonymous"),
        ("Tomas Reil", "person"),
        ("Dr. Ada Lenk", "person"),
        ("the ministry", "institution"),
        ("ministry officials", "institution"),
        ("the Central Committee", "institution"),
        ("state radio", "institution"),
        ("MSO", "institution"),
        ("a decree of the cabinet", "document"),
        ("the report", "document"),
        ("residents", "public"),
        ("people in Dolm", "public"),
        ("he", "unknown"),
        ("they", "unknown"),
        ("", "unknown"),
    ],
)
def test_read_tells_the_kind_of_a_source(words: str, kind: str) -> None:
    assert read(words).kind == kind


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("a source in the valley", "source"),
        ("another trader from Dolm", "trader"),
        ("the ministry", "ministry"),
        ("senior party officials", "officials"),
        ("one of the officials", "officials"),
        ("a woman who fled in March", "woman"),
    ],
)
def test_read_finds_the_noun_that_says_what_a_source_is(words: str, head: str) -> None:
    assert read(words).head == head


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Tomas Reil", ("Tomas", "Reil")),
        ("Mr. Reil", ("Reil",)),
        ("Colonel Tomas Reil", ("Tomas", "Reil")),
        ("the ministry’s spokesman Ilan Vosk", ("Ilan", "Vosk")),
        ("Ada Lenk of the Halmet Institute", ("Ada", "Lenk")),
        ("a source in Dolm", ()),
        ("the ministry", ()),
        ("The source", ()),
        ("Officials", ()),
        ("he", ()),
    ],
)
def test_read_finds_the_name_without_titles(words: str, name: tuple[str, ...]) -> None:
    assert read(words).name == name


@pytest.mark.parametrize(
    ("words", "plural"),
    [
        ("a source", False),
        ("the ministry", False),
        ("Tomas Reil", False),
        ("he", False),
        ("sources", True),
        ("ministry officials", True),
        ("two traders", True),
        ("people in Dolm", True),
        ("the police", True),
        ("they", True),
    ],
)
def test_read_tells_one_from_many(words: str, plural: bool) -> None:
    assert read(words).plural == plural


def test_read_keeps_what_is_said_before_and_behind_the_noun() -> None:
    found = read("a senior ministry official in the northern province")
    assert found.modifiers >= {"senior", "ministry"}
    assert found.rest >= {"northern", "province"}


def test_read_does_not_mind_case_and_quotation_marks() -> None:
    assert read("“The source").shape == read("THE SOURCE").shape == read("the source").shape == "definite"


@settings(max_examples=100)
@given(st.one_of(st.text(max_size=20), st.lists(WORDS, max_size=7).map(" ".join)))
def test_read_never_fails(words: str) -> None:
    found = read(words)
    assert found.text == words
    assert found.shape in SHAPES
    assert all(one in words for one in found.name)


def test_the_word_lists_are_lower_case() -> None:
    words = {word for listed in lexicon().values() for word in listed if isinstance(word, str)}
    assert {word for word in words if word != word.lower()} == set()

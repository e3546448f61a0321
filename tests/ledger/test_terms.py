"""Terms: what is written in different ways is found as the same tokens, and shown where it stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.ledger import terms
from reportedly.ledger.terms import Phrase, Words

LETTERS = st.text(st.sampled_from("abcdefgsz éßŉǅ'’-,.0123456789ﬁ①김정은보위부 日本の"), max_size=40)


def tokens(text: str) -> list[str]:
    return [one.token for one in terms.tokens(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Arrested", "arrests"),
        ("The Ministry’s", "the ministry"),
        ("don't", "don’t"),
        ("5,000", "5000"),
        ("café", "CAFE\u0301"),
        ("ﬁfteen", "fifteen"),
        ("ｆｕｌｌ", "full"),
        ("STRASSE", "straße"),
        ("평양", "\u1111\u1167\u11bc\u110b\u1163\u11bc"),
        ("re-educated", "re educated"),
    ],
)
def test_ways_of_writing_give_the_same_tokens(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


@pytest.mark.parametrize(("one", "other"), [("arrest", "arrive"), ("5,000", "5.000"), ("kp", "k p"), ("보위", "위보")])
def test_different_words_give_different_tokens(one: str, other: str) -> None:
    assert tokens(one) != tokens(other)


def test_hangul_is_found_by_neighbours_and_single_signs() -> None:
    indexed = terms.indexed("국가보위부가 김 씨를")
    assert " 국가 가보 보위 위부 부가 김 씨를 " in indexed
    assert all(f" {sign} " in indexed for sign in "국가보위부씨를김")


@given(LETTERS, st.lists(st.text(min_size=1, max_size=80), max_size=3))
def test_an_indexed_text_is_letters_and_digits_between_single_spaces(text: str, values: list[str]) -> None:
    indexed = terms.indexed(text, [terms.facet("c", value) for value in values])
    assert re.fullmatch(r" (?:[^\W_A-Z]+ )+", indexed)
    assert all(len(one) <= terms.LONGEST for one in indexed.split() if not one.startswith(terms.FACET))


@given(st.text())
def test_no_text_has_the_sign_of_a_facet_among_its_words(text: str) -> None:
    assert not any(terms.FACET in one for one in tokens(f"{text} {terms.FACET}{text}"))


@given(st.lists(st.text(min_size=1, max_size=terms.LONGEST_VALUE).filter(lambda one: one.isprintable()), max_size=4))
def test_facets_are_read_back(values: list[str]) -> None:
    assert terms.values_of("c", terms.indexed("words", [terms.facet("c", one) for one in values])) == values


def test_names_are_found_whatever_their_case_and_spaces() -> None:
    assert terms.name_facet("o", "Daily  Harbour ") == terms.name_facet("o", "daily harbour")
    assert terms.name_facet("o", "Daily Harbour") != terms.name_facet("o", "Daily Harbours")


def test_a_question_has_words_phrases_beginnings_and_what_must_not_be() -> None:
    assert terms.looked_for('guards "state security" interrogat* -radio re-education 보위부') == Words(
        (
            Phrase(("guard",)),
            Phrase(("state", "secur")),
            Phrase(("interrogat",), prefix=True),
            Phrase(("re", "educ")),
            Phrase(("보위", "위부")),
        ),
        (Phrase(("radio",)),),
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('"open', "a quotation mark is not closed"),
        ("-radio", "say at least one word that is to be there"),
        ("", "there is no word to look for"),
        ("… !", "there is no word to look for"),
    ],
)
def test_a_question_that_cannot_be_says_why(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        terms.looked_for(text)


@pytest.mark.parametrize(
    ("asked", "marked"),
    [
        ("arrest", ["arrested", "Arrests"]),
        ("security*", ["security"]),
        ('"state security"', ["state", "security"]),
        ('"security state"', []),
        ("보위부", ["보위부"]),
        ("위", ["위"]),
        ("interrogat*", ["interrogations"]),
        ("arrest interrogations -security", ["arrested", "Arrests", "interrogations"]),
    ],
)
def test_marks_stand_where_the_words_do(asked: str, marked: list[str]) -> None:
    text = "They were arrested by state security (국가보위부가). Arrests and interrogations."
    assert [text[start:end] for start, end in terms.marks(text, terms.looked_for(asked))] == marked


@given(LETTERS, st.data())
def test_every_word_of_a_text_finds_itself(text: str, data: st.DataObject) -> None:
    words = [one.group() for one in re.finditer(r"[^\s,.]+", text) if tokens(one.group())]
    if words:
        word = data.draw(st.sampled_from(words))
        looked_for = Words((Phrase(tuple(tokens(word))),))
        spans = terms.marks(text, looked_for)
        assert spans
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert spans == sorted(spans)


@given(LETTERS)
def test_a_phrase_that_is_marked_stands_in_the_index(text: str) -> None:
    there = tokens(text)
    for at in range(len(there) - 1):
        assert f" {there[at]} {there[at + 1]} " in terms.indexed(text)

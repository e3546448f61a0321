"""coding.phrases: the notation of a codebook, and many phrases found in one pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.coding.phrases import GAP, Matcher, Phrase, expand, inflected, plural_of


def matches(notation: str, text: str) -> list[str]:
    """The words of a text that a notation matches."""
    words = text.split()
    matcher = Matcher([(phrase, 0) for phrase in expand(notation)])
    return [" ".join(words[first:behind]) for first, behind, _ in matcher.find(words)]


@pytest.mark.parametrize(
    ("notation", "text", "expected"),
    [
        ("arrest~", "they arrested two and arrest more", ["arrested", "arrest"]),
        ("confiscate~", "confiscating what was confiscated", ["confiscating", "confiscated"]),
        ("deny~", "she denies", ["denies"]),
        ("jail/prison", "from jail to prison", ["jail", "prison"]),
        ("put [back] in jail", "put in jail and put back in jail", ["put in jail", "put back in jail"]),
        ("held ... trial", "held for weeks without trial", ["held for weeks without trial"]),
        ("held ... trial", "held trial", ["held trial"]),
        ("trader+", "traders and every trader but one trader", ["traders", "every trader"]),
        ("Party's line", "the party ' s line", ["party ' s line"]),
        ("re-educated", "re - educated", ["re - educated"]),
    ],
)
def test_notation_matches(notation: str, text: str, expected: list[str]) -> None:
    assert matches(notation, text) == expected


def test_gap_takes_no_more_than_some_words() -> None:
    assert matches("held ... trial", "held " + "on " * GAP + "trial")
    assert not matches("held ... trial", "held " + "on " * (GAP + 1) + "trial")


def test_gap_crosses_no_punctuation() -> None:
    assert not matches("held ... trial", "held , then trial")


@pytest.mark.parametrize(
    ("notation", "reason"),
    [
        ("...", "begin and end"),
        ("held ...", "begin and end"),
        ("... trial", "begin and end"),
        ("[maybe]", "begin and end"),
        ("held [for", "brackets"),
        ("held / there", "no word"),
        ("", "no word"),
        (" ".join(["word"] * 13), "more than 12 words"),
        (" ".join(["start", *["[a]"] * 9]), "ways"),
    ],
)
def test_notation_that_cannot_be_read_says_why(notation: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        expand(notation)


@given(st.text(alphabet="ab/~+[]. '", max_size=30))
def test_any_notation_gives_phrases_or_a_reason(notation: str) -> None:
    try:
        phrases = expand(notation)
    except ValueError:
        return
    assert phrases and all(phrase.slots[0] and phrase.slots[-1] for phrase in phrases)


@given(st.lists(st.sampled_from(["a", "b", "c", ","]), max_size=40))
def test_matches_lie_inside_the_words(words: list[str]) -> None:
    matcher = Matcher([(phrase, 0) for phrase in expand("a ... b")] + [(Phrase((frozenset({"c"}),)), 1)])
    for first, behind, meaning in matcher.find(words):
        assert 0 <= first < behind <= len(words)
        assert words[first] == ("a", "c")[meaning] and words[behind - 1] == ("b", "c")[meaning]


def test_endings_are_regular() -> None:
    assert inflected("try") == {"try", "tries", "tried", "trying"}
    assert (plural_of("box"), plural_of("city"), plural_of("boy")) == ("boxes", "cities", "boys")

"""coding.find: the exact words, what is accused, aimed at and done away with."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly import coding
from reportedly.coding.find import longest
from reportedly.coding.frames import Found
from reportedly.language import Analysis
from reportedly.language.names import Name
from reportedly.record import Report
from tests.coding.reading import coded, codes, sentences_of, words_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two millers were arrested at dawn.", "penalty/arrest"),
        ("He got six years in prison.", "penalty/imprisonment"),
        ("She was sent to a labour camp.", "penalty/camp"),
        ("They were executed in the square.", "penalty/execution_legal"),
        ("Guards shot four of them.", "penalty/execution_summary"),
        ("He was beaten in his cell.", "penalty/torture"),
        ("The families were deported to the islands.", "penalty/banishment"),
        ("Their looms were confiscated.", "penalty/confiscation"),
        ("The teacher was dismissed.", "penalty/dismissal"),
        ("They must be treated as “political criminals” from now on.", "penalty/reclassification_as_political"),
        ("The council wants harsh punishments.", "penalty/punishment"),
        ("Two women were accused of smuggling.", "offence/smuggling"),
        ("Nobody may leave the country.", "offence/leaving_country"),
        ("He was fined for listening to foreign broadcasts.", "offence/foreign_media_use"),
        ("The bank clerk took bribes.", "offence/corruption"),
        ("The ministry banned kites.", "directive/prohibition"),
        ("Every barge must be registered.", "directive/registration"),
        ("A crackdown began in the harbour.", "directive/inspection_campaign"),
        ("The state security came at night.", "institution/state_security"),
    ],
)
def test_words_call_for_a_code(text: str, expected: str) -> None:
    assert expected in codes(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Three were accused of feeding the crows, a witness said.", "feeding the crows"),
        ("A clerk was dismissed in May for painting the gate.", "painting the gate"),
        ("It is forbidden to wave at the ferry.", "wave at the ferry"),
        ("The pupils were told not to count the trains.", "count the trains"),
        ("Anyone who feeds the crows will be punished.", "feeds the crows"),
        ("He would be arrested if he fed the crows.", "fed the crows"),
    ],
)
def test_what_people_are_accused_of_is_an_offence_in_whatever_words(text: str, words: str) -> None:
    assert ("offence", "crime", words, False) in coded(text)


def analysed(text: str, *names: Name) -> Analysis:
    """What the step uses of an analysis, with nothing marked by the network but some names."""
    found = SimpleNamespace(words=words_of(text), sentences=sentences_of(text), marked=lambda *_: [], names=names)
    return cast(Analysis, found)


def test_what_somebody_or_some_place_is_called_is_no_code() -> None:
    text = "Traders who smuggled salt were arrested in Smuggling, a hamlet on the coast."
    report = Report("sha256:0", text, "text/plain")
    at = text.index("Smuggling")

    def words(*names: Name) -> list[str]:
        return [text[slice(*one.span)] for one in coding.find(report, analysed(text, *names), coding.load())]

    assert "Smuggling" in words()
    assert "Smuggling" not in words(Name((at, at + 9), "place"))
    assert "Smuggling" in words(Name((at, at + 9), "organisation"))


def test_offence_with_a_code_of_its_own_is_not_coded_twice() -> None:
    assert codes("Three were accused of smuggling.", "offence") == ["offence/smuggling"]


@pytest.mark.parametrize(
    "text",
    [
        "Re-education should be done away with.",
        "Offenders should not be reeducated.",
        "The re-education has been abolished.",
        "The council lifted the re-education.",
        "Nobody will be reeducated.",
        "They are no longer reeducated.",
    ],
)
def test_measure_that_is_done_away_with_is_repealed(text: str) -> None:
    found = [one for one in coded(text) if one[:2] == ("penalty", "reeducation")]
    assert found and all(gone for *_, gone in found)


@pytest.mark.parametrize(
    "text", ["Offenders should be reeducated.", "He has not been reeducated.", "He feared re-education."]
)
def test_measure_that_is_threatened_or_has_not_come_is_not_repealed(text: str) -> None:
    assert [gone for name, code, _, gone in coded(text) if code == "reeducation"] == [False]


def test_right_stands_on_the_words_of_the_measure() -> None:
    assert ("right", "liberty", "arrested", False) in coded("Two millers were arrested at dawn.")


def test_repealed_measure_touches_no_right() -> None:
    assert codes("The curfew was lifted.", "right") == []


def test_group_is_a_target_only_beside_a_measure() -> None:
    assert codes("Traders love the spring.", "target") == []
    assert codes("The police arrested traders in the spring.", "target") == ["target/traders"]


def test_single_person_is_no_target() -> None:
    assert codes("The police arrested a trader in the spring.", "target") == []


def test_group_without_a_code_of_its_own_is_a_group() -> None:
    assert ("target", "group", "chimneysweepers", False) in coded("The chimneysweepers must report to the mayor.")
    assert ("target", "group", "Every lodger", False) in coded("Every lodger must report to the mayor.")


def test_phrase_that_needs_a_measure_is_not_coded_without_one() -> None:
    assert codes("She sold the hat.", "offence") == []
    assert codes("She was arrested because she sold the hat.", "offence") == ["offence/private_trade"]


def test_longest_phrase_of_a_list_counts() -> None:
    found = [Found("a", "x", 0, 1), Found("a", "y", 0, 3), Found("a", "z", 2, 4), Found("b", "w", 1, 2)]
    assert longest(found) == [Found("a", "y", 0, 3), Found("b", "w", 1, 2)]


def test_quotation_marks_do_not_hide_a_phrase() -> None:
    assert ("penalty", "punishment", "harsh criminal “sentences", False) in coded(
        "He wants harsh criminal “sentences” now."
    )


def test_find_numbers_codes_in_the_order_of_the_text_and_skips_boilerplate() -> None:
    text = "Two millers were arrested. Three bakers were arrested."
    report = Report("sha256:0", text, "text/plain", boilerplate=((0, 26),))
    analysis = analysed(text)
    found = coding.find(report, analysis, coding.load())
    assert [one.id for one in found] == [f"k{number}" for number in range(1, len(found) + 1)]
    assert found and all(one.span[0] >= 26 for one in found)
    assert [one.span for one in found] == sorted(one.span for one in found)


WORDS = [
    "arrested",
    "for",
    "selling",
    "anyone",
    "who",
    "if",
    "he",
    "accused",
    "of",
    "must",
    "not",
    "be",
    "lifted",
    "”",
    ",",
    ".",
    "every",
    "traders",
]


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_spans_are_words_of_the_text(words: list[str]) -> None:
    text = " ".join(words)
    starts, ends = ({span[at] for span in words_of(text)} for at in (0, 1))
    report = Report("sha256:0", text, "text/plain")
    analysis = analysed(text)
    found = coding.find(report, analysis, coding.load())
    assert all(one.span[0] in starts and one.span[1] in ends and one.span[0] < one.span[1] for one in found)
    assert found == coding.find(report, analysis, coding.load())
    assert len({(one.list, one.code, one.span) for one in found}) == len(found)


@given(st.text(max_size=200))
def test_any_text_can_be_coded(text: str) -> None:
    coded(text)

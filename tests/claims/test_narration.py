"""claims.narration: which sentences without a cue are claims, and on whose word."""

from __future__ import annotations

import pytest

from reportedly.claims.narration import FILE, Free, features, probability
from reportedly.claims.patterns import knowledge
from reportedly.claims.signs import NO_SIGNS
from tests.claims.handmade import OUTLET, Link, report, said

SOURCE = "a source in the valley"
TOLD = Link(
    "{c:“They counted the boats,”} {s:a source in the valley} {q:told} The Harbour Wire", SOURCE, quote="direct"
)
OPENING = "“They counted the boats,” a source in the valley told The Harbour Wire."


@pytest.mark.parametrize(
    "sentence",
    [
        "Eleven traders were arrested in the port of Vesk on Monday.",
        "Two families were banished to the northern mines last week.",
        "Guards have searched every house along the lake.",
        "The council has banned the sale of radios in the province.",
    ],
)
def test_an_event_is_the_outlets_own_claim(sentence: str) -> None:
    assert [(one.words, one.chain, one.claim.attribution) for one in said(report(sentence))] == [(sentence, (), None)]


@pytest.mark.parametrize(
    "sentence", ["A crowd stormed the town hall of Vesk on Saturday.", "The price of rice fell by a third in June."]
)
def test_the_sentence_that_leads_a_report_is_a_claim_whatever_happened(sentence: str) -> None:
    assert [one.words for one in said(report(sentence))] == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour lies in the north and has two gates.",
        "Vesk is one of the poorest towns of the province, and its people were often arrested.",
        "In 1961 the last king was executed in the square before the palace.",
        "Traders were arrested there three years ago, in the time of the great drought.",
        "Smugglers are usually arrested in spring, when the ice goes out.",
    ],
)
def test_background_is_no_claim(sentence: str) -> None:
    assert said(report(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Eleven traders have reportedly been arrested in the port of Vesk.",
        "Eleven traders were allegedly arrested in the port on Monday.",
        "Two families are said to have been banished to the mines.",
    ],
)
def test_hearsay_whose_teller_nobody_names_is_no_claim(sentence: str) -> None:
    assert said(report(sentence)) == []


@pytest.mark.parametrize("line", ["Eleven traders arrested", "Eleven traders were arrested in Vesk on Monday"])
def test_a_headline_is_no_claim(line: str) -> None:
    assert said(report(line)) == []


def test_narration_that_goes_on_with_a_source_keeps_its_chain_as_implied() -> None:
    text = f"{OPENING} Eleven traders were arrested in the port that night."
    found = {one.words: one for one in said(report(text, TOLD))}
    one = found["Eleven traders were arrested in the port that night."]
    assert (one.chain, one.implied) == ((SOURCE,), (SOURCE,))


def test_narration_goes_on_with_a_source_of_the_paragraph_before() -> None:
    text = f"{OPENING}\n\nEleven traders were arrested in the port that night."
    found = {one.words: one for one in said(report(text, TOLD))}
    assert found["Eleven traders were arrested in the port that night."].implied == (SOURCE,)


def test_narration_farther_on_is_the_outlets_own() -> None:
    text = f"{OPENING}\n\nThe port lies on the lake.\n\nEleven traders were arrested in the port that night."
    found = {one.words: one for one in said(report(text, TOLD))}
    assert found["Eleven traders were arrested in the port that night."].chain == ()


def test_the_weights_are_for_what_is_seen() -> None:
    text = report("Eleven traders were arrested in the port that night.")
    seen = features(text, Free((0, len(text.text)), 0, True, False), 1, NO_SIGNS)
    assert set(seen) == set(knowledge(FILE)["weights"])
    assert 0 < probability(seen) < 1


def test_boilerplate_is_no_claim() -> None:
    line = "A photograph shows traders who were arrested in the port."
    text = f"{OPENING}\n\n{line}"
    assert [one.words for one in said(report(text, TOLD, boilerplate=line))] == ["“They counted the boats,”"]


def test_a_sentence_in_which_something_is_attributed_is_no_narration() -> None:
    text = "Eleven traders were arrested in the port on Monday, a source in the valley said."
    link = Link("{c:Eleven traders were arrested in the port on Monday}, {s:a source in the valley} {q:said}", SOURCE)
    (one,) = said(report(text, link))
    assert one.claim.attribution == "a1"


def test_narration_is_less_certain_than_what_a_source_is_named_for() -> None:
    text = f"{OPENING}\n\nEleven traders were arrested in the port that night."
    told, narrated = said(report(text, TOLD))
    assert told.claim.confidence > narrated.claim.confidence
    assert OUTLET not in narrated.chain

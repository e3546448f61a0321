"""claims.force: what saying it does, and whether the teller vouches for it."""

from __future__ import annotations

import pytest

from reportedly.claims.force import force, hedged
from reportedly.claims.patterns import knowledge, pattern
from reportedly.record import SourceKind


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("said", "stated"),
        ("told", "stated"),
        ("according to", "stated"),
        ("has learned", "stated"),
        ("added", "stated"),
        ("ordered", "ordered"),
        ("had ordered", "ordered"),
        ("instructed", "ordered"),
        ("decreed", "ordered"),
        ("has banned", "ordered"),
        ("warned", "warned"),
        ("threatened", "warned"),
        ("predicted", "predicted"),
        ("further speculating", "predicted"),
        ("expects", "predicted"),
        ("believe", "believed"),
        ("feared", "believed"),
        ("lamented", "believed"),
        ("suspects", "believed"),
        ("denied", "denied"),
        ("has rejected", "denied"),
        ("dismissed", "denied"),
        ("asked", "asked"),
        ("wondered", "asked"),
    ],
)
def test_force_follows_the_cue(cue: str, expected: str) -> None:
    assert force(cue, "the wells had been sealed", "institution", True) == expected


@pytest.mark.parametrize("cue", ["demanded", "called on", "urged"])
@pytest.mark.parametrize(("kind", "expected"), [("institution", "ordered"), ("public", "asked"), ("person", "asked")])
def test_what_is_demanded_is_an_order_of_those_in_power_alone(cue: str, kind: SourceKind, expected: str) -> None:
    assert force(cue, "an end to the searches", kind, kind == "institution") == expected


def test_to_be_asked_to_do_something_is_an_order() -> None:
    assert force("asked", "to hand in their radios", "institution", True) == "ordered"
    assert force("asked", "where they had been", "institution", True) == "asked"


@pytest.mark.parametrize(
    "content", ["all boats must be registered", "the boats are to be burned", "boats may not leave"]
)
def test_what_must_be_is_an_order_where_an_institution_stands_in_the_chain(content: str) -> None:
    assert force("said", content, "institution", True) == "ordered"


def test_what_must_be_is_an_opinion_in_the_mouth_of_the_people() -> None:
    assert force("said", "the boats must come back", "public", False) == "believed"


def test_what_must_be_is_no_order_where_no_institution_stands_in_the_chain() -> None:
    assert force("said", "we should have left in spring", "anonymous", False) != "ordered"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("anyone found with a radio would be sent to the mines", "warned"),
        ("the ferry will open again in spring", "predicted"),
        ("prices are likely to rise", "predicted"),
        ("it seems they have been forgotten", "believed"),
        ("“who would feed them?”", "asked"),
        ("they were told to leave", "ordered"),
        ("the boats were burned at dawn", "stated"),
    ],
)
def test_force_of_a_plain_cue_follows_the_words_said(content: str, expected: str) -> None:
    assert force("said", content, "anonymous", False) == expected


@pytest.mark.parametrize("kind", ["institution", "person"])
def test_a_flat_there_is_none_is_a_denial(kind: SourceKind) -> None:
    assert force("said", "“There are no prisoners on the island,”", kind, kind == "institution") == "denied"


def test_a_witness_who_saw_none_denies_nothing() -> None:
    assert force("said", "there were no boats that morning", "anonymous", False) == "stated"


@pytest.mark.parametrize(
    "words", ["reportedly", "were allegedly", "it seems that", "rumour has it", "are said to be", "may have been taken"]
)
def test_words_that_hold_the_teller_back_hedge(words: str) -> None:
    assert hedged(words)


@pytest.mark.parametrize(
    "words", ["said", "has learned", "the boats were burned", "reported", "in May", "appeared in court"]
)
def test_plain_words_do_not_hedge(words: str) -> None:
    assert not hedged(words)


@pytest.mark.parametrize("name", ["force.yaml", "channels.yaml", "narration.yaml"])
def test_every_pattern_can_be_compiled(name: str) -> None:
    def keys(entry: object, path: tuple[str, ...]) -> list[tuple[str, ...]]:
        if isinstance(entry, dict):
            return [found for key, value in entry.items() for found in keys(value, (*path, str(key)))]
        return [path]

    found = keys(knowledge(name), ())
    assert found
    assert all(pattern(name, *path).pattern for path in found)


def test_patterns_do_not_mind_case() -> None:
    assert force("ORDERED", "the boats burned", "institution", True) == "ordered"

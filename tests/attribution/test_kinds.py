"""attribution.kinds: of what kind a source is, by its words and by where it speaks."""

from __future__ import annotations

import pytest

from reportedly.attribution.kinds import kind_of, may_be_somebody
from reportedly.attribution.mentions import read


@pytest.mark.parametrize(
    ("words", "nested", "kind"),
    [
        ("a guard", True, "institution"),
        ("a guard", False, "anonymous"),
        ("a former guard", True, "anonymous"),
        ("a former officer", False, "anonymous"),
        ("men from the ministry", True, "institution"),
        ("two women", False, "anonymous"),
        ("six of the families", False, "anonymous"),
        ("neighbours", True, "public"),
        ("many", True, "public"),
        ("an official at the port", False, "anonymous"),
        ("the official", True, "institution"),
        ("ministry officials", False, "institution"),
        ("a churchwarden", False, "anonymous"),
        ("a fishmonger in Dolm", False, "anonymous"),
        ("a circular read aloud in the hall", False, "document"),
        ("Witness 31", False, "anonymous"),
        ("the general staff", True, "institution"),
        ("the President himself", True, "institution"),
        ("the young", True, "public"),
        ("the paper", False, "institution"),
        ("Wardens who were present", False, "anonymous"),
    ],
)
def test_kind_of_words(words: str, nested: bool, kind: str) -> None:
    assert kind_of(words, [read(words)], nested) == kind


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Tomas Reil said so.", "Tomas Reil", "person"),
        ("The Keld Banner said so.", "The Keld Banner", "institution"),
        ("The newspaper Red Harbour said so.", "Red Harbour", "institution"),
        ("Tomas Reil came. Reil said so.", "Reil", "person"),
        ("Gorrund said so.", "Gorrund", "institution"),
        ("Voice of Ishkar said so.", "Voice of Ishkar", "institution"),
        ("Colonel Reil said so.", "Colonel Reil", "person"),
    ],
)
def test_names_of_papers_and_countries_are_told_from_peoples(text: str, name: str, kind: str) -> None:
    assert kind_of(text, [read(name)], False) == kind


@pytest.mark.parametrize(("words", "can"), [("ministry officials", True), ("the Government", False), ("a nurse", True)])
def test_people_can_tell_an_outlet_something(words: str, can: bool) -> None:
    assert may_be_somebody([read(words)]) is can

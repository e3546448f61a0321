"""sourcing: the words that say why a source is not named."""

from __future__ import annotations

import pytest

from tests.sourcing.weighed import weighed


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("speaking on condition of anonymity for fear of reprisals", "for fear of reprisals"),
        ("who asked not to be named", ""),
        ("on condition of anonymity for security reasons", "for security reasons"),
        (
            "because he was not authorised to speak to the press, on condition of anonymity",
            "because he was not authorised to speak to the press",
        ),
        ("who asked not to be named out of fear for her family", "out of fear for her family"),
        ("declining to be identified, citing safety concerns", "citing safety concerns"),
        ("on condition of anonymity due to the sensitivity of the matter", "due to the sensitivity of the matter"),
        ("who did not want to be identified for fear of losing his job", "for fear of losing his job"),
        ("whose name is withheld for his safety", "for his safety"),
        ("whose name is being withheld to protect his family", "to protect his family"),
        ("who requested anonymity because she feared arrest", "because she feared arrest"),
        (
            "who is not authorized to speak publicly and asked not to be named",
            "who is not authorized to speak publicly",
        ),
        (
            "fearing retaliation against his relatives, asked not to be named",
            "fearing retaliation against his relatives",
        ),
        (
            "who asked that her name not be used for fear of retribution by the authorities",
            "for fear of retribution by the authorities",
        ),
        ("on condition of anonymity over concerns for his safety", "over concerns for his safety"),
        ("afraid of being recognised", "afraid of being recognised"),
        ("speaking anonymously to avoid punishment", "to avoid punishment"),
        ("on condition of anonymity for fear of government reprisals", "for fear of government reprisals"),
        ("requesting anonymity owing to fear of persecution", "owing to fear of persecution"),
        ("who asked that his name be withheld for reasons of personal safety", "for reasons of personal safety"),
        (
            "on condition of anonymity because of the sensitivity of the issue",
            "because of the sensitivity of the issue",
        ),
        ("who spoke anonymously, given the risks", "given the risks"),
        ("who asked not to be named for safety reasons", "for safety reasons"),
    ],
)
def test_why_somebody_is_not_named(words: str, reason: str) -> None:
    report, source = weighed("{s:A trader}, " + words + ", {q:said} {c:the road was closed}.")
    assert report.words(source.unnamed_because) == reason


def test_reasons_for_other_things_are_not_taken() -> None:
    _, source = weighed("{s:A trader} {q:said} {c:the road was closed}, and stayed at home for fear of the patrols.")
    assert source.unnamed_because == ()


def test_the_outlet_and_named_people_are_named() -> None:
    _, source = weighed("{s:Ada Lenk}, for fear of reprisals, {q:declined} {c:to say more}.", "person")
    assert source.unnamed_because == ()

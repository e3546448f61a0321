"""claims.force: what saying it does, and whether the teller vouches for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.claims.force import Saying, _reconsidered, force, hedged, of
from reportedly.claims.patterns import knowledge, pattern
from reportedly.record import Attribution, Report, Source, SourceKind


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
        ("further speculating", "believed"),
        ("had promised", "stated"),
        ("complained", "stated"),
        ("expressed concern", "predicted"),
        ("scoffed", "believed"),
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


def test_to_be_asked_to_do_something_is_still_asked() -> None:
    assert force("asked", "to hand in their radios", "institution", True) == "asked"
    assert force("asked", "where they had been", "institution", True) == "asked"


def test_to_be_told_to_do_something_is_an_order_whoever_tells_of_it() -> None:
    assert force("told", "not to count the sacks", "outlet", False) == "ordered"


@pytest.mark.parametrize("content", ["the government to free them", "“lenders to wait”", "the authorities to answer"])
def test_what_is_asked_of_those_above_is_no_order(content: str) -> None:
    assert force("urged", content, "institution", True) == "asked"


def test_an_officer_with_a_name_orders_like_the_body_he_speaks_for() -> None:
    assert force("demanded", "the hall be cleared", "person", False, officer=True) == "ordered"
    assert force("said", "the mill must be closed by noon", "person", True, officer=True) == "ordered"


@pytest.mark.parametrize(
    ("content", "expected"), [("the ferry will stay", "predicted"), ("the ferry was sold", "believed")]
)
def test_a_guess_predicts_what_is_to_come_and_believes_what_is(content: str, expected: str) -> None:
    assert force("speculated", content, "anonymous", False) == expected


def test_a_promise_of_evil_warns() -> None:
    assert force("vowed", "the whistlers would be punished", "institution", True) == "warned"
    assert force("vowed", "the well would be dug again", "institution", True) == "stated"


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ("Orl denied reports that", "denied"),
        ("It dismissed as a fabrication", "denied"),
        ("In her opinion,", "believed"),
        ("In the view of the miller,", "believed"),
        ("The miller said on Monday that", "stated"),
    ],
)
def test_words_around_a_cue_can_decide(frame: str, expected: str) -> None:
    assert force("that", "the boats were burned", "person", False, frame=frame) == expected


def test_a_burden_told_by_those_who_bear_it_is_no_order() -> None:
    assert force("said", "“Each house must bring two sacks a week,”", "anonymous", False) == "stated"
    assert force("said", "the whistlers must be treated as enemies", "anonymous", False) == "ordered"


def test_what_nobody_will_suffer_is_no_threat() -> None:
    assert force("said", "anyone who whistles will be punished", "institution", True) == "warned"
    assert force("said", "nobody will be punished for it", "institution", True) != "warned"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("the millers are being urged to stay", "asked"),
        ("the millers are no longer allowed to sell", "ordered"),
        ("if you see a whistler, report him", "ordered"),
        ("not a single mill has been closed", "denied"),
    ],
)
def test_words_of_an_institution_do_what_they_say(content: str, expected: str) -> None:
    assert force("said", content, "institution", True) == expected


def test_to_be_told_something_is_not_to_be_told_to_do_it() -> None:
    assert force("said", "the widows were told that the boat had sunk", "anonymous", False) == "stated"
    assert force("said", "the widows were told to wait", "anonymous", False) == "ordered"


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

    found = keys({key: entry for key, entry in knowledge(name).items() if key != "weights"}, ())
    assert found
    assert all(pattern(name, *path).pattern for path in found)


def saying(text: str, cue: str, content: str, source: Source) -> Saying:
    """How a content is said in a text of one sentence, by a source that speaks to the outlet."""
    outlet = Source("s1", "The Quay Post", "outlet")
    spans = {
        name: ((text.index(words), text.index(words) + len(words)),) for name, words in (("q", cue), ("c", content))
    }
    one = Attribution("a1", source.id, (), spans["q"], spans["c"], None, "indirect", 0.9)
    report = Report("sha256:0", text, "text/plain", sources=(outlet, source), attributions=(one,))
    return of(report, one, spans["c"], (outlet, source), [(0, len(text))])


def test_of_reads_cue_frame_and_office_from_the_report() -> None:
    general = Source("s2", "General Orl", "person")
    text = "General Orl insisted at noon that the mill must be closed."
    assert saying(text, "insisted", "the mill must be closed", general) == Saying("ordered", "positive", False)
    text = "In his view the mill was reportedly sold, said Orl."
    assert saying(text, "said", "the mill was reportedly sold", Source("s2", "Orl", "person")) == Saying(
        "believed", "positive", True
    )


def test_of_gives_a_denial_negative_polarity() -> None:
    said = saying(
        "The ministry denied that the mill was sold.", "denied", "the mill was sold", Source("s2", "m", "institution")
    )
    assert said == Saying("denied", "negative", False)


def test_of_reads_narration_without_an_attribution() -> None:
    outlet = Source("s1", "The Quay Post", "outlet")
    text = "The mill was closed on Monday."
    report = Report("sha256:0", text, "text/plain", sources=(outlet,))
    assert of(report, None, ((0, len(text)),), (outlet,), [(0, len(text))]) == Saying("stated", "positive", False)


@given(st.text(max_size=80), st.text(max_size=120), st.sampled_from(["person", "anonymous", "public", "outlet"]))
def test_force_never_fails(cue: str, content: str, kind: SourceKind) -> None:
    assert force(cue, content, kind, True) == force(cue, content, kind, True)


def test_patterns_do_not_mind_case() -> None:
    assert force("ORDERED", "the boats burned", "institution", True) == "ordered"


def test_what_the_words_decide_stays_whatever_the_network_says() -> None:
    assert _reconsidered("ordered", {"stated": 0.99, "asked": 0.01}) == "ordered"


def test_what_only_states_gives_way_to_what_the_network_is_sure_of() -> None:
    assert _reconsidered("stated", {"stated": 0.1, "warned": 0.9}) == "warned"
    assert _reconsidered("stated", {"stated": 0.45, "warned": 0.55}) == "stated"
    assert _reconsidered("stated", {}) == "stated"

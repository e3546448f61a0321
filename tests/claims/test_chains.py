"""claims.chains: on whose word, from the outlet inwards, and which links the words do not name."""

from __future__ import annotations

import pytest

from reportedly.claims.chains import Chain, chains
from tests.claims.handmade import OUTLET, Link, Said, cut, report, said, with_claims

SOURCE, OFFICIALS, PARTY = "a source in the valley", "ministry officials", "the party"
TOLD = Link(
    "{c:“They counted the boats,”} {s:a source in the valley} {q:told} The Harbour Wire", SOURCE, quote="direct"
)
OPENING = "“They counted the boats,” a source in the valley told The Harbour Wire on Monday."


def by_words(claims: list[Said]) -> dict[str, Said]:
    return {one.words: one for one in claims}


def test_the_outlets_own_word_is_a_chain_of_the_outlet_alone() -> None:
    text = "The ferry has been closed since Monday, The Harbour Wire has learned."
    link = Link("{c:The ferry has been closed since Monday}, {s:The Harbour Wire} {q:has learned}", OUTLET)
    assert [(one.chain, one.implied) for one in said(report(text, link))] == [((), ())]


def test_what_a_source_told_is_a_chain_of_two() -> None:
    (one,) = said(report(OPENING, TOLD))
    assert (one.words, one.chain, one.implied) == ("“They counted the boats,”", (SOURCE,), ())


def test_two_sources_have_a_chain_each() -> None:
    text = f"{OPENING} “The wells are sealed,” a second source said."
    other = Link("{c:“The wells are sealed,”} {s:a second source} {q:said}", "a second source")
    assert [one.chain for one in said(report(text, TOLD, other))] == [(SOURCE,), ("a second source",)]


def test_what_is_told_of_others_goes_through_every_teller() -> None:
    order = "the party had ordered the boats burned"
    speech = f"ministry officials explained to them at length that {order}"
    made = report(
        f"A source in the valley told The Harbour Wire that {speech}.",
        Link(f"{{s:A source in the valley}} {{q:told}} The Harbour Wire {{c:that {speech}}}", SOURCE),
        Link(f"{{s:ministry officials}} {{q:explained}} to them at length {{c:that {order}}}", OFFICIALS, within=1),
        Link("{s:the party} {q:had ordered} {c:the boats burned}", PARTY, within=2),
        kinds={OFFICIALS: "institution", PARTY: "institution"},
    )
    found = by_words(said(made))["the boats burned"]
    assert (found.chain, found.implied, found.force) == ((SOURCE, OFFICIALS, PARTY), (), "ordered")


def test_officials_at_a_closed_meeting_reach_the_outlet_through_its_one_source() -> None:
    text = f"{OPENING}\n\nAt the meeting, ministry officials said that the wells would be sealed."
    link = Link("{s:ministry officials} {q:said} {c:that the wells would be sealed}", OFFICIALS)
    found = by_words(said(report(text, TOLD, link, kinds={OFFICIALS: "institution"})))
    one = found["the wells would be sealed"]
    assert (one.chain, one.implied) == ((SOURCE, OFFICIALS), (SOURCE,))


def test_officials_who_just_speak_reach_the_outlet_through_its_one_source() -> None:
    text = f"{OPENING}\n\n“Nobody is above the law,” one official was quoted as saying."
    link = Link("{c:“Nobody is above the law,”} {s:one official} {q:was quoted as saying}", "one official")
    found = by_words(said(report(text, TOLD, link, kinds={"one official": "institution"})))
    one = found["“Nobody is above the law,”"]
    assert (one.chain, one.implied) == ((SOURCE, "one official"), (SOURCE,))


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry said in a statement that the wells would be sealed.",
        "The ministry told reporters that the wells would be sealed.",
        "The ministry said at a press conference that the wells would be sealed.",
        "The ministry denied that the wells would be sealed.",
        "The ministry announced on its website that the wells would be sealed.",
    ],
)
def test_a_public_channel_needs_no_carrier(sentence: str) -> None:
    cue = next(word for word in ("said", "told", "denied", "announced") if word in sentence)
    middle = sentence[len("The ministry ") + len(cue) : sentence.index("that the wells")]
    passage = f"{{s:The ministry}} {{q:{cue}}}{middle}{{c:that the wells would be sealed}}"
    made = report(
        f"{OPENING}\n\n{sentence}", TOLD, Link(passage, "the ministry"), kinds={"the ministry": "institution"}
    )
    one = by_words(said(made))["the wells would be sealed"]
    assert (one.chain, one.implied) == (("the ministry",), ())


def test_a_closed_meeting_without_any_source_has_an_unknown_carrier() -> None:
    text = "At the meeting, ministry officials said that the wells would be sealed."
    link = Link("{s:ministry officials} {q:said} {c:that the wells would be sealed}", OFFICIALS)
    made = report(text, link, kinds={OFFICIALS: "institution"})
    (one,) = said(made)
    assert (one.chain, one.implied) == (("unknown", OFFICIALS), ("unknown",))
    assert with_claims(made).source(one.claim.implied[0]).kind == "unknown"


def test_no_unknown_source_is_added_where_nobody_needs_one() -> None:
    assert [source.name for source in with_claims(report(OPENING, TOLD)).sources] == [OUTLET, SOURCE]


def test_words_carried_by_one_of_two_sources_go_through_the_one_of_the_passage() -> None:
    text = (
        f"{OPENING}\n\n“The wells are sealed,” a second source said. At the meeting, ministry officials said that "
        "the gate would be closed."
    )
    made = report(
        text,
        TOLD,
        Link("{c:“The wells are sealed,”} {s:a second source} {q:said}", "a second source"),
        Link("{s:ministry officials} {q:said} {c:that the gate would be closed}", OFFICIALS),
        kinds={OFFICIALS: "institution"},
    )
    one = by_words(said(made))["the gate would be closed"]
    assert (one.chain, one.implied) == (("a second source", OFFICIALS), ("a second source",))


def test_i_and_we_in_ones_own_words_add_no_link() -> None:
    text = "“We believe that the boats are lost,” a source in the valley told The Harbour Wire."
    made = report(
        text,
        Link("{c:“We believe that the boats are lost,”} {s:a source in the valley} {q:told}", SOURCE, quote="direct"),
        Link("{s:We} {q:believe} {c:that the boats are lost}", SOURCE, within=1),
    )
    assert {one.chain for one in said(made)} == {(SOURCE,)}


def test_a_link_without_a_source_stays_with_the_teller_before() -> None:
    rumour = "that it was rumoured among the traders there that the boats were lost"
    made = report(
        f"A source in the valley said {rumour}.",
        Link(f"{{s:A source in the valley}} {{q:said}} {{c:{rumour}}}", SOURCE),
        Link("{q:rumoured} among the traders there {c:that the boats were lost}", None, within=1),
    )
    assert {one.chain for one in said(made)} == {(SOURCE,)}


def test_a_person_who_speaks_in_public_needs_no_carrier() -> None:
    text = f"{OPENING}\n\nTomas Reil said that the wells would be sealed."
    link = Link("{s:Tomas Reil} {q:said} {c:that the wells would be sealed}", "Tomas Reil")
    one = by_words(said(report(text, TOLD, link, kinds={"Tomas Reil": "person"})))["the wells would be sealed"]
    assert (one.chain, one.implied) == (("Tomas Reil",), ())


def test_chains_have_one_entry_for_every_attribution() -> None:
    made = report(OPENING, TOLD)
    assert chains(made, *cut(made.text)) == {"a1": Chain(("s1", "s2"))}

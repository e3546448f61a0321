"""claims.assemble: what holds for the claims of any report."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.record import Report
from tests.claims.handmade import Link, report, said, with_claims

SOURCE, MINISTRY = "a source in the valley", "the ministry"


def test_claims_are_one_a_sentence() -> None:
    text = "“They came at night. They burned the boats,” a source in the valley said. “Nobody dared to speak.”"
    link = Link(
        "{c:“They came at night. They burned the boats,”} {s:a source in the valley} {q:said}. "
        "{c:“Nobody dared to speak.”}",
        SOURCE,
    )
    assert [one.words for one in said(report(text, link))] == [
        "“They came at night.",
        "They burned the boats,”",
        "“Nobody dared to speak.”",
    ]


def test_a_claim_broken_by_its_cue_keeps_both_pieces() -> None:
    text = "“The boats,” a source in the valley said, “were burned at dawn.”"
    link = Link("{c:“The boats,”} {s:a source in the valley} {q:said}, {c:“were burned at dawn.”}", SOURCE)
    assert [one.words for one in said(report(text, link))] == ["“The boats,” … “were burned at dawn.”"]


def test_only_the_order_is_a_claim_where_the_teller_says_nothing_else() -> None:
    text = "A source in the valley said that the ministry had ordered the boats to be burned."
    made = report(
        text,
        Link(
            "{s:A source in the valley} {q:said} {c:that the ministry had ordered the boats to be burned}",
            SOURCE,
        ),
        Link("{s:the ministry} {q:had ordered} {c:the boats to be burned}", MINISTRY, within=1),
        kinds={MINISTRY: "institution"},
    )
    (one,) = said(made)
    assert (one.words, one.force, one.chain) == ("the boats to be burned", "ordered", (SOURCE, MINISTRY))


def test_a_passive_order_keeps_its_words_and_stays_with_the_last_teller() -> None:
    text = (
        "The lake was closed, a source in the valley told The Harbour Wire. "
        "Households have been told to melt snow instead of drawing water."
    )
    made = report(
        text,
        Link("{c:The lake was closed}, {s:a source in the valley} {q:told}", SOURCE),
        Link("{q:have been told} {c:to melt snow instead of drawing water}"),
    )
    one = said(made)[1]
    assert one.words.rstrip(".") == "Households have been told to melt snow instead of drawing water"
    assert (one.force, one.chain, one.implied) == ("ordered", (SOURCE,), (SOURCE,))


def test_a_passive_inside_what_a_source_says_is_said_once() -> None:
    text = "“We were warned that the gate would be closed,” a source in the valley said."
    made = report(
        text,
        Link("{c:“We were warned that the gate would be closed,”} {s:a source in the valley} {q:said}", SOURCE),
        Link("{q:were warned} {c:that the gate would be closed}", None, within=1),
    )
    (one,) = said(made)
    assert "We were warned that the gate would be closed" in one.words
    assert one.chain == (SOURCE,)


def test_a_hedge_without_any_teller_is_no_claim() -> None:
    text = "The boats have reportedly been burned near the old lighthouse."
    assert said(report(text, Link("{c:The boats have} {q:reportedly} {c:been burned near the old lighthouse}"))) == []


@pytest.mark.parametrize(
    ("cue", "content", "hedged"),
    [("said", "that the boats were burned", False), ("said", "that it seems the boats were burned", True)],
)
def test_claims_say_whether_the_teller_vouches(cue: str, content: str, hedged: bool) -> None:
    text = f"A source in the valley {cue} {content}."
    (one,) = said(report(text, Link(f"{{s:A source in the valley}} {{q:{cue}}} {{c:{content}}}", SOURCE)))
    assert one.claim.hedged is hedged


@pytest.mark.parametrize(("cue", "polarity"), [("denied", "negative"), ("said", "positive")])
def test_a_denial_is_negative(cue: str, polarity: str) -> None:
    text = f"The ministry {cue} in a statement that the boats were burned."
    link = Link(f"{{s:The ministry}} {{q:{cue}}} in a statement {{c:that the boats were burned}}", MINISTRY)
    (one,) = said(report(text, link, kinds={MINISTRY: "institution"}))
    assert one.claim.polarity == polarity


def test_a_claim_is_no_surer_than_the_links_it_hangs_on() -> None:
    text = "A source in the valley said that the ministry had ordered the boats to be burned."
    made = report(
        text,
        Link(
            "{s:A source in the valley} {q:said} {c:that the ministry had ordered the boats to be burned}",
            SOURCE,
            confidence=0.5,
        ),
        Link("{s:the ministry} {q:had ordered} {c:the boats to be burned}", MINISTRY, within=1, confidence=0.8),
        kinds={MINISTRY: "institution"},
    )
    assert said(made)[0].claim.confidence <= 0.5


def test_the_same_words_are_one_claim_with_the_longer_chain() -> None:
    text = "A source in the valley said the ministry warned the boats would be burned."
    content = "the boats would be burned"
    made = report(
        text,
        Link(f"{{s:A source in the valley}} {{q:said}} the ministry warned {{c:{content}}}", SOURCE),
        Link(f"{{s:the ministry}} {{q:warned}} {{c:{content}}}", MINISTRY, within=1),
        kinds={MINISTRY: "institution"},
    )
    (one,) = said(made)
    assert one.chain == (SOURCE, MINISTRY)


def test_assembling_keeps_the_sources_that_were_there() -> None:
    text = "“They counted the boats,” a source in the valley said."
    made = report(text, Link("{c:“They counted the boats,”} {s:a source in the valley} {q:said}", SOURCE))
    assert with_claims(made).sources[: len(made.sources)] == made.sources


def test_a_report_without_attributions_or_events_has_no_claims() -> None:
    assert said(report("The harbour lies in the north.")) == []


SENTENCES = [
    ("“They burned the boats,” a source in the valley told The Harbour Wire.",
     "{c:“They burned the boats,”} {s:a source in the valley} {q:told}", SOURCE),
    ("At the meeting, ministry officials warned that traders would be arrested.",
     "At the meeting, {s:ministry officials} {q:warned} {c:that traders would be arrested}", "ministry officials"),
    ("The ministry denied in a statement that wells were sealed.",
     "{s:The ministry} {q:denied} in a statement {c:that wells were sealed}", MINISTRY),
    ("Households were told to hand in their radios.", "{q:were told} {c:to hand in their radios}", None),
    ("The gate has reportedly been closed since.", "{c:The gate has} {q:reportedly} {c:been closed since}", None),
    ("A second source said that guards came. “It was dark,” she said.",
     "{s:A second source} {q:said} {c:that guards came}", "A second source"),
    ("Eleven traders were arrested in the port that night.", "", None),
    ("The harbour lies in the north.", "", None),
]  # fmt: skip


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Sentences in any order, in any paragraphs, the last of them sometimes boilerplate."""
    chosen = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=7, unique_by=lambda one: one[0]))
    text = chosen[0][0]
    for sentence, _, _ in chosen[1:]:
        text += draw(st.sampled_from([" ", "\n\n", "\r\n"])) + sentence
    links = [Link(passage, source) for _, passage, source in chosen if passage]
    line = "Traders were arrested while this photograph was taken." if draw(st.booleans()) else ""
    kinds = {MINISTRY: "institution", "ministry officials": "institution"}
    return report(text + ("\n" + line if line else ""), *links, kinds=kinds, boilerplate=line)  # type: ignore[arg-type]


@settings(max_examples=80)
@given(reports())
def test_claims_rest_on_words_of_the_text_outside_boilerplate(made: Report) -> None:
    for claim in with_claims(made).claims:
        assert claim.content
        for s, e in claim.content:
            assert 0 <= s < e <= len(made.text) and made.text[s:e].strip() == made.text[s:e]
            assert not any(s < b and a < e for a, b in made.boilerplate)


@settings(max_examples=80)
@given(reports())
def test_chains_begin_with_the_outlet_and_hold_what_is_implied(made: Report) -> None:
    done = with_claims(made)
    known = {source.id for source in done.sources}
    for claim in done.claims:
        assert claim.chain[0] == done.sources[0].id
        assert set(claim.implied) <= set(claim.chain) <= known
        assert len(set(claim.chain)) == len(claim.chain)


@settings(max_examples=80)
@given(reports())
def test_claims_are_numbered_in_text_order_and_no_content_comes_twice(made: Report) -> None:
    claims = with_claims(made).claims
    assert [claim.id for claim in claims] == [f"c{n}" for n in range(1, len(claims) + 1)]
    assert [claim.content[0] for claim in claims] == sorted(claim.content[0] for claim in claims)
    assert len({claim.content for claim in claims}) == len(claims)


@settings(max_examples=40)
@given(reports())
def test_claims_are_the_same_every_time(made: Report) -> None:
    assert with_claims(made) == with_claims(made)

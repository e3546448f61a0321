"""attribution.find: the links of hearsay in whole texts, where the network is sure, and what holds for all of them."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly import attribution
from reportedly.attribution.find import inner_text, quote_kind, told_to, widen
from reportedly.language import MODEL, analyse
from reportedly.language.pieces import quote_states
from reportedly.record import Attribution, Report, Spans

OUTLET = "The Harbour Wire"
NESTED = (
    "“The officials said that anyone found with a radio would be sent to the mines,” a source in the valley told "
    "The Harbour Wire on Monday.\n\n"
    "The source said the ministry warned that families who hid a radio would be punished.\n"
)
MANY = (
    "The guards have sealed three wells in the valley, according to a resident of Dolm.\n\n"
    "“We stood on the ice until it was light,” she said. “Nobody spoke.”\n\n"
    "Tomas Reil, a spokesman for the ministry, denied that any wells had been sealed.\n\n" + NESTED
)


@lru_cache(maxsize=1)
def heads() -> attribution.Heads:
    return attribution.load(MODEL)


def found(text: str, boilerplate: Spans = ()) -> Report:
    """A report with its sources and attributions."""
    report = Report(id="", text=text, media_type="text/plain", outlet=OUTLET, language="en", boilerplate=boilerplate)
    sources, attributions = attribution.find(report, next(analyse([text])), heads())
    return Report(id="", text=text, media_type="text/plain", outlet=OUTLET, sources=sources, attributions=attributions)


def named(report: Report, one: Attribution) -> str | None:
    return report.source(one.source).name if one.source else None


def test_find_sees_a_quotation_its_cue_and_its_source() -> None:
    report = found("The ferry was closed.\n\n“We stood on the ice until it was light,” she said.\n")
    (one,) = report.attributions
    assert report.words(one.content) == "“We stood on the ice until it was light,”"
    assert (report.words(one.cue), report.words(one.source_spans), one.quote) == ("said", "she", "direct")


def test_find_sees_what_follows_according_to() -> None:
    report = found("The guards have sealed three wells in the valley, according to a resident of Dolm.\n")
    (one,) = report.attributions
    assert report.words(one.content) == "The guards have sealed three wells in the valley"
    assert (report.words(one.cue), one.quote) == ("according to", "indirect")
    assert named(report, one) == "a resident of Dolm"


def test_find_looks_into_contents_again() -> None:
    report = found(NESTED)
    inner = {report.words(one.cue): one for one in report.attributions if one.within}
    assert report.words(inner["said"].source_spans) == "The officials"
    assert "anyone found with a radio would be sent to the mines" in report.words(inner["said"].content)


def test_find_holds_inner_attributions_inside_their_parents_content() -> None:
    report = found(MANY)
    by_id = {one.id: one for one in report.attributions}
    for one in report.attributions:
        if one.within:
            parent = by_id[one.within]
            for s, e in (*one.content, *one.cue, *one.source_spans):
                assert any(a <= s and e <= b for a, b in parent.content)


def test_find_puts_the_outlet_first_and_numbers_in_text_order() -> None:
    report = found(MANY)
    assert (report.sources[0].name, report.sources[0].kind) == (OUTLET, "outlet")
    assert [one.id for one in report.sources] == [f"s{n}" for n in range(1, len(report.sources) + 1)]
    assert [one.id for one in report.attributions] == [f"a{n}" for n in range(1, len(report.attributions) + 1)]
    starts = [min(one.content)[0] for one in report.attributions]
    assert starts == sorted(starts)


def test_find_names_only_sources_and_parents_that_are_there() -> None:
    report = found(MANY)
    sources, attributions = {one.id for one in report.sources}, {one.id for one in report.attributions}
    assert {one.source for one in report.attributions if one.source} <= sources
    assert {one.within for one in report.attributions if one.within} <= attributions


def test_find_gives_every_link_words_and_a_confidence() -> None:
    for one in found(MANY).attributions:
        assert one.content and one.cue
        assert 0 <= one.confidence <= 1


def test_find_writes_down_where_a_source_is_named() -> None:
    report = found(MANY)
    (resident,) = [one for one in report.sources if one.name == "a resident of Dolm"]
    assert "a resident of Dolm" in {report.text[s:e] for s, e in resident.mentions}


def test_find_leaves_boilerplate_alone() -> None:
    text = "The wells were sealed.\n\n“Subscribe to us for a year,” she said.\n\n“The ice is thin,” he said.\n"
    start = text.index("“Subscribe")
    end = text.index("\n", start)
    whole, without = found(text), found(text, ((start, end),))
    touching = [one for one in without.attributions if any(s < end and start < e for s, e in (*one.content, *one.cue))]
    assert len(whole.attributions) == 2
    assert touching == []
    assert len(without.attributions) == 1


@pytest.mark.parametrize("text", ["", "\n \n", "The harbour lies in the north. It has two gates and a tower.\n", "“”"])
def test_find_finds_nothing_where_nobody_says_anything(text: str) -> None:
    report = found(text)
    assert report.attributions == ()
    assert [one.kind for one in report.sources] == ["outlet"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("“They counted the boats,”", "direct"),
        ("that they counted the boats", "indirect"),
        ("that they “counted” the boats", "mixed"),
        ("“…” —", "indirect"),
    ],
)
def test_quote_kind_looks_where_the_words_stand(content: str, kind: str) -> None:
    text = f"{content} she said."
    assert quote_kind(quote_states(text), text, ((0, len(content)),)) == kind


def test_quote_kind_takes_all_pieces_together() -> None:
    text = "“We wait,” she said, for a ship"
    pieces = ((0, 10), (text.index("for"), len(text)))
    assert quote_kind(quote_states(text), text, pieces) == "mixed"
    assert quote_kind(quote_states(text), text, pieces[:1]) == "direct"


@pytest.mark.parametrize(
    ("text", "inner", "wide"),
    [
        ("“We wait,” she said", "“We wait", "“We wait,”"),
        ("“We wait.” She left", "“We wait", "“We wait.”"),
        ("so “we wait” here", "we wait”", "“we wait”"),
        ("so “we wait” here", "we wait", "“we wait”"),
        ('so "we wait" here', "we wait", '"we wait"'),
        ("“We wait,” she said", "“We wait,”", "“We wait,”"),
        ("they said we wait, then", "we wait", "we wait"),
        ("“She said we wait,” he said", "we wait", "we wait"),
    ],
)
def test_widen_takes_in_the_marks_that_belong_to_the_content(text: str, inner: str, wide: str) -> None:
    start = text.index(inner)
    s, e = widen(text, (start, start + len(inner)))
    assert text[s:e] == wide


@settings(max_examples=200)
@given(st.text(st.sampled_from("ab “”\"',.?\n"), max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_widen_never_shrinks_and_stays_inside_the_text(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    s, e = widen(text, (start, end))
    assert 0 <= s <= start and end <= e <= len(text)


@settings(max_examples=200)
@given(st.text(st.sampled_from("ab “”\"'\r\n,"), max_size=25))
def test_inner_text_keeps_the_length_and_every_letter_in_its_place(content: str) -> None:
    line = inner_text(content)
    assert len(line) == len(content)
    assert "\n" not in line and "\r" not in line
    assert all(after == before for before, after in zip(content, line, strict=True) if before.isalnum())


def test_inner_text_takes_the_marks_off_what_is_all_quoted() -> None:
    assert inner_text("“We wait,\n“and wait.”") == " We wait,  and wait. "


def test_inner_text_leaves_the_marks_of_a_part() -> None:
    assert inner_text("that they “wait”") == "that they “wait”"


def test_the_subject_of_a_passive_is_not_who_told() -> None:
    text = "They were told to leave."
    assert told_to(text, ((5, 14),), ((0, 4),))


def test_the_subject_of_an_active_cue_is_who_told() -> None:
    text = "They told us to leave."
    assert not told_to(text, ((5, 9),), ((0, 4),))

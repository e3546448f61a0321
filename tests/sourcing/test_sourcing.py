"""sourcing.find: access, title and place of a source, and what holds for every report."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.record import Attribution, Report, Source, SourceKind
from tests.sourcing.weighed import weigh, weighed

SAID = " {q:said} {c:the road was closed}."
WORDS = st.sampled_from(
    [
        "I",
        "we",
        "she",
        "told",
        "me",
        "who",
        "saw",
        "The source",
        "was",
        "present",
        ",",
        ".",
        "“",
        "”",
        "\n",
        "for fear of",
        "reprisals",
    ]
)


@pytest.mark.parametrize(("kind", "access"), [("institution", "official"), ("document", "official")])
def test_bodies_and_documents_speak_for_themselves(kind: SourceKind, access: str) -> None:
    _, source = weighed("{s:The ministry}" + SAID, kind)
    assert (source.access, source.basis) == (access, ())


def test_a_body_that_rests_on_interviews_relays() -> None:
    report, source = weighed(
        "{s:The group} {q:said} {c:the road was closed}, citing testimony from nine families.", "institution"
    )
    assert (source.access, report.words(source.basis)) == ("relayed", "citing testimony from nine families")


@pytest.mark.parametrize(
    ("marked", "title"),
    [
        ("{s:Tomas Reil, a spokesman for the ministry,}" + SAID, "spokesman for the ministry"),
        ("The interior minister, {s:Tomas Reil}," + SAID, "interior minister"),
        ("Deputy Minister of Works {s:Ada Lenk}" + SAID, "Deputy Minister of Works"),
        ("The head of the mission, {s:Ada Lenk}," + SAID, "head of the mission"),
    ],
)
def test_who_holds_an_office_speaks_for_it(marked: str, title: str) -> None:
    _, source = weighed(marked, "person")
    assert (source.access, source.title) == ("official", title)


@pytest.mark.parametrize(
    ("words", "kind", "title"),
    [
        ("A fish trader in Dolm", "anonymous", "fish trader"),
        ("A source in Dolm", "anonymous", None),
        ("A woman from Dolm", "anonymous", None),
        ("An employee of a savings bank", "anonymous", "employee of a savings bank"),
        ("A retired schoolteacher", "anonymous", "retired schoolteacher"),
        ("The commander of the lake sector", "institution", "commander of the lake sector"),
        ("The ministry", "institution", None),
        ("Osric Vane, an economist at the Cold Institute,", "person", "economist"),
        ("The decree", "document", None),
    ],
)
def test_title_is_office_or_trade(words: str, kind: SourceKind, title: str | None) -> None:
    assert weighed("{s:" + words + "}" + SAID, kind)[1].title == title


def test_a_person_without_office_has_no_access_of_its_own() -> None:
    assert weighed("{s:Osric Vane, an economist at the Cold Institute,}" + SAID, "person")[1].access == "unknown"


@pytest.mark.parametrize(
    ("words", "place", "id"),
    [
        ("A source in Norr Province", "Norr Province", "p1"),
        ("A source in Upper Norr Province", "Norr Province", "p1"),
        ("A trader from Dolm", "Dolm", "p1"),
        ("A woman who fled through Dolm", "Dolm", None),
        ("The Dolm trader", "Dolm", None),
    ],
)
def test_place_is_where_the_report_puts_the_source(words: str, place: str, id: str | None) -> None:
    assert weighed("{s:" + words + "}" + SAID, place=place)[1].place == id


def test_a_place_of_the_event_is_not_the_sources() -> None:
    assert weighed("{s:A source} {q:said} {c:the road to Dolm was closed}.", place="Dolm")[1].place is None


def test_an_official_who_denies_speaks_for_his_body() -> None:
    assert weighed("{s:An official in the district office} {q:denied} {c:that it was closed}.")[1].access == "official"


def test_an_official_who_will_not_be_named_does_not() -> None:
    marked = (
        "{s:An official in the district office}, speaking on condition of anonymity, {q:denied} {c:that it was closed}."
    )
    assert weighed(marked)[1].access == "unknown"


@pytest.mark.parametrize(
    ("text", "access"),
    [
        ("A reporter for The Harbour Wire saw trucks.", "first_hand"),
        ("A copy of the order was seen by The Harbour Wire.", "first_hand"),
        ("The Harbour Wire has learned of it.", "unknown"),
        ("A trader told The Harbour Wire that he saw it.", "unknown"),
    ],
)
def test_the_outlet_knows_only_what_its_own_reporter_saw(text: str, access: str) -> None:
    outlet = Source("s1", "The Harbour Wire", "outlet")
    report = Report(id="", text=text, media_type="text/plain", outlet="The Harbour Wire", sources=(outlet,))
    assert weigh(report).sources[0].access == access


def test_she_is_not_told_what_was_told_to_him() -> None:
    marked = "{s:A woman} {q:said} {c:an officer had warned him}."
    assert weighed(marked)[1].access == "unknown"


@given(st.lists(WORDS, max_size=40), st.data())
def test_find_keeps_ids_and_order_and_its_spans_lie_in_the_text(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    place = st.integers(0, len(text))
    spans = [tuple(sorted((data.draw(place), data.draw(place)))) for _ in range(3)]
    source, cue, content = ((s, e) for s, e in spans)
    kinds: list[SourceKind] = ["anonymous", "person", "institution", "public"]
    kind = data.draw(st.sampled_from(kinds))
    one = Source("s2", "a source", kind, mentions=(source,) if source[0] < source[1] else ())
    link = Attribution(
        "a1", "s2", (source,), (cue,), (content,), None, data.draw(st.sampled_from(["direct", "indirect"])), 0.5
    )
    report = Report(
        id="",
        text=text,
        media_type="text/plain",
        outlet="X",
        sources=(Source("s1", "X", "outlet"), one),
        attributions=(link,),
    )
    done = weigh(report)
    assert [s.id for s in done.sources] == ["s1", "s2"]
    for found in done.sources:
        assert all(0 <= s < e <= len(text) for s, e in (*found.basis, *found.unnamed_because))
        assert (found.basis != ()) <= (found.access in ("first_hand", "relayed"))
    assert weigh(replace(report)) == done

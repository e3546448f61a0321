"""At least and at most: what is proven of voices, and that the lower bound is never too high."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.corroboration import links
from reportedly.corroboration.apart import Apart, heard
from reportedly.corroboration.identity import key
from reportedly.corroboration.independence import Derived, Link, weigh
from reportedly.corroboration.origins import Voice, voices
from reportedly.record import Access, SourceKind
from tests.ledger import told
from tests.ledger.told import Told


def voice(id: str, **more: Any) -> Voice:
    report = id.partition(":")[0]
    given: dict[str, Any] = {"source": id, "name": "a source", "kind": "anonymous", "outlet": f"outlet {report}"}
    return Voice(id=id, report=report, claim=id.partition(":")[2] or "c1", **{**given, **more})


def named(id: str, name: str, access: str = "first_hand", **more: Any) -> Voice:
    return voice(id, name=name, kind="person", key=f"person:{name.lower()}", access=access, **more)


def bounds(*voices: Voice, links: list[Link] | None = None, derived: list[Derived] | None = None) -> tuple[int, int]:
    found = weigh(voices, links or [], derived or []).range
    return found.at_least, found.at_most


def test_two_labels_are_neither_one_nor_two() -> None:
    assert bounds(voice("a"), voice("b"), voice("c")) == (1, 3)


def test_a_copy_adds_no_origin() -> None:
    assert bounds(voice("a"), voice("b"), links=[Link("a", "b", "same", "copy")]) == (1, 1)


def test_different_names_on_their_own_knowledge_are_two() -> None:
    assert bounds(named("a", "lena orsk"), named("b", "tom verl")) == (2, 2)


@pytest.mark.parametrize("access", ["unknown", "relayed"])
def test_names_that_are_not_said_to_know_for_themselves_are_not_proven_two(access: str) -> None:
    assert bounds(named("a", "lena orsk"), named("b", "tom verl", access)) == (1, 2)


def test_who_is_official_by_no_word_of_the_report_is_not_proven_another() -> None:
    spoken = named("a", "lena orsk", "official"), named("b", "tom verl")
    assert bounds(*spoken) == (1, 2)
    assert bounds(replace(spoken[0], title="governor"), spoken[1]) == (2, 2)


@pytest.mark.parametrize(
    "words", ["who heard it from her brother", "who was told by a guard", "in touch with two of the families"]
)
def test_words_of_hearsay_are_no_own_knowledge(words: str) -> None:
    assert heard(words)


@pytest.mark.parametrize("words", ["who heard the shots", "who saw it", "I was at the stalls", "who was on duty there"])
def test_who_heard_the_shots_was_there(words: str) -> None:
    assert not heard(words)


@pytest.mark.parametrize(
    ("kind", "access", "counts"),
    [("institution", "relayed", "official"), ("person", "first_hand", "unknown"), ("anonymous", "relayed", "relayed")],
)
def test_how_somebody_knows_counts_where_words_say_so(kind: SourceKind, access: Access, counts: Access) -> None:
    report = told.report(Told("Guards shot two traders", chain=[kind]))
    report = replace(report, sources=(report.sources[0], replace(report.sources[1], access=access)))
    (one,) = voices(report, report.claims[0])
    assert one.access == counts


def test_who_is_called_something_is_not_named() -> None:
    assert key("a cook of the Grand Hotel", "person") is None
    assert key("a spokesman for the Dockers’ Union of Pell", "person") == key("Dockers’ Union of Pell", "institution")
    assert key("a spokeswoman", "person") is None


@pytest.mark.parametrize("name", ["the Ostrel Conscripts’ Union", "Ostrel Conscripts’ Union"])
def test_a_name_may_hold_a_word_for_people(name: str) -> None:
    assert key(name, "institution") == key("a report by the Ostrel Conscripts’ Union", "document") is not None
    assert key("Conscripts from the Union", "institution") is None


def test_one_name_is_one() -> None:
    assert bounds(named("a", "lena orsk"), named("b", "lena orsk", "unknown")) == (1, 1)


def test_one_name_with_two_trades_is_not_proven_one() -> None:
    one, other = named("a", "kim yong ho", title="a trader"), named("b", "kim yong ho", title="a teacher")
    assert bounds(one, other) == (1, 2)


def test_two_spellings_of_a_name_are_not_proven_two() -> None:
    assert bounds(named("a", "kim chol su"), named("b", "gim cheol su")) == (1, 2)


def test_a_report_that_tells_its_sources_apart_proves_two() -> None:
    apart = (Apart("s1", "s2", True, "another source"),)
    one, other = voice("r:c1", source="s1", apart=apart), voice("r:c2", source="s2", apart=apart)
    assert bounds(one, other, links=links.within([one, other])) == (2, 2)


def test_somebody_who_passes_on_what_others_told_is_not_proven_another() -> None:
    apart = (Apart("s1", "s2", True, "another source"),)
    one, other = voice("r:c1", source="s1", apart=apart), voice("r:c2", source="s2", apart=apart, access="relayed")
    assert bounds(one, other, links=links.within([one, other])) == (1, 2)


def test_one_source_of_a_report_is_one_however_often_it_speaks() -> None:
    assert bounds(voice("r:c1", source="s1"), voice("r:c2", source="s1"), voice("r:c3", source="s2")) == (1, 2)


def test_a_credit_to_an_outlet_with_one_origin_is_that_origin() -> None:
    first, second = voice("a", outlet="radio"), voice("b", credited=("radio",), key="outlet:radio")
    assert bounds(first, second, derived=links.credited([first, second])) == (1, 1)


def test_a_credit_to_an_outlet_with_two_origins_adds_none() -> None:
    first, second = named("a:c1", "lena orsk", outlet="radio"), named("a:c2", "tom verl", outlet="radio")
    third = voice("b", credited=("radio",), key="outlet:radio")
    found = weigh([first, second, third], [], links.credited([first, second, third]))
    assert (found.range.at_least, found.range.at_most, found.absorbed) == (2, 2, {"b"})
    assert found.verdict("a:c1", "a:c2") == "different" and found.verdict("a:c1", "b") == "unknown"


def test_a_report_that_came_later_is_not_what_was_credited() -> None:
    late = voice("a", outlet="radio", published="2024-03-09")
    early = voice("b", credited=("radio",), key="outlet:radio", published="2024-03-02")
    assert links.credited([late, early]) == []


def test_two_credits_to_an_outlet_that_is_not_here_are_one() -> None:
    credited = {"credited": ("radio",), "key": "outlet:radio"}
    assert bounds(voice("a", **credited), voice("b", **credited)) == (1, 1)


def test_what_was_confirmed_independently_is_another_origin_than_what_it_confirms() -> None:
    told = voice("b:c1", credited=("radio",), key="outlet:radio")
    own = voice("b:c1+", source="outlet", kind="outlet", confirmed=True, key="outlet:post", basis=("confirmed",))
    assert bounds(told, own, links=links.within([told, own])) == (2, 2)


def test_sides_are_counted_apart() -> None:
    told = [voice("a"), voice("b", side="admission"), voice("c", side="denial"), voice("d", side="denial")]
    ranges = weigh(told, [Link("c", "d", "same", "copy")]).ranges
    assert {side: (one.at_least, one.at_most, one.reports) for side, one in ranges.items()} == {
        "allegation": (1, 1, 1),
        "admission": (1, 1, 1),
        "denial": (1, 1, 2),
    }


def test_who_contradicts_in_a_number_raises_no_lower_bound() -> None:
    assert bounds(named("a", "lena orsk"), named("b", "tom verl", differs="number")) == (1, 2)


def test_what_a_person_decides_holds_against_names_and_copies() -> None:
    apart = Link("a", "b", "different", "decided", ("two people of one name",), by="Ines Corvay", entry=7)
    one, other = named("a", "lena orsk"), named("b", "lena orsk")
    found = weigh([one, other], [apart, Link("a", "b", "same", "copy")])
    assert (found.range.at_least, found.range.at_most) == (2, 2)
    assert {link.why for link in found.refused} == {"copy", "named"}
    together = Link("a", "b", "same", "decided", ("the outlet says so",), by="Ines Corvay", entry=8)
    assert bounds(named("a", "lena orsk"), named("b", "tom verl"), links=[together]) == (1, 1)


def test_what_is_proven_both_is_shown_and_raises_no_bound() -> None:
    copy, apart = Link("a", "b", "same", "copy"), Link("a", "b", "different", "told apart")
    found = weigh([voice("a"), voice("b")], [copy, apart])
    assert (found.range.at_least, found.range.at_most, found.refused) == (1, 1, (apart,))


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Voice], list[Link]]:
    count = draw(st.integers(1, 7))
    voices = [voice(f"v{at}") for at in range(count)]
    pairs = list(combinations(range(count), 2))
    made = draw(st.lists(st.tuples(st.sampled_from(pairs), st.booleans()), max_size=10)) if pairs else []
    return voices, [Link(f"v{a}", f"v{b}", "same" if s else "different", "copy" if s else "told apart")
                    for (a, b), s in made]  # fmt: skip


@given(cases())
def test_a_new_proof_only_narrows_and_order_changes_nothing(case: tuple[list[Voice], list[Link]]) -> None:
    voices, given_ = case
    whole = weigh(voices, given_).range
    assert 1 <= whole.at_least <= whole.at_most <= len(voices)
    assert weigh(voices, given_[::-1]).range == whole
    assert weigh(voices[::-1], given_).range == whole
    if given_:
        less = weigh(voices, given_[:-1]).range
        assert less.at_most >= whole.at_most if given_[-1].verdict == "same" else less.at_most == whole.at_most
        assert given_[-1].verdict == "same" or less.at_least <= whole.at_least


@given(cases())
def test_no_way_to_part_the_voices_has_fewer_origins_than_at_least(case: tuple[list[Voice], list[Link]]) -> None:
    voices, given_ = case
    found = weigh(voices, given_)
    same = [(link.a, link.b) for link in given_ if link.verdict == "same"]
    different = [(link.a, link.b) for link in found.apart]
    ids = [one.id for one in voices]
    fits = [len(set(parted)) for parted in _partitions(len(ids))
            if all(parted[ids.index(a)] == parted[ids.index(b)] for a, b in same)
            and all(parted[ids.index(a)] != parted[ids.index(b)] for a, b in different)]  # fmt: skip
    assert (found.range.at_least, found.range.at_most) == (min(fits), max(fits))


def _partitions(count: int) -> list[tuple[int, ...]]:
    made: list[tuple[int, ...]] = [()]
    for _ in range(count):
        made = [(*one, part) for one in made for part in range(max(one, default=-1) + 2)]
    return made


def test_a_voice_of_a_thousand_reports_is_weighed_in_one_go() -> None:
    many = [voice(f"r{at}", published="2024-03-02") for at in range(20_000)]
    copies = [Link("r0", one.id, "same", "copy") for one in many[1:]]
    assert bounds(*many, links=copies) == (1, 1)


def test_replaced_outlets_do_not_matter() -> None:
    assert bounds(replace(voice("a"), outlet=None), replace(voice("b"), outlet=None)) == (1, 2)


def test_a_body_of_a_state_that_tells_what_its_people_did_proves_nothing() -> None:
    words = {"kind": "institution", "access": "official", "key": "body:interior ministry"}
    ministry = voice("a", name="the Interior Ministry", words="police fired tear gas", **words)
    assert bounds(ministry, named("b", "tom verl")) == (1, 2)
    assert bounds(replace(ministry, words="the river rose by a metre"), named("b", "tom verl")) == (2, 2)


def test_an_agency_that_is_taken_for_an_organisation_is_no_witness() -> None:
    agency = voice("a", name="Orla Press Service", kind="institution", access="official", key="body:orla press service")
    assert bounds(agency, named("b", "tom verl")) == (1, 2)

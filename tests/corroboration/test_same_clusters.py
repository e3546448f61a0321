"""Clusters: the same in any order, what people decide holds, and reports of one event stand together."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.corroboration.same import (
    claims_together,
    linked,
    packed_told,
    partition,
    reports_together,
    said,
    told,
    unpacked_told,
    webs,
)
from reportedly.corroboration.same.lexicon import lexicon, using, weights
from reportedly.corroboration.same.stems import figures, named, stems
from reportedly.corroboration.same.web import FEATURES, features, likely_together, second_look
from reportedly.record import Claim, Report


@st.composite
def likenesses(draw: st.DrawFn) -> tuple[list[int], dict[tuple[int, int], float]]:
    """Members and probabilities of some of their pairs, no two the same."""
    members = list(range(draw(st.integers(2, 7))))
    pairs = draw(st.lists(st.sampled_from(list(combinations(members, 2))), unique=True))
    order = draw(st.permutations(range(len(pairs))))
    return members, {pair: (order[at] + 0.617) / (len(pairs) + 1) for at, pair in enumerate(pairs)}


@given(likenesses(), st.randoms())
def test_clusters_do_not_depend_on_the_order(
    given_: tuple[list[int], dict[tuple[int, int], float]], chance: np.random.Generator
) -> None:
    members, likely = given_
    shuffled = members[:]
    chance.shuffle(shuffled)
    turned = {(b, a): p for (a, b), p in likely.items()}
    ours, theirs = partition(members, likely, 0.5), partition(shuffled, turned, 0.5)
    assert {frozenset(one) for one in ours} == {frozenset(one) for one in theirs}


@given(likenesses(), st.data())
def test_what_people_decide_holds(given_: tuple[list[int], dict[tuple[int, int], float]], data: st.DataObject) -> None:
    members, likely = given_
    a, b = data.draw(st.sampled_from(list(combinations(members, 2))))
    joined = partition(members, likely, 0.5, same=[(a, b)])
    parted = partition(members, likely, 0.5, other=[(a, b)])
    assert any(a in one and b in one for one in joined)
    assert not any(a in one and b in one for one in parted)
    assert sorted(x for one in joined for x in one) == sorted(x for one in parted for x in one) == members


@given(likenesses())
def test_a_web_is_cut_by_itself(given_: tuple[list[int], dict[tuple[int, int], float]]) -> None:
    members, likely = given_
    whole = partition(members, likely, 0.5)
    each = [cluster for web in webs(members, likely) for cluster in partition(web, likely, 0.5)]
    assert sorted(whole) == sorted(each)


def test_members_that_are_alike_on_the_average_stand_together() -> None:
    likely = {(1, 2): 0.9, (2, 3): 0.8, (1, 3): 0.1, (3, 4): 0.7}
    assert partition([1, 2, 3, 4], likely, 0.5) == [(1, 2), (3, 4)]


def test_reprints_of_one_text_are_no_more_than_one() -> None:
    copies = dict.fromkeys(combinations(range(1, 6), 2), 1.0)
    likely = copies | {(1, 6): 0.7, (6, 7): 0.6, (2, 7): 0.55}
    assert partition([*range(1, 8)], likely, 0.5) == [(1, 2, 3, 4, 5, 6, 7)]
    assert not any({1, 2} <= {*one} for one in partition([*range(1, 8)], likely, 0.5, other=[(1, 2)]))


QUAKE = (
    "An earthquake shook Kirren in Vosmara before dawn on Monday and brought down forty houses.",
    "Forty houses collapsed in Kirren when an earthquake hit the north of Vosmara on Monday, the prefect Talvik said.",
)
STRIKE = (
    "Dockers in Haldor went on strike over unpaid wages on Friday and closed the harbour of the Anse.",
    "The harbour at Haldor stood still on Friday because the dockers of the Anse began a strike for their wages.",
)


def report(id: str, text: str) -> Report:
    content = ((0, len(text)),)
    claim = Claim("c1", None, content, (), (), "stated", "positive", False, 1.0)
    return Report(id, text, "text/plain", published="2023-03-14", claims=(claim,))


@pytest.fixture
def four() -> list[Report]:
    return [report(f"r{at}", text) for at, text in enumerate((*QUAKE, *STRIKE))]


def test_reports_of_one_event_stand_together(four: list[Report]) -> None:
    assert reports_together([told(one) for one in four]) == [("r0", "r1"), ("r2", "r3")]


def test_claims_that_say_the_same_stand_together(four: list[Report]) -> None:
    found = claims_together([one for each in four for one in said(each)])
    assert found == [(("r0", "c1"), ("r1", "c1")), (("r2", "c1"), ("r3", "c1"))]


def test_a_report_is_kept_and_read_back(four: list[Report]) -> None:
    for one in map(told, four):
        assert unpacked_told(packed_told(one)) == one
        assert linked(one, one)


def test_boilerplate_tells_nothing() -> None:
    text = "Subscribe to Vosmara Window now.\nDockers in Haldor went on strike."
    one = Report("r1", text, "text/plain", boilerplate=((0, 32),))
    assert "subscrib" not in told(one).weights


def test_forms_of_one_word_are_one_stem() -> None:
    assert stems("he shot") == stems("they shoot") == ("shoot",)
    assert named("was said") and named("it") == ("it",)


def test_numbers_are_the_same_in_words_and_figures() -> None:
    assert figures("twelve traders") == figures("12 traders") == {"12"}
    assert figures("nine hundred welders") == figures("900 welders") == {"900"}
    assert figures("sixty-eight boats and two hundred and five nets") == {"68", "205"}
    assert figures("eleven million; two, three and forty") == {"11000000", "2", "3", "40"}
    assert figures("1.5 million crowns, 12,000 houses, 5%") == {"1500000", "12000", "5%"}


def test_other_weights_are_used_for_a_while() -> None:
    before = lexicon()
    with using(dict(weights())):
        assert lexicon() is not before
    assert lexicon() is before


@given(st.integers(2, 6), st.integers(2, 6), st.data())
def test_who_is_like_the_same_others_is_alike_at_a_second_look(one: int, two: int, data: st.DataObject) -> None:
    noise = st.floats(0, 0.01)
    groups = [0] * one + [1] * two
    pairs = list(combinations(groups, 2))
    first = np.array([(0.6 if a == b else 0.3) + data.draw(noise) for a, b in pairs])
    second = second_look(first, one + two)
    assert second.shape == first.shape and (np.abs(second) <= 1 + 1e-9).all()
    if one + two > 3 and min(one, two) > 1:
        inside = [value for value, (a, b) in zip(second, pairs, strict=True) if a == b]
        assert min(inside) > max(value for value, (a, b) in zip(second, pairs, strict=True) if a != b)


def test_every_number_of_a_pair_in_a_web_has_a_name(four: list[Report]) -> None:
    assert features([told(one) for one in four]).shape == (6, len(FEATURES))


def test_in_a_web_reports_of_one_event_are_likelier_to_be_together(four: list[Report]) -> None:
    likely = likely_together([told(one) for one in four])
    assert min(likely["r0", "r1"], likely["r2", "r3"]) > max(
        p for pair, p in likely.items() if pair[1] != f"r{int(pair[0][1]) + 1}"
    )

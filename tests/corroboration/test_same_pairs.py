"""Pairs of claims: who says the same, and where two that do contradict each other."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.corroboration.same import Said, alike, claim_keys, contradiction, packed, unpacked
from reportedly.corroboration.same.features import NAMES, features
from training.claimpairs import Group, claim, groups

UNSEEN = groups(Path(__file__).with_name("pairs.yaml"))

WORDS = ("police", "arrested", "shot", "twelve", "traders", "Oskamen", "said", "was", "fire", "Kirren", "denied", "it")
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)


def made(words: str, report: str = "r1", **parts: object) -> Said:
    return replace(claim(report, {"words": words}, "2023-03-14"), **parts)  # type: ignore[arg-type]


@given(texts, texts)
def test_a_pair_is_as_alike_in_either_order(a: str, b: str) -> None:
    one, other = made(a), made(b, "r2")
    assert np.allclose(features(one, other), features(other, one), atol=1e-6)
    assert 0 <= alike(one, other) <= 1


def test_every_number_has_a_name() -> None:
    assert features(made("police arrested traders"), made("it", "r2")).shape == (len(NAMES),)


@settings(max_examples=40)
@given(texts, st.booleans())
def test_a_claim_is_kept_and_read_back(words: str, meant: bool) -> None:
    vector = np.eye(1, 384, dtype=np.float32)[0] if meant else None
    one = made(words, vector=vector, when=(("2023-03-01", "2023-03-31"),), where=frozenset({"iso:XA"}))
    back = unpacked(packed(one))
    assert back == one
    if vector is None:
        assert back.vector is None
    else:
        assert back.vector is not None and np.allclose(back.vector, vector, atol=1e-3)


@pytest.mark.parametrize("group", UNSEEN, ids=lambda group: group.same[0].stems[0])
def test_contradictions_are_those_that_were_invented(group: Group) -> None:
    first, *rest = group.same
    found = [contradiction(first, one) for one in rest]
    assert found == list(group.but[1:])


def test_claims_that_say_the_same_are_told_from_those_that_do_not() -> None:
    same = [alike(a, b) for group in UNSEEN for a, b in combinations(group.same, 2)]
    other = [alike(a, b) for group in UNSEEN for a in group.same for b in group.other]
    order = np.mean([[one > another for another in other] for one in same])
    assert order > FLOOR  # what was measured, less a little: a change that costs more must show


FLOOR = 0.7


def test_claims_of_different_groups_are_not_alike() -> None:
    pairs = [(a, b) for one, two in combinations(UNSEEN, 2) for a in one.same[:2] for b in two.same[:2]]
    assert np.mean([alike(a, b) >= 0.5 for a, b in pairs]) < 0.02


def test_denied_is_the_gravest_contradiction() -> None:
    one = made("twelve traders were arrested")
    other = made("no trader was arrested", "r2", polarity="negative", numbers=frozenset({"3"}))
    assert contradiction(one, other) == contradiction(other, one) == "denied"


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        ({"numbers": {"12"}}, {"numbers": {"30"}}, "number"),
        ({"numbers": {"12", "3"}}, {"numbers": {"3"}}, None),
        ({"numbers": {"12"}}, {}, None),
        ({"when": (("2023-03-01", "2023-03-31"),)}, {"when": (("2023-03-31", "2023-04-02"),)}, None),
        ({"when": (("2023-03-01", "2023-03-31"),)}, {"when": (("2023-04-01", "2023-04-02"),)}, "date"),
        ({"where": {"a"}, "around": {"p", "c"}}, {"where": {"p"}, "around": {"c"}}, None),
        ({"where": {"a"}, "around": {"p", "c"}}, {"where": {"q"}, "around": {"c"}}, "place"),
    ],
)
def test_contradiction_by_number_day_and_place(
    ours: dict[str, object], theirs: dict[str, object], found: str | None
) -> None:
    base = made("the market burned", numbers=frozenset())
    one, other = (
        replace(base, **{k: frozenset(v) if isinstance(v, set) else v for k, v in some.items()})  # type: ignore[arg-type]
        for some in (ours, theirs)
    )
    assert contradiction(one, other) == contradiction(other, one) == found


def test_claims_that_share_two_rare_words_meet_in_the_index() -> None:
    one, other = made("twelve traders were arrested in Oskamen"), made("in Oskamen a dozen traders sat in jail", "r2")
    far = made("lessons were suspended in Haldor", "r3")
    assert set(claim_keys(one)) & set(claim_keys(other))
    assert not set(claim_keys(one)) & set(claim_keys(far))

"""agreement: alpha is Krippendorff's, to the last digit that he printed, and counts what two people both judged."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.ledger import Ledger, agreement, judgments, ratings
from reportedly.ledger.agreement import Agreement, alpha
from reportedly.ledger.reread import reread
from reportedly.record import Report
from tests.ledger import wells

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): the data of its sections A to C, one line an
# observer, a dot where he observed nothing; the figures are those printed there.
TWO_VALUES = ["0100000010", "1110010000"]
NAMES = ["aabbdcccedda", "babbbccceddd"]
FOUR = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]


def units(observers: list[str]) -> list[dict[str, str]]:
    return [
        {f"observer {n}": value for n, value in enumerate(column) if value != "."}
        for column in zip(*observers, strict=True)
    ]


@pytest.mark.parametrize(
    ("observers", "order", "printed"),
    [(TWO_VALUES, None, 0.095), (NAMES, None, 0.692), (FOUR, None, 0.743), (FOUR, "12345", 0.815)],
    ids=["two values", "names", "four observers", "four observers, grades"],
)
def test_alpha_is_that_of_the_published_examples(observers: list[str], order: str | None, printed: float) -> None:
    found = alpha(units(observers), order)
    assert found is not None
    assert round(found, 3) == printed


UNITS = st.lists(st.dictionaries(st.sampled_from("ABCD"), st.sampled_from("xyz"), max_size=4), max_size=8)


@given(UNITS)
def test_alpha_compares_pairs_within_units_with_all_pairs(some: list[dict[str, str]]) -> None:
    shared = [list(unit.values()) for unit in some if len(unit) > 1]
    together = [value for values in shared for value in values]
    apart = [one != other for one, other in permutations(together, 2)]
    found = alpha(some)
    if not any(apart):
        assert found is None
        return
    within = sum(
        sum(one != other for one, other in permutations(values, 2)) / (len(values) - 1) for values in shared
    ) / len(together)
    assert found == pytest.approx(1 - within / (sum(apart) / len(apart)))


@given(UNITS, st.permutations("xyz"), st.permutations("ABCD"))
def test_neither_names_of_people_nor_of_values_matter(
    some: list[dict[str, str]], values: list[str], people: list[str]
) -> None:
    called, who = dict(zip("xyz", values, strict=True)), dict(zip("ABCD", people, strict=True))
    renamed = [{who[one]: called[value] for one, value in unit.items()} for unit in some]
    assert alpha(renamed) == pytest.approx(alpha(some))


@given(UNITS)
def test_grades_turned_round_are_as_far_apart(some: list[dict[str, str]]) -> None:
    assert alpha(some, "xyz") == pytest.approx(alpha(some, "zyx"))


def test_what_nobody_shares_has_no_agreement() -> None:
    assert agreement.agreement([{"Ada": "x"}, {"Berit": "y"}, {}]) == Agreement(0, 0, 0, None, None)
    assert agreement.agreement([{"Ada": "x", "Berit": "x"}] * 3) == Agreement(3, 2, 3, None, 100.0)
    assert agreement.agreement([{"Ada": "x", "Berit": "x"}, {"Ada": "y", "Berit": "y"}]) == Agreement(2, 2, 2, 1, 100.0)


def test_percent_counts_people_as_alpha_does() -> None:
    some = [{"A": "x", "B": "x", "C": "y"}, {"A": "y", "B": "y"}]
    found = agreement.agreement(some)
    assert (found.units, found.people, found.pairs, found.alpha) == (2, 3, 4, alpha(some))
    assert found.percent == pytest.approx(60.0)


def test_a_ledger_tells_how_far_its_people_agree(ledger: Ledger) -> None:
    def other(n: int) -> Report:
        return wells.report(wells.TEXT + f"Number {n}.\n")

    records = [wells.kept(ledger, other(n)) for n in range(2)]
    for n, record in enumerate(records):
        judgments.judge(ledger, record, "c1", "accept", by="Ada")
        judgments.judge(ledger, record, "c1", "correct", by="Berit", fields={"force": "warned"})
        judgments.judge(ledger, record, "c2", "reject", by="Ada")
        judgments.judge(ledger, record, "c2", "reject", by="Berit")
        judgments.judge(ledger, record, "c3", "unsure", by="Ada")
        ratings.rate(ledger, record, source="s2", reliability="B", by="Ada")
        ratings.rate(ledger, record, source="s2", reliability="BD"[n], by="Berit")
        ratings.rate(ledger, record, source="s4", reliability="F", by="Berit")
        ratings.rate(ledger, record, source="s4", reliability="C", by="Ada")
    found = agreement.of(ledger)
    assert (found["decisions"].units, found["decisions"].people, found["decisions"].percent) == (4, 2, 50.0)
    assert found["force"] == Agreement(2, 2, 2, alpha([{"A": 1, "B": 2}] * 2), 0.0)
    assert found["chain"].percent == 100.0
    assert (found["reliability"].units, found["reliability"].percent) == (2, 50.0)
    assert found["credibility"] == Agreement(0, 0, 0, None, None)
    assert set(found) == {"decisions", *agreement.FIELDS, "reliability", "credibility"}


def test_a_judgment_that_went_along_counts_once(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    judgments.judge(ledger, record, "c2", "accept", by="Ada")
    judgments.judge(ledger, record, "c2", "accept", by="Berit")
    newer = wells.read_again(wells.report(), title="Wells")
    reread(ledger, lambda _data, _name: newer, newer.id)
    assert agreement.of(ledger)["decisions"].units == 1

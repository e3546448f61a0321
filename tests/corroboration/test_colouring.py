"""The fewest classes: exact against trying everything, never too high when the search is cut short."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.corroboration.colouring import Fewest, fewest_classes


def graph(nodes: int, pairs: set[tuple[int, int]]) -> dict[int, set[int]]:
    made: dict[int, set[int]] = {one: set() for one in range(nodes)}
    for a, b in pairs:
        made[a].add(b)
        made[b].add(a)
    return made


def by_trying(nodes: int, pairs: set[tuple[int, int]]) -> int:
    for classes in range(1, nodes + 1):
        for chosen in product(range(classes), repeat=nodes):
            if all(chosen[a] != chosen[b] for a, b in pairs):
                return classes
    return 0


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, set[tuple[int, int]]]:
    nodes = draw(st.integers(1, 7))
    every = list(combinations(range(nodes), 2))
    return nodes, draw(st.sets(st.sampled_from(every))) if every else set()


@given(graphs())
def test_fewest_is_what_trying_everything_finds(made: tuple[int, set[tuple[int, int]]]) -> None:
    assert fewest_classes(graph(*made)) == Fewest(by_trying(*made), True)


@given(graphs(), st.integers(0, 12))
def test_a_search_that_is_cut_short_is_never_too_high(made: tuple[int, set[tuple[int, int]]], effort: int) -> None:
    found = fewest_classes(graph(*made), effort)
    assert found.number <= by_trying(*made)
    assert not found.exact or found.number == by_trying(*made)


@pytest.mark.parametrize(("length", "classes"), [(4, 2), (5, 3), (201, 3)])
def test_a_ring_of_an_odd_length_takes_three_though_no_three_differ(length: int, classes: int) -> None:
    pairs = {(at, (at + 1) % length) for at in range(length)}
    assert fewest_classes(graph(length, {(min(p), max(p)) for p in pairs})).number == classes


def test_grotzschs_graph_takes_four_without_a_triangle() -> None:
    ring = {(at, (at + 1) % 5) for at in range(5)}
    mycielski = {(5 + at, (at + 1) % 5) for at in range(5)} | {(5 + at, (at - 1) % 5) for at in range(5)}
    hub = {(10, 5 + at) for at in range(5)}
    assert fewest_classes(graph(11, ring | mycielski | hub)) == Fewest(4, True)


def test_many_who_all_differ_are_found_at_once() -> None:
    every = set(combinations(range(200), 2))
    assert fewest_classes(graph(200, every)) == Fewest(200, True)


def test_nothing_needs_no_class() -> None:
    assert fewest_classes({}) == Fewest(0, True)

"""The fewest classes into which things can be parted so that no two that differ share one: a chromatic number.

Exact for every graph that occurs: whatever has fewer differences than there are classes can be set aside (it finds a
class in the end), the parts that hang together are done one by one, and the search begins at a clique, which most such
graphs are. In the worst case the search is exponential, so it is bounded: if it is cut short the answer is the largest
number that was proven to be necessary, which is never too high.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


@dataclass(frozen=True)
class Fewest:
    """The number, and whether it is proven that fewer classes do not do and that so many do."""

    number: int
    exact: bool


def fewest_classes(differs: Mapping[Node, Set[Node]], effort: int = 200_000) -> Fewest:
    """The chromatic number of a graph: for every node the nodes that it must not share a class with (both ways).

    ``effort`` bounds the steps of the search. The search is a backtracking one that takes the node with the fewest
    classes left first (DSATUR; Brélaz 1979, New Methods to Color the Vertices of a Graph).
    """
    order = {node: at for at, node in enumerate(differs)}
    graph = [{order[other] for other in others} for others in differs.values()]
    number, exact, left = 1 if graph else 0, True, effort
    for part in _parts(graph):
        need = max(number, _clique(graph, part))
        while True:
            core = _core(graph, part, need)
            answer, left = _can(graph, core, need, left)
            if answer is not False:
                exact &= answer is True
                break
            need += 1
        number = max(number, need)
    return Fewest(number, exact)


def _parts(graph: list[set[int]]) -> list[set[int]]:
    seen: set[int] = set()
    parts = []
    for start in range(len(graph)):
        if start in seen:
            continue
        part, waiting = {start}, [start]
        while waiting:
            for other in graph[waiting.pop()] - part:
                part.add(other)
                waiting.append(other)
        seen |= part
        parts.append(part)
    return parts


def _clique(graph: list[set[int]], part: set[int]) -> int:
    """The size of a large clique, found greedily from each of the nodes with the most differences."""
    largest = 0
    for start in sorted(part, key=lambda node: (-len(graph[node]), node))[:50]:
        size, left = 1, set(graph[start])
        while left:
            best = max(left, key=lambda node: (len(graph[node] & left), -node))
            left &= graph[best]
            size += 1
        largest = max(largest, size)
    return largest


def _core(graph: list[set[int]], part: set[int], classes: int) -> set[int]:
    """What is left when, again and again, nodes that differ from fewer others than there are classes are set aside."""
    core = set(part)
    degree = {node: len(graph[node] & core) for node in core}
    waiting = [node for node in core if degree[node] < classes]
    while waiting:
        node = waiting.pop()
        if node not in core:
            continue
        core.remove(node)
        for other in graph[node] & core:
            degree[other] -= 1
            if degree[other] < classes:
                waiting.append(other)
    return core


def _can(graph: list[set[int]], core: set[int], classes: int, effort: int) -> tuple[bool | None, int]:
    """Whether so many classes do (None: the effort was not enough to say), and what is left of the effort."""
    chosen: dict[int, int] = {}
    stack: list[tuple[int, list[int]]] = []
    while True:
        if len(chosen) == len(core):
            return True, effort
        if effort <= 0:
            return None, 0
        taken = {node: {chosen[other] for other in graph[node] if other in chosen} for node in core - chosen.keys()}
        node = max(taken, key=lambda one: (len(taken[one]), len(graph[one] & core), -one))
        effort -= len(taken)
        used = len(set(chosen.values()))
        # Of the classes that nobody is in yet, one is as good as another.
        open_to = [one for one in range(min(used + 1, classes)) if one not in taken[node]]
        stack.append((node, open_to))
        while stack and not stack[-1][1]:
            node, _ = stack.pop()
            chosen.pop(node, None)
            if stack:
                chosen.pop(stack[-1][0], None)
        if not stack:
            return False, effort
        node, open_to = stack[-1]
        chosen[node] = open_to.pop(0)

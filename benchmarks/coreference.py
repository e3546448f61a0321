"""How well clusters fit those that were wanted: MUC, B³, CEAFe, and their mean, which CoNLL's shared tasks rank by.

Written from the papers: MUC as Vilain et al. (MUC-6, 1995) define it, B³ as Bagga and Baldwin (LREC 1998), CEAFe as Luo
(HLT 2005) with his similarity φ4. Both clusterings are of the same things, and things that are alone count, as clusters
of one: MUC does not see them, the other two do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable
from typing import NamedTuple

import numpy as np

Clusters = Collection[Collection[Hashable]]


class Score(NamedTuple):
    """Recall, precision, and their harmonic mean, from 0 to 1."""

    recall: float
    precision: float
    f1: float


def scores(wanted: Clusters, given: Clusters) -> dict[str, Score]:
    """All three, and ``conll``, the means of their parts. Raises ValueError if the things are not the same."""
    checked(wanted, given)
    out = {"muc": muc(wanted, given), "b3": b_cubed(wanted, given), "ceafe": ceaf_e(wanted, given)}
    return {**out, "conll": Score(*(float(np.mean(column)) for column in zip(*out.values(), strict=True)))}


def checked(wanted: Clusters, given: Clusters) -> None:
    """Raise ValueError unless both hold the same things, each once."""
    ours, theirs = ([one for cluster in clusters for one in cluster] for clusters in (wanted, given))
    if len(set(ours)) != len(ours) or len(set(theirs)) != len(theirs):
        raise ValueError("a thing stands in two clusters")
    if set(ours) != set(theirs):
        raise ValueError("the clusters are not of the same things")


def muc(wanted: Clusters, given: Clusters) -> Score:
    """Links: how many of those that hold a cluster together the other clustering has too."""
    return _score(_links(wanted, given), _links(given, wanted))


def _links(clusters: Clusters, others: Clusters) -> tuple[float, float]:
    where = _where(others)
    every = sum(len(cluster) - 1 for cluster in clusters)
    return sum(len(cluster) - len({where[one] for one in cluster}) for cluster in clusters), every


def b_cubed(wanted: Clusters, given: Clusters) -> Score:
    """Things: how much of each one's cluster is its cluster in the other clustering too."""
    return _score(_shares(wanted, given), _shares(given, wanted))


def _shares(clusters: Clusters, others: Clusters) -> tuple[float, float]:
    where = _where(others)
    total = 0.0
    for cluster in clusters:
        total += sum(n * n for n in Counter(where[one] for one in cluster).values()) / len(cluster)
    return total, sum(map(len, clusters))


def ceaf_e(wanted: Clusters, given: Clusters) -> Score:
    """Clusters: how alike they are when each goes with one of the other clustering at the most, as well as can be."""
    where = _where(given)
    sizes = [len(cluster) for cluster in given]
    likeness: dict[tuple[int, int], float] = {}
    for at, cluster in enumerate(wanted):
        for other, both in Counter(where[one] for one in cluster).items():
            likeness[at, other] = 2 * both / (len(cluster) + sizes[other])
    total = best(likeness)
    return _score((total, len(wanted)), (total, len(given)))


def best(likeness: dict[tuple[int, int], float]) -> float:
    """The largest sum of likenesses in which no row and no column occurs twice; a pair that is lacking is 0."""
    total = 0.0
    for rows, columns in _apart(likeness):
        matrix = np.array([[likeness.get((row, column), 0.0) for column in columns] for row in rows])
        total += _assigned(matrix if len(rows) <= len(columns) else matrix.T)
    return total


def _apart(likeness: Iterable[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
    """Rows and columns that have to do with one another: what is best in each is best in all."""
    rows: dict[int, set[int]] = {}
    columns: dict[int, set[int]] = {}
    for row, column in likeness:
        rows.setdefault(row, set()).add(column)
        columns.setdefault(column, set()).add(row)
    out = []
    while rows:
        waiting, ours, theirs = [next(iter(rows))], set[int](), set[int]()
        while waiting:
            row = waiting.pop()
            if row in ours:
                continue
            ours.add(row)
            new = rows.pop(row) - theirs
            theirs |= new
            waiting += [one for column in new for one in columns[column]]
        out.append((sorted(ours), sorted(theirs)))
    return out


def _assigned(matrix: np.ndarray) -> float:
    """The largest sum of one entry a row, no two in a column; rows ≤ columns. Kuhn's and Munkres' method, in O(n³)."""
    rows, columns = matrix.shape
    cost = matrix.max() - matrix
    u, v = np.zeros(rows + 1), np.zeros(columns + 1)
    row_of = np.zeros(columns + 1, dtype=int)
    for row in range(1, rows + 1):
        row_of[0], column = row, 0
        least = np.full(columns + 1, np.inf)
        before = np.zeros(columns + 1, dtype=int)
        used = np.zeros(columns + 1, dtype=bool)
        while row_of[column]:
            used[column] = True
            now = row_of[column]
            slack = cost[now - 1] - u[now] - v[1:]
            better = ~used[1:] & (slack < least[1:])
            least[1:][better], before[1:][better] = slack[better], column
            following = int(np.where(used, np.inf, least)[1:].argmin()) + 1
            step = least[following]
            u[row_of[used]] += step
            v[used] -= step
            least[~used] -= step
            column = following
        while column:
            row_of[column] = row_of[before[column]]
            column = int(before[column])
    return float(sum(matrix[row_of[column] - 1, column - 1] for column in range(1, columns + 1) if row_of[column]))


def _where(clusters: Clusters) -> dict[Hashable, int]:
    return {one: at for at, cluster in enumerate(clusters) for one in cluster}


def _score(recalled: tuple[float, float], precise: tuple[float, float]) -> Score:
    recall, precision = (some / every if every else 0.0 for some, every in (recalled, precise))
    return Score(recall, precision, 2 * recall * precision / (recall + precision) if recall + precision else 0.0)

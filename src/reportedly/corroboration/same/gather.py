"""All clusters at once: what the ledger keeps up to date report by report, worked out from nothing.

Reports are compared if they share a key, then cut into clusters; likewise claims. The order in which they come changes
nothing but the order of the clusters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import TypeVar

from reportedly.corroboration.same.candidates import claim_keys, report_keys
from reportedly.corroboration.same.clusters import partition
from reportedly.corroboration.same.documents import SAME_EVENT, Told, together
from reportedly.corroboration.same.pairs import SAME, alike
from reportedly.corroboration.same.said import Said

T = TypeVar("T")


def reports_together(reports: Sequence[Told], least: float = SAME_EVENT) -> list[tuple[str, ...]]:
    """Ids of reports in clusters, each of which tells of one event."""
    by_id = {one.report: one for one in reports}
    pairs = _meeting([(one.report, report_keys(one)) for one in reports])
    return partition(list(by_id), {(a, b): together(by_id[a], by_id[b]) for a, b in pairs}, least)


def claims_together(claims: Sequence[Said], least: float = SAME) -> list[tuple[tuple[str, str], ...]]:
    """Report and claim ids in clusters, each of which says one thing."""
    by_ref = {one.ref: one for one in claims}
    pairs = _meeting([(one.ref, claim_keys(one)) for one in claims])
    return partition(list(by_ref), {(a, b): alike(by_ref[a], by_ref[b]) for a, b in pairs}, least)


def said_together(
    claims: Sequence[Said], judge: Callable[[Said, Said], float], least: float
) -> list[tuple[tuple[str, str], ...]]:
    """The same for a few claims, every one compared with every other, by a judge of pairs."""
    likely = {(a.ref, b.ref): judge(a, b) for a, b in combinations(claims, 2)}
    return partition([one.ref for one in claims], likely, least)


def _meeting(keyed: Iterable[tuple[T, tuple[int, ...]]]) -> list[tuple[T, T]]:
    """Pairs that share a key, each once, in the order of the things."""
    found: dict[int, list[T]] = {}
    pairs: dict[tuple[T, T], None] = {}
    for one, keys in keyed:
        for key in keys:
            pairs.update(((other, one), None) for other in found.setdefault(key, []))
            found[key].append(one)
    return list(pairs)

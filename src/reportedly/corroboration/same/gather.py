"""All clusters at once: what the ledger keeps up to date report by report, worked out from nothing.

Reports are compared if they share a key, then cut into clusters; likewise claims. The order in which they come changes
nothing but the order of the clusters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from reportedly.corroboration.same.candidates import claim_keys, report_keys
from reportedly.corroboration.same.clusters import partition, webs
from reportedly.corroboration.same.documents import SAME_EVENT, Told, linked
from reportedly.corroboration.same.events import likely_same
from reportedly.corroboration.same.pairs import EVENT, SAME, alike
from reportedly.corroboration.same.said import Said
from reportedly.corroboration.same.web import likely_together

T = TypeVar("T")

Ref = tuple[str, str]
"""Ids of a report and of a claim in it."""


def reports_together(reports: Sequence[Told], least: float = SAME_EVENT) -> list[tuple[str, ...]]:
    """Ids of reports in clusters, each of which tells of one event."""
    place = {one.report: at for at, one in enumerate(reports)}
    found = [cluster for web in report_webs(reports) for cluster in web_cut(web, least)]
    return sorted(found, key=lambda cluster: place[cluster[0]])


def report_webs(reports: Sequence[Told]) -> list[list[Told]]:
    """Reports in webs: those that are linked, directly or over others."""
    by_id = {one.report: one for one in reports}
    pairs = _meeting([(one.report, report_keys(one)) for one in reports])
    links = [(a, b) for a, b in pairs if linked(by_id[a], by_id[b])]
    return [[by_id[id] for id in web] for web in webs(list(by_id), links)]


def web_cut(reports: Sequence[Told], least: float = SAME_EVENT) -> list[tuple[str, ...]]:
    """The clusters of one web: ids of reports that tell of one event."""
    return partition([one.report for one in reports], likely_together(reports), least)


def claims_together(claims: Sequence[Said], least: float = SAME) -> list[tuple[Ref, ...]]:
    """Report and claim ids in clusters, each of which says one thing."""
    by_ref = {one.ref: one for one in claims}
    pairs = _meeting([(one.ref, claim_keys(one)) for one in claims])
    return partition(list(by_ref), {(a, b): alike(by_ref[a], by_ref[b]) for a, b in pairs}, least)


def events_together(
    mentions: Sequence[Said], likely: Mapping[tuple[Ref, Ref], float] | None = None, least: float = EVENT
) -> list[tuple[Ref, ...]]:
    """Mentions in reports of one cluster, every one compared with every other, in clusters that name one event.

    ``likely`` holds the probabilities of pairs where they are known already.
    """
    if likely is None:
        likely = likely_same(mentions)
    return partition([one.ref for one in mentions], likely, least)


def _meeting(keyed: Iterable[tuple[T, tuple[int, ...]]]) -> list[tuple[T, T]]:
    """Pairs that share a key, each once, in the order of the things."""
    found: dict[int, list[T]] = {}
    pairs: dict[tuple[T, T], None] = {}
    for one, keys in keyed:
        for key in keys:
            pairs.update(((other, one), None) for other in found.setdefault(key, []))
            found[key].append(one)
    return list(pairs)

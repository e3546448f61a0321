"""Clusters of claims that say the same, and the range of each, kept as reports come."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from reportedly.corroboration import decisions, likeness, links, same
from reportedly.corroboration.home import at_home
from reportedly.corroboration.independence import Link, Range, Weighed, weigh
from reportedly.corroboration.origins import Voice
from reportedly.corroboration.sides import Side
from reportedly.corroboration.tables import clusters, copies, likely, said
from reportedly.corroboration.telling import unpacked
from reportedly.ledger.index_tables import ROOM

LARGE = 200
"""Claims of a cluster whose range is worked out with every report that joins it; that of a larger one is marked stale
and worked out when somebody looks (near-linear), so that adding stays cheap."""

WEB = 120
"""Claims that are cut into clusters together, at most: cutting costs the square. A claim that meets a larger cluster
joins it, or does not, as a whole."""


@dataclass(frozen=True)
class Member:
    """A claim of a cluster: its number, its parts, and who says it."""

    claim: int
    parts: same.Said
    voices: tuple[Voice, ...]

    @property
    def record(self) -> int:
        return self.claim // ROOM


def members(connection: Connection, cluster: int) -> list[Member]:
    """The claims of a cluster, in their order; those that people reject have no voices."""
    return _members(connection, [cluster])[cluster]


def _members(connection: Connection, some: Sequence[int]) -> dict[int, list[Member]]:
    """The claims of some clusters, few enough for one statement."""
    out: dict[int, list[Member]] = {cluster: [] for cluster in some}
    rows = select(said.c.claim, said.c.cluster, said.c.parts, said.c.voices).where(said.c.cluster.in_(some))
    for row in connection.execute(rows.order_by(said.c.claim)):
        out[row.cluster].append(Member(row.claim, same.unpacked(row.parts), tuple(unpacked(row.voices))))
    return out


def weighed(connection: Connection, some: Sequence[Member]) -> Weighed | None:
    """What is known of the origins of some claims that say the same; None if nobody says it (any more)."""
    return _weighed(some, _Known.of(connection, some))


@dataclass(frozen=True)
class _Known:
    """What is kept about some claims: which stand in whose words (with these), and what people decided."""

    copied: tuple[tuple[int, int, str], ...]
    decided: tuple[Link, ...]

    @classmethod
    def of(cls, connection: Connection, some: Sequence[Member]) -> _Known:
        spoken = {one.claim: one for one in some if one.voices}
        return cls(tuple(_copied(connection, spoken)), tuple(decisions.links(connection, spoken)))


def _weighed(some: Sequence[Member], known: _Known) -> Weighed | None:
    spoken = [one for one in some if one.voices]
    if not spoken:
        return None
    voices = at_home(sided(spoken))
    parts = {one.claim: one.parts for one in spoken}
    found = links.within(voices)
    here = [one for one in known.copied if one[0] in parts and one[1] in parts]
    found += links.copied(voices, [links.Copied(parts[a].ref, parts[b].ref, words) for a, b, words in here])
    ids = {one.id for one in voices}
    found += [one for one in known.decided if one.a in ids and one.b in ids]
    return weigh(voices, found, [*links.credited(voices), *links.summaries(voices)])


def sided(some: Sequence[Member]) -> list[Voice]:
    """All voices, each on its side, with what it contradicts the others in.

    Whoever says the contrary of the first claim that is no denial denies; what other numbers, days or places most
    contradict is marked so.
    """
    first = next((one for one in some if not _denies(one)), some[0])
    disputed: Counter[int] = Counter()
    why: dict[int, str] = {}
    base = first
    if len(some) <= 60:
        for one in some:
            for other in some:
                if one is not other and (found := same.contradiction(one.parts, other.parts)) not in (None, "denied"):
                    disputed[one.claim] += 1
        base = min((one for one in some if not _denies(one)), key=lambda one: disputed[one.claim], default=first)
    out = []
    for one in some:
        found = same.contradiction(base.parts, one.parts) if one is not base else None
        if found not in (None, "denied"):
            why[one.claim] = str(found)
        for voice in one.voices:
            side: Side = "denial" if found == "denied" or _denies(one) else voice.side
            out.append(replace(voice, side=side, differs=why.get(one.claim)))
    return _admitting(out)


def _admitting(voices: Sequence[Voice]) -> list[Voice]:
    """Whoever admits or denies it in one report alleges it in none: told of without the word it is no witness more."""
    sides: dict[str, Side] = {}
    for wanted in ("denial", "admission"):
        sides |= {one.key: one.side for one in voices if one.side == wanted and one.key is not None}
    return [
        replace(one, side=sides[one.key]) if one.side == "allegation" and one.key in sides and one.key else one
        for one in voices
    ]


def _denies(one: Member) -> bool:
    return one.parts.force == "denied"


def _copied(connection: Connection, claims: Collection[int]) -> list[tuple[int, int, str]]:
    """Pairs of these claims of which one stands in the other's words, with the words."""
    records = sorted({claim // ROOM for claim in claims})
    found = []
    for at in range(0, len(records), 500):
        rows = select(copies.c.claims).where(copies.c.other.in_(records[at : at + 500]))
        for text in connection.execute(rows).scalars():
            found += [(a, b, words) for a, b, words in json.loads(text) if a in claims and b in claims]
    return found


def regroup(connection: Connection, changed: Sequence[int]) -> set[int]:
    """Cut what hangs together with some claims into clusters anew; the clusters that are no longer what they were."""
    if not changed:
        return set()
    rows = _rows(connection, changed)
    pairs = _pairs(connection, changed)
    near = {one for pair in pairs for one in pair} | set(changed)
    rows |= _rows(connection, near - rows.keys())
    old = set(rows.values())
    large = {cluster for cluster, count in _sizes(connection, old).items() if count > WEB}
    inside = {row.claim: row.cluster for row in connection.execute(
        select(said.c.claim, said.c.cluster).where(said.c.cluster.in_(old - large))
    )} if old - large else {}  # fmt: skip
    web = sorted((inside.keys() | set(changed)) - {one for one, cluster in rows.items() if cluster in large})
    if len(web) > 4 * WEB:
        web = sorted(set(changed))
    pairs |= _pairs(connection, web)
    together, apart = decisions.of_claims(connection, set(web) | near)
    parts = same.partition(web, pairs, same.SAME, together, apart, likeness.NEAREST)
    touched = {cluster for one in changed if (cluster := rows.get(one)) is not None and cluster not in large}
    moved: list[dict[str, int]] = []
    for part in parts:
        cluster = _joins(part, pairs, rows, large)
        cluster = part[0] if cluster is None else cluster
        away = [one for one in part if inside.get(one, rows.get(one)) != cluster]
        moved += [{"moved": one, "to": cluster} for one in away]
        touched |= {was for one in away if (was := inside.get(one, rows.get(one))) is not None and was not in large}
        touched |= {cluster} if away else set()
    if moved:
        to = update(said).where(said.c.claim == bindparam("moved")).values(cluster=bindparam("to"))
        connection.execute(to, moved)
    return touched


def _joins(
    part: Sequence[int], pairs: Mapping[tuple[int, int], float], rows: Mapping[int, int], large: set[int]
) -> int | None:
    """The large cluster that new claims are alike with, if there is one."""
    sums: Counter[int] = Counter()
    for (a, b), sure in pairs.items():
        for one, other in ((a, b), (b, a)):
            if one in part and rows.get(other) in large and sure >= same.SAME:
                sums[rows[other]] += 1
    return sums.most_common(1)[0][0] if sums else None


def _rows(connection: Connection, claims: Iterable[int]) -> dict[int, int]:
    some = sorted(claims)
    out: dict[int, int] = {}
    for at in range(0, len(some), 500):
        found = select(said.c.claim, said.c.cluster).where(said.c.claim.in_(some[at : at + 500]))
        out |= {row.claim: row.cluster for row in connection.execute(found)}
    return out


def _pairs(connection: Connection, claims: Iterable[int]) -> dict[tuple[int, int], float]:
    some = sorted(claims)
    out: dict[tuple[int, int], float] = {}
    for at in range(0, len(some), 400):
        of = some[at : at + 400]
        rows = select(likely).where(or_(likely.c.one.in_(of), likely.c.other.in_(of)))
        out |= {(row.one, row.other): row.sure / 1000 for row in connection.execute(rows)}
    return out


def _sizes(connection: Connection, some: Iterable[int]) -> dict[int, int]:
    counted = select(said.c.cluster, func.count()).where(said.c.cluster.in_(list(some))).group_by(said.c.cluster)
    return {int(row[0]): int(row[1]) for row in connection.execute(counted)}


Ranges = dict[str, list[Any]]
"""By side: at least, at most, in so many reports, whether the first is exact."""


def count(connection: Connection, some: Iterable[int], *, large: bool = False) -> list[tuple[int, int, Ranges, Ranges]]:
    """Work out the ranges of clusters anew: (cluster, a claim of it, before, after) for each that is another now."""
    wanted = sorted(some)
    changed = []
    for at in range(0, len(wanted), 400):
        changed += _count(connection, wanted[at : at + 400], large)
    return changed


def _count(connection: Connection, wanted: Sequence[int], large: bool) -> list[tuple[int, int, Ranges, Ranges]]:
    """The same for few enough clusters for one statement: what they need is read together, and kept together."""
    sizes = _sizes(connection, wanted)
    rows = connection.execute(select(clusters.c.cluster, clusters.c.ranges).where(clusters.c.cluster.in_(wanted)))
    kept: dict[int, Ranges] = {row.cluster: json.loads(row.ranges) for row in rows}
    anew = []
    for cluster in wanted:
        if (size := sizes.get(cluster, 0)) > LARGE and not large and cluster in kept:
            found = update(clusters).where(clusters.c.cluster == cluster)
            connection.execute(found.values(stale=1, claims=size))
        elif size > 1 or cluster in kept:  # a claim that nobody else makes has no row
            anew.append(cluster)
    if not anew:
        return []
    members = _members(connection, [one for one in anew if sizes.get(one, 0) > 1])
    known = _Known.of(connection, [member for some in members.values() for member in some])
    after: dict[int, Ranges] = {}
    for cluster in anew:
        weighed_now = _weighed(members.get(cluster, []), known)
        after[cluster] = {} if weighed_now is None else ranges(weighed_now)
    connection.execute(delete(clusters).where(clusters.c.cluster.in_(anew)))
    fresh = [{"cluster": one, "claims": sizes[one], "ranges": json.dumps(after[one]), "stale": 0} for one in members]
    if fresh:
        connection.execute(insert(clusters), fresh)
    before = {one: kept.get(one, {}) for one in anew}
    return [(one, one, before[one], after[one]) for one in anew if before[one] != after[one]]


def ranges(found: Weighed) -> Ranges:
    """The ranges of all sides, to be kept."""
    return {side: [one.at_least, one.at_most, one.reports, one.exact] for side, one in found.ranges.items()}


def range_of(shape: Ranges) -> Range | None:
    """The range that is shown for a cluster: of those who say that it is so, or else of the first side there is."""
    for side in ("allegation", "admission", "denial"):
        if side in shape:
            return Range(*shape[side])
    return None

"""A cluster as somebody looks at it: its reports in order of time, who has it from whom, the range and the reasons."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, desc, or_, select

from reportedly.corroboration import cluster, reasons
from reportedly.corroboration.cluster import Member
from reportedly.corroboration.home import at_home
from reportedly.corroboration.independence import SIDES, Range, Weighed
from reportedly.corroboration.meeting import day
from reportedly.corroboration.origins import Voice
from reportedly.corroboration.sides import Side
from reportedly.corroboration.tables import clusters, copies, said
from reportedly.ledger.index_tables import records, reports
from reportedly.ledger.levels import LEVELS
from reportedly.ledger.names import short
from reportedly.ledger.store import Ledger

Role = Literal["own source", "cites", "copy", "same words"]

MOST = 200
"""Claims of a cluster that are looked at in full; of a larger one the first of them, and the range of all."""


@dataclass(frozen=True)
class Branch:
    """One report of a family: whose it is, what it says, and on which other report of the family it hangs.

    ``role``: a copy of the parent, a report that cites it, or one with a source of its own (no parent). ``words`` are
    those that show it. ``claims`` are names and exact words of its claims; ``origins`` the numbers, from 1, of the
    origins that they rest on.
    """

    record: int
    report: str
    outlet: str | None
    title: str | None
    published: str | None
    role: Role
    parent: int | None
    words: str
    claims: tuple[tuple[str, str], ...]
    voices: tuple[str, ...]
    origins: tuple[int, ...]
    sides: tuple[str, ...]


@dataclass(frozen=True)
class Family:
    """A cluster: the words of its first claim, its reports in the order of time, the ranges, and why.

    ``ranges`` are those of all its ``claims``; of a large cluster branches and reasons are those of the first alone.
    """

    cluster: int
    words: str
    branches: tuple[Branch, ...]
    weighed: Weighed
    reasons: tuple[str, ...]
    questions: tuple[str, ...]
    differs: tuple[tuple[str, str], ...]
    ranges: Mapping[Side, Range]
    claims: int

    @property
    def line(self) -> str:
        """``at least 1, at most 3 origins in 7 reports``."""
        return reasons.line(next(self.ranges[side] for side in SIDES if side in self.ranges))

    @property
    def shown(self) -> int:
        """How many of its claims the branches hold."""
        return sum(len(one.claims) for one in self.branches)

    @property
    def tree(self) -> list[tuple[Branch, int]]:
        """Every report and how deep it hangs: those with own sources in order of time, each with what hangs on it."""
        under: dict[int | None, list[Branch]] = {}
        for one in self.branches:
            under.setdefault(one.parent, []).append(one)
        out: list[tuple[Branch, int]] = []
        waiting = [(one, 0) for one in reversed(under.get(None, []))]
        while waiting:
            branch, depth = waiting.pop()
            out.append((branch, depth))
            waiting += [(one, depth + 1) for one in reversed(under.get(branch.record, []))]
        return out

    def to_dict(self) -> dict[str, Any]:
        """For JSON; ``reportedly corroborate --help`` and docs/cli.md say what is in it."""
        return {
            "cluster": self.cluster,
            "words": self.words,
            "line": self.line,
            "claims": self.claims,
            "ranges": {
                side: {"at_least": one.at_least, "at_most": one.at_most, "reports": one.reports, "exact": one.exact}
                for side, one in self.ranges.items()
            },
            "reports": [
                {
                    "report": one.report,
                    "record": one.record,
                    "outlet": one.outlet,
                    "title": one.title,
                    "published": one.published,
                    "role": one.role,
                    "from": next((other.report for other in self.branches if other.record == one.parent), None),
                    "words": one.words,
                    "claims": [{"name": name, "words": words} for name, words in one.claims],
                    "voices": list(one.voices),
                    "origins": list(one.origins),
                    "sides": list(one.sides),
                }
                for one in self.branches
            ],
            "reasons": list(self.reasons),
            "settle": list(self.questions),
            "differs": [{"name": name, "in": what} for name, what in self.differs],
        }


def of(connection: Connection, number: int, clearance: str = LEVELS[-1]) -> Family | None:
    """A cluster as somebody of this clearance may see it; None if there is nothing in it that they may.

    What they may not see is not there for them: it is in no bound, no report and no reason.
    """
    every = [one for one in visible(connection, cluster.members(connection, number), clearance) if one.voices]
    some = every[:MOST]
    weighed = cluster.weighed(connection, some)
    whole = weighed if len(every) == len(some) else cluster.weighed(connection, every)
    if weighed is None or whole is None:
        return None
    voices = at_home(cluster.sided(some))
    by_id = {one.id: one for one in voices}
    branches = _branches(connection, some, voices, weighed)
    differs = tuple((_name(one), one.differs) for one in voices if one.differs)
    return Family(
        number,
        some[0].parts.words,
        branches,
        weighed,
        tuple(reasons.told(weighed, voices)),
        tuple(reasons.questions(weighed, by_id)),
        tuple(dict.fromkeys(differs)),
        whole.ranges,
        len(every),
    )


def visible(connection: Connection, some: Sequence[Member], clearance: str) -> list[Member]:
    """The claims that somebody of this clearance may see.

    Of a report in which anything is closed to them none is: what it says of its sources might give that away.
    """
    allowed = LEVELS.index(clearance)
    if allowed == len(LEVELS) - 1:
        return list(some)
    open_: set[int] = set()
    for at in range(0, len(some), 400):
        of = {one.record for one in some[at : at + 400]}
        rows = select(reports.c.record).where(reports.c.record.in_(of), reports.c.strictest <= allowed)
        open_.update(connection.execute(rows).scalars())
    return [one for one in some if one.record in open_]


def is_open(connection: Connection, record: int, clearance: str) -> bool:
    """Whether somebody of this clearance may see all of a record's report."""
    strictest = connection.execute(select(reports.c.strictest).where(reports.c.record == record)).scalar()
    return strictest is not None and strictest <= LEVELS.index(clearance)


def clusters_of(connection: Connection, claims: Iterable[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """The clusters of claims, by the number of the record's entry and the claim's id, but of those that are alone."""
    wanted = set(claims)
    found = {}
    rows = select(said.c.record, said.c.parts, said.c.cluster).join(clusters, clusters.c.cluster == said.c.cluster)
    for row in connection.execute(rows.where(said.c.record.in_({record for record, _ in wanted}))):
        which = row.record, json.loads(row.parts)["claim"]
        if which in wanted:
            found[which] = row.cluster
    return found


def ranges_of(
    connection: Connection, claims: Iterable[tuple[int, str]], clearance: str = LEVELS[-1]
) -> dict[tuple[int, str], Range]:
    """The range of each of some claims that more than one claim says the same as, as far as somebody may see."""
    out: dict[tuple[int, str], Range] = {}
    known: dict[int, Range | None] = {}
    for which, number in clusters_of(connection, claims).items():
        if number not in known:
            known[number] = range_for(connection, number, clearance)
        if (found := known[number]) is not None:
            out[which] = found
    return out


def lines_of(ledger: Ledger, claims: Iterable[tuple[int, str]], clearance: str = LEVELS[-1]) -> dict[Any, str]:
    """The same as ``at least 1, at most 3 origins in 7 reports``; of one report alone nothing need be said."""
    with ledger.reading() as connection:
        found = ranges_of(connection, claims, clearance)
    return {which: reasons.line(one) for which, one in found.items() if one.reports > 1}


def range_for(connection: Connection, number: int, clearance: str = LEVELS[-1]) -> Range | None:
    """The range of a cluster: as it is kept, or for those who may not see all, worked out of what they may."""
    row = connection.execute(select(clusters).where(clusters.c.cluster == number)).first()
    if clearance == LEVELS[-1] and row is not None and not row.stale:
        return cluster.range_of(json.loads(row.ranges))
    found = cluster.weighed(connection, visible(connection, cluster.members(connection, number), clearance))
    return None if found is None else found.range


def largest(connection: Connection, limit: int) -> list[int]:
    """The clusters with the most claims."""
    rows = select(clusters.c.cluster).order_by(desc(clusters.c.claims), clusters.c.cluster).limit(limit)
    return list(connection.execute(rows).scalars())


def _branches(
    connection: Connection, some: Sequence[Member], voices: Sequence[Voice], weighed: Weighed
) -> tuple[Branch, ...]:
    by_record: dict[int, list[Member]] = {}
    for one in some:
        if one.voices:
            by_record.setdefault(one.record, []).append(one)
    by_report: dict[str, list[Voice]] = {}
    for voice in voices:
        by_report.setdefault(voice.report, []).append(voice)
    heads = {
        row.record: row
        for row in connection.execute(
            select(
                records.c.number.label("record"), reports.c.id, reports.c.outlet, reports.c.title, reports.c.published
            )
            .join(reports, reports.c.number == records.c.report)
            .where(records.c.number.in_(by_record))
        )
    }
    order = sorted(by_record, key=lambda record: (day(heads[record].published) or 1 << 40, record))
    place = {record: at for at, record in enumerate(order)}
    taken = _taken(connection, order, {one.claim for one in some})
    record_of = {heads[record].id: record for record in order}
    credits = {one.voice: one for one in weighed.derived if one.voice in {voice.id for voice in voices}}
    by_id = {one.id: one for one in voices}
    out = []
    for record in order:
        head, mine = heads[record], by_report[heads[record].id]
        parent: int | None
        role: Role
        parent, role, words = taken.get(record, (None, "own source", ""))
        if parent is None:
            cited = [credits[one.id] for one in mine if one.id in credits and one.credited]
            sources = [by_id[other].report for one in cited for other in one.among if other in by_id]
            earlier = [record_of[report] for report in sources if place[record_of[report]] < place[record]]
            if earlier:
                parent, role, words = earlier[0], "cites", cited[0].words[0]
        numbers = {at + 1 for one in mine if (at := weighed.origin_of(one.id)) is not None}
        out.append(
            Branch(
                record,
                head.id,
                head.outlet,
                head.title,
                head.published,
                role,
                parent,
                words,
                tuple((f"{short(head.id)}:{one.parts.claim}", one.parts.words) for one in by_record[record]),
                tuple(dict.fromkeys(one.name for one in mine)),
                tuple(sorted(numbers)),
                tuple(dict.fromkeys(one.side for one in mine)),
            )
        )
    return tuple(out)


def _taken(connection: Connection, order: Sequence[int], claims: set[int]) -> dict[int, tuple[int, Role, str]]:
    """For every record that is a copy of an earlier one of these: of which, and the first words they share."""
    place = {record: at for at, record in enumerate(order)}
    found: dict[int, tuple[int, Role, str]] = {}
    rows = select(copies).where(or_(copies.c.one.in_(order), copies.c.other.in_(order)))
    for row in sorted(connection.execute(rows), key=lambda row: (row.one, row.other)):
        shared = [one for one in json.loads(row.claims) if one[0] in claims and one[1] in claims]
        if row.one not in place or row.other not in place or not shared:
            continue
        direction = json.loads(row.about)["direction"]
        first, second = sorted((row.one, row.other), key=lambda record: place[record])
        if direction == "one_from_other":
            first, second = row.other, row.one
        elif direction == "other_from_one":
            first, second = row.one, row.other
        if second not in found and not _reaches(found, first, second):
            known = direction in ("one_from_other", "other_from_one")
            found[second] = (first, "copy" if known else "same words", shared[0][2])
    return found


def _reaches(found: dict[int, tuple[int, Role, str]], start: int, end: int) -> bool:
    at: int | None = start
    while at is not None:
        if at == end:
            return True
        at = found[at][0] if at in found else None
    return False


def _name(voice: Voice) -> str:
    return f"{short(voice.report)}:{voice.claim}"

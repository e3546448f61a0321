"""What reviewers say of two claims: that they say the same or do not, that they have one origin or two.

An entry of the kind ``corroboration``. Its body: ``a`` and ``b`` (each ``report``, ``record`` (number of its entry),
``claim`` (its id there), ``words`` and ``spans``), ``decision``, ``reason``, ``supersedes`` (number of the same
person's decision that it replaces, or null). It holds for claims of newer records of the same reports, too, if they
stand at the very same words. Where people differ, neither counts.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args

from sqlalchemy import Connection, delete, insert, or_, select

from reportedly.corroboration.independence import Link
from reportedly.corroboration.tables import compared, decided
from reportedly.errors import LedgerError
from reportedly.ledger import judgments, lookup
from reportedly.ledger.entries import Draft, Entry
from reportedly.ledger.index_tables import ROOM
from reportedly.ledger.store import Ledger
from reportedly.ledger.things import one_of, text

if TYPE_CHECKING:
    from reportedly.corroboration.cluster import Member

Decision = Literal["same_claim", "other_claim", "same_origin", "other_origin", "withdraw"]

Which = tuple[int, str]
"""A claim: the number of its record's entry, and its id there."""


def decide(ledger: Ledger, a: Which, b: Which, decision: Decision, *, by: str | None, reason: str | None) -> Entry:
    """Append what a person decided about two claims of the newest records of their reports. Raises LedgerError.

    The same person's earlier decision about them is replaced: of claims by one of claims, of origins by one of origins;
    ``withdraw`` takes both back.
    """
    who, why = text(by, "the person who decides"), text(reason, "the reason")
    one_of(decision, get_args(Decision), "a decision about two claims")
    with ledger.writing() as connection:
        ours, theirs = _claim(connection, a), _claim(connection, b)
        if ours == theirs:
            raise LedgerError("a claim cannot be compared with itself")
        before = [
            one.number
            for one in lookup.about(connection, ours["report"], "corroboration")
            if one.by == who and _pair(one.body) == _pair({"a": ours, "b": theirs})
            and (decision == "withdraw" or _about(one.body["decision"]) == _about(decision))
        ]  # fmt: skip
        if decision == "withdraw" and not before:
            raise LedgerError(f"{who} decided nothing about these two claims")
        body: dict[str, Any] = {"a": ours, "b": theirs, "decision": decision, "reason": why}
        body["supersedes"] = before[-1] if before else None
        drafts = [Draft("corroboration", body, ours["report"], who)]
        return ledger.append(drafts, connection)[0]


def _claim(connection: Connection, which: Which) -> dict[str, Any]:
    record, id = which
    judged = judgments.inside(connection, record)
    lookup.must_be_newest(connection, judged.report.id, record)
    claim = judged.claim(id).claim
    spans = [list(span) for span in claim.content]
    words = judged.report.words(claim.content)
    return {"report": judged.report.id, "record": record, "claim": id, "words": words, "spans": spans}


def _pair(body: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    return frozenset((body[side]["report"], json.dumps(body[side]["spans"])) for side in ("a", "b"))


def _about(decision: str) -> str:
    return decision.rpartition("_")[2]


def keep(connection: Connection, entry: Entry) -> list[int]:
    """Take in a decision; the numbers of the claims that it is about, as far as they are there."""
    body = entry.body
    ours = select(decided).where(decided.c.report == body["a"]["report"], decided.c.by == str(entry.by))
    for row in connection.execute(ours).all():
        same_pair = row.other == body["b"]["report"] and _same_spans(row.spans, body)
        if same_pair and (body["decision"] == "withdraw" or _about(row.decision) == _about(body["decision"])):
            connection.execute(delete(decided).where(decided.c.entry == row.entry))
    if body["decision"] != "withdraw":
        kept = {
            "entry": entry.number,
            "report": body["a"]["report"],
            "other": body["b"]["report"],
            "spans": json.dumps([body["a"]["spans"], body["b"]["spans"]]),
            "decision": body["decision"],
            "by": str(entry.by),
            "reason": body["reason"],
        }
        connection.execute(insert(decided).values(**kept))
    found = [_place(connection, body[side]["report"], body[side]["spans"]) for side in ("a", "b")]
    return [one for one in found if one is not None]


def _same_spans(spans: str, body: Mapping[str, Any]) -> bool:
    return bool(json.loads(spans) == [body["a"]["spans"], body["b"]["spans"]])


def _place(connection: Connection, report: str, spans: list[list[int]]) -> int | None:
    """The number of the claim at these spans of the newest record of a report."""
    number = lookup.newest(connection, report)
    if number is None:
        return None
    _, record = lookup.record(connection, number)
    wanted = tuple((start, end) for start, end in spans)
    return next((number * ROOM + at for at, one in enumerate(record.claims) if one.content == wanted), None)


def of_claims(connection: Connection, claims: Collection[int]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Pairs of these claims of which people said that they say the same, and that they do not."""
    found = _decided(connection, claims, "claim")
    same = [pair for pair, decisions in found.items() if {one[0] for one in decisions} == {"same_claim"}]
    other = [pair for pair, decisions in found.items() if {one[0] for one in decisions} == {"other_claim"}]
    return same, other


def links(connection: Connection, by_claim: Mapping[int, Member]) -> list[Link]:
    """What people decided about the origins of claims; where they differ nothing."""
    out = []
    for (a, b), decisions in _decided(connection, list(by_claim), "origin").items():
        if len({one[0] for one in decisions}) == 1:
            decision, by, reason, entry = decisions[0]
            verdict: Literal["same", "different"] = "same" if decision == "same_origin" else "different"
            for one, other in zip(by_claim[a].voices, by_claim[b].voices, strict=False):
                out.append(Link(one.id, other.id, verdict, "decided", (reason,), by, entry))
    return out


def _decided(
    connection: Connection, claims: Collection[int], about: str
) -> dict[tuple[int, int], list[tuple[str, str, str, int]]]:
    records = {claim // ROOM for claim in claims}
    if not records or connection.execute(select(decided.c.entry).limit(1)).first() is None:
        return {}
    every = sorted(records)
    reports = {one for at in range(0, len(every), 500) for one in _reports(connection, every[at : at + 500])}
    here = set(claims)
    out: dict[tuple[int, int], list[tuple[str, str, str, int]]] = {}
    for some in (sorted(reports)[at : at + 400] for at in range(0, len(reports), 400)):
        rows = select(decided).where(or_(decided.c.report.in_(some), decided.c.other.in_(some)))
        for row in connection.execute(rows.order_by(decided.c.entry)):
            if _about(row.decision) != about:
                continue
            ours, theirs = json.loads(row.spans)
            a, b = _place(connection, row.report, ours), _place(connection, row.other, theirs)
            if a in here and b in here and a is not None and b is not None:
                pair = (min(a, b), max(a, b))
                found = (row.decision, row.by, row.reason, row.entry)
                if found not in out.setdefault(pair, []):
                    out[pair].append(found)
    return out


def _reports(connection: Connection, records: list[int]) -> list[str]:
    rows = select(compared.c.report).where(compared.c.record.in_(records))
    return list(connection.execute(rows).scalars())

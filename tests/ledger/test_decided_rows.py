"""What is kept for searching says of every claim what its entries say, whatever people do, in whatever order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, compare, confidentiality, judgments, levels, open_ledger, regroup
from reportedly.ledger.index_tables import PEOPLES, ROOM, claims, reports, standings
from reportedly.ledger.reread import reread
from tests.ledger import wells

REPORT = wells.report()
PEOPLE = ("Ada", "Berit", "Editor")
CLAIMS = ("c1", "c2", "c3", "j")
"""``j`` stands for the claim that somebody added last."""
FIELDS: list[dict[str, Any]] = [
    {"force": "warned"},
    {"chain": ["s1", "s5"]},
    {"chain": ["s1", {"words": "The source", "kind": "person", "name": "Olan Brek"}], "hedged": True},
    {"places": [{"words": "the river Ysk", "kind": "river"}]},
]
JUDGE = st.tuples(
    st.just("judge"),
    st.sampled_from(CLAIMS),
    st.sampled_from(["accept", "reject", "unsure", "correct", "withdraw"]),
    st.sampled_from(PEOPLE),
    st.sampled_from(FIELDS),
    st.booleans(),
)
MISSED = st.tuples(st.just("missed"), st.sampled_from(["Dolm lies", "The wells by"]), st.sampled_from(PEOPLE))
UNDO = st.tuples(st.just("undo"), st.sampled_from(PEOPLE))
MARK = st.tuples(st.just("mark"), st.sampled_from([None, "c1", "c3", "s2", "s4", "s5"]), st.sampled_from(levels.LEVELS))
GROUP = st.tuples(
    st.just("group"),
    st.sampled_from(["merge", "apart"]),
    st.sampled_from([("s2", "s4"), ("s4", "s5"), ("s2", "s5")]),
    st.sampled_from(PEOPLE),
)
AGAIN = st.tuples(st.just("again"), st.sampled_from(["same", "hedged", "fewer", "renamed"]))


def do(ledger: Ledger, step: tuple[Any, ...]) -> None:
    """One thing that people do. Raises LedgerError where it cannot be done."""
    judged = judgments.of(ledger, REPORT.id)
    record, added = judged.record, [one.id for one in judged.claims if one.added_by]
    if step[0] == "judge":
        _, claim, decision, by, fields, overrule = step
        id = added[-1] if claim == "j" and added else claim
        others = [one.number for one in judged.claim(id).decided.standing if one.by != by] if overrule else []
        given = fields if decision == "correct" else None
        judgments.judge(ledger, record, id, decision, by=by, fields=given, overrules=others)
    elif step[0] == "missed":
        fields = {"content": step[1], "chain": ["s1", "s2"], "force": "stated"}
        judgments.judge(ledger, record, None, "missed", by=step[2], fields=fields)
    elif step[0] == "undo":
        own = [one.number for claim in judged.claims for one in claim.decided.standing if one.by == step[1]]
        judgments.undo(ledger, max(own, default=-1), by=step[1])
    elif step[0] == "mark":
        source = step[1] if step[1] and step[1].startswith("s") else None
        claim = step[1] if step[1] and not source else None
        number = record if step[1] else None
        confidentiality.mark(ledger, REPORT.id, step[2], record=number, source=source, claim=claim, by="Ada")
    elif step[0] == "group":
        decide = regroup.merge if step[1] == "merge" else regroup.apart
        decide(ledger, record, step[2], by=step[3])
    else:
        read_again(ledger, step[1])


def read_again(ledger: Ledger, how: str) -> None:
    claims, sources = REPORT.claims, REPORT.sources
    if how == "hedged":
        claims = tuple(replace(one, hedged=True) for one in claims)
    elif how == "fewer":
        claims = claims[1:]
    elif how == "renamed":
        sources = tuple(replace(one, name=f"{one.name} himself") if one.id == "s2" else one for one in sources)
    new = wells.read_again(REPORT, claims=claims, sources=sources)
    reread(ledger, lambda _data, _name: new, REPORT.id)


Stands = dict[tuple[int, str, bool], tuple[str, str, bool]]
"""By record, claim and whether it is the claim as people put it: decision, level, and whether another replaces it."""


def rows(ledger: Ledger) -> Stands:
    """Where every claim of every record stands, as it is kept for searching."""
    with ledger.reading() as connection:
        kept = {row.claim: row for row in connection.execute(select(standings))}
        put = set(connection.execute(select(claims.c.id).where(claims.c.id % ROOM >= PEOPLES)).scalars())
    found: Stands = {}
    for entry in ledger.entries(kind="record"):
        for at, claim in enumerate(entry.body["record"]["claims"]):
            row = kept.pop(entry.number * ROOM + at, None)
            stands = ("none", levels.LEVELS[0], False)
            if row is not None:
                stands = (row.decision, levels.LEVELS[row.level], bool(row.replaced))
                assert row.called is None
            found[entry.number, claim["id"], False] = stands
    assert kept.keys() == put
    for id, row in kept.items():
        found[id // ROOM, row.called, True] = row.decision, levels.LEVELS[row.level], bool(row.replaced)
    assert len({(id // ROOM, row.called) for id, row in kept.items()}) == len(kept)
    return found


def told(ledger: Ledger) -> Stands:
    """The same, as those tell it who read the entries."""
    found: Stands = {}
    for entry in ledger.entries(kind="record"):
        closed = confidentiality.of(ledger, entry.number)
        for one in judgments.of(ledger, entry.number).claims:
            corrected = one.state == "corrected" and one.added_by is None
            if one.added_by is None:
                found[entry.number, one.id, False] = one.state, closed.claims[one.id], corrected
            if one.added_by is not None or corrected:
                found[entry.number, one.id, True] = one.state, closed.claims[one.id], False
    return found


@settings(max_examples=60, deadline=None)
@example([("mark", "s5", "secret"), ("judge", "c3", "correct", "Ada", FIELDS[1], False)])
@example([("mark", "s5", "secret"), ("group", "merge", ("s2", "s5"), "Ada"), ("group", "apart", ("s2", "s5"), "Berit")])
@example(
    [("mark", "s2", "secret"), ("judge", "c2", "reject", "Ada", {}, False), ("again", "renamed"), ("again", "same")]
)
@given(steps=st.lists(JUDGE | JUDGE | MISSED | UNDO | MARK | GROUP | AGAIN, max_size=12))
def test_rows_say_what_the_entries_say(tmp_path_factory: Any, steps: list[tuple[Any, ...]]) -> None:
    path: Path = tmp_path_factory.mktemp("rows") / "reportedly.db"
    with open_ledger(path, create=True) as ledger:
        wells.kept(ledger)
        for step in steps:
            try:
                do(ledger, step)
            except LedgerError:
                continue
            assert rows(ledger) == told(ledger), step
        with ledger.reading() as connection:
            level = connection.execute(select(reports.c.level)).scalar_one()
            assert list(compare.check(connection)) == []
        newest = judgments.of(ledger, REPORT.id).record
        assert levels.LEVELS[level] == confidentiality.of(ledger, newest).report

"""history: what was said of a claim is found from each of its records, and nothing that was said of another."""

from __future__ import annotations

from dataclasses import replace

from reportedly.ledger import Ledger, history, judgments, notes, ratings, regroup
from reportedly.ledger.reread import reread
from tests.ledger import wells

REPORT = wells.report()


def test_a_claim_keeps_its_history_under_another_id(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    first = judgments.judge(ledger, record, "c1", "unsure", by="Ada")
    second = judgments.judge(ledger, record, "c1", "accept", by="Ada")
    noted = notes.note(ledger, REPORT.id, "by telephone", record=record, claim="c1", by="Berit")
    judgments.judge(ledger, record, "c2", "reject", by="Ada")
    first_of_two = {"c1": "c2", "c2": "c1", "c3": "c3"}
    new = wells.read_again(REPORT, claims=tuple(replace(one, id=first_of_two[one.id]) for one in REPORT.claims))
    done = reread(ledger, lambda _data, _name: new, REPORT.id)
    later = judgments.judge(ledger, done.record, "c2", "accept", by="Berit")
    entries = list(ledger.entries(report=REPORT.id))
    carried = next(one.number for one in done.carried if one.body["claim"] == "c2")
    wanted = [first.number, second.number, noted.number, carried, later.number]
    assert [one.number for one in history.of(entries, done.record, "c2")] == wanted
    assert [one.number for one in history.of(entries, record, "c1")] == wanted


def test_a_source_has_its_ratings_and_what_it_was_merged_with(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    rated = ratings.rate(ledger, record, source="s2", reliability="B", by="Ada")
    merged = regroup.merge(ledger, record, ["s2", "s4"], by="Ada")
    judgments.judge(ledger, record, "c2", "accept", by="Ada")
    entries = list(ledger.entries(report=REPORT.id))
    assert [one.number for one in history.of(entries, record, "s2")] == [rated.number, merged.number]
    assert [one.number for one in history.of(entries, record, "s4")] == [merged.number]


def test_a_claim_that_somebody_added_begins_with_that(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    given = {"content": "Dolm lies on the river Ysk.", "chain": ["s1"], "force": "stated"}
    added = judgments.judge(ledger, record, None, "missed", by="Ada", fields=given)
    gone = judgments.undo(ledger, added.number, by="Ada")
    entries = list(ledger.entries(report=REPORT.id))
    assert [one.number for one in history.of(entries, record, f"j{added.number}")] == [added.number, gone.number]

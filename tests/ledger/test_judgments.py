"""judgments: what people decide stands beside what the machine suggested, each person's own, and nothing is changed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, judgments
from tests.ledger import wells


def states(ledger: Ledger, record: int) -> dict[str, str]:
    return {one.id: one.state for one in judgments.of(ledger, record).claims}


def test_a_claim_that_nobody_judged_is_only_suggested(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    seen = judgments.of(ledger, record).claim("c1")
    assert (seen.state, seen.claim, seen.readings) == ("none", seen.suggested, {})


def test_judgments_say_where_claims_stand(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    judgments.judge(ledger, record, "c1", "accept", by="Ada")
    judgments.judge(ledger, record, "c2", "reject", by="Ada", reason="nobody counted")
    judgments.judge(ledger, record, "c3", "correct", by="Ada", fields={"force": "denied"})
    assert states(ledger, record) == {"c1": "accepted", "c2": "rejected", "c3": "corrected"}
    judgments.judge(ledger, record, "c1", "unsure", by="Ada")
    assert judgments.state(ledger, record, "c1") == "unsure"


def test_a_judgment_is_kept_with_the_words_it_was_made_on(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    entry = judgments.judge(ledger, record, "c2", "accept", by="Ada", reason="two more heard it")
    assert entry.by == "Ada"
    assert entry.report == wells.report().id
    assert entry.body == {
        "record": record,
        "claim": "c2",
        "words": "“They sealed eleven wells,”",
        "spans": [list(wells.at("“They sealed eleven wells,”"))],
        "decision": "accept",
        "fields": {},
        "reason": "two more heard it",
        "supersedes": None,
        "overrules": [],
        "carried": None,
    }


def test_a_correction_stands_beside_what_was_suggested(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    judgments.judge(ledger, record, "c1", "correct", by="Ada", fields={"content": "all wells closed", "hedged": True})
    judged = judgments.of(ledger, record)
    seen = judged.claim("c1")
    assert judged.report.words(seen.claim.content) == "all wells closed"
    assert seen.claim.hedged
    assert seen.suggested == wells.report().claims[0]
    assert seen.claim.chain == seen.suggested.chain


def test_a_person_replaces_their_own_judgment_only(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    first = judgments.judge(ledger, record, "c1", "accept", by="Ada")
    other = judgments.judge(ledger, record, "c1", "reject", by="Berit")
    second = judgments.judge(ledger, record, "c1", "reject", by="Ada")
    assert (first.body["supersedes"], other.body["supersedes"], second.body["supersedes"]) == (None, None, first.number)
    with pytest.raises(LedgerError, match=f"{other.number} is none of Ada's own"):
        judgments.judge(ledger, record, "c1", "accept", by="Ada", supersedes=other.number)
    with pytest.raises(LedgerError, match=f"{first.number} was replaced by judgment {second.number}"):
        judgments.judge(ledger, record, "c1", "accept", by="Ada", supersedes=first.number)
    assert ledger.entry(first.number).body["decision"] == "accept"


def test_where_two_people_differ_it_shows(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    judgments.judge(ledger, record, "c1", "accept", by="Ada")
    judgments.judge(ledger, record, "c1", "accept", by="Berit")
    assert judgments.state(ledger, record, "c1") == "accepted"
    judgments.judge(ledger, record, "c1", "correct", by="Berit", fields={"force": "warned"})
    seen = judgments.of(ledger, record).claim("c1")
    assert seen.state == "differs"
    assert seen.claim == seen.suggested
    assert {who: claim.force for who, claim in seen.readings.items()} == {"Ada": "ordered", "Berit": "warned"}
    assert judgments.state(ledger, record, "c1", "Berit") == "corrected"
    assert judgments.state(ledger, record, "c1", "Cho") == "none"


def test_the_same_correction_in_other_words_is_no_difference(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    river = {"words": "The wells by the river", "name": "the river"}
    ysk = "p2"
    judgments.judge(ledger, record, "c2", "correct", by="Ada", fields={"places": [river, ysk]})
    span = list(wells.at("The wells by the river"))
    judgments.judge(ledger, record, "c2", "correct", by="Berit", fields={"places": [ysk, {**river, "words": [span]}]})
    assert judgments.state(ledger, record, "c2") == "corrected"


def test_a_judgment_that_overrules_settles_until_it_is_gone(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    wrong = judgments.judge(ledger, record, "c1", "reject", by="Ada")
    settled = judgments.judge(ledger, record, "c1", "accept", by="Editor", overrules=[wrong.number])
    assert judgments.state(ledger, record, "c1") == "accepted"
    assert judgments.state(ledger, record, "c1", "Ada") == "rejected"
    judgments.undo(ledger, settled.number, by="Editor")
    assert judgments.state(ledger, record, "c1") == "rejected"
    judgments.judge(ledger, record, "c1", "accept", by="Editor", overrules=[wrong.number])
    judgments.judge(ledger, record, "c1", "unsure", by="Ada")
    assert judgments.state(ledger, record, "c1") == "differs"


def test_only_standing_judgments_of_others_can_be_overruled(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    own = judgments.judge(ledger, record, "c1", "reject", by="Ada")
    with pytest.raises(LedgerError, match="nobody else has judged c1"):
        judgments.judge(ledger, record, "c1", "accept", by="Ada", overrules=[own.number])
    elsewhere = judgments.judge(ledger, record, "c2", "reject", by="Berit")
    with pytest.raises(LedgerError, match=f"'{elsewhere.number}' is not a judgment that can be overruled"):
        judgments.judge(ledger, record, "c1", "accept", by="Editor", overrules=[elsewhere.number])


def test_undo_puts_back_what_was_and_undoing_that_puts_it_forth(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    judgments.judge(ledger, record, "c1", "correct", by="Ada", fields={"force": "stated"})
    second = judgments.judge(ledger, record, "c1", "reject", by="Ada", reason="rumour")
    undone = judgments.undo(ledger, second.number, by="Ada")
    assert (undone.body["decision"], undone.body["fields"]) == ("correct", {"force": "stated"})
    again = judgments.undo(ledger, undone.number, by="Ada")
    assert (again.body["decision"], again.body["reason"]) == ("reject", "rumour")
    with pytest.raises(LedgerError, match="was replaced"):
        judgments.undo(ledger, second.number, by="Ada")


def test_undoing_the_first_judgment_leaves_none(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    first = judgments.judge(ledger, record, "c1", "accept", by="Ada")
    with pytest.raises(LedgerError, match="not one of Berit's own"):
        judgments.undo(ledger, first.number, by="Berit")
    judgments.undo(ledger, first.number, by="Ada")
    assert judgments.state(ledger, record, "c1") == "none"
    with pytest.raises(LedgerError, match="Ada has judged nothing of c1"):
        judgments.judge(ledger, record, "c1", "withdraw", by="Ada")


MISSED: dict[str, Any] = {
    "content": "The wells by the river were left open.",
    "chain": ["s1", "s4"],
    "force": "stated",
    "places": ["p2"],
}


def test_a_claim_that_was_missed_is_added_judged_and_corrected(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    entry = judgments.judge(ledger, record, None, "missed", by="Ada", fields=MISSED)
    id = f"j{entry.number}"
    added = judgments.of(ledger, record).claim(id)
    assert (added.added_by, added.state, added.claim.confidence) == ("Ada", "accepted", 1.0)
    assert entry.body["words"] == MISSED["content"]
    judgments.judge(ledger, record, id, "reject", by="Berit")
    assert judgments.state(ledger, record, id) == "differs"
    later = judgments.judge(ledger, record, id, "correct", by="Ada", fields={"hedged": True})
    assert later.body["supersedes"] == entry.number
    assert judgments.of(ledger, record).claim(id).readings["Ada"].hedged
    back = judgments.undo(ledger, later.number, by="Ada")
    assert (back.body["decision"], back.body["claim"]) == ("accept", id)


def test_a_missed_claim_that_everybody_took_back_is_gone(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    entry = judgments.judge(ledger, record, None, "missed", by="Ada", fields=MISSED)
    undone = judgments.undo(ledger, entry.number, by="Ada")
    assert states(ledger, record) == {"c1": "none", "c2": "none", "c3": "none"}
    judgments.undo(ledger, undone.number, by="Ada")
    assert states(ledger, record)[f"j{entry.number}"] == "accepted"


def test_what_is_there_was_not_missed(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    there = {"content": "nobody was arrested", "chain": ["s1", "s4"], "force": "stated"}
    with pytest.raises(LedgerError, match="these words are claim c3"):
        judgments.judge(ledger, record, None, "missed", by="Ada", fields=there)
    judgments.judge(ledger, record, None, "missed", by="Ada", fields={**there, "chain": ["s1", "s2"]})


def test_the_very_same_judgment_again_adds_nothing(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    first = judgments.judge(ledger, record, "c1", "correct", by="Ada", fields={"force": "stated"}, reason="so")
    assert judgments.judge(ledger, record, "c1", "correct", by="Ada", fields={"force": "stated"}, reason="so") == first
    assert judgments.judge(ledger, record, "c1", "correct", by="Ada", fields={"force": "stated"}).number > first.number


def test_many_claims_are_judged_at_once_or_none(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    there = judgments.judge(ledger, record, "c1", "accept", by="Ada", reason="the list of June")
    claims = [(record, "c1"), (record, "c2"), (record, "c2"), (record, "c3")]
    with pytest.raises(LedgerError, match="'c9' is not a claim"):
        judgments.judge_all(ledger, [*claims, (record, "c9")], "accept", by="Ada", reason="the list of June")
    assert states(ledger, record)["c2"] == "none"
    done = judgments.judge_all(ledger, claims, "accept", by="Ada", reason="the list of June")
    assert [one.body["claim"] for one in done] == ["c1", "c2", "c3"]
    assert done[0] == there
    assert set(states(ledger, record).values()) == {"accepted"}
    with pytest.raises(LedgerError, match="needs a reason"):
        judgments.judge_all(ledger, claims, "reject", by="Ada", reason=None)


@pytest.mark.parametrize("by", [None, "", " "])
def test_a_judgment_without_a_person_is_refused(ledger: Ledger, by: str | None) -> None:
    record = wells.kept(ledger)
    with pytest.raises(LedgerError, match="the person who judges"):
        judgments.judge(ledger, record, "c1", "accept", by=by)
    assert not list(ledger.entries(kind="judgment"))


def test_names_are_kept_as_they_are_given(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    for name in ("리 은혜", "  Ada ", "ADA", "Ada", "Zoë 🖋"):
        assert judgments.judge(ledger, record, "c1", "accept", by=name).by == name
    assert len(judgments.of(ledger, record).claim("c1").readings) == 5


@pytest.mark.parametrize(
    ("claim", "decision", "more", "message"),
    [
        ("c1", "approve", {}, "'approve' is not a decision: one of accept, correct, reject, unsure, missed, withdraw"),
        ("c9", "accept", {}, "'c9' is not a claim of record 1: one of c1, c2, c3"),
        (None, "accept", {}, "only a claim that was missed has no id"),
        ("c1", "missed", {"fields": MISSED}, "a claim with an id was not missed"),
        ("c1", "accept", {"fields": {"force": "stated"}}, "accept takes no fields"),
        ("c1", "correct", {}, "say what is to be corrected: one of content, "),
        ("c1", "correct", {"fields": {"force": "ordered"}}, "nothing of the claim is changed"),
        ("c1", "reject", {"reason": "  "}, "a reason must be words"),
        ("c1", "reject", {"reason": "a\0b"}, "a reason holds signs that are no text"),
        ("c1", "reject", {"reason": "\ud800"}, "a reason holds signs that are no text"),
        (None, "missed", {"fields": {"content": "Dolm lies on"}}, "needs its chain"),
    ],
)
def test_what_cannot_be_judged_is_refused_in_one_sentence(
    ledger: Ledger, claim: str | None, decision: Any, more: dict[str, Any], message: str
) -> None:
    record = wells.kept(ledger)
    with pytest.raises(LedgerError, match=message):
        judgments.judge(ledger, record, claim, decision, by="Ada", **more)
    assert not list(ledger.entries(kind="judgment"))


def test_only_records_can_be_judged(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    for number in (record - 1, record + 1, -1):
        with pytest.raises(LedgerError, match=f"the ledger holds no record {number}"):
            judgments.judge(ledger, number, "c1", "accept", by="Ada")
    with pytest.raises(LedgerError, match="the ledger holds no record sha256:00"):
        judgments.of(ledger, "sha256:00")


def test_a_second_person_does_not_see_what_the_first_decided_until_they_have_judged(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    judgments.judge(ledger, record, "c1", "correct", by="Ada", fields={"force": "stated"})
    blind = judgments.of(ledger, record).seen_by("Berit").claim("c1")
    assert (blind.state, blind.claim, blind.readings) == ("none", blind.suggested, {})
    judgments.judge(ledger, record, "c1", "accept", by="Berit")
    assert set(judgments.of(ledger, record).seen_by("Berit").claim("c1").readings) == {"Ada", "Berit"}


def test_people_may_judge_at_the_same_moment(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    people = [f"person {n}" for n in range(4)]

    def judge(job: tuple[str, str]) -> int:
        return judgments.judge(ledger, record, "c2", job[1], by=job[0]).number  # type: ignore[arg-type]

    jobs = [(who, decision) for decision in ("accept", "reject", "unsure") for who in people]
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(judge, jobs))
    assert len(set(numbers)) == len(jobs)
    for who in people:
        own = [one for one in ledger.entries(kind="judgment") if one.by == who]
        assert [one.body["supersedes"] for one in own] == [None, *(one.number for one in own[:-1])]

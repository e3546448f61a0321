"""reread: a newer engine's record stands beside the old one; judgments go to the same words, and to nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from reportedly.errors import LedgerError, NotText
from reportedly.ledger import Ledger, carry, judgments
from reportedly.ledger.reread import Reread, reread
from reportedly.record import Claim, Report, Source
from tests.ledger import wells

REPORT = wells.report()


def again(ledger: Ledger, new: Report, by: str | None = "Machinist") -> Reread:
    return reread(ledger, lambda _data, _name: new, REPORT.id, by=by)


def newer(**claims: Any) -> Report:
    """The report as a newer engine reads it: of the claims that are named some fields are other ones, or it is gone."""
    read = []
    for one in REPORT.claims:
        changed = claims.get(one.id, {})
        if changed is not None:
            read.append(replace(one, id=f"n{one.id}", confidence=0.5, **changed))
    return wells.read_again(REPORT, claims=tuple(read))


def test_the_bytes_that_are_kept_are_read(ledger: Ledger) -> None:
    wells.kept(ledger)
    given = []

    def read(data: bytes, name: str) -> Report:
        given.append((data.decode(), name))
        return newer()

    reread(ledger, read, REPORT.id)
    assert given == [(wells.TEXT, "wells.txt")]


def test_the_same_record_is_not_kept_twice(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    assert again(ledger, wells.read_again(REPORT)) == Reread(record, False)
    assert len(list(ledger.entries())) == 2


def test_the_new_record_stands_beside_the_old_one(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    done = again(ledger, newer())
    old, new = ledger.entries(kind="record")
    assert (old.number, old.body["earlier"]) == (record, None)
    assert (new.number, new.body["earlier"], new.by) == (done.record, record, "Machinist")
    assert Report.from_dict(old.body["record"]) == REPORT
    assert judgments.of(ledger, REPORT.id).record == done.record


def test_another_report_is_no_new_record(ledger: Ledger) -> None:
    wells.kept(ledger)
    with pytest.raises(LedgerError, match="another report"):
        again(ledger, wells.report("Wells closed in Dolm. " + wells.TEXT))
    with pytest.raises(LedgerError, match="holds no report sha256:00"):
        reread(ledger, lambda _data, _name: REPORT, "sha256:00")


def test_what_cannot_be_read_changes_nothing(ledger: Ledger) -> None:
    wells.kept(ledger)

    def fail(_data: bytes, name: str) -> Report:
        raise NotText(name, "it is empty")

    with pytest.raises(NotText):
        reread(ledger, fail, REPORT.id)
    assert len(list(ledger.entries())) == 2


def test_judgments_are_carried_to_the_same_words_read_in_the_same_way(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    accepted = judgments.judge(ledger, record, "c1", "accept", by="Ada", reason="seen")
    rejected = judgments.judge(ledger, record, "c2", "reject", by="Berit")
    corrected = judgments.judge(ledger, record, "c3", "correct", by="Ada", fields={"force": "denied"})
    done = again(ledger, newer())
    assert not done.left
    judged = judgments.of(ledger, REPORT.id)
    assert [one.state for one in judged.claims] == ["accepted", "rejected", "corrected"]
    assert judged.claim("nc3").claim.force == "denied"
    for entry, old in zip(done.carried, (accepted, rejected, corrected), strict=True):
        assert entry.by == "Machinist"
        assert entry.body["carried"] == {"from": old.number, "by": old.by, "differs": []}
        assert {name: entry.body[name] for name in ("words", "spans", "decision", "fields", "reason")} == {
            name: old.body[name] for name in ("words", "spans", "decision", "fields", "reason")
        }
    assert judged.claim("nc1").decided.of("Ada") is not None
    assert judgments.of(ledger, record).claim("c1").state == "accepted"


def test_a_person_vouches_for_nothing_they_did_not_see(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    judgments.judge(ledger, record, "c1", "accept", by="Ada")
    judgments.judge(ledger, record, "c2", "reject", by="Ada")
    judgments.judge(ledger, record, "c3", "unsure", by="Ada")
    changed = {"force": "warned", "chain": ("s1", "s2")}
    done = again(ledger, newer(c1=changed, c2={"hedged": True}, c3={"dates": ("d2",)}))
    seen = judgments.of(ledger, REPORT.id).claim("nc1")
    assert (seen.state, seen.claim.force, seen.claim.chain) == ("corrected", "ordered", ("s1", "s2", "s3"))
    own = seen.decided.of("Ada")
    assert own is not None and own.differs == ("chain", "force")
    assert [(one.words, one.why) for one in done.left] == [
        ("“They sealed eleven wells,”", "the machine now reads these words otherwise: hedged"),
        ("nobody was arrested", "the machine now reads these words otherwise: dates"),
    ]
    assert judgments.state(ledger, done.record, "nc2") == "none"


def test_a_machine_that_came_to_what_a_person_said_is_accepted(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    judgments.judge(ledger, record, "c2", "correct", by="Ada", fields={"hedged": True, "certainty": 1})
    judgments.judge(ledger, record, "c3", "correct", by="Ada", fields={"hedged": True})
    done = again(ledger, newer(c2={"hedged": True}, c3={"hedged": True}))
    assert [one.body["decision"] for one in done.carried] == ["correct", "accept"]
    assert done.carried[0].body["fields"] == {"certainty": 1}


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "By our correspondent\n\n" + text,
        lambda text: text.replace("A clerk", "Menu. Home. News.\n\nA clerk"),
        lambda text: text.replace("\n\n", "\n"),
    ],
)
def test_words_are_found_where_the_text_moved(ledger: Ledger, change: Callable[[str], str]) -> None:
    record = wells.kept(ledger)
    for claim in ("c1", "c2", "c3"):
        judgments.judge(ledger, record, claim, "accept", by="Ada")
    moved = wells.report(change(wells.TEXT))
    done = again(ledger, wells.read_again(replace(moved, id=REPORT.id)))
    assert not done.left
    assert [one.body["decision"] for one in done.carried] == ["accept"] * 3
    for entry in done.carried:
        assert moved.words(tuple((s, e) for s, e in entry.body["spans"])) == entry.body["words"]


def test_other_words_are_other_claims(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    judgments.judge(ledger, record, "c2", "accept", by="Ada")
    judgments.judge(ledger, record, "c3", "accept", by="Ada")
    shorter = (wells.at("They sealed eleven wells"),)
    done = again(ledger, newer(c2={"content": shorter}, c3=None))
    assert done.carried == ()
    assert {one.why for one in done.left} == {"no claim of the new record has just these words"}


def test_words_that_are_gone_from_the_text_keep_their_judgments_with_the_old_record(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    made = judgments.judge(ledger, record, "c3", "accept", by="Ada")
    text = wells.TEXT.replace("nobody was arrested", "nobody had been arrested")
    claims = tuple(replace(one, content=((0, 5),)) for one in REPORT.claims)
    done = again(ledger, wells.read_again(REPORT, text=text, claims=claims))
    assert [(one.number, one.by, one.why) for one in done.left] == [
        (made.number, "Ada", "its words are not in the new text, or not in one place only")
    ]
    assert judgments.state(ledger, record, "c3") == "accepted"


def test_a_claim_that_was_missed_is_missed_again_or_found(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    fields: dict[str, Any] = {
        "content": "The wells by the river were left open.",
        "chain": ["s1", {"words": "The source", "kind": "person", "name": "Olan Brek"}],
        "force": "stated",
        "places": ["p2"],
    }
    entry = judgments.judge(ledger, record, None, "missed", by="Ada", fields=fields)
    judgments.judge(ledger, record, f"j{entry.number}", "accept", by="Berit")
    judgments.judge(ledger, record, f"j{entry.number}", "correct", by="Ada", fields={"hedged": True})
    done = again(ledger, newer())
    missed, berit, ada = done.carried
    assert (missed.body["decision"], missed.body["carried"]["from"]) == ("missed", entry.number)
    assert (berit.body["decision"], ada.body["decision"]) == ("accept", "correct")
    assert ada.body["supersedes"] == missed.number
    seen = judgments.of(ledger, REPORT.id).claim(f"j{missed.number}")
    assert (seen.state, seen.added_by, seen.readings["Ada"].hedged) == ("differs", "Ada", True)
    name = next(one.name for one in judgments.of(ledger, REPORT.id).report.sources if one.id == seen.claim.chain[1])
    assert name == "Olan Brek"

    found = Claim("m4", None, (wells.at(fields["content"]),), ("s1", "s4"), (), "stated", "positive", False, 0.5)
    third = again(ledger, wells.read_again(REPORT, claims=(*newer().claims, found)))
    assert not third.left
    seen = judgments.of(ledger, REPORT.id).claim("m4")
    assert {who: (claim.hedged, len(claim.chain)) for who, claim in seen.readings.items()} == {
        "Ada": (True, 2),
        "Berit": (False, 2),
    }
    assert seen.readings["Berit"].chain == seen.readings["Ada"].chain != seen.suggested.chain


def test_what_was_left_is_tried_again_and_named_until_judged_anew(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    judgments.judge(ledger, record, "c3", "reject", by="Ada")
    judgments.judge(ledger, record, "c2", "accept", by="Ada")
    second = again(ledger, newer(c3={"hedged": True}, c2=None))

    def left() -> list[str]:
        return [one.words for one in carry.left(list(ledger.entries(report=REPORT.id)))]

    assert sorted(left()) == ["nobody was arrested", "“They sealed eleven wells,”"]
    judgments.judge(ledger, second.record, "nc3", "accept", by="Ada")
    assert left() == ["“They sealed eleven wells,”"]
    third = again(ledger, newer())
    assert left() == []
    states = {one.id: one.state for one in judgments.of(ledger, third.record).claims}
    assert states == {"nc1": "none", "nc2": "accepted", "nc3": "corrected"}


def test_an_old_record_is_judged_no_more(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    first = judgments.judge(ledger, record, "c2", "accept", by="Ada")
    done = again(ledger, newer(c2=None))
    with pytest.raises(LedgerError, match=f"record {record} was read again; judge what is in record {done.record}"):
        judgments.judge(ledger, record, "c1", "accept", by="Ada")
    judgments.judge(ledger, record, "c2", "withdraw", by="Ada")
    assert carry.left(list(ledger.entries(report=REPORT.id))) == []
    assert ledger.entry(first.number) == first


def test_whoever_overruled_still_does(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    wrong = judgments.judge(ledger, record, "c1", "reject", by="Ada")
    judgments.judge(ledger, record, "c1", "accept", by="Editor", overrules=[wrong.number])
    done = again(ledger, newer())
    assert done.carried[1].body["overrules"] == [done.carried[0].number]
    assert judgments.state(ledger, done.record, "nc1") == "accepted"


def test_two_sources_of_one_name_stay_two(ledger: Ledger) -> None:
    twins = tuple(replace(one, name="a source") if one.id in ("s4", "s5") else one for one in REPORT.sources)
    one = replace(REPORT, sources=twins)
    record = wells.kept(ledger, one)
    judgments.judge(ledger, record, "c3", "reject", by="Ada")
    through_the_other = tuple(replace(c, chain=("s1", "s5")) if c.id == "c3" else c for c in one.claims)
    done = again(ledger, wells.read_again(one, claims=through_the_other))
    assert [left.why for left in done.left] == ["the machine now reads these words otherwise: chain"]


def test_sources_may_be_numbered_anew(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    judgments.judge(ledger, record, "c3", "accept", by="Ada")
    first, *others = REPORT.sources
    sources = (Source("s0", "A herald", "person", mentions=((0, 5),)), replace(first, id="s9"), *others)
    claims = tuple(replace(c, chain=tuple("s9" if id == "s1" else id for id in c.chain)) for c in REPORT.claims)
    done = again(ledger, wells.read_again(REPORT, sources=sources, claims=claims))
    assert [one.body["decision"] for one in done.carried] == ["accept"]

"""regroup: people say that sources are one, or two, or not one; where they differ, the record's own stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, judgments, regroup
from reportedly.ledger.reread import reread
from tests.ledger import wells

REPORT = wells.report()


def chains(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    return {one.id: one.claim.chain for one in judgments.of(ledger, REPORT.id).claims}


def test_merged_sources_are_one_in_every_chain(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    entry = regroup.merge(ledger, record, ["s2", "s4", "s3"], by="Ada", reason="the clerk trades")
    assert chains(ledger) == {"c1": ("s1", "s2"), "c2": ("s1", "s2"), "c3": ("s1", "s2")}
    judged = judgments.of(ledger, record)
    assert judged.claim("c3").suggested.chain == ("s1", "s4")
    assert judged.report.words(judged.report.source("s2").mentions) == (
        "A trader in Dolm … the ministry … he said … A clerk of the province"
    )
    assert entry.body["words"] == "A trader in Dolm … the ministry … he said … A clerk of the province"
    assert judged.claim("c3").state == "none"


def test_merging_goes_on_from_what_is_merged(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    regroup.merge(ledger, record, ["s2", "s4"], by="Ada")
    regroup.merge(ledger, record, ["s4", "s5"], by="Berit")
    assert judgments.of(ledger, record).regrouped.groups == (("s2", "s4", "s5"),)


def test_the_outlet_stands_for_whoever_is_merged_with_it(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    regroup.merge(ledger, record, ["s4", "s1"], by="Ada")
    assert chains(ledger)["c3"] == ("s1",)


def test_where_somebody_tells_them_apart_nothing_is_merged(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    first = regroup.merge(ledger, record, ["s2", "s4"], by="Ada")
    second = regroup.merge(ledger, record, ["s4", "s5"], by="Ada")
    other = regroup.apart(ledger, record, ["s2", "s5"], by="Berit")
    found = judgments.of(ledger, record).regrouped
    assert (found.groups, found.differing) == ((), (first.number, second.number, other.number))
    regroup.leave(ledger, other.number, by="Berit")
    assert judgments.of(ledger, record).regrouped.groups == (("s2", "s4", "s5"),)


def test_a_person_replaces_what_they_said_of_the_same_sources(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    first = regroup.merge(ledger, record, ["s2", "s4"], by="Ada")
    assert regroup.merge(ledger, record, ["s2", "s4"], by="Ada") == first
    second = regroup.apart(ledger, record, ["s4", "s2"], by="Ada")
    assert second.body["supersedes"] == first.number
    assert judgments.of(ledger, record).regrouped.groups == ()
    with pytest.raises(LedgerError, match=f"judgment {first.number} was replaced"):
        regroup.leave(ledger, first.number, by="Ada")
    with pytest.raises(LedgerError, match="is not Berit's own"):
        regroup.leave(ledger, second.number, by="Berit")


def test_a_source_is_split_by_its_mentions_and_claims(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    regroup.split(ledger, record, "s2", "he said", {"kind": "anonymous", "name": "he"}, claims=["c2"], by="Ada")
    judged = judgments.of(ledger, record)
    other = judged.claim("c2").claim.chain[1]
    assert chains(ledger)["c1"] == ("s1", "s2", "s3")
    assert judged.report.source(other).name == "he"
    assert judged.report.words(judged.report.source("s2").mentions) == "A trader in Dolm"
    regroup.merge(ledger, record, ["s5", other], by="Ada")
    assert chains(ledger)["c2"] == ("s1", "s5")


def test_splits_that_contradict_each_other_change_nothing(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    regroup.split(ledger, record, "s2", "he said", {"kind": "anonymous"}, claims=["c2"], by="Ada")
    regroup.split(ledger, record, "s2", "he said", {"kind": "public"}, claims=["c2"], by="Berit")
    found = judgments.of(ledger, record)
    assert found.claim("c2").claim.chain == ("s1", "s2")
    assert len(found.regrouped.differing) == 2


def test_a_corrected_chain_is_regrouped_too(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    judgments.judge(ledger, record, "c3", "correct", by="Ada", fields={"chain": ["s1", "s5", "s4"], "implied": ["s5"]})
    regroup.merge(ledger, record, ["s4", "s5"], by="Ada")
    claim = judgments.of(ledger, record).claim("c3").claim
    assert (claim.chain, claim.implied) == (("s1", "s4"), ())


@pytest.mark.parametrize(
    ("ids", "more", "message"),
    [
        (["s2"], {}, "name at least two sources"),
        (["s2", "s2"], {}, "name at least two sources"),
        (["s2", "s9"], {}, "'s9' is not a source of the record: one of s1"),
        (["s2", "s4"], {"by": ""}, "the person who judges"),
        (["s2", "s6"], {}, "needs a reason"),
    ],
)
def test_what_cannot_be_merged_is_refused(ledger: Ledger, ids: list[str], more: dict[str, Any], message: str) -> None:
    named = replace(REPORT.sources[4], id="s6", name="Olan Brek", kind="person")
    record = wells.kept(ledger, replace(REPORT, sources=(*REPORT.sources, named)))
    with pytest.raises(LedgerError, match=message):
        regroup.merge(ledger, record, ids, **{"by": "Ada", **more})
    regroup.merge(ledger, record, ["s2", "s6"], by="Ada", reason="the report names him in its last line")


@pytest.mark.parametrize(
    ("source", "mentions", "other", "claims", "message"),
    [
        ("s4", "he said", {"kind": "public"}, [], "'he said' at [0-9]+ is no mention of s4"),
        ("s4", "A clerk of the province", {"kind": "public"}, [], "these are all mentions of s4"),
        ("s2", "he said", {}, [], "None is not a kind of source"),
        ("s2", "he said", {"kind": "public"}, ["c3"], "s2 is no link of the chain of c3"),
        ("s2", "he said", {"kind": "public"}, ["c9"], "'c9' is not a claim of record 1"),
    ],
)
def test_what_cannot_be_split_is_refused(
    ledger: Ledger, source: str, mentions: str, other: dict[str, Any], claims: list[str], message: str
) -> None:
    record = wells.kept(ledger)
    with pytest.raises(LedgerError, match=message):
        regroup.split(ledger, record, source, mentions, other, claims=claims, by="Ada")


def test_what_was_said_of_sources_goes_along_where_they_are_found_again(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    merged = regroup.merge(ledger, record, ["s4", "s5"], by="Ada")
    regroup.split(ledger, record, "s2", "he said", {"kind": "public"}, claims=["c2"], by="Berit")
    regroup.apart(ledger, record, ["s2", "s3"], by="Ada")
    sources = tuple(replace(one, id=f"t{one.id}") for one in REPORT.sources if one.id != "s3")
    claims = tuple(
        replace(one, id=f"n{one.id}", chain=tuple(f"t{id}" for id in one.chain)) for one in REPORT.claims[1:]
    )
    new = wells.read_again(REPORT, sources=sources, claims=claims)
    done = reread(ledger, lambda _data, _name: new, REPORT.id, by="Machinist")
    assert [one.body["decision"] for one in done.carried] == ["merge", "split"]
    assert done.carried[0].body["carried"] == {"from": merged.number, "by": "Ada", "differs": []}
    assert [(one.by, one.why) for one in done.left] == [("Ada", "the new record does not have the same sources")]
    found = chains(ledger)
    assert found["nc3"] == ("ts1", "ts4")
    assert found["nc2"][1].startswith("+")
    regroup.leave(ledger, done.carried[0].number, by="Ada")


def test_an_old_record_is_regrouped_no_more(ledger: Ledger) -> None:
    record = wells.kept(ledger)
    new = wells.read_again(REPORT, title="Wells")
    reread(ledger, lambda _data, _name: new, REPORT.id)
    with pytest.raises(LedgerError, match=f"record {record} was read again"):
        regroup.merge(ledger, record, ["s2", "s4"], by="Ada")

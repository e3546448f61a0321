"""proof: one claim is proven from a file alone, and nothing can be put into the file that was not in the ledger."""

from __future__ import annotations

import copy
import hashlib
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, add, checkpoint, judgments, open_ledger, proof
from tests.ledger import invented

TITLE = "Wells sealed in valley 2\n\n"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Five reports, each its entry and its record; a checkpoint (entry 10); a report after it."""
    with open_ledger(tmp_path_factory.mktemp("proof") / "reportedly.db", create=True) as made:
        for number in range(5):
            add.add(made, invented.read, invented.report(number))
        checkpoint.make(made)
        add.add(made, invented.read, invented.report(5))
        yield made


@pytest.fixture(scope="module")
def made(kept: Ledger) -> dict[str, Any]:
    """The proof for the first claim of the third report."""
    return proof.make(kept, 5, "c1")


def changed(shape: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {**copy.deepcopy(shape), **values}


def test_proves_the_claim_with_its_words_its_entry_and_the_checkpoint(kept: Ledger, made: dict[str, Any]) -> None:
    proven = proof.check(made)
    assert (proven.entry.number, proven.entry.kind, proven.claim["id"]) == (5, "record", "c1")
    assert proven.words == ("The well in valley 2 was sealed for the 1.",)
    assert proven.entry.report == add.id_of(invented.report(2))
    assert proven.checkpoint.to_dict() == kept.entry(10).body


@pytest.mark.parametrize("number", [1, 3, 5, 7, 9])
def test_every_record_before_the_checkpoint_can_be_proven(kept: Ledger, number: int) -> None:
    assert proof.check(proof.make(kept, number, "c1")).entry == kept.entry(number)


def test_says_that_the_whole_entry_can_be_read(made: dict[str, Any]) -> None:
    assert "all of the report's text" in made["discloses"]
    assert TITLE in json.loads(made["entry"])["body"]["record"]["report"]["text"]


def test_goes_through_a_file_that_only_its_owner_reads(made: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "proof.json"
    proof.write(made, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert proof.check(proof.read(path)) == proof.check(made)
    with pytest.raises(LedgerError, match="never written over"):
        proof.write(made, path)


def test_is_checked_with_hashes_alone(made: dict[str, Any]) -> None:
    """The steps of docs/ledger.md, without the code that is tested."""
    hashed = hashlib.sha256(b"\0" + made["entry"].encode()).digest()
    fn, sn = json.loads(made["entry"])["number"], made["checkpoint"]["size"] - 1
    for step in map(bytes.fromhex, made["path"]):
        if fn % 2 or fn == sn:
            hashed = hashlib.sha256(b"\1" + step + hashed).digest()
            while fn and fn % 2 == 0:
                fn, sn = fn // 2, sn // 2
        else:
            hashed = hashlib.sha256(b"\1" + hashed + step).digest()
        fn, sn = fn // 2, sn // 2
    assert hashed.hex() == made["checkpoint"]["root"]


def test_leads_to_the_checkpoint_that_was_kept_apart(kept: Ledger, made: dict[str, Any], tmp_path: Path) -> None:
    apart = checkpoint.Checkpoint.from_dict(kept.entry(10).body)
    assert proof.check(made, apart).checkpoint == apart
    other = checkpoint.make(kept, tmp_path / "key")
    with pytest.raises(LedgerError, match="another checkpoint"):
        proof.check(made, other)
    assert proof.check(proof.make(kept, 12, "c1", other), other).checkpoint == other


def test_what_a_person_added_is_proven_by_the_judgment(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "reportedly.db", create=True) as ledger:
        report = add.add(ledger, invented.read, invented.report(1))
        words = {"content": [[26, 34]], "chain": ["s1"], "force": "denied"}
        judgments.judge(ledger, report.record or 0, None, "missed", by="mara", fields=words)
        checkpoint.make(ledger)
        proven = proof.check(proof.make(ledger, 2, "j2"))
    assert (proven.claim["id"], proven.claim["force"], proven.words) == ("j2", "denied", ("The well",))


@pytest.mark.parametrize(
    ("number", "claim", "says"),
    [
        (5, "c99", "holds no claim c99"),
        (4, "c1", "it is a report"),
        (10, "c1", "it is a checkpoint"),
        (99, "c1", "no entry 99"),
    ],
)
def test_no_proof_for_a_claim_that_is_not_there(kept: Ledger, number: int, claim: str, says: str) -> None:
    with pytest.raises(LedgerError, match=says):
        proof.make(kept, number, claim)


def test_no_proof_before_there_is_a_checkpoint(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "reportedly.db", create=True) as ledger:
        add.add(ledger, invented.read, invented.report(1))
        with pytest.raises(LedgerError, match="make one first"):
            proof.make(ledger, 1, "c1")
        checkpoint.make(ledger)
        add.add(ledger, invented.read, invented.report(2))
        with pytest.raises(LedgerError, match="make one first"):
            proof.make(ledger, 4, "c1")


def test_no_proof_for_another_ledgers_checkpoint(kept: Ledger, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "other.db", create=True) as other:
        for number in range(5):
            add.add(other, invented.read, invented.report(number))
        foreign = checkpoint.make(other)
    with pytest.raises(LedgerError, match="of another ledger"):
        proof.make(kept, 5, "c1", foreign)


def test_no_proof_from_a_ledger_that_was_changed(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "reportedly.db", create=True) as ledger:
        add.add(ledger, invented.read, invented.report(1))
        checkpoint.make(ledger)
        for statement in ("UPDATE nodes SET hash = zeroblob(32) WHERE position = 0", "DELETE FROM nodes"):
            with ledger.writing() as connection:
                connection.exec_driver_sql(statement)
            with pytest.raises(LedgerError, match="verify names"):
                proof.make(ledger, 1, "c1")


@given(data=st.data())
@settings(max_examples=120)
def test_any_change_of_what_it_holds_shows(made: dict[str, Any], data: st.DataObject) -> None:
    where = data.draw(st.sampled_from(["entry", "path", "checkpoint"]))
    shape = copy.deepcopy(made)
    if where == "path":
        at = data.draw(st.integers(0, len(shape["path"]) - 1))
        shape["path"][at] = _turned(shape["path"][at], data)
    elif where == "entry":
        shape["entry"] = _turned(shape["entry"], data)
    else:
        name = data.draw(
            st.sampled_from([one for one in shape["checkpoint"] if one not in ("size", "reportedly-checkpoint")])
        )
        shape["checkpoint"][name] = _turned(shape["checkpoint"][name], data)
    with pytest.raises(LedgerError):
        proof.check(shape)


def _turned(text: str, data: st.DataObject) -> str:
    at = data.draw(st.integers(0, len(text) - 1))
    return (
        text[:at]
        + data.draw(st.characters(codec="utf-8").filter(lambda one: one.lower() != text[at].lower()))
        + text[at + 1 :]
    )


@pytest.mark.parametrize(
    "shape",
    [None, [], "proof", {}, {"reportedly-proof": 2}, {"reportedly-proof": 1}],
)
def test_something_else_is_no_proof(shape: object) -> None:
    with pytest.raises(LedgerError, match="this is no "):
        proof.check(shape)


def test_a_claim_that_the_entry_does_not_hold_is_not_proven(made: dict[str, Any]) -> None:
    for claim in ("c99", None, ["c1"]):
        with pytest.raises(LedgerError, match="holds no claim"):
            proof.check(changed(made, claim=claim))


@pytest.mark.parametrize("values", [{"path": []}, {"path": "ab"}, {"path": [1]}, {"entry": 7}, {"entry": "{}"}])
def test_members_of_another_kind_are_named(made: dict[str, Any], values: dict[str, Any]) -> None:
    with pytest.raises(LedgerError):
        proof.check(changed(made, **values))


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000])
def test_file_without_a_proof_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "proof.json"
    path.write_text(text, "utf-8")
    with pytest.raises(LedgerError, match="is no proof"):
        proof.read(path)
    with pytest.raises(LedgerError, match="cannot be read"):
        proof.read(tmp_path / "missing.json")

"""docs/ledger.md: its numbers are right, and its programs check a ledger and a proof without ours."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table

from reportedly.ledger import checkpoint, merkle, open_ledger, proof
from reportedly.ledger.checkpoint import Checkpoint
from reportedly.ledger.entries import Entry, leaf
from reportedly.ledger.tables import metadata
from tests.ledger import filled

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "ledger.md"


@lru_cache
def blocks(kind: str) -> list[str]:
    """The page's blocks of a kind, in their order."""
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def entries() -> list[bytes]:
    return [line.encode() for line in blocks("json")[0].splitlines()]


def hashes() -> dict[str, str]:
    """What the page calls a hash, and the hash."""
    return dict(re.findall(r"^(leaf \d|node|root) +([0-9a-f]{64})", blocks("text")[0], re.MULTILINE))


def shown() -> Checkpoint:
    return Checkpoint.from_dict(json.loads(blocks("json")[1]))


def path() -> list[bytes]:
    return [bytes.fromhex(one) for one in json.loads(blocks("json")[2])]


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-c", program, *arguments], capture_output=True, text=True, check=False
    )


def test_entries_of_the_example_are_entries_in_canonical_form() -> None:
    assert [Entry.read(one).canonical() for one in entries()] == entries()
    assert [Entry.read(one).number for one in entries()] == [0, 1, 2]
    assert set(json.loads(entries()[0])) <= set(re.findall(r"^\| `([\w-]+)` \|", PAGE.read_text("utf-8"), re.MULTILINE))


def test_hashes_of_the_example_follow_from_its_entries_by_hand() -> None:
    leaves = [hashlib.sha256(b"\0" + one).digest() for one in entries()]
    node = hashlib.sha256(b"\1" + leaves[0] + leaves[1]).digest()
    root = hashlib.sha256(b"\1" + node + leaves[2]).digest()
    worked_out = {f"leaf {number}": one.hex() for number, one in enumerate(leaves)}
    assert hashes() == {**worked_out, "node": node.hex(), "root": root.hex()}
    assert f"$ node $(node $(leaf 0) $(leaf 1)) $(leaf 2)\n{root.hex()}\n" in PAGE.read_text("utf-8")


def test_checkpoint_and_path_of_the_example_hold() -> None:
    made = shown()
    assert made.genuine()
    assert (made.size, made.root, made.ledger) == (3, hashes()["root"], json.loads(entries()[0])["ledger"])
    assert merkle.included(leaf(entries()[1]), 1, 3, path(), bytes.fromhex(made.root))
    assert set(made.to_dict()) >= set(json.loads(blocks("json")[1]))


def test_proof_program_accepts_the_example_and_nothing_that_was_changed(tmp_path: Path) -> None:
    shape: dict[str, Any] = {
        "entry": entries()[1].decode(),
        "path": [one.hex() for one in path()],
        "checkpoint": shown().to_dict(),
    }
    changed = [
        {**shape, "entry": shape["entry"].replace("Dolm", "Halm")},
        {**shape, "path": shape["path"][:1]},
        {**shape, "path": [*shape["path"], "00" * 32]},
        {**shape, "checkpoint": {**shown().to_dict(), "root": "00" * 32}},
    ]
    for number, one in enumerate([shape, *changed]):
        (tmp_path / f"{number}.json").write_text(json.dumps(one), "utf-8")
        done = run(blocks("python")[0], str(tmp_path / f"{number}.json"))
        assert (done.returncode == 0) == (one is shape), done.stderr
        assert ("was in the ledger" in done.stdout) == (one is shape)


def test_proof_program_accepts_what_the_ledger_makes(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        filled.fill(ledger)
        proof.write(proof.make(ledger, filled.RECORD, "c1"), tmp_path / "claim.json")
    assert run(blocks("python")[0], str(tmp_path / "claim.json")).returncode == 0


def test_ledger_program_gives_the_checkpoints_root(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        made = [filled.fill(ledger), checkpoint.make(ledger)]
    for one in made:
        done = run(blocks("python")[1], str(tmp_path / "ledger.db"), str(one.size))
        assert (done.returncode, done.stdout.strip()) == (0, one.root), done.stderr
    assert run(blocks("python")[1], str(tmp_path / "ledger.db"), "99").returncode != 0
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as connection, connection:
        connection.execute("UPDATE blobs SET bytes = x'00'")
    assert "bytes of" in run(blocks("python")[1], str(tmp_path / "ledger.db"), "3").stderr


def test_statements_of_the_page_run_and_give_what_it_says(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        filled.fill(ledger)
        entry = ledger.entry(1).canonical()
    written: dict[str, bytes] = {}
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as connection:
        connection.create_function("writefile", 2, lambda name, data: written.update({name: data}))  # as in sqlite3
        given = [
            connection.execute(one).fetchall()
            for one in re.findall(r'^\$ sqlite3 \S+ "(.+)"$', PAGE.read_text("utf-8"), re.MULTILINE)
        ]
    assert [len(one) for one in given] == [11, 1, 1, 1]
    assert written["entry"] == entry
    assert given[2] == [(leaf(entry).hex(),)]
    assert given[3][0][1] == hashlib.sha256(written["report"]).hexdigest()
    assert given[3][0][2] == hashlib.sha1(written["report"]).hexdigest()


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_every_column_of_the_tables_that_hold_the_truth_is_named(table: Table) -> None:
    *_, row = re.findall(rf"^\| `{table.name}` \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert {column.name for column in table.columns} <= set(re.findall(r"`(\w+)`", row))

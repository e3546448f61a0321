"""verify: a ledger that is whole fits; whatever is changed in it is named; no damage makes it fail."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from reportedly.ledger import Draft, Ledger, checkpoint, merkle, verify
from reportedly.ledger.checkpoint import Checkpoint
from reportedly.ledger.entries import leaf
from tests.ledger import filled, invented
from tests.ledger.conftest import Place
from tests.ledger.filled import CHECKPOINT, JUDGMENT, LAST, NOTE, RECORD, REPORT, VERSION

FIRST = hashlib.sha256(invented.report(1)).hexdigest()


@pytest.fixture
def made(ledger: Ledger) -> Checkpoint:
    """The checkpoint of a ledger that holds something."""
    return filled.fill(ledger)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A plain file with such a ledger, closed."""
    path = tmp_path / "reportedly.db"
    with Place("sqlite", str(path)).open(create=True) as ledger:
        filled.fill(ledger)
    return path


def run(ledger: Ledger, statement: str, **values: Any) -> None:
    with ledger.writing() as connection:
        connection.execute(text(statement), values)


def named(result: verify.Result) -> set[str]:
    """What was found in the truth; what that does to tables that are worked out from it is another matter."""
    return {f"{one.what} {one.name}" for one in result.problems if one.what != "table"}


def canonical(ledger: Ledger, number: int) -> bytes:
    return ledger.entry(number).canonical()


def forge(ledger: Ledger, number: int, old: str, new: str) -> None:
    """Change an entry as somebody would who knows how: its hash and the whole tree are made to fit."""
    bytes_ = canonical(ledger, number).replace(old.encode(), new.encode())
    assert bytes_ != canonical(ledger, number)
    run(ledger, "UPDATE entries SET canonical = :c, leaf = :l WHERE number = :n", c=bytes_, l=leaf(bytes_), n=number)
    with ledger.writing() as connection:
        leaves = [bytes(one) for (one,) in connection.execute(text("SELECT leaf FROM entries ORDER BY number"))]
        connection.execute(text("DELETE FROM nodes"))
        merkle.append(connection, 0, leaves)


def test_a_ledger_that_is_whole_fits(ledger: Ledger, made: Checkpoint) -> None:
    result = verify.verify(ledger, made)
    assert [str(one) for one in result.problems] == []
    assert result.fits
    assert (result.ledger, result.entries, result.blobs, result.checkpoints) == (ledger.id, 11, 3, 1)
    with ledger.reading() as connection:
        assert result.root == merkle.root(connection, 11).hex()
    stored = sum(len(one.canonical()) for one in ledger.entries())
    assert result.bytes == stored + sum(len(invented.report(number)) for number in (1, 2, 3))


def test_a_ledger_without_entries_fits(ledger: Ledger) -> None:
    result = verify.verify(ledger)
    assert (result.problems, result.entries, result.root) == ((), 0, merkle.EMPTY.hex())


def test_by_its_place_it_is_verified_too(place: Place) -> None:
    with place.open(create=True) as ledger:
        made = filled.fill(ledger)
    assert verify.verify(place.where, made, passphrase=place.passphrase).fits
    assert verify.verify(place.where, made, passphrase=lambda: place.passphrase or "").fits


def test_progress_ends_where_all_is_done(ledger: Ledger, made: Checkpoint) -> None:
    steps: list[tuple[int, int]] = []
    verify.verify(ledger, progress=lambda done, of: steps.append((done, of)))
    assert steps == sorted(steps)
    assert steps[-1] == (17, 17)
    assert {of for _, of in steps} == {17}


def test_result_goes_into_json(ledger: Ledger, made: Checkpoint) -> None:
    run(ledger, "DELETE FROM entries WHERE number = 3")
    shape = json.loads(json.dumps(verify.verify(ledger, made).to_dict()))
    assert {"what": "entry", "name": "3", "reason": "missing"} in shape["problems"]
    assert (shape["fits"], shape["against"]["size"], shape["entries"]) == (False, 9, 11)


CHANGES = [
    ("UPDATE entries SET kind = 'note' WHERE number = 0", {"entry 0"}),
    ("UPDATE entries SET report = 'sha256:0' WHERE number = 1", {"entry 1"}),
    ("UPDATE entries SET report = NULL WHERE number = 2", {"entry 2"}),
    ("UPDATE entries SET url = 'https://harbour.example/other' WHERE number = 0", {"entry 0"}),
    ("UPDATE entries SET url = 'https://harbour.example/other' WHERE number = 2", {"entry 2"}),
    ("UPDATE entries SET leaf = :zero WHERE number = 5", {"entry 5"}),
    ("UPDATE entries SET canonical = :zero WHERE number = 5", {"entry 5"}),
    ("UPDATE entries SET number = 77 WHERE number = 10", {"entry 10 to 76", "entry 77"}),
    ("DELETE FROM entries WHERE number = 8", {"entry 8"}),
    ("DELETE FROM entries WHERE number IN (4, 5)", {"entry 4 to 5"}),
    ("DELETE FROM entries WHERE number = 10", {"node 10 of level 0"}),
    ("DELETE FROM entries", {"node 0 of level 0"}),
    ("UPDATE nodes SET hash = :zero WHERE level = 2 AND position = 1", {"node 1 of level 2"}),
    ("UPDATE nodes SET level = 9 WHERE level = 3", {"node 0 of level 3", "node 0 of level 9"}),
    ("UPDATE nodes SET position = 400 WHERE level = 1 AND position = 2", {"node 2 of level 1", "node 400 of level 1"}),
    ("UPDATE nodes SET position = -1 WHERE level = 1 AND position = 2", {"node 2 of level 1", "node -1 of level 1"}),
    ("DELETE FROM nodes WHERE level = 0 AND position = 10", {"node 10 of level 0"}),
    ("INSERT INTO nodes VALUES (4, 0, :zero)", {"node 0 of level 4"}),
    ("UPDATE blobs SET bytes = :zero WHERE sha256 = :first", {f"blob {FIRST}"}),
    ("UPDATE blobs SET sha1 = 'x' WHERE sha256 = :first", {f"blob {FIRST}", "entry 0"}),
    ("UPDATE blobs SET size = size + 1 WHERE sha256 = :first", {f"blob {FIRST}", "entry 0"}),
    ("UPDATE blobs SET sha256 = 'x' WHERE sha256 = :first", {"blob x", "entry 0"}),
    ("DELETE FROM blobs WHERE sha256 = :first", {"entry 0"}),
    ("INSERT INTO blobs VALUES ('x', 'y', 32, :zero)", {"blob x"}),
    ("UPDATE ledger SET id = 'another'", {f"entry {number}" for number in range(11)}),
    ("DELETE FROM ledger", {"ledger "}),
    ("INSERT INTO ledger VALUES ('another')", {"ledger "}),
]


@pytest.mark.parametrize(("statement", "expected"), CHANGES, ids=[one for one, _ in CHANGES])
def test_a_changed_row_is_named(ledger: Ledger, made: Checkpoint, statement: str, expected: set[str]) -> None:
    values = {"zero": bytes(32), "first": FIRST}
    run(ledger, statement, **{name: value for name, value in values.items() if f":{name}" in statement})
    assert expected <= named(verify.verify(ledger))


def test_two_entries_that_change_places_are_both_named(ledger: Ledger, made: Checkpoint) -> None:
    for old, new in ((3, 99), (5, 3), (99, 5)):
        run(ledger, "UPDATE entries SET number = :new WHERE number = :old", old=old, new=new)
    assert {"entry 3", "entry 5"} <= named(verify.verify(ledger))


def test_only_what_was_changed_is_named(ledger: Ledger, made: Checkpoint) -> None:
    run(ledger, "UPDATE entries SET canonical = :c WHERE number = 3", c=canonical(ledger, 3).replace(b"well", b"wall"))
    run(ledger, "DELETE FROM nodes WHERE level = 2 AND position = 0")
    assert named(verify.verify(ledger, made)) == {"entry 3", "node 0 of level 2"}


def test_an_entry_added_past_the_tree_is_named(ledger: Ledger, made: Checkpoint) -> None:
    row = canonical(ledger, LAST).replace(b'"number":10', b'"number":11')
    query = "INSERT INTO entries SELECT 11, kind, report, url, :c, :l FROM entries WHERE number = 10"
    run(ledger, query, c=row, l=leaf(row))
    assert {"node 11 of level 0", "node 5 of level 1"} <= named(verify.verify(ledger))


FORGED = [
    (RECORD, '"earlier":null', '"earlier":0', "its earlier is entry 0, which is not the record"),
    (RECORD, '"earlier":null', '"earlier":7', "its earlier is 7, which is no earlier entry"),
    (RECORD, FIRST, "0" * 64, "which was not added before it"),
    (REPORT, f'"sha256":"{FIRST}"', f'"sha256":"{"0" * 64}"', "its id is not the digest that it names"),
    (VERSION, f'"earlier":"sha256:{FIRST}"', f'"earlier":"sha256:{"0" * 64}"', "as the version before it"),
    (JUDGMENT, '"record":1', '"record":3', "its record is entry 3, which is not the record of the same report"),
    (JUDGMENT + 1, '"supersedes":6', '"supersedes":1', "its supersedes is entry 1, which is not the judgment"),
    (JUDGMENT + 1, '"supersedes":6', '"supersedes":9', "its supersedes is 9, which is no earlier entry"),
    (JUDGMENT + 1, '"overrules":[]', '"overrules":[8]', "its overrules is 8, which is no earlier entry"),
    (JUDGMENT + 1, '"overrules":[]', '"overrules":[0]', "its overrules is entry 0, which is not the judgment"),
    (JUDGMENT + 1, '"carried":null', '"carried":{"from":2}', "its carried is entry 2, which is not the judgment"),
    (NOTE, '"record":1', '"record":"1"', "its record is 1, which is no earlier entry"),
    (CHECKPOINT, '"size":9', '"size":8', "the signature of its checkpoint does not fit"),
    (CHECKPOINT, '"key":"', '"lock":"', "it holds no checkpoint"),
    (NOTE, '"number":8', '"number":7', "column number is 8, and its bytes say 7"),
    (NOTE, '"reportedly-ledger":1', '"reportedly-ledger":2', "of another format"),
    (NOTE, '{"at":', '{"at"', "these bytes are no entry"),
]


@pytest.mark.parametrize(("number", "old", "new", "says"), FORGED, ids=[f"{one[0]} {one[3]}" for one in FORGED])
def test_an_entry_that_fits_its_hash_and_not_the_others_is_named(
    ledger: Ledger, made: Checkpoint, number: int, old: str, new: str, says: str
) -> None:
    forge(ledger, number, old, new)
    found = [one.reason for one in verify.verify(ledger).problems if (one.what, one.name) == ("entry", str(number))]
    assert any(says in reason for reason in found), found


def test_a_forged_past_is_seen_by_the_checkpoint_inside_and_by_the_one_kept_elsewhere(
    ledger: Ledger, made: Checkpoint
) -> None:
    forge(ledger, NOTE, "asked again", "never asked")
    found = {f"{one.what} {one.name}: {one.reason}" for one in verify.verify(ledger, made).problems}
    assert found == {
        "entry 9: the entries before it are not those that its checkpoint was made of",
        f"checkpoint {made.at}: the first 9 entries are not those that it was made of",
    }


def test_what_came_after_the_checkpoint_can_be_forged_unseen(ledger: Ledger, made: Checkpoint) -> None:
    """The limit that docs/ledger.md names: nobody can tell who has everything in hand."""
    forge(ledger, LAST, "asked once more", "asked never more")
    assert verify.verify(ledger, made).fits
    assert not verify.verify(ledger, checkpoint.make(ledger)).problems


def test_an_older_state_put_back_is_seen(file: Path, tmp_path: Path) -> None:
    shutil.copy(file, tmp_path / "old.db")
    with Place("sqlite", str(file)).open() as ledger:
        ledger.append([Draft("note", {"text": "a late one"}, by="mara")])
        late = checkpoint.make(ledger)
        assert verify.verify(ledger, late).fits
    result = verify.verify(tmp_path / "old.db", late)
    assert [one.reason for one in result.problems] == ["the ledger had 12 entries then and has 11 now"]


def test_another_ledgers_checkpoint_and_a_changed_one_are_named(ledger: Ledger, made: Checkpoint) -> None:
    other = replace(made, ledger="another")
    reasons = [one.reason for one in verify.verify(ledger, other).problems]
    assert reasons == ["its signature does not fit it", "it is of another ledger, another"]
    assert [one.reason for one in verify.verify(ledger, replace(made, at="")).problems] == [
        "its signature does not fit it"
    ]


def test_more_problems_than_can_be_named_are_counted(
    ledger: Ledger, made: Checkpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "MOST", 3)
    run(ledger, "UPDATE ledger SET id = 'another'")
    result = verify.verify(ledger)
    assert len(result.problems) == 3
    assert result.more >= 8


def test_reads_one_moment_though_somebody_appends(ledger: Ledger, made: Checkpoint) -> None:
    def meanwhile(done: int, _of: int) -> None:
        if done == 1:
            ledger.append([Draft("note", {"text": "meanwhile"}, by="juno")])

    result = verify.verify(ledger, made, meanwhile)
    assert (result.problems, result.entries) == ((), 11)
    assert verify.verify(ledger, made).entries == 12

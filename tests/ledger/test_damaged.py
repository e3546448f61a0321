"""verify: a file that is damaged, foreign or locked, and a database that was made over, are named, never raised."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from reportedly.ledger import Ledger, checkpoint, complaints, open_ledger, snapshot, verify
from tests.ledger import filled
from tests.ledger.conftest import PASSPHRASE, Place


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a small ledger's file."""
    path = tmp_path_factory.mktemp("whole") / "reportedly.db"
    with open_ledger(path, create=True) as ledger:
        filled.fill(ledger)
    return path.read_bytes()


@pytest.fixture
def file(tmp_path: Path, whole: bytes) -> Path:
    path = tmp_path / "reportedly.db"
    path.write_bytes(whole)
    return path


@contextmanager
def changing(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        yield connection


def close(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file look as if it must not be written; root may write everything."""
    access = os.access
    monkeypatch.setattr(os, "access", lambda asked, mode: access(asked, mode) and Path(asked) != path)


def found(path: Path) -> list[str]:
    return [str(one) for one in verify.verify(path).problems]


def test_the_file_itself_fits(file: Path) -> None:
    assert found(file) == []


@pytest.mark.parametrize("length", [0, 1, 15, 16, 99, 100, 511, 4096, 5000, 12288, 40960])
def test_a_truncated_file_is_named(file: Path, length: int) -> None:
    os.truncate(file, length)
    assert found(file)


def test_a_file_without_its_last_byte_or_page_is_named(file: Path, whole: bytes) -> None:
    for cut in (1, 4096):
        file.write_bytes(whole[:-cut])
        assert found(file)


@pytest.mark.parametrize("seed", range(6))
def test_garbage_is_named(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "reportedly.db"
    path.write_bytes(random.Random(seed).randbytes(8192 * seed + 1))
    assert found(path)
    assert verify.verify(path, passphrase=PASSPHRASE).problems


@pytest.mark.parametrize("seed", range(40))
def test_a_page_of_garbage_is_named(file: Path, whole: bytes, seed: int) -> None:
    chance = random.Random(seed)
    at = chance.randrange(len(whole) // 4096) * 4096
    file.write_bytes(whole[:at] + chance.randbytes(4096) + whole[at + 4096 :])
    assert found(file)


def test_what_is_no_file_or_not_there_is_named(tmp_path: Path) -> None:
    assert found(tmp_path)
    assert found(tmp_path / "missing.db")
    assert found(tmp_path / "missing" / "missing.db")
    assert not (tmp_path / "missing.db").exists()


def test_another_programs_database_is_named(tmp_path: Path) -> None:
    with changing(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE entries (number INTEGER)")
    assert found(tmp_path / "other.db")


def test_a_locked_file_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(complaints, "WAIT", 0)
    monkeypatch.setattr(snapshot, "WAIT", 0)
    with changing(file) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        assert any("locked" in one or "in use" in one for one in found(file))


def test_a_wrong_passphrase_is_named(tmp_path: Path) -> None:
    place = Place("encrypted", str(tmp_path / "closed.db"), PASSPHRASE)
    with place.open(create=True) as ledger:
        filled.fill(ledger)
    assert verify.verify(place.where, passphrase="another").problems
    assert verify.verify(place.where).problems


def test_nobody_who_answers_is_named() -> None:
    assert verify.verify("postgresql://nobody@127.0.0.1:9/nothing").problems
    assert verify.verify("postgresql://").problems
    assert verify.verify("mysql://localhost/ledger").problems


SCHEMA = [
    ("CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM blobs; END", "table t: the trigger"),
    ("CREATE VIEW v AS SELECT * FROM entries", "table v: the view"),
    ("CREATE TABLE more (x)", "table more: the table"),
    ("CREATE INDEX more ON entries (leaf)", "table more: the index"),
    ("ALTER TABLE entries ADD COLUMN more TEXT", "table entries: the table is not defined as it should be"),
    ("ALTER TABLE blobs RENAME COLUMN sha1 TO sha2", "table blobs: the table is not defined as it should be"),
    ("DROP INDEX entries_by_kind", "table entries_by_kind: the index is missing"),
    ("DROP TABLE nodes", "table nodes: the table is missing"),
    ("DROP TABLE entries", "table entries: the table is missing"),
    ("DROP TABLE blobs", "table blobs: the table is missing"),
    ("DROP TABLE ledger", "table ledger: the table is missing"),
    ("DROP TABLE ledger_version", "table ledger_version: the table is missing"),
    ("UPDATE ledger_version SET version_num = 'x'", "table ledger_version: says"),
    ("DELETE FROM ledger_version", "table ledger_version: says"),
    ("INSERT INTO ledger_version VALUES ('0000')", "table ledger_version: says"),
    ("PRAGMA user_version = 7", "its user_version is 7"),
    ("PRAGMA application_id = 7", "another program"),
    ("UPDATE sqlite_schema SET sql = replace(sql, 'kind TEXT', 'kind BLOB')", "the table is not defined"),
    ("UPDATE sqlite_schema SET sql = 'nonsense' WHERE name = 'entries'", "malformed"),
    ("DELETE FROM ledger", "ledger"),
]


@pytest.mark.parametrize(("statement", "says"), SCHEMA, ids=[one for one, _ in SCHEMA])
def test_a_file_that_was_made_over_is_named(file: Path, statement: str, says: str) -> None:
    with changing(file) as connection:
        connection.execute(statement)
    assert any(says in one for one in found(file)), found(file)


VALUES = ["x'00'", "'text'", "1.5", "77", "NULL", "CAST(x'ff41' AS TEXT)", "zeroblob(40)", "9223372036854775807", "''"]
COLUMNS = [
    *(("ledger", one) for one in ("id",)),
    *(("blobs", one) for one in ("sha256", "sha1", "size", "bytes")),
    *(("entries", one) for one in ("number", "kind", "report", "url", "canonical", "leaf")),
    *(("nodes", one) for one in ("level", "position", "hash")),
]


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[".".join(one) for one in COLUMNS])
def test_whatever_value_a_column_is_given_is_named(file: Path, table: str, column: str, value: str) -> None:
    with changing(file) as connection:
        connection.text_factory = bytes
        before = connection.execute(f"SELECT * FROM {table}").fetchall()
        try:
            connection.execute(f"UPDATE {table} SET {column} = {value} WHERE rowid = (SELECT max(rowid) FROM {table})")
        except sqlite3.IntegrityError:
            return  # the database itself refuses it
        if connection.execute(f"SELECT * FROM {table}").fetchall() == before:
            return
    assert found(file)


def test_a_number_that_is_equal_but_of_another_kind_is_named(file: Path) -> None:
    with changing(file) as connection:
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'size BIGINT', 'size') WHERE name = 'blobs'")
    with changing(file) as connection:
        connection.execute("UPDATE blobs SET size = CAST(size AS REAL)")
    with changing(file) as connection:
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'size ', 'size BIGINT ') WHERE name = 'blobs'")
    assert found(file)


def test_a_read_only_copy_is_verified_and_left_as_it_is(
    file: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(file, monkeypatch)
    assert found(file) == []
    assert file.read_bytes() == whole
    assert [one.name for one in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("writable", [True, False])
def test_a_full_text_that_finds_other_words_is_named(
    file: Path, monkeypatch: pytest.MonkeyPatch, writable: bool
) -> None:
    with changing(file) as connection:
        [(rowid, tokens)] = connection.execute("SELECT id, tokens FROM claims ORDER BY id LIMIT 1").fetchall()
        connection.execute(
            "INSERT INTO claims_found(claims_found, rowid, tokens) VALUES ('delete', ?, ?)", (rowid, tokens)
        )
        connection.execute("INSERT INTO claims_found(rowid, tokens) VALUES (?, ?)", (rowid, f"{tokens} smuggled"))
    if not writable:
        close(file, monkeypatch)
    assert "table claims_found: the word smuggled is not found where it stands in claims" in found(file)


SERVER = [
    ("DROP TABLE nodes", "table nodes: the table is missing"),
    ("ALTER TABLE entries RENAME COLUMN kind TO sort", "table entries: column kind"),
    ("ALTER TABLE entries ADD COLUMN more text", "table entries: column more"),
    ("ALTER TABLE blobs ALTER COLUMN size TYPE integer", "table blobs: column size"),
    ("ALTER TABLE blobs ALTER COLUMN sha1 DROP NOT NULL", "table blobs: column sha1"),
    ("ALTER TABLE blobs DROP CONSTRAINT blobs_pkey", "table blobs: its primary key"),
    ("DROP INDEX entries_by_kind", "table entries: the index entries_by_kind is missing"),
    ("CREATE RULE r AS ON DELETE TO entries DO INSTEAD NOTHING", "table entries: the rule r"),
    ("CREATE POLICY p ON entries USING (number < 3)", "table entries: the policy p"),
    ("CREATE TABLE more () INHERITS (entries)", "table entries: the inheriting table more"),
    (
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
        "CREATE TRIGGER t BEFORE DELETE ON blobs FOR EACH ROW EXECUTE FUNCTION f()",
        "table blobs: the trigger t",
    ),
    ("ALTER TABLE blobs RENAME TO b; CREATE VIEW blobs AS SELECT * FROM b", "table blobs: the table is missing"),
    ("DELETE FROM ledger_version", "table ledger_version: says"),
]


@pytest.fixture
def served(request: pytest.FixtureRequest) -> Iterator[Ledger]:
    where = request.getfixturevalue("server").database()
    with open_ledger(where, create=True) as ledger:
        filled.fill(ledger)
        yield ledger


@pytest.mark.parametrize(("statements", "says"), SERVER, ids=[one for _, one in SERVER])
def test_a_database_that_was_made_over_is_named(served: Ledger, statements: str, says: str) -> None:
    with served.writing() as connection:
        for statement in statements.replace(";CREATE", "\0CREATE").replace("; CREATE", "\0CREATE").split("\0"):
            connection.exec_driver_sql(statement)
    reasons = [str(one) for one in verify.verify(served).problems]
    assert any(says in one for one in reasons), reasons


def test_a_database_with_tables_of_others_beside_the_ledger_fits(served: Ledger) -> None:
    with served.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE others (x integer)")
    assert verify.verify(served, checkpoint.make(served)).problems == ()

"""connect: what stands in the way of a ledger is said in one plain sentence, and nothing is touched that is none."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from reportedly.errors import LedgerError
from reportedly.ledger import Draft, Ledger, connect, open_ledger
from tests.ledger.conftest import Place
from tests.ledger.postgresql import Server
from tests.ledger.whole import problems


def complaint(where: str | Path, create: bool = False) -> str:
    """What is said when a ledger cannot be opened."""
    with pytest.raises(LedgerError) as caught:
        open_ledger(where, create=create)
    return str(caught.value)


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of a folder, its bytes, and when they were last changed."""
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


def a_text(path: Path) -> None:
    path.write_text("The wells were sealed on Monday, the ministry said.\n" * 200)


def another_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE ledger (id TEXT)")
    connection.close()


def a_picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(4096 - 8))


@pytest.mark.parametrize("create", [False, True], ids=["open", "create"])
@pytest.mark.parametrize("make", [a_text, another_database, a_picture])
def test_a_file_that_is_no_ledger_is_refused_and_not_touched(
    tmp_path: Path, make: Callable[[Path], None], create: bool
) -> None:
    path = tmp_path / "something"
    make(path)
    before = state(tmp_path)
    assert "no ledger" in (said := complaint(path, create)) or "not a ledger" in said
    assert state(tmp_path) == before


@pytest.mark.parametrize("make", [a_text, a_picture])
def test_a_passphrase_does_not_make_a_ledger_of_a_file_that_is_none(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "something"
    make(path)
    before = state(tmp_path)
    with pytest.raises(LedgerError, match="the passphrase is wrong, or the file is no ledger"):
        open_ledger(path, create=True, passphrase="well")
    assert state(tmp_path) == before


def test_a_ledger_that_is_not_there_is_not_made_unasked(tmp_path: Path) -> None:
    path = tmp_path / "reportedly.db"
    assert complaint(path) == f"there is no ledger {path}"
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_becomes_a_ledger_only_if_asked(tmp_path: Path) -> None:
    path = tmp_path / "reportedly.db"
    path.touch()
    assert complaint(path) == f"there is no ledger {path}"
    with open_ledger(path, create=True) as ledger:
        assert problems(ledger) == []


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    assert complaint(tmp_path, create=True) == f"{tmp_path} is no ledger, because it is no file"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "archive" / "reportedly.db"
    assert complaint(path, create=True) == f"there is no folder {path.parent}"


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "reportedly.db"
    open_ledger(path, create=True).close()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # not by its mode, which does not keep root out
    assert complaint(path) == f"the ledger {path} may not be read by you"


def test_nobody_else_may_read_a_new_ledger(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "reportedly.db", create=True) as ledger:
        ledger.append([Draft("note", {"text": "the third well"})])
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == dict.fromkeys(("reportedly.db", "reportedly.db-wal", "reportedly.db-shm"), 0o600)


def test_a_copy_that_may_not_be_written_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, copy = tmp_path / "reportedly.db", tmp_path / "disk" / "copy.db"
    with open_ledger(path, create=True) as ledger:
        ledger.append([Draft("note", {"text": "the third well"})])
    copy.parent.mkdir()
    shutil.copyfile(path, copy)
    monkeypatch.setattr(os, "access", lambda *_: False)  # not by its mode, which does not keep root out
    before = state(copy.parent)
    with open_ledger(copy) as ledger:
        assert [entry.body["text"] for entry in ledger.entries()] == ["the third well"]
        with pytest.raises(LedgerError, match="may not be written by you"):
            ledger.append([Draft("note", {"text": "the fourth well"})])
    assert state(copy.parent) == before


def test_a_newer_ledger_is_refused(place: Place) -> None:
    with place.open(create=True) as ledger, ledger.writing() as connection:
        connection.execute(text("UPDATE ledger_version SET version_num = '9000'"))
    for create in (False, True):
        with pytest.raises(LedgerError, match="was made by a newer version of reportedly"):
            place.open(create)


def test_opening_again_finds_the_same_ledger(place: Place) -> None:
    with place.open(create=True) as one:
        one.append([Draft("note", {"text": "the third well"})])
    with place.open() as two, place.open(create=True) as three:
        assert one.id == two.id == three.id
        assert two.entry(0) == three.entry(0)


def test_a_file_of_a_name_that_means_something_to_sqlite_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (":memory:", "a?mode=ro&b#c%41.db", "우물 1.db"):
        with open_ledger(name, create=True) as ledger:
            ledger.append([Draft("note", {"text": "the third well"})])
        assert Path(name).stat().st_size > 0


@pytest.mark.parametrize("place", ["sqlite", "encrypted"], indirect=True)
def test_two_can_make_a_file_at_the_same_moment(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    settle = connect._settle
    others: list[Path] = []

    def while_another_makes_it(connection: Any, path: Path, still: bool) -> None:
        if not others:
            others.append(path)
            assert connection.execute("PRAGMA page_count").fetchone() == (0,)
            with place.open(create=True) as other:
                other.append([Draft("note", {"text": "the third well"})])
        settle(connection, path, still)

    monkeypatch.setattr(connect, "_settle", while_another_makes_it)
    with place.open(create=True) as ledger:
        ledger.append([Draft("note", {"text": "the fourth well"})])
        assert [entry.body["text"] for entry in ledger.entries()] == ["the third well", "the fourth well"]
        assert problems(ledger) == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://u:sesame@host/d", "a ledger lies in a file or in PostgreSQL, not at mysql://"),
        ("postgresql://u:sesame@host", "the address postgresql://u@host names no database"),
        (
            "postgresql://u:sesame@host:port/d",
            "the ledger's address is not of the form postgresql://user@host/database",
        ),
        (
            "postgresql://u:sesame@h/d?sslmode=maybe",
            "sslmode is one of disable, prefer, require, verify-full, not maybe",
        ),
        (
            "postgresql://u:sesame@h/d?colour=sesame",
            "the address postgresql://u@h/d has a parameter that is not understood: colour",
        ),
        (
            "postgresql://u:sesame@127.0.0.1:1/d",
            "the ledger postgresql://u@127.0.0.1:1/d cannot be reached: no server answers there",
        ),
    ],
)
def test_an_address_that_leads_nowhere_is_named_without_its_password(address: str, said: str) -> None:
    assert complaint(address, create=True) == said


def test_a_wrong_password_is_not_shown(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(LedgerError) as caught:
        open_ledger(f"postgresql://postgres:sesame@127.0.0.1:{server.port}/postgres")
    assert "user name or password are wrong" in str(caught.value)
    chain: list[BaseException] = [caught.value]
    while chain[-1].__cause__ or chain[-1].__context__:
        chain.append(chain[-1].__cause__ or chain[-1].__context__)  # type: ignore[arg-type]
    assert "sesame" not in "".join(f"{one!r}{one}" for one in chain) + caplog.text


def test_a_database_that_is_not_there_is_named(server: Server) -> None:
    said = complaint(server.url("nowhere"), create=True)
    assert said == (
        f"the ledger postgresql://postgres@127.0.0.1:{server.port}/nowhere is not there: "
        "the server knows no such database or user"
    )


def test_a_database_without_a_ledger_is_left_alone(server: Server) -> None:
    where = server.database()
    assert complaint(where) == f"there is no ledger in {connect.name_of(where)} yet"
    database = where.rpartition("/")[2]
    assert server.run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", database) == []


def test_a_database_that_cannot_hold_korean_is_refused(server: Server) -> None:
    server.run("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
    assert "holds text as LATIN1; a ledger needs one that was made with UTF8" in complaint(server.url("latin"), True)
    assert server.run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", "latin") == []


def test_the_password_may_come_from_the_environment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    where = server.database().replace(f":{server.password}@", "@")
    monkeypatch.setenv("PGPASSWORD", server.password)
    with open_ledger(where, create=True) as ledger:
        assert problems(ledger) == []


def test_a_password_that_is_missing_can_be_set(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    assert "PGPASSWORD may hold the password" in complaint(f"postgresql://postgres@127.0.0.1:{server.port}/postgres")


@pytest.mark.parametrize("mode", ["require", "verify-full"])
def test_an_encrypted_connection_is_had_or_none(server: Server, mode: str) -> None:
    where = f"{server.url('postgres')}?sslmode={mode}"
    assert complaint(where).endswith("the server offers no encrypted connection, and sslmode asks for one")


@pytest.mark.parametrize("mode", ["disable", "prefer"])
def test_a_connection_need_not_be_encrypted(server: Server, mode: str) -> None:
    with open_ledger(f"{server.database()}?sslmode={mode}", create=True) as ledger:
        assert problems(ledger) == []


def test_a_server_can_be_reached_through_its_socket(server: Server) -> None:
    database = server.database().rpartition("/")[2]
    where = f"postgresql://postgres:{server.password}@:{server.port}/{database}?host={server.folder}"
    with open_ledger(where, create=True) as ledger:
        assert problems(ledger) == []


def test_values_are_not_shown_when_a_statement_fails(ledger: Ledger) -> None:
    def fail() -> None:
        with ledger.writing() as connection:
            connection.execute(text("INSERT INTO wells (a) VALUES (:a)"), {"a": "the name of a source"})

    with pytest.raises(LedgerError, match="a table is missing") as caught:
        fail()
    assert "the name of a source" not in f"{caught.value}{caught.value.__cause__}"

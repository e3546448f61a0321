"""``reportedly init``, the passphrase of an encrypted ledger, and what is said of ledgers that cannot be opened."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.commands import PATIENCE, out, process, run, shape, status

SECRET = "the lake froze early"


@contextmanager
def handed_over(passphrase: str) -> Iterator[str]:
    """A file descriptor from which a passphrase can be read."""
    ours, theirs = os.pipe()
    os.write(theirs, passphrase.encode() + b"\nwhat follows is not for it")
    os.close(theirs)
    yield str(ours)
    os.close(ours)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REPORTEDLY_LEDGER", raising=False)
    return tmp_path


def test_init_makes_a_ledger_and_says_what_to_do_next(folder: Path) -> None:
    assert out("init") == "made a ledger: reportedly.db\nnow add reports to it: reportedly add FILE|FOLDER\n"
    assert (folder / "reportedly.db").exists()
    assert shape("verify")["entries"] == 0


def test_init_as_json(folder: Path) -> None:
    made = shape("init", "--ledger", "mine.db")
    assert made == {"ledger": shape("verify", "--ledger", "mine.db")["ledger"], "where": "mine.db", "encrypted": False}


def test_init_changes_no_file_that_is_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "reportedly.db").write_text("evidence")
    assert status("init") == 1
    assert capsys.readouterr().err == "reportedly: reportedly.db is there already; nothing was changed\n"
    assert (folder / "reportedly.db").read_text() == "evidence"


def test_init_says_that_there_is_no_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status("init", "--ledger", "no/ledger.db") == 1
    assert "there is no folder" in capsys.readouterr().err


def test_init_encrypted_opens_with_its_passphrase_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with handed_over(SECRET) as descriptor:
        assert "an encrypted ledger" in out("init", "--encrypted", "--passphrase-fd", descriptor)
        assert os.read(int(descriptor), 100) == b"what follows is not for it"
    with handed_over(SECRET) as descriptor:
        assert out("list", "--passphrase-fd", descriptor) == "no reports\n"
    with handed_over("another") as descriptor:
        assert status("list", "--passphrase-fd", descriptor) == 1
    assert "the passphrase is wrong" in capsys.readouterr().err


def test_init_encrypted_takes_no_passphrase_on_the_command_line(folder: Path) -> None:
    assert run("init", "--encrypted", "--passphrase", SECRET).exit_code == 2
    assert not (folder / "reportedly.db").exists()


def test_init_encrypted_is_for_files(folder: Path) -> None:
    assert run("init", "--encrypted", "--ledger", "postgresql://localhost/x").exit_code == 2


@pytest.mark.parametrize("handed", [b"", b"\n", b"\xff\n"])
def test_passphrase_that_does_not_come_is_said(folder: Path, handed: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = os.pipe()
    os.write(theirs, handed)
    os.close(theirs)
    assert status("init", "--encrypted", "--passphrase-fd", str(ours)) == 1
    os.close(ours)
    assert f"file descriptor {ours}" in capsys.readouterr().err
    assert not (folder / "reportedly.db").exists()


def test_passphrase_from_a_descriptor_that_is_not_open(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status("init", "--encrypted", "--passphrase-fd", "97") == 1
    assert "no passphrase can be read from file descriptor 97" in capsys.readouterr().err


def test_passphrase_without_a_terminal_says_how_to_hand_it_over(folder: Path) -> None:
    done = process("init", "--encrypted", "--ledger", folder / "a.db", start_new_session=True)
    _, complained = done.communicate(timeout=PATIENCE)
    assert done.returncode == 1
    assert b"--passphrase-fd" in complained


def test_passphrase_is_asked_twice_and_not_shown(folder: Path) -> None:
    import pty

    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover - the other process
        with process("init", "--encrypted", "--ledger", folder / "a.db", stdout=None, stderr=None) as asked:
            os._exit(asked.wait(timeout=PATIENCE))
    seen = b""
    for _ in range(2):
        while not seen.endswith(b": "):
            seen += os.read(terminal, 1000)
        os.write(terminal, SECRET.encode() + b"\n")
        seen += os.read(terminal, 1000)
    _, ended = os.waitpid(child, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(ended) == 0
    assert b"New passphrase for" in seen
    assert SECRET.encode() not in seen
    with handed_over(SECRET) as descriptor:
        arguments = ("list", "--ledger", folder / "a.db", "--passphrase-fd", descriptor)
        listed, _ = process(*arguments, pass_fds=[int(descriptor)]).communicate(timeout=PATIENCE)
    assert listed == b"no reports\n"


def test_ledger_that_is_none_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "reportedly.db").write_bytes(b"SQLite format 3\0" + bytes(200))
    assert status("list") == 1
    assert "reportedly.db is a database of another program" in capsys.readouterr().err


def test_ledger_address_is_shown_without_its_password(folder: Path) -> None:
    done = process("list", "--ledger", "postgresql://ines:hidden@127.0.0.1:1/x")
    _, complained = done.communicate(timeout=PATIENCE)
    assert done.returncode == 1
    assert b"hidden" not in complained
    assert b"127.0.0.1" in complained and b"cannot be reached" in complained


def test_ledger_of_an_unknown_kind_is_wrong_usage(folder: Path) -> None:
    result = run("list", "--ledger", "mysql://localhost/x")
    assert result.exit_code == 2
    assert "'mysql' is no kind of ledger" in result.stderr


def test_ledger_command_ends_quietly_when_the_reader_has_enough(folder: Path) -> None:
    out("init")
    done = process("verify", "--ledger", folder / "reportedly.db", "--json")
    assert done.stdout and done.stderr
    done.stdout.close()
    complained = done.stderr.read()
    done.stderr.close()
    assert (done.wait(timeout=PATIENCE), complained) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_ledger_command_says_that_the_disk_is_full(folder: Path) -> None:
    out("init")
    with Path("/dev/full").open("wb") as full:
        done = process("verify", "--ledger", folder / "reportedly.db", "--json", stdout=full, stderr=subprocess.PIPE)
        _, complained = done.communicate(timeout=PATIENCE)
    assert (done.returncode, complained) == (1, b"reportedly: No space left on device\n")

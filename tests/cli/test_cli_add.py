"""``reportedly add`` from end to end: what is kept, what is said, how it is stopped and goes on."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.commands import LAKE, MEETING, PATIENCE, out, process, run, shape, status


def reports() -> set[str]:
    return {one["report"] for one in shape("list")}


def id_of(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def test_add_keeps_reports_and_says_how_many(desk: Path) -> None:
    lines = out("add", "meeting.txt", "lake.txt").splitlines()
    assert lines == [
        f"{id_of(MEETING)[7:15]}  meeting.txt, 2 claims",
        f"{id_of(LAKE)[7:15]}  lake.txt, 1 claim",
        "2 reports added, 0 were there already, 0 failed",
    ]
    assert reports() == {id_of(MEETING), id_of(LAKE)}


def test_add_the_same_bytes_again_adds_and_reads_nothing(desk: Path) -> None:
    out("add", "meeting.txt")
    entries = shape("verify")["entries"]
    (desk / "copy.txt").write_text(MEETING)
    assert out("add", desk) == f"{id_of(LAKE)[7:15]}  {desk / 'lake.txt'}, 1 claim\n" + (
        "1 report added, 2 were there already, 0 failed\n"
    )
    assert shape("verify")["entries"] == entries + 2


def test_add_as_json_gives_one_document(desk: Path) -> None:
    out("add", "lake.txt")
    found = shape("add", "meeting.txt", "lake.txt")
    assert {name: found[name] for name in ("added", "there", "failed")} == {"added": 1, "there": 1, "failed": 0}
    assert found["reports"] == [
        {"name": "meeting.txt", "report": id_of(MEETING), "new": True, "record": 3, "earlier": None, "claims": 2},
        {"name": "lake.txt", "report": id_of(LAKE), "new": False, "record": 1, "earlier": None, "claims": None},
    ]


def test_add_as_json_lines_gives_one_object_a_report(desk: Path) -> None:
    result = run("add", "gone.txt", "lake.txt", "--jsonl")
    assert result.exit_code == 1
    assert [json.loads(line)["name"] for line in result.stdout.splitlines()] == ["gone.txt", "lake.txt"]
    assert json.loads(result.stdout.splitlines()[0])["error"] == "there is no such file"


def test_add_names_what_cannot_be_read_and_adds_the_rest(desk: Path) -> None:
    (desk / "empty.txt").write_bytes(b"")
    result = run("add", "gone.txt", "empty.txt", "lake.txt")
    assert result.stderr.splitlines() == [
        "reportedly: gone.txt: there is no such file",
        "reportedly: empty.txt: the file is empty",
    ]
    assert result.stdout.splitlines()[-1] == "1 report added, 0 were there already, 2 failed"
    assert result.exit_code == 1
    assert reports() == {id_of(LAKE)}


def test_add_from_standard_input(desk: Path) -> None:
    assert "standard input, 1 claim" in out("add", "-", data=LAKE.encode())
    assert reports() == {id_of(LAKE)}


def test_add_writes_down_where_and_when_it_was_obtained(desk: Path) -> None:
    url = "https://vosmara.example/lake"
    out("add", "lake.txt", "--url", url, "--retrieved", "2023-03-14T09:26:53Z", "--by", "Ana")
    found = shape("show", id_of(LAKE))
    assert found["report"]["obtained"] == {
        "path": "lake.txt", "url": url, "retrieved": "2023-03-14T09:26:53Z", "how": "file"
    }  # fmt: skip
    assert found["added"]["by"] == "Ana"


def test_add_the_same_address_with_other_bytes_is_a_new_version(desk: Path) -> None:
    url = "https://vosmara.example/lake"
    out("add", "lake.txt", "--url", url)
    (desk / "later.txt").write_text(LAKE + " It thawed.")
    assert f"a new version of {id_of(LAKE)[7:15]}" in out("add", "later.txt", "--url", url)
    assert f"versions: {id_of(LAKE)[7:15]}, {id_of(LAKE + ' It thawed.')[7:15]} (this one)" in out("show", "later.txt")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["-", "-"],
        ["meeting.txt", "lake.txt", "--url", "https://vosmara.example/"],
        ["meeting.txt", "lake.txt", "--title", "T"],
        ["lake.txt", "--retrieved", "yesterday"],
        ["lake.txt", "--retrieved", "2023-13-01"],
        ["lake.txt", "--published", "14.3.2023"],
        ["lake.txt", "--jobs", "0"],
        ["lake.txt", "--ledger", "mysql://localhost/x"],
    ],
)
def test_add_wrong_usage_is_2(desk: Path, arguments: list[str]) -> None:
    assert run("add", *arguments).exit_code == 2


def test_add_without_a_ledger_says_how_to_make_one(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status("add", "lake.txt", "--ledger", "other.db") == 1
    assert capsys.readouterr().err == (
        "reportedly: there is no ledger other.db; make one: reportedly init --ledger other.db\n"
    )


def test_add_takes_the_ledger_from_the_environment(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTEDLY_LEDGER", "other.db")
    out("init")
    out("add", "lake.txt")
    monkeypatch.delenv("REPORTEDLY_LEDGER")
    assert reports() == set()


def test_add_that_is_stopped_says_how_far_it_came_and_goes_on_from_there(desk: Path) -> None:
    (desk / "a.txt").write_text(LAKE)
    (desk / "b.txt").write_text("stop")
    (desk / "lake.txt").unlink()
    stopped = process("add", desk, "--ledger", desk / "reportedly.db")
    said, complained = stopped.communicate(timeout=PATIENCE)
    assert stopped.returncode == 130
    assert said.decode().splitlines() == [f"{id_of(LAKE)[7:15]}  {desk / 'a.txt'}, 1 claim"]
    assert [line for line in complained.decode().splitlines() if line] == [
        "reportedly: 1 report added, 0 were there already, 0 failed; the same command goes on from here",
        "reportedly: stopped",
    ]
    (desk / "b.txt").write_text("One.")
    assert out("add", desk).splitlines()[-1] == "2 reports added, 1 was there already, 0 failed"


def test_add_that_is_killed_leaves_what_it_said(desk: Path) -> None:
    (desk / "a.txt").write_text(LAKE)
    (desk / "b.txt").write_text("die")
    killed = process("add", desk / "a.txt", desk / "b.txt", "--jsonl", "--ledger", desk / "reportedly.db")
    said, _ = killed.communicate(timeout=PATIENCE)
    assert killed.returncode == -signal.SIGKILL
    assert {json.loads(line)["report"] for line in said.splitlines()} == reports() == {id_of(LAKE)}
    assert shape("verify")["fits"]


def test_add_stopped_by_a_polite_kill_says_so(desk: Path) -> None:
    waiting = process("add", "lake.txt", "-", "--ledger", desk / "reportedly.db", stdin=subprocess.PIPE)
    assert waiting.stderr is not None
    assert b"lake.txt" in waiting.stderr.readline()  # it is not in the folder of that process
    waiting.terminate()
    _, complained = waiting.communicate(timeout=PATIENCE)
    assert b"stopped" in complained
    assert waiting.returncode == 130


def test_add_shows_a_bar_and_what_it_added_above_it(desk: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    adding = process("add", desk, "--ledger", desk / "reportedly.db", stdout=theirs, stderr=theirs)
    adding.wait(timeout=PATIENCE)
    os.close(theirs)
    seen = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "adding" in seen
    assert "2 reports added" in seen
    assert "meeting.txt, 2 claims" in seen

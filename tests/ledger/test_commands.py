"""The commands on a ledger in PostgreSQL, and on an encrypted one: the same as on a plain file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import reportedly
from tests.cli import fake_pipeline
from tests.cli.commands import LAKE, MEETING, out, run, shape, status
from tests.ledger.conftest import Place


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Place) -> Place:
    monkeypatch.setitem(sys.modules, "reportedly.pipeline", fake_pipeline)
    monkeypatch.setattr(reportedly, "pipeline", fake_pipeline, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REPORTEDLY_BY", "Ines")
    monkeypatch.setenv("REPORTEDLY_LEDGER", place.where)
    (tmp_path / "meeting.txt").write_text(MEETING)
    (tmp_path / "lake.txt").write_text(LAKE)
    return place


def command(place: Place, *arguments: str) -> list[str]:
    """A command with the passphrase handed over, where one is needed."""
    if place.passphrase is None:
        return [*arguments]
    ours, theirs = os.pipe()
    os.write(theirs, place.passphrase.encode() + b"\n")
    os.close(theirs)
    return [*arguments, "--passphrase-fd", str(ours)]


def test_commands_work_on_every_kind_of_ledger(desk: Place, capsys: pytest.CaptureFixture[str]) -> None:
    out(*command(desk, "init", *(["--encrypted"] if desk.passphrase else [])))
    assert status(*command(desk, "init")) == 1
    assert "is there already" in capsys.readouterr().err
    assert "2 reports added" in out(*command(desk, "add", "meeting.txt", "lake.txt"))
    assert "2 were there already" in out(*command(desk, "add", "meeting.txt", "lake.txt"))
    (hit,) = shape(*command(desk, "search", "wardens"))["hits"]
    assert "accepted by Ines" in out(*command(desk, "judge", "accept", hit["name"]))
    assert shape(*command(desk, "show", hit["name"]))["state"] == "accepted"
    assert len(shape(*command(desk, "list"))) == 2
    out(*command(desk, "checkpoint", "--to", "then.json", "--key", "my.key"))
    out(*command(desk, "prove", hit["name"], "--to", "claim.json"))
    assert shape(*command(desk, "verify", "--against", "then.json"))["fits"]
    assert run("verify", "--proof", "claim.json").exit_code == 0
    assert "2 reports, 3 claims" in out(*command(desk, "stats"))

"""A ledger in a folder of its own, a reader that needs no weights, and two people."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import reportedly
from tests.cli import fake_pipeline
from tests.cli.commands import LAKE, MEETING, out


@pytest.fixture
def no_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "reportedly.pipeline", fake_pipeline)
    monkeypatch.setattr(reportedly, "pipeline", fake_pipeline, raising=False)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_weights: None) -> Path:
    """A folder with two reports, in which the user is Ines and has an empty ledger."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REPORTEDLY_LEDGER", raising=False)
    monkeypatch.setenv("REPORTEDLY_BY", "Ines")
    (tmp_path / "meeting.txt").write_text(MEETING)
    (tmp_path / "lake.txt").write_text(LAKE)
    out("init")
    return tmp_path


@pytest.fixture
def ledger(desk: Path) -> Path:
    """The same folder, both reports added."""
    out("add", "meeting.txt", "lake.txt", "--outlet", "Vosmara Window", "--published", "2023-03-14")
    return desk

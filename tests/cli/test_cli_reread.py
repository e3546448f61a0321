"""``reportedly reread`` and ``diff``: reports read again, and what an outlet changed."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from reportedly.record import Engine
from tests.cli import fake_pipeline
from tests.cli.commands import LAKE, MEETING, out, shape, status

NAME = hashlib.sha256(MEETING.encode()).hexdigest()[:8]


@pytest.fixture
def newer(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The ledger with judgments on both claims, and then a newer engine, which overlooks the first of them."""
    out("judge", "accept", f"{NAME}:c1")
    out("judge", "reject", f"{NAME}:c2")
    monkeypatch.setattr(fake_pipeline, "ENGINE", Engine("9.0", "fake"))
    monkeypatch.setattr(fake_pipeline, "SAID", re.compile(r"(A (?:clerk|ferryman)) (said) that ([^.]+)\."))
    return ledger


def test_reread_puts_a_new_record_beside_the_old_and_says_what_stays_behind(newer: Path) -> None:
    told = out("reread")
    assert f"{NAME}  another record, entry 6\n" in told
    assert "left behind: judgment 4 by Ines on “the wardens met in Oskamen”" in told
    assert told.endswith("\n2 reports read again, 1 with another record, 1 decision carried over, 1 left behind\n")
    found = shape("show", NAME)
    assert [one["entry"] for one in found["records"]] == [1, 6]
    assert (found["shown"], [one["state"] for one in found["claims"]]) == (6, ["rejected"])
    assert found["claims"][0]["judgments"][0]["carried"] == 5
    assert [one["state"] for one in shape("show", NAME, "--record", "1")["claims"]] == ["accepted", "rejected"]
    assert "left behind: judgment 4 by Ines in record 1, on “the wardens met in Oskamen”" in out("show", NAME)
    assert [one["number"] for one in found["left"]] == [4]


def test_reread_keeps_what_the_user_said_of_the_report(newer: Path) -> None:
    out("reread", NAME)
    assert shape("show", f"{NAME}:c1")["chain"] == ["Vosmara Window", "A clerk"]


def test_reread_as_json(newer: Path) -> None:
    (one,) = shape("reread", NAME)
    assert {name: one[name] for name in ("name", "record", "new", "carried")} == {
        "name": NAME, "record": 6, "new": True, "carried": [7]
    }  # fmt: skip
    assert [left["number"] for left in one["left"]] == [4]


def test_reread_reads_again_only_what_another_version_read(ledger: Path) -> None:
    assert out("reread").startswith("0 reports read again")
    assert out("reread", "--again").splitlines()[-1].startswith("2 reports read again, 0 with another record")


def test_diff_shows_what_the_outlet_changed(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "later.txt").write_text(LAKE.replace("froze", "never froze") + "\nIt thawed in May.\n")
    for file in ("lake.txt", "later.txt"):
        out("add", file, "--url", "https://vosmara.example/lake")
    told = out("diff", "later.txt")
    assert "~ A ferryman said that the lake {+never +}froze." in told
    assert "+ It thawed in May." in told
    found = shape("diff", "later.txt", "lake.txt")
    assert [one["kind"] for one in found["paragraphs"]] == ["changed", "new"]
    assert status("diff", "lake.txt") == 1
    assert "no earlier version" in capsys.readouterr().err

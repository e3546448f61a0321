"""``reportedly regroup`` and ``undo``: sources taken for one or for two, and what one decided taken back."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from reportedly.ledger import open_ledger
from tests.cli.commands import MEETING, out, run, shape, status
from tests.ledger import wells

NAME = hashlib.sha256(MEETING.encode()).hexdigest()[:8]
ANA, CLERK = f"{NAME}:s2", f"{NAME}:s3"
FIRST, SECOND = f"{NAME}:c1", f"{NAME}:c2"


def chain(claim: str) -> list[str]:
    """The names of those through whom a claim came, as it stands."""
    names: list[str] = shape("show", claim)["chain"]
    return names


def test_sources_that_are_one_stand_as_one_in_chains(ledger: Path) -> None:
    before = chain(SECOND)
    merged = shape("regroup", "merge", ANA, CLERK, "--reason", "she is the clerk")
    assert (merged["decision"], merged["sources"], merged["reason"]) == ("merge", ["s2", "s3"], "she is the clerk")
    assert chain(SECOND)[-1] == chain(FIRST)[-1] != before[-1]
    undone = shape("undo", str(merged["entry"]))
    assert undone == {"undone": merged["entry"], "entry": merged["entry"] + 1, "decision": "leave"}
    assert chain(SECOND) == before


def test_what_is_done_is_said_in_a_line(ledger: Path) -> None:
    assert out("regroup", "apart", ANA, CLERK) == f"{ANA} {CLERK}  are not one, says Ines, entry 4\n"
    assert out("undo", "4") == "entry 4 undone by Ines, entry 5\n"


def test_a_source_that_is_two_is_split(desk: Path) -> None:
    with open_ledger(desk / "reportedly.db") as ledger:
        wells.kept(ledger)
    name = wells.report().id.removeprefix("sha256:")[:8]
    given = ("--mention", "he said", "--kind", "anonymous", "--name", "the other", "--claim", "c2")
    split = shape("regroup", "split", f"{name}:s2", *given)
    assert split["fields"]["claims"] == ["c2"]
    assert chain(f"{name}:c2")[1] == "the other"
    out("undo", str(split["entry"]), "--reason", "it was the trader after all")
    assert "the other" not in chain(f"{name}:c2")


def test_judgments_are_undone_and_redone(ledger: Path) -> None:
    out("judge", "accept", FIRST)
    out("judge", "reject", FIRST)
    assert shape("undo", "5") == {"undone": 5, "entry": 6, "decision": "accept"}
    assert shape("show", FIRST)["state"] == "accepted"
    out("undo", "6")
    assert shape("show", FIRST)["state"] == "rejected"


def test_nobody_undoes_what_is_not_theirs_or_no_judgment(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out("judge", "accept", FIRST)
    for asked in (["undo", "4", "--by", "Ana"], ["undo", "0"], ["undo", "77"]):
        assert status(*asked) == 1
        assert capsys.readouterr().err.startswith("reportedly: ")
    assert status("undo", "4", "--reason", "x") == 2


@pytest.mark.parametrize(
    "asked",
    [
        ["merge", ANA],
        ["merge", ANA, f"{NAME}:s9"],
        ["split", CLERK, "--mention", "A clerk", "--kind", "person"],
        ["split", CLERK, "--mention", "nobody", "--kind", "person"],
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    ledger: Path, capsys: pytest.CaptureFixture[str], asked: list[str]
) -> None:
    assert status("regroup", *asked) == 1
    assert capsys.readouterr().err.startswith("reportedly: ")


@pytest.mark.parametrize(
    "asked",
    [
        ["merge", ANA, CLERK, "--kind", "person"],
        ["split", CLERK, "--kind", "person"],
        ["split", CLERK, ANA, "--mention", "A clerk", "--kind", "person"],
        ["merge", ANA, "3fa9c1:s2"],
        ["merge", NAME],
    ],
)
def test_what_makes_no_sense_is_not_understood(ledger: Path, asked: list[str]) -> None:
    assert run("regroup", *asked).exit_code == 2

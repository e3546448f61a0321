"""``reportedly judge``, ``rate``, ``confidentiality`` and ``note``: what people say, each under their name."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.cli.commands import MEETING, out, run, shape, status

NAME = hashlib.sha256(MEETING.encode()).hexdigest()[:8]
FIRST, SECOND = f"{NAME}:c1", f"{NAME}:c2"


def complaint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that cannot do it says on stderr."""
    assert status(*arguments) == 1
    return capsys.readouterr().err


@pytest.mark.parametrize(("decision", "state"), [("accept", "accepted"), ("reject", "rejected"), ("unsure", "unsure")])
def test_judge_a_claim_and_see_where_it_stands(ledger: Path, decision: str, state: str) -> None:
    (judged,) = shape("judge", decision, FIRST, "--reason", "read it twice")
    assert judged == {
        "name": FIRST, "judgment": 4, "decision": decision, "state": state, "words": "the wardens met in Oskamen",
        "fields": {},
    }  # fmt: skip
    assert shape("show", FIRST)["state"] == state
    assert shape("show", FIRST)["judgments"][0]["reason"] == "read it twice"


def test_judge_shows_the_words_it_was_about(ledger: Path) -> None:
    assert out("judge", "accept", FIRST) == f"{FIRST}  accepted by Ines, entry 4\n  │ the wardens met in Oskamen\n"


def test_judge_again_stands_in_the_place_of_ones_own(ledger: Path) -> None:
    out("judge", "accept", FIRST)
    out("judge", "reject", FIRST)
    out("judge", "reject", FIRST, "--by", "Ana")
    assert shape("show", FIRST)["state"] == "rejected"
    out("judge", "withdraw", FIRST)
    assert [one["by"] for one in shape("show", FIRST)["judgments"]] == ["Ana"]


def test_judge_otherwise_than_others_shows_until_somebody_overrules(ledger: Path) -> None:
    out("judge", "accept", FIRST, "--by", "Ana")
    assert f"others decided differently: reportedly show {FIRST}" in out("judge", "reject", FIRST)
    assert shape("show", FIRST)["state"] == "differs"
    out("judge", "reject", FIRST, "--overrule", "--reason", "it was checked")
    found = shape("show", FIRST)
    assert found["state"] == "rejected"
    assert [(one["by"], one["counts"]) for one in found["judgments"]] == [("Ana", False), ("Ines", True)]
    assert ", overruled" in out("show", FIRST)


def test_judge_corrects_any_field(ledger: Path) -> None:
    fields = ["--force", "denied", "--hedged", "--polarity", "negative", "--content", "the wardens", "--chain", "s1,s3"]
    more = ["--set", 'dates=[{"words": "met", "value": "2021-05"}]', "--set", "certainty=-2"]
    told = out("judge", "correct", FIRST, *fields, *more)
    assert "force: denied" in told
    claim = shape("show", FIRST)["claim"]
    assert (claim["force"], claim["polarity"], claim["hedged"], claim["certainty"]) == ("denied", "negative", True, -2)
    assert claim["chain"] == ["s1", "s3"]
    assert shape("show", FIRST)["words"] == "the wardens"
    assert shape("show", FIRST)["suggested"]["force"] == "stated"


def test_judge_adds_a_claim_that_was_missed(ledger: Path) -> None:
    (added,) = shape("judge", "missed", NAME, "--content", "met in Oskamen", "--chain", "s1", "--force", "stated")
    assert added["name"] == f"{NAME}:j4"
    assert f"{NAME}:j4  Vosmara Window" in out("show", f"{NAME}:j4")
    assert "\nj4  Vosmara Window\n" in out("show", NAME)
    (gone,) = shape("judge", "withdraw", f"{NAME}:j4")
    assert gone["state"] == "none"


def test_judge_several_claims_for_one_reason(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "needs a reason" in complaint(capsys, "judge", "accept", FIRST, SECOND)
    assert [one["name"] for one in shape("judge", "accept", FIRST, SECOND, "--reason", "as I heard")] == [FIRST, SECOND]


def test_judge_takes_codes_of_the_codebook_only(ledger: Path) -> None:
    from reportedly.coding import load
    from tests.cli import fake_pipeline

    codes = load()
    fake_pipeline.coding_by, before = (lambda _: codes), fake_pipeline.coding_by  # type: ignore[assignment]
    try:
        one = codes.entries[0]
        given = f'codes=[{{"words": "nobody", "list": "{one.list}", "code": "%s"}}]'
        assert run("judge", "correct", SECOND, "--set", given % one.code).exit_code == 0
        with pytest.raises(Exception, match="a code of the list"):
            run("judge", "correct", SECOND, "--set", given % "made_up")
    finally:
        fake_pipeline.coding_by = before


@pytest.mark.parametrize(
    "arguments",
    [
        ["accept"],
        ["accept", NAME],
        ["missed", FIRST, "--force", "stated"],
        ["correct", FIRST],
        ["correct", FIRST, SECOND, "--force", "stated"],
        ["accept", FIRST, "--force", "denied"],
        ["correct", FIRST, "--force", "shouted"],
        ["correct", FIRST, "--set", "force"],
        ["praise", FIRST],
        ["accept", FIRST, "--by", " "],
    ],
)
def test_judge_wrong_usage_is_2(ledger: Path, arguments: list[str]) -> None:
    assert run("judge", *arguments).exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["judge", "accept", FIRST],
        ["rate", FIRST, "2"],
        ["note", FIRST, "look"],
        ["confidentiality", "secret", FIRST],
    ],
)
def test_nobody_says_anything_without_a_name(
    ledger: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REPORTEDLY_BY")
    result = run(*arguments)
    assert result.exit_code == 2
    assert "who are you?" in result.stderr
    assert shape("verify")["entries"] == 4


def test_judge_says_what_does_not_fit_the_record(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "c9" in complaint(capsys, "judge", "accept", f"{NAME}:c9")
    assert "certainty goes from -3" in complaint(capsys, "judge", "correct", FIRST, "--set", "certainty=very")
    assert "s9" in complaint(capsys, "judge", "correct", FIRST, "--chain", "s1,s9")
    assert "does not hold 'nonsense'" in complaint(capsys, "judge", "correct", FIRST, "--content", "nonsense")


def test_rate_a_source_and_a_claim_apart(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert out("rate", f"{NAME}:s2", "b") == f"{NAME}:s2  reliability B by Ines, entry 4\n"
    assert shape("rate", FIRST, "3") == {"name": FIRST, "entry": 5, "credibility": 3, "reason": None}
    assert shape("show", FIRST)["credibility"] == 3
    assert shape("show", SECOND)["credibility"] == 6
    reliable = {one["id"]: one["reliability"] for one in shape("show", NAME)["sources"]}
    assert (reliable["s2"], reliable["s3"]) == ("B", "F")
    assert "as the reason" in complaint(capsys, "rate", FIRST, "1")
    assert run("rate", FIRST, "A").exit_code == 2
    assert run("rate", f"{NAME}:s2", "2").exit_code == 2
    assert "c9" in complaint(capsys, "rate", f"{NAME}:c9", "2")
    assert run("rate", FIRST, "7").exit_code == 2
    assert run("rate", NAME, "A").exit_code == 2


def test_confidentiality_of_a_source_holds_for_its_claims(ledger: Path) -> None:
    assert out("confidentiality", "restricted", f"{NAME}:s2") == f"{NAME}:s2  restricted by Ines, entry 4\n"
    assert (shape("show", FIRST)["level"], shape("show", SECOND)["level"]) == ("restricted", "public")
    assert shape("confidentiality", "secret", NAME, "--reason", "asked")["level"] == "secret"
    assert shape("show", SECOND)["level"] == "secret"
    assert run("confidentiality", "hidden", NAME).exit_code == 2


def test_note_is_written_replaced_and_taken_back(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert out("note", FIRST, "compare the log") == f"{FIRST}  noted by Ines, entry 4\n"
    assert shape("note", FIRST, "--replace", "4", "compare the log book")["supersedes"] == 4
    assert [one["text"] for one in shape("show", FIRST)["notes"]] == ["compare the log book"]
    assert "none of Ana's own" in complaint(capsys, "note", FIRST, "--remove", "5", "--by", "Ana")
    assert out("note", FIRST, "--remove", "5") == f"{FIRST}  took note 5 back by Ines, entry 6\n"
    assert shape("show", FIRST)["notes"] == []
    assert "compare the log book" in out("show", NAME, "--history")
    assert run("note", FIRST).exit_code == 2
    assert run("note", FIRST, "x", "--remove", "5").exit_code == 2

"""``reportedly verify``, ``checkpoint`` and ``prove``: what is proven, and what is said when it is not."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reportedly.ledger import timestamp
from tests.cli.commands import MEETING, out, run, shape, status

NAME = hashlib.sha256(MEETING.encode()).hexdigest()[:8]


def tamper(statement: str) -> None:
    """Change the ledger behind its back."""
    with closing(sqlite3.connect("reportedly.db")) as connection, connection:
        connection.execute(statement)


def test_verify_says_that_everything_fits(ledger: Path) -> None:
    told = " ".join(out("verify").split())
    assert told.startswith("fits 4 entries, the bytes of 2 reports, ")
    found = shape("verify")
    assert (found["fits"], found["entries"], found["blobs"], found["problems"]) == (True, 4, 2, [])
    assert f"root {found['root']}" in told


def test_verify_names_what_was_changed_and_fails(ledger: Path) -> None:
    tamper("UPDATE blobs SET bytes = 'The wardens never met.' WHERE size = 83")
    result = run("verify")
    assert result.exit_code == 1
    assert f"does not fit blob {NAME}" in " ".join(result.stdout.split())
    result = run("verify", "--json")
    assert result.exit_code == 1
    assert {one["what"] for one in json.loads(result.stdout)["problems"]} == {"blob"}


def test_verify_a_file_that_is_not_even_a_database(ledger: Path) -> None:
    data = bytearray((ledger / "reportedly.db").read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    (ledger / "reportedly.db").write_bytes(data)
    result = run("verify")
    assert result.exit_code == 1
    assert "does not fit" in result.stdout


def test_verify_without_a_ledger_says_so(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status("verify", "--ledger", "none.db") == 1
    assert "there is no ledger none.db" in capsys.readouterr().err


def test_checkpoint_shows_whether_all_of_it_is_still_there(ledger: Path) -> None:
    result = run("checkpoint", "--to", "then.json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "reportedly: wrote then.json, over 4 entries; keep it elsewhere\n"
    assert (ledger / "reportedly.db.key").stat().st_mode & 0o777 == 0o600
    out("judge", "accept", f"{NAME}:c1")
    assert "all that the checkpoint of" in " ".join(out("verify", "--against", "then.json").split())
    assert shape("verify", "--against", "then.json")["against"]["size"] == 4


def test_checkpoint_shows_that_another_ledger_was_put_in_its_place(ledger: Path) -> None:
    out("checkpoint", "--to", "then.json")
    for file in ledger.glob("reportedly.db*"):
        file.unlink()
    out("init")
    out("add", "meeting.txt", "lake.txt")
    assert run("verify").exit_code == 0
    result = run("verify", "--against", "then.json")
    assert result.exit_code == 1
    assert "another ledger" in " ".join(result.stdout.split())


def test_checkpoint_is_printed_or_written_but_never_written_over(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = json.loads(out("checkpoint"))
    assert (made["reportedly-checkpoint"], made["size"]) == (1, 4)
    out("checkpoint", "--to", "then.json")
    entries = shape("verify")["entries"]
    assert status("checkpoint", "--to", "then.json") == 1
    assert "then.json is there already" in capsys.readouterr().err
    assert status("checkpoint", "--to", "no/then.json") == 1
    assert "there is no folder" in capsys.readouterr().err
    assert shape("verify")["entries"] == entries
    assert run("checkpoint", "--timestamp", "https://tsa.example/").exit_code == 2


def test_verify_against_what_is_no_checkpoint(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (ledger / "then.json").write_text("{}")
    assert status("verify", "--against", "then.json") == 1
    assert "then.json is no checkpoint" in capsys.readouterr().err


def test_checkpoint_is_attested_only_by_whom_the_user_names(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Path, str]] = []

    def request(file: Path, url: str) -> timestamp.Stamp:
        asked.append((file, url))
        return timestamp.Stamp("2023-03-14T09:26:53Z", "CN=Invented", "1.2.3", 7, True)

    monkeypatch.setattr(timestamp, "request", request)
    out("checkpoint", "--to", "alone.json")
    assert asked == []
    result = run("checkpoint", "--to", "then.json", "--timestamp", "https://tsa.example/")
    assert asked == [(Path("then.json"), "https://tsa.example/")]
    assert "2023-03-14T09:26:53Z, attested by CN=Invented; its answer is in then.json.tsr" in result.stderr
    assert run("checkpoint", "--to", "other.json", "--timestamp", "ftp://tsa.example/").exit_code == 2
    assert not (ledger / "other.json").exists()


def test_verify_shows_what_an_authority_attests(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out("checkpoint", "--to", "then.json")
    (ledger / "then.json.tsr").write_bytes(b"an answer")
    stamp = timestamp.Stamp("2023-03-14T09:26:53Z", "CN=Invented", "1.2.3", 7, False)
    monkeypatch.setattr(timestamp, "read", lambda _file, _roots: stamp)
    told = " ".join(out("verify", "--against", "then.json").split())
    assert "attested the checkpoint was there on 2023-03-14T09:26:53Z, says CN=Invented" in told
    assert "see --roots" in told
    assert shape("verify", "--against", "then.json")["timestamp"]["serial"] == 7


def test_verify_says_that_a_time_stamp_does_not_hold(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out("checkpoint", "--to", "then.json")
    (ledger / "then.json.tsr").write_bytes(b"no answer")
    assert status("verify", "--against", "then.json") == 1
    assert "this is no time stamp" in capsys.readouterr().err
    assert run("verify", "--roots", "roots.pem").exit_code == 2


def test_prove_a_claim_and_verify_it_without_the_ledger(ledger: Path) -> None:
    out("checkpoint", "--to", "then.json")
    result = run("prove", f"{NAME}:c1", "--to", "claim.json")
    assert result.stderr.startswith("reportedly: wrote claim.json\nreportedly: Whoever has this file can read")
    (ledger / "reportedly.db").unlink()
    told = out("verify", "--proof", "claim.json", "--against", "then.json")
    assert told.startswith("proven  ")
    assert "│ the wardens met in Oskamen\n" in told
    found = shape("verify", "--proof", "claim.json")
    assert (found["fits"], found["words"]) == (True, ["the wardens met in Oskamen"])
    assert found["report"] == f"sha256:{hashlib.sha256(MEETING.encode()).hexdigest()}"


def test_prove_a_claim_that_a_person_added(ledger: Path) -> None:
    out("judge", "missed", NAME, "--content", "met in Oskamen", "--chain", "s1", "--force", "stated")
    out("checkpoint")
    out("prove", f"{NAME}:j4", "--to", "claim.json")
    assert shape("verify", "--proof", "claim.json")["words"] == ["met in Oskamen"]


def test_verify_a_proof_that_was_changed(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out("checkpoint")
    made = shape("prove", f"{NAME}:c1")
    made["entry"] = made["entry"].replace("Oskamen", "Halmet!")
    (ledger / "claim.json").write_text(json.dumps(made))
    assert status("verify", "--proof", "claim.json") == 1
    assert "one of them was changed" in capsys.readouterr().err
    result = run("verify", "--proof", "claim.json", "--json")
    assert (result.exit_code, json.loads(result.stdout)["fits"]) == (1, False)


def test_prove_says_what_is_missing(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status("prove", f"{NAME}:c1", "--to", "claim.json") == 1
    assert "make one first" in capsys.readouterr().err
    out("checkpoint")
    assert status("prove", f"{NAME}:c9", "--to", "claim.json") == 1
    assert "no claim c9" in capsys.readouterr().err
    assert run("prove", f"{NAME}:c1").exit_code == 2
    assert run("prove", NAME, "--to", "claim.json").exit_code == 2


def test_verify_all_also_compares_what_says_how_many_origins_there_are(ledger: Path) -> None:
    assert run("verify", "--all").exit_code == 0
    out("corroborate")
    assert shape("verify", "--all")["fits"]
    tamper("UPDATE said SET voices = '[]'")
    assert run("verify").exit_code == 0
    told = run("verify", "--all")
    assert told.exit_code == 1 and "does not fit table said" in " ".join(told.stdout.split())
    assert status("verify", "--all", "--proof", "claim.json") == 2

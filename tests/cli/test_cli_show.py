"""``reportedly show`` and ``list``: what the ledger holds, at any width, safe, and as JSON."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from reportedly.errors import LedgerError
from reportedly.record import Report
from tests.cli.commands import LAKE, MEETING, out, run, shape, status

MEET = hashlib.sha256(MEETING.encode()).hexdigest()
FROZE = hashlib.sha256(LAKE.encode()).hexdigest()


def test_show_a_report_by_its_first_digits_its_digest_or_its_file(ledger: Path) -> None:
    shown = out("show", MEET[:6])
    assert shown == out("show", f"sha256:{MEET}") == out("show", MEET.upper()[:12]) == out("show", "meeting.txt")
    assert shown.startswith(f"report: {MEET}\nbytes: {len(MEETING)}, text/plain\nfrom: meeting.txt\nadded: entry 0")
    assert "1  Vosmara Window › Ana Ruel\n   │ the wardens met in Oskamen\n" in shown
    assert shown.count("stands: not judged yet") == 2
    assert f"a claim is named by its number: {MEET[:8]}:c1" in shown


def test_show_a_claim_with_all_that_was_decided(ledger: Path) -> None:
    name = f"{MEET[:6]}:c1"
    out("judge", "accept", name)
    out("judge", "reject", name, "--by", "Ana", "--reason", "hearsay")
    out("rate", name, "2")
    out("rate", f"{MEET[:6]}:s2", "C", "--reason", "was right before")
    out("note", name, "compare the log book")
    out("confidentiality", "secret", f"{MEET[:6]}:s2")
    shown = out("show", name)
    for line in ("stands: people differ", "Ines: accept, ", "Ana: reject, ", ": hearsay", "credibility: 2 (Ines)"):
        assert line in shown, line
    assert "level: secret" in shown and "compare the log book" in shown and "reliability: C (Ines)" in shown
    assert "nobody was let in" not in shown
    assert "level: secret" not in out("show", f"{MEET[:6]}:c2")


def test_show_history_has_every_entry_in_its_order(ledger: Path) -> None:
    out("note", MEET[:8], "first")
    out("judge", "accept", f"{MEET[:8]}:c2")
    told = out("show", MEET[:8], "--history").partition("History\n")[2]
    assert [line.split()[:2] for line in told.splitlines()] == [
        ["0", "report:"], ["1", "record:"], ["4", "note:"], ["5", "judgment:"]
    ]  # fmt: skip


def test_show_as_json_holds_the_record_and_what_was_decided(ledger: Path) -> None:
    out("judge", "correct", f"{MEET[:8]}:c1", "--force", "denied")
    found = shape("show", MEET[:8], "--history")
    assert Report.from_dict(found["record"]).text == MEETING
    assert found["report"]["sha256"] == MEET
    assert found["versions"] == [f"sha256:{MEET}"]
    assert [one["entry"] for one in found["records"]] == [1]
    assert [one["kind"] for one in found["entries"]] == ["report", "record", "judgment"]
    claim = found["claims"][0]
    assert (claim["state"], claim["claim"]["force"], claim["suggested"]["force"]) == ("corrected", "denied", "stated")
    assert claim == shape("show", f"{MEET[:8]}:c1")
    assert claim["chain"] == ["Vosmara Window", "Ana Ruel"]
    assert claim["judgments"][0]["by"] == "Ines"


def test_show_gives_the_bytes_back(ledger: Path) -> None:
    assert out("show", MEET[:8], "--bytes") == MEETING


def test_show_saves_a_page(ledger: Path) -> None:
    result = run("show", MEET[:8], "--html", "page.html")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "reportedly: wrote page.html\n")
    assert "the wardens met in Oskamen" in (ledger / "page.html").read_text("utf-8")


@pytest.mark.parametrize("width", ["20", "40", "200"])
def test_show_and_list_fit_the_terminal(ledger: Path, width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out("judge", "accept", f"{MEET[:8]}:c1", "--reason", "it stands in the report")
    monkeypatch.setenv("COLUMNS", width)
    for command in (["show", MEET[:8], "--history"], ["show", f"{MEET[:8]}:c1"], ["list"], ["search", "wardens"]):
        lines = out(*command).splitlines()
        assert max(map(len, lines)) <= min(int(width), 100), command


def test_show_obeys_nothing_that_the_report_says(desk: Path) -> None:
    (desk / "evil.txt").write_text("\x1b]0;owned\x07 said that \u202ethe lake\x1b[31m froze.")
    out("add", "evil.txt", "--outlet", "\x1b[2J")
    for command in (["show", "evil.txt", "--history"], ["list"], ["search", "lake"], ["search", "--reports", "lake"]):
        shown = out(*command)
        assert "\x1b" not in shown and "\u202e" not in shown and "\x07" not in shown
        assert "\\x1b[2J" in shown


def test_show_has_no_colours_where_nothing_shows_them(ledger: Path) -> None:
    assert "\x1b" not in out("show", MEET[:8])


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("abcdef", "the ledger holds no report that begins with abcdef"),
        (f"{MEET[:8]}:c9", "c9"),
        (f"{MEET[:8]}:s9", "s9"),
    ],
)
def test_show_names_what_is_not_there(
    ledger: Path, name: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status("show", name) == 1
    assert complaint in capsys.readouterr().err


def test_show_an_ambiguous_name_says_which_reports_it_may_be(desk: Path) -> None:
    from reportedly.ledger import names, open_ledger

    out("add", "meeting.txt", "lake.txt")
    with open_ledger("reportedly.db") as opened, pytest.raises(LedgerError, match="several reports") as found:
        names.report(opened, "")
    assert MEET[:1] in str(found.value) and FROZE[:1] in str(found.value)


@pytest.mark.parametrize(
    "arguments",
    [["12345"], ["nowhere.txt"], [], [MEET, "--json", "--bytes"], [MEET, "--html", "p.html", "--json"]],
)
def test_show_wrong_usage_is_2(ledger: Path, arguments: list[str]) -> None:
    assert run("show", *arguments).exit_code == 2


def test_show_an_older_record_that_is_none(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status("show", MEET[:8], "--record", "3") == 1
    assert capsys.readouterr().err == f"reportedly: entry 3 is no record of report {MEET[:8]}\n"
    assert status("show", MEET[:8], "--record", "99") == 1


def test_list_names_every_report_the_last_added_first(ledger: Path) -> None:
    lines = out("list").splitlines()
    assert [line.split()[0] for line in lines] == [FROZE[:8], MEET[:8], "2"]
    assert "Vosmara Window · 2023-03-14 · 2 claims" in lines[1]


def test_list_as_json(ledger: Path) -> None:
    first = shape("list")[0]
    assert (first["name"], first["report"], first["claims"]) == (FROZE[:8], f"sha256:{FROZE}", 1)
    assert json.loads(out("list", "--json", "--outlet", "nobody")) == []
    assert len(shape("list", "--limit", "1")) == 1


def test_list_leaves_out_what_is_not_public(ledger: Path) -> None:
    out("confidentiality", "restricted", MEET[:8])
    assert "restricted" in out("list")
    assert [one["name"] for one in shape("list", "--public")] == [FROZE[:8]]
    assert run("list", "--public", "--confidentiality", "secret").exit_code == 2


def test_show_public_leaves_out_what_is_confidential_and_who_decided(ledger: Path) -> None:
    out("judge", "accept", f"{MEET[:6]}:c1", "--reason", "heard twice")
    out("note", MEET[:6], "compare the log book")
    out("confidentiality", "secret", f"{MEET[:6]}:c2")
    shown = out("show", MEET[:6], "--public")
    assert "stands: accepted" in shown
    assert not [one for one in ("nobody was let in", "Ines", "heard twice", "log book", "meeting.txt") if one in shown]
    found = shape("show", MEET[:6], "--public")
    assert "nobody was let in" not in json.dumps(found) and found["record"]["report"]["origin"]["path"] is None
    assert [one["judgments"] for one in found["claims"]] == [[]]
    with pytest.raises(LedgerError, match="may not be published"):
        run("show", f"{MEET[:6]}:c2", "--public")
    assert status("show", MEET[:6], "--public", "--history") == 2

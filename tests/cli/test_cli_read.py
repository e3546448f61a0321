"""``reportedly read`` from end to end: what it prints, saves and complains of, and its exit status."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import reportedly
from reportedly.cli import program
from reportedly.record import Report
from tests.cli import fake_pipeline

COMMAND = [sys.executable, "-m", "tests.cli.fake_pipeline"]
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _no_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "reportedly.pipeline", fake_pipeline)
    monkeypatch.setattr(reportedly, "pipeline", fake_pipeline, raising=False)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with two reports, one in a folder of its own, and things that are none."""
    folder = tmp_path / "reports"
    (folder / "lake").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "b.txt").write_text("The wardens met in Oskamen.")
    (folder / "lake" / "a.HTM").write_text("<p>The lake froze.</p>")
    (folder / ".hidden" / "c.txt").write_text("hidden")
    (folder / ".d.txt").write_text("hidden")
    (folder / "e.jpg").write_bytes(b"\xff\xd8")
    return folder


def run(*arguments: str | Path, data: bytes | None = None) -> Result:
    return CliRunner().invoke(program, ["read", *map(str, arguments)], input=data, prog_name="reportedly")


def process(*arguments: str | Path, **settings: object) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    command = [*COMMAND, *map(str, arguments)]
    settings = {"stderr": subprocess.PIPE, **settings}
    return subprocess.Popen(command, env=environment, cwd=ROOT, **settings)  # type: ignore[call-overload,no-any-return]


def test_read_one_file_shows_its_picture(reports: Path) -> None:
    result = run(reports / "b.txt", "--title", "The meeting", "--published", "2023-03")
    assert result.exit_code == 0
    assert result.stdout.startswith("The meeting\noutlet unknown · 2023-03")


def test_read_one_file_as_json_gives_one_record(reports: Path) -> None:
    result = run(reports / "b.txt", "--json", "--outlet", "Vosmara Window")
    record = json.loads(result.stdout)
    assert Report.from_dict(record).outlet == "Vosmara Window"
    assert "\n  " in result.stdout


def test_read_a_folder_as_json_gives_an_array_even_of_one(tmp_path: Path) -> None:
    (tmp_path / "only.txt").write_text("One.")
    assert [one["report"]["text"] for one in json.loads(run(tmp_path, "--json").stdout)] == ["One."]


def test_read_a_folder_takes_reports_in_order_and_leaves_the_hidden(reports: Path) -> None:
    result = run(reports, "--jsonl")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [Path(one["report"]["origin"]["path"]).name for one in records] == ["b.txt", "a.HTM"]
    assert result.exit_code == 0


def test_read_several_pictures_are_headed_by_their_names(reports: Path) -> None:
    result = run(reports)
    assert str(reports / "b.txt") in result.stdout.replace("\n", "")
    assert result.stdout.count("Untitled report") == 2


def test_read_goes_on_after_a_report_that_cannot_be_read(reports: Path) -> None:
    (reports / "c.txt").write_bytes(b"")
    result = run(reports / "gone.txt", reports, "--jsonl")
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr.splitlines() == [
        f"reportedly: {reports / 'gone.txt'}: there is no such file",
        f"reportedly: {reports / 'c.txt'}: the file is empty",
    ]
    assert result.exit_code == 1


def test_read_an_empty_folder_says_so(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.stderr.startswith(f"reportedly: {tmp_path}: no reports in it")
    assert result.exit_code == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may open every folder")
def test_read_a_locked_folder_says_so(reports: Path) -> None:
    (reports / "lake").chmod(0)
    result = run(reports, "--jsonl")
    (reports / "lake").chmod(0o700)
    assert "not allowed" in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_read_a_folder_reports_a_broken_link_and_does_not_wait_for_pipes(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    result = run(tmp_path)
    assert result.stderr == f"reportedly: {tmp_path / 'gone.txt'}: there is no such file\n"


def test_read_standard_input_in_its_place_among_files(reports: Path) -> None:
    result = run(reports / "b.txt", "-", "--jsonl", data="Schnee — снег".encode())
    assert [json.loads(line)["report"]["text"] for line in result.stdout.splitlines()][1] == "Schnee — снег"


def test_read_empty_standard_input_is_an_error() -> None:
    result = run("-", "--json", data=b"")
    assert (result.stdout, result.stderr) == ("", "reportedly: standard input: the file is empty\n")
    assert result.exit_code == 1


def test_read_writes_names_no_encoding_can_hold(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b[31m.txt")
    Path(name).write_text("One.")
    assert json.loads(run(name, "--jsonl").stdout)["report"]["origin"]["path"] == name
    assert "\\udcff\\x1b[31m.txt" in run(name, name).stdout.replace("\n", "")


@pytest.mark.parametrize("date", ["2023-02-30", "2023", "14.3.2023", "20230314", "2023-W11"])
def test_read_refuses_what_is_no_date(reports: Path, date: str) -> None:
    result = run(reports / "b.txt", "--published", date)
    assert result.exit_code == 2
    assert "is no date" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["-", "-"],
        ["-", "--json", "--html", "x.html"],
        ["a.txt", "b.txt", "--title", "T"],
        ["-", "--jobs", "0"],
        ["-", "--yaml"],
    ],
)
def test_read_wrong_usage_is_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_read_html_of_one_report(reports: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    for _ in range(2):  # an older page may be replaced
        result = run(reports / "b.txt", "--html", page)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"reportedly: wrote {page}\n")
    assert "The wardens met in Oskamen." in page.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["page.html"]


def test_read_html_never_replaces_a_report(reports: Path) -> None:
    report = reports / "lake" / "a.HTM"
    before = report.read_bytes()
    assert run(report, "--html", report).exit_code == 2
    assert report.read_bytes() == before


def test_read_html_of_a_folder_gives_each_report_a_page(reports: Path, tmp_path: Path) -> None:
    (reports / "a.txt").write_text("Another a.")
    pages = tmp_path / "new" / "pages"
    result = run(reports, "--html", pages)
    assert sorted(path.name for path in pages.iterdir()) == ["a-2.html", "a.html", "b.html"]
    assert result.stderr == f"reportedly: wrote 3 pages to {pages}\n"


def test_read_html_into_a_folder_goes_on_past_a_file_of_somebody_else(reports: Path) -> None:
    (reports / "b.html").write_text("<p>evidence</p>")
    result = run(reports, "--html", reports)
    assert (reports / "b.html").read_text() == "<p>evidence</p>"
    assert result.exit_code == 1
    assert "is there already" in result.stderr
    assert "wrote" in result.stderr


def test_read_html_says_where_it_cannot_write(reports: Path, tmp_path: Path) -> None:
    assert "there is no folder" in run(reports / "b.txt", "--html", tmp_path / "no" / "page.html").stderr
    assert "is a file" in run(reports, "--html", reports / "b.txt").stderr


def test_read_prints_json_in_utf8_whatever_the_locale(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    (reports / "b.txt").write_text("снег ›", encoding="utf-8")
    done = process("read", reports / "b.txt", "--jsonl", stdout=subprocess.PIPE)
    out, _ = done.communicate(timeout=60)
    assert json.loads(out.decode("utf-8"))["report"]["text"] == "снег ›"
    done = process("read", reports / "b.txt", stdout=subprocess.PIPE)
    out, err = done.communicate(timeout=60)
    assert out.isascii() and (done.returncode, err) == (0, b"")


def test_read_ends_quietly_when_the_reader_has_enough(reports: Path) -> None:
    for number in range(300):
        (reports / f"r{number}.txt").write_text("snow " * 2000)
    done = process("read", reports, "--jsonl", stdout=subprocess.PIPE)
    assert done.stdout and done.stderr
    json.loads(done.stdout.readline())
    done.stdout.close()
    assert done.stderr.read() == b""
    done.stderr.close()
    assert done.wait(timeout=60) == 141


def test_read_that_is_stopped_says_so_and_leaves_whole_lines(reports: Path) -> None:
    (reports / "c.txt").write_text("stop")
    done = process("read", reports, "--jsonl", stdout=subprocess.PIPE)
    out, err = done.communicate(timeout=60)
    assert [json.loads(line)["report"]["text"] for line in out.splitlines()] == ["The wardens met in Oskamen."]
    assert err.decode().strip() == "reportedly: stopped"
    assert done.returncode == 130


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="POSIX only")
def test_read_stopped_by_the_signal_while_waiting_for_input() -> None:
    done = process("read", "-", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert done.stdin is not None
    done.stdin.write(b"A word. " * 40_000)  # more than a pipe holds: once this returns, the program is reading
    done.stdin.flush()
    done.send_signal(signal.SIGINT)
    _, err = done.communicate(timeout=60)
    assert (done.returncode, err.decode().strip()) == (130, "reportedly: stopped")


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_read_shows_a_bar_where_only_stderr_is_a_terminal(reports: Path) -> None:
    import pty

    (reports / "c.txt").write_bytes(b"")
    ours, theirs = pty.openpty()
    done = process("read", reports, "--jsonl", stdout=subprocess.PIPE, stderr=theirs)
    out, _ = done.communicate(timeout=60)
    os.close(theirs)
    seen = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "reading" in seen
    assert "the file is empty" in seen
    assert len([json.loads(line) for line in out.splitlines()]) == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_read_says_that_the_disk_is_full(reports: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = process("read", reports / "b.txt", "--json", stdout=full)
        _, err = done.communicate(timeout=60)
    assert (done.returncode, err.decode()) == (1, "reportedly: No space left on device\n")


def test_read_does_without_standard_output(reports: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    command = f'"{sys.executable}" -m tests.cli.fake_pipeline read "{reports}" >&-'
    done = subprocess.run(command, shell=True, env=environment, cwd=ROOT, stderr=subprocess.PIPE, timeout=60)
    assert (done.returncode, b"standard output is closed" in done.stderr) == (1, True)


def test_read_with_a_codebook_that_is_not_there_is_wrong_usage(reports: Path) -> None:
    result = run(reports / "b.txt", "--codebook", reports / "mine.yaml")
    assert result.exit_code == 2
    assert "mine.yaml: there is no such file." in " ".join(result.stderr.replace("│", " ").split())


def test_read_takes_a_codebook_of_ones_own(reports: Path) -> None:
    (reports / "mine.yaml").write_text("offence: {}")
    assert run(reports / "b.txt", "--codebook", reports / "mine.yaml").exit_code == 0

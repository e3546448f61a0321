"""The command ``reportedly`` itself: version, help, completion, and ``python -m reportedly``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportedly.cli import main, program
from reportedly.cli.completion import SHELLS
from reportedly.version import __version__

ROOT = Path(__file__).parents[2]


def test_program_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"reportedly {__version__}\n"


def test_program_is_also_a_module() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-m", "reportedly", "--version"], env=environment, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (0, f"reportedly {__version__}\n")


@pytest.mark.parametrize("command", [None, *sorted(program.commands)])
def test_program_help_fits_and_shows_examples(command: str | None) -> None:
    arguments = [command, "--help"] if command else ["-h"]
    result = CliRunner().invoke(program, arguments, prog_name="reportedly", terminal_width=80)
    assert result.exit_code == 0
    assert all(len(line) <= 80 for line in result.output.splitlines())
    assert "  reportedly " in result.output


def test_program_help_needs_neither_weights_nor_rich_nor_a_database() -> None:
    heavy = ("cryptography", "jinja2", "numpy", "reportedly.ledger", "reportedly.pipeline", "rich", "sqlalchemy")
    code = f"""
import sys
from reportedly.cli import main, program
for command in program.commands:
    main([command, "--help"])
print([name for name in sys.modules if name in {heavy}])
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)
    assert done.stdout.endswith("[]\n")


@pytest.mark.parametrize("command", sorted(program.commands))
def test_program_says_what_every_json_holds(command: str) -> None:
    found = program.commands[command]
    asked = any(option.name == "as_json" or "--json" in option.opts for option in found.params)
    assert asked or command in ("completion", "desk")  # the desk has an interface of its own for programs
    if asked and command != "read":  # docs/record.md describes that
        assert f"What `reportedly {command} --json` prints:" in (ROOT / "docs" / "cli.md").read_text("utf-8")


def test_program_wrong_command_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reed"]) == 2
    assert "No such command 'reed'" in capsys.readouterr().err


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_prints_a_script_for_the_shell(shell: str) -> None:
    script = CliRunner().invoke(program, ["completion", shell]).stdout
    assert f"{shell}_complete" in script
    found = shutil.which(shell)
    if found:
        subprocess.run([found, "-n"], input=script, text=True, check=True, timeout=60)


def test_completion_knows_the_options(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("_REPORTEDLY_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "reportedly read --js")
    monkeypatch.setenv("COMP_CWORD", "2")
    with pytest.raises(SystemExit):
        main([])
    assert capsys.readouterr().out.split() == ["plain,--json", "plain,--jsonl"]

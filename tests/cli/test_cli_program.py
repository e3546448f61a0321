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


@pytest.mark.parametrize("arguments", [["--help"], ["read", "-h"], ["completion", "--help"]])
def test_program_help_fits_and_shows_examples(arguments: list[str]) -> None:
    result = CliRunner().invoke(program, arguments, prog_name="reportedly", terminal_width=100)
    assert result.exit_code == 0
    assert all(len(line) <= 100 for line in result.output.splitlines())
    assert "  reportedly " in result.output


def test_program_help_needs_neither_weights_nor_rich() -> None:
    heavy = ("jinja2", "numpy", "reportedly.pipeline", "rich")
    code = f"""
import sys
from reportedly.cli import main
main(["read", "--help"])
print([name for name in sys.modules if name in {heavy}])
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)
    assert done.stdout.endswith("[]\n")


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

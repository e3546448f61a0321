"""The commands on a ledger of its own, run as a user runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from reportedly.cli import main, program

ROOT = Path(__file__).parents[2]
MEETING = "Ana Ruel said that the wardens met in Oskamen. A clerk said that nobody was let in."
LAKE = "A ferryman said that the lake froze."
PATIENCE = 300
"""Seconds to wait for a process: it takes one, but the computer may be busy."""
COMMAND = [sys.executable, "-m", "tests.cli.fake_pipeline"]


def run(*arguments: str | Path, data: bytes | None = None) -> Result:
    """A command that ends well, or with an exit status; what it raises besides is the test's to see."""
    result = CliRunner().invoke(
        program, [*map(str, arguments)], input=data, prog_name="reportedly", catch_exceptions=False
    )
    return result


def out(*arguments: str | Path, data: bytes | None = None) -> str:
    """What a command that ends well prints."""
    result = run(*arguments, data=data)
    assert result.exit_code == 0, result.output
    return result.stdout


def shape(*arguments: str | Path) -> Any:
    """What a command that ends well prints as JSON."""
    return json.loads(out(*arguments, "--json"))


def process(*arguments: str | Path, **settings: Any) -> subprocess.Popen[bytes]:
    """A command as a process of its own, with the pipeline that needs no weights."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    settings = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **settings}
    return subprocess.Popen([*COMMAND, *map(str, arguments)], env=environment, cwd=ROOT, **settings)


def status(*arguments: str | Path) -> int:
    """The exit status of the whole program; what it complains of goes to stderr."""
    return main([*map(str, arguments)])

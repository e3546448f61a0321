"""The tests' own server: clean when it ends, and a failure, not a silence, where it cannot be had."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.ledger import postgresql
from tests.ledger.postgresql import Server


def runs(process: int) -> bool:
    """Whether Linux knows a process that has not ended."""
    try:
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text("ascii", "replace")
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_missing_server_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "glob", lambda *_: iter(()))
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(postgresql.UnavailableError, match="apt-get install postgresql"), postgresql.running():
        pass


def test_nothing_is_left_of_a_server() -> None:
    with postgresql.running() as server:
        assert server.run("SELECT 1") == [(1,)]
        folder = server.folder
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        if os.geteuid() == 0:
            assert folder.stat().st_uid != 0
        (process,) = server.run("SELECT pg_backend_pid()")[0]
    assert not folder.exists()
    assert not runs(int(str(process)))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be asked to end it")
def test_a_server_ends_with_tests_that_are_killed() -> None:
    program = (
        "from tests.ledger import postgresql\n"
        "with postgresql.running() as server:\n"
        "    print((server.folder / 'data' / 'postmaster.pid').read_text(), flush=True)\n"
        "    input()\n"
    )
    tests = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert tests.stdout is not None
    server, folder = int(tests.stdout.readline()), Path(tests.stdout.readline().strip()).parent
    tests.kill()
    tests.communicate()
    end = time.monotonic() + postgresql.PATIENCE
    while runs(server):
        assert time.monotonic() < end
        time.sleep(0.05)
    shutil.rmtree(folder)


def test_every_database_is_new(server: Server) -> None:
    assert server.database() != server.database()

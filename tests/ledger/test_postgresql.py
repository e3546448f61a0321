"""The tests' own server: clean when it ends, and a failure, not a silence, where it cannot be had."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from tests.ledger import postgresql
from tests.ledger.postgresql import Server


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
    assert not Path(f"/proc/{process}").exists()


def test_every_database_is_new(server: Server) -> None:
    assert server.database() != server.database()

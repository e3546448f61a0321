"""A PostgreSQL server for the tests alone: in a temporary folder, on a free port, as a user that is not root."""

from __future__ import annotations

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pg8000.dbapi  # type: ignore[import-untyped]

PATIENCE = 180
"""Seconds that a server may take to start or to stop."""

PR_SET_PDEATHSIG = 1

MISSING = (
    "PostgreSQL could not be had, and without it half of the ledger is not tested: no initdb under "
    "/usr/lib/postgresql/*/bin nor on the PATH. On Debian: apt-get install postgresql"
)


class UnavailableError(Exception):
    """There is no server to be had; the message says why, and what to do."""


@dataclass(frozen=True)
class Server:
    """A running server; every ledger gets a database of its own."""

    port: int
    password: str
    folder: Path
    numbers: Iterator[int]

    def url(self, database: str) -> str:
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/{database}"

    def run(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run one statement as the server's owner."""
        connection = pg8000.dbapi.connect(
            "postgres", host="127.0.0.1", port=self.port, password=self.password, database=database
        )
        try:
            connection.autocommit = True
            cursor = connection.cursor()
            cursor.execute(statement)
            return [tuple(row) for row in cursor.fetchall()] if cursor.description else []
        finally:
            connection.close()

    def database(self) -> str:
        """The address of a new, empty database."""
        name = f"ledger_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return self.url(name)


@contextmanager
def running() -> Iterator[Server]:
    """A server that runs as long as the block. Raises UnavailableError."""
    programs = _programs()
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="reportedly-postgresql-"))
    try:
        if owner:
            shutil.chown(folder, owner)
        password = secrets.token_hex(16)
        _make(programs, folder, owner, password)
        with _started(programs, folder, owner, password) as port:
            yield Server(port, password, folder, count())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    installed = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if installed:
        return max(installed, key=lambda path: float(path.parent.name))
    on_path = shutil.which("initdb")
    if on_path is None:
        raise UnavailableError(MISSING)
    return Path(on_path).resolve().parent


def _owner() -> str | None:
    """Who the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in known:
            return name
    raise UnavailableError("PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody")


def _make(programs: Path, folder: Path, owner: str | None, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password, "ascii")
    if owner:
        shutil.chown(secret, owner)
    command: list[str | Path] = [
        programs / "initdb", "--pgdata", folder / "data", "--username", "postgres", "--pwfile", secret,
        "--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale", "--no-sync",
    ]  # fmt: skip
    done = subprocess.run(command, user=owner, cwd=folder, capture_output=True, text=True, env=_environment(folder))
    if done.returncode:
        raise UnavailableError(f"PostgreSQL could not be set up: {done.stdout}{done.stderr}")


@contextmanager
def _started(programs: Path, folder: Path, owner: str | None, password: str) -> Iterator[int]:
    for attempt in range(5):
        port = _free_port()
        log = (folder / f"log-{attempt}").open("w+")
        settings = {
            "listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": folder, "max_connections": 60,
            "fsync": "off", "full_page_writes": "off", "shared_buffers": "32MB",
        }  # fmt: skip
        command: list[str | Path] = [programs / "postgres", "-D", folder / "data"]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        process = subprocess.Popen(
            command,
            user=owner,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=_end_with_the_tests,
        )
        try:
            if _answers(process, port, password):
                yield port
                return
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGQUIT)  # at once, because nothing of it will be needed
            process.wait(PATIENCE)
            log.seek(0)
            said = log.read()
            log.close()
    raise UnavailableError(f"PostgreSQL could not be started: {said}")


def _end_with_the_tests() -> None:
    """Have Linux end the server, too, if the tests are killed and cannot do it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _answers(process: subprocess.Popen[bytes], port: int, password: str) -> bool:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            pg8000.dbapi.connect("postgres", host="127.0.0.1", port=port, password=password).close()
            return True
        except pg8000.dbapi.Error:
            time.sleep(0.05)
    return False


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _environment(folder: Path) -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LC_ALL": "C", "TZ": "UTC"}

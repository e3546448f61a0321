"""Ledgers for the tests: the same test on SQLite, on PostgreSQL and in an encrypted file."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2

from reportedly.ledger import Ledger, open_ledger
from tests.ledger import postgresql
from tests.ledger.postgresql import Server

PASSPHRASE = "der Brunnen ist 'versiegelt' 우물"


@dataclass(frozen=True)
class Place:
    """Where a test may make a ledger."""

    kind: str
    where: str
    passphrase: str | None = None

    def open(self, create: bool = False) -> Ledger:
        return open_ledger(self.where, create=create, passphrase=self.passphrase)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that reaches for another machine; this one, where the tests' server runs, is none."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def refuse(host: object) -> None:
        if host != "127.0.0.1":
            raise AssertionError(f"a test, or what it tests, reached for the network: {host!r}")

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            refuse(address[0])
        connect(self, address)

    def look_up_here(host: Any, *arguments: Any, **options: Any) -> Any:
        refuse(host)
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket.socket, "connect", connect_here)
    monkeypatch.setattr(socket.socket, "connect_ex", lambda _self, address: refuse(address))
    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    try:
        with postgresql.running() as one:
            yield one
    except postgresql.UnavailableError as wrong:
        pytest.fail(str(wrong), pytrace=False)


@pytest.fixture(scope="session", autouse=True)
def _quick_passphrases() -> Iterator[None]:
    """Make encrypted ledgers of the tests with 1,000 instead of 256,000 rounds: the tests open hundreds of them."""
    connection = sqlcipher3.dbapi2.connect(":memory:")
    connection.execute("PRAGMA cipher_default_kdf_iter = 1000")
    yield
    connection.execute("PRAGMA cipher_default_kdf_iter = 256000")
    connection.close()


@pytest.fixture(params=["sqlite", "postgresql", "encrypted"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A place where there is no ledger yet."""
    if request.param == "postgresql":
        return Place(request.param, request.getfixturevalue("server").database())
    path = str(tmp_path / "reportedly.db")
    return Place(request.param, path, PASSPHRASE if request.param == "encrypted" else None)


@pytest.fixture
def ledger(place: Place) -> Iterator[Ledger]:
    """An empty ledger."""
    with place.open(create=True) as one:
        yield one

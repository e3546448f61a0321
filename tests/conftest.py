"""What holds for every test: the same examples on every run, and no way to the network."""

from __future__ import annotations

import socket
from typing import Any, NoReturn

import pytest
from hypothesis import settings

settings.register_profile("reportedly", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("reportedly")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that reaches for another machine. What a test starts as a process of its own is not watched."""

    def refuse(*arguments: Any, **options: Any) -> NoReturn:
        raise AssertionError("a test, or what it tests, reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

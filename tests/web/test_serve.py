"""``reportedly desk`` as a user runs it: it says where it is, answers there, and ends when it is told to."""

from __future__ import annotations

import re
import signal
import socket
from concurrent.futures import ThreadPoolExecutor

import httpx2 as httpx
import pytest

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger
from reportedly.web import serve
from tests.cli import commands
from tests.ledger import invented


def test_it_says_where_it_is_answers_there_and_ends(ledger: Ledger) -> None:
    assert ledger.path is not None
    running = commands.process("desk", "--ledger", ledger.path, "--by", "Mara", "--port", "0", "--no-browser")
    try:
        assert running.stdout is not None
        said = running.stdout.readline().decode()
        (address,) = re.findall(r"http://127\.0\.0\.1:\d+/", said)
        answer = httpx.get(address, timeout=60)
        assert answer.status_code == 200
        assert "Market closed in Dolm" in answer.text
        assert "server" not in answer.headers
        running.send_signal(signal.SIGINT)
        _, complained = running.communicate(timeout=commands.PATIENCE)
        assert (running.returncode, complained) == (0, b"")
    finally:
        running.kill()


def test_a_port_that_is_taken_is_named(ledger: Ledger) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with ThreadPoolExecutor(1) as elsewhere, pytest.raises(LedgerError, match=f"port {port}; name another"):
            # In a thread of its own, because a test's browser may have a loop of events in this one.
            elsewhere.submit(
                serve.serve, ledger, invented.read, owner="Mara", host="127.0.0.1", port=port, tls=None,
                open_to_others=False, ready=lambda _: None,
            ).result()  # fmt: skip

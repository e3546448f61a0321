"""``reportedly desk`` as a user runs it: it says where it is, answers there, and ends when it is told to."""

from __future__ import annotations

import ipaddress
import re
import signal
import socket
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2 as httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger
from reportedly.web import serve
from tests.cli import commands
from tests.ledger import invented


@contextmanager
def running(ledger: Ledger, *options: str) -> Iterator[str]:
    """A desk as a process of its own, and the address that it says; it ends well and without a word."""
    assert ledger.path is not None
    given = ["--ledger", str(ledger.path), "--by", "Mara", "--port", "0", "--no-browser", *options]
    process = commands.process("desk", *given)
    try:
        assert process.stdout is not None
        said = process.stdout.readline().decode()
        (address,) = re.findall(r"https?://127\.0\.0\.1:\d+/", said)
        yield address
        process.send_signal(signal.SIGINT)
        _, complained = process.communicate(timeout=commands.PATIENCE)
        assert (process.returncode, complained) == (0, b"")
    finally:
        process.kill()
        process.communicate()


def certified(folder: Path) -> tuple[Path, Path]:
    """Files of a certificate of 127.0.0.1 by nobody in particular, and of its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "desk.pem", folder / "desk.key"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))
    return files


def test_it_says_where_it_is_answers_there_and_ends(ledger: Ledger) -> None:
    with running(ledger) as address:
        answer = httpx.get(address, timeout=60)
    assert address.startswith("http://")
    assert answer.status_code == 200
    assert "Market closed in Dolm" in answer.text
    assert "server" not in answer.headers


def test_with_a_certificate_it_speaks_tls(ledger: Ledger, tmp_path: Path) -> None:
    certificate, key = certified(tmp_path)
    trusted = ssl.create_default_context(cafile=str(certificate))
    with running(ledger, "--certificate", str(certificate), "--key", str(key)) as address:
        answer = httpx.get(address, timeout=60, verify=trusted)
    assert address.startswith("https://")
    assert answer.status_code == 200
    assert "; Secure" in answer.headers["set-cookie"]


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

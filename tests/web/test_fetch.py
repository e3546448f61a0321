"""``web.fetch``: pages of the open internet and nothing else, whatever a name, an address or a redirect says."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import NotFound, NotPermitted, ReportError, TooLarge
from reportedly.web.fetch import Way, checked, fetch, is_public

OUTSIDE = "93.184.215.14"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 11\r\n\r\nthe wells .."


@dataclass
class Web:
    """Sites that answer at the other end of a pair of sockets; what was asked and connected to is kept."""

    answers: dict[str, bytes | Callable[[socket.socket], None]]
    names: dict[str, Sequence[str]] = field(default_factory=dict)
    asked: list[bytes] = field(default_factory=list)
    connected: list[tuple[str, int]] = field(default_factory=list)
    open: list[socket.socket] = field(default_factory=list)
    server: ssl.SSLContext | None = None
    client: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    @property
    def way(self) -> Way:
        return Way(self.resolve, self.connect, lambda: self.client, patience=5, largest=1000)

    def resolve(self, host: str, port: int) -> Sequence[str]:
        if host in self.names:
            return self.names[host]
        raise socket.gaierror("unknown")

    def connect(self, address: str, port: int, patience: float) -> socket.socket:
        self.connected.append((address, port))
        here, there = socket.socketpair()
        self.open.append(there)
        threading.Thread(target=self.serve, args=(there,), daemon=True).start()
        return here

    def serve(self, there: socket.socket) -> None:
        try:
            if self.server is not None:
                there = self.server.wrap_socket(there, server_side=True)
            request = b""
            while b"\r\n\r\n" not in request:
                if not (piece := there.recv(4096)):
                    return
                request += piece
            self.asked.append(request)
            answer = self.answers[request.split(b" ")[1].decode()]
            if callable(answer):
                answer(there)
            else:
                there.sendall(answer)
        except OSError:
            pass  # the other side has gone, as it may
        finally:
            there.close()


@pytest.fixture
def web() -> Iterator[Web]:
    one = Web({"/": PAGE}, {"site.example": [OUTSIDE]})
    yield one
    for stream in one.open:
        stream.close()


def test_fetch_gives_the_bytes_and_where_they_came_from(web: Web) -> None:
    got = fetch(" http://site.example#part ", web.way)
    assert (got.url, got.data) == ("http://site.example/", b"the wells .")
    assert got.retrieved.endswith("Z")
    assert web.connected == [(OUTSIDE, 80)]


def test_fetch_says_nothing_of_who_asks(web: Web) -> None:
    fetch("http://site.example/", web.way)
    head = web.asked[0].decode().lower()
    assert "host: site.example\r\n" in head
    assert "cookie" not in head and "referer" not in head and "reportedly" not in head and "python" not in head


@pytest.mark.parametrize(
    "url",
    [
        "", "site.example", "file:///etc/passwd", "ftp://site.example/", "gopher://site.example/",
        "javascript:alert(1)", "data:text/html,x", "http://", "http:///path", "http://a b/",
        "http://site.example/\r\nHost: other", "http://user@site.example/", "http://user:pass@site.example/", "http://site.example:25/",
        "http://site.example:99999/", "http://[::1", "http://[fe80::1%25eth0]/", "http:\\\\site.example\\",
        "http://" + "a" * 64 + ".example/", "http://site.example/" + "a" * 3000,
    ],
)  # fmt: skip
def test_fetch_refuses_what_is_no_address_of_a_page_before_anything_is_resolved(url: str) -> None:
    def never(*_: object) -> Sequence[str]:
        raise AssertionError("resolved")

    with pytest.raises(NotPermitted) as wrong:
        fetch(url, Way(resolve=never))
    assert wrong.value.name == url


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1",
        "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "192.88.99.1", "::", "::1", "::ffff:127.0.0.1", "::ffff:93.184.215.14", "::7f00:1",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1",
        "ff02::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "localhost", "1.2.3", "",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_never_connected_to(web: Web, address: str) -> None:
    assert not is_public(address)
    web.names["inside.example"] = [OUTSIDE, address]  # one good address beside it changes nothing
    with pytest.raises(NotPermitted, match="no public site"):
        fetch("http://inside.example/", web.way)
    assert web.connected == []


@pytest.mark.parametrize("address", [OUTSIDE, "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses())
def test_what_is_public_is_global_by_the_registries(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if is_public(str(address)):
        assert address.is_global and not address.is_private and not address.is_multicast


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "0177.0.0.1", "[::ffff:7f00:1]", "localhost"])
def test_numbers_that_hide_this_machine_are_seen_once_resolved(web: Web, host: str) -> None:
    def resolve(name: str, port: int) -> list[str]:  # as the system's resolver reads them
        return ["::ffff:127.0.0.1" if ":" in name else "127.0.0.1"]

    with pytest.raises(NotPermitted, match="no public site"):
        fetch(f"http://{host}/", replace(web.way, resolve=resolve))
    assert web.connected == []


def test_the_address_that_was_checked_is_the_one_connected_to(web: Web) -> None:
    given = iter([[OUTSIDE], ["127.0.0.1"]])  # a name that leads inside when it is asked for a second time
    fetch("http://site.example/", replace(web.way, resolve=lambda _host, _port: next(given)))
    assert web.connected == [(OUTSIDE, 80)]


def test_the_next_address_is_tried_where_one_does_not_answer(web: Web) -> None:
    def connect(address: str, port: int, patience: float) -> socket.socket:
        if address == "8.8.8.8":
            raise ConnectionRefusedError
        return web.connect(address, port, patience)

    way = replace(web.way, resolve=lambda *_: ["8.8.8.8", OUTSIDE], connect=connect)
    assert fetch("http://site.example/", way).data == b"the wells ."


def moved(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


def test_redirects_are_followed_and_the_last_address_is_kept(web: Web) -> None:
    web.names["other.example"] = ["8.8.8.8"]
    web.answers |= {"/old": moved("/new?x=1"), "/new?x=1": moved("//other.example/")}
    assert fetch("http://site.example/old", web.way).url == "http://other.example/"
    assert web.connected == [(OUTSIDE, 80), (OUTSIDE, 80), ("8.8.8.8", 80)]


@pytest.mark.parametrize(
    "to",
    ["http://inside.example/", "http://127.0.0.1/", "file:///etc/passwd", "http://x@site.example/", "http://[::1]/"],
)
def test_a_redirect_is_checked_like_the_first_address(web: Web, to: str) -> None:
    web.names |= {"inside.example": ["10.0.0.1"], "127.0.0.1": ["127.0.0.1"], "::1": ["::1"]}
    web.answers["/"] = moved(to)
    with pytest.raises(NotPermitted) as wrong:
        fetch("http://site.example/", web.way)
    assert wrong.value.name == "http://site.example/"
    assert web.connected == [(OUTSIDE, 80)]


def test_a_circle_of_redirects_ends(web: Web) -> None:
    web.answers["/"] = moved("/")
    with pytest.raises(ReportError, match="more than 5 times"):
        fetch("http://site.example/", web.way)
    assert len(web.connected) == 6


def test_a_name_that_nobody_knows_and_a_page_that_is_not_there_are_named(web: Web) -> None:
    with pytest.raises(NotFound, match=r"nobody knows the host nowhere\.example"):
        fetch("http://nowhere.example/", web.way)
    web.answers["/"] = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    with pytest.raises(NotFound, match="status 404 Not Found"):
        fetch("http://site.example/", web.way)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1001,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"3e9\r\n" + b"x" * 1001 + b"\r\n0\r\n\r\n",
    ],
)
def test_a_page_that_is_too_large_is_not_read_to_its_end(web: Web, answer: bytes) -> None:
    web.answers["/"] = answer
    with pytest.raises(TooLarge):
        fetch("http://site.example/", web.way)


def test_what_is_packed_although_it_was_asked_for_as_it_is_is_refused(web: Web) -> None:
    web.answers["/"] = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nxx"
    with pytest.raises(ReportError, match="packs"):
        fetch("http://site.example/", web.way)


def test_half_a_page_is_no_page(web: Web) -> None:
    web.answers["/"] = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"
    with pytest.raises(ReportError, match="no answer that can be read"):
        fetch("http://site.example/", web.way)


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n"])
def test_what_is_no_answer_is_named(web: Web, answer: bytes) -> None:
    web.answers["/"] = answer
    with pytest.raises(ReportError, match="no answer that can be read"):
        fetch("http://site.example/", web.way)


@pytest.mark.parametrize("begin", [b"", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_server_that_drips_is_cut_off(web: Web, begin: bytes) -> None:
    def drip(there: socket.socket) -> None:
        there.sendall(begin)
        while True:
            there.sendall(b"x")
            time.sleep(0.01)

    web.answers["/"] = drip
    with pytest.raises(ReportError, match="did not come within"):
        fetch("http://site.example/", replace(web.way, patience=0.2, largest=1_000_000))


def certified(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server with a certificate for this name, and a client that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "site.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(made.public_bytes(pem) + private)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cadata=made.public_bytes(pem).decode())


def test_a_certificate_is_checked_against_the_name_not_the_address(web: Web, tmp_path: Path) -> None:
    web.server, web.client = certified(tmp_path, "site.example")
    web.names["other.example"] = [OUTSIDE]
    assert fetch("https://site.example/", web.way).data == b"the wells ."
    assert web.connected == [(OUTSIDE, 443)]
    with pytest.raises(NotPermitted, match=r"other\.example cannot prove that it is itself"):
        fetch("https://other.example/", web.way)
    web.client = ssl.create_default_context()
    with pytest.raises(NotPermitted, match="cannot prove"):
        fetch("https://site.example/", web.way)


def test_a_redirect_does_not_lead_out_of_encryption(web: Web, tmp_path: Path) -> None:
    web.server, web.client = certified(tmp_path, "site.example")
    web.answers["/"] = moved("http://site.example/")
    with pytest.raises(NotPermitted, match="without encryption"):
        fetch("https://site.example/", web.way)
    assert len(web.connected) == 1


@given(st.text(max_size=60))
def test_an_address_is_refused_or_made_of_ascii_that_can_be_sent(rest: str) -> None:
    try:
        parts = checked(f"http://site.example/{rest}")
    except NotPermitted:
        return
    assert parts.hostname == "site.example" and parts.geturl().isascii()
    assert not any(one in parts.geturl() for one in " \r\n\t\\")


def test_a_host_in_another_script_is_asked_for_in_ascii() -> None:
    assert checked("http://뉴스.example/기사").geturl() == "http://xn--vg1b002a.example/%EA%B8%B0%EC%82%AC"

"""Fetch one page from an address that a person typed, and reach nothing else by it.

This machine can reach what its user's neighbours, router and other programs serve; a page must not be able to make it
do so. Therefore only http and https are spoken, every address that a name resolves to must be a public one, the very
address that was checked is the one connected to, and each redirect begins anew. Size and time are limited. What is
sent is the request for the page: no cookie, no referrer, and no word of which program asks.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from reportedly.errors import NotFound, NotPermitted, ReportError, TooLarge
from reportedly.ledger.entries import now

LARGEST = 10 * 1024 * 1024
"""Bytes of an answer: as much as is read at once."""
PATIENCE = 20.0
"""Seconds from the click to the last byte, all redirects together."""
REDIRECTS = 5
"""A page that sends one on more often sends one in circles."""
PORTS = frozenset({80, 443, 8080, 8443})
"""Where pages are served; at other ports listen mail, databases and the like."""
LONGEST = 2000
"""Characters of an address."""

_PIECE = 1 << 16
_GONE = (301, 302, 303, 307, 308)
_HEADERS = {
    "User-Agent": "Mozilla/5.0",  # a site must not learn from the request that documenters read it
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9",
    "Accept-Encoding": "identity",  # nothing to unpack: what is small cannot turn out large
    "Connection": "close",
}
_UNICAST = ipaddress.ip_network("2000::/3")
_WRAPPED = tuple(
    ipaddress.ip_network(one)
    for one in (
        *("0.0.0.0/8", "192.0.0.0/24", "192.88.99.0/24"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),  # tunnels that hold an IPv4 address; documentation
    )
)


def _resolved(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def _connected(address: str, port: int, patience: float) -> socket.socket:
    return socket.create_connection((address, port), patience)


@dataclass(frozen=True)
class Way:
    """How names are resolved, addresses connected to and certificates checked."""

    resolve: Callable[[str, int], Sequence[str]] = _resolved
    connect: Callable[[str, int, float], socket.socket] = _connected
    context: Callable[[], ssl.SSLContext] = ssl.create_default_context
    patience: float = PATIENCE
    largest: int = LARGEST


@dataclass(frozen=True)
class Fetched:
    """A page: its bytes, the address it came from in the end, when it came (ISO 8601, UTC)."""

    url: str
    data: bytes = field(repr=False)
    retrieved: str


def fetch(url: str, way: Way | None = None) -> Fetched:
    """The page at an address. Raises ReportError with the reason, its name the address as it was given."""
    way = way or Way()
    until = time.monotonic() + way.patience
    at = url.strip()
    for _ in range(REDIRECTS + 1):
        parts = checked(at, url)
        answer = _asked(parts, url, way, until)
        if isinstance(answer, bytes):
            return Fetched(parts.geturl(), answer, now())
        at = urljoin(parts.geturl(), answer)
        if parts.scheme == "https" and urlsplit(at).scheme == "http":
            raise NotPermitted(url, "it sends one on to an address without encryption.")
    raise ReportError(url, f"it sends one on more than {REDIRECTS} times.")


def checked(url: str, name: str | None = None) -> SplitResult:
    """The parts of an address that may be fetched, host and path in ASCII. Raises ReportError if it may not be."""
    name = url if name is None else name
    if len(url) > LONGEST or re.search(r"[\x00-\x20\x7f\\]", url):
        raise NotPermitted(name, "it is no address of a page.")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        ascii_host = host if ":" in host else host.encode("idna").decode()
    except ValueError as wrong:
        raise NotPermitted(name, "it is no address of a page.") from wrong
    if parts.scheme not in ("http", "https"):
        raise NotPermitted(name, "only addresses that begin with http:// or https:// are fetched.")
    if not ascii_host or "%" in ascii_host:
        raise NotPermitted(name, "it names no host.")
    if parts.username is not None or parts.password is not None:
        raise NotPermitted(name, "it holds a name or a password for the site; leave them out.")
    if port is not None and port not in PORTS:
        raise NotPermitted(name, f"pages are fetched from port {', '.join(map(str, sorted(PORTS)))} alone.")
    place = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    return parts._replace(
        netloc=place if port is None else f"{place}:{port}",
        path=quote(parts.path or "/", safe="/%:@!$&'()*+,;=~"),
        query=quote(parts.query, safe="/%:@!$&'()*+,;=~?"),
        fragment="",
    )


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not private, local, shared, reserved, multicast or wrapped."""
    try:
        one = ipaddress.ip_address(address)
    except ValueError:  # such as one with a zone, which is local by its nature
        return False
    if isinstance(one, ipaddress.IPv6Address) and one not in _UNICAST:  # ::ffff:10.0.0.1 and 64:ff9b::/96 among them
        return False
    if any(one in network for network in _WRAPPED if network.version == one.version):
        return False
    return one.is_global and not (one.is_multicast or one.is_reserved or one.is_link_local or one.is_unspecified)


def _asked(parts: SplitResult, name: str, way: Way, until: float) -> bytes | str:
    """The bytes of the page, or the address where it sends one on to."""
    host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
    try:
        addresses = way.resolve(host, port)
    except (OSError, UnicodeError) as wrong:
        raise NotFound(name, f"nobody knows the host {host}.") from wrong
    hidden = [one for one in addresses if not is_public(one)]
    if hidden or not addresses:
        raise NotPermitted(name, f"{host} is no public site: it leads to this machine or a local network.")
    try:
        with _open(host, port, addresses, way, until, parts.scheme == "https") as stream:
            return _answered(stream, parts, name, way, until)
    except ssl.SSLCertVerificationError as wrong:
        raise NotPermitted(name, f"{host} cannot prove that it is itself: {wrong.verify_message}.") from wrong
    except (OSError, http.client.HTTPException) as wrong:
        if time.monotonic() >= until or isinstance(wrong, TimeoutError):
            raise ReportError(name, f"it did not come within {way.patience:.0f} seconds.") from wrong
        raise ReportError(name, f"{host} cannot be reached, or gives no answer that can be read.") from wrong


def _open(host: str, port: int, addresses: Sequence[str], way: Way, until: float, secure: bool) -> socket.socket:
    """A connection to the first of the checked addresses that answers."""
    last: OSError = TimeoutError()
    for address in addresses:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            stream = way.connect(address, port, left)
        except OSError as wrong:
            last = wrong
            continue
        if not secure:
            return stream
        try:
            stream.settimeout(max(until - time.monotonic(), 0.01))
            return way.context().wrap_socket(stream, server_hostname=host)
        except BaseException:
            stream.close()
            raise
    raise last


def _answered(stream: socket.socket, parts: SplitResult, name: str, way: Way, until: float) -> bytes | str:
    # A server that sends a byte now and then is never late by the socket's own clock; this one cuts it off.
    cut = threading.Timer(max(until - time.monotonic(), 0), _shut, (stream,))
    cut.daemon = True
    cut.start()
    try:
        stream.settimeout(max(until - time.monotonic(), 0.01))
        asked = http.client.HTTPConnection(str(parts.hostname))
        asked.sock = stream
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        asked.request("GET", target, headers={"Host": parts.netloc, **_HEADERS})
        with asked.getresponse() as answer:
            return _read(answer, name, way, until)
    finally:
        cut.cancel()


def _read(answer: http.client.HTTPResponse, name: str, way: Way, until: float) -> bytes | str:
    place = answer.headers.get("Location")
    if answer.status in _GONE and place:
        return place
    if answer.status != 200:
        wrong = NotFound if answer.status in (404, 410) else ReportError
        raise wrong(name, f"the site answers with status {answer.status} {answer.reason[:80]}".rstrip() + ".")
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise ReportError(name, "the site packs what it was asked to send as it is.")
    if (answer.length or 0) > way.largest:
        raise TooLarge(name, _too_large(way))
    data = bytearray()
    while piece := answer.read1(_PIECE):
        data += piece
        if len(data) > way.largest:
            raise TooLarge(name, _too_large(way))
    if time.monotonic() >= until:
        raise TimeoutError  # cut off, which looks like an end
    if answer.length:
        raise http.client.IncompleteRead(bytes(data), answer.length)
    return bytes(data)


def _too_large(way: Way) -> str:
    return f"it is larger than {way.largest / 1024 / 1024:.0f} MB, more than is read at once."


def _shut(stream: socket.socket) -> None:
    with suppress(OSError):  # over already
        stream.shutdown(socket.SHUT_RDWR)

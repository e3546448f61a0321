"""What a browser may do: the headers of every answer, and who may send a form.

A form counts if it comes from a page of this desk: the browser says so (Sec-Fetch-Site, Origin), and it brings the
token that only such a page could read.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""What a page may load and do. Nothing from elsewhere, nothing inline, nothing evaluated."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: with that a browser sends "Origin: null", and forms from here look like those from elsewhere.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
"""Headers of every answer."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""

HERE = frozenset({"127.0.0.1", "localhost", "::1"})
"""What this computer calls itself. Another name that leads here is somebody's who wants to be taken for the desk."""

FIELD, HEADER = "csrf", "X-CSRF-Token"
"""Where the token is: in a form, or in a header where a script sends it."""


def token(visit: str, session: str | None) -> str:
    """The token of the forms that this browser is shown; it needs no keeping, and ends with the session."""
    return hmac.new(visit.encode(), f"form {session or ''}".encode(), hashlib.sha256).hexdigest()


def genuine(given: object, visit: str, session: str | None) -> bool:
    """Whether a form's token is the one that this browser was shown."""
    return isinstance(given, str) and hmac.compare_digest(given.encode(), token(visit, session).encode())


def known_host(headers: Headers, open_to_others: bool) -> bool:
    """Whether the browser asked for this desk by a name of this computer; by any name where others reach it.

    Without this, a page elsewhere whose name is made to lead to 127.0.0.1 could read the desk as if it were its own.
    Where others reach it people log in, and their sessions are not sent to another name.
    """
    return open_to_others or _host(headers.get("host", "")) in HERE


def from_here(headers: Headers) -> bool:
    """Whether a browser sends this because of a page of this desk, or no browser sends it."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def cookies(id: str) -> Mapping[str, str]:
    """Names of a desk's cookies. Browsers do not tell ports apart, so that two desks must not have the same."""
    return {"session": f"desk-{id[:8]}", "visit": f"desk-{id[:8]}-visit"}


def _host(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None

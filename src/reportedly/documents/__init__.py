"""Opening documents: bytes to a Report with its text, what it says of itself and what in it is not the account.

Read are plain text and HTML. Everything stays on this machine; the same bytes give the same report, whatever the day.
"""

from __future__ import annotations

import hashlib
import stat
from os import PathLike, fspath
from pathlib import Path, PurePath

from reportedly.documents import boilerplate, html, language_id, markup, metadata, page
from reportedly.documents import outlet as outlets
from reportedly.documents import text as texts
from reportedly.errors import Malformed, NotFound, NotPermitted, NotText, ReportError, TooLarge
from reportedly.record import Origin, Report

__all__ = ["LARGEST", "load", "open_bytes", "open_file", "open_text"]

LARGEST = 10 * 1024 * 1024
"""Bytes. The longest reports of UN commissions are 2 MB of text; larger files are archives or chosen by mistake."""

_TYPES = {".htm": "text/html", ".html": "text/html", ".xhtml": "text/html", ".txt": "text/plain", ".md": "text/plain"}


def open_file(
    path: str | PathLike[str],
    *,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
) -> Report:
    """The report in a file; what the caller knows of it goes over what it says of itself.

    Raises NotFound, NotPermitted, TooLarge, NotText or Malformed, with the path as it was given.
    """
    name = fspath(path)
    return open_bytes(load(name), name, outlet=outlet, published=published, title=title)


def open_bytes(
    data: bytes,
    name: str,
    *,
    media_type: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
) -> Report:
    """The report in bytes. ``name`` is its path or label, for ``origin`` and for error messages.

    ``media_type`` is what the carrier says (``text/html; charset=euc-kr``); without it, name and content decide.
    Raises TooLarge, NotText or Malformed.
    """
    if len(data) > LARGEST:
        raise TooLarge(name, f"it is larger than {LARGEST // 1024 // 1024} MB, more than is read at once.")
    carried, charset = _carried(media_type, name)
    kind = carried or _TYPES.get(PurePath(name).suffix.lower())
    # A page shows itself by how it begins, whatever its name; the charset that it declares is needed to decode it.
    likely_html = kind == "text/html" or (not carried and markup.looks_like_html(data[:20_000].decode("latin-1")))
    if likely_html:
        charset = charset or markup.declared_charset(data)
    decoded = texts.decode(data, name, charset, lenient=likely_html)
    if likely_html or (not carried and markup.looks_like_html(decoded)):
        kind = "text/html"
    elif not carried and markup.looks_like_feed(decoded):
        raise NotText(name, "it is an RSS or Atom feed, not a report.")
    return _report(
        decoded,
        name,
        identity=data,
        media_type=kind or "text/plain",
        origin=Origin(path=name),
        outlet=outlet,
        published=published,
        title=title,
    )


def open_text(
    text: str,
    *,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
) -> Report:
    """The report in a string of plain text, kept to the code point; its id is the digest of its UTF-8 bytes.

    Raises Malformed for lone surrogates, NotText for nothing but white space or NUL characters, TooLarge.
    """
    name = "text"
    if len(text) > LARGEST:
        raise TooLarge(name, f"it is larger than {LARGEST // 1024 // 1024} MB, more than is read at once.")
    try:
        identity = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Malformed(name, f"it holds half of a surrogate pair at character {error.start}.") from error
    if len(identity) > LARGEST:
        raise TooLarge(name, f"it is larger than {LARGEST // 1024 // 1024} MB, more than is read at once.")
    if not text.strip():
        raise NotText(name, "it contains nothing but white space.")
    if "\x00" in text:
        raise NotText(name, "it is binary data, not text (it contains NUL characters).")
    return _report(
        text,
        name,
        identity=identity,
        media_type="text/plain",
        origin=Origin(),
        outlet=outlet,
        published=published,
        title=title,
    )


def _report(
    text: str,
    name: str,
    *,
    identity: bytes,
    media_type: str,
    origin: Origin,
    outlet: str | None,
    published: str | None,
    title: str | None,
) -> Report:
    about = page.Page()
    if media_type == "text/html":
        text, about = html.read(text, name)
    said = metadata.find(text)
    footers = boilerplate.find(text)
    outlet = outlet or about.outlet or outlets.find(text)
    byline = tuple(one for one in about.byline or said.byline if one != outlet)
    return Report(
        id="sha256:" + hashlib.sha256(identity).hexdigest(),
        text=text,
        media_type=media_type,
        title=title or about.title or said.title,
        outlet=outlet,
        byline=byline,
        published=published or about.published or said.published,
        language=language_id.identify(text, footers),
        origin=origin,
        boilerplate=footers,
    )


def load(path: str | PathLike[str]) -> bytes:
    """The bytes of a file, one more than LARGEST at the most. Raises as ``open_file`` for what is no file or locked."""
    name = fspath(path)
    path = Path(name)
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            raise NotText(name, "it is a directory, not a report.")
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise NotFound(name, "there is no such file.") from error
    except NotADirectoryError as error:
        raise NotFound(name, "there is no such file: a part of its path is a file.") from error
    except PermissionError as error:
        raise NotPermitted(name, "you may not read this file.") from error
    except ValueError as error:
        raise NotFound(name, "this is not the name of a file.") from error
    except OSError as error:
        raise ReportError(name, f"it could not be read: {error.strerror or type(error).__name__}.") from error


def _carried(media_type: str | None, name: str) -> tuple[str | None, str | None]:
    """Type and charset of a media type. Raises NotText for a type that is not read."""
    if not media_type:
        return None, None
    kind, _, rest = media_type.partition(";")
    kind = kind.strip().lower()
    charset = rest.partition("charset=")[2].split(";")[0].strip().strip("\"'") or None
    if kind == "application/xhtml+xml":
        kind = "text/html"
    if kind not in ("text/html", "text/plain", "text/markdown"):
        raise NotText(name, f"it is {kind}, not text or HTML.")
    return ("text/plain" if kind == "text/markdown" else kind), charset

"""What the ledger keeps: entries, each canonical JSON (RFC 8785) and a leaf of the tree.

The canonical bytes are what is hashed, signed and proven; docs/ledger.md gives them field by field.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, Literal
from urllib.parse import urlsplit

import rfc8785

from reportedly.version import __version__

FORMAT = 1
"""Version of an entry's shape, under the key ``reportedly-ledger``."""

Kind = Literal[
    "report",
    "record",
    "judgment",
    "rating",
    "confidentiality",
    "note",
    "export",
    "checkpoint",
    "person",
    "corroboration",
]


@dataclass(frozen=True)
class Draft:
    """An entry that is to be appended: everything that is not given by its place in the ledger.

    ``report`` is the id of the report it is about, ``by`` the person whose doing it is, ``body`` what it says, made of
    dicts, lists, strings, numbers below 2^53, booleans and None alone. ``blob`` are the bytes of a report that come
    with it.
    """

    kind: Kind
    body: dict[str, Any]
    report: str | None = None
    by: str | None = None
    blob: bytes | None = None


@dataclass(frozen=True)
class Entry:
    """An entry as it stands in a ledger: its number, counted from 0, when it was appended (ISO 8601, UTC), by what."""

    ledger: str
    number: int
    kind: Kind
    report: str | None
    by: str | None
    at: str
    body: dict[str, Any] = field(hash=False)
    version: str = __version__

    def canonical(self) -> bytes:
        """The bytes that stand for the entry. Raises ValueError for what JSON cannot hold (NaN, half a surrogate)."""
        shape: dict[str, Any] = {
            "reportedly-ledger": FORMAT,
            "ledger": self.ledger,
            "number": self.number,
            "kind": self.kind,
            "report": self.report,
            "by": self.by,
            "at": self.at,
            "version": self.version,
            "body": self.body,
        }
        try:
            return canonical(shape)
        except (rfc8785.CanonicalizationError, UnicodeEncodeError) as wrong:
            raise ValueError(f"an entry cannot be written: {wrong}") from wrong

    def columns(self) -> dict[str, Any]:
        """What the table ``entries`` repeats of it, column by column, to look it up by."""
        url = self.body["obtained"]["url"] if self.kind == "report" else None
        return {
            "number": self.number,
            "kind": self.kind,
            "report": self.report,
            "url": None if url is None else address(url),
        }

    @classmethod
    def read(cls, canonical: bytes) -> Entry:
        """The entry that these bytes stand for. Raises ValueError if they are no entry."""
        try:
            shape = json.loads(canonical)
            if shape.pop("reportedly-ledger") != FORMAT:
                raise ValueError("they are of another format")
            return cls(**shape)
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as wrong:
            raise ValueError(f"these bytes are no entry: {wrong}") from wrong


def canonical(value: Any) -> bytes:
    """Canonical JSON (RFC 8785), the same as ``rfc8785.dumps`` gives, in a fifth of its time.

    Raises what that raises, or UnicodeEncodeError for half a surrogate.
    """
    return _canonical(value).encode("utf-8")


def _canonical(value: Any) -> str:
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if kind is int and -(2**53) < value < 2**53:
        return repr(value)
    if kind is list or kind is tuple:
        return f"[{','.join([_canonical(one) for one in value])}]"
    if kind is dict and (members := _members(tuple(value))) is not None:
        return f"{{{','.join([name + _canonical(value[key]) for key, name in members])}}}"
    if value is None:
        return "null"
    if kind is float and 1e-4 <= abs(value) < 1e16:  # here Python and ECMAScript differ in .0 alone
        return repr(value).removesuffix(".0")
    return rfc8785.dumps(value).decode("utf-8")


@lru_cache(maxsize=1 << 10)
def _members(keys: tuple[Any, ...]) -> tuple[tuple[str, str], ...] | None:
    """Keys in their order, each with how it is written; None where only the library knows, which sorts by UTF-16."""
    if not all(type(key) is str and key.isascii() for key in keys):
        return None
    return tuple((key, f"{encode_basestring(key)}:") for key in sorted(keys))


def leaf(canonical: bytes) -> bytes:
    """The hash under which an entry enters the tree: RFC 9162, section 2.1.1."""
    return hashlib.sha256(b"\x00" + canonical).digest()


def address(url: str) -> str:
    """An address in the one spelling under which versions of a page find one another.

    Scheme and host in small letters, without a fragment, which names a place in the page and not another page
    (RFC 3986, sections 3.5 and 6.2.2.1).
    """
    url = storable(url.replace("\0", ""))
    try:
        parts = urlsplit(url)
        return parts._replace(netloc=parts.netloc.lower(), fragment="").geturl()
    except ValueError:  # such as half an IPv6 address
        return url


def storable(value: Any) -> Any:
    """A value that JSON can hold: half a surrogate, as in names of files that are not UTF-8, by its number."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {storable(key): storable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [storable(one) for one in value]
    return value


def now() -> str:
    """The time, UTC, to the millisecond: ``2026-03-14T09:26:53.589Z``."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

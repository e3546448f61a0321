"""What the ledger keeps: entries, each canonical JSON (RFC 8785) and a leaf of the tree.

The canonical bytes are what is hashed, signed and proven; docs/ledger.md gives them field by field.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

import rfc8785

from reportedly.version import __version__

FORMAT = 1
"""Version of an entry's shape, under the key ``reportedly-ledger``."""

Kind = Literal["report", "record", "judgment", "rating", "confidentiality", "note", "export", "checkpoint"]


@dataclass(frozen=True)
class Draft:
    """An entry that is to be appended: everything that is not given by its place in the ledger.

    ``report`` is the id of the report it is about, ``by`` the person whose doing it is, ``body`` what it says, made of
    dicts, lists, strings, numbers, booleans and None alone. ``blob`` are the bytes of a report that come with it.
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
        shape = {
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
            return rfc8785.dumps(shape)
        except (rfc8785.CanonicalizationError, UnicodeEncodeError) as wrong:
            raise ValueError(f"an entry cannot be written: {wrong}") from wrong

    @classmethod
    def read(cls, canonical: bytes) -> Entry:
        """The entry that these bytes stand for. Raises ValueError if they are no entry."""
        try:
            shape = json.loads(canonical)
            if shape.pop("reportedly-ledger") != FORMAT:
                raise ValueError("of another format")
            return cls(**shape)
        except (AttributeError, KeyError, TypeError, ValueError) as wrong:
            raise ValueError(f"these bytes are no entry: {wrong}") from wrong


def leaf(canonical: bytes) -> bytes:
    """The hash under which an entry enters the tree: RFC 9162, section 2.1.1."""
    return hashlib.sha256(b"\x00" + canonical).digest()


def now() -> str:
    """The time, UTC, to the millisecond: ``2026-03-14T09:26:53.589Z``."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

"""Checkpoints: small signed files that say what a ledger was, to be kept where the ledger is not.

Signed (Ed25519, RFC 8032) is the canonical JSON (RFC 8785) of the checkpoint without its signature. docs/ledger.md says
what a checkpoint proves, and how to check one without this program.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from reportedly.errors import LedgerError
from reportedly.ledger import merkle
from reportedly.ledger.entries import Draft, now
from reportedly.ledger.files import read_json, write_new
from reportedly.ledger.store import Ledger, size
from reportedly.version import __version__

FORMAT = 1
"""Version of a checkpoint's shape, under the key ``reportedly-checkpoint``."""


@dataclass(frozen=True)
class Checkpoint:
    """What a ledger was at a time: its id, how many entries it had, and the root of the tree over them.

    ``root``, ``key`` (the public one) and ``signature`` are hexadecimal: 32, 32 and 64 bytes.
    """

    ledger: str
    size: int
    root: str
    at: str
    version: str
    key: str
    signature: str = ""

    def to_dict(self) -> dict[str, Any]:
        """What the file and the entry hold."""
        return {"reportedly-checkpoint": FORMAT, **asdict(self)}

    def to_json(self) -> str:
        """The text of the file: one member a line."""
        return json.dumps(self.to_dict(), indent=2) + "\n"

    def signed(self) -> bytes:
        """The bytes that the signature is over."""
        return rfc8785.dumps({name: value for name, value in self.to_dict().items() if name != "signature"})

    def genuine(self) -> bool:
        """Whether whoever has the key that the checkpoint names signed it. Whose key that is, it cannot say."""
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.key))
            key.verify(bytes.fromhex(self.signature), self.signed())
        except (InvalidSignature, ValueError):
            return False
        return True

    @classmethod
    def from_dict(cls, shape: object) -> Checkpoint:
        """Read what ``to_dict`` gave, signature unseen. Raises ValueError if it is no checkpoint."""
        if not isinstance(shape, dict) or shape.get("reportedly-checkpoint") != FORMAT:
            raise ValueError("not a checkpoint of this format")
        values = {name: value for name, value in shape.items() if name != "reportedly-checkpoint"}
        try:
            made = cls(**values)
        except TypeError as wrong:
            raise ValueError("it lacks a member or has one too many") from wrong
        texts = (made.ledger, made.root, made.at, made.version, made.key, made.signature)
        if not all(isinstance(one, str) for one in texts) or type(made.size) is not int or not 0 <= made.size < 2**53:
            raise ValueError("one of its members is of the wrong kind")
        return made


def make(ledger: Ledger, key_file: Path | None = None, by: str | None = None) -> Checkpoint:
    """Sign what the ledger is now, and append to it that this was done.

    The key is that of ``key_file``, or of ``where_key_lies``; it is made if there is none. Raises LedgerError.
    """
    key = _key(key_file or where_key_lies(ledger))
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    with ledger.writing() as connection:
        entries = size(connection)
        root = merkle.root(connection, entries).hex()
        unsigned = Checkpoint(ledger.id, entries, root, now(), __version__, public)
        made = Checkpoint(**{**asdict(unsigned), "signature": key.sign(unsigned.signed()).hex()})
        ledger.append([Draft("checkpoint", made.to_dict(), by=by)], connection)
    return made


def write(made: Checkpoint, path: Path) -> None:
    """Write a checkpoint into a new file. Raises LedgerError if it cannot be, or if there is a file already."""
    write_new(path, made.to_json(), "checkpoint")


def read(path: Path) -> Checkpoint:
    """The checkpoint in a file. Raises LedgerError if there is none, or if its signature does not fit it."""
    shape = read_json(path, "checkpoint")
    try:
        made = Checkpoint.from_dict(shape)
    except ValueError as wrong:
        raise LedgerError(f"{path} is no checkpoint: {wrong}") from wrong
    if not made.genuine():
        raise LedgerError(f"{path} is not the checkpoint that was signed: its signature does not fit it")
    return made


def where_key_lies(ledger: Ledger) -> Path:
    """The file of a ledger's private key unless the user names one.

    For a ledger in a file it lies beside that, ``reportedly.db.key``; for one in PostgreSQL in the user's own data
    folder, under the ledger's id.
    """
    file = ledger.engine.url.database if ledger.engine.dialect.name == "sqlite" else None
    if file:
        return Path(f"{file}.key")
    if sys.platform == "darwin":
        data = Path.home() / "Library" / "Application Support"
    else:
        data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return data / "reportedly" / f"{ledger.id}.key"


def _key(path: Path) -> Ed25519PrivateKey:
    """The key in a file (PKCS #8, PEM), made at first use so that nobody but the user can read it."""
    try:
        if not path.exists():
            _make_key(path)
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as wrong:
        raise LedgerError(f"the key {path} cannot be read or made: {wrong.strerror}") from wrong
    except (TypeError, ValueError, UnsupportedAlgorithm) as wrong:
        raise LedgerError(f"{path} holds no key that can be used here") from wrong
    if not isinstance(key, Ed25519PrivateKey):
        raise LedgerError(f"{path} holds a key of another kind than Ed25519")
    return key


def _make_key(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    data = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    descriptor, name = tempfile.mkstemp(dir=path.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # somebody else was first: that key it is
            os.link(name, path)  # all of the key at once, and never over another one
    finally:
        Path(name).unlink()

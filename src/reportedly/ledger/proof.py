"""A proof for one claim, in a file: that a ledger held it, unchanged, when a checkpoint was made.

It holds the entry that holds the claim, the way from that entry's hash to the root (RFC 9162, section 2.1.3), and the
signed checkpoint with that root. It is checked without the ledger. The hash is over the whole entry, so the whole entry
must be in the file: the record of the report with all of its text and all of its claims, not this claim alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportedly.errors import LedgerError
from reportedly.ledger import merkle
from reportedly.ledger.checkpoint import Checkpoint
from reportedly.ledger.entries import Entry, leaf
from reportedly.ledger.files import read_json, write_new
from reportedly.ledger.store import Ledger

FORMAT = 1
"""Version of a proof's shape, under the key ``reportedly-proof``."""

DISCLOSES = "Whoever has this file can read the whole entry: all of the report's text and everything recorded of it."


@dataclass(frozen=True)
class Proven:
    """What a proof proves: that the entry, and the claim in it, was in the ledger that the checkpoint is of.

    ``words`` are those of the claim, piece by piece.
    """

    entry: Entry
    claim: dict[str, Any]
    words: tuple[str, ...]
    checkpoint: Checkpoint


def make(ledger: Ledger, number: int, claim: str, checkpoint: Checkpoint | None = None) -> dict[str, Any]:
    """The proof that claim ``claim`` is in entry ``number``: a record, or the judgment that added it (``j57``).

    It leads to ``checkpoint``, or to the newest that the ledger holds. Raises LedgerError if there is none that spans
    the entry, or no such claim.
    """
    try:
        entry = ledger.entry(number)
    except KeyError as wrong:
        raise LedgerError(f"there is no entry {number}") from wrong
    _claim(entry, claim)
    to = checkpoint or _newest(ledger)
    if to is None or to.size <= number:
        raise LedgerError(f"no checkpoint was made since entry {number} was added; make one first")
    if to.ledger != ledger.id:
        raise LedgerError("the checkpoint is of another ledger")
    with ledger.reading() as connection:
        nodes = merkle.stored(connection)
        path = merkle.inclusion(nodes, number, to.size)
        root = merkle.spanning(nodes, 0, to.size)
    if root.hex() != to.root or not merkle.included(leaf(entry.canonical()), number, to.size, path, root):
        raise LedgerError("the ledger is not what it was when the checkpoint was made; verify names what does not fit")
    return {
        "reportedly-proof": FORMAT,
        "discloses": DISCLOSES,
        "claim": claim,
        "entry": entry.canonical().decode(),
        "path": [step.hex() for step in path],
        "checkpoint": to.to_dict(),
    }


def check(shape: object, checkpoint: Checkpoint | None = None) -> Proven:
    """Check a proof. With ``checkpoint``, kept apart from it, the proof must lead to that very one.

    Raises LedgerError with one sentence for a proof that proves nothing.
    """
    if not isinstance(shape, dict) or shape.get("reportedly-proof") != FORMAT:
        raise LedgerError("this is no proof of this format")
    try:
        claim, text, path = shape["claim"], shape["entry"], [bytes.fromhex(step) for step in shape["path"]]
        made = Checkpoint.from_dict(shape["checkpoint"])
        canonical = text.encode()
        entry = Entry.read(canonical)
        root = bytes.fromhex(made.root)
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise LedgerError(f"this is no whole proof: {wrong}") from wrong
    if not made.genuine():
        raise LedgerError("the signature of the proof's checkpoint does not fit it")
    if checkpoint is not None and made != checkpoint:
        raise LedgerError("the proof leads to another checkpoint than the one that was given")
    if entry.ledger != made.ledger:
        raise LedgerError("the proof's entry and checkpoint are of two ledgers")
    if type(entry.number) is not int or not merkle.included(leaf(canonical), entry.number, made.size, path, root):
        raise LedgerError("the path does not lead from the entry to the checkpoint: one of them was changed")
    found, words = _claim(entry, claim)
    return Proven(entry, found, words, made)


def write(shape: dict[str, Any], path: Path) -> None:
    """Write a proof into a new file, which only its owner may read. Raises LedgerError if it cannot be."""
    write_new(path, json.dumps(shape, ensure_ascii=False, indent=2) + "\n", "proof", private=True)


def read(path: Path) -> dict[str, Any]:
    """What a file holds that should be a proof; ``check`` says whether it is. Raises LedgerError."""
    shape = read_json(path, "proof")
    if not isinstance(shape, dict):
        raise LedgerError(f"{path} is no proof")
    return shape


def _newest(ledger: Ledger) -> Checkpoint | None:
    newest = None
    for entry in ledger.entries(kind="checkpoint"):
        newest = entry
    return Checkpoint.from_dict(newest.body) if newest else None


def _claim(entry: Entry, id: Any) -> tuple[dict[str, Any], tuple[str, ...]]:
    """A claim in an entry, and its words."""
    body = entry.body
    try:
        if entry.kind == "record":
            record = body["record"]
            found = next(one for one in record["claims"] if one["id"] == id)
            return found, tuple(record["report"]["text"][start:end] for start, end in found["content"])
        if entry.kind == "judgment" and body["decision"] == "missed" and id == f"j{entry.number}":
            return {**body["fields"], "id": id}, (body["words"],)
    except StopIteration:
        raise LedgerError(f"entry {entry.number} holds no claim {id}") from None
    except (KeyError, TypeError, ValueError) as wrong:
        raise LedgerError(f"entry {entry.number} is no whole {entry.kind}") from wrong
    raise LedgerError(f"entry {entry.number} holds no claims: it is a {entry.kind}, not a record")

"""Whether a ledger is whole, worked out from its rows alone, without the ledger's own code."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from sqlalchemy import text

from reportedly.ledger import Ledger


def problems(ledger: Ledger) -> list[str]:
    """What does not fit; nothing for a ledger that is whole."""
    with ledger.reading() as connection:
        entries = connection.execute(text("SELECT * FROM entries ORDER BY number")).mappings().all()
        blobs = connection.execute(text("SELECT * FROM blobs")).mappings().all()
        nodes = connection.execute(text("SELECT * FROM nodes")).mappings().all()
    found = []
    if [row["number"] for row in entries] != list(range(len(entries))):
        found.append(f"the numbers are not 0 to {len(entries) - 1}")
    shapes = [json.loads(bytes(row["canonical"])) for row in entries]
    for row, shape in zip(entries, shapes, strict=True):
        if hashlib.sha256(b"\0" + bytes(row["canonical"])).digest() != bytes(row["leaf"]):
            found.append(f"entry {row['number']} does not fit its hash")
        if (shape["number"], shape["kind"], shape["report"], shape["ledger"]) != (
            row["number"], row["kind"], row["report"], ledger.id,
        ):  # fmt: skip
            found.append(f"entry {row['number']} says something else than its row")
    held = {(row["level"], row["position"]): bytes(row["hash"]) for row in nodes}
    if held != _tree([bytes(row["leaf"]) for row in entries]) or len(held) != len(nodes):
        found.append("the tree is not that of the entries")
    for row in blobs:
        if hashlib.sha256(bytes(row["bytes"])).hexdigest() != row["sha256"] or len(row["bytes"]) != row["size"]:
            found.append(f"the bytes {row['sha256']} do not fit their hash")
    return found + _unpaired(shapes, {row["sha256"] for row in blobs})


def _unpaired(shapes: list[dict[str, Any]], blobs: set[str]) -> list[str]:
    """Every report is there once, with its bytes and with one record, which comes with it."""
    reports = Counter(one["body"]["sha256"] for one in shapes if one["kind"] == "report")
    records = Counter(one["report"].removeprefix("sha256:") for one in shapes if one["kind"] == "record")
    found = [f"the report {one} is there {times} times" for one, times in reports.items() if times > 1]
    if set(reports) != blobs:
        found.append("reports and bytes do not belong together")
    if set(reports) != set(records):
        found.append("reports and records do not belong together")
    return found


def _tree(leaves: list[bytes]) -> dict[tuple[int, int], bytes]:
    """The hashes of all complete subtrees (RFC 9162, section 2.1.1), each level from the one below."""
    found, level = {}, 0
    while leaves:
        found.update({(level, position): one for position, one in enumerate(leaves)})
        pairs = zip(leaves[::2], leaves[1::2], strict=False)
        leaves, level = [hashlib.sha256(b"\1" + left + right).digest() for left, right in pairs], level + 1
    return found

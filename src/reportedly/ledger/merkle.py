"""The Merkle tree of RFC 9162 (section 2.1) over the entries, kept as the hashes of its complete subtrees."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, insert, select

from reportedly.ledger.tables import nodes


def parent(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side (RFC 9162, section 2.1.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def append(connection: Connection, first: int, leaves: list[bytes]) -> None:
    """Add leaves to a tree of ``first`` leaves: they, and every complete subtree that they finish."""
    new: dict[tuple[int, int], bytes] = {}
    for number, hashed in enumerate(leaves, first):
        level, position = 0, number
        new[0, number] = hashed
        while position % 2:
            left = new.get((level, position - 1)) or _node(connection, level, position - 1)
            hashed = parent(left, hashed)
            level, position = level + 1, position // 2
            new[level, position] = hashed
    if new:
        connection.execute(insert(nodes), [{"level": k[0], "position": k[1], "hash": h} for k, h in new.items()])


def root(connection: Connection, size: int) -> bytes:
    """The hash over the first ``size`` leaves; that of nothing is SHA-256 of the empty string."""
    if not size:
        return hashlib.sha256().digest()
    peaks, start = [], 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            peaks.append(_node(connection, level, start >> level))
            start += 1 << level
    hashed = peaks.pop()
    while peaks:
        hashed = parent(peaks.pop(), hashed)
    return hashed


def _node(connection: Connection, level: int, position: int) -> bytes:
    query = select(nodes.c.hash).where(nodes.c.level == level, nodes.c.position == position)
    return bytes(connection.execute(query).scalar_one())

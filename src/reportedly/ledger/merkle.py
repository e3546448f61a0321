"""The Merkle tree of RFC 9162 (section 2.1) over the entries, kept as the hashes of its complete subtrees.

Node ``position`` of ``level`` spans the leaves from ``position * 2**level`` on, ``2**level`` of them. Such a node never
changes once it is there; a root, an audit path or a consistency proof for any size is made from some of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, tuple_

from reportedly.errors import LedgerError
from reportedly.ledger.tables import nodes

Nodes = Callable[[int, int], bytes]
"""Gives the hash of the node at a level and a position; that of a complete subtree."""

EMPTY = hashlib.sha256().digest()
"""The root over no leaves."""


def parent(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side (RFC 9162, section 2.1.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def append(connection: Connection, first: int, leaves: list[bytes]) -> None:
    """Add leaves to a tree of ``first`` leaves: they, and every complete subtree that they finish."""
    if leaves:
        connection.execute(insert(nodes), grown(connection, first, leaves))


def grown(connection: Connection, first: int, leaves: list[bytes]) -> list[dict[str, Any]]:
    """The rows of ``nodes`` that leaves add to a tree of ``first`` leaves. Raises LedgerError if one is missing."""
    new = _beside(connection, first, first + len(leaves))
    known = set(new)
    for number, hashed in enumerate(leaves, first):
        level, position = 0, number
        new[0, number] = hashed
        while position % 2:
            hashed = parent(new[level, position - 1], hashed)
            level, position = level + 1, position // 2
            new[level, position] = hashed
    return [{"level": k[0], "position": k[1], "hash": h} for k, h in new.items() if k not in known]


def _beside(connection: Connection, first: int, end: int) -> dict[tuple[int, int], bytes]:
    """Nodes of a tree of ``first`` leaves that get a parent when it grows to ``end``, all with one question."""
    peaks = [(level, (first >> level) - 1) for level in range(first.bit_length()) if first >> level & 1]
    wanted = [(level, place) for level, place in peaks if (place // 2 + 1) << level + 1 <= end]
    if not wanted:
        return {}
    query = select(nodes).where(tuple_(nodes.c.level, nodes.c.position).in_(wanted))
    found = {(row.level, row.position): bytes(row.hash) for row in connection.execute(query)}
    for level, position in wanted:
        if (level, position) not in found:
            raise _missing(level, position)
    return found


def stored(connection: Connection) -> Nodes:
    """The nodes that a ledger keeps. Asking for one that is not there raises LedgerError."""

    def node(level: int, position: int) -> bytes:
        query = select(nodes.c.hash).where(nodes.c.level == level, nodes.c.position == position)
        hashed = connection.execute(query).scalar_one_or_none()
        if hashed is None:
            raise _missing(level, position)
        return bytes(hashed)

    return node


def _missing(level: int, position: int) -> LedgerError:
    return LedgerError(f"node {position} of level {level} of the tree is missing; verify names what does not fit")


def root(connection: Connection, size: int) -> bytes:
    """The hash over the first ``size`` leaves; that of nothing is SHA-256 of the empty string."""
    return spanning(stored(connection), 0, size)


def spanning(node: Nodes, start: int, end: int) -> bytes:
    """The hash over the leaves from ``start`` to before ``end``: MTH(D[start:end]) of RFC 9162.

    ``start`` is a place where the tree of RFC 9162 begins a subtree of that size: a multiple of the largest power of
    two that is smaller than ``end - start``.
    """
    if end <= start:
        return EMPTY
    peaks = []
    while start < end:
        level = (end - start).bit_length() - 1
        peaks.append(node(level, start >> level))
        start += 1 << level
    return _folded(peaks)


def inclusion(node: Nodes, number: int, size: int) -> list[bytes]:
    """The audit path of leaf ``number`` in the tree over the first ``size`` leaves (RFC 9162, section 2.1.3.1)."""
    if not 0 <= number < size:
        raise ValueError(f"a tree over {size} leaves has no leaf {number}")
    path, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if number < middle:
            path.append(spanning(node, middle, end))
            end = middle
        else:
            path.append(spanning(node, start, middle))
            start = middle
    return path[::-1]


def consistency(node: Nodes, old: int, new: int) -> list[bytes]:
    """The proof that the tree over ``old`` leaves is the beginning of that over ``new`` (RFC 9162, section 2.1.4.1)."""
    if not 0 < old <= new:
        raise ValueError(f"there is no proof from {old} to {new} leaves")
    path, start, end, whole = [], 0, new, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(spanning(node, middle, end))
            end = middle
        else:
            path.append(spanning(node, start, middle))
            start, whole = middle, False
    if not whole:
        path.append(spanning(node, start, end))
    return path[::-1]


def included(leaf: bytes, number: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path leads from the leaf to the root (RFC 9162, section 2.1.3.2)."""
    if not 0 <= number < size:
        return False
    fn, sn, hashed = number, size - 1, leaf
    for step in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            hashed = parent(step, hashed)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            hashed = parent(hashed, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and hashed == root


def consistent(old: int, new: int, path: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether the proof shows one tree to be the beginning of the other (RFC 9162, section 2.1.4.2).

    Two trees of one size are so if their roots are equal and the proof is empty; every tree begins with the empty one,
    which section 2.1.4 leaves out.
    """
    if not 0 <= old <= new:
        return False
    if old in (0, new):
        return not path and old_root == (new_root if old == new else EMPTY)
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not steps:
        return False
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = steps[0]
    for step in steps[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = parent(step, fr), parent(step, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = parent(sr, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == old_root and sr == new_root


class Growing:
    """A tree that leaves are added to one by one; it holds no more than one hash for each of its levels."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []  # of complete subtrees, the largest first

    def add(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add a leaf; gives the nodes that this completes: level, position, hash."""
        level, position, hashed = 0, self.size, leaf
        done = [(level, position, hashed)]
        while position & 1:
            hashed = parent(self._peaks.pop(), hashed)
            level, position = level + 1, position >> 1
            done.append((level, position, hashed))
        self._peaks.append(hashed)
        self.size += 1
        return done

    def root(self) -> bytes:
        """The hash over all leaves so far."""
        return _folded(self._peaks) if self._peaks else EMPTY


def _split(size: int) -> int:
    """The largest power of two smaller than ``size``, which is at least 2."""
    return 1 << (size - 1).bit_length() - 1


def _folded(peaks: Sequence[bytes]) -> bytes:
    hashed = peaks[-1]
    for peak in reversed(peaks[:-1]):
        hashed = parent(peak, hashed)
    return hashed

"""Check entries against their hashes, and the hashes of the tree against the entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from reportedly.ledger import links, merkle
from reportedly.ledger.checkpoint import Checkpoint
from reportedly.ledger.compare_work import Untouched
from reportedly.ledger.entries import leaf
from reportedly.ledger.problem import Problem, row_of, shown
from reportedly.ledger.snapshot import batches, rows

AT_ONCE = 256
"""Entries in memory at a time. A power of two, so that a batch completes whole subtrees."""

COLUMNS = ("number", "kind", "report", "url")


class Leaves:
    """Goes through all entries in their order, once; the tree grows along.

    ``ledger`` is the ledger's id, None if it is not known; ``size`` a size of the tree whose root is wanted, which is
    then in ``root``. ``whole`` is False once entries are missing and their hashes with them.
    """

    def __init__(self, connection: Connection, ledger: str | None, size: int | None) -> None:
        self.tree = merkle.Growing()
        self.bytes = 0
        self.checkpoints = 0
        self.whole = True
        self.root: bytes | None = self.tree.root() if size == 0 else None
        self._connection = connection
        self._ledger = ledger
        self._size = size
        self._next = 0
        self._nodes: dict[tuple[int, int], bytes] = {}

    def check(self, progress: Callable[[int], None]) -> Iterator[Problem]:
        """Everything that does not fit; ``progress`` is told after each batch how many entries it was.

        Also compared is what waits to be reviewed, because the records are in memory here.
        """
        waiting = Untouched(self._connection)
        query = "SELECT number, kind, report, url, canonical, leaf FROM entries ORDER BY number"
        for batch in batches(self._connection, query, AT_ONCE):
            yield from self._batch(batch)
            yield from map(row_of, waiting.take([(row[0], row[4]) for row in batch if row[1] == "record"]))
            progress(len(batch))
        yield from map(row_of, waiting.rest())
        if self.whole:
            yield from self._extra_nodes()

    def _batch(self, batch: Sequence[tuple[Any, ...]]) -> Iterator[Problem]:
        numbers = [row[0] for row in batch if type(row[0]) is int]
        kept = self._kept(0, self._next, max(numbers, default=self._next))
        understood = []
        for row in batch:
            number = row[0]
            if type(number) is not int or number < self._next:
                yield Problem("entry", shown(number), "its number is none, or that of another entry")
                continue
            if number > self._next:
                last = f" to {number - 1}" if number - 1 > self._next else ""
                yield Problem("entry", f"{self._next}{last}", "missing")
                self._skip(number, kept)
            said, problems = self._row(row, kept.get(number))
            yield from problems
            if said is not None:
                understood.append(said)
        yield from links.check(self._connection, understood)
        if self.whole:
            yield from self._compare()
        self._nodes.clear()

    def _row(self, row: tuple[Any, ...], node: bytes | None) -> tuple[links.Said | None, list[Problem]]:
        number, canonical, hashed = row[0], row[4], row[5]
        wrong: list[str] = []
        given = leaf(canonical) if isinstance(canonical, bytes) else None
        if given is None or given != hashed:
            wrong.append("its bytes do not fit its hash")
        said = None
        try:
            said = links.said(canonical) if isinstance(canonical, bytes) else None
        except ValueError as reason:
            wrong.append(shown(str(reason), 200))
        if said is not None:
            self.bytes += len(canonical)
            wrong += self._columns(said, row)
            if said.kind == "checkpoint":
                wrong += self._checkpoint(said)
        # An entry that was named goes into the tree as what it was, so that not every node above it is named too.
        grown = given if given is not None and given in (hashed, node) else node if node == hashed else hashed
        self._grow(grown if isinstance(grown, bytes) and len(grown) == 32 else bytes(32))
        return said, [Problem("entry", str(number), reason) for reason in wrong]

    def _columns(self, said: links.Said, row: tuple[Any, ...]) -> Iterator[str]:
        for name, value in zip(COLUMNS, row, strict=False):
            told = said.columns[name]
            if type(value) is not type(told) or value != told:
                yield f"column {name} is {shown(value)}, and its bytes say {shown(told)}"
        if said.ledger != self._ledger and self._ledger is not None:
            yield f"it belongs to another ledger, {shown(said.ledger)}"

    def _checkpoint(self, said: links.Said) -> Iterator[str]:
        self.checkpoints += 1
        try:
            made = Checkpoint.from_dict(said.body)
        except ValueError as wrong:
            yield f"it holds no checkpoint: {wrong}"
            return
        if not made.genuine():
            yield "the signature of its checkpoint does not fit"
        if made.ledger != said.ledger or made.size != said.number:
            yield "its checkpoint is of another ledger or another size"
        elif self.whole and made.root != self.tree.root().hex():
            yield "the entries before it are not those that its checkpoint was made of"

    def _grow(self, hashed: bytes) -> None:
        for level, position, node in self.tree.add(hashed):
            self._nodes[level, position] = node
        self._next += 1
        if self.tree.size == self._size and self.whole:
            self.root = self.tree.root()

    def _skip(self, to: int, kept: dict[int, Any]) -> None:
        """Go on at a number, with the hashes that the tree still has of the entries that are gone."""
        while self._next < to and self.whole:
            hashed = kept.get(self._next)
            if isinstance(hashed, bytes):
                self._grow(hashed)
            else:
                self.whole = False
        self._next = to

    def _compare(self) -> Iterator[Problem]:
        for level in sorted({level for level, _ in self._nodes}):
            given = {position: hashed for (at, position), hashed in self._nodes.items() if at == level}
            kept = self._kept(level, min(given), max(given))
            for position, hashed in given.items():
                if position not in kept:
                    yield Problem("node", f"{position} of level {level}", "missing")
                elif kept[position] != hashed:
                    yield Problem("node", f"{position} of level {level}", "it is not what the entries give")

    def _kept(self, level: int, first: int, last: int) -> dict[int, Any]:
        query = "SELECT position, hash FROM nodes WHERE level = :level AND position BETWEEN :first AND :last"
        query += " ORDER BY position LIMIT :most"
        found = rows(self._connection, query, level=level, first=first, last=last, most=AT_ONCE * 1024)
        return {row[0]: row[1] for row in found}

    def _extra_nodes(self) -> Iterator[Problem]:
        levels = self.tree.size.bit_length()
        for level in range(levels):
            query = "SELECT position FROM nodes WHERE level = :level AND (position < 0 OR position >= :end) LIMIT 50"
            for (position,) in rows(self._connection, query, level=level, end=self.tree.size >> level):
                yield Problem("node", f"{shown(position)} of level {level}", "it spans entries that are not there")
        query = "SELECT level, position FROM nodes WHERE level < 0 OR level >= :levels LIMIT 50"
        for level, position in rows(self._connection, query, levels=levels):
            yield Problem("node", f"{shown(position)} of level {shown(level)}", "it spans entries that are not there")

"""Re-hash a whole ledger, its reports' bytes included, and name what does not fit.

Everything is read once, in its order, and compared with what it must be: the bytes of reports with their digests, each
entry with its hash, the tree with the entries, what entries say of one another with what is there, what was worked out
from the entries with what they give. docs/ledger.md says what that proves and what it does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from reportedly.errors import LedgerError
from reportedly.ledger import compare, connect, structure
from reportedly.ledger.beside import THREADS, Beside
from reportedly.ledger.checkpoint import Checkpoint
from reportedly.ledger.leaves import Leaves
from reportedly.ledger.problem import Problem, row_of, shown, unread
from reportedly.ledger.snapshot import rows, snapshots, stream
from reportedly.ledger.store import Ledger, open_ledger

__all__ = ["Problem", "Progress", "Result", "verify"]

Progress = Callable[[int, int], None]
"""Is told how much was checked (reports' bytes, entries, the rows worked out from a record), and of how much."""

MOST = 1000
"""Problems that are named; more are counted, so that a ledger that is nothing but damage fills no memory."""


@dataclass(frozen=True)
class Result:
    """What was checked and what does not fit.

    ``ledger`` is the ledger's id and ``root`` the root over all its entries (hexadecimal), None where there is none;
    ``bytes`` counts those of blobs and entries, ``more`` the problems beyond those that are named.
    """

    ledger: str | None
    entries: int
    blobs: int
    bytes: int
    checkpoints: int
    root: str | None
    against: Checkpoint | None
    problems: tuple[Problem, ...]
    more: int = 0

    @property
    def fits(self) -> bool:
        """Whether nothing was found."""
        return not self.problems

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "fits": self.fits,
            "ledger": self.ledger,
            "entries": self.entries,
            "blobs": self.blobs,
            "bytes": self.bytes,
            "checkpoints": self.checkpoints,
            "root": self.root,
            "against": self.against and self.against.to_dict(),
            "problems": [{"what": one.what, "name": one.name, "reason": one.reason} for one in self.problems],
            "more": self.more,
        }


def verify(
    ledger: Ledger | Path | str,
    against: Checkpoint | None = None,
    progress: Progress | None = None,
    *,
    passphrase: connect.Passphrase | None = None,
) -> Result:
    """Verify a ledger that is open, or the one in a file or at an address, which need not be fit to be opened.

    With ``against`` it is also proven that what that checkpoint saw is still there, unchanged. Never raises for
    whatever the ledger holds: what cannot be read is a problem like any other.
    """
    work = _Work(against, progress)
    if isinstance(ledger, Ledger):
        work.run(ledger.engine)
    else:
        for engine in _engines(ledger, passphrase, work):
            work.run(engine)
    return work.result()


class _Work:
    """One run: what was found so far, and how far it is."""

    def __init__(self, against: Checkpoint | None, progress: Progress | None) -> None:
        self.problems: list[Problem] = []
        self.more = 0
        self._against = against
        self._progress = progress
        self._done = self._all = 0
        self._ledger: str | None = None
        self._blobs = self._bytes = 0
        self._leaves: Leaves | None = None

    def note(self, problem: Problem) -> None:
        if len(self.problems) < MOST:
            self.problems.append(problem)
        else:
            self.more += 1

    def run(self, engine: Engine) -> None:
        """Check all there is to check, one thing after the other, whatever happens to the one before."""
        try:
            with snapshots(engine, 1 + THREADS) as connections, Beside(connections) as beside:
                self._in(connections[0], beside)
        except Exception as wrong:  # whatever a damaged file makes a driver do
            self.note(unread("", wrong))

    def _in(self, connection: Connection, beside: Beside) -> None:
        self._part(connection, "structure", structure.check(connection))
        self._part(connection, "ledger", self._row(connection))
        if self._progress is not None:
            self._part(connection, "count", self._count(connection))
        self._part(connection, "blobs", self._check_blobs(connection))
        self._leaves = Leaves(connection, self._ledger, self._against.size if self._against else None)
        self._part(connection, "entries", self._leaves.check(self._step))
        self._part(connection, "blobs", _strays(connection))
        index = compare.check_rows(connection, self._step, beside.told)
        self._part(connection, "index", map(row_of, index))
        beside.finish()
        for problem in beside.problems:
            self.note(problem)
        self._part(connection, "full text", beside.compared())
        for problem in self._compare():
            self.note(problem)

    def _part(self, connection: Connection, name: str, check: Iterator[Problem]) -> None:
        """One check to its end, or to where the database gives up; the next begins as if nothing had been."""
        try:
            with connection.begin_nested() as point:
                for problem in check:
                    self.note(problem)
                point.rollback()
        except Exception as wrong:  # whatever a damaged file makes a driver do
            self.note(unread(name, wrong))

    def _step(self, done: int = 1) -> None:
        self._done += done
        if self._progress is not None:
            self._progress(self._done, max(self._all, self._done))

    def _count(self, connection: Connection) -> Iterator[Problem]:
        for counted in ("entries", "blobs", "entries WHERE kind = 'record'"):  # records once more, with their rows
            self._all += int(rows(connection, f"SELECT count(*) FROM {counted}")[0][0])
        yield from ()

    def _row(self, connection: Connection) -> Iterator[Problem]:
        found = rows(connection, "SELECT id FROM ledger")
        if len(found) != 1 or not isinstance(found[0][0], str):
            yield Problem("ledger", "", f"{len(found)} rows say which ledger this is; there must be one")
        else:
            self._ledger = found[0][0]

    def _check_blobs(self, connection: Connection) -> Iterator[Problem]:
        for digest, sha1, size, data in stream(connection, "SELECT sha256, sha1, size, bytes FROM blobs", 8):
            if not isinstance(data, bytes):
                yield Problem("blob", shown(digest), "its bytes are no bytes")
            else:
                if hashlib.sha256(data).hexdigest() != digest:
                    yield Problem("blob", shown(digest), "its bytes have another SHA-256")
                if hashlib.sha1(data, usedforsecurity=False).hexdigest() != sha1:
                    yield Problem("blob", shown(digest), f"its bytes do not have the SHA-1 {shown(sha1)}")
                if type(size) is not int or len(data) != size:
                    yield Problem("blob", shown(digest), f"its size is {len(data)} bytes and not {shown(size)}")
                self._blobs += 1
                self._bytes += len(data)
            self._step()

    def _compare(self) -> Iterator[Problem]:
        """Whether what a checkpoint saw is the beginning of what is there."""
        made, leaves = self._against, self._leaves
        if made is None or leaves is None:
            return
        size = leaves.tree.size
        if not made.genuine():
            yield Problem("checkpoint", made.at, "its signature does not fit it")
        if made.ledger != self._ledger:
            yield Problem("checkpoint", made.at, f"it is of another ledger, {shown(made.ledger)}")
        elif made.size > size:
            yield Problem("checkpoint", made.at, f"the ledger had {made.size} entries then and has {size} now")
        elif leaves.root is None:
            yield Problem("checkpoint", made.at, "its root cannot be worked out, because entries are missing")
        elif leaves.root.hex() != made.root:
            yield Problem("checkpoint", made.at, f"the first {made.size} entries are not those that it was made of")

    def result(self) -> Result:
        leaves = self._leaves
        return Result(
            ledger=self._ledger,
            entries=leaves.tree.size if leaves else 0,
            blobs=self._blobs,
            bytes=self._bytes + (leaves.bytes if leaves else 0),
            checkpoints=leaves.checkpoints if leaves else 0,
            root=leaves.tree.root().hex() if leaves and leaves.whole else None,
            against=self._against,
            problems=tuple(self.problems),
            more=self.more,
        )


def _engines(where: Path | str, passphrase: connect.Passphrase | None, work: _Work) -> Iterator[Engine]:
    """The engine for what is to be verified, if there is any, even if it cannot be opened as a ledger."""
    asked: list[str] = []

    def once() -> str:
        if not asked:
            assert passphrase is not None
            asked.append(passphrase if isinstance(passphrase, str) else passphrase())
        return asked[0]

    given = None if passphrase is None else once
    engine = None
    try:
        try:
            with open_ledger(where, passphrase=given) as opened:
                yield opened.engine
                return
        except LedgerError as wrong:
            work.note(Problem("file", connect.name_of(where), shown(str(wrong), 400)))
        engine = (
            connect.server(str(where)) if connect.is_address(where) else connect.file(Path(where), passphrase=given)
        )
        yield engine
    except LedgerError:
        return  # it is named already
    except Exception as wrong:  # whatever a damaged file makes a driver do
        work.note(replace(unread(connect.name_of(where), wrong), what="file"))
    finally:
        if engine is not None:
            engine.dispose()


def _strays(connection: Connection) -> Iterator[Problem]:
    """Bytes that no report names, and reports that were added twice."""
    query = (
        "SELECT sha256 FROM blobs WHERE NOT EXISTS (SELECT 1 FROM entries"
        " WHERE entries.kind = 'report' AND entries.report = 'sha256:' || blobs.sha256)"
    )
    for (digest,) in stream(connection, query, 100):
        yield Problem("blob", shown(digest), "no entry says where it came from")
    query = "SELECT report, max(number) FROM entries WHERE kind = 'report' GROUP BY report HAVING count(*) > 1"
    for report, number in stream(connection, query, 100):
        yield Problem("entry", str(number), f"it adds report {shown(report)}, which was added before it")

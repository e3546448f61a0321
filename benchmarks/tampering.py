"""Change ledgers at random, and see whether verify names it.

    python -m benchmarks.tampering [--changes 1000] [--seed 1] [--jobs 2]

Of a file, a change is a byte anywhere in it, a byte of any column of any row of any table, rows deleted, swapped or put
in, a file cut off, or an older file put back under a newer checkpoint. Of a database in PostgreSQL, it is one of a
column or of rows. A change counts only if a reader sees it: if what the program gives (all entries and bytes, by kind,
by report, searched, listed), or what SQL gives (``SELECT *`` on every table, every word of the full text and whatever
matches it), is not what it was. The inner tables of SQLite's full text count by what is found with them. Tables that
prove nothing and may be lost (who has what on their desk, passwords and sessions, clusters that are worked out anew) do
not count. Each change must be named by verify, which must not fail whatever it meets.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, get_args

import pg8000.dbapi  # type: ignore[import-untyped]

from benchmarks.progress import say
from benchmarks.strokes import Row, changed_column, deleted, inserted, swapped
from reportedly.corroboration import tables as corroboration
from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, add, checkpoint, desk_tables, open_ledger, search, verify, work
from reportedly.ledger.checkpoint import Checkpoint
from reportedly.ledger.entries import Entry, Kind
from reportedly.ledger.index_tables import FOUND
from reportedly.ledger.query import Query
from tests.ledger import filled, invented, postgresql

QUESTIONS = (Query(text="valley"), Query(text="sealed 2"), Query(decision="accepted"), Query(of="reports", limit=100))

UNPROVEN = sorted({work.reserved.name, *desk_tables.desk.tables, *corroboration.corroborated.tables})
"""Tables that docs/ledger.md says prove nothing."""

PROVEN = f"name NOT IN ({', '.join(repr(name) for name in UNPROVEN)})"

TABLES = (
    f"SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT GLOB '*_found_*' AND {PROVEN}"
    " AND ifnull(sql, '') NOT LIKE 'CREATE VIRTUAL%'"
)

SHARES = {"byte": 45, "column": 25, "delete": 8, "swap": 6, "insert": 6, "cut": 5, "older": 5}
"""Of a hundred changes of a file."""


@dataclass(frozen=True)
class Change:
    """What was changed, and what verify said: nothing if it missed it, an exception's name if it failed."""

    kind: str
    what: str
    said: tuple[str, ...]
    failed: str | None

    @property
    def named(self) -> bool:
        return bool(self.said) and self.failed is None


def fill(ledger: Ledger) -> Checkpoint:
    """Entries of every kind that a reader can come across, and a checkpoint at their end."""
    filled.fill(ledger)
    for number in range(4, 14):
        add.add(ledger, invented.read, invented.report(number), path=f"{number}.txt")
    return checkpoint.make(ledger)


def seen(path: Path) -> str:
    """A digest of all that a reader can see in a file: what each way of reading gives, or how it fails."""
    parts: list[Any] = []
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        tables = _asked(connection, TABLES)
        parts += [tables, [_asked(connection, f'SELECT * FROM "{name}"') for name, *_ in tables[1:]]]
        for found in FOUND.values():
            _asked(
                connection, f"CREATE VIRTUAL TABLE temp.{found}_words USING fts5vocab('main', '{found}', 'instance')"
            )
            words = _asked(connection, f"SELECT * FROM temp.{found}_words ORDER BY 1, 2, 4")
            terms = sorted({str(word[0]).replace('"', '""') for word in words[1:]})
            match = f"SELECT rowid FROM {found} WHERE {found} MATCH ? ORDER BY rowid"
            parts += [words, [_asked(connection, match, f'"{term}"') for term in terms]]
    try:
        with open_ledger(path) as ledger:
            parts += [_asked_for(partial(ledger.entries, kind=kind)) for kind in get_args(Kind)]
            for entry in ledger.entries():
                parts.append([entry.canonical(), _asked_for(partial(ledger.entries, report=entry.report))])
                if entry.kind == "report":
                    parts.append(ledger.bytes_of(entry.body["sha256"]))
            parts += [search.search(ledger, question) for question in QUESTIONS]
    except Exception as wrong:  # that, too, is something to see
        parts.append(f"{type(wrong).__name__}: {wrong}")
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _asked_for(entries: Callable[[], Iterator[Entry]]) -> list[int | str]:
    try:
        return [entry.number for entry in entries()]
    except LedgerError as wrong:
        return [str(wrong)]


def _asked(connection: sqlite3.Connection, query: str, *given: str) -> list[Row]:
    """The names of the columns and all rows; at the end what stopped it, if anything did."""
    found: list[Row] = []
    try:
        cursor = connection.execute(query, given)
        found.append(tuple(one[0] for one in cursor.description or ()))
        found.extend(cursor)
    except (sqlite3.Error, OverflowError, UnicodeError) as wrong:
        found.append((f"{type(wrong).__name__}: {wrong}",))
    return found


class File:
    """A ledger in a file that is changed again and again, and put back each time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.older: list[bytes] = []
        with open_ledger(path, create=True) as ledger:
            fill(ledger)
        for number in range(20, 23):
            self.older.append(path.read_bytes())
            with open_ledger(path) as ledger:
                add.add(ledger, invented.read, invented.report(number), path=f"{number}.txt")
                self.checkpoint = checkpoint.make(ledger)
        self.whole = path.read_bytes()
        self.seen = seen(path)
        said = verify.verify(path, self.checkpoint)
        assert said.fits, [str(one) for one in said.problems]

    def put(self, data: bytes) -> None:
        for left in ("-wal", "-shm"):
            self.path.with_name(self.path.name + left).unlink(missing_ok=True)
        self.path.write_bytes(data)

    def change(self, kind: str, chance: random.Random) -> Change:
        """Make random changes of a kind until one can be seen; verify."""
        while True:
            self.put(self.whole)
            what = getattr(self, f"_{kind}")(chance)
            if what is not None and seen(self.path) != self.seen:
                return _verified(kind, what, self.path, self.checkpoint)

    def _byte(self, chance: random.Random) -> str:
        at, flip = chance.randrange(len(self.whole)), chance.randrange(1, 256)
        self.put(self.whole[:at] + bytes([self.whole[at] ^ flip]) + self.whole[at + 1 :])
        return f"byte {at} xor {flip}"

    def _cut(self, chance: random.Random) -> str:
        length = chance.randrange(len(self.whole))
        self.put(self.whole[:length])
        return f"cut off at {length}"

    def _older(self, chance: random.Random) -> str:
        which = chance.randrange(len(self.older))
        self.put(self.older[which])
        return f"older file {which}"

    def _column(self, chance: random.Random) -> str | None:
        return self._in(chance, changed_column)

    def _delete(self, chance: random.Random) -> str | None:
        return self._in(chance, deleted)

    def _swap(self, chance: random.Random) -> str | None:
        return self._in(chance, swapped)

    def _insert(self, chance: random.Random) -> str | None:
        return self._in(chance, inserted)

    def _in(self, chance: random.Random, change: Any) -> str | None:
        with closing(sqlite3.connect(self.path, isolation_level=None)) as connection:
            every = f"SELECT name FROM sqlite_schema WHERE type = 'table' AND {PROVEN} AND sql NOT LIKE"
            table = chance.choice([name for (name,) in connection.execute(f"{every} 'CREATE VIRTUAL%'")])
            cursor = connection.execute(f"SELECT * FROM {table}")
            columns, rows = [one[0] for one in cursor.description], list(cursor)
            try:
                return str(change(connection, "?", table, columns, rows, chance)) if rows else None
            except (sqlite3.Error, OverflowError):
                return None  # the database itself does not let it through


class Server:
    """A ledger in PostgreSQL, of which each change gets a copy."""

    def __init__(self, server: postgresql.Server) -> None:
        self._server = server
        self._whole = server.database()
        with open_ledger(self._whole, create=True) as ledger:
            self.checkpoint = fill(ledger)

    def change(self, kind: str, chance: random.Random) -> Change:
        make = {"column": changed_column, "delete": deleted, "swap": swapped, "insert": inserted}[kind]
        while True:
            name = f"changed_{chance.getrandbits(60)}"
            self._server.run(f"CREATE DATABASE {name} TEMPLATE {self._whole.rpartition('/')[2]}")
            try:
                if (what := self._in(name, make, chance)) is not None:
                    return _verified(kind, what, self._server.url(name), self.checkpoint)
            finally:
                self._server.run(f"DROP DATABASE {name}")

    def _in(self, name: str, change: Any, chance: random.Random) -> str | None:
        connection = pg8000.dbapi.connect(
            "postgres", host="127.0.0.1", port=self._server.port, password=self._server.password, database=name
        )
        try:
            cursor = connection.cursor()
            proven = PROVEN.replace("name", "table_name", 1)
            of_ours = f"FROM information_schema.tables WHERE table_schema = 'public' AND {proven}"
            cursor.execute(f"SELECT table_name {of_ours} ORDER BY 1")
            table = chance.choice([name for (name,) in cursor.fetchall()])
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public'"
                f" AND table_name = '{table}' AND is_generated = 'NEVER' ORDER BY ordinal_position"
            )
            columns = [name for (name,) in cursor.fetchall()]
            cursor.execute(f"SELECT {', '.join(columns)} FROM {table}")
            rows = [tuple(row) for row in cursor.fetchall()]
            what = change(cursor, "%s", table, columns, rows, chance) if rows else None
            cursor.execute(f"SELECT {', '.join(columns)} FROM {table}")
            if Counter(map(repr, cursor.fetchall())) == Counter(map(repr, map(list, rows))):
                return None
            connection.commit()
            return str(what)
        except pg8000.dbapi.DatabaseError:
            return None  # the database itself does not let it through
        finally:
            connection.close()


def _verified(kind: str, what: str, where: Path | str, made: Checkpoint) -> Change:
    try:
        result = verify.verify(where, made)
    except Exception as wrong:  # what must never happen
        return Change(kind, what, (), f"{type(wrong).__name__}: {wrong}")
    return Change(kind, what, tuple(str(one) for one in result.problems), None)


def changes(ledger: File | Server, number: int, seed: int) -> Iterator[Change]:
    """Some changes, spread over their kinds."""
    chance = random.Random(seed)
    kinds = list(SHARES) if isinstance(ledger, File) else ["column", "delete", "swap", "insert"]
    for kind in chance.choices(kinds, [SHARES[one] for one in kinds], k=number):
        yield ledger.change(kind, chance)


def in_file(number: int, seed: int) -> list[Change]:
    """Some changes of a file of its own, for a process of its own."""
    with tempfile.TemporaryDirectory(prefix="reportedly-tampering-") as folder:
        return _told("SQLite", number, changes(File(Path(folder) / "ledger.db"), number, seed))


def in_server(number: int, seed: int) -> list[Change]:
    """The same in PostgreSQL; none where it cannot be had."""
    with suppress(postgresql.UnavailableError), postgresql.running() as server:
        return _told("PostgreSQL", number, changes(Server(server), number, seed))
    return []


def _told(name: str, number: int, coming: Iterator[Change]) -> list[Change]:
    done: list[Change] = []
    for one in coming:
        done.append(one)
        if len(done) % 50 == 0 or not one.named:
            say(f"{name}: {len(done)} of {number} changes, {sum(not one.named for one in done)} not named")
    return done


def _report(name: str, done: Sequence[Change], seconds: float) -> list[Change]:
    missed = [one for one in done if not one.named]
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(Counter(one.kind for one in done).items()))
    failed = sum(one.failed is not None for one in done)
    print(
        f"{name}: {len(done)} changes ({kinds}); {len(missed)} not named, {failed} of these failures; {seconds:.0f} s"
    )
    for one in missed:
        print(f"  {one.kind}: {one.what} {one.failed or ''}")
    return missed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--changes", type=int, default=1000, help="of a file; a fifth as many in PostgreSQL")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="changes at a time, each in a ledger of its own")
    arguments = parser.parse_args()
    missed, jobs = [], range(arguments.jobs)
    with ProcessPoolExecutor(arguments.jobs, multiprocessing.get_context("fork")) as pool:
        kinds = (("SQLite", in_file, arguments.changes), ("PostgreSQL", in_server, arguments.changes // 5))
        for name, share, all_ in kinds:
            start = time.perf_counter()
            numbers = [len(range(job, all_, arguments.jobs)) for job in jobs]
            seeds = [arguments.seed * 1000 + job for job in jobs]
            done = [one for some in pool.map(share, numbers, seeds) for one in some]
            missed += _report(name, done, time.perf_counter() - start)
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()

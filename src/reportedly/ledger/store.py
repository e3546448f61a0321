"""Open a ledger, append to it, read from it."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, select

from reportedly.errors import LedgerError
from reportedly.ledger import index, merkle
from reportedly.ledger.entries import Draft, Entry, Kind, leaf, now
from reportedly.ledger.tables import blobs, entries, ledger, metadata


class Ledger:
    """A ledger: what was read, what people decided, and the reports' own bytes, append-only.

    Use it as a context manager, or ``close`` it.
    """

    def __init__(self, engine: Engine, id: str) -> None:
        self.engine = engine
        self.id = id

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction in which nobody else appends; all of it is kept, for good, or nothing."""
        with self.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                connection.exec_driver_sql("LOCK TABLE entries IN EXCLUSIVE MODE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the ledger as it is now, whatever is appended meanwhile."""
        with self.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    def append(self, drafts: Sequence[Draft], connection: Connection | None = None) -> list[Entry]:
        """Append entries, all or none; inside ``writing`` hand over its connection. Raises LedgerError."""
        if connection is None:
            with self.writing() as connection:
                return self.append(drafts, connection)
        first, at = size(connection), now()
        new = [Entry(self.id, first + i, d.kind, d.report, d.by, at, d.body) for i, d in enumerate(drafts)]
        rows: list[dict[str, Any]] = []
        for draft, entry in zip(drafts, new, strict=True):
            canonical = entry.canonical()
            rows.append(
                {
                    "number": entry.number,
                    "kind": entry.kind,
                    "report": entry.report,
                    "canonical": canonical,
                    "leaf": leaf(canonical),
                }
            )
            if draft.blob is not None:
                _keep(connection, draft.blob)
        if rows:
            connection.execute(insert(entries), rows)
            merkle.append(connection, first, [row["leaf"] for row in rows])
            index.add(connection, new)
        return new

    def entries(self, *, kind: Kind | None = None, report: str | None = None, start: int = 0) -> Iterator[Entry]:
        """Entries in their order, each checked against its hash. Raises LedgerError for one that does not fit."""
        query = select(entries).where(entries.c.number >= start).order_by(entries.c.number)
        if kind is not None:
            query = query.where(entries.c.kind == kind)
        if report is not None:
            query = query.where(entries.c.report == report)
        with self.reading() as connection:
            for row in connection.execution_options(yield_per=200).execute(query):
                yield checked(row.number, bytes(row.canonical), bytes(row.leaf))

    def entry(self, number: int) -> Entry:
        """The entry with this number. Raises KeyError if there is none, LedgerError if it does not fit its hash."""
        with self.reading() as connection:
            row = connection.execute(select(entries).where(entries.c.number == number)).one_or_none()
        if row is None:
            raise KeyError(number)
        return checked(number, bytes(row.canonical), bytes(row.leaf))

    def bytes_of(self, sha256: str) -> bytes:
        """The bytes with this digest (hexadecimal). Raises KeyError, or LedgerError if they do not fit it."""
        with self.reading() as connection:
            data = connection.execute(select(blobs.c.bytes).where(blobs.c.sha256 == sha256)).scalar_one_or_none()
        if data is None:
            raise KeyError(sha256)
        if hashlib.sha256(bytes(data)).hexdigest() != sha256:
            raise LedgerError(f"the bytes of {sha256} are not those that were stored")
        return bytes(data)


def size(connection: Connection) -> int:
    """How many entries there are."""
    last = connection.execute(select(func.max(entries.c.number))).scalar()
    return 0 if last is None else int(last) + 1


def checked(number: int, canonical: bytes, hashed: bytes) -> Entry:
    """An entry from its row. Raises LedgerError if the row does not fit itself."""
    if leaf(canonical) != hashed:
        raise LedgerError(f"entry {number} is not what was stored: its bytes do not fit its hash")
    try:
        entry = Entry.read(canonical)
    except ValueError as wrong:
        raise LedgerError(f"entry {number}: {wrong}") from wrong
    if entry.number != number:
        raise LedgerError(f"entry {number} is not what was stored: it says that it is {entry.number}")
    return entry


def open_ledger(where: str | Path, *, create: bool = False) -> Ledger:
    """Open the ledger in a file or at a ``postgresql://`` address. Raises LedgerError if there is none."""
    path = Path(where)
    if not create and not path.exists():
        raise LedgerError(f"there is no ledger {path}")
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _settings)
    metadata.create_all(engine)
    with engine.begin() as connection:
        id = connection.execute(select(ledger.c.id)).scalar()
        if id is None:
            id = str(uuid.uuid4())
            connection.execute(insert(ledger).values(id=id, made=now()))
    return Ledger(engine, id)


def _settings(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where the code says so, and nowhere else
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=60000"):
        connection.execute(f"PRAGMA {pragma}")


def _keep(connection: Connection, data: bytes) -> None:
    digest = hashlib.sha256(data).hexdigest()
    if connection.execute(select(blobs.c.sha256).where(blobs.c.sha256 == digest)).first() is None:
        sha1 = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        connection.execute(insert(blobs).values(sha256=digest, sha1=sha1, size=len(data), bytes=data))

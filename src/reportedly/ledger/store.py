"""Open a ledger, append to it, read from it."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select, text

from reportedly.errors import LedgerError
from reportedly.ledger import connect, index, merkle, migrations, postgres
from reportedly.ledger.entries import Draft, Entry, Kind, leaf, now, storable
from reportedly.ledger.tables import blobs, entries, ledger, nodes

LOCK = 0x52504C47
"""The number of the lock (PostgreSQL's advisory one) that whoever appends to a ledger holds."""

AT_ONCE = 200
"""Entries fetched at a time: enough to be fast, few enough to keep memory flat."""


class Ledger:
    """A ledger: what was read, what people decided, and the reports' own bytes, append-only.

    ``name`` is its file or address as it may be shown, ``path`` its file or None. Use it as a context manager, or
    ``close`` it.
    """

    def __init__(self, engine: Engine, id: str, name: str = "", path: Path | None = None) -> None:
        self.engine = engine
        self.id = id
        self.name = name
        self.path = path

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction in which nobody else appends; all of it is on the disk afterwards, or nothing.

        Raises LedgerError for whatever the database cannot do.
        """
        with connect.plainly(self.name), self.engine.connect() as connection:
            _lock(connection)
            yield connection
            connection.commit()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the ledger as it is now, whatever is appended meanwhile. Raises LedgerError."""
        with connect.plainly(self.name), self.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN")
            else:
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield connection

    def append(self, drafts: Sequence[Draft], connection: Connection | None = None) -> list[Entry]:
        """Append entries, all or none; inside ``writing`` hand over its connection. Raises LedgerError.

        Raises ValueError if one holds what JSON does not know, such as NaN.
        """
        if connection is None:
            with self.writing() as connection:
                return self.append(drafts, connection)
        first, at = size(connection), now()
        new, rows = [], []
        reports: dict[str, dict[str, Any]] = {}
        for number, draft in enumerate(drafts, first):
            draft = draft if "index" in draft.body else index.seal(draft)
            entry, canonical = _written(Entry(self.id, number, draft.kind, draft.report, draft.by, at, draft.body))
            new.append(entry)
            rows.append({**entry.columns(), "canonical": canonical, "leaf": leaf(canonical)})
            if draft.blob is not None:
                blob = _blob(draft.blob)
                reports[blob["sha256"]] = blob
        if rows:
            grown = merkle.grown(connection, first, [row["leaf"] for row in rows])
            index.add(connection, new, {blobs: list(reports.values()), entries: rows, nodes: grown})
        return new

    def entries(self, *, kind: Kind | None = None, report: str | None = None, start: int = 0) -> Iterator[Entry]:
        """Entries in their order, each checked against its hash. Raises LedgerError for one that does not fit."""
        query = select(entries).order_by(entries.c.number).limit(AT_ONCE)
        if kind is not None:
            query = query.where(entries.c.kind == kind)
        if report is not None:
            query = query.where(entries.c.report == report)
        with self.reading() as connection:
            while rows := connection.execute(query.where(entries.c.number >= start)).all():
                yield from map(checked, rows)
                start = rows[-1].number + 1

    def entry(self, number: int) -> Entry:
        """The entry with this number. Raises KeyError if there is none, LedgerError if it does not fit its hash."""
        if not 0 <= number < 2**63:  # more than a database can count
            raise KeyError(number)
        with self.reading() as connection:
            found = entry(connection, number)
        if found is None:
            raise KeyError(number)
        return found

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


def entry(connection: Connection, number: int) -> Entry | None:
    """The entry with this number, or None. Raises LedgerError if it does not fit its hash."""
    row = connection.execute(select(entries).where(entries.c.number == number)).one_or_none()
    return None if row is None else checked(row)


def checked(row: Row[*tuple[Any, ...]]) -> Entry:
    """An entry from its row: number, canonical bytes and hash. Raises LedgerError if the row does not fit itself."""
    canonical = bytes(row.canonical)
    if leaf(canonical) != bytes(row.leaf):
        raise LedgerError(f"entry {row.number} is not what was stored: its bytes do not fit its hash")
    try:
        found = Entry.read(canonical)
    except ValueError as wrong:
        raise LedgerError(f"entry {row.number}: {wrong}") from wrong
    if found.number != row.number:
        raise LedgerError(f"entry {row.number} is not what was stored: it says that it is {found.number}")
    return found


def open_ledger(where: str | Path, *, create: bool = False, passphrase: connect.Passphrase | None = None) -> Ledger:
    """Open the ledger in a file or at a ``postgresql://`` address; with ``create`` make it if there is none.

    ``passphrase``, or a function that asks for it, opens an encrypted ledger, and makes a new one encrypted; it is not
    asked for a ledger that is not. A ledger of an older version is brought up to date, its entries untouched.
    Raises LedgerError with one plain sentence for whatever stands in the way.
    """
    name, path = connect.name_of(where), None
    if connect.is_address(where):
        engine = connect.server(str(where))
    else:
        path = Path(where)
        engine = connect.file(path, create=create, passphrase=passphrase)
    try:
        with connect.plainly(name):
            return Ledger(engine, _prepared(engine, name, create), name, path)
    except BaseException:
        engine.dispose()
        raise


def _prepared(engine: Engine, name: str, create: bool) -> str:
    """Bring the tables up to date and give the ledger's id."""
    with engine.connect() as connection:
        at = migrations.revision(connection)
        if at == migrations.HEAD and (id := connection.execute(select(ledger.c.id)).scalar()):
            return str(id)
        connection.rollback()
        if at is None and not create:
            raise LedgerError(f"there is no ledger in {name} yet")
        if connection.dialect.name != "sqlite":
            postgres.check(connection, name)
        if at is not None and at > migrations.HEAD:
            raise LedgerError(f"the ledger {name} was made by a newer version of reportedly; use that one")
        _lock(connection)
        if migrations.revision(connection) != migrations.HEAD:
            try:
                migrations.upgrade(connection)
            except ValueError as wrong:
                raise LedgerError(
                    f"the ledger {name} is of an older version and cannot be brought up to date: {wrong}"
                ) from wrong
        id = connection.execute(select(ledger.c.id)).scalar()
        if id is None and at is not None:
            raise LedgerError(f"the ledger {name} is damaged: it does not say which ledger it is")
        if id is None:
            id = str(uuid.uuid4())
            connection.execute(insert(ledger).values(id=id))
        connection.commit()
        return str(id)


def _lock(connection: Connection) -> None:
    """Begin a transaction in which nobody else appends."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def _written(entry: Entry) -> tuple[Entry, bytes]:
    """An entry and its bytes; what JSON cannot hold of its words is spelled out first."""
    try:
        return entry, entry.canonical()
    except ValueError:
        # Sealed anew, because the rows that a record gives are worked out from the words as they are stored.
        body = index.seal(Draft(entry.kind, storable(entry.body))).body
        shown = replace(entry, report=storable(entry.report), by=storable(entry.by), body=body)
        return shown, shown.canonical()


def _blob(data: bytes) -> dict[str, Any]:
    """The row of a report's bytes."""
    sha1 = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    return {"sha256": hashlib.sha256(data).hexdigest(), "sha1": sha1, "size": len(data), "bytes": data}

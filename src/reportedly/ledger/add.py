"""Add reports to a ledger: each its bytes, how they were obtained, and the record that was read from them.

The same bytes are never added twice. The same address with other bytes is a new version, linked to the one before it.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import chain

from sqlalchemy import Connection, select

from reportedly.errors import ReportError
from reportedly.ledger import index, lookup
from reportedly.ledger.entries import Draft, address
from reportedly.ledger.store import Ledger
from reportedly.ledger.tables import entries
from reportedly.record import Origin, Report

Read = Callable[[bytes, str], Report]
ReadMany = Callable[[Iterable[tuple[bytes, str]]], Iterable[tuple[tuple[bytes, str], Report | ReportError]]]


@dataclass(frozen=True)
class Obtained:
    """Where bytes came from: a path or an address, when (ISO 8601), and how (file, input, download)."""

    path: str | None = None
    url: str | None = None
    retrieved: str | None = None
    how: str = "file"

    @property
    def name(self) -> str:
        """What stands for the report in messages."""
        return self.path or self.url or "the report"


@dataclass(frozen=True)
class Added:
    """What became of bytes that were to be added.

    ``report`` is the report's id, ``new`` whether it was not in the ledger yet, ``record`` the number of its newest
    record, ``earlier`` the id of the version of the same address before it, or None.
    """

    report: str
    new: bool
    record: int | None
    earlier: str | None


def id_of(data: bytes) -> str:
    """The id of the report that these bytes are."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def add(
    ledger: Ledger,
    read: Read,
    data: bytes,
    *,
    path: str | None = None,
    url: str | None = None,
    retrieved: str | None = None,
    how: str = "file",
    by: str | None = None,
    codebook: str | None = None,
) -> Added:
    """Add a report; ``read`` reads its bytes and is called only if they are not there yet.

    ``by`` is the person who adds it, ``codebook`` the SHA-256 (hexadecimal) of a codebook of the user's own. Raises
    what ``read`` raises, and LedgerError.
    """
    obtained = Obtained(path, url, retrieved, how)
    there = find(ledger, id_of(data))
    return there or keep(ledger, data, read(data, obtained.name), obtained, by=by, codebook=codebook)


def add_many(
    ledger: Ledger,
    read: ReadMany,
    reports: Iterable[tuple[bytes, Obtained]],
    *,
    by: str | None = None,
    codebook: str | None = None,
) -> Iterator[tuple[Obtained, Added | ReportError]]:
    """Add many reports, in their order, one commit each; whoever stops half-way can begin anew and goes on there.

    ``read`` takes pairs of bytes and names and gives each back with its report or what is wrong with it, in the same
    order (``pipeline.read_documents``); it takes no more of them than it reads soon. What is yielded is on the disk.
    """
    coming = iter(reports)
    for data, obtained in coming:
        there = find(ledger, id_of(data))
        if there is None:
            coming = chain([(data, obtained)], coming)
            break
        yield obtained, there  # here already, because a reader that is to be started is not needed for these
    else:
        return
    waiting: deque[tuple[Obtained, Added | None]] = deque()

    def unread() -> Iterator[tuple[bytes, str]]:
        for data, obtained in coming:
            there = find(ledger, id_of(data))
            waiting.append((obtained, there))
            if there is None:
                yield data, obtained.name

    for (data, _), report in read(unread()):
        while waiting[0][1] is not None:
            yield waiting[0][0], waiting.popleft()[1]  # type: ignore[misc]
        obtained, _there = waiting.popleft()
        if isinstance(report, ReportError):
            yield obtained, report
        else:
            yield obtained, keep(ledger, data, report, obtained, by=by, codebook=codebook)
    for obtained, there in waiting:
        if there is not None:
            yield obtained, there


def keep(
    ledger: Ledger,
    data: bytes,
    report: Report,
    obtained: Obtained,
    *,
    by: str | None = None,
    codebook: str | None = None,
) -> Added:
    """Append a report that has been read: its bytes, its entry and its record, in one transaction.

    Does nothing if somebody else was faster. Raises ValueError if the record is not one of these bytes.
    """
    if report.id != id_of(data):
        raise ValueError(f"{obtained.name}: the record is not one of these bytes")
    digest = report.id.removeprefix("sha256:")
    if obtained.url or obtained.retrieved:
        report = replace(report, origin=Origin(obtained.path, obtained.url, obtained.retrieved))
    read = Draft("record", {"record": report.to_dict(), "codebook": codebook, "earlier": None}, report.id, by)
    read = index.seal(read)  # here and not in append, which holds everybody else up
    with ledger.writing() as connection:
        if there := _find(connection, report.id):
            return there
        earlier = _newest(connection, obtained.url)
        about = {
            "id": report.id,
            "sha256": digest,
            "sha1": hashlib.sha1(data, usedforsecurity=False).hexdigest(),
            "size": len(data),
            "media_type": report.media_type,
            "obtained": asdict(obtained),
            "outlet": report.outlet,
            "title": report.title,
            "published": report.published,
            "language": report.language,
            "earlier": earlier,
        }
        _, last = ledger.append([Draft("report", about, report.id, by, blob=data), read], connection)
    return Added(report.id, True, last.number, earlier)


def has(ledger: Ledger, sha256: str) -> bool:
    """Whether the bytes with this digest (hexadecimal) are a report of the ledger."""
    return find(ledger, f"sha256:{sha256}") is not None


def find(ledger: Ledger, id: str) -> Added | None:
    """What is known of a report that is in the ledger, or None."""
    with ledger.reading() as connection:
        return _find(connection, id)


def _find(connection: Connection, id: str) -> Added | None:
    here = entries.c.report == id
    added = connection.execute(select(entries.c.url, entries.c.number).where(here, entries.c.kind == "report")).first()
    if added is None:
        return None
    return Added(id, False, lookup.newest(connection, id), _newest(connection, added.url, added.number))


def _newest(connection: Connection, url: str | None, before: int | None = None) -> str | None:
    """The id of the newest report from an address, of those with a number below ``before``."""
    if url is None:
        return None
    query = select(entries.c.report).where(entries.c.url == address(url)).order_by(entries.c.number.desc()).limit(1)
    if before is not None:
        query = query.where(entries.c.number < before)
    return connection.execute(query).scalar()

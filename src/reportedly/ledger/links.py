"""What an entry says of other entries, and whether they are there.

A record holds nearly all bytes of a ledger, and reading JSON takes ten times as long as hashing it. The canonical form
puts what is needed of a record at its beginning and at its end, so that the middle need not be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from reportedly.ledger.entries import Entry
from reportedly.ledger.problem import Problem, shown
from reportedly.ledger.snapshot import rows

# Inside a string a quotation mark is written \", so that these can only stand where they seem to stand.
_HEAD = re.compile(rb'\{"at":"[^"\\]{0,40}","body":\{"codebook":(?:null|"[^"\\]{0,80}"),"earlier":(null|[0-9]{1,16}),')
_TAIL = re.compile(
    rb'\},"by":(?:null|"(?:[^"\\]|\\.)*"),"kind":"record","ledger":"(?P<ledger>[^"\\]*)","number":(?P<number>[0-9]{1,16}),'
    rb'"report":"(?P<report>[^"\\]*)","reportedly-ledger":1,"version":"[^"\\]*"\}'
)
_END = b'},"by":'

ABOUT_RECORDS = ("judgment", "rating", "confidentiality", "note")


@dataclass(frozen=True)
class Said:
    """What an entry says of itself and of others; ``body`` is None where there was no need to read it."""

    ledger: str
    number: int
    columns: dict[str, Any]
    earlier: Any
    body: dict[str, Any] | None

    @property
    def kind(self) -> str:
        return str(self.columns["kind"])

    @property
    def report(self) -> str | None:
        report = self.columns["report"]
        return report if isinstance(report, str) else None


def said(canonical: bytes) -> Said:
    """What the bytes of an entry say. Raises ValueError if they are no entry."""
    head = _HEAD.match(canonical)
    tail = _TAIL.fullmatch(canonical, canonical.rfind(_END)) if head else None
    if head and tail:
        earlier = None if head[1] == b"null" else int(head[1])
        ledger, report = tail["ledger"].decode(), tail["report"].decode()
        number = int(tail["number"])
        columns = {"number": number, "kind": "record", "report": report, "url": None}
        return Said(ledger, number, columns, earlier, None)
    entry = Entry.read(canonical)
    if not isinstance(entry.body, dict) or type(entry.number) is not int or not isinstance(entry.ledger, str):
        raise ValueError("one of its members is of the wrong kind")
    try:
        columns = entry.columns()
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ValueError("the body of a report lacks where it was obtained from") from wrong
    return Said(entry.ledger, entry.number, columns, entry.body.get("earlier"), entry.body)


def check(connection: Connection, batch: Sequence[Said]) -> Iterator[Problem]:
    """What these entries say of others and is not so. Whatever kind and report a row names was checked apart."""
    kinds = _kinds(connection, {number for one in batch for number in _numbers(one)})
    added = _added(connection, {report for one in batch for report in _reports(one)})
    blobs = _blobs(connection, [one.report.partition(":")[2] for one in batch if one.kind == "report" and one.report])
    for one in batch:
        for reason in _reasons(one, kinds, added, blobs):
            yield Problem("entry", str(one.number), reason)


def _reasons(
    one: Said,
    kinds: dict[int, tuple[str, str | None]],
    added: dict[str, int],
    blobs: dict[str, tuple[Any, Any]],
) -> Iterator[str]:
    body = one.body or {}
    if one.report is not None and one.kind != "report" and added.get(one.report, one.number) >= one.number:
        yield f"it is about report {shown(one.report)}, which was not added before it"
    if one.kind == "report":
        digest = body.get("sha256")
        if one.report != f"sha256:{digest}" or body.get("id") != one.report:
            yield "its id is not the digest that it names"
        elif digest not in blobs:
            yield "the bytes of its report are not in the ledger"
        elif blobs[digest] != (body.get("sha1"), body.get("size")):
            yield "SHA-1 or size of its bytes are not those that it names"
        if one.earlier is not None and added.get(str(one.earlier), one.number) >= one.number:
            yield f"it names {shown(one.earlier)} as the version before it, which was not added before it"
    if one.kind == "record":
        yield from _points(one, "earlier", one.earlier, kinds, "record")
        if one.report is None:
            yield "it is a record of no report"
    if one.kind in ABOUT_RECORDS:
        yield from _points(one, "record", body.get("record"), kinds, "record")
        for name, to in _others(body):
            yield from _points(one, name, to, kinds, one.kind)


def _points(one: Said, name: str, to: Any, kinds: dict[int, tuple[str, str | None]], kind: str) -> Iterator[str]:
    """Whether a number in a body leads to an earlier entry of some kind and of the same report."""
    if to is None:
        return
    if type(to) is not int or not 0 <= to < one.number:
        yield f"its {name} is {shown(to)}, which is no earlier entry"
    elif kinds.get(to) != (kind, one.report):
        yield f"its {name} is entry {to}, which is not the {kind} of the same report that it should be"


def _others(body: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The entries of its own kind that a body names, and as what."""
    yield "supersedes", body.get("supersedes")
    carried, overrules = body.get("carried"), body.get("overrules")
    if isinstance(carried, dict):
        yield "carried", carried.get("from")
    if isinstance(overrules, list):
        yield from (("overrules", to) for to in overrules)


def _numbers(one: Said) -> Iterator[int]:
    named = [one.earlier] if one.kind == "record" else []
    if one.body is not None and one.kind in ABOUT_RECORDS:
        named = [one.body.get("record"), *(to for _, to in _others(one.body))]
    yield from (to for to in named if type(to) is int and 0 <= to < one.number)


def _reports(one: Said) -> Iterator[str]:
    if one.report is not None:
        yield one.report
    if one.kind == "report" and isinstance(one.earlier, str):
        yield one.earlier


def _kinds(connection: Connection, numbers: set[int]) -> dict[int, tuple[str, str | None]]:
    if not numbers:
        return {}
    query = "SELECT number, kind, report FROM entries WHERE number IN :numbers"
    return {row[0]: (row[1], row[2]) for row in rows(connection, query, numbers=sorted(numbers))}


def _added(connection: Connection, reports: set[str]) -> dict[str, int]:
    """For every report of these that was added the number of the entry that says so."""
    if not reports:
        return {}
    query = "SELECT report, min(number) FROM entries WHERE kind = 'report' AND report IN :reports GROUP BY report"
    return {row[0]: row[1] for row in rows(connection, query, reports=sorted(reports))}


def _blobs(connection: Connection, digests: list[str]) -> dict[str, tuple[Any, Any]]:
    if not digests:
        return {}
    query = "SELECT sha256, sha1, size FROM blobs WHERE sha256 IN :digests"
    return {row[0]: (row[1], row[2]) for row in rows(connection, query, digests=digests)}

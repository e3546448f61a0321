"""How reports and claims are named on the command line: ``3fa9c1``, ``3fa9c1:c7``, or the report's own file."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from reportedly.record import Report

if TYPE_CHECKING:
    from reportedly.ledger import Entry, Ledger

_DIGITS = re.compile(r"(?:sha256:)?([0-9a-fA-F]{6,64})")
_LAYER = re.compile(r"[A-Za-z]\w*")


@dataclass(frozen=True)
class Name:
    """A report by the first digits of its digest, and perhaps one thing in it by its id: a claim or a source."""

    digits: str
    part: str | None = None

    def __str__(self) -> str:
        return self.digits[:8] + (f":{self.part}" if self.part else "")


class Meant(TypedDict):
    """What a note or a level is about, as the ledger takes it."""

    record: int | None
    source: str | None
    claim: str | None


@dataclass(frozen=True)
class Found:
    """What a name means: the report, the record in which it is meant, and the claim or the source, if it names one."""

    id: str
    entry: Entry
    record: Report
    part: str | None

    @property
    def is_source(self) -> bool:
        """Whether the part is a source, not a claim."""
        return self.part in self.record.things["sources"]

    @property
    def meant(self) -> Meant:
        """The record and the source or claim in it that is meant; nothing of these for the report itself."""
        if self.part is None:
            return Meant(record=None, source=None, claim=None)
        source, claim = (self.part, None) if self.is_source else (None, self.part)
        return Meant(record=self.entry.number, source=source, claim=claim)


class NameType(click.ParamType[Name]):
    """Reads a name. ``part`` says whether a claim (or a source) behind a colon may, must or must not be there."""

    name = "name"

    def __init__(self, part: bool | None = None) -> None:
        self.part = part

    def convert(self, value: str | Name, param: click.Parameter | None, ctx: click.Context | None) -> Name:
        """The name. Fails with what a name looks like."""
        if isinstance(value, Name):
            return value
        name = self._named(value)
        if name is None:
            self.fail(f"{value!r} names nothing; write 6 or more digits of a report’s digest, or its file", param, ctx)
        if self.part and name.part is None:
            self.fail(f"{value!r} names a report; add what is meant in it, as in {name}:c7", param, ctx)
        if self.part is False and name.part is not None:
            self.fail(f"{value!r} names a part of a report; name the report: {Name(name.digits)}", param, ctx)
        return name

    def _named(self, value: str) -> Name | None:
        rest, colon, part = value.rpartition(":")
        if match := _DIGITS.fullmatch(value):
            return Name(match[1].lower())
        if colon and (match := _DIGITS.fullmatch(rest)) and _LAYER.fullmatch(part):
            return Name(match[1].lower(), part)
        if digest := _digest(value):
            return Name(digest)
        if colon and _LAYER.fullmatch(part) and (digest := _digest(rest)):
            return Name(digest, part)
        return None


REPORT = NameType(part=False)
ANY = NameType()
PART = NameType(part=True)


def find(ledger: Ledger, name: Name, number: int | None = None) -> Found:
    """What the name means, in the newest record of the report or in the one of this number. Raises LedgerError."""
    from reportedly.ledger import names

    id = names.report(ledger, name.digits)
    entry = names.record(ledger, id, number)
    return Found(id, entry, Report.from_dict(entry.body["record"]), name.part)


def _digest(path: str) -> str | None:
    try:
        file = Path(path).open("rb")  # noqa: SIM115 - closed below
    except (OSError, ValueError):
        return None
    with file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""What can go wrong, as one small tree.

ReportedlyError
├── ReportError        a report cannot be read: says which one and why
│   ├── NotFound       it is not there, or vanished
│   ├── NotPermitted   it may not be read by this user
│   ├── NotText        it is empty, binary, or of a format that is not read
│   ├── TooLarge       it is larger than what is read at once
│   └── Malformed      its bytes or its markup are broken beyond reading
├── LedgerError        a ledger cannot be opened, written or trusted: says which one, where and why
├── CodebookError      a codebook cannot be used: says which file, which line and why
└── ModelError         the weights that ship with the package are missing or do not fit
"""

from __future__ import annotations


class ReportedlyError(Exception):
    """Anything that this package raises on purpose."""


class ReportError(ReportedlyError):
    """A report cannot be read. ``name`` is the file or address as the user gave it, ``reason`` one plain sentence."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason

    def __reduce__(self) -> tuple[type[ReportError], tuple[str, str]]:
        return type(self), (self.name, self.reason)


class NotFound(ReportError):
    """The report is not there, or vanished while it was being read."""


class NotPermitted(ReportError):
    """The user may not read the report."""


class NotText(ReportError):
    """The report is empty, binary, or of a format that is not read."""


class TooLarge(ReportError):
    """The report is larger than what is read at once."""


class Malformed(ReportError):
    """The report's bytes or markup are broken beyond reading."""


class CodebookError(ReportedlyError):
    """A codebook cannot be used. ``line`` counts from 1; None where the fault has no line."""

    def __init__(self, name: str, line: int | None, reason: str) -> None:
        where = name if line is None else f"{name}, line {line}"
        super().__init__(f"{where}: {reason}")
        self.name = name
        self.line = line
        self.reason = reason

    def __reduce__(self) -> tuple[type[CodebookError], tuple[str, int | None, str]]:
        return type(self), (self.name, self.line, self.reason)


class LedgerError(ReportedlyError):
    """A ledger cannot be opened or written, or does not fit its own hashes; one plain sentence."""


class ModelError(ReportedlyError):
    """The weights that ship with the package are missing or do not fit the code."""

"""What does not fit in a ledger, as verify names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

What = Literal["file", "database", "table", "ledger", "blob", "entry", "node", "checkpoint"]


@dataclass(frozen=True)
class Problem:
    """One thing that does not fit: what it is, which one (a number, a digest, a name), and why, in a few words."""

    what: What
    name: str
    reason: str

    def __str__(self) -> str:
        return f"{self.what} {self.name}: {self.reason}"


def row_of(said: str) -> Problem:
    """What the index says of its own tables: ``claims: row 7 …``."""
    table, _, reason = said.partition(": ")
    return Problem("table", table, reason)


def unread(name: str, wrong: BaseException) -> Problem:
    """That a part of a database cannot be read further, whatever its driver raised."""
    words = str(getattr(wrong, "orig", None) or wrong) or type(wrong).__name__
    return Problem("database", name, f"it cannot be read further: {shown(words, 200)}")


def shown(value: Any, longest: int = 80) -> str:
    """Any value of a damaged row, short enough for a line and without what a terminal would obey."""
    text = value if isinstance(value, str) else repr(value)
    text = text if text.isprintable() else ascii(text)
    return text if len(text) <= longest else text[: longest - 1] + "…"

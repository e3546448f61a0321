"""The one table that is printed: sections of rows, and what is missing said in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

COLUMNS = ("", "reportedly", "spaCy", "")
"""The heads of the columns; spaCy's stands only over figures."""
INDENT = "  "


@dataclass(frozen=True)
class Row:
    """One figure: what it is, ours, the peer's, and on what it was measured."""

    what: str
    ours: str
    peer: str = ""
    on: str = ""


@dataclass(frozen=True)
class Section:
    """Rows under a title; ``note`` says what must be known of them, or why there are none."""

    title: str
    rows: tuple[Row, ...] = ()
    note: str = ""


def table(sections: Iterable[Section]) -> str:
    """The sections as text, their columns in line: words to the left, figures to the right."""
    sections = tuple(sections)
    heads = COLUMNS if any(row.peer for one in sections for row in one.rows) else (*COLUMNS[:2], "", "")
    cells = [heads, *((INDENT + row.what, row.ours, row.peer, row.on) for one in sections for row in one.rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(3)]

    def line(what: str, ours: str, peer: str, on: str) -> str:
        return f"{what:<{widths[0]}}  {ours:>{widths[1]}}  {peer:>{widths[2]}}  {on}".rstrip()

    out = [line(*heads)]
    for one in sections:
        out += ["", one.title]
        out += [line(INDENT + row.what, row.ours, row.peer, row.on) for row in one.rows]
        out += [INDENT + one.note] if one.note else []
    return "\n".join(out)

"""The table beside a picture, as a page shows it and as a spreadsheet opens it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.responses import Response

_FORMULA = re.compile(r"[=+\-@\t\r]")


@dataclass(frozen=True)
class Cell:
    """What stands in a place of a table: words or a number, and where it leads."""

    text: str | int
    address: str | None = None

    @property
    def is_number(self) -> bool:
        """Whether it stands with figures below one another."""
        return isinstance(self.text, int)


@dataclass(frozen=True)
class Table:
    """Headings and rows of cells; ``shown`` of them stand on the page, all in the file."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shown: int = 100

    @property
    def first(self) -> Sequence[tuple[Cell, ...]]:
        """The rows that stand on the page."""
        return self.rows[: self.shown]


def as_csv(table: Table, name: str) -> Response:
    """A file of comma-separated values (RFC 4180, UTF-8 with a mark, because spreadsheets ask for it)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*table.headings, "address"])
    for row in table.rows:
        address = next((cell.address for cell in reversed(row) if cell.address), "")
        writer.writerow([*(_plain(cell.text) for cell in row), address])
    return Response(
        out.getvalue().encode("utf-8-sig", "replace"),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def row(cells: Iterable[Cell | str | int]) -> tuple[Cell, ...]:
    """Cells from what stands in them."""
    return tuple(one if isinstance(one, Cell) else Cell(one) for one in cells)


def _plain(text: str | int) -> str | int:
    """Words that no spreadsheet takes for a formula: they come from reports, which anybody may have written."""
    return f"'{text}" if isinstance(text, str) and _FORMULA.match(text) else text

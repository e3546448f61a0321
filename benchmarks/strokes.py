"""Changes to rows of a database, of one kind each, at random; SQL that runs on SQLite and PostgreSQL alike.

``to`` is what executes a statement, ``mark`` stands for a value in it (``?`` or ``%s``), ``rows`` are all rows of the
table. Each says what it did, or gives None where there was nothing to do; what the database does not let through raises
its error.
"""

from __future__ import annotations

import random
from typing import Any

Row = tuple[Any, ...]


def changed_column(to: Any, mark: str, table: str, columns: list[str], rows: list[Row], chance: random.Random) -> str:
    row, at = chance.choice(rows), chance.randrange(len(columns))
    _update(to, mark, table, columns, row, {columns[at]: _turned(row[at], mark, chance)})
    return f"{table}.{columns[at]} of {str(row)[:60]}"


def deleted(to: Any, mark: str, table: str, columns: list[str], rows: list[Row], chance: random.Random) -> str:
    some = chance.sample(rows, min(len(rows), chance.choice([1, 1, 1, 2, 5])))
    for row in some:
        where, values = _where(mark, columns, row)
        to.execute(f"DELETE FROM {table} WHERE {where}", values)
    return f"{len(some)} rows of {table}: {str(some)[:60]}"


def swapped(to: Any, mark: str, table: str, columns: list[str], rows: list[Row], chance: random.Random) -> str | None:
    if len(rows) < 2:
        return None
    one, other = chance.sample(rows, 2)
    names = chance.choice([columns[1:], [chance.choice(columns[1:] or columns)]])
    at = [columns.index(name) for name in names]
    _update(to, mark, table, columns, one, {columns[i]: other[i] for i in at})
    _update(to, mark, table, columns, other, {columns[i]: one[i] for i in at})
    return f"{names} of two rows of {table}: {str(one)[:40]} {str(other)[:40]}"


def inserted(to: Any, mark: str, table: str, columns: list[str], rows: list[Row], chance: random.Random) -> str:
    row = chance.choice(rows)
    new = [value if at and chance.random() < 0.7 else _turned(value, mark, chance) for at, value in enumerate(row)]
    to.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join([mark] * len(new))})", new)
    return f"into {table}: {str(new)[:60]}"


def _update(to: Any, mark: str, table: str, columns: list[str], row: Row, values: dict[str, Any]) -> None:
    where, known = _where(mark, columns, row)
    put = ", ".join(f"{name} = {mark}" for name in values)
    to.execute(f"UPDATE {table} SET {put} WHERE {where}", [*values.values(), *known])


def _where(mark: str, columns: list[str], row: Row) -> tuple[str, list[Any]]:
    """What holds for this row alone, whatever its key is."""
    same = "IS" if mark == "?" else "="
    parts = [
        f"{name} IS NULL" if one is None else f"{name} {same} {mark}" for name, one in zip(columns, row, strict=True)
    ]
    return " AND ".join(parts), [one for one in row if one is not None]


def _turned(value: Any, mark: str, chance: random.Random) -> Any:
    """A value of which one byte is another."""
    if isinstance(value, int):
        return value ^ 1 << chance.randrange(16)
    if isinstance(value, bytes) and value:
        at = chance.randrange(len(value))
        return value[:at] + bytes([value[at] ^ chance.randrange(1, 256)]) + value[at + 1 :]
    if isinstance(value, str) and value:
        at = chance.randrange(len(value))
        return value[:at] + chance.choice([one for one in "aZ07 -é" if one != value[at]]) + value[at + 1 :]
    return chance.choice(["", "x"])

"""Whether what corroboration keeps is what the entries give: all of it worked out anew, compared, and taken back.

That takes as long as it took to compare every report when it came, and keeps out whoever wants to add meanwhile. Not
compared are the changes that ranges went through: on the way there, what was decided later was not known yet. What
another version of reportedly worked out, with other weights, may differ without anybody having changed it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy import Connection, Table, func, select

from reportedly.corroboration import keep
from reportedly.corroboration.tables import changes, clear, corroborated, progress
from reportedly.ledger import Ledger, index
from reportedly.ledger.problem import Problem, shown

AT_ONCE = 500
"""Rows held in memory together."""


class _TakenBack(Exception):  # noqa: N818 - nothing is wrong
    """Ends a transaction whose work is not to be kept."""


def differences(ledger: Ledger, progress_of: Callable[[int], object] | None = None) -> list[Problem]:
    """The tables that are not what the entries give, as far as these were taken in. Raises LedgerError.

    ``progress_of`` is told up to which entry it has come.
    """
    found: list[Problem] = []
    with suppress(_TakenBack), ledger.writing() as connection:
        before = _digests(connection)
        end = connection.execute(select(func.max(progress.c.entry))).scalar() or 0
        clear(connection)
        start = 0
        while start < end and (some := index.read(connection, start)):
            for entry in some:
                if entry.number < end:
                    keep.take(connection, entry)
            start = some[-1].number + 1
            if progress_of is not None:
                progress_of(start)
        after = _digests(connection)
        for name, (count, digest) in before.items():
            wanted, made = after[name]
            if digest != made:
                said = f"its {count} rows are not the {wanted} that the entries give"
                found.append(Problem("table", shown(name), said))
        raise _TakenBack
    return found


def _digests(connection: Connection) -> dict[str, tuple[int, str]]:
    """For each table how many rows it has, and a digest of all of them in their order."""
    proven = [table for table in corroborated.tables.values() if table not in (changes, progress)]
    return {table.name: _digest(connection, table) for table in proven}


def _digest(connection: Connection, table: Table) -> tuple[int, str]:
    hashed, count = hashlib.sha256(), 0
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=AT_ONCE)
    for row in connection.execute(query):
        hashed.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
        count += 1
    return count, hashed.hexdigest()

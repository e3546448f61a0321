"""Whether the pages of SQLite's full text fit together, whatever words are on them (reportedly.ledger.words)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from reportedly.ledger.problem import shown
from reportedly.ledger.snapshot import rows

_KEPT_OUT = re.compile("locked|full")


def check(connection: Connection, found: str) -> Iterator[str]:
    """Have SQLite check the pages of its full text, which it does only for whoever may write.

    It does not ask whether every page of terms can be reached, so that is asked here: in FTS5's own tables a page's
    number holds segment, level and page, its head where its list of terms begins, and every page that has one must be
    among those that a search begins at (see the comments on the file format in SQLite's fts5_index.c).
    """
    with connection.engine.connect() as own:
        try:
            own.exec_driver_sql("BEGIN IMMEDIATE")
            own.exec_driver_sql(f"INSERT INTO {found}({found}, rank) VALUES ('integrity-check', 0)")
        except DBAPIError as wrong:
            said = str(wrong.orig)
            why = "was not checked" if _KEPT_OUT.search(said) else "does not fit together"
            if "readonly" not in said:  # each word of such a file is looked up instead
                yield f"{found}: the full text {why} ({shown(said)})"
        finally:
            own.rollback()
    pages: set[tuple[int, int]] = set()
    query = f"SELECT id, length(block), substr(block, 1, 4) FROM {found}_data WHERE id >= {1 << 37}"
    for id, length, head in rows(connection, query):
        if not id >> 31 & 0x3F and isinstance(head, bytes) and int.from_bytes(head[2:], "big") < length:
            pages.add((id >> 37, id & 0x7FFFFFFF))
    reached = {(segment, page >> 1) for segment, page in rows(connection, f"SELECT segid, pgno FROM {found}_idx")}
    first: dict[int, int] = {}
    for segment, page in sorted(pages, reverse=True):
        first[segment] = page
    for segment, page in sorted(pages - reached):
        yield f"{found}: a search does not find page {page} of segment {segment}"
    for segment, page in sorted(reached - pages):
        if page >= first.get(segment, 0):  # what comes before was merged into another segment
            yield f"{found}: a search looks for page {page} of segment {segment}, which is not there"

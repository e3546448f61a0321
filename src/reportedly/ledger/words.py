"""Whether SQLite's full text finds exactly the words of its rows.

FTS5's own ``integrity-check`` compares the two by an XOR over weak hashes, in which changes cancel one another out more
often than one thinks. Here every occurrence of a word (which word, in which row, at which place) gives a number that
depends on all three and on two factors drawn anew each time; their sums must be equal. Only if they are not is it
worked out which words it is.

``integrity-check`` also finds pages that do not fit together, but needs a file that may be written. In one that may
not, every word is looked up here as a search looks it up, which takes longer.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from reportedly.ledger.index_tables import FOUND
from reportedly.ledger.problem import shown
from reportedly.ledger.snapshot import batches, stream

PRIME = 2**31 - 1
AT_ONCE = 200
"""Rows held in memory together."""

MOST = 20
"""Words that are named for each table."""

Occurrences = dict[str, int]
"""For a word the sum of its occurrences' numbers."""


def check(connection: Connection) -> Iterator[str]:
    """Name the words whose occurrences in the full text are not those in the rows. Raises what the database raises."""
    if connection.dialect.name != "sqlite":
        return
    one_by_one = not _may_write(connection)
    for table, found in FOUND.items():
        factors = secrets.randbelow(PRIME - 1) + 1, secrets.randbelow(PRIME - 1) + 1
        every = f"temp.{found}_words"
        connection.execute(text(f"CREATE VIRTUAL TABLE {every} USING fts5vocab('main', '{found}', 'instance')"))
        try:
            there = _looked_up if one_by_one else _indexed
            if _sum(there(connection, every, factors)) != _sum_of_rows(connection, table, factors):
                yield from _named(connection, table, every, factors)
        finally:
            connection.execute(text(f"DROP TABLE {every}"))


def _indexed(connection: Connection, every: str, factors: tuple[int, int]) -> Iterator[tuple[Any, ...]]:
    """Every word of the full text with the sum of its occurrences' numbers."""
    yield from stream(connection, f"SELECT term, {_sum_in_sql(factors)} FROM {every} GROUP BY term", AT_ONCE)


def _looked_up(connection: Connection, every: str, factors: tuple[int, int]) -> Iterator[tuple[Any, ...]]:
    """The same, each word by a search of its own."""
    each = f"SELECT {_sum_in_sql(factors)} FROM {every} WHERE term = w.term"
    yield from stream(connection, f"SELECT term, ({each}) FROM (SELECT DISTINCT term FROM {every}) w", AT_ONCE)


def _sum_in_sql(factors: tuple[int, int]) -> str:
    number = f"(doc % {PRIME} * {factors[0]} + offset * {factors[1]}) % {PRIME}"
    return f"sum({number} * ({number}) % {PRIME})"


def _may_write(connection: Connection) -> bool:
    try:
        with connection.engine.connect() as own:
            own.exec_driver_sql("BEGIN IMMEDIATE")
            own.rollback()
    except DBAPIError:
        return False
    return True


def _sum(words: Iterable[tuple[Any, ...]]) -> int:
    return sum((hash(word) % 2**64) * (total or 0) for word, total in words) % 2**64


def _sum_of_rows(connection: Connection, table: str, factors: tuple[int, int]) -> int:
    """The same sum over the words of the rows. In numpy, because there are tens of millions of them."""
    import numpy as np

    total = 0
    for batch in batches(connection, f"SELECT id, tokens FROM {table}", AT_ONCE):
        words = [str(tokens).split() for _, tokens in batch]
        lengths = np.fromiter(map(len, words), np.int64, len(words))
        hashes = np.fromiter(map(hash, chain.from_iterable(words)), np.int64, int(lengths.sum()))
        ids = np.repeat(np.array([id % PRIME for id, _ in batch], np.int64) * factors[0] % PRIME, lengths)
        starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
        places = np.arange(len(hashes), dtype=np.int64) - starts
        numbers = (ids + places * factors[1]) % PRIME
        numbers = numbers * numbers % PRIME
        total += int((hashes.astype(np.uint64) * numbers.astype(np.uint64)).sum(dtype=np.uint64))
    return total % 2**64


def _named(connection: Connection, table: str, every: str, factors: tuple[int, int]) -> Iterator[str]:
    wanted: Occurrences = {}
    for id, tokens in stream(connection, f"SELECT id, tokens FROM {table}", AT_ONCE):
        for place, word in enumerate(str(tokens).split()):
            number = (id % PRIME * factors[0] + place * factors[1]) % PRIME
            wanted[word] = wanted.get(word, 0) + number * number % PRIME
    there = {word: total or 0 for word, total in _indexed(connection, every, factors)}
    wrong: Sequence[Any] = sorted(
        (word for word in wanted.keys() | there.keys() if wanted.get(word) != there.get(word)), key=str
    )
    for word in wrong[:MOST]:
        yield f"{FOUND[table]}: the word {shown(word)} is not found where it stands in {table}"
    if len(wrong) > MOST:
        yield f"{FOUND[table]}: {len(wrong) - MOST} more words are not found where they stand in {table}"

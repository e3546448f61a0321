"""Whether the full text finds exactly the words of its rows.

In PostgreSQL that is a question of one query. SQLite's own ``integrity-check`` compares the two by an XOR over weak
hashes, in which changes cancel one another out more often than one thinks. Here every occurrence of a word (which word,
in which row, at which place) gives a number that depends on all three and on factors drawn anew each time; their sums
must be equal. SQLite sums up its own side, numpy that of the rows. Only if the sums are not equal is it worked out
which words it is.

``integrity-check`` is asked whether the pages fit together, which needs a file that may be written. In one that may
not, every word is looked up here as a search looks it up, which takes longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from reportedly.ledger import pages
from reportedly.ledger.index_tables import FOUND
from reportedly.ledger.occurrences import PRIME, Factors, drawn, hashes
from reportedly.ledger.problem import shown
from reportedly.ledger.snapshot import batches, rows, stream

AT_ONCE = {"claims": 200, "texts": 50}
"""Rows held in memory together: some 100 to 250 kB, which stay in the processor's cache."""

TERMS = 2000
"""Words of the full text held in memory together."""

PAGES = 1000
"""Pages of FTS5's that are summed at a time: a third of a second, and some 100 kB of words."""

Range = tuple[str | None, str | None]
"""From which word on, and up to which; None where there is no bound."""

MOST = 20
"""Words that are named for each table."""


def check(connection: Connection, table: str) -> Iterator[str]:
    """Name what does not fit between the full text of a table and its rows, all on one connection.

    Raises what PostgreSQL raises, and SQLite where the pages themselves cannot be looked at. In SQLite these are
    checked on a connection of their own, on which nobody can add anything meanwhile.
    """
    if connection.dialect.name == "sqlite":
        yield from pages.check(connection, FOUND[table])
        words = Words(table, may_write(connection))
        query = f"SELECT id, CAST(tokens AS BLOB), sz FROM {table} {lengths_kept(table)} ORDER BY id"
        try:
            for some in batches(connection, query, AT_ONCE[table]):
                words.add(some)
            sums = [words.indexed(connection, one) for one in ranges(connection, table)]
            yield from words.compared(connection, sums)
        except (DBAPIError, ValueError) as wrong:
            yield unread(table, wrong)
        return
    differs = "found IS DISTINCT FROM to_tsvector('pg_catalog.simple'::regconfig, tokens)"
    for (id,) in rows(connection, f"SELECT id FROM {table} WHERE {differs} ORDER BY id"):
        yield f"{table}: the full text of row {id} is not that of its tokens"


def unread(table: str, wrong: Exception) -> str:
    """What is said of a full text whose words cannot be read."""
    return f"{FOUND[table]}: the words cannot be read ({shown(str(getattr(wrong, 'orig', wrong)))})"


def lengths_kept(table: str) -> str:
    """What a query joins to have, as ``sz``, how many words FTS5 says that a row has."""
    return f"LEFT JOIN {FOUND[table]}_docsize USING (id)"


def ranges(connection: Connection, table: str) -> list[Range]:
    """Parts of the full text of a table of SQLite that are about equally long, so that several may be summed at once.

    They begin with words at which FTS5's own index begins a page. Whatever these are, all words are in one of them.
    """
    found = FOUND[table]
    try:
        heads = rows(connection, f"SELECT CAST(term AS BLOB) FROM {found}_idx ORDER BY term")
    except DBAPIError:  # named where the words are read
        return [(None, None)]
    every = [bytes(head[1:]).decode("utf-8", "ignore") for (head,) in heads if head]
    bounds = sorted({one for one in every[PAGES // 2 :: PAGES] if one and "\0" not in one}, key=str.encode)
    return list(zip([None, *bounds], [*bounds, None], strict=True))


class Words:
    """The words of a table's rows, of which a sum is kept, and how many each row has.

    Without ``may_write`` each word of the full text is looked up by itself, because its pages were not checked.
    """

    def __init__(self, table: str, may_write: bool) -> None:
        self.table = table
        self._by = _summed if may_write else _looked_up
        self._found = FOUND[table]
        self._factors = drawn()
        self._sum = self._rows = self._words = 0
        self._unread = False
        self._wrong: list[int] = []

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        """Take in rows in the order of their numbers: ``id, words, kept length``.

        Before the words there may be what ends in a tab, as in the lines that a record's digest is made of.
        """
        for at in range(0, len(rows), AT_ONCE[self.table]):
            self._add(rows[at : at + AT_ONCE[self.table]])

    def _add(self, rows: Sequence[Sequence[Any]]) -> None:
        """In numpy, because there are tens of millions of words."""
        import numpy as np

        data = b"\n%b\n" % b"\n".join([words or b"" for _, words, _ in rows]) + bytes(8)
        signs = np.frombuffer(data, np.uint8)[:-8]
        between = np.flatnonzero(signs <= ord(" "))
        lines = np.flatnonzero(signs[between] == ord("\n"))
        if len(lines) != len(rows) + 1:  # a row with a line end is none that was ever written
            self._unread = True
            return
        starts, lengths = between[:-1] + 1, np.diff(between) - 1
        words = (lengths > 0) & (signs[between[1:]] != ord("\t"))
        upto = np.cumsum(words, dtype=np.uint64)
        before = np.concatenate([[np.uint64(0)], upto[lines[1:] - 1]])  # how many words there are before each row
        ids = np.array([id % PRIME for id, _, _ in rows], np.uint64)
        places = upto - np.repeat(before[:-1], np.diff(lines)) - np.uint64(1)
        numbers = self._factors.numbers(np.repeat(ids, np.diff(lines)), places)
        numbers *= hashes(data, starts, lengths, self._factors)
        self._sum += int(np.dot(numbers, words.astype(np.uint64)))
        self._rows += len(rows)
        self._words += int(before[-1])
        # A length that is kept is written as all whole numbers in FTS5 are: seven bits a byte, the first the highest.
        kept = zip(rows, np.diff(before).tolist(), strict=True)
        self._wrong += [row[0] for row, count in kept if row[2] != _varint(count)]

    def indexed(self, connection: Connection, within: Range) -> int:
        """The same sum over a part of the full text. Raises what SQLite raises, ValueError for words with spaces.

        SQLite puts all of it into one answer, so that whoever waits for it takes no time from the others.
        """
        import numpy as np

        low, high = within
        bounds = ["term >= :low"] * (low is not None) + ["term < :high"] * (high is not None)
        where = f"WHERE {' AND '.join(bounds)}" if bounds else ""
        given = {name: value for name, value in (("low", low), ("high", high)) if value is not None}
        with _every(connection, self._found) as every:
            sums = self._by(every, where, self._factors)
            query = f"SELECT CAST(group_concat(term || ' ' || total, ' ') AS BLOB) FROM ({sums})"
            ((said,),) = rows(connection, query, **given)
        parts = (said or b"").split(b" ") if said else []
        terms = parts[0::2]
        totals = np.array([int(one) % 2**64 for one in parts[1::2]], np.uint64)
        lengths = np.fromiter(map(len, terms), np.int64, len(terms))
        hashed = hashes(b"".join(terms) + bytes(8), np.cumsum(lengths) - lengths, lengths, self._factors)
        if len(terms) != len(totals):
            raise ValueError("its words are not apart")
        return int((hashed * totals).sum(dtype=np.uint64))

    def compared(self, connection: Connection, indexed: Iterable[int]) -> Iterator[str]:
        """Name what does not fit, once all rows were taken in; ``indexed`` are the sums of all parts."""
        if self._unread or (sum(indexed) - self._sum) % 2**64:
            yield from _named(connection, self.table, self._factors)
        for row in self._wrong[:MOST]:
            yield f"{self._found}: the number of words of row {shown(row)} is not kept as it is"
        kept = rows(connection, f"SELECT count(*) FROM {self._found}_docsize")[0][0]
        if kept != self._rows:
            yield f"{self._found}: the number of words is kept of {kept} rows, and there are {self._rows}"
        totals = [bytes(one) for (one,) in rows(connection, f"SELECT block FROM {self._found}_data WHERE id = 1")]
        if totals != [_varint(self._rows) + _varint(self._words)] and (self._rows or totals not in ([], [b""])):
            yield f"{self._found}: it does not keep how many rows and words there are"


@contextmanager
def _every(connection: Connection, found: str) -> Iterator[str]:
    """A table of every occurrence of a word: term, doc, offset."""
    name = f"temp.{found}_words"
    connection.execute(text(f"CREATE VIRTUAL TABLE {name} USING fts5vocab('main', '{found}', 'instance')"))
    try:
        yield name
    finally:
        connection.execute(text(f"DROP TABLE {name}"))


def _summed(every: str, where: str, factors: Factors) -> str:
    """Words of the full text, each with the sum of its occurrences' numbers."""
    return f"SELECT term, sum({factors.in_sql()}) total FROM {every} {where} GROUP BY term"


def _looked_up(every: str, where: str, factors: Factors) -> str:
    """The same, each word by a search of its own."""
    each = f"SELECT sum({factors.in_sql()}) FROM {every} WHERE term = w.term"
    return f"SELECT term, ({each}) total FROM (SELECT DISTINCT term FROM {every} {where}) w"


def may_write(connection: Connection) -> bool:
    """Whether SQLite lets us write, so that it can check the pages of its full text itself."""
    try:
        with connection.engine.connect() as own:
            own.exec_driver_sql("BEGIN IMMEDIATE")
            own.rollback()
    except DBAPIError:
        return False
    return True


@lru_cache(maxsize=1 << 12)
def _varint(number: int) -> bytes:
    out = [number & 0x7F]
    while number := number >> 7:
        out.append(number & 0x7F | 0x80)
    return bytes(reversed(out))


def _named(connection: Connection, table: str, factors: Factors) -> Iterator[str]:
    wanted: dict[bytes, int] = {}
    for id, tokens in stream(connection, f"SELECT id, CAST(tokens AS BLOB) FROM {table}", AT_ONCE[table]):
        for place, word in enumerate(one for one in (tokens or b"").split(b" ") if one):
            wanted[word] = wanted.get(word, 0) + factors.number(id, place)
    with _every(connection, FOUND[table]) as every:
        query = f"SELECT CAST(term AS BLOB), total FROM ({_summed(every, '', factors)})"
        there = {word or b"": total or 0 for word, total in stream(connection, query, TERMS)}
    wrong = sorted(word for word in wanted.keys() | there.keys() if wanted.get(word) != there.get(word))
    for word in wrong[:MOST]:
        name = shown(word.decode("utf-8", "surrogateescape"))
        yield f"{FOUND[table]}: the word {name} is not found where it stands in {table}"
    if len(wrong) > MOST:
        yield f"{FOUND[table]}: {len(wrong) - MOST} more words are not found where they stand in {table}"

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

import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from reportedly.ledger.index_tables import FOUND
from reportedly.ledger.problem import shown
from reportedly.ledger.snapshot import batches, rows, stream

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PRIME = 2**31 - 1
"""Of two factors below it, the product fits the 63 bits that SQLite counts with."""

AT_ONCE = {"claims": 200, "texts": 50}
"""Rows held in memory together: some 100 to 250 kB, which stay in the processor's cache."""

TERMS = 2000
"""Words of the full text held in memory together."""

MOST = 20
"""Words that are named for each table."""


@dataclass(frozen=True)
class Factors:
    """What the number of an occurrence depends on beside the occurrence; nobody knows it beforehand.

    Some of its bits are left out of one of two equal factors. Squares alone would not do: there are places whose sums
    are equal and the sums of whose squares are too, such as 0, 4, 5 and 1, 2, 6. Of 30,000 draws none took these for
    one another; of as many with squares half did.
    """

    row: int
    place: int
    more: int
    bits: int
    word: tuple[int, int, int]  # odd, below 2^64

    def in_sql(self) -> str:
        """The number of the occurrence that a row of ``fts5vocab`` is."""
        mixed = f"((doc % {PRIME} * {self.row} + offset * {self.place} + {self.more}) % {PRIME})"
        return f"{mixed} * ({mixed} & {self.bits}) % {PRIME}"

    def number(self, row: int, place: int) -> int:
        """The same in Python."""
        mixed = (row % PRIME * self.row + place * self.place + self.more) % PRIME
        return mixed * (mixed & self.bits) % PRIME

    def numbers(self, rows: NDArray[np.uint64], places: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """The same of many occurrences; ``rows`` are the rows' numbers modulo PRIME."""
        import numpy as np

        prime = np.uint64(PRIME)
        mixed = (rows * np.uint64(self.row) + places * np.uint64(self.place) + np.uint64(self.more)) % prime
        return mixed * (mixed & np.uint64(self.bits)) % prime


def drawn() -> Factors:
    """New factors."""
    row, place, more = (secrets.randbelow(PRIME // 2) + PRIME // 2 for _ in range(3))
    first, further, last = (secrets.randbits(64) | 1 for _ in range(3))
    return Factors(row, place, more, secrets.randbits(31), (first, further, last))


def check(connection: Connection, table: str) -> Iterator[str]:
    """Name what does not fit between the full text of a table and its rows.

    Raises what PostgreSQL raises, and SQLite where the pages themselves cannot be looked at.

    In SQLite the pages are checked on a connection of their own, on which nobody can add anything meanwhile.
    """
    if connection.dialect.name == "sqlite":
        yield from _pages(connection, FOUND[table])
        try:
            yield from _words(connection, table)
        except DBAPIError as wrong:
            yield f"{FOUND[table]}: the words cannot be read ({shown(str(wrong.orig))})"
        return
    differs = "found IS DISTINCT FROM to_tsvector('pg_catalog.simple'::regconfig, tokens)"
    for (id,) in rows(connection, f"SELECT id FROM {table} WHERE {differs} ORDER BY id"):
        yield f"{table}: the full text of row {id} is not that of its tokens"


def _pages(connection: Connection, found: str) -> Iterator[str]:
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


_KEPT_OUT = re.compile("locked|full")


def _words(connection: Connection, table: str) -> Iterator[str]:
    found, factors = FOUND[table], drawn()
    every = f"temp.{found}_words"
    one_by_one = not _may_write(connection)
    connection.execute(text(f"CREATE VIRTUAL TABLE {every} USING fts5vocab('main', '{found}', 'instance')"))
    try:
        query = _looked_up(every, factors) if one_by_one else _indexed(every, factors)
        lengths = _Lengths()
        if _sum(batches(connection, query, TERMS), factors) != _sum_of_rows(connection, table, factors, lengths):
            yield from _named(connection, table, _indexed(every, factors), factors)
        yield from lengths.check(connection, found)
    finally:
        connection.execute(text(f"DROP TABLE {every}"))


def _indexed(every: str, factors: Factors) -> str:
    """Every word of the full text with the sum of its occurrences' numbers."""
    return f"SELECT CAST(term AS BLOB), sum({factors.in_sql()}) FROM {every} GROUP BY term"


def _looked_up(every: str, factors: Factors) -> str:
    """The same, each word by a search of its own."""
    each = f"SELECT sum({factors.in_sql()}) FROM {every} WHERE term = w.term"
    return f"SELECT CAST(term AS BLOB), ({each}) FROM (SELECT DISTINCT term FROM {every}) w"


def _may_write(connection: Connection) -> bool:
    try:
        with connection.engine.connect() as own:
            own.exec_driver_sql("BEGIN IMMEDIATE")
            own.rollback()
    except DBAPIError:
        return False
    return True


def _sum(words: Iterable[Sequence[tuple[Any, ...]]], factors: Factors) -> int:
    """The sum over the words of the full text, each with the sum of its occurrences' numbers."""
    import numpy as np

    total = 0
    for some in words:
        terms = [term or b"" for term, _ in some]
        lengths = np.fromiter(map(len, terms), np.int64, len(terms))
        sums = np.array([int(number or 0) % 2**64 for _, number in some], np.uint64)
        hashes = _hashes(b"".join(terms) + bytes(8), np.cumsum(lengths) - lengths, lengths, factors)
        total += int((hashes * sums).sum(dtype=np.uint64))
    return total % 2**64


class _Lengths:
    """How many words each row has, which FTS5 keeps beside its words to say which row is the most relevant."""

    def __init__(self) -> None:
        self.rows = self.words = 0
        self._wrong: list[int] = []

    def add(self, rows: Sequence[tuple[Any, ...]], counts: Sequence[int]) -> None:
        """Rows as ``id, tokens, kept length``, and how many words they have."""
        self.rows += len(rows)
        self.words += sum(counts)
        # A length that is kept is written as all whole numbers in FTS5 are: seven bits a byte, the first the highest.
        self._wrong += [row[0] for row, count in zip(rows, counts, strict=True) if row[2] != _varint(count)]

    def check(self, connection: Connection, found: str) -> Iterator[str]:
        """Name what FTS5 keeps otherwise."""
        for row in self._wrong[:MOST]:
            yield f"{found}: the number of words of row {shown(row)} is not kept as it is"
        kept = rows(connection, f"SELECT count(*) FROM {found}_docsize")[0][0]
        if kept != self.rows:
            yield f"{found}: the number of words is kept of {kept} rows, and there are {self.rows}"
        totals = [bytes(one) for (one,) in rows(connection, f"SELECT block FROM {found}_data WHERE id = 1")]
        if totals != [_varint(self.rows) + _varint(self.words)] and (self.rows or totals not in ([], [b""])):
            yield f"{found}: it does not keep how many rows and words there are"


@lru_cache(maxsize=1 << 12)
def _varint(number: int) -> bytes:
    out = [number & 0x7F]
    while number := number >> 7:
        out.append(number & 0x7F | 0x80)
    return bytes(reversed(out))


def _sum_of_rows(connection: Connection, table: str, factors: Factors, kept: _Lengths) -> int:
    """The same sum over the words of the rows. In numpy, because there are tens of millions of them."""
    import numpy as np

    total = 0
    lengths_kept = f"LEFT JOIN {FOUND[table]}_docsize USING (id)"
    query = f"SELECT id, CAST(tokens AS BLOB), sz FROM {table} {lengths_kept} ORDER BY id"
    for some in batches(connection, query, AT_ONCE[table]):
        texts = [tokens or b"" for _, tokens, _ in some]
        data = b" " + b" ".join(texts) + b" " + bytes(8)
        spaces = np.flatnonzero(np.frombuffer(data, np.uint8) == ord(" "))
        starts, lengths = spaces[:-1] + 1, np.diff(spaces) - 1
        starts, lengths = starts[lengths > 0], lengths[lengths > 0]
        # How many words end before each row ends.
        upto = np.searchsorted(starts, np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1))
        counts = np.diff(upto, prepend=0)
        kept.add(some, counts.tolist())
        places = (np.arange(len(starts)) - np.repeat(upto - counts, counts)).astype(np.uint64)
        ids = np.repeat(np.array([id % PRIME for id, _, _ in some], np.uint64), counts)
        hashes = _hashes(data, starts, lengths, factors)
        total += int((hashes * factors.numbers(ids, places)).sum(dtype=np.uint64))
    return total % 2**64


def _hashes(data: bytes, starts: NDArray[np.int64], lengths: NDArray[np.int64], factors: Factors) -> NDArray[np.uint64]:
    """A hash of 64 bits for each word of ``data``, behind whose last word there are eight bytes more.

    A word is taken eight bytes at a time, a number for each; most words are no longer than that.
    """
    import numpy as np

    first, further, last = (np.uint64(one) for one in factors.word)
    eights = np.ndarray((len(data) - 7,), np.dtype("<u8"), data, strides=(1,))
    kept = np.array([2 ** (8 * bytes) - 1 for bytes in range(9)], np.uint64)
    hashes = (eights[starts] & kept[np.minimum(lengths, 8)]) * first
    longer = np.flatnonzero(lengths > 8)
    at = 8
    while len(longer):
        more = eights[starts[longer] + at] & kept[np.minimum(lengths[longer] - at, 8)]
        hashes[longer] = (hashes[longer] ^ (hashes[longer] >> np.uint64(29))) * further + more
        at += 8
        longer = longer[lengths[longer] > at]
    return (hashes ^ (hashes >> np.uint64(32))) * last


def _named(connection: Connection, table: str, indexed: str, factors: Factors) -> Iterator[str]:
    wanted: dict[bytes, int] = {}
    for id, tokens in stream(connection, f"SELECT id, CAST(tokens AS BLOB) FROM {table}", AT_ONCE[table]):
        for place, word in enumerate(one for one in (tokens or b"").split(b" ") if one):
            wanted[word] = wanted.get(word, 0) + factors.number(id, place)
    there = {word or b"": total or 0 for word, total in stream(connection, indexed, TERMS)}
    wrong = sorted(word for word in wanted.keys() | there.keys() if wanted.get(word) != there.get(word))
    for word in wrong[:MOST]:
        name = shown(word.decode("utf-8", "surrogateescape"))
        yield f"{FOUND[table]}: the word {name} is not found where it stands in {table}"
    if len(wrong) > MOST:
        yield f"{FOUND[table]}: {len(wrong) - MOST} more words are not found where they stand in {table}"

"""What is verified on other connections and in other threads, while the rest is read through in its order.

It is what SQLite works on by itself and for long: whether its file is sound, whether the pages of the full text fit
together, the sums over its words; in PostgreSQL the full text as a whole. Nothing in Python waits for that, and it
waits for nothing in Python; so that two processors take little more than half the time of one.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from threading import Thread

from sqlalchemy import Connection

from reportedly.ledger import pages, structure, words
from reportedly.ledger.index_tables import FOUND
from reportedly.ledger.problem import Problem, row_of, unread

THREADS = min(4, os.cpu_count() or 1)
"""Threads beside the one that reads everything else."""

_Task = tuple[str, Callable[[Connection], Iterable[Problem]]]


class Beside:
    """Work that threads take from a list, each on a connection of its own.

    ``connections`` are of one moment, the first of them that of whoever calls; ``told`` are to be given the words of
    all rows of these tables, empty for PostgreSQL. It ends when all of it is done, or at once if something is raised.
    """

    def __init__(self, connections: list[Connection]) -> None:
        self.problems: list[Problem] = []
        self.told: Mapping[str, words.Words] = {}
        self._connections = connections
        self._sums: dict[str, list[int]] = {}
        self._tasks = deque(self._all())
        self._threads = [Thread(target=self._work, args=[one], daemon=True) for one in connections[1:]]

    def __enter__(self) -> Beside:
        for one in self._threads:
            one.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._tasks or any(one.is_alive() for one in self._threads):
            self._tasks.clear()
            for connection in self._connections[1:]:
                interrupt = getattr(connection.connection.dbapi_connection, "interrupt", None)
                if interrupt is not None:
                    interrupt()
        for one in self._threads:
            one.join()

    def finish(self) -> None:
        """Help with what is left, and wait for the others."""
        self._work(self._connections[0])
        for one in self._threads:
            one.join()

    def compared(self) -> Iterator[Problem]:
        """Whether the full text is that of the rows, once everything is done and all rows were told."""
        for table, some in self._sums.items():
            yield from map(row_of, self.told[table].compared(self._connections[0], some))

    def _all(self) -> Iterator[_Task]:
        connection = self._connections[0]
        if connection.dialect.name != "sqlite":
            for table in FOUND:
                yield f"full text of {table}", partial(_full_text, table)
            return
        may_write = words.may_write(connection)
        self.told = {table: words.Words(table, may_write) for table in FOUND}
        self._sums = {table: [] for table in FOUND}
        yield "file", structure.soundness
        yield "pages of the full text", _pages
        for table in FOUND:
            for one in words.ranges(connection, table):
                yield f"full text of {table}", partial(self._sum, table, one)

    def _sum(self, table: str, within: words.Range, connection: Connection) -> Iterator[Problem]:
        yield from ()
        try:
            self._sums[table].append(self.told[table].indexed(connection, within))
        except Exception as wrong:  # whatever a damaged file makes a driver do
            if self._sums.pop(table, None) is not None:
                yield row_of(words.unread(table, wrong))

    def _work(self, connection: Connection) -> None:
        while True:
            try:
                name, check = self._tasks.popleft()
            except IndexError:
                return
            try:
                with connection.begin_nested() as point:
                    self.problems += check(connection)
                    point.rollback()
            except Exception as wrong:  # whatever a damaged file makes a driver do
                self.problems.append(unread(name, wrong))


def _full_text(table: str, connection: Connection) -> Iterator[Problem]:
    yield from map(row_of, words.check(connection, table))


def _pages(connection: Connection) -> Iterator[Problem]:
    for found in FOUND.values():  # one after the other, because each keeps out whoever writes
        yield from map(row_of, pages.check(connection, found))

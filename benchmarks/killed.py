"""Kill programs that add reports, at a random moment, and look what is left of their ledgers.

    python -m benchmarks.killed [--runs 200] [--first 0] [--seed 1] [--jobs 2] [--only SQLite …]

A run starts a program that adds invented reports to a new ledger and says of each that it is stored, as soon as
``add`` has come back; every other run starts two that add the same. They are killed with SIGKILL at a random moment,
from their start on. Then the ledger is looked into: every hash is worked out anew, everything that was said to be
stored must be there, once, and no half of anything. The same reports are added again from the beginning, to the end,
and looked for in the same way. What a kill cannot show is a computer that loses its power: for that the ledger relies
on the database, which is told to wait for the disk.

A run depends on the seed and on its number alone, so that whoever was interrupted goes on with ``--first``.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.progress import say
from reportedly.ledger import Ledger, open_ledger
from reportedly.ledger.add import add
from reportedly.ledger.verify import verify
from tests.ledger import postgresql
from tests.ledger.invented import read, report
from tests.ledger.whole import problems

KINDS = ("SQLite", "PostgreSQL", "SQLCipher")
REPORTS = 30
"""Reports that a program would add if it were not killed."""


@dataclass(frozen=True)
class Run:
    """What one run left: reports said to be stored, reports there when it was killed, and all that was wrong."""

    said: int
    there: int
    wrong: tuple[str, ...]


def run(where: str, passphrase: str | None, programs: int, after: float) -> Run:
    """Have reports added to a new ledger, kill that after some seconds, and look; then add them all, and look again."""
    said, wrong = _killed(where, passphrase, programs, after)
    with open_ledger(where, create=True, passphrase=passphrase) as ledger:
        wrong += _wrong(ledger)
        there = [entry.report for entry in ledger.entries(kind="report")]
        wrong += [f"{one} was said to be stored and is not there" for one in said if one not in there]
        for number in range(REPORTS):
            add(ledger, read, report(number), path=f"{number}.txt")
        wrong += _wrong(ledger)
        again = len(list(ledger.entries(kind="report")))
        if again != REPORTS:
            wrong.append(f"{again} reports are there of {REPORTS}")
    return Run(len(set(said)), len(there), tuple(wrong))


def _wrong(ledger: Ledger) -> list[str]:
    """What does not fit, as the ledger itself sees it and as its rows alone show it."""
    return [f"{one.what} {one.name}: {one.reason}" for one in verify(ledger).problems] + problems(ledger)


def _killed(where: str, passphrase: str | None, programs: int, after: float) -> tuple[list[str], list[str]]:
    """The ids that programs said to have stored before they were killed, and which of them failed before that."""
    heard, say = os.pipe()
    # Forked and not started anew, so that they add from their first moment on and need not import everything first.
    fork = multiprocessing.get_context("fork")
    started = [fork.Process(target=_add, args=(where, passphrase, say)) for _ in range(programs)]
    for one in started:
        one.start()
    os.close(say)
    time.sleep(after)
    for one in started:
        one.kill()
    for one in started:
        one.join()
    with os.fdopen(heard) as stream:
        lines = stream.read().split("\n")
    failed = [f"a program ended by itself: {one.exitcode}" for one in started if one.exitcode != -signal.SIGKILL]
    return lines[:-1], failed


def _add(where: str, passphrase: str | None, say: int) -> None:
    with open_ledger(where, create=True, passphrase=passphrase) as ledger:
        for number in range(REPORTS):
            added = add(ledger, read, report(number), path=f"{number}.txt")
            os.write(say, f"{added.report}\n".encode())
    time.sleep(60)  # until it is killed


def duration(where: str, passphrase: str | None) -> float:
    """Seconds that making a ledger and adding all reports takes."""
    start = time.perf_counter()
    with open_ledger(where, create=True, passphrase=passphrase) as ledger:
        for number in range(REPORTS):
            add(ledger, read, report(number), path=f"{number}.txt")
    return time.perf_counter() - start


def runs(numbers: Iterable[int], seed: int, place: Callable[[], tuple[str, str | None]]) -> Iterator[Run]:
    """The runs of these numbers, each in a new place, killed at moments spread over the time that adding takes."""
    longest = 1.1 * min(duration(*place()) for _ in range(2))
    for n in numbers:
        yield run(*place(), 1 + n % 2, random.Random(f"{seed} {n}").uniform(0, longest))


def share(kind: str, numbers: Sequence[int], seed: int) -> list[Run]:
    """The runs of these numbers with a database of their own, for a process of its own."""
    done: list[Run] = []
    with _places(kind) as place:
        for one in runs(numbers, seed, place):
            done.append(one)
            if len(done) % 20 == 0 or one.wrong:
                say(f"{kind}: {len(done)} of {len(numbers)} runs, the last of number {numbers[len(done) - 1]}")
    return done


@contextmanager
def _places(kind: str) -> Iterator[Callable[[], tuple[str, str | None]]]:
    if kind == "PostgreSQL":
        with postgresql.running() as server:
            yield lambda: (server.database(), None)
        return
    with tempfile.TemporaryDirectory(prefix="reportedly-killed-") as folder:
        files = (str(Path(folder) / f"{n}.db") for n in range(sys.maxsize))
        yield lambda: (next(files), "sealed wells" if kind == "SQLCipher" else None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200, help="for each database")
    parser.add_argument("--first", type=int, default=0, help="the number of the first run")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="runs at a time")
    parser.add_argument("--only", nargs="+", choices=KINDS, default=KINDS, help="in these databases")
    arguments = parser.parse_args()
    failed = False
    for kind in arguments.only:
        start = time.perf_counter()
        parts = [range(arguments.first + job, arguments.runs, arguments.jobs) for job in range(arguments.jobs)]
        with ProcessPoolExecutor(arguments.jobs, multiprocessing.get_context("fork")) as pool:
            made = list(pool.map(share, *zip(*((kind, part, arguments.seed) for part in parts if part), strict=True)))
        done = [one for some in made for one in some]
        numbers = [n for part in parts for n in part]
        wrong = [f"  {n}: {what}" for n, one in zip(numbers, done, strict=True) for what in one.wrong]
        half_way = sum(0 < one.there < REPORTS for one in done)
        print(
            f"{kind}: {len(done)} runs killed, {half_way} of them half-way; {sum(one.said for one in done)} reports "
            f"were said to be stored, {sum(one.there for one in done)} were there, {len(wrong)} faults; "
            f"{time.perf_counter() - start:.0f} s",
            flush=True,
        )
        print("\n".join(wrong), end="\n" if wrong else "")
        failed = failed or bool(wrong)
    sys.exit(failed)


if __name__ == "__main__":
    main()

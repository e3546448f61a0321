"""How fast a ledger with many claims is searched, added to and verified, in how much memory and on how much disk.

    python -m benchmarks.ledger [--claims 1000000] [--at FILE-OR-ADDRESS] [--keep] [--json FILE]

Makes a ledger of generated records (benchmarks/generated.py) where ``--at`` says, or in a temporary file; with
``--keep`` one that is there already is measured. Every part runs in a process of its own, so that its peak of memory is
its own. What ``add`` costs is measured against reading the example, in the same process, by turns.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from benchmarks import where
from benchmarks.generated import CLAIMS, FORCES, KINDS, Language, records
from benchmarks.progress import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from reportedly.ledger import Ledger
    from reportedly.ledger.words import Range, Words

BATCH = 100
"""Reports of one transaction while the ledger is filled; ``add`` itself is measured one report at a time."""
QUERIES = 150
"""Questions of each kind."""
ADDED = 40
"""Reports that are read and added to measure ``add``."""

Figures = dict[str, Any]


def fill(at: str, claims: int, each: int = CLAIMS) -> Figures:
    """Make the ledger, ``each`` so many claims of a report, or go on where somebody stopped."""
    from reportedly.ledger import Draft, open_ledger

    language = Language()
    before = time.perf_counter()
    with open_ledger(at, create=True) as ledger:
        done = sum(1 for _ in ledger.entries(kind="report"))
        coming = records(claims // each - done, language, done, each)
        while some := list(islice(coming, BATCH)):
            drafts = []
            for data, record in some:
                about = record["report"]
                body = {
                    "id": about["id"], "sha256": about["id"][7:],
                    "sha1": hashlib.sha1(data, usedforsecurity=False).hexdigest(), "size": len(data),
                    "media_type": "text/plain",
                    "obtained": {"path": about["origin"]["path"], "url": None, "retrieved": None, "how": "file"},
                    "outlet": about["outlet"], "title": about["title"], "published": about["published"],
                    "language": about["language"], "earlier": None,
                }  # fmt: skip
                drafts.append(Draft("report", body, about["id"], None, data))
                drafts.append(Draft("record", {"record": record, "codebook": None, "earlier": None}, about["id"]))
            ledger.append(drafts)
            done += len(some)
            if done % (BATCH * 50) == 0:
                say(f"{done * each:,} claims after {time.perf_counter() - before:.0f} s")
    return {"seconds": time.perf_counter() - before, "reports": done}


def questions(language: Language) -> dict[str, Iterator[Any]]:
    """Questions of every kind that is measured, ever others."""
    from reportedly.ledger.query import Query

    chance = random.Random(11)

    def word() -> str:
        return str(language.some(chance, language.words[60:], 1)[0])

    def one_filter(name: str) -> dict[str, Any]:
        year = chance.randint(2006, 2024)
        kinds: dict[str, Callable[[], Any]] = {
            "force": lambda: chance.choices(FORCES, weights=(60, 12, 8, 6, 6, 4, 4))[0],
            "code": lambda: "/".join(language.some(chance, language.codes, 1)[0]),
            "place": lambda: language.some(chance, language.places, 1)[0].id,
            "outlet": lambda: language.some(chance, language.outlets, 1)[0],
            "source_kind": lambda: chance.choice(KINDS),
            "chain": lambda: chance.choice(((2, 2), (3, None), (None, 3))),
            "dates": lambda: chance.choice(
                ((f"{year}", f"{year}"), (f"{year}-03", f"{year + 1}-02"), (None, f"{year}"))
            ),
            "published": lambda: (f"{year}", f"{year}-12"),
        }
        return {name: kinds[name]()}

    def filters(count: int) -> dict[str, Any]:
        names = chance.sample(("force", "code", "place", "outlet", "source_kind", "chain", "dates", "published"), count)
        return {name: value for one in names for name, value in one_filter(one).items()}

    def sort() -> Any:
        return chance.choice(("date", "published", "added", "relevance"))

    def ever(make: Callable[[], Query]) -> Iterator[Query]:
        while True:
            yield make()

    common, *others = language.weights[len(language.words)][59:]
    language.weights[len(language.words) - 60] = [one - common for one in others]
    return {
        "a word and two filters": ever(lambda: Query(text=word(), sort=sort(), **filters(2))),
        "two words": ever(lambda: Query(text=f"{word()} {word()}", sort=sort())),
        "a beginning and two filters": ever(lambda: Query(text=f"{word()[:4]}*", sort=sort(), **filters(2))),
        "a Korean word and two filters": ever(
            lambda: Query(text=language.some(chance, language.korean, 1)[0], sort=sort(), **filters(2))
        ),
        "three filters": ever(lambda: Query(sort=chance.choice(("date", "published", "added")), **filters(3))),
        "one filter": ever(lambda: Query(sort=chance.choice(("date", "published", "added")), **filters(1))),
        "reports by two words": ever(lambda: Query(of="reports", text=f"{word()} {word()}", sort="published")),
    }


def find(at: str) -> Figures:
    """Ask questions of every kind."""
    from reportedly.ledger import open_ledger
    from reportedly.ledger.counts import counts
    from reportedly.ledger.query import Query
    from reportedly.ledger.search import search

    language = Language()
    figures: Figures = {}
    with open_ledger(at) as ledger:
        search(ledger, Query(text="the", place="iso:KP", limit=5))  # the gazetteer is read here, once a process
        for kind, asked in questions(language).items():
            taken, hits = [], 0
            for query in islice(asked, QUERIES):
                before = time.perf_counter()
                page = search(ledger, query)
                taken.append((time.perf_counter() - before, query))
                hits += len(page.hits)
            seconds = [one for one, _ in taken]
            slowest = max(taken, key=lambda one: one[0])[1]
            figures[kind] = {
                "p50": median(seconds), "p95": quantiles(seconds, n=20)[-1], "most": max(seconds),
                "hits": hits / QUERIES, "slowest": repr(slowest),
            }  # fmt: skip
            say(f"{kind}: {median(seconds) * 1000:.0f} ms, 95 %: {quantiles(seconds, n=20)[-1] * 1000:.0f} ms")
        counted = []
        for query in islice(questions(language)["a word and two filters"], 30):
            for field in ("code", "outlet", "date"):
                before = time.perf_counter()
                counts(ledger, replace(query, sort="added"), field)
                counted.append(time.perf_counter() - before)
        figures["counts of a word and two filters"] = {"p50": median(counted), "p95": quantiles(counted, n=20)[-1]}
        before = time.perf_counter()
        counts(ledger, Query(), "code")
        figures["counts of everything"] = {"p50": time.perf_counter() - before}
    return figures


def add(at: str) -> Figures:
    """Read and add reports, and compare."""
    from reportedly import pipeline
    from reportedly.ledger import open_ledger
    from reportedly.ledger.add import Obtained, keep

    data = where.EXAMPLE.read_bytes()
    mark = str(time.time_ns()).encode()
    reading, adding, shares = [], [], []
    with open_ledger(at) as ledger:
        for number in range(ADDED + 2):
            one = data + b"\n%s %d\n" % (mark, number)  # other bytes, the same account
            before, worked = time.perf_counter(), time.process_time()
            report = pipeline.read_bytes(one, "example")
            read, processor = time.perf_counter(), time.process_time()
            keep(ledger, one, report, Obtained("example"))
            kept = time.perf_counter()
            if number >= 2:  # the first ones load the weights and the tables
                reading.append(read - before)
                adding.append(kept - read)
                shares.append((time.process_time() - processor) / (processor - worked))
    return {
        "read": median(reading), "add": median(adding), "add95": quantiles(adding, n=20)[-1],
        "share": median(adding) / median(reading), "share of the processor here": median(shares),
        "claims": len(report.claims),
    }  # fmt: skip


def check(at: str) -> Figures:
    """Verify the ledger, and say what it takes beside reading and hashing as many bytes."""
    from reportedly.ledger import open_ledger
    from reportedly.ledger.verify import verify

    with open_ledger(at) as ledger:
        before, processor = time.perf_counter(), time.process_time()
        result = verify(ledger)
        seconds, busy = time.perf_counter() - before, time.process_time() - processor
        parts, fits = stages(ledger)
    block = os.urandom(1 << 24)
    before = time.perf_counter()
    for _ in range(16):
        hashlib.sha256(block)
    hashing = (1 << 28) / (time.perf_counter() - before)
    figures: Figures = {
        "seconds": seconds, "processor": busy, "stages": parts, "fits": result.fits and fits,
        "entries": result.entries, "bytes": result.bytes, "sha256": hashing,
    }  # fmt: skip
    if Path(at).is_file():
        before = time.perf_counter()
        with Path(at).open("rb") as file:
            while file.read(1 << 22):
                pass
        figures["file"] = Path(at).stat().st_size
        figures["reading"] = time.perf_counter() - before
    return figures


def stages(ledger: Ledger) -> tuple[Figures, bool]:
    """Seconds of the processor that each part of verifying takes by itself, one after the other; and whether all fits.

    Of a server what is done there does not count. What a part reads is in megabytes, where that can be said.
    """
    from reportedly.ledger import compare, pages, structure, words
    from reportedly.ledger.index_tables import FOUND
    from reportedly.ledger.leaves import Leaves
    from reportedly.ledger.snapshot import rows, snapshot

    found: Figures = {}
    wrong: list[Any] = []

    def take(name: str, check: Iterable[Any], query: str | None = None) -> None:
        start = time.process_time()
        wrong.extend(check)
        found[name] = {"processor": time.process_time() - start}
        if query is not None:
            found[name]["MB"] = int(rows(connection, query)[0][0] or 0) / 1e6

    with snapshot(ledger.engine) as connection:
        sqlite = connection.dialect.name == "sqlite"
        told = {table: words.Words(table, may_write=True) for table in FOUND if sqlite}
        take("file", structure.soundness(connection))
        leaves = Leaves(connection, ledger.id, None).check(lambda _done: None)
        take("entries, tree, what waits", leaves, "SELECT sum(length(canonical)) FROM entries")
        lengths = "SELECT (SELECT sum(length(tokens)) FROM claims) + (SELECT sum(length(tokens)) FROM texts)"
        take("rows, and their words", compare.check_rows(connection, None, told), lengths)
        for table in told:
            size = f"SELECT sum(length(block)) FROM {FOUND[table]}_data"
            take(f"pages of {FOUND[table]}", pages.check(connection, FOUND[table]), size)
            parts = words.ranges(connection, table)
            take(f"words of {FOUND[table]}", _compared(told[table], connection, parts), size)
    return found, not wrong


def _compared(told: Words, connection: Connection, parts: Iterable[Range]) -> Iterator[str]:
    yield from told.compared(connection, [told.indexed(connection, one) for one in parts])


PARTS = {"fill": fill, "find": find, "add": add, "check": check}


def measure(at: str, claims: int, keep: bool, only: list[str]) -> Figures:
    """All figures, every part in a process of its own."""
    figures: Figures = {"claims": claims}
    for part in only:
        if part == "fill" and keep:
            continue
        say(f"{part} …")
        command = [sys.executable, "-m", "benchmarks.ledger", "--part", part, "--at", at, "--claims", str(claims)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=where.HOUSE)
        figures[part] = json.loads(done.stdout)
        say(json.dumps(figures[part]))
    if Path(at).is_file():
        figures["bytes"] = sum(one.stat().st_size for end in ("", "-wal") if (one := Path(at + end)).is_file())
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--at", help="a file or a postgresql:// address")
    parser.add_argument("--keep", action="store_true", help="measure the ledger that is there")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.part:
        extra = [arguments.claims] if arguments.part == "fill" else []
        figures = PARTS[arguments.part](arguments.at, *extra)  # type: ignore[operator]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps({**figures, "peak": peak}))
        return
    with tempfile.TemporaryDirectory() as folder:
        at = arguments.at or str(Path(folder) / "reportedly.db")
        figures = measure(at, arguments.claims, arguments.keep, arguments.only)
    print(json.dumps(figures, indent=1))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

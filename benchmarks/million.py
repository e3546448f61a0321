"""A new report among a million: what placing it costs beyond reading it, and how much memory.

    python -m benchmarks.million [--reports 1000000] [--claims 6] [--new 200] [--at FOLDER] [--only fill|place]

A first few hundred generated reports of twenty claims are placed the whole way. The index is then filled up to the
number asked for with rows like theirs: for each report as many random numbers of copies, the keys of one of them under
a random day of twenty years, its words as they are compared, and its first claims (``--claims``; all twenty of a
million reports would be 30 GB). So tables, indexes and the work on candidates are those of so many reports (every key
is shared by thousands), while entries exist for the first ones alone. Rows go in in the order of each index, and
indexes by record are made at the end, as whoever takes in an archive would do it. New reports, every fifth a shortened
copy of an earlier one, are then placed one by one, each in its own transaction, and timed without the reading and
without the append: by the clock, and by the processor time of this process, which others that compute at the same time
change less. The memory is that of the process at its highest; ``--only place`` tells that of placing by itself.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.generated import Language, records
from reportedly.corroboration import copies, keep, same
from reportedly.corroboration.telling import packed, telling
from reportedly.ledger import Ledger, open_ledger
from reportedly.ledger.add import Obtained, id_of
from reportedly.ledger.add import keep as append
from reportedly.ledger.index_tables import ROOM
from reportedly.record import Report

FIRST = 200
"""Reports that are placed the whole way before the index is filled up."""

STEP = 20_000
"""Reports whose numbers of copies are made at a time: memory stays flat."""


def generated(count: int, start: int = 0) -> Iterator[tuple[bytes, Report]]:
    for data, record in records(count, Language(), start):
        yield data, Report.from_dict(record)


def cut(report: Report, chance: random.Random) -> tuple[bytes, Report]:
    """A copy of a report under another outlet, without its last quarter, as a record of its own."""
    text = report.text[: len(report.text) * 3 // 4]
    data = f"{text}\n{chance.random()}".encode()
    claims = tuple(one for one in report.claims if max(end for _, end in one.content) <= len(text))
    kept = replace(report, id=id_of(data), text=data.decode(), outlet="Copy Post", claims=claims)
    inside = {"attributions": (), "codes": (), "actors": (), "places": (), "dates": ()}
    bare = tuple(
        replace(one, dates=(), places=(), actors=(), codes=(), said_on=None, attribution=None) for one in claims
    )
    return data, replace(kept, claims=bare, dateline=None, **inside)  # type: ignore[arg-type]


def fill(path: Path, base: int, reports: int, like: Sequence[Report], claims: int) -> None:
    """Put rows of so many reports into the index, in its own order, a part at a time."""
    chance = np.random.default_rng(7)
    told = [telling(one, 0) for one in like]
    kept = [same.packed_told(one.told) for one in told]
    said = [[(same.packed(part), packed(voices)) for part, voices in zip(one.said, one.voices, strict=True)][:claims]
            for one in told]  # fmt: skip
    under: dict[int, list[int]] = {}
    for at, one in enumerate(told):
        for key in same.report_keys(one.told):
            under.setdefault(key, []).append(at)
    bands = round(sum(len(copies.signature(one.text).hashes) for one in told) / len(told))
    first = np.datetime64("2010-01-01") + chance.integers(0, 7300, size=reports).astype("timedelta64[D]")
    days = np.array([int(str(one).replace("-", "")) for one in np.unique(first)])[
        np.unique(first, return_inverse=True)[1]
    ]
    with sqlite3.connect(path) as database:
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
            database.execute(f"PRAGMA {setting}")
        later = database.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            " AND tbl_name IN ('copy_bands', 'event_keys', 'said')"
        ).fetchall()
        for name, _ in later:
            database.execute(f"DROP INDEX {name}")
        for rows in _numbers(chance, base, reports, bands):
            database.executemany("INSERT OR IGNORE INTO copy_bands VALUES (?, ?)", rows)
        for key, places in sorted(under.items()):
            of = np.concatenate([np.arange(at, reports, len(like)) for at in places])
            of = of[np.lexsort((of, days[of]))]
            made: Any = zip(repeat(key), days[of].tolist(), (base + of).tolist())
            database.executemany("INSERT OR IGNORE INTO event_keys VALUES (?, ?, ?)", made)
        for number in range(reports):
            record, place = base + number, number % len(like)
            database.execute("INSERT INTO compared VALUES (?, ?, ?)", (record, f"made:{number}", kept[place]))
            made = ((record * ROOM + at, record, record * ROOM + at, *claim) for at, claim in enumerate(said[place]))
            database.executemany("INSERT INTO said VALUES (?, ?, ?, ?, ?)", made)
        for _, sql in later:
            database.execute(sql)
        database.commit()
        database.execute("PRAGMA journal_mode = WAL")


def _numbers(chance: np.random.Generator, base: int, reports: int, bands: int) -> Iterator[Iterable[tuple[int, int]]]:
    """As many numbers of copies as so many reports have, with those that have them, in the order of the index."""
    parts = max(1, reports // STEP)
    width = (2**64 - 1) // parts
    for at in range(parts):
        found = np.sort(chance.integers(0, width, size=reports * bands // parts, dtype=np.uint64))
        numbers = (found.astype(object) + at * width - 2**63).tolist()
        yield zip(numbers, chance.integers(base, base + reports, size=len(numbers)).tolist(), strict=True)


def timed(ledger: Ledger, reports: Sequence[tuple[bytes, Report]]) -> list[tuple[float, float]]:
    """Milliseconds, by the clock and of the processor, that each report takes to be placed once it is in the ledger."""
    found = []
    for at, (data, report) in enumerate(reports):
        append(ledger, data, report, Obtained(f"{at}.txt"))
        begun, spent = time.perf_counter(), time.process_time()
        keep.catch_up(ledger)
        found.append((1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - spent)))
    return found


def memory() -> float:
    """MiB that this process held at its highest."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _shares(some: Sequence[tuple[float, float]]) -> dict[str, list[float]]:
    """Half, 95 and 99 of 100 are faster than this, by the clock and of the processor."""
    return {name: [round(float(np.percentile([one[at] for one in some], q)), 1) for q in (50, 95, 99)]
            for at, name in enumerate(("clock", "processor"))}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.million", description=__doc__.split("\n")[0])
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--new", type=int, default=200)
    parser.add_argument(
        "--start", type=int, default=5_000_000, help="number of the first new report, for another round"
    )
    parser.add_argument("--claims", type=int, default=6, help="claims of each report that the index is filled with")
    parser.add_argument("--at", type=Path, help="a folder with room for 5 kB and 1.6 kB a claim for each report")
    parser.add_argument("--only", choices=["fill", "place"], help="one of the two steps, each its own process")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = (given.at or Path(folder)) / "million.db"
        first = list(generated(FIRST))
        with open_ledger(path, create=True) as ledger:
            before = [] if given.only == "place" else timed(ledger, first)
        if given.only != "place":
            fill(path, 10_000_000, max(0, given.reports - FIRST), [report for _, report in first], given.claims)
        if given.only == "fill":
            return
        chance = random.Random(given.start)
        new = list(generated(given.new, given.start))
        new = [cut(first[at % FIRST][1], chance) if at % 5 == 4 else one for at, one in enumerate(new)]
        with open_ledger(path) as ledger:
            timed(ledger, new[:5])  # outlets, gazetteer and weights are loaded once
            after = timed(ledger, new[5:])
        print(json.dumps({
            "reports": given.reports,
            "claims": given.claims,
            "first_ms": _shares(before) if before else None,
            "placed_ms": _shares(after),
            "copies_placed_ms": _shares(after[4::5]),
            "memory_mib": round(memory()),
            "index_mib": round(path.stat().st_size / 2**20),
        }))  # fmt: skip


if __name__ == "__main__":
    main()

"""A new report among a million: what placing it costs beyond reading it, and how much memory.

    python -m benchmarks.million [--reports 1000000] [--new 200] [--at FOLDER]

A first few hundred generated reports are placed the whole way. The index is then filled up to the number asked for with
rows like theirs: for each report as many random numbers of copies, the keys of one of them under a random day of twenty
years, its words as they are compared, and two claims. So tables, indexes and the work on candidates are those of a
million reports (every key is shared by thousands), while entries exist for the first ones alone. New reports, every
fifth a shortened copy of an earlier one, are then placed one by one, each in its own transaction, and timed without
the reading and without the append. The memory is that of the process that places, at its highest.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
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
"""Reports whose rows are made at a time: memory stays flat."""


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


def fill(path: Path, base: int, reports: int, like: Sequence[Report]) -> None:
    """Put rows of so many reports into the index, in its own order, a part at a time."""
    chance = np.random.default_rng(7)
    told = [telling(one, 0) for one in like]
    keys = [same.report_keys(one.told) for one in told]
    texts = [same.packed_told(one.told) for one in told]
    claims = [[(same.packed(said), packed(voices)) for said, voices in zip(one.said, one.voices, strict=True)][:2]
              for one in told]  # fmt: skip
    bands = round(sum(len(copies.signature(one.text).hashes) for one in told) / len(told))
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA synchronous = OFF")
        parts = max(1, reports // STEP)
        width = (2**64 - 1) // parts
        for at in range(parts):  # numbers of copies, in the order of the index
            found = np.sort(chance.integers(0, width, size=reports * bands // parts, dtype=np.uint64))
            numbers = (found.astype(object) + at * width - 2**63).tolist()
            of = chance.integers(base, base + reports, size=len(numbers)).tolist()
            rows = zip(numbers, of, strict=True)
            database.executemany("INSERT OR IGNORE INTO copy_bands VALUES (?, ?)", rows)
        for start in range(0, reports, STEP):
            some = range(start, min(reports, start + STEP))
            database.executemany("INSERT INTO compared VALUES (?, ?, ?)",
                                 ((base + one, f"made:{one}", texts[one % len(texts)]) for one in some))  # fmt: skip
            days = [int((date(2010, 1, 1) + timedelta(days=int(day))).strftime("%Y%m%d"))
                    for day in chance.integers(0, 7300, size=len(some))]  # fmt: skip
            rows_of: Any = sorted((key, day, base + one) for one, day in zip(some, days, strict=True)
                                  for key in keys[one % len(keys)])  # fmt: skip
            database.executemany("INSERT OR IGNORE INTO event_keys VALUES (?, ?, ?)", rows_of)
            made = (((base + one) * ROOM + place, base + one, (base + one) * ROOM + place, *claim)
                    for one in some for place, claim in enumerate(claims[one % len(claims)]))  # fmt: skip
            database.executemany("INSERT INTO said VALUES (?, ?, ?, ?, ?)", made)
            database.commit()


def timed(ledger: Ledger, reports: Sequence[tuple[bytes, Report]]) -> list[float]:
    """Milliseconds that each report takes to be placed once it is in the ledger."""
    found = []
    for at, (data, report) in enumerate(reports):
        append(ledger, data, report, Obtained(f"{at}.txt"))
        begun = time.perf_counter()
        keep.catch_up(ledger)
        found.append(1000 * (time.perf_counter() - begun))
    return found


def memory() -> float:
    """MiB that this process held at its highest."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.million", description=__doc__.split("\n")[0])
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--new", type=int, default=200)
    parser.add_argument("--at", type=Path, help="a folder with room for 5 kB a report")
    parser.add_argument("--only", choices=["fill", "place"], help="one of the two steps, each its own process")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = (given.at or Path(folder)) / "million.db"
        first = list(generated(FIRST))
        with open_ledger(path, create=True) as ledger:
            before = [] if given.only == "place" else timed(ledger, first)
        if given.only != "place":
            fill(path, 10_000_000, max(0, given.reports - FIRST), [report for _, report in first])
        if given.only == "fill":
            return
        chance = random.Random(11)
        new = list(generated(given.new, 5_000_000))
        new = [cut(first[at % FIRST][1], chance) if at % 5 == 4 else one for at, one in enumerate(new)]
        with open_ledger(path) as ledger:
            timed(ledger, new[:5])  # outlets, gazetteer and weights are loaded once
            after = timed(ledger, new[5:])
        print(json.dumps({
            "reports": given.reports,
            "first_ms": [round(float(np.percentile(before, q)), 1) for q in (50, 95)] if before else None,
            "placed_ms": {str(q): round(float(np.percentile(after, q)), 1) for q in (50, 95, 99)},
            "memory_mib": round(memory()),
            "index_mib": round(path.stat().st_size / 2**20),
        }))  # fmt: skip


if __name__ == "__main__":
    main()

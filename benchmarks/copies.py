"""How surely copies are found, by how much was kept and changed; how many candidates a report has in a large ledger.

    python -m benchmarks.copies [--each N] [--many N] [--seed N] [--pairs FOLDER]

All reports are invented (benchmarks/reprints.py). For every share kept and every share of words edited, N originals get
a reprint each; every event has a second report by another outlet, with the same names, figures, quotations and stock
sentences. All texts are put into the index in a random order, so a reprint may come before its original. A pair that is
found counts as right if the one was made from the other. With ``--many``, as many reports are put into an index on
disk first. With ``--pairs``, a folder with texts (ECB+ XML, or .txt) is compared with itself: how many of the pairs
that share half of the shorter text's runs of five words are found.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import numpy as np
from lxml import etree  # type: ignore[import-untyped]

from benchmarks.generated import Language
from benchmarks.progress import say
from benchmarks.reprints import EDITED, KEPT, Event, Reprint, event, report, reprint
from benchmarks.table import Row, Section, table
from reportedly.corroboration.copies import FREQUENT, Text, bands, candidates, compare, signature
from reportedly.corroboration.copies.text import shingles

Degree = tuple[float, float]


@dataclass
class Tally:
    """Pairs of one degree: made, found as candidates, found, and found though neither was made from the other.

    Of those found, for how many it is said which was made from the other, and for how many the wrong way round.
    """

    made: int = 0
    proposed: int = 0
    found: int = 0
    wrong: int = 0
    directed: int = 0
    reversed: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.made if self.made else 0.0

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 0.0


@dataclass
class Index:
    """Bands on disk, as the ledger keeps them: a clustered table of band and number of the report."""

    path: Path
    rows: int = 0
    _connection: sqlite3.Connection = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._connection = sqlite3.connect(self.path)
        self._connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
            "CREATE TABLE bands (band INTEGER, report INTEGER, PRIMARY KEY (band, report)) WITHOUT ROWID;"
        )

    def place(self, number: int, some: list[int]) -> list[int]:
        """The candidates of a new report, which is kept."""
        of: Mapping[int, list[int]] = {band: self._members(band) for band in some}
        self._connection.executemany("INSERT INTO bands VALUES (?, ?)", [(band, number) for band in some])
        self.rows += len(some)
        if number % 2000 == 0:
            self._connection.commit()
        return candidates({band: found for band, found in of.items() if found})

    def _members(self, band: int) -> list[int]:
        query = "SELECT report FROM bands WHERE band = ? ORDER BY report LIMIT ?"
        return [number for (number,) in self._connection.execute(query, (band, FREQUENT))]


def degrees(each: int, seed: int) -> dict[Degree, Tally]:
    """Pairs of every degree: how many were made, found, and found wrongly."""
    language, chance = Language(), random.Random(f"copies/{seed}")
    texts, made = _made(each, language, chance)
    chance.shuffle(texts)
    tallies: dict[Degree, Tally] = defaultdict(Tally)
    of = {frozenset((one.text.id, one.of)): (one.kept, one.edited) for one in made}
    degree = {one.text.id: (one.kept, one.edited) for one in made}
    degree |= {one.of: (one.kept, one.edited) for one in made}
    for pair in of.values():
        tallies[pair].made += 1
    members: dict[int, list[Text]] = defaultdict(list)
    for text in texts:
        own = bands(signature(text))
        for other in candidates({band: members[band][:FREQUENT] for band in own if band in members}):
            pair_of = of.get(frozenset((text.id, other.id)))
            found = compare(other, text)
            if pair_of:
                tallies[pair_of].proposed += 1
                tallies[pair_of].found += found is not None
                if found and found.direction != "unknown":
                    tallies[pair_of].directed += 1
                    reprinted = other if found.direction == "one_from_other" else text
                    tallies[pair_of].reversed += not reprinted.id.endswith("/reprint")
            elif found:
                tallies[degree.get(text.id, degree.get(other.id, (1.0, 0.0)))].wrong += 1
        for band in own:
            members[band].append(text)
    return dict(tallies)


def _made(each: int, language: Language, chance: random.Random) -> tuple[list[Text], list[Reprint]]:
    texts: list[Text] = []
    made: list[Reprint] = []
    for kept in KEPT:
        for edited in EDITED:
            for _ in range(each):
                about: Event = event(language, chance)
                number = len(made)
                original = report(about, f"{number}/original", language, chance, chance.randint(8, 30))
                other = report(about, f"{number}/other", language, chance, chance.randint(8, 30))
                one = reprint(original, about, f"{number}/reprint", kept, edited, language, chance)
                made.append(one)
                texts += [original, other, one.text]
    return texts, made


def many(count: int, seed: int) -> dict[str, float]:
    """Rows, bytes, candidates and milliseconds a report in an index of many reports, one in ten of them a reprint."""
    language, chance = Language(), random.Random(f"many/{seed}")
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder) / "bands.sqlite")
        proposed: Counter[int] = Counter()
        spent = 0.0
        last: list[tuple[Text, Event]] = []
        for number in range(count):
            if last and chance.random() < 0.1:
                of, about = chance.choice(last)
                text = reprint(
                    of, about, str(number), chance.choice(KEPT), chance.choice(EDITED), language, chance
                ).text
            else:
                about = last[-1][1] if last and chance.random() < 0.5 else event(language, chance)
                text = report(about, str(number), language, chance, chance.randint(8, 30))
                last = [*last[-50:], (text, about)]
            began = time.process_time()
            proposed[len(index.place(number, bands(signature(text))))] += 1
            spent += time.process_time() - began
            if number % 20_000 == 19_999:
                say(f"{number + 1:,} reports placed")
        size = index.path.stat().st_size
    return {
        "reports": count,
        "rows": index.rows / count,
        "bytes": size / count,
        "candidates": sum(n * times for n, times in proposed.items()) / count,
        "most": max(proposed),
        "milliseconds": 1000 * spent / count,
    }


def pairs(folder: Path) -> dict[str, int]:
    """Of all pairs of a folder's texts by containment of runs of five words: how many there are and are found."""
    texts = list(_read(sorted(folder.rglob("*"))))
    runs = [set(shingles(text.hashes, 5).tolist()) for text in texts]
    figures: Counter[str] = Counter(texts=len(texts))
    for (one, first), (other, second) in combinations(zip(texts, runs, strict=True), 2):
        least = min(len(first), len(second))
        share = len(first & second) / least if least else 0.0
        if share >= 0.02:
            name = "half" if share >= 0.5 else "some" if share >= 0.2 else "few"
            figures[name] += 1
            near = set(bands(signature(one))) & set(bands(signature(other)))
            figures[f"{name} found"] += bool(near) and compare(one, other) is not None
    return dict(figures)


def _read(paths: Iterable[Path]) -> Iterable[Text]:
    for path in paths:
        if path.suffix == ".xml":
            words = (token.text or "" for token in etree.parse(str(path)).getroot().iter("token"))
            yield Text(path.name, " ".join(words))
        elif path.suffix == ".txt":
            yield Text(path.name, path.read_text("utf-8"))


def section(tallies: Mapping[Degree, Tally]) -> Section:
    """The figures by degree of editing, and their sum down to half the text kept."""
    rows = [
        Row(
            f"{kept:.0%} kept, {edited:.0%} of words edited",
            f"{one.precision:.3f} / {one.recall:.3f}",
            on=f"{one.made} pairs",
        )
        for (kept, edited), one in sorted(tallies.items(), key=lambda item: (-item[0][0], item[0][1]))
    ]
    half = [one for (kept, _), one in tallies.items() if kept >= 0.5]
    made, found, wrong = (sum(getattr(one, name) for one in half) for name in ("made", "found", "wrong"))
    rows.append(Row("down to half kept", f"{found / (found + wrong):.3f} / {found / made:.3f}", on=f"{made} pairs"))
    directed, back, all_found = (
        sum(getattr(one, name) for one in tallies.values()) for name in ("directed", "reversed", "found")
    )
    rows.append(Row("who had it from whom: right / wrong", f"{directed - back} / {back}", on=f"{all_found} pairs"))
    return Section("Copies, invented: precision / recall", tuple(rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=20, help="reprints of every degree")
    parser.add_argument("--many", type=int, default=0, help="reports in an index on disk")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=Path, help="a folder of texts that are compared with one another")
    arguments = parser.parse_args()
    sections = [section(degrees(arguments.each, arguments.seed))] if arguments.each else []
    if arguments.many:
        figures = many(arguments.many, arguments.seed)
        sections.append(
            Section("An index of many", tuple(Row(what, f"{value:,.2f}") for what, value in figures.items()))
        )
    if arguments.pairs:
        rows = (Row(what, str(value)) for what, value in sorted(pairs(arguments.pairs).items()))
        sections.append(Section("Pairs by shared runs of five words: half, 0.2 to 0.5, 0.02 to 0.2", tuple(rows)))
    print(table(sections))


if __name__ == "__main__":
    np.seterr(over="ignore")
    main()

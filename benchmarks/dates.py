"""How well time expressions are found and resolved.

    python -m benchmarks.dates --gold FOLDER [--gold FOLDER …] [--scorer score_dates.py] [--part n/m]

A folder holds TimeML files (``*.tml``), such as those of TimeBank, AQUAINT, WikiWars or TempEval-3. Every text is
read by the real step, with the creation time of the document as its day of publication. ``--part 3/3`` takes the third
of every three documents, for figures on texts that nobody looked at. Figures are those of the scorer, in percent; the
words a second are those of the step alone, on one core, the best of three rounds, the YAML already loaded.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from benchmarks import where
from benchmarks.dispatches import scoring
from benchmarks.places import Plain
from benchmarks.table import Row, Section
from reportedly import dates
from reportedly.language import Analysis
from reportedly.record import Report

ROUNDS = 3
UNSEEN = "3/3"
"""The part of TimeBank and AQUAINT at which nobody looked while the step was made."""


def part(documents: Sequence[Any], which: str | None) -> list[Any]:
    """``2/3``: the second of every three, the fifth …; all of them without a part. Raises ValueError."""
    if which is None:
        return list(documents)
    at, of = (int(number) for number in which.split("/"))
    if not 1 <= at <= of:
        raise ValueError(f"no part of something: {which}")
    return list(documents[at - 1 :: of])


def prepared(document: dict[str, Any]) -> tuple[Report, Analysis]:
    """A document as the step gets it; only the day of the creation time counts."""
    report = Report(
        id=str(document["id"]),
        text=document["text"],
        media_type="text/plain",
        language="en",
        published=day(document["published"]),
    )
    return report, cast(Analysis, Plain(report.text))


def day(created: str | None) -> str | None:
    """The ISO day of a creation time in TimeML's forms: ``1998-02-13``, ``19980213``, ``1998-02-13T14:35:00``."""
    value = (created or "").partition("T")[0]
    if len(value) == 8 and value.isdigit():
        return f"{value[:4]}-{value[4:6]}-{value[6:]}"
    return value[:10] if len(value) >= 10 else None


def predicted(report: Report, analysis: Analysis) -> list[dict[str, Any]]:
    """What is found, as the scorer takes it."""
    return [{"span": list(one.span), "value": one.value} for one in dates.find(report, analysis)]


def words_a_second(ready: Sequence[tuple[Report, Analysis]]) -> float:
    """Words of the texts that the step reads in a second of one core, the best of some rounds."""
    words = sum(len(report.text.split()) for report, _ in ready)
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        for report, analysis in ready:
            dates.find(report, analysis)
        best = min(best, time.perf_counter() - begin)
    return words / best


def measure(folders: Sequence[Path], scorer: Path, which: str | None = UNSEEN) -> dict[str, Any]:
    """The scorer's figures, the number of documents and words a second. Raises ValueError without a document."""
    module = scoring(scorer)
    paths = part([path for folder in folders for path in sorted(folder.glob("[!.]*.tml"))], which)
    if not paths:
        raise ValueError(f"no .tml file in {folders[0]}")
    documents = [module.load(path) for path in paths]
    ready = [prepared(document) for document in documents]
    predictions = {report.id: predicted(report, analysis) for report, analysis in ready}
    figures: dict[str, Any] = module.score(documents, predictions)
    return {"documents": len(documents), **figures, "words_a_second": round(words_a_second(ready))}


def section(figures: dict[str, Any]) -> Section:
    """The figures as a section of the table."""
    return Section(
        f"Dates: TimeBank and AQUAINT, every third document, {figures['documents']}, {figures['gold']} expressions",
        (
            Row("value F1", f"{figures['value_f1']:.1f}"),
            Row("relaxed F1", f"{figures['relaxed_f1']:.1f}"),
            Row("strict F1", f"{figures['strict_f1']:.1f}"),
            Row("words a second", f"{figures['words_a_second']:,}", on="the step alone"),
        ),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--gold", type=Path, required=True, action="append", help="a folder of .tml files; may be given again"
    )
    parser.add_argument("--scorer", type=Path, default=where.scorer("score_dates.py"))
    parser.add_argument("--part", help="the n-th of every m documents: n/m")
    arguments = parser.parse_args()
    if arguments.scorer is None:
        parser.error("score_dates.py is not at hand; say where it is with --scorer")
    try:
        figures = measure(arguments.gold, arguments.scorer, arguments.part)
    except ValueError as wrong:
        parser.error(str(wrong))
    print(*(f"{name} {value}" for name, value in figures.items()))


if __name__ == "__main__":
    main()

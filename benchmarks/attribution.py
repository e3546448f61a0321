"""How well attributions are found: PolNeAR, or any folder like it, through the whole program.

    python -m benchmarks.attribution --gold FOLDER [--scorer score_attribution.py] [--pred PREDICTIONS.jsonl]

Every text is read from its bytes, with nothing said about its outlet. PolNeAR is flat, so the outermost attributions of
a record are its predictions. What comes out holds numbers and offsets, and no word of the texts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import where
from benchmarks.dispatches import scoring
from benchmarks.progress import say
from benchmarks.table import Row, Section, table
from reportedly import pipeline
from reportedly.errors import ReportError
from reportedly.record import Report, Spans

RESAMPLES = 1000
"""Resamples of the articles that the 95 % intervals come from."""

Prediction = dict[str, list[tuple[int, int]]]


@dataclass
class Predicted:
    """Predictions by article, and what was lost before anything could be predicted."""

    attributions: dict[str, list[Prediction]] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)


def prediction(report: Report) -> list[Prediction]:
    """The outermost attributions of a record, in the form that the scorer reads."""
    return [
        {"source": sorted(one.source_spans), "cue": sorted(one.cue), "content": sorted(one.content)}
        for one in report.attributions
        if one.within is None
    ]


def in_boilerplate(report: Report, attribution: Mapping[str, list[tuple[int, int]]]) -> bool:
    """Whether cue or content touch what the record takes for no part of the account, and so can never be found."""
    spans: Spans = (*attribution["cue"], *attribution["content"])
    return any(start < end_of and begin < end for start, end in spans for begin, end_of in report.boilerplate)


def predict(module: Any, gold: Path) -> Predicted:
    """Read every article of a gold folder; one that gives no usable record has no predictions and is counted."""
    predicted = Predicted()
    articles = module.find_annotations(gold)
    for number, (article, annotators) in enumerate(articles.items(), 1):
        if number % 10 == 0 or number == len(articles):
            say(f"reading {gold.name}: {number} of {len(articles)}")
        report = _read(article, gold, module.read_text(article, gold))
        if report is None:
            predicted.lost["not_read"] += 1
            continue
        predicted.attributions[article] = prediction(report)
        predicted.lost["not_english"] += report.language not in pipeline.READ
        # The first annotator's are the gold, as for the scorer; without a content nothing is asked for.
        wanted = [one for one in module.read_ann(next(iter(annotators.values()))) if one["content"]]
        predicted.lost["in_boilerplate"] += sum(in_boilerplate(report, one) for one in wanted)
    return predicted


def _read(article: str, gold: Path, text: str) -> Report | None:
    path = next(p for p in (gold / "text" / f"{article}.txt", gold / f"{article}.txt") if p.is_file())
    try:
        report = pipeline.read_bytes(path.read_bytes(), path.name)
    except ReportError as error:
        say(f"{article}: {error}")
        return None
    if report.text != text:
        say(f"{article}: the text of its record is not the text of its file, so no offset would fit")
        return None
    return report


def measure(gold: Path, scorer: Path, written: Path | None = None) -> dict[str, Any]:
    """All figures of a gold folder; the predictions are written if a place is given."""
    module = scoring(scorer)
    predicted = predict(module, gold)
    if written:
        lines = (json.dumps({"id": name, "attributions": found}) for name, found in predicted.attributions.items())
        written.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    result = module.score(gold, predicted.attributions, bootstrap=RESAMPLES)
    names = ("not_read", "not_english", "in_boilerplate")
    return {"folder": gold.name, **result, **{name: predicted.lost[name] for name in names}}


def section(figures: Mapping[str, Any], name: str) -> Section:
    """The figures as a section of the table."""
    gold = figures["attribution"]["gold"]
    quoted = figures["quote_only"]["attribution"]
    between = figures["f1_95ci"]
    rows = [
        _row("attribution F1", figures["attribution"], between["attribution"]),
        _row("strict F1", figures["strict_attribution"], between["strict_attribution"]),
        _row("quotes only F1", quoted, between["quote_only.attribution"], f"{quoted['gold']:,} with quotes; "),
        Row("lost as boilerplate", str(figures["in_boilerplate"]), "", f"of {gold:,} attributions"),
        Row("not read as English", str(figures["not_english"]), "", f"of {figures['articles']} articles"),
    ]
    if figures["not_read"]:
        rows.append(Row("not read at all", str(figures["not_read"]), "", f"of {figures['articles']} articles"))
    return Section(f"Attribution: {name}, {figures['articles']} articles, {gold:,} attributions", tuple(rows))


def _row(what: str, one: Mapping[str, float], between: list[float], on: str = "") -> Row:
    low, high = between
    on += f"precision {one['precision']:.3f}, recall {one['recall']:.3f}; 95 %: {low:.3f}–{high:.3f}"
    return Row(what, f"{one['f1']:.3f}", "", on)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True, help="a folder of texts and brat files, like PolNeAR's")
    parser.add_argument("--scorer", type=Path, default=where.scorer("score_attribution.py"))
    parser.add_argument("--pred", type=Path, help="write the predictions here, one article a line")
    arguments = parser.parse_args()
    if arguments.scorer is None:
        sys.exit("score_attribution.py is not at hand: name it with --scorer, or its folder with REPORTEDLY_SCORING")
    print(table([section(measure(arguments.gold, arguments.scorer, arguments.pred), arguments.gold.name)]))


if __name__ == "__main__":
    main()

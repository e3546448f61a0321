"""Learn which sentences without a cue are claims: logistic regression on the invented dispatches that teach.

    python -m training.narration

Reads every dispatch with the network that ships, takes the sentences in which nothing is attributed, and asks whether
the record has a claim with at least half of all words in common. Prints how well that does by dispatches left out in
turn, and the weights for ``src/reportedly/claims/narration.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import yaml

from reportedly import pipeline
from reportedly.claims.narration import FILE, attributed, features, free
from reportedly.claims.patterns import knowledge
from reportedly.language import analyse
from training.dispatches import FOLDER

FOLDS = 5
PENALTY = 1.0
_WORD = re.compile(r"\w+")


def seen(name: str) -> Iterator[tuple[dict[str, float], bool]]:
    """The features of every free sentence of a dispatch, and whether it is a claim."""
    record = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    day = record.get("published")
    report = pipeline.read(
        FOLDER / f"{name}.txt", outlet=record["outlet"], published=str(day) if isinstance(day, date) else None
    )
    (analysis,) = analyse([report.text])
    claimed = [_numbers(report.text, report.text.find(c["content"]), len(c["content"])) for c in record["claims"]]
    signs = pipeline.signs(analysis)
    for one in free(report, analysis.sentences, analysis.paragraphs, attributed(report)):
        own = _numbers(report.text, one.span[0], one.span[1] - one.span[0])
        is_claim = any(2 * len(own & other) >= len(own | other) for other in claimed)
        yield features(report, one, len(analysis.sentences), signs), is_claim


def _numbers(text: str, start: int, length: int) -> set[int]:
    """Where the words of a stretch begin."""
    return {match.start() for match in _WORD.finditer(text, start, start + length)}


def fitted(numbers: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Weights [features] of a logistic regression, by Newton's method."""
    weights = np.zeros(numbers.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-numbers @ weights))
        curve = (numbers * (likely * (1 - likely))[:, None]).T @ numbers + PENALTY * np.eye(len(weights))
        weights -= np.linalg.solve(curve, numbers.T @ (likely - wanted) + PENALTY * weights)
    return weights


def main() -> None:
    names: list[str] = sorted(yaml.safe_load((FOLDER / "split.yaml").read_text(encoding="utf-8"))["teach"])
    rows: list[tuple[int, dict[str, float], bool]] = []
    for number, name in enumerate(names):
        rows += [(number % FOLDS, one, wanted) for one, wanted in seen(name)]
    columns = list(rows[0][1])
    numbers = np.array([[one[name] for name in columns] for _, one, _ in rows])
    wanted = np.array([float(is_claim) for _, _, is_claim in rows])
    fold = np.array([number for number, _, _ in rows])
    likely = np.zeros(len(rows))
    for number in range(FOLDS):
        weights = fitted(numbers[fold != number], wanted[fold != number])
        likely[fold == number] = 1 / (1 + np.exp(-numbers[fold == number] @ weights))
    print(f"{len(names)} dispatches, {len(rows)} sentences without a cue, {int(wanted.sum())} of them claims")
    for least in (0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        given = likely >= least
        right = (wanted[given]).sum()
        print(f"from {least}: {int(given.sum())} given, {int(right)} right")
    weights = fitted(numbers, wanted)
    found: dict[str, Any] = {name: round(float(one), 2) for name, one in zip(columns, weights, strict=True)}
    print(f"\nfor {FILE}, which has {len(knowledge(FILE)['weights'])} weights:\n")
    print(yaml.safe_dump({"weights": found}, sort_keys=False, default_flow_style=None, width=130))


if __name__ == "__main__":
    main()

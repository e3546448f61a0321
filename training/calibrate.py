"""Tune the decoding on dev, and fit how sure an attribution is; write decoding.json and the figures of the model card.

    python -m training.calibrate --model src/reportedly/models/en --polnear DEV --scorer score_attribution.py

The confidence of an article's attributions is fitted on the other articles (five folds) for the reliability figures,
and on all of dev for the file that ships.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.dispatches import scoring
from reportedly.attribution.assemble import Loose, Settings, assemble
from reportedly.attribution.confidence import FEATURES, features
from reportedly.attribution.links import LinkHead, load_head
from reportedly.attribution.tags import Words, words
from reportedly.language import Analysis, analyse, encoder
from training import card
from training.corpora import Example, read_polnear
from training.evaluate import figures, prediction

GRID = (-1.2, -0.9, -0.6, -0.3, 0.0, 0.3, 0.6, 0.9)

Read = tuple[Example, Analysis, Words]


def read_all(examples: list[Example], model: Path) -> list[Read]:
    network = encoder.load(model / "network.onnx")
    return [(e, a, words(a)) for e, a in zip(examples, analyse((e.text for e in examples), network), strict=True)]


def predict(read: list[Read], head: LinkHead, settings: Settings) -> dict[str, list[Loose]]:
    return {e.name: assemble(a, w, head, settings) for e, a, w in read}


def score(module: Any, read: list[Read], loose: dict[str, list[Loose]]) -> dict[str, Any]:
    return figures(module, [e for e, _, _ in read], {e.name: prediction(w, loose[e.name]) for e, _, w in read})


def objective(result: dict[str, Any]) -> float:
    """What is tuned for: the sum of the three figures the project is measured by."""
    return float(
        result["attribution"]["f1"] + result["strict_attribution"]["f1"] + result["quote_only"]["attribution"]["f1"]
    )


def tune(module: Any, read: list[Read], head: LinkHead) -> Settings:
    """Coordinate search over the cost of opening a span of each role, twice around."""
    best = Settings()
    value = objective(score(module, read, predict(read, head, best)))
    for _ in range(2):
        for role in range(3):
            for cost in GRID:
                costs = list(best.open_cost)
                costs[role] = cost
                tried = replace(best, open_cost=(costs[0], costs[1], costs[2]))
                result = objective(score(module, read, predict(read, head, tried)))
                if result > value + 1e-6:
                    best, value = tried, result
    return best


def outcomes(module: Any, read: list[Read], loose: dict[str, list[Loose]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For every predicted attribution its features, whether it matches a gold one, and the number of its article."""
    rows, right, article = [], [], []
    for number, (example, _, found) in enumerate(read):
        text = module.Article(example.text)
        gold = [{r: text.mention(list(getattr(a, r))) for r in module.ROLES} for a in example.attributions if a.content]
        given = [
            {r: text.mention([tuple(s) for s in p[r]]) for r in module.ROLES}
            for p in prediction(found, loose[example.name])
        ]
        same = module.RULES["attribution"]
        fits = np.array([[same(g, p) for p in given] for g in gold]).reshape(len(gold), len(given))
        matched = set(module.max_matching(len(gold), len(given), _lookup(fits)).values())
        for j, one in enumerate(loose[example.name]):
            rows.append(features(one))
            right.append(j in matched)
            article.append(number)
    return np.array(rows), np.array(right, dtype=float), np.array(article)


def _lookup(table: np.ndarray) -> Callable[[int, int], bool]:
    return lambda i, j: bool(table[i, j])


def fit(rows: np.ndarray, right: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Logistic regression by Newton's method with a small ridge."""
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (right - p) - ridge * weights
        hessian = (rows * (p * (1 - p))[:, None]).T @ rows + ridge * np.eye(len(weights))
        step = np.linalg.solve(hessian, gradient)
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def reliability(
    rows: np.ndarray, right: np.ndarray, article: np.ndarray
) -> tuple[np.ndarray, list[tuple[float, float, int]], float]:
    """Cross-fitted probabilities; for ten bins the mean said, the share right, the number; and the mean gap (ECE)."""
    said = np.zeros(len(right))
    for fold in range(5):
        held = article % 5 == fold
        said[held] = 1 / (1 + np.exp(-rows[held] @ fit(rows[~held], right[~held])))
    bins = []
    for low in np.arange(0, 1, 0.1):
        inside = (said >= low) & (said < low + 0.1)
        if inside.any():
            bins.append((float(said[inside].mean()), float(right[inside].mean()), int(inside.sum())))
    gap = sum(abs(a - b) * n for a, b, n in bins) / len(right)
    return said, bins, gap


def calibrate(model: Path, polnear: Path, scores: Path) -> dict[str, Any]:
    """Tune and fit on dev, write decoding.json into the model's folder, and return the figures for the card."""
    module = scoring(scores)
    read = read_all(read_polnear(polnear), model)
    head = load_head(model / "heads.npz")
    settings = tune(module, read, head)
    loose = predict(read, head, settings)
    rows, right, article = outcomes(module, read, loose)
    said, bins, gap = reliability(rows, right, article)
    begins = np.cumsum([0, *(len(loose[e.name]) for e, _, _ in read)])

    def sure(least: float) -> dict[str, list[Loose]]:
        return {
            e.name: [one for one, p in zip(loose[e.name], said[begins[k] : begins[k + 1]], strict=True) if p >= least]
            for k, (e, _, _) in enumerate(read)
        }

    best = max((0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4), key=lambda x: objective(score(module, read, sure(x))))
    settings = replace(settings, least_confidence=best)
    result = score(module, read, sure(best))
    weights = dict(zip(FEATURES, (round(float(w), 5) for w in fit(rows, right)), strict=True))
    stored = {"settings": asdict(settings), "calibration": weights}
    (model / "decoding.json").write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    return {
        "articles": len(read),
        "dev": {k: result[k] for k in ("attribution", "strict_attribution", "content_only", "quote_only", "token")},
        "reliability": [{"said": round(a, 3), "right": round(b, 3), "number": n} for a, b, n in bins],
        "mean_gap": round(gap, 4),
        "settings": asdict(settings),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--card", type=Path, help="fill the figures into this model card")
    arguments = parser.parse_args()
    figures_of_card = calibrate(arguments.model, arguments.polnear, arguments.scorer)
    print(json.dumps(figures_of_card, indent=1))
    if arguments.card:
        card.fill(arguments.card, figures_of_card)


if __name__ == "__main__":
    main()

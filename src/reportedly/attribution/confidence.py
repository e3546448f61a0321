"""How sure an attribution is: a logistic regression over the network's own certainties, fitted on dev.

The result is the probability that a careful reader marks the same content (half of the words in common) with the same
source; docs/model-card.md shows how far that is true.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reportedly.attribution.assemble import Loose, Settings
from reportedly.errors import ModelError

FEATURES = (
    "bias",
    "content",
    "least_content",
    "cue",
    "source",
    "cue_link",
    "source_link",
    "has_source",
    "length",
    "pieces",
)


@dataclass(frozen=True)
class Calibration:
    """One weight for each of FEATURES."""

    weights: tuple[float, ...]


def load_decoding(path: Path) -> tuple[Settings, Calibration]:
    """Read decoding.json: what was tuned on dev, and the weights of the calibration. Raises ModelError."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        tuned = stored["settings"]
        settings = Settings(
            open_cost=(tuned["open_cost"][0], tuned["open_cost"][1], tuned["open_cost"][2]),
            least_cue=float(tuned["least_cue"]),
            least_source=float(tuned["least_source"]),
            least_confidence=float(tuned["least_confidence"]),
        )
        return settings, Calibration(tuple(float(stored["calibration"][name]) for name in FEATURES))
    except (OSError, KeyError, IndexError, ValueError, TypeError) as error:
        raise ModelError(f"the decoding settings {path.name} cannot be loaded: {error}") from error


def features(loose: Loose) -> np.ndarray:
    """What the regression sees of an attribution, in the order of FEATURES."""
    content = [t.certainty for t in loose.content]
    length = sum(t.last - t.first for t in loose.content)
    return np.array(
        [
            1.0,
            math.exp(float(np.mean(content))),
            math.exp(min(content)),
            math.exp(max(t.certainty for t in loose.cue)),
            math.exp(loose.source[0].certainty) if loose.source else 0.0,
            loose.cue_probability,
            loose.source_probability,
            1.0 if loose.source else 0.0,
            math.log1p(length),
            float(len(loose.content)),
        ]
    )


def confidence(calibration: Calibration, loose: Loose) -> float:
    """The calibrated probability, between 0 and 1."""
    return float(1 / (1 + math.exp(-float(features(loose) @ np.array(calibration.weights)))))

"""training.card: measured figures go between the card's markers and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from training import card

SCORE = {"precision": 0.5, "recall": 0.25, "f1": 0.333, "gold": 12}
MEASURED: dict[str, Any] = {
    "articles": 3,
    "dev": {
        "attribution": SCORE,
        "strict_attribution": SCORE,
        "content_only": SCORE,
        "quote_only": {"attribution": SCORE},
        "token": {"source": SCORE, "cue": SCORE, "content": SCORE},
    },
    "reliability": [{"said": 0.55, "right": 0.5, "number": 7}],
    "mean_gap": 0.05,
}


def test_figures_stand_between_their_markers(tmp_path: Path) -> None:
    path = tmp_path / "card.md"
    path.write_text("before\n<!-- figures -->\nold\n<!-- /figures -->\nafter\n<!-- reliability -->\nend\n")
    card.fill(path, MEASURED)
    text = path.read_text()
    assert text.startswith("before\n<!-- figures -->\nPolNeAR dev, 3 articles, 12 attributions")
    assert "| attribution | 0.500 | 0.250 | 0.333 |" in text
    assert "old" not in text
    assert "| 0.55 | 0.50 | 7 | ██████████ |" in text
    assert text.endswith("end\n")


def test_filling_twice_is_filling_once(tmp_path: Path) -> None:
    path = tmp_path / "card.md"
    path.write_text("<!-- figures -->\n<!-- reliability -->\n")
    card.fill(path, MEASURED)
    once = path.read_text()
    card.fill(path, MEASURED)
    assert path.read_text() == once


def test_a_card_without_markers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "card.md"
    path.write_text("nothing\n")
    with pytest.raises(ValueError, match="no marker"):
        card.fill(path, MEASURED)

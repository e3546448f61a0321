"""The one encoder that every head shares: an int8 ONNX network, loaded once, run on one core.

Windows go through it one at a time. A window's numbers then depend on nothing but the window, so a report gives the
same record alone and in any batch; and a matrix of 256 pieces keeps one core busy, so a larger batch gains nothing.
Many reports are read faster by more processes (``read_files(jobs=…)``).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np

from reportedly.errors import ModelError
from reportedly.language.pieces import MODEL
from reportedly.language.windows import Window

# Some builds of ONNX Runtime report their use to their maker unless told not to. The locked one cannot; a user's might.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
import onnxruntime

OUTPUTS = ("tags", "links", "vectors")


@lru_cache(maxsize=1)
def session() -> onnxruntime.InferenceSession:
    """The shipped network, loaded once. Raises ModelError if it is missing or broken."""
    return load(MODEL / "network.onnx")


def load(path: Path) -> onnxruntime.InferenceSession:
    """Load a network for one core. Raises ModelError."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises classes of its own that share no public parent
        raise ModelError(f"the network {path.name} cannot be loaded: {error}") from error


def run(
    windows: Iterable[Window], network: onnxruntime.InferenceSession | None = None
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """For each window its tags [length, 7], link projections [length, 256] and vectors [length, 384], float32."""
    network = network or session()
    for window in windows:
        inputs = {
            "ids": window.ids[None].astype(np.int64),
            "case": window.case[None].astype(np.int64),
            "quote": window.quote[None].astype(np.int64),
        }
        tags, links, vectors = network.run(OUTPUTS, inputs)
        yield tags[0], links[0], vectors[0]

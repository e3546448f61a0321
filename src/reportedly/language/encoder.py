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
from typing import NamedTuple

import numpy as np

from reportedly.errors import ModelError
from reportedly.language.pieces import MODEL
from reportedly.language.windows import Window

# Some builds of ONNX Runtime report their use to their maker unless told not to. The locked one cannot; a user's might.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
import onnxruntime


class Numbers(NamedTuple):
    """What the heads say of one window: arrays [length, …], float32, whose second side is 0 where a head is missing.

    ``tags`` [7], ``links`` [256] and ``vectors`` [384] every network gives; ``entities`` [9], ``events`` [3] and
    ``marks`` (reportedly.language.marks) those that were trained for them.
    """

    tags: np.ndarray
    links: np.ndarray
    vectors: np.ndarray
    entities: np.ndarray
    events: np.ndarray
    marks: np.ndarray


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
    windows: Iterable[Window], network: onnxruntime.InferenceSession | None = None, *, vectors: bool = True
) -> Iterator[Numbers]:
    """For each window what the heads say of it; vectors have no columns where they are not wanted."""
    network = network or session()
    wanted = [name for name in Numbers._fields if vectors or name != "vectors"]
    outputs = [one.name for one in network.get_outputs() if one.name in wanted]
    for window in windows:
        inputs = {
            "ids": window.ids[None].astype(np.int64),
            "case": window.case[None].astype(np.int64),
            "quote": window.quote[None].astype(np.int64),
        }
        missing = np.zeros((len(window), 0), dtype=np.float32)
        given = {name: one[0] for name, one in zip(outputs, network.run(outputs, inputs), strict=True)}
        yield Numbers(*(given.get(name, missing) for name in Numbers._fields))

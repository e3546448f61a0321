"""Float weights out of a shipped int8 network, to go on training from.

    python -m training.restore --model src/reportedly/models/en --out start.pt

What rounding to int8 took away stays away: the weights are the shipped ones, not those before the export.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper

PREFIX = "network."
SUFFIXES = ("_scale", "_zero_point", "_quantized")


def restore(model: Path) -> dict[str, np.ndarray]:
    """Names as in training.network, and float32 arrays. Raises ValueError if a matrix cannot be told by its bias."""
    graph = onnx.load(str(model / "network.onnx")).graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    consumers: dict[str, list[Any]] = {}
    for node in graph.node:
        for name in node.input:
            consumers.setdefault(name, []).append(node)
    weights = {
        name.removeprefix(PREFIX): array
        for name, array in stored.items()
        if name.startswith(PREFIX) and not name.endswith(SUFFIXES)
    }
    for name in stored:
        if name.startswith(PREFIX) and name.endswith("_quantized"):
            weights[name.removeprefix(PREFIX).removesuffix("_quantized")] = _floats(stored, name)
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            bias = _bias(consumers, node.output[0])
            if bias is None:
                raise ValueError(f"no bias follows {node.name}")
            weights[bias.removeprefix(PREFIX).removesuffix("bias") + "weight"] = _floats(stored, node.input[1]).T.copy()
    with np.load(model / "heads.npz") as heads:
        weights.update({name: heads[name] for name in heads})
    return weights


def _floats(stored: dict[str, np.ndarray], name: str) -> np.ndarray:
    base = name.removesuffix("_quantized")
    zero, scale = (stored[base + end].astype(np.float32) for end in ("_zero_point", "_scale"))
    return (stored[name].astype(np.float32) - zero) * scale


def _bias(consumers: dict[str, list[Any]], output: str) -> str | None:
    """The bias that is added to what a product gives, which names the layer that the product belongs to."""
    for node in consumers.get(output, []):
        if node.op_type in ("Cast", "Mul"):
            found = _bias(consumers, node.output[0])
        else:
            ours = (i for i in node.input if i.startswith(PREFIX) and i.endswith(".bias") and "LayerNorm" not in i)
            found = next(ours, None)
        if found is not None:
            return found
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    weights = {name: torch.as_tensor(np.array(array)) for name, array in restore(arguments.model).items()}
    torch.save({"network": weights}, arguments.out)


if __name__ == "__main__":
    main()

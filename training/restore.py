"""Float weights out of a shipped int8 network, to go on training from.

    python -m training.restore --model FOLDER --out start.pt

FOLDER holds what training.export wrote; en-1 was exported in another way, and cannot be read. What rounding to int8
took away stays away: the weights are the shipped ones, not those before the export.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from training.graph import EMBEDDINGS, PARTS

ROUNDED, SCALE, ZERO = ".weight_quantized", ".weight_scale", ".weight_zero"


def restore(model: Path) -> dict[str, np.ndarray]:
    """The weights in a folder's network.onnx and heads.npz: names as in training.network, arrays of float32.

    Raises ValueError if the network was not laid out by training.graph, as en-1 was not.
    """
    graph = onnx.load(str(model / "network.onnx")).graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    if EMBEDDINGS + "word_embeddings" + ROUNDED not in stored:
        raise ValueError(f"{model / 'network.onnx'} was not laid out by training.graph; its weights bear other names")
    weights: dict[str, np.ndarray] = {}
    for name, array in stored.items():
        if name.endswith(ROUNDED):
            layer = name.removesuffix(ROUNDED)
            floats = array.astype(np.float32) * stored[layer + SCALE]
            weights[f"{layer}.weight"] = floats if layer.startswith(EMBEDDINGS) else floats.T
        elif "." in name and not name.endswith((SCALE, ZERO)):
            weights[name] = array
    places = EMBEDDINGS + "position_embeddings.weight"  # that of the kind of text is in it already
    weights[places] = weights[places][0]
    weights[EMBEDDINGS + "token_type_embeddings.weight"] = np.zeros((2, weights[places].shape[1]), dtype=np.float32)
    for name in [name for name in weights if ".self.all." in name]:
        for part, array in zip(PARTS, np.split(weights.pop(name), len(PARTS)), strict=True):
            weights[name.replace(".all.", f".{part}.")] = array
    with np.load(model / "heads.npz") as heads:
        weights.update({name: heads[name] for name in heads})
    return {name: np.ascontiguousarray(array) for name, array in weights.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    try:
        restored = restore(arguments.model)
    except ValueError as wrong:
        parser.error(str(wrong))
    import torch  # here, because reading the weights needs none of it

    weights = {name: torch.as_tensor(array) for name, array in restored.items()}
    torch.save({"network": weights}, arguments.out)


if __name__ == "__main__":
    main()

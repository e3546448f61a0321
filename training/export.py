"""Export a trained network as int8 ONNX, with its link weights beside it.

python -m training.export --network last.pt --out src/reportedly/models/en
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx

from training.graph import build
from training.marks import labels

LINK_WEIGHTS = ("no_source", "distance", "paragraph", "between")


def export(weights: dict[str, np.ndarray], out: Path) -> None:
    """Write network.onnx (int8), heads.npz and labels.json into a folder; weights are named as in training.network."""
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(build(weights), str(out / "network.onnx"))
    arrays: dict[str, Any] = {name: weights[name].astype(np.float32) for name in LINK_WEIGHTS}
    np.savez(out / "heads.npz", **arrays)
    (out / "labels.json").write_text(json.dumps(labels()) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    import torch  # here, because writing the graph needs none of it

    state = torch.load(arguments.network, weights_only=True)["network"]
    export({name: array.float().numpy() for name, array in state.items()}, arguments.out)


if __name__ == "__main__":
    main()

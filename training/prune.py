"""Take the least used attention heads and inner units out of a trained network, to be trained on afterwards.

    python -m training.prune --network last.pt --texts FOLDER --out narrow/last.pt

How much a head or a unit gives is measured on texts (``*.txt`` in FOLDER): the mean square of what it adds to its
layer's output. What the units that go gave on the average is added to the bias, so that the rest need not learn it
(Michel and others, NeurIPS 2019, for heads; He and others, ICCV 2017, for keeping outputs). training.network says how
many of each stay.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from reportedly.language import windows
from reportedly.language.analysis import SEPARATOR, START, stops
from reportedly.language.pieces import cut
from training.graph import HEAD_WIDTH, LAYER, Weights, build


def narrowed(weights: Weights, texts: list[str], inner: int, heads: int) -> dict[str, np.ndarray]:
    """The weights without what gives least in each layer."""
    out = dict(weights)
    layers = sum(name.startswith(LAYER) and name.endswith("intermediate.dense.weight") for name in weights)
    for number, (units, seen) in enumerate(zip(*_given(weights, layers, texts), strict=True)):
        layer = f"{LAYER}{number}."
        _keep_units(out, layer, units, inner)
        _keep_heads(out, layer, seen, heads)
    return out


def _keep_units(out: dict[str, np.ndarray], layer: str, units: np.ndarray, many: int) -> None:
    """``units`` [2, inner]: mean and mean square of each."""
    after = out[f"{layer}output.dense.weight"]
    order = np.argsort(-units[1] * (after**2).sum(axis=0), kind="stable")
    kept, gone = np.sort(order[:many]), order[many:]
    for part in ("weight", "bias"):
        out[f"{layer}intermediate.dense.{part}"] = out[f"{layer}intermediate.dense.{part}"][kept]
    lost = after[:, gone] @ units[0][gone]
    out[f"{layer}output.dense.bias"] = (out[f"{layer}output.dense.bias"] + lost).astype(np.float32)
    out[f"{layer}output.dense.weight"] = after[:, kept]


def _keep_heads(out: dict[str, np.ndarray], layer: str, seen: np.ndarray, many: int) -> None:
    """``seen`` [heads, width, width]: mean of the outer products of what each head gives."""
    after = out[f"{layer}attention.output.dense.weight"].reshape(-1, len(seen), HEAD_WIDTH)
    adds = [float(np.trace(after[:, h] @ seen[h] @ after[:, h].T)) for h in range(len(seen))]
    kept = np.sort(np.argsort(adds)[::-1][:many])
    rows = (kept[:, None] * HEAD_WIDTH + np.arange(HEAD_WIDTH)).ravel()
    for part in ("query", "key", "value"):
        for what in ("weight", "bias"):
            name = f"{layer}attention.self.{part}.{what}"
            out[name] = out[name][rows]
    name = f"{layer}attention.output.dense.weight"
    out[name] = out[name][:, rows]


def _given(weights: Weights, layers: int, texts: list[str]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """For each layer what its units and heads give on texts."""
    graph = build(weights)
    names = [f"{LAYER}{number}.{what}" for number in range(layers) for what in ("active", "seen")]
    for name in names:
        graph.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
    network = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    units: list[np.ndarray] = [np.zeros(1)] * layers
    seen: list[np.ndarray] = [np.zeros(1)] * layers
    many = 0
    for inputs in _inputs(texts):
        given = dict(zip(names, network.run(names, inputs), strict=True))
        for number in range(layers):
            active = given[f"{LAYER}{number}.active"][0].astype(np.float64)
            units[number] = units[number] + np.stack([active.sum(axis=0), (active**2).sum(axis=0)])
            heads = given[f"{LAYER}{number}.seen"][0].astype(np.float64).reshape(len(active), -1, HEAD_WIDTH)
            seen[number] = seen[number] + np.einsum("nhi,nhj->hij", heads, heads)
        many += inputs["ids"].shape[1]
    return [one / many for one in units], [one / many for one in seen]


def _inputs(texts: list[str]) -> Iterator[dict[str, np.ndarray]]:
    ends = stops()
    for text in texts:
        pieces = cut(text)
        for ranges in windows.pack(windows.blocks(pieces, windows.LENGTH - 2, ends), windows.LENGTH):
            window = windows.window(pieces, ranges, START, SEPARATOR)
            yield {name: getattr(window, name)[None].astype(np.int64) for name in ("ids", "case", "quote")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--most", type=int, default=120, help="how many of the texts are read")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    import torch

    from training.network import HEADS, INNER

    state = torch.load(arguments.network, weights_only=True)["network"]
    weights = {name: array.float().numpy() for name, array in state.items()}
    texts = [path.read_text("utf-8") for path in sorted(arguments.texts.glob("*.txt"))[: arguments.most]]
    narrow = narrowed(weights, texts, INNER, HEADS)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"network": {n: torch.as_tensor(a).to(state[n].dtype) for n, a in narrow.items()}}, arguments.out)


if __name__ == "__main__":
    main()

"""Export a trained network as int8 ONNX, with its link weights beside it.

python -m training.export --network last.pt --weights FOLDER --out src/reportedly/models/en
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from training.network import Network


class Exported(nn.Module):
    """The network without padding: at run time every window has its own length."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, case: Tensor, quote: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        results: tuple[Tensor, Tensor, Tensor] = self.network(ids, case, quote, torch.ones_like(ids))
        return results


def export(network: Network, out: Path) -> None:
    """Write network.onnx (int8) and heads.npz into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    network.eval()
    network.encoder.config._attn_implementation = "eager"
    example = torch.randint(1000, 2000, (1, 32))
    inputs = (example, torch.zeros_like(example), torch.zeros_like(example))
    names = ["ids", "case", "quote"]
    with tempfile.TemporaryDirectory() as folder:
        plain, prepared = Path(folder) / "plain.onnx", Path(folder) / "prepared.onnx"
        torch.onnx.export(
            Exported(network),
            inputs,
            str(plain),
            input_names=names,
            output_names=["tags", "links", "vectors"],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in [*names, "tags", "links", "vectors"]},
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            str(prepared),
            str(out / "network.onnx"),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather", "Gemm"],
        )
    arrays = {
        n: getattr(network, n).detach().numpy().astype(np.float32)
        for n in ("no_source", "distance", "paragraph", "between")
    }
    np.savez(out / "heads.npz", **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--encoder", default="minilm")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    network = Network(arguments.encoder, arguments.weights)
    network.load_state_dict(torch.load(arguments.network, weights_only=True)["network"])
    export(network, arguments.out)


if __name__ == "__main__":
    main()

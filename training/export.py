"""Export a trained network as int8 ONNX, with its link weights beside it.

python -m training.export --network last.pt --weights FOLDER --out src/reportedly/models/en
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn

from training.network import OUTPUTS, Network


class Exported(nn.Module):
    """The network without padding: at run time every window has its own length."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, case: Tensor, quote: Tensor) -> tuple[Tensor, ...]:
        results: tuple[Tensor, ...] = self.network(ids, case, quote, None)
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
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            Exported(network),
            inputs,
            str(plain),
            input_names=names,
            output_names=list(OUTPUTS),
            dynamic_axes={name: {0: "batch", 1: "length"} for name in [*names, *OUTPUTS]},
            opset_version=17,
            dynamo=False,
        )
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False  # ours adds two embeddings of its own
        config = network.encoder.config
        optimize_model(
            str(plain),
            model_type="bert",
            num_heads=config.num_attention_heads,
            hidden_size=config.hidden_size,
            optimization_options=options,
            opt_level=0,
        ).save_model_to_file(str(fused))
        quantize_dynamic(
            str(fused),
            str(out / "network.onnx"),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather", "Gemm", "Attention"],
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
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

"""Read the dev articles with a network and write predictions for ``score_attribution.py``; print its main figures.

python -m training.evaluate --network last.pt --weights FOLDER --polnear DEV --scorer score_attribution.py
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch

from benchmarks.dispatches import scoring
from reportedly.attribution.assemble import Loose, Settings, assemble
from reportedly.attribution.links import LinkHead
from reportedly.attribution.tags import Tagged, Words, words
from reportedly.language import Analysis, analyse
from training.corpora import Example, read_polnear
from training.network import OUTPUTS, Network


class TorchNetwork:
    """A network before export, with the two methods of an ONNX session that the encoder calls."""

    def __init__(self, network: Network) -> None:
        self.network = network.eval()

    @torch.inference_mode()
    def run(self, outputs: list[str], inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        tensors = {name: torch.as_tensor(value) for name, value in inputs.items()}
        with torch.autocast("cpu", dtype=torch.bfloat16):
            results = self.network(**tensors, mask=torch.ones_like(tensors["ids"]))
        given = dict(zip(OUTPUTS, results, strict=True))
        return [given[name].float().numpy() for name in outputs]

    def get_outputs(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(name=name) for name in OUTPUTS]


def load_network(path: Path, kind: str, weights: Path) -> tuple[TorchNetwork, LinkHead]:
    """A trained network and its link weights as numpy."""
    network = Network(kind, weights)
    network.load_state_dict(torch.load(path, weights_only=True)["network"])
    names = ("no_source", "distance", "paragraph", "between")
    return TorchNetwork(network), LinkHead(*(getattr(network, n).detach().numpy() for n in names))


def as_spans(found: Words, tagged: tuple[Tagged, ...]) -> list[list[int]]:
    return [[int(found.start[t.first]), int(found.end[t.last - 1])] for t in tagged]


def prediction(found: Words, loose: list[Loose]) -> list[dict[str, list[list[int]]]]:
    return [{r: as_spans(found, getattr(one, r)) for r in ("source", "cue", "content")} for one in loose]


def figures(module: Any, examples: list[Example], predicted: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Scores of predictions, by the counting functions of the scorer."""
    counts = []
    for example in examples:
        gold = [
            {"source": list(a.source), "cue": list(a.cue), "content": list(a.content)} for a in example.attributions
        ]
        spans = [{r: [tuple(s) for s in a[r]] for r in a} for a in predicted[example.name]]
        counts.append(module.count_article(example.text, gold, spans))
    result: dict[str, Any] = module.summarise(counts)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--encoder", default="minilm")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--keep", type=Path, help="keep the analyses' numbers here, to tune on")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    network, head = load_network(arguments.network, arguments.encoder, arguments.weights)
    examples = read_polnear(arguments.polnear)
    predicted = {}
    analyses: list[Analysis] = []
    for example, analysis in zip(examples, analyse((e.text for e in examples), network), strict=True):  # type: ignore[arg-type]
        found = words(analysis)
        predicted[example.name] = prediction(found, assemble(analysis, found, head, Settings()))
        analyses.append(analysis)
    if arguments.keep:
        arguments.keep.mkdir(parents=True, exist_ok=True)
        for example, analysis in zip(examples, analyses, strict=True):
            np.savez(arguments.keep / f"{example.name}.npz", tags=analysis.tags, links=analysis.links)
        np.savez(arguments.keep / "head", **vars(head))
    result = figures(scoring(arguments.scorer), examples, predicted)
    print(json.dumps(result, indent=1) if arguments.out else "")
    for name in ("attribution", "strict_attribution", "content_only", "quote_only"):
        print(name, result[name])
    print({k: v for k, v in result.items() if k.startswith("token")})
    if arguments.out:
        with arguments.out.open("w", encoding="utf-8") as stream:
            for name, attributions in predicted.items():
                stream.write(json.dumps({"id": name, "attributions": attributions}) + "\n")


if __name__ == "__main__":
    main()

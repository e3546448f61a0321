"""Let a teacher mark texts: for every word piece the distribution over tags, for a smaller network to learn from.

    python -m training.mark --network last.pt --encoder mpnet --weights FOLDER --polnear TRAIN --out FOLDER

Goes on where it stopped: a text that has its file is not marked again.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch

from reportedly.language import analyse
from reportedly.language.marks import shares
from training.corpora import read_polnear
from training.evaluate import load_network


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--encoder", default="mpnet")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    network, _ = load_network(arguments.network, arguments.encoder, arguments.weights)
    arguments.out.mkdir(parents=True, exist_ok=True)
    missing = [e for e in read_polnear(arguments.polnear) if not (arguments.out / f"{e.name}.npz").exists()]
    began, pieces = time.monotonic(), 0
    for number, (example, analysis) in enumerate(
        zip(missing, analyse((e.text for e in missing), network), strict=True), 1
    ):
        np.savez(arguments.out / f"{example.name}.npz", tags=shares(analysis.tags).astype(np.float16))
        pieces += len(analysis.pieces)
        if number % 20 == 0:
            print(f"{number}/{len(missing)} {pieces / (time.monotonic() - began):.0f} pieces/s", flush=True)


if __name__ == "__main__":
    main()

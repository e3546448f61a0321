"""Average networks of one descent: ``python -m training.average runs/a/last.pt=1 runs/b/last.pt=2 --out FILE``.

Networks that were trained on from one another lie in one basin, and their mean there is often as good as the best of
them at everything (Wortsman et al., Model soups, ICML 2022): the weights that tag well and those that were then trained
for something else. Behind each stands its share.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor


def average(networks: list[tuple[dict[str, Tensor], float]]) -> dict[str, Tensor]:
    """The mean of networks of one shape, each by its share. Raises ValueError if they are of several shapes."""
    first, _ = networks[0]
    shapes = {name: weights.shape for name, weights in first.items()}
    if any({name: weights.shape for name, weights in other.items()} != shapes for other, _ in networks):
        raise ValueError("the networks have not the same layers")
    whole = sum(share for _, share in networks)
    return {name: sum(other[name].float() * (share / whole) for other, share in networks) for name in first}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("networks", nargs="+", metavar="FILE=SHARE")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    given = [name.rpartition("=") for name in arguments.networks]
    networks = [(torch.load(path, weights_only=True)["network"], float(share)) for path, _, share in given]
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"network": average(networks)}, arguments.out)


if __name__ == "__main__":
    main()

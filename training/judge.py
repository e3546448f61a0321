"""Grow the trees that judge pairs, and lay them out as ``reportedly.corroboration.same.trees`` reads them."""

from __future__ import annotations

from typing import Any

import numpy as np

DEPTH = 5
"""Questions from root to leaf at most."""

LEAVES = 12
RATE = 0.08
PENALTY = 100.0
"""What it costs a line to lean on one number. Over six times four parts of the topics of ECB+ left out, B³ of documents
was 0.957 at 0.1, 0.959 at 10, 0.966 at 100, 0.964 at 300 and 0.951 at 1,000."""


def grown(judge: str, numbers: np.ndarray, wanted: np.ndarray, weights: np.ndarray, trees: int) -> dict[str, Any]:
    """The arrays of a judge. ``numbers`` is [pairs, numbers], float32; ``wanted`` and ``weights`` are [pairs]."""
    import lightgbm

    settings = {
        "objective": "binary",
        "num_leaves": LEAVES,
        "max_depth": DEPTH,
        "learning_rate": RATE,
        "min_child_samples": 40,
        "feature_fraction": 0.4,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
        "lambda_l2": 20,
        "use_missing": False,
        "boost_from_average": False,
        "seed": 1,
        "num_threads": 1,
        "deterministic": True,
        "force_row_wise": True,
        "verbose": -1,
    }
    model = lightgbm.train(settings, lightgbm.Dataset(numbers, wanted, weight=weights), trees)
    nodes: list[tuple[int, float, int, int, float]] = []
    roots = [_laid_out(tree["tree_structure"], nodes) for tree in model.dump_model()["tree_info"]]
    asks, bounds, no, yes, values = zip(*nodes, strict=True)
    return {
        f"{judge}_asks": np.array(asks, dtype=np.uint8),
        f"{judge}_bounds": np.array(bounds, dtype=np.float32),
        f"{judge}_steps": np.array((no, yes), dtype=np.uint16).T.copy(),
        f"{judge}_values": np.array(values, dtype=np.float32),
        f"{judge}_roots": np.array(roots, dtype=np.uint16),
        f"{judge}_depth": np.int64(DEPTH),
    }


def _laid_out(node: dict[str, Any], nodes: list[tuple[int, float, int, int, float]]) -> int:
    """Put a node and all below it into the list; where it stands there."""
    at = len(nodes)
    nodes.append((0, 0.0, at, at, float(node.get("leaf_value", 0.0))))
    if "split_feature" in node:
        least, more = (_laid_out(node[side], nodes) for side in ("left_child", "right_child"))
        nodes[at] = (node["split_feature"], node["threshold"], least, more, 0.0)
    return at


def line_fitted(numbers: np.ndarray, wanted: np.ndarray, penalty: float = PENALTY) -> tuple[np.ndarray, np.float32]:
    """Logistic regression by Newton's method: weights [features] and bias. ``penalty`` is on squared weights, each
    for its number at a scale of 1."""
    mean, scale = numbers.mean(axis=0, dtype=np.float64), numbers.std(axis=0, dtype=np.float64) + 1e-6
    given = np.c_[(numbers - mean) / scale, np.ones(len(numbers))]
    found = np.zeros(given.shape[1])
    ridge = penalty * np.eye(len(found))
    ridge[-1, -1] = 1e-6
    for _ in range(25):
        likely = 1 / (1 + np.exp(-np.clip(given @ found, -30, 30)))
        slope = given.T @ (likely - wanted) + ridge @ found
        curve = (given * (likely * (1 - likely))[:, None]).T @ given + ridge
        found -= np.linalg.solve(curve, slope)
    line = found[:-1] / scale
    return line.astype(np.float32), np.float32(found[-1] - mean @ line)

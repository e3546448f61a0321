"""A network small enough for tests, with chance for weights."""

from __future__ import annotations

import numpy as np

from training.export import LINK_WEIGHTS
from training.graph import EMBEDDINGS, LAYER

WIDTH, HEADS, WORDS, PLACES, LAYERS = 96, 3, 200, 24, 2
"""Heads are as wide as in the real one, 32."""


def weights() -> dict[str, np.ndarray]:
    """Named as in training.network."""
    chance = np.random.default_rng(7)

    def matrix(*shape: int) -> np.ndarray:
        return (chance.standard_normal(shape) * 0.14).astype(np.float32)

    made = {
        EMBEDDINGS + "word_embeddings.weight": matrix(WORDS, WIDTH),
        EMBEDDINGS + "position_embeddings.weight": matrix(PLACES, WIDTH),
        EMBEDDINGS + "token_type_embeddings.weight": matrix(2, WIDTH),
        "case.weight": matrix(6, WIDTH),
        "quote.weight": matrix(4, WIDTH),
    }
    shapes = {f"attention.self.{part}": (WIDTH, WIDTH) for part in ("query", "key", "value")}
    shapes |= {"attention.output.dense": (WIDTH, WIDTH), "intermediate.dense": (96, WIDTH), "output.dense": (WIDTH, 96)}
    norms = [EMBEDDINGS + "LayerNorm"]
    for number in range(LAYERS):
        for name, shape in shapes.items():
            made[f"{LAYER}{number}.{name}.weight"] = matrix(*shape)
            made[f"{LAYER}{number}.{name}.bias"] = matrix(shape[0])
        norms += [f"{LAYER}{number}.{name}.LayerNorm" for name in ("attention.output", "output")]
    for name in norms:
        made[f"{name}.weight"], made[f"{name}.bias"] = 1 + matrix(WIDTH), matrix(WIDTH)
    for name, many in (("tag", 7), ("link", 16), ("entity", 9), ("event", 3), ("mark", 11)):
        made[f"{name}.weight"], made[f"{name}.bias"] = matrix(many, WIDTH), matrix(many)
    return made | {name: matrix(2, 4) for name in LINK_WEIGHTS}

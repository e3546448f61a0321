"""training.prune: what gives least goes, and what is left gives nearly the same."""

from __future__ import annotations

import numpy as np
import pytest

from tests.training import small
from tests.training.small import HEADS, LAYERS, WIDTH
from training.graph import HEAD_WIDTH, LAYER, build
from training.prune import narrowed

TEXTS = ["The council closed the pier on Monday.", "Two boats were taken away by the harbour police before noon."]
INNER = 96


@pytest.fixture
def weights() -> dict[str, np.ndarray]:
    made = small.weights()
    chance = np.random.default_rng(3)
    words = (chance.standard_normal((30_522, WIDTH)) * 0.2).astype(np.float32)  # ids are those of the real tokenizer
    return {name: words if name.endswith("word_embeddings.weight") else array for name, array in made.items()}


def silence(weights: dict[str, np.ndarray], unit: int, head: int) -> None:
    """Make a unit and a head of every layer give nothing, and every other unit something."""
    for number in range(LAYERS):
        weights[f"{LAYER}{number}.intermediate.dense.bias"] += 5
        weights[f"{LAYER}{number}.output.dense.weight"][:, unit] = 0
        here = slice(head * HEAD_WIDTH, (head + 1) * HEAD_WIDTH)
        weights[f"{LAYER}{number}.attention.output.dense.weight"][:, here] = 0


def test_what_gives_nothing_goes_first(weights: dict[str, np.ndarray]) -> None:
    silence(weights, unit=5, head=1)
    narrow = narrowed(weights, TEXTS, INNER - 1, HEADS - 1)
    for number in range(LAYERS):
        layer = f"{LAYER}{number}."
        rest = np.delete(np.arange(INNER), 5)
        assert np.array_equal(
            narrow[f"{layer}intermediate.dense.weight"], weights[f"{layer}intermediate.dense.weight"][rest]
        )
        assert np.allclose(narrow[f"{layer}output.dense.bias"], weights[f"{layer}output.dense.bias"])
        query = weights[f"{layer}attention.self.query.weight"]
        assert np.array_equal(narrow[f"{layer}attention.self.query.weight"], np.delete(query, slice(32, 64), axis=0))


def test_what_is_not_of_a_layer_stays_as_it_is(weights: dict[str, np.ndarray]) -> None:
    narrow = narrowed(weights, TEXTS, INNER // 2, HEADS - 1)
    assert narrow.keys() == weights.keys()
    assert all(narrow[name] is weights[name] for name in weights if not name.startswith(LAYER))
    assert all(array.dtype == np.float32 for array in narrow.values())


def test_a_narrow_network_has_its_graph(weights: dict[str, np.ndarray]) -> None:
    narrow = narrowed(weights, TEXTS, INNER // 2, HEADS - 1)
    heads = [one.i for node in build(narrow).graph.node for one in node.attribute if one.name == "num_heads"]
    assert heads == [HEADS - 1] * LAYERS

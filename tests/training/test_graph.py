"""The graph that ships computes what the network was trained to compute, as nearly as int8 can."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

from tests.training import small
from tests.training.small import HEADS, LAYERS, PLACES, WIDTH, WORDS
from training.export import export
from training.graph import EMBEDDINGS, LAYER, build, rounded
from training.graph import HEADS as OUTPUTS
from training.restore import restore


@pytest.fixture
def weights() -> dict[str, np.ndarray]:
    return small.weights()


def forward(weights: dict[str, np.ndarray], ids: np.ndarray, case: np.ndarray, quote: np.ndarray) -> np.ndarray:
    """The vectors [length, width] by the definition of BERT (Devlin et al., 2019), with ReLU, in floats."""

    def normalised(state: np.ndarray, name: str) -> np.ndarray:
        centred = state - state.mean(axis=1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-12)
        return np.asarray(scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"])

    def dense(state: np.ndarray, name: str) -> np.ndarray:
        return np.asarray(state @ weights[f"{name}.weight"].T + weights[f"{name}.bias"])

    state = weights[EMBEDDINGS + "word_embeddings.weight"][ids] + weights["case.weight"][case]
    state = state + weights["quote.weight"][quote] + weights[EMBEDDINGS + "position_embeddings.weight"][: len(ids)]
    state = normalised(state + weights[EMBEDDINGS + "token_type_embeddings.weight"][0], EMBEDDINGS + "LayerNorm")
    for number in range(LAYERS):
        layer = f"{LAYER}{number}."
        parts = [dense(state, f"{layer}attention.self.{part}") for part in ("query", "key", "value")]
        query, key, value = (part.reshape(len(ids), HEADS, -1).transpose(1, 0, 2) for part in parts)
        powers = np.exp(query @ key.transpose(0, 2, 1) / np.sqrt(WIDTH / HEADS))
        seen = (powers / powers.sum(axis=2, keepdims=True) @ value).transpose(1, 0, 2).reshape(len(ids), WIDTH)
        state = normalised(state + dense(seen, f"{layer}attention.output.dense"), f"{layer}attention.output.LayerNorm")
        wide = np.maximum(dense(state, f"{layer}intermediate.dense"), 0)
        state = normalised(state + dense(wide, f"{layer}output.dense"), f"{layer}output.LayerNorm")
    return state


def run(path: Path, ids: np.ndarray, case: np.ndarray, quote: np.ndarray) -> dict[str, np.ndarray]:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    names = [one.name for one in session.get_outputs()]
    inputs = {"ids": ids[None], "case": case[None], "quote": quote[None]}
    return dict(zip(names, (one[0] for one in session.run(names, inputs)), strict=True))


def test_graph_gives_what_the_definition_gives(weights: dict[str, np.ndarray], tmp_path: Path) -> None:
    onnx.save(build(weights), str(tmp_path / "network.onnx"))
    chance = np.random.default_rng(1)
    for length in (1, 5, PLACES):
        ids, case, quote = (chance.integers(0, most, length) for most in (WORDS, 6, 4))
        given = run(tmp_path / "network.onnx", ids, case, quote)
        vectors = forward(weights, ids, case, quote)
        assert np.corrcoef(given["vectors"].ravel(), vectors.ravel())[0, 1] > 0.999
        for output, head in OUTPUTS.items():
            wanted = vectors @ weights[f"{head}.weight"].T + weights[f"{head}.bias"]
            assert given[output].shape == wanted.shape
            assert np.abs(given[output] - wanted).max() < 0.1 * np.abs(wanted).max() + 0.05


def test_restored_weights_are_those_that_were_exported_but_for_rounding(
    weights: dict[str, np.ndarray], tmp_path: Path
) -> None:
    export(weights, tmp_path)
    again = restore(tmp_path)
    assert again.keys() == weights.keys()
    together = {EMBEDDINGS + "position_embeddings.weight", EMBEDDINGS + "token_type_embeddings.weight"}
    for name in weights.keys() - together:
        assert again[name].shape == weights[name].shape
        assert np.abs(again[name] - weights[name]).max() <= np.abs(weights[name]).max() / 127
    kind = EMBEDDINGS + "token_type_embeddings.weight"
    places = EMBEDDINGS + "position_embeddings.weight"
    assert np.allclose(again[places] + again[kind][0], weights[places] + weights[kind][0])
    export(again, tmp_path / "again")
    assert (tmp_path / "again" / "network.onnx").read_bytes() == (tmp_path / "network.onnx").read_bytes()


def test_rounding_spends_all_of_int8_and_bears_a_column_of_zeros() -> None:
    whole, scale = rounded(np.array([[0.5, 0.0], [-1.0, 0.0]], dtype=np.float32))
    assert whole.tolist() == [[64, 0], [-127, 0]]
    assert scale[1] == 1
    assert np.allclose(whole * scale, np.array([[0.5, 0], [-1, 0]]), atol=0.01)


def test_a_network_that_was_laid_out_otherwise_is_refused(weights: dict[str, np.ndarray], tmp_path: Path) -> None:
    export(weights, tmp_path)
    network = onnx.load(str(tmp_path / "network.onnx"))
    for one in network.graph.initializer:
        one.name = f"network.{one.name}"
    onnx.save(network, str(tmp_path / "network.onnx"))
    with pytest.raises(ValueError, match="not laid out by"):
        restore(tmp_path)

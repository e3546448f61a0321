"""attribution.confidence and attribution.cues: how sure a link is, and a cheap look whether there may be one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.attribution.assemble import Loose
from reportedly.attribution.confidence import FEATURES, Calibration, confidence, features, load_decoding
from reportedly.attribution.cues import may_attribute
from reportedly.attribution.tags import CONTENT, CUE, SOURCE, Tagged
from reportedly.errors import ModelError
from reportedly.language import MODEL

SURE = st.floats(-20, 0)
SHARE = st.floats(0, 1)


@st.composite
def links(draw: st.DrawFn) -> Loose:
    """An attribution of one or two contents, with a source or without."""
    source = (Tagged(SOURCE, 0, 2, 0, draw(SURE)),) if draw(st.booleans()) else ()
    contents = tuple(
        Tagged(CONTENT, 5, 5 + draw(st.integers(1, 90)), 0, draw(SURE)) for _ in range(draw(st.integers(1, 2)))
    )
    return Loose(source, (Tagged(CUE, 3, 4, 0, draw(SURE)),), contents, draw(SHARE), draw(SHARE))


@settings(max_examples=60)
@given(links(), st.lists(st.floats(-20, 20), min_size=len(FEATURES), max_size=len(FEATURES)))
def test_confidence_is_a_probability(loose: Loose, weights: list[float]) -> None:
    assert 0 <= confidence(Calibration(tuple(weights)), loose) <= 1


@settings(max_examples=60)
@given(links())
def test_features_are_as_many_as_their_names(loose: Loose) -> None:
    assert features(loose).shape == (len(FEATURES),)


def test_the_shipped_calibration_is_surer_where_the_network_is() -> None:
    _, calibration = load_decoding(MODEL / "decoding.json")

    def link(certainty: float, share: float) -> Loose:
        source, cue = (Tagged(SOURCE, 0, 2, 0, certainty),), (Tagged(CUE, 2, 3, 0, certainty),)
        return Loose(source, cue, (Tagged(CONTENT, 3, 12, 0, certainty),), share, share)

    assert confidence(calibration, link(-0.01, 0.99)) > confidence(calibration, link(-2.0, 0.3))


def decoding() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((MODEL / "decoding.json").read_text("utf-8"))
    return loaded


def test_decoding_settings_are_read_from_their_file() -> None:
    tuned, calibration = load_decoding(MODEL / "decoding.json")
    assert list(tuned.open_cost) == decoding()["settings"]["open_cost"]
    assert list(calibration.weights) == [decoding()["calibration"][name] for name in FEATURES]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"settings": {}, "calibration": {}}'])
def test_decoding_settings_that_are_broken_are_a_model_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "decoding.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ModelError, match=r"decoding\.json"):
        load_decoding(path)


def test_decoding_settings_that_are_missing_are_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"decoding\.json"):
        load_decoding(tmp_path / "decoding.json")


@pytest.mark.parametrize(
    "words",
    [
        "that the party had ordered every house searched",
        "the officials said that the wells were sealed",
        "families fear that the boats will be taken",
        "WARNED THEM THAT THE GATE WOULD CLOSE",
    ],
)
def test_words_with_a_cue_may_hold_an_attribution(words: str) -> None:
    assert may_attribute(words)


@pytest.mark.parametrize("words", ["", "he said so", "boats on thin ice, in the north, at dawn"])
def test_short_words_and_words_without_a_cue_hold_none(words: str) -> None:
    assert not may_attribute(words)

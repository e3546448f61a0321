"""language.analyse: what the heads read of a text depends on nothing but the text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import ModelError
from reportedly.language import MODEL, Analysis, analyse
from reportedly.language.encoder import load
from reportedly.language.windows import LENGTH

SHORT = "“The wells are sealed,” a source in the valley said on Monday."
LONG = "\n\n".join(
    f"Trader number {n} told The Harbour Wire that the guards had counted the boats twice that night. "
    "“We stood on the ice until it was light,” she said."
    for n in range(12)
)


def alone(text: str) -> Analysis:
    return next(analyse([text], keep_vectors=True))


def same(one: Analysis, other: Analysis) -> bool:
    pairs = ((one.tags, other.tags), (one.links, other.links), (one.vectors, other.vectors))
    return all(np.array_equal(a, b) for a, b in pairs)


def test_analyse_gives_the_same_numbers_twice() -> None:
    assert same(alone(LONG), alone(LONG))


def test_analyse_gives_the_same_numbers_alone_and_after_other_texts() -> None:
    assert same(list(analyse([SHORT, "Something else.", LONG], keep_vectors=True))[2], alone(LONG))
    assert same(list(analyse([LONG, SHORT], keep_vectors=True))[1], alone(SHORT))


def test_analyse_gives_one_row_for_every_piece() -> None:
    found = alone(LONG)
    assert len(found.pieces) > LENGTH
    assert len(found.tags) == len(found.links) == len(found.vectors) == len(found.pieces)


def test_analyse_keeps_vectors_only_where_they_are_asked_for() -> None:
    assert alone(SHORT).vectors.shape[1] > 0
    assert next(analyse([SHORT])).vectors.size == 0


def test_analyse_says_something_of_every_piece() -> None:
    found = alone(LONG)
    assert np.abs(found.tags).sum(axis=1).all() and np.abs(found.vectors).sum(axis=1).all()
    assert np.isfinite(found.tags).all() and np.isfinite(found.links).all() and np.isfinite(found.vectors).all()


def test_analyse_keeps_the_order_and_the_texts() -> None:
    texts = [SHORT, "", "Three words here."]
    assert [one.text for one in analyse(texts)] == texts


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\t\u00a0"])
def test_analyse_of_white_space_finds_nothing(text: str) -> None:
    found = alone(text)
    assert len(found.pieces) == len(found.tags) == len(found.links) == len(found.vectors) == 0
    assert found.words == found.paragraphs == found.sentences == []


@pytest.mark.parametrize("text", ["\x00\x01", "\u200b", "\x1c\x1d", "\ufffd", "“", "한", "a" * 3000])
def test_analyse_takes_any_characters(text: str) -> None:
    found = alone(text)
    assert len(found.tags) == len(found.pieces)


@settings(max_examples=15)
@given(st.text(st.sampled_from("ab .“”\n’É漢\t"), max_size=40))
def test_sentences_of_a_text_cross_no_paragraph_and_hold_every_word(text: str) -> None:
    found = alone(text)
    held = {at for s, e in found.sentences for at in range(s, e)}
    assert {at for s, e in found.words for at in range(s, e)} <= held
    assert all(any(a <= s and e <= b for a, b in found.paragraphs) for s, e in found.sentences)


def test_words_are_words_and_single_marks() -> None:
    found = alone("“Go,” he said—twice.")
    assert [found.text[s:e] for s, e in found.words] == ["“", "Go", ",", "”", "he", "said", "—", "twice", "."]


def test_a_network_that_is_missing_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"none\.onnx"):
        load(tmp_path / "none.onnx")


def test_a_network_that_is_broken_is_a_model_error(tmp_path: Path) -> None:
    path = tmp_path / "broken.onnx"
    path.write_bytes(b"not a network")
    with pytest.raises(ModelError, match=r"broken\.onnx"):
        load(path)


def test_the_shipped_network_is_there() -> None:
    assert (MODEL / "network.onnx").is_file() and (MODEL / "tokenizer.json").is_file()


def with_events(events: list[tuple[float, float]]) -> Analysis:
    analysis = next(analyse(["Carts burned."]))
    assert len(analysis.pieces) == len(events)
    return replace(analysis, events=np.array([(*event, 0.0) for event in events], dtype=np.float32))


def test_certainty_is_that_of_the_word_that_most_surely_names_an_event() -> None:
    analysis = with_events([(-2.0, 0.4), (3.0, 2.6), (-5.0, 1.0)])
    assert analysis.certainty(((0, 13),)) == 2.6


def test_certainty_looks_only_at_the_words_it_is_asked_for() -> None:
    analysis = with_events([(-2.0, 0.4), (3.0, 2.6), (-5.0, 1.0)])
    assert analysis.certainty(((0, 5),)) == 0.4


def test_certainty_stays_on_its_scale() -> None:
    assert with_events([(0.0, 9.0), (0.0, 9.0), (0.0, 9.0)]).certainty(((0, 13),)) == 3.0


def test_certainty_of_an_event_that_is_left_open_stays_in_the_middle() -> None:
    def of(value: float) -> float | None:
        return with_events([(3.0, value), (0.0, 0.0), (0.0, 0.0)]).certainty(((0, 13),))

    assert [of(value) for value in (2.0, 1.31, 1.2, 0.4, -1.2, -2.0)] == [2.0, 1.3, 0.9, 0.4, -0.9, -2.0]


def test_certainty_is_unknown_without_words_or_without_the_head() -> None:
    assert with_events([(0.0, 0.0)] * 3).certainty(()) is None
    analysis = replace(with_events([(0.0, 0.0)] * 3), events=np.zeros((3, 0), dtype=np.float32))
    assert analysis.certainty(((0, 13),)) is None

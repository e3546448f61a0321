"""training.examples: texts with marked attributions become windows with tags and links."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.language.pieces import tokenizer
from training.corpora import Example
from training.dispatches import MarkedAttribution, mark
from training.examples import ROLES, TAGS, TRAINED, Item, Labelled, items, label

START, SEPARATOR, STOPS = 101, 102, frozenset({1012})
TEXT = "A trader said that the boats were burned. “Nobody spoke,” she said. “It was dark.”"
PASSAGES = (
    "{s:A trader} {q:said} {c:that the boats were burned}",
    "{c:“Nobody spoke,”} {s:she} {q:said}. {c:“It was dark.”}",
)
LONG = "\n".join(["The guards counted every boat along the lake, a trader said."] * 60)


def labelled(text: str, *passages: str) -> Labelled:
    return label(Example("one", text, tuple(mark(text, passage) for passage in passages)), tokenizer())


def tagged(one: Labelled, text: str) -> list[tuple[str, str]]:
    """The words of every stretch of tags, with its role."""
    found: list[tuple[str, str]] = []
    for tag, start, end in zip(one.tags.tolist(), one.pieces.start.tolist(), one.pieces.end.tolist(), strict=True):
        name = TAGS[tag]
        if name.startswith("B-"):
            found.append((name[2:], text[start:end]))
        elif name.startswith("I-"):
            role, words = found[-1]
            assert role == name[2:]
            found[-1] = (role, text[text.index(words) : end])
    return found


def test_label_tags_source_cue_and_content() -> None:
    assert tagged(labelled(TEXT, PASSAGES[0]), TEXT) == [
        ("source", "A trader"),
        ("cue", "said"),
        ("content", "that the boats were burned"),
    ]


def test_label_lets_a_cue_win_over_a_source_and_a_source_over_a_content() -> None:
    text = "officials warned them"
    everywhere = ((0, len(text)),)
    both = MarkedAttribution(source=((0, 9),), cue=((10, 16),), content=everywhere)
    one = label(Example("one", text, (both,)), tokenizer())
    assert [TAGS[tag] for tag in one.tags.tolist()] == ["B-source", "B-cue", "I-content"]


def test_label_links_the_spans_of_an_attribution() -> None:
    one = labelled(TEXT, *PASSAGES)
    owners = {number: [role for role, _, _, owner in one.spans if number in owner] for number in (0, 1)}
    assert sorted(ROLES[role] for role in owners[0]) == ["content", "cue", "source"]
    assert sorted(ROLES[role] for role in owners[1]) == ["content", "content", "cue", "source"]


def test_label_lets_a_span_belong_to_several_attributions() -> None:
    shared = MarkedAttribution(source=((0, 8),), cue=((9, 13),), content=((14, 40),))
    other = MarkedAttribution(source=((0, 8),), cue=(), content=((42, 50),))
    one = label(Example("one", TEXT, (shared, other)), tokenizer())
    assert frozenset({0, 1}) in {owner for _, _, _, owner in one.spans}


def test_label_of_a_text_without_attributions_has_no_tag() -> None:
    one = labelled(TEXT)
    assert not one.tags.any() and one.spans == []
    assert len(one.tags) == len(one.pieces)


def test_label_takes_a_word_that_is_only_half_in_a_span() -> None:
    text = "undersecretary spoke"
    half = MarkedAttribution(source=((0, 5),), cue=((15, 20),), content=())
    one = label(Example("one", text, (half,)), tokenizer())
    assert TAGS[int(one.tags[0])] == "B-source"


def cut(text: str, first: int | None = None) -> tuple[Labelled, list[Item]]:
    attributions = tuple(
        MarkedAttribution(source=((at + 46, at + 54),), cue=((at + 55, at + 59),), content=((at, at + 44),))
        for at in range(0, len(text), 61)
    )
    one = label(Example("one", text, attributions, 0.5), tokenizer())
    return one, items(one, START, SEPARATOR, STOPS, first, None)


@settings(max_examples=15)
@given(st.none() | st.integers(20, TRAINED))
def test_items_hold_every_piece_once_with_its_tag(first: int | None) -> None:
    one, found = cut(LONG, first)
    assert len(found) > 1
    assert all(len(item.window) == len(item.tags) <= TRAINED for item in found)
    real = [
        (piece, tag) for item in found for piece, tag in zip(item.window.piece, item.tags, strict=True) if piece >= 0
    ]
    assert real == list(enumerate(one.tags.tolist()))


def test_items_learn_nothing_at_separators() -> None:
    for item in cut(LONG)[1]:
        assert set(item.tags[item.window.piece < 0].tolist()) == {-100}


@pytest.mark.parametrize("first", [None, 40])
def test_items_keep_every_span_at_its_pieces(first: int | None) -> None:
    one, found = cut(LONG, first)
    back = []
    for item in found:
        for role, start, end, owner in item.spans:
            pieces = item.window.piece[start:end]
            assert (pieces >= 0).all() and (np.diff(pieces) == 1).all()
            back.append((role, int(pieces[0]), int(pieces[-1]) + 1, owner))
    assert sorted(back, key=str) == sorted(one.spans, key=str)


def test_items_carry_the_weight_of_their_text() -> None:
    assert {item.weight for item in cut(LONG)[1]} == {0.5}


def test_items_carry_soft_tags_beside_their_pieces() -> None:
    one = labelled(TEXT, *PASSAGES)
    soft = np.arange(len(one.pieces) * len(TAGS), dtype=np.float32).reshape(-1, len(TAGS))
    (item,) = items(one, START, SEPARATOR, STOPS, None, soft)
    assert item.soft is not None
    assert np.array_equal(item.soft[item.window.piece >= 0], soft)

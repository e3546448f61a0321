"""training.marks: what records say of sources and claims becomes classes of word pieces."""

from __future__ import annotations

import numpy as np
import pytest

from reportedly.language.pieces import Pieces, cut, tokenizer
from training.dispatches import CODEBOOK
from training.marks import labels, of_claims, of_sources, passages, read_dispatches, read_passages
from training.words import UNMARKED

TEXT = "The clerk told Mira Tolm, who had typed the list, that he would be jailed for singing."


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return cut(TEXT, tokenizer())


def words(pieces: Pieces, where: np.ndarray) -> str:
    at = np.flatnonzero(where)
    return TEXT[pieces.start[at[0]] : pieces.end[at[-1]]] if len(at) else ""


def test_source_is_marked_with_kind_access_and_basis(pieces: Pieces) -> None:
    source = {"words": "Mira Tolm", "kind": "person", "access": "first_hand", "basis": ["who had typed the list"]}
    marks = of_sources(TEXT, pieces, [source])
    assert words(pieces, marks["kind"] == labels()["kind"].index("person")) == "Mira Tolm"
    assert words(pieces, marks["access"] == labels()["access"].index("first_hand")) == "Mira Tolm"
    assert words(pieces, marks["basis"] > 0) == "who had typed the list"
    assert (marks["basis"] == 1).sum() == 1
    assert not marks["unnamed"].any()


def test_mention_is_never_found_within_a_word(pieces: Pieces) -> None:
    marks = of_sources(TEXT, pieces, [{"words": "The clerk", "mentions": ["he"], "kind": "anonymous"}])
    marked = [TEXT[pieces.start[at] : pieces.end[at]] for at in np.flatnonzero(marks["kind"] != UNMARKED)]
    assert marked == ["The", "clerk", "he"]


def test_outlet_of_a_dispatch_is_not_marked(pieces: Pieces) -> None:
    marks = of_sources(TEXT, pieces, [{"name": "Mira Tolm", "kind": "outlet", "mentions": ["Mira Tolm"]}])
    assert (marks["kind"] == UNMARKED).all()


def test_claim_is_marked_with_force_roles_phrases_and_codes(pieces: Pieces) -> None:
    claim = {
        "content": "he would be jailed for singing",
        "force": "warned",
        "told_to": ["Mira Tolm"],
        "affected": ["he"],
        "penalty": ["jailed"],
        "offence": ["singing"],
        "codes": {"jailed": "penalty/imprisonment", "singing": "offence/banned_speech_or_style"},
    }
    marks = of_claims(TEXT, pieces, [claim])
    assert words(pieces, marks["force"] == labels()["force"].index("warned")) == claim["content"]
    assert words(pieces, marks["told"] > 0) == "Mira Tolm"
    assert words(pieces, marks["affected"] > 0) == "he"
    assert words(pieces, marks["penalty"] > 0) == "jailed"
    assert words(pieces, marks["code_penalty"] == labels()["code_penalty"].index("imprisonment")) == "jailed"
    offence = labels()["code_offence"].index("banned_speech_or_style")
    assert words(pieces, marks["code_offence"] == offence) == "singing"
    assert not marks["target"].any() and (marks["code_target"] == UNMARKED).all()


def test_labels_follow_the_record_and_the_codebook() -> None:
    assert labels()["basis"] == ("O", "B", "I")
    assert "anonymous" in labels()["kind"] and "relayed" in labels()["access"] and "ordered" in labels()["force"]
    assert all(f"{code}:" in CODEBOOK.read_text(encoding="utf-8") for code in labels()["code_penalty"][:-1])


def test_every_fifth_passage_is_held_back() -> None:
    for kind in ("sources", "claims"):
        kept, taught = passages(kind, held_back=True), passages(kind, held_back=False)
        assert len(kept) > 10
        assert abs(4 * len(kept) - len(taught)) < 20
        assert not {one["text"] for one in kept} & {one["text"] for one in taught}


@pytest.mark.parametrize("kind", ["sources", "claims"])
def test_every_passage_holds_the_words_that_are_marked_in_it(kind: str) -> None:
    keys = ("words", "content", "mentions", "basis", "unnamed_because", "told_to", "affected", "offence", "penalty")
    for one in passages(kind, held_back=True) + passages(kind, held_back=False):
        for marked in one[kind]:
            for key in (*keys, "target", "repealed"):
                given = marked.get(key) or ()
                for phrase in (given,) if isinstance(given, str) else given:
                    assert phrase in one["text"], (key, phrase)


def test_judging_dispatches_are_read_only_when_asked_for() -> None:
    taught = {one.name for one in read_dispatches(tokenizer(), "teach")}
    assert taught and not taught & {one.name for one in read_dispatches(tokenizer(), "judge")}
    assert read_passages(tokenizer())[0].marks.keys() == {"basis", "unnamed", "kind", "access"}

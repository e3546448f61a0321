"""Words that can mean the same, the trees that weigh what claims share, and mentions in the light of one another."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.corroboration.same import Said, events_together
from reportedly.corroboration.same.events import NAMES, TOGETHER, likely_same, together
from reportedly.corroboration.same.lexicon import lexicon, related, using, weights
from reportedly.corroboration.same.matched import NAMES as MATCHED
from reportedly.corroboration.same.matched import numbers
from reportedly.corroboration.same.trees import judged
from training.claimpairs import claim
from training.wordnet import concepts

WORDS = (
    "police",
    "arrested",
    "shot",
    "twelve",
    "traders",
    "Oskamen",
    "said",
    "fire",
    "Kirren",
    "blaze",
    "murdered",
    "it",
)
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)


def made(words: str, report: str = "r1") -> Said:
    return claim(report, {"words": words}, "2023-03-14")


@given(
    st.sampled_from(("kill", "murder", "strike", "trader", "oskamen")),
    st.sampled_from(("kill", "hit", "die", "oskamen")),
)
def test_words_are_as_near_in_either_order(one: str, other: str) -> None:
    assert related(one, other) == pytest.approx(related(other, one))
    assert 0 <= related(one, other) <= related(one, one) == 1


def test_words_that_can_mean_the_same_are_nearer_than_others() -> None:
    assert related("murder", "kill") > related("murder", "price") == 0
    assert related("oskamen", "kirren") == 0
    assert sum(weight**2 for weight in lexicon().means("kill").values()) == pytest.approx(1)


def test_other_weights_bring_their_own_meanings() -> None:
    mute = dict(weights()) | {"concept_counts": np.zeros_like(weights()["concept_counts"])}
    with using(mute):
        assert related("murder", "kill") == 0
    assert related("murder", "kill") > 0


@given(texts, texts)
def test_what_one_claim_has_of_another_is_the_same_in_either_order(a: str, b: str) -> None:
    one, other = made(a), made(b, "r2")
    assert numbers(one, other) == pytest.approx(numbers(other, one), abs=1e-5)
    assert len(numbers(one, other)) == len(MATCHED)


def test_a_claim_in_other_words_lacks_less_than_another_claim() -> None:
    first = made("Robbers murdered a trader in Kirren")
    again, other = made("thieves killed a merchant in Kirren", "r2"), made("ministers opened a bridge in Kirren", "r3")
    told = MATCHED.index("told_least")
    assert numbers(first, again)[told] > numbers(first, other)[told]


def test_trees_ask_one_question_after_another() -> None:
    grown = {
        "some_asks": np.array([0, 1, 0, 0, 0], dtype=np.uint8),
        "some_bounds": np.array([0.5, 2.0, 0, 0, 0], dtype=np.float32),
        "some_steps": np.array([[1, 2], [3, 4], [2, 2], [3, 3], [4, 4]], dtype=np.uint16),
        "some_values": np.array([0, 0, 1, -1, 3], dtype=np.float32),
        "some_roots": np.array([0, 2], dtype=np.uint16),
        "some_depth": np.int64(2),
    }
    asked = np.array([[0.5, 2.0], [0.5, 2.1], [0.6, 0.0]], dtype=np.float32)
    with using(dict(weights()) | grown):
        assert judged("some", asked) == pytest.approx(1 / (1 + np.exp(-np.array([0.0, 4.0, 2.0]))))
        assert judged("some", asked[:0]).shape == (0,)


@given(st.lists(st.tuples(texts, st.sampled_from("abc")), min_size=1, max_size=6), st.randoms())
def test_mentions_are_as_alike_in_any_order(some: list[tuple[str, str]], chance: np.random.Generator) -> None:
    mentions = [replace(made(words, report), claim=f"m{at}") for at, (words, report) in enumerate(some)]
    found = likely_same(mentions)
    assert set(found) == {(a.ref, b.ref) for a, b in combinations(mentions, 2)}
    shuffled = mentions[:]
    chance.shuffle(shuffled)
    again = likely_same(shuffled)
    for (a, b), p in found.items():
        assert again[(a, b) if (a, b) in again else (b, a)] == pytest.approx(p, abs=1e-6)


def test_every_number_of_mentions_has_a_name() -> None:
    mentions = [made("police arrested traders"), made("it", "r2"), made("traders were arrested", "r3")]
    assert together(mentions).shape == (3, len(TOGETHER))
    assert len(set(NAMES)) == len(NAMES)


def test_mentions_of_one_event_stand_together() -> None:
    quake, strike = "An earthquake shook Kirren on Monday", "Dockers in Haldor began a strike over wages"
    mentions = [made(words, f"r{at}") for at, words in enumerate((quake, quake, strike, strike))]
    assert events_together(mentions) == [(("r0", "c1"), ("r1", "c1")), (("r2", "c1"), ("r3", "c1"))]


def test_concepts_come_from_senses_kinds_and_derivations(tmp_path: Path) -> None:
    noun = [
        "00000001 04 n 02 vosk 0 lemm 0 001 @ 00000003 n 0000 | a vosk",
        "00000003 04 n 01 thing 0 000 | a thing",
        "00000005 04 n 01 dorr 0 001 @ 00000003 n 0000 | another thing",
    ]
    verb = ["00000001 30 v 01 talv 0 001 + 00000001 n 0101 | to vosk"]
    index = {"noun": ["vosk n 1 1 @ 1 0 00000001", "lemm n 1 1 @ 1 0 00000001", "dorr n 1 1 @ 1 0 00000005"]}
    index["verb"] = ["talv v 1 1 + 1 0 00000001"]
    data = {"noun": noun, "verb": verb}
    for part in ("noun", "verb", "adj", "adv"):
        (tmp_path / f"data.{part}").write_text("\n".join(["  licence", *data.get(part, [])]), "latin-1")
        (tmp_path / f"index.{part}").write_text("\n".join(["  licence", *index.get(part, [])]), "latin-1")
    stems = ["talv", "dorr", "lemm", "nowhere", "vosk"]
    found = concepts(tmp_path, stems)
    with using(dict(weights()) | {"stems": np.frombuffer("\n".join(stems).encode(), dtype=np.uint8)} | found):
        assert related("vosk", "lemm") == pytest.approx(1)
        assert 0 < related("vosk", "dorr") < related("vosk", "talv") <= 1
        assert lexicon().means("nowhere") == {}

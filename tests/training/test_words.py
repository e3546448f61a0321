from __future__ import annotations

from pathlib import Path

import numpy as np

from reportedly.language.pieces import tokenizer
from training.words import ENTITY_TAGS, read_entities, read_factuality


def test_entities_are_marked_on_the_pieces_of_their_words(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text(
        "-DOCSTART- -X- -X- O\n\nMira NNP B-NP B-PER\nTolm NNP I-NP I-PER\nwept VBD B-VP O\n", encoding="utf-8"
    )
    (one,) = read_entities(path, tokenizer())
    tags = [ENTITY_TAGS[tag] for tag in one.marks["entity"]]
    assert tags[0] == "B-PER"
    assert tags[-1] == "O"
    assert tags[1:-1] == ["I-PER"] * (len(tags) - 2)
    assert one.marks.keys() == {"entity"}


def test_factuality_is_marked_on_events_alone(tmp_path: Path) -> None:
    path = tmp_path / "facts.conll"
    path.write_text("0\tCarts\t_\tNNS\n1\tmay\t_\tMD\n2\tburn\t0.5\tVB\n", encoding="utf-8")
    (one,) = read_factuality(path, tokenizer())
    events = np.flatnonzero(one.marks["event"] == 1)
    assert events.tolist() == np.flatnonzero(~np.isnan(one.marks["value"])).tolist()
    assert set(one.marks["value"][events].tolist()) == {0.5}
    assert 0 < len(events) < len(one.pieces)

from __future__ import annotations

from pathlib import Path

from benchmarks.columns import joined, sentences


def test_columns_are_parted_at_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "words.conll"
    path.write_text("Carts NNS\nburned VBD\n\n. .\n", encoding="utf-8")
    assert list(sentences(path)) == [[["Carts", "NNS"], ["burned", "VBD"]], [[".", "."]]]


def test_words_are_put_together_as_a_newspaper_sets_them() -> None:
    text, places = joined([["``", "Go", ",", "''", "she", "did", "n't", "say", "(", "twice", ")", "."]])
    assert text == "“Go,” she didn't say (twice).\n"
    assert [text[s:e] for s, e in places[0]] == [
        "“",
        "Go",
        ",",
        "”",
        "she",
        "did",
        "n't",
        "say",
        "(",
        "twice",
        ")",
        ".",
    ]

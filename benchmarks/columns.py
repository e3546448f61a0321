"""Read corpora that come as a word a line, and put their words together into text again."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from reportedly.errors import ModelError

_TIGHT_LEFT = frozenset(
    [
        ",",
        ".",
        ";",
        ":",
        "?",
        "!",
        ")",
        "]",
        "}",
        "%",
        "''",
        "”",
        "’",
        "'s",
        "'S",
        "n't",
        "'m",
        "'re",
        "'ve",
        "'ll",
        "'d",
        "...",
    ]
)
_TIGHT_RIGHT = frozenset(["(", "[", "{", "$", "``", "“", "‘"])
_WRITTEN = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}


def sentences(path: Path) -> Iterator[list[list[str]]]:
    """The lines of a file split at white space (CoNLL) or tabs, a list a sentence; blank lines part sentences."""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            rows.append(line.split("\t") if "\t" in line else line.split())
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def joined(lines: Iterable[list[str]]) -> tuple[str, list[list[tuple[int, int]]]]:
    """Words put together as a newspaper sets them, a sentence a line; and where each word of each line stands."""
    parts: list[str] = []
    places: list[list[tuple[int, int]]] = []
    at = 0
    for words in lines:
        spans: list[tuple[int, int]] = []
        glue = True
        for word in words:
            written = _WRITTEN.get(word, word)
            if not glue and word not in _TIGHT_LEFT and written not in _TIGHT_LEFT:
                parts.append(" ")
                at += 1
            spans.append((at, at + len(written)))
            parts.append(written)
            at += len(written)
            glue = word in _TIGHT_RIGHT or written in _TIGHT_RIGHT
        parts.append("\n")
        at += 1
        places.append(spans)
    return "".join(parts), places


def command(what: str | None, measure: Callable[[Path, Path | None], dict[str, Any]]) -> None:
    """Measure the file named on the command line, with the weights that ship or with others."""
    parser = argparse.ArgumentParser(description=what, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--model", type=Path, help="another network.onnx than the one that ships")
    arguments = parser.parse_args()
    try:
        print(measure(arguments.file, arguments.model))
    except ModelError as wrong:
        parser.error(str(wrong))

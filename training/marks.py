"""What is marked of sources and claims: in the invented passages (training/passages) and the dispatches that teach.

Every kind of mark is a group of columns of one head. Words that are marked (how a source knows, who is told, a penalty)
are tagged O, B, I; who a source is, how it knows and what saying a claim does are told on the pieces of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import numpy as np
import yaml
from tokenizers import Tokenizer

from reportedly.language.pieces import Pieces, cut
from reportedly.record import Access, Force, SourceKind
from training.dispatches import CODEBOOK, CODED, FOLDER
from training.words import Marked, places, unmarked

PASSAGES = Path(__file__).parent / "passages"
HELD_BACK = 5
"""Every so manieth passage of a file is kept back for tuning."""
TAGS = ("O", "B", "I")
OF_SOURCES = ("basis", "unnamed")
OF_CLAIMS = ("told", "affected", *CODED)
KEYS = {"unnamed": "unnamed_because", "told": "told_to"}
"""Where a record calls it otherwise."""


@lru_cache(maxsize=1)
def labels() -> dict[str, tuple[str, ...]]:
    """The columns of the head, by group, in their order."""
    book = yaml.safe_load(CODEBOOK.read_text(encoding="utf-8"))
    groups: dict[str, tuple[str, ...]] = dict.fromkeys((*OF_SOURCES, *OF_CLAIMS), TAGS)
    groups |= {"kind": get_args(SourceKind), "access": get_args(Access), "force": get_args(Force)}
    return groups | {f"code_{name}": (*book[name], "other") for name in dict.fromkeys(CODED.values())}


def passages(kind: str, *, held_back: bool) -> list[dict[str, Any]]:
    """The invented passages about ``sources`` or about ``claims``: those that teach, or those kept back."""
    found = []
    for path in sorted(PASSAGES.glob("*.yaml")):
        if path.stem.startswith("claims") == (kind == "claims"):
            every = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
            found += [one for at, one in enumerate(every) if (at % HELD_BACK == HELD_BACK - 1) == held_back]
    return found


def read_passages(tokenizer: Tokenizer, *, held_back: bool = False) -> list[Marked]:
    """All passages, ready to be learnt."""
    found = []
    for kind, of in (("sources", of_sources), ("claims", of_claims)):
        for number, one in enumerate(passages(kind, held_back=held_back)):
            pieces = cut(one["text"], tokenizer)
            found.append(Marked(f"{kind}-{number}", pieces, of(one["text"], pieces, one[kind])))
    return found


def read_dispatches(tokenizer: Tokenizer, part: str, folder: Path = FOLDER) -> list[Marked]:
    """The invented dispatches of one part of split.yaml, with what their records say of sources and claims."""
    found = []
    for name in yaml.safe_load((folder / "split.yaml").read_text(encoding="utf-8"))[part]:
        text = (folder / f"{name}.txt").read_bytes().decode("utf-8")
        record = yaml.load((folder / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
        pieces = cut(text, tokenizer)
        marks = of_sources(text, pieces, record["sources"]) | of_claims(text, pieces, record["claims"])
        found.append(Marked(name, pieces, marks))
    return found


def of_sources(text: str, pieces: Pieces, sources: Iterable[Mapping[str, Any]]) -> dict[str, np.ndarray]:
    """Marks of how sources know, why they are not named, of what kind they are and whence they know."""
    marks = {name: np.zeros(len(pieces), dtype=np.int64) for name in OF_SOURCES}
    marks |= {name: unmarked(len(pieces)) for name in ("kind", "access")}
    for one in sources:
        for name in OF_SOURCES:
            for words in one.get(KEYS.get(name, name)) or ():
                _tag(marks[name], pieces, _place(text, words))
        if one["kind"] == "outlet" and "words" not in one:
            continue  # the outlet of a dispatch is told by its name, not by how it is spoken of
        for words in (one.get("words"), *(one.get("mentions") or ())):
            if words and (span := _place(text, words)):
                first, last = places(pieces, *span)
                marks["kind"][first:last] = labels()["kind"].index(one["kind"])
                marks["access"][first:last] = labels()["access"].index(one.get("access", "unknown"))
    return marks


def of_claims(text: str, pieces: Pieces, claims: Iterable[Mapping[str, Any]]) -> dict[str, np.ndarray]:
    """Marks of who is told and affected, of offences, penalties, targets and their codes, and of force."""
    marks = {name: np.zeros(len(pieces), dtype=np.int64) for name in OF_CLAIMS}
    marks |= {name: unmarked(len(pieces)) for name in labels() if name == "force" or name.startswith("code_")}
    for one in claims:
        content = _place(text, one["content"])
        if content is None:
            continue
        first, last = places(pieces, *content)
        marks["force"][first:last] = labels()["force"].index(one["force"])
        for name in OF_CLAIMS:
            for words in one.get(KEYS.get(name, name)) or ():
                span = _place(text, words, content)
                _tag(marks[name], pieces, span)
                of_list, _, code = (one.get("codes") or {}).get(words, "").partition("/")
                if span and CODED.get(name) == of_list:  # words may be both a penalty and a target: they have one code
                    group = f"code_{of_list}"
                    marks[group][slice(*places(pieces, *span))] = labels()[group].index(code)
    return marks


def _place(text: str, words: str, inside: tuple[int, int] | None = None) -> tuple[int, int] | None:
    """Where words stand: inside a stretch of text if they do, else where they stand first; never within a word."""
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    found = (inside and whole.search(text, *inside)) or whole.search(text)
    return found.span() if found else None


def _tag(tags: np.ndarray, pieces: Pieces, span: tuple[int, int] | None) -> None:
    if span is not None:
        first, last = places(pieces, *span)
        tags[first:last] = 2
        tags[first : first + 1] = 1

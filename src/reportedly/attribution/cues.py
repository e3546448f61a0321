"""Whether some words may hold an attribution at all: a cheap look before the encoder reads them again."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

import yaml


@lru_cache(maxsize=1)
def _lists() -> dict[str, str]:
    """The word lists of cues.yaml, each as alternatives of a regular expression."""
    text = resources.files("reportedly.attribution").joinpath("cues.yaml").read_text(encoding="utf-8")
    return {key: "|".join(map(re.escape, sorted(words))) for key, words in yaml.safe_load(text).items()}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    stems, never = _lists()["stems"], _lists()["never"]
    return re.compile(rf"\b(?!(?:{never})\b)(?:{stems})", re.IGNORECASE)


def may_attribute(words: str) -> bool:
    """Whether the words hold one that can attribute, and enough beside it to be attributed."""
    return len(words) > 20 and _pattern().search(words) is not None


@lru_cache(maxsize=1)
def _refusal() -> re.Pattern[str]:
    more, refused = _lists()["refused_more"], _lists()["refused"]
    return re.compile(rf"\W*(?:(?:{more})\s+)*(?:{refused})\b", re.IGNORECASE)


def refuses(cue: str, content: str) -> bool:
    """Whether *denied* means that somebody was refused a thing, and says nothing: *denied water to the prisoners*."""
    return re.search(r"\bden(?:y|ies|ied|ying)$", cue, re.IGNORECASE) is not None and bool(_refusal().match(content))

"""Whether some words may hold an attribution at all: a cheap look before the encoder reads them again."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

import yaml


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    text = resources.files("reportedly.attribution").joinpath("cues.yaml").read_text(encoding="utf-8")
    words = yaml.safe_load(text)
    stems, never = ("|".join(map(re.escape, sorted(words[key]))) for key in ("stems", "never"))
    return re.compile(rf"\b(?!(?:{never})\b)(?:{stems})", re.IGNORECASE)


def may_attribute(words: str) -> bool:
    """Whether the words hold one that can attribute, and enough beside it to be attributed."""
    return len(words) > 20 and _pattern().search(words) is not None

"""The word lists and patterns of this package's YAML files, compiled once."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml


@lru_cache(maxsize=4)
def knowledge(name: str) -> dict[str, Any]:
    """A YAML file of this package as it stands."""
    text = resources.files("reportedly.sourcing").joinpath(name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@lru_cache(maxsize=4)
def _lists(name: str) -> dict[str, str]:
    """Every list of a file as one alternative, longer words first; by its name in capitals a pattern may use it."""
    lists = knowledge(name).get("lists", {})
    return {key.upper(): "|".join(sorted(words, key=len, reverse=True)) for key, words in lists.items()}


@lru_cache(maxsize=64)
def pattern(key: str, name: str = "basis.yaml") -> re.Pattern[str]:
    """One regular expression for all patterns under a key, ignoring case. ``<PAST>`` stands for the list ``past``."""
    entry = knowledge(name)[key]
    joined = "|".join(f"(?:{one})" for one in ([entry] if isinstance(entry, str) else entry))
    joined = re.sub(r"\|\s+(?=[\w(])", "|", joined)  # where YAML has folded a line behind a bar
    for name_of_list, words in _lists(name).items():
        joined = joined.replace(f"<{name_of_list}>", f"(?:{words})")
    return re.compile(joined, re.IGNORECASE)


@lru_cache(maxsize=16)
def words(key: str, name: str = "titles.yaml") -> frozenset[str]:
    """A plain list of words."""
    return frozenset(knowledge(name)[key])

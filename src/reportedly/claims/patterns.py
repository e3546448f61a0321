"""The pattern lists of this package's YAML files, compiled once."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml


@lru_cache(maxsize=8)
def knowledge(name: str) -> dict[str, Any]:
    """A YAML file of this package as it stands."""
    text = resources.files("reportedly.claims").joinpath(name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@lru_cache(maxsize=64)
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    """One regular expression for a list of them (or a single one) in a YAML file, ignoring case."""
    entry: Any = knowledge(name)
    for key in keys:
        entry = entry[key]
    return re.compile("|".join(entry) if isinstance(entry, list) else entry, re.IGNORECASE)

"""The YAML files of this package as they stand."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Any

import yaml


@lru_cache(maxsize=8)
def knowledge(name: str) -> dict[str, Any]:
    """One of words.yaml, around.yaml, holidays.yaml."""
    text = resources.files("reportedly.dates").joinpath(name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded

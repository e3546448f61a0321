"""The word lists: what a documenter writes into them is what the program reads."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

FILES = sorted(Path(str(resources.files("reportedly"))).rglob("*.yaml"))


def words_of_lists(loaded: Any) -> list[Any]:
    """Everything that stands in a list, at any depth."""
    if isinstance(loaded, dict):
        return [one for value in loaded.values() for one in words_of_lists(value)]
    if not isinstance(loaded, list):
        return []
    return [word for one in loaded for word in (words_of_lists(one) if isinstance(one, dict | list) else [one])]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_word_of_a_list_is_read_as_yes_or_no(path: Path) -> None:
    words = words_of_lists(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert [word for word in words if isinstance(word, bool)] == []

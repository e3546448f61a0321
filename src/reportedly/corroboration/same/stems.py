"""The words of a claim as they are compared: stems that carry meaning, those that name what happens, and figures."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from reportedly.ledger.terms import tokens


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text that carry meaning, each once, in their order."""
    empty = knowledge()["empty"]
    return tuple(dict.fromkeys(one.token for one in tokens(text) if one.full not in empty and not one.full.isdigit()))


def heads(text: str) -> tuple[str, ...]:
    """Stems of the words that name what happens; all that carry meaning where none is known to."""
    return stems(text)


_FIGURE = re.compile(
    r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:\s?(%|percent\b|per cent\b)|\s(thousand|million|billion)\b)?"
)


def figures(text: str) -> frozenset[str]:
    """The numbers of a text in figures or in words, as they are compared: ``12000``, ``12%``, ``2.5``."""
    out = {_figure(*one.groups()) for one in _FIGURE.finditer(text)}
    words = knowledge()["numbers"]
    out |= {str(words[one.full]) for one in tokens(text) if one.full in words}
    return frozenset(out)


def _figure(whole: str, part: str | None, share: str | None, many: str | None) -> str:
    value = float(whole.replace(",", "") + (part or ""))
    value *= {"thousand": 1e3, "million": 1e6, "billion": 1e9}.get(many or "", 1)
    return f"{value:g}" if value < 1e6 and value % 1 else f"{value:.0f}" + ("%" if share else "")


@lru_cache(maxsize=1)
def knowledge() -> dict[str, Any]:
    """What ``words.yaml`` knows: words without meaning of their own, and numbers in words."""
    text = resources.files("reportedly.corroboration.same").joinpath("words.yaml").read_text("utf-8")
    known: dict[str, Any] = yaml.safe_load(text)
    known["empty"] = frozenset(known["empty"].split())
    return known

"""The words of a claim as they are compared: stems that carry meaning, those that name what happens, and figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from reportedly.corroboration.same.lexicon import lexicon
from reportedly.ledger.terms import Token, tokens

HAPPENS = 0.5
"""From this share of times on a word that names an event is taken to name one."""

_FIGURE = re.compile(
    r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?"
    r"(?:\s?(%|percent\b|per cent\b)|\s(thousand|million|billion)\b)?"
)
_JOINS = re.compile(r"\s+|[-–]|\s+and\s+")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}


def every_stem(text: str) -> list[str]:
    """The stems of a text that carry meaning, in their order, as often as they stand there."""
    return carrying(tokens(text))


def carrying(some: Iterable[Token]) -> list[str]:
    """The stems among some tokens that carry meaning, in their order."""
    empty, forms = knowledge()["empty"], knowledge()["forms"]
    return [forms.get(one.full, one.token) for one in some if one.full not in empty and not one.full.isdigit()]


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text that carry meaning, each once, in their order."""
    return tuple(dict.fromkeys(every_stem(text)))


def named(text: str) -> tuple[str, ...]:
    """The stems of words that are known to name an event: those that carry meaning, all of them if none does."""
    forms = knowledge()["forms"]
    return stems(text) or tuple(dict.fromkeys(forms.get(one.full, one.token) for one in tokens(text)))


def heads(words: Iterable[str]) -> tuple[str, ...]:
    """The stems among these that name what happens; all of them where none is known to."""
    words = tuple(words)
    return tuple(one for one in words if lexicon().happens(one) >= HAPPENS) or words


def figures(text: str) -> frozenset[str]:
    """The numbers of a text in figures or in words, as they are compared: ``12000``, ``12%``, ``2.5``."""
    out = {_figure(*one.groups()) for one in _FIGURE.finditer(text)}
    return frozenset(out | {str(number) for number in _in_words(text)})


def _in_words(text: str) -> list[int]:
    """The numbers in words, each put together: *nine hundred*, *sixty-eight*, *two hundred and five*."""
    words = knowledge()["numbers"]
    found: list[int] = []
    whole = part = 0
    end = -1
    for one in tokens(text):
        value = words.get(one.full)
        if value is None:
            continue
        if value >= 1000 and (end < 0 or _JOINS.fullmatch(text, end, one.start) is None):
            continue  # "1.5 million" is read above, and "thousands of" is no number
        joined = end >= 0 and _JOINS.fullmatch(text, end, one.start) is not None
        if not joined or (value < 100 and part and not _follows(part, value)):
            found += [whole + part] if end >= 0 else []
            whole = part = 0
        if value < 100:
            part += value
        elif value == 100:
            part = max(part, 1) * value
        else:
            whole, part = whole + max(part, 1) * value, 0
        end = one.end
    return found + ([whole + part] if end >= 0 else [])


def _follows(part: int, value: int) -> bool:
    """Whether a number below a hundred goes on with what was before: *sixty-eight*, *hundred and five*."""
    return part % 100 == 0 or (20 <= part % 100 < 100 and part % 10 == 0 and value < 10)


def _figure(whole: str, part: str | None, share: str | None, many: str | None) -> str:
    value = float(whole.replace(",", "") + (part or "")) * _SCALES.get(many or "", 1)
    return f"{value:.15g}" + ("%" if share else "")


@lru_cache(maxsize=1)
def knowledge() -> dict[str, Any]:
    """What ``words.yaml`` knows: words without meaning of their own, what is one word, and numbers in words."""
    text = resources.files("reportedly.corroboration.same").joinpath("words.yaml").read_text("utf-8")
    known: dict[str, Any] = yaml.safe_load(text)
    for name in ("empty", "saying", "calendar"):
        known[name] = frozenset(known[name].split())
    known["forms"] = {
        form: one.token for word, forms in known["forms"].items() for one in tokens(word) for form in forms.split()
    }
    known["saying"] = frozenset(one.token for one in tokens(" ".join(known["saying"])))
    return known

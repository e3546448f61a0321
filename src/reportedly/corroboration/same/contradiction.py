"""Where two claims that speak of the same thing cannot both be true: denied, other number, other date, other place."""

from __future__ import annotations

import re
from typing import Literal

from reportedly.corroboration.same.said import Said

Contradiction = Literal["denied", "number", "date", "place"]


def contradiction(a: Said, b: Said) -> Contradiction | None:
    """How two claims of one cluster contradict each other, the gravest way first; None if they may both be true.

    Numbers contradict if both have some and share none; dates if no interval of one overlaps one of the other; places
    if no place of one is, or lies in, one of the other, or holds it.
    """
    if denies(a) != denies(b):
        return "denied"
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return "number"
    if a.when and b.when and not overlap(a, b):
        return "date"
    if a.where and b.where and not near(a, b):
        return "place"
    return None


def denies(one: Said) -> bool:
    """Whether a claim says that something is not so. A denial in words that are negative denies just once."""
    return one.force == "denied" or one.polarity == "negative" or bool(_NONE.match(one.words))


_NONE = re.compile(r"[“\"‘']?(?:No|None|Nobody|Not (?:one|a single))\b")


def overlap(a: Said, b: Said) -> bool:
    """Whether an interval of one claim shares a day with one of the other."""
    return any(first <= end and start <= last for first, last in a.when for start, end in b.when)


def near(a: Said, b: Said) -> bool:
    """Whether a place of one claim is one of the other, lies in it or holds it."""
    return bool(a.where & (b.where | b.around) or b.where & a.around)

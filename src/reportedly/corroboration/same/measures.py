"""How near two bags of weighed words, two sets of names, and two days are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date


def cosine(ours: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    """The cosine of two bags of words, by their weights; 0 if one is empty."""
    if len(ours) > len(theirs):
        ours, theirs = theirs, ours
    both = sum(weight * theirs[stem] for stem, weight in ours.items() if stem in theirs)
    if not both:
        return 0.0
    ours_squared, theirs_squared = (sum(weight * weight for weight in one.values()) for one in (ours, theirs))
    return float(both / (ours_squared * theirs_squared) ** 0.5)


def shared(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """How many names are shared, by the geometric mean of how many there are; 0 if one has none."""
    return len(ours & theirs) / (len(ours) * len(theirs)) ** 0.5 if ours and theirs else 0.0


def days_between(ours: str | None, theirs: str | None) -> int | None:
    """Days between two ISO dates, or None if one of them is not known to the day."""
    try:
        return abs((date.fromisoformat((ours or "")[:10]) - date.fromisoformat((theirs or "")[:10])).days)
    except ValueError:
        return None

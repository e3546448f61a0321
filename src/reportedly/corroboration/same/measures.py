"""How near two bags of weighed words and two sets of names are."""

from __future__ import annotations

from collections.abc import Mapping


def cosine(ours: Mapping[str, float], theirs: Mapping[str, float], squares: tuple[float, float] | None = None) -> float:
    """The cosine of two bags of words, by their weights; 0 if one is empty. ``squares`` are those of both, if known."""
    few, many = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
    both = sum([weight * many[stem] for stem, weight in few.items() if stem in many])  # in one order on every run
    if not both:
        return 0.0
    left, right = squares or (squared(ours), squared(theirs))
    return float(both / (left * right) ** 0.5)


def squared(bag: Mapping[str, float]) -> float:
    """The sum of the squares of a bag's weights."""
    return float(sum([weight * weight for weight in bag.values()]))


def shared(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """How many names are shared, by the geometric mean of how many there are; 0 if one has none."""
    return len(ours & theirs) / (len(ours) * len(theirs)) ** 0.5 if ours and theirs else 0.0

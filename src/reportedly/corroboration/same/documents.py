"""Which reports tell of the same event: the rare words that they share, and when they were published."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.corroboration.same.stems import stems
from reportedly.record import Report

SAME_EVENT = 0.5
"""From this probability on two reports are taken to tell of the same event."""


@dataclass(frozen=True)
class Told:
    """What a report tells, as it is compared: weights of its stems (their squares add up to 1), and its day."""

    report: str
    weights: dict[str, float]
    published: str | None = None


def told(report: Report) -> Told:
    """A report as it is compared with others; what is boilerplate does not count."""
    found = stems(report.outside((0, len(report.text)), report.boilerplate))
    return Told(report.id, {one: len(found) ** -0.5 for one in found}, report.published)


def together(a: Told, b: Told) -> float:
    """The probability that two reports tell of the same event."""
    return min(1.0, sum(weight * b.weights.get(stem, 0.0) for stem, weight in a.weights.items()))

"""What the network says of a report's words that helps to tell what a claim does, as far as it says anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reportedly.record import RoleName, Span, Spans


def _nothing(_: Spans) -> None:
    return None


def _no_classes(_: Spans) -> Mapping[str, float]:
    return {}


@dataclass(frozen=True)
class Signs:
    """What is said of any words.

    ``certainty`` gives how surely they present what they tell as a fact (-3 to 3, or None), ``force`` how likely each
    force is (empty if unknown). ``roles`` are words for somebody whose role is known, sorted by their place.
    """

    certainty: Callable[[Spans], float | None] = _nothing
    force: Callable[[Spans], Mapping[str, float]] = _no_classes
    roles: Sequence[tuple[RoleName, Span]] = ()


NO_SIGNS = Signs()
"""Where nothing is known but the words."""

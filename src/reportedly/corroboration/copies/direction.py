"""Who had a text from whom: by the credit lines, the days of publication and what was left out or added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportedly.corroboration.copies.align import Passage
from reportedly.corroboration.copies.text import Text
from reportedly.record import Span

Direction = Literal["one_from_other", "other_from_one", "common", "unknown"]
"""Which of two reports was made from the other; ``common``: both from a third, which both credit."""

Ground = Literal["credit", "date", "cut", "republishes"]


@dataclass(frozen=True)
class Reason:
    """One reason for a direction: its ground, what it speaks for, and the words or days it rests on.

    ``words`` is what the ground says (a day, an outlet, a name); ``spans`` where it stands in the text of ``report``.
    """

    ground: Ground
    speaks_for: Direction
    report: str
    words: str
    spans: tuple[Span, ...] = ()


def direction(one: Text, other: Text, found: tuple[Passage, ...]) -> tuple[Direction, tuple[Reason, ...]]:
    """The direction that the strongest ground gives (in the order of ``Ground``), and all reasons for and against."""
    reasons = (*_dates(one, other),)
    for ground in ("credit", "date", "cut", "republishes"):
        given = {reason.speaks_for for reason in reasons if reason.ground == ground}
        if len(given) == 1:
            return given.pop(), reasons
    return "unknown", reasons


def _dates(one: Text, other: Text) -> list[Reason]:
    if not one.published or not other.published:
        return []
    length = min(len(one.published), len(other.published), 10)
    first, second = one.published[:length], other.published[:length]
    if first == second:
        return []
    if first > second:
        return [Reason("date", "one_from_other", one.id, f"{one.published} after {other.published}")]
    return [Reason("date", "other_from_one", other.id, f"{other.published} after {one.published}")]

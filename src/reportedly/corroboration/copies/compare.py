"""Whether two reports are copies or derive from one another, in whole or in passages; who had it from whom, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportedly.corroboration.citations.find import credits
from reportedly.corroboration.copies.align import Passage, passages
from reportedly.corroboration.copies.direction import Direction, Reason, direction
from reportedly.corroboration.copies.text import Text, inside, words
from reportedly.record import Report, Spans

Kind = Literal["copy", "derived", "passages"]

OWN = 20
"""Equal words outside quotation marks that a copy has at least, in passages. Pairs of news articles that have so many
were made from one another or from one agency's text, all but those that share a notice or somebody's title."""

MANY = 40
SHARE = 0.1
"""So many equal words, or else so large a share of one of the texts: an outlet's notice under each of its articles had
38 words and 2 to 6 % of them, and one person's titles 28 words and 2 %."""

WHOLE = 0.8
"""Share of both texts from which they are one text printed twice."""

PART = 0.4
"""Share of the one text from which it derives from the other (or the other from it)."""


@dataclass(frozen=True)
class Copy:
    """Two reports of which one was made from the other, or both from a third.

    ``passages`` stand in the order of the first. ``kept`` is the share of each text's words that stand in passages of
    the other. ``kind``: both are nearly the same (copy), most of one stands in the other (derived), or they share
    passages. ``direction`` says who has it from whom as far as ``reasons`` carry.
    """

    one: str
    other: str
    kind: Kind
    kept: tuple[float, float]
    passages: tuple[Passage, ...]
    direction: Direction
    reasons: tuple[Reason, ...]

    def holds(self, text: Text, spans: Spans) -> float:
        """The share of the words at these spans of one of the two texts that the other has word for word."""
        if text.id not in (self.one, self.other):
            raise ValueError(f"neither of the two reports: {text.id}")
        side = 0 if text.id == self.one else 1
        equal = sorted(piece[side] for passage in self.passages for piece in passage.pieces)
        found = [word for start, end in spans for word in _words(text, start, end)]
        return float(inside(found, equal).mean()) if found else 0.0


def compare(one: Text, other: Text) -> Copy | None:
    """What two reports have word for word in common; None where that may be chance, or the same words quoted."""
    found = passages(one, other)
    own, equal = sum(passage.own for passage in found), sum(passage.equal for passage in found)
    if own < OWN:
        return None
    kept = equal / len(one.words), equal / len(other.words)
    if own < MANY and max(kept) < SHARE:
        return None
    kind: Kind = "copy" if min(kept) >= WHOLE else "derived" if max(kept) >= PART else "passages"
    which, reasons = direction(one, other, found)
    return Copy(one.id, other.id, kind, kept, found, which, reasons)


def _words(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    return [(start + at, start + to) for at, to in words(text.text[start:end])]


def of(report: Report) -> Text:
    """What of a report is compared: its text, when and by whom it was published, and whom its credit lines name."""
    return Text(report.id, report.text, report.boilerplate, report.published, report.outlet, credits(report))

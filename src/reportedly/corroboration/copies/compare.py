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

ANYBODY = 10
BEYOND = 17
"""Equal words outside quotation marks that the passages have beyond the first ten of each, which are what anybody would
write (*did not respond to a request for comment on Monday about the*). One sentence of 20 words that two reports share
(an appeal of the police, where a town lies) is not enough, with formulas beside it neither."""

MANY = 40
SHARE = 0.1
"""So many of them in all, or else so large a share of the shorter text: somebody's titles were 28 words and 2 %."""

FEWEST = 13
"""Equal words outside quotation marks that are needed however short the reports are: one sentence of eleven words
(*The price of rice fell by a third in …*) two will write who know nothing of one another."""

SAME_OUTLET = 0.25
"""The share, besides ``MANY``, if one outlet published both: its notices and its background stand under many of its
articles, up to 38 words and 6 % where that was measured, and make no report of another one."""

HALF = 0.5
MOST = 0.6
"""Share of the shorter text, in words outside quotation marks or in all, from which few words do: two who were told the
same choose, order and cut it in two ways. Two short reports that quoted one statement shared up to half."""

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
    """What two reports have word for word in common; None where that may be chance, or the same words quoted.

    The other way round it gives the same: passages are laid from the text whose id comes first.
    """
    found = _passages(one, other)
    if not found:
        return None
    own, equal = sum(passage.own for passage in found), sum(passage.equal for passage in found)
    kept = equal / len(one.words), equal / len(other.words)
    share = own / min(len(one.words), len(other.words))
    if own < FEWEST:
        return None
    if max(kept) < MOST and share < HALF:
        same = one.outlet is not None and one.outlet == other.outlet
        enough = share >= SAME_OUTLET and own >= MANY if same else share >= SHARE or own >= MANY
        if not enough or sum(max(0, passage.own - ANYBODY) for passage in found) < BEYOND:
            return None
    kind: Kind = "copy" if min(kept) >= WHOLE else "derived" if max(kept) >= PART else "passages"
    which, reasons = direction(one, other, found)
    return Copy(one.id, other.id, kind, kept, found, which, reasons)


def _passages(one: Text, other: Text) -> tuple[Passage, ...]:
    if one.id <= other.id:
        return passages(one, other)
    return tuple(sorted((passage.turned() for passage in passages(other, one)), key=lambda passage: passage.one))


def _words(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    return [(start + at, start + to) for at, to in words(text.text[start:end])]


def of(report: Report) -> Text:
    """What of a report is compared: its text, when and by whom it was published, and whom its credit lines name."""
    return Text(report.id, report.text, report.boilerplate, report.published, report.outlet, credits(report))

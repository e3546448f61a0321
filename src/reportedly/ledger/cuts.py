"""A text with words taken out of it, and where its places are then."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from reportedly.record import Span, Spans

BLOCK = "[withheld]"
"""What stands in a text for words that are withheld, however many they are."""


class CutText:
    """A text with cuts, and where its places are now."""

    def __init__(self, text: str, cuts: Spans) -> None:
        self.cuts = cuts
        parts: list[str] = []
        blocks: list[Span] = []
        at = length = 0
        for start, end in cuts:
            parts += [text[at:start], BLOCK]
            length += start - at + len(BLOCK)
            blocks.append((length - len(BLOCK), length))
            at = end
        self.text = "".join([*parts, text[at:]])
        self.blocks = tuple(blocks)
        self._starts = [start for start, _ in cuts]

    def span(self, span: Span) -> Span | None:
        """Where a span is now, or None if nothing of it is left."""
        cut = self._cut(span[0])
        if cut is not None and span[1] <= self.cuts[cut][1]:
            return None
        last = self._cut(span[1] - 1)
        start = self.blocks[cut][0] if cut is not None else self._moved(span[0])
        end = self.blocks[last][1] if last is not None else self._moved(span[1] - 1) + 1
        return start, end

    def spans(self, spans: Iterable[Span]) -> Spans:
        """Those of some spans of which something is left."""
        return tuple(found for one in spans if (found := self.span(one)) is not None)

    def untouched(self, spans: Iterable[Span]) -> Spans:
        """Those of some spans of which everything is left."""
        return tuple(
            (self._moved(start), self._moved(end - 1) + 1)
            for start, end in spans
            if start < end and not any(start < e and s < end for s, e in self.cuts)
        )

    def _cut(self, place: int) -> int | None:
        at = bisect_right(self._starts, place) - 1
        return at if at >= 0 and place < self.cuts[at][1] else None

    def _moved(self, place: int) -> int:
        at = bisect_right(self._starts, place) - 1
        return place if at < 0 else place - self.cuts[at][1] + self.blocks[at][1]

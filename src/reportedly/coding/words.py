"""The words of a report as the codebook sees them: in lower case, without quotation marks, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.record import Span, Spans

LONGEST = 120
"""Words that are looked at together, at most: what claims to be a longer sentence is cut."""

_MARKS = frozenset("“”\"«»‹›„‘'’`[]")
_APOSTROPHES = frozenset("'’")


@dataclass(frozen=True)
class Sentence:
    """Lower-case words with their spans in the report."""

    words: list[str]
    spans: list[Span]


def cut(text: str, words: Sequence[Span], sentences: Sequence[Span], boilerplate: Spans) -> Iterator[Sentence]:
    """The sentences of a text, in their order, without boilerplate."""
    at, last = 0, len(words)
    outside = _Outside(boilerplate)
    for start, end in sentences:
        while at < last and words[at][0] < start:
            at += 1
        lower: list[str] = []
        spans: list[Span] = []
        while at < last and words[at][0] < end:
            s, e = words[at]
            at += 1
            if not outside.holds(s):
                continue
            word = text[s:e]
            if word in _MARKS:
                if not (
                    word in _APOSTROPHES and s > 0 and e < len(text) and text[s - 1].isalnum() and text[e].isalnum()
                ):
                    continue
                word = "'"
            lower.append(word.lower())
            spans.append((s, e))
            if len(lower) == LONGEST:
                yield Sentence(lower, spans)
                lower, spans = [], []
        if lower:
            yield Sentence(lower, spans)


class _Outside:
    """Whether places, asked for in rising order, lie outside of some spans."""

    def __init__(self, spans: Spans) -> None:
        self._left = sorted(spans, reverse=True)

    def holds(self, place: int) -> bool:
        left = self._left
        while left and left[-1][1] <= place:
            left.pop()
        return not left or place < left[-1][0]

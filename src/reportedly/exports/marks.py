"""The text of a report cut at every border of its spans, so that marks may overlap, nest and be interrupted.

A cut text is a row of pieces; each knows all the marks that lie over it. Joined again, the pieces are the text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportedly.record import Report, Span, Spans

_LINE_END = r"(?:\r\n|\r(?!\n)|\n)"
_BLANK_LINES = re.compile(rf"[ \t]*{_LINE_END}(?:[ \t]*{_LINE_END})+")
_LINE_ENDS = re.compile(rf"[ \t]*{_LINE_END}+")


@dataclass(frozen=True)
class Marks:
    """What lies over a piece of text, and what begins there."""

    depth: int = 0
    """How many contents lie over each other here: one for each link of hearsay."""
    source: bool = False
    cue: bool = False
    boilerplate: bool = False
    withheld: bool = False
    """Whether these are not the report's words, but stand where some are withheld."""
    claims: tuple[int, ...] = ()
    """The claims, by number from 1, to whose words the piece belongs."""
    new_sources: tuple[int, ...] = ()
    """The sources, by number from 1, whose mention begins here."""
    new_claims: tuple[int, ...] = ()
    """The claims whose words, or a further part of them, begin here."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text under the same marks from end to end."""

    span: Span
    marks: Marks


@dataclass(frozen=True)
class Passage:
    """A paragraph in pieces; the ``gap`` of white space that parts it from the next has no marks."""

    pieces: tuple[Piece, ...]
    gap: Span


_Mark = tuple[str, int]
"""A layer (content, source, cue, boilerplate, claim, withheld) and the number of the source or claim in it, or 0."""


def cut(report: Report, withheld: Spans = ()) -> list[Passage]:
    """The passages of a report, in order, at least one. Spans outside the text and empty ones are left out.

    ``withheld``: where the text says that words are withheld.
    """
    length = len(report.text)
    begins: defaultdict[int, list[_Mark]] = defaultdict(list)
    ends: defaultdict[int, list[_Mark]] = defaultdict(list)
    for mark, spans in (*_layers(report), (("withheld", 0), withheld)):
        for start, end in within(spans, length):
            begins[start].append(mark)
            ends[end].append(mark)
    paragraphs = list(_paragraphs(report.text))
    borders = sorted({*begins, *ends, *(border for paragraph in paragraphs for border in paragraph)})
    active: Counter[_Mark] = Counter()
    ended: dict[_Mark, int] = {}

    def touches(mark: _Mark, start: int) -> bool:
        return mark in ended and not report.text[ended[mark] : start].strip()

    fresh: list[_Mark] = []  # a mark that begins in a gap shows where the next piece begins
    passages = []
    at = 0
    for _, end, after in paragraphs:
        pieces = []
        while at < len(borders) and (left := borders[at]) < after:
            ended.update(dict.fromkeys(ends[left], left))
            active.subtract(ends[left])
            # A mention in pieces that touch is one to the eye: it is labelled where it begins.
            fresh.extend(m for m in begins[left] if not (m[0] == "source" and (active[m] > 0 or touches(m, left))))
            active.update(begins[left])
            active = +active
            at += 1
            if left < end:
                pieces.append(Piece((left, borders[at]), _marks(active, fresh)))
                fresh = []
        passages.append(Passage(tuple(pieces), (end, after)))
    return passages


def within(spans: Spans, length: int) -> list[Span]:
    """Those spans that lie in a text of this length and are not empty."""
    return [(start, end) for start, end in spans if 0 <= start < end <= length]


def _layers(report: Report) -> Iterator[tuple[_Mark, Spans]]:
    numbers = {source.id: number for number, source in enumerate(report.sources, 1)}
    mentions: dict[Span, int] = {}  # a source is marked once, though a mention and many attributions lie there
    for source in report.sources:
        mentions.update(dict.fromkeys(source.mentions, numbers[source.id]))
    for attribution in report.attributions:
        for span in attribution.source_spans:
            mentions.setdefault(span, numbers.get(attribution.source or "", 0))
        yield ("cue", 0), attribution.cue
        yield ("content", 0), attribution.content
    for span, number in mentions.items():
        yield ("source", number), (span,)
    for number, claim in enumerate(report.claims, 1):
        yield ("claim", number), claim.content
    yield ("boilerplate", 0), report.boilerplate


def _marks(active: Counter[_Mark], fresh: Iterable[_Mark]) -> Marks:
    def numbers(layer: str, marks: Iterable[_Mark]) -> tuple[int, ...]:
        return tuple(sorted({number for kind, number in marks if kind == layer and number}))

    layers = {kind for kind, _ in active}
    fresh = list(fresh)
    return Marks(
        depth=active["content", 0],
        source="source" in layers,
        cue="cue" in layers,
        boilerplate="boilerplate" in layers,
        withheld="withheld" in layers,
        claims=numbers("claim", active),
        new_sources=numbers("source", fresh),
        new_claims=numbers("claim", fresh),
    )


def _paragraphs(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and start of the next. Parted by blank lines, or by every line end in a text that has none."""
    between = _BLANK_LINES if _BLANK_LINES.search(text) else _LINE_ENDS
    start = 0
    for gap in between.finditer(text):
        if gap.end() < len(text):
            yield start, gap.start(), gap.end()
            start = gap.end()
    end = len(text.rstrip(" \t\r\n"))
    yield start, max(start, end), len(text)

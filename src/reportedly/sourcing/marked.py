"""Whose are the words that the network marks as saying how somebody knows, or why somebody is not named.

They belong to the source in whose description they stand, else to whoever says what they stand in, else to whoever
speaks in their sentence, else to whom the sentence is about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from reportedly.language import Analysis
from reportedly.record import Access, Attribution, Report, Source, SourceKind, Span, Spans, span_at
from reportedly.sourcing.speakers import Speakers

_I = re.compile(r"(?:I|[Ww]e)\b")

SURE_KIND = 0.6
"""Least probability at which the network's kind takes the place of the one by the words."""
SURE_OFFICIAL = 0.6
"""From here on a source speaks for a body, whatever words say how it knows."""
SURE_ACCESS = 0.7
"""Least probability of seeing or being told to be taken without words that say so."""
NEAR = 200
"""Code points within which words may still be about whoever was spoken of last."""
GAP = 3
"""Code points between a description and what is still said of it: a comma, a dash, a bracket."""


@dataclass(frozen=True)
class Owners:
    """What is needed to tell whose some words are: descriptions by source, attributions, who speaks where."""

    report: Report
    sentences: list[Span]
    phrases: list[tuple[Span, str]]
    speakers: Speakers

    def of(self, span: Span) -> str | None:
        """The id of the source that some words tell of, or None."""
        return (
            self._described(span)
            or self._teller(span)
            or self._beside(span)
            or self._subject(span)
            or self._named_before(span)
        )

    def _described(self, span: Span) -> str | None:
        near = [
            (start, id)
            for (start, end), id in self.phrases
            if start <= span[0] and (span[1] <= end or span[0] - end <= GAP)
        ]
        return max(near, default=(0, None))[1]

    def _teller(self, span: Span) -> str | None:
        around = [
            (end - start, one)
            for one in self.report.attributions
            for start, end in one.content
            if start <= span[0] and span[1] <= end and one.source is not None
        ]
        return min(around, key=lambda pair: pair[0])[1].source if around else None

    def _beside(self, span: Span) -> str | None:
        sentence = span_at(self.sentences, span[0]) or span
        near = [
            (abs(one.cue[0][0] - span[0]), one.source)
            for one in self.report.attributions
            if one.source is not None and one.within is None and one.cue and _in(sentence, one)
        ]
        return min(near, default=(0, None))[1]

    def _subject(self, span: Span) -> str | None:
        start, _ = span_at(self.sentences, span[0]) or span
        words = self.report.text[start : span[0]].split()
        for count in range(min(len(words), 4), 0, -1):
            if id := self.speakers.meant(" ".join(words[:count]), start, inside=False):
                return id
        return None

    def _named_before(self, span: Span) -> str | None:
        """Whoever was spoken of last, not far before."""
        before = [(end, id) for (start, end), id in self.phrases if end <= span[0] <= end + NEAR]
        return max(before, default=(0, None))[1]


def reconsidered(
    source: Source, analysis: Analysis, basis: Sequence[tuple[Span, float]], unnamed: Sequence[tuple[Span, float]]
) -> Source:
    """A source with what the network says of it added to what the patterns say, which have the first word on a basis.

    With words that say how it knows a source saw or was told; without them it is official or nobody knows, unless the
    network is sure.
    """
    kinds = analysis.likely("kind", source.mentions)
    if source.kind == "outlet" or not kinds:
        return source
    share, best = max((share, name) for name, share in kinds.items())
    kind = cast(SourceKind, best) if share >= SURE_KIND and best not in ("outlet", "unknown") else source.kind
    knows = analysis.likely("access", source.mentions)
    if source.basis:
        basis = [(source.basis[0], 1.0)]
    if basis and knows["official"] < SURE_OFFICIAL:
        access: Access = "first_hand" if knows["first_hand"] >= knows["relayed"] else "relayed"
        if source.access == "first_hand" and _I.match(analysis.text, basis[0][0][0]):
            access = "first_hand"  # who says "I was there" was: a mark on the name does not know better
        spans: Spans = (basis[0][0],)
    else:
        sure, best = max((share, name) for name, share in knows.items())
        supposed = "official" if knows["official"] > knows["unknown"] else "unknown"
        access, spans = cast(Access, best if sure >= SURE_ACCESS else supposed), ()
    reasons: Spans = (unnamed[0][0],) if unnamed and kind in ("anonymous", "institution", "unknown") else ()
    return replace(source, kind=kind, access=access, basis=spans, unnamed_because=reasons)


def _in(sentence: Span, one: Attribution) -> bool:
    return sentence[0] <= one.cue[0][0] < sentence[1]


def marked(report: Report, analysis: Analysis, name: str, owners: Owners) -> Mapping[str, Sequence[tuple[Span, float]]]:
    """By source the words that are marked as ``name``, the most likely first. Nothing inside boilerplate."""
    found: dict[str, list[tuple[Span, float]]] = {}
    for span, sure in analysis.marked(name):
        if span_at(report.boilerplate, span[0]) is None and (id := owners.of(span)):
            found.setdefault(id, []).append((span, sure))
    return {id: sorted(spans, key=lambda one: (-one[1], one[0])) for id, spans in found.items()}

"""Where what is claimed happened, happens or will happen: the place of the event, and no other.

The place where a source is, the place of the dateline and a place that only stands for its government (*Beijing said*,
*Pyongyang's spokesman*) are not the place of an event.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reportedly.claims.patterns import knowledge
from reportedly.record import Claim, Place, Report, Span, Spans, span_at

_WORD = re.compile(r"\w+")
_COMMA = 60
"""The farthest that the comma of a fronted phrase may be from its beginning, in code points."""


def of(report: Report, claim: Claim, sentences: list[Span]) -> tuple[str, ...]:
    """Ids of the places of the event, in the order of the text; a place that is named twice counts once."""
    events = [place for place in report.places if _of_an_event(report, place)]
    found = [place for place in events if _within(place.span, claim.content)]
    sentence = span_at(sentences, claim.content[0][0]) if claim.content else None
    if sentence is not None and not found:
        found = [place for place in events if _fronted(report, place, sentence)]
    kept: dict[object, str] = {}
    for place in found:
        kept.setdefault(place.gazetteer_id or place.name, place.id)
    return tuple(kept.values())


def _within(span: Span, spans: Spans) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _of_an_event(report: Report, place: Place) -> bool:
    """Whether a place may be that of an event: not the dateline's, not a source's, not one that acts itself."""
    if place.id == report.dateline or _within(place.span, _sources(report)):
        return False
    behind = _WORD.search(report.text, place.span[1], place.span[1] + 30)
    if behind is None:
        return True
    between = report.text[place.span[1] : behind.start()]
    if between.startswith(("’", "'")):
        return False
    return not (between.isspace() and place.kind != "site" and behind.group() in _acting() and _bare(report, place))


def _bare(report: Report, place: Place) -> bool:
    """Whether no preposition stands before a place, so that it may be what acts."""
    before = report.text[max(0, place.span[0] - 20) : place.span[0]].split()
    return not before or before[-1].lower() not in knowledge("where.yaml")["fronted"]


def _fronted(report: Report, place: Place, sentence: Span) -> bool:
    """Whether a place stands in a phrase that begins the sentence and says where: *In Dolm, …*."""
    start, end = sentence
    first = _WORD.search(report.text, start, end)
    if first is None or first.group().lower() not in knowledge("where.yaml")["fronted"]:
        return False
    comma = report.text.find(",", start, min(end, start + _COMMA))
    return comma > 0 and start <= place.span[0] and place.span[1] <= comma


@lru_cache(maxsize=1)
def _acting() -> frozenset[str]:
    return frozenset(knowledge("where.yaml")["acting"])


@lru_cache(maxsize=4)
def _spans_of_sources(report: Report) -> Spans:
    return tuple(sorted(span for one in report.attributions for span in one.source_spans))


def _sources(report: Report) -> Spans:
    return _spans_of_sources(report)

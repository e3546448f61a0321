"""Where what is claimed happened, happens or will happen: the place of the event, and no other.

The place where a source is, the place of the dateline and a place that only stands for its government (*Beijing said*,
*Pyongyang's spokesman*) are not the place of an event.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from reportedly.claims.patterns import knowledge
from reportedly.record import Claim, Place, Report, Span, span_at

_WORD = re.compile(r"\w+")
_COMMA = 60
"""The farthest that the comma of a fronted phrase may be from its beginning, in code points."""


@dataclass(frozen=True)
class _Events:
    """The places of a report that may be those of an event, in the order of the text, with their beginnings."""

    report: Report
    places: list[Place]
    starts: list[int]

    def within(self, start: int, end: int) -> list[Place]:
        """Those that lie inside a span."""
        some = self.places[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return [place for place in some if place.span[1] <= end]


_last: list[_Events] = []


def _events(report: Report) -> _Events:
    """The places of a report, kept for its next claim: a long report costs no more a claim than a short one."""
    if not (_last and _last[0].report is report):
        sources = _joined(span for one in report.attributions for span in one.source_spans)
        places = [place for place in report.places if _of_an_event(report, place, sources)]
        _last[:] = [_Events(report, places, [place.span[0] for place in places])]
    return _last[0]


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap made one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def of(report: Report, claim: Claim, sentences: list[Span]) -> tuple[str, ...]:
    """Ids of the places of the event, in the order of the text; a place that is named twice counts once."""
    events = _events(report)
    inside = [place for start, end in claim.content for place in events.within(start, end)]
    found = _nearest(report, inside)
    sentence = span_at(sentences, claim.content[0][0]) if claim.content else None
    if sentence is not None and not inside:
        found = [place for place in events.within(*sentence) if _fronted(report, place, sentence)]
    kept: dict[object, str] = {}
    for place in found:
        kept.setdefault(place.gazetteer_id or place.name, place.id)
    return tuple(kept.values())


def _nearest(report: Report, places: list[Place]) -> list[Place]:
    """Of places in which, to which and from which something happens, those in which; names come before descriptions."""
    ways = {place.id: _way(report, place) for place in places}
    named = {place.id for place in places if any(letter.isupper() for letter in place.name)}
    best = min(ways.values(), default=0)
    return [
        place
        for place in places
        if (ways[place.id] == best and (best < 2 or place.id in named)) or (place.id in named and ways[place.id] < 2)
    ]


def _way(report: Report, place: Place) -> int:
    """0 if something happens in or at a place, 1 if it moves there, 2 if it comes from there or passes it."""
    table, before = knowledge("where.yaml"), _word_before(report, place)
    if before == "across":
        return 2 if place.kind in ("river", "lake", "sea") or place.name.endswith(("border", "frontier")) else 0
    return 1 if before in table["to"] else 2 if before in table["past"] else 0


def _word_before(report: Report, place: Place) -> str:
    before = report.text[max(0, place.span[0] - 20) : place.span[0]].split()
    return before[-1].lower() if before else ""


def _of_an_event(report: Report, place: Place, sources: list[Span]) -> bool:
    """Whether a place may be that of an event: not the dateline's, not a source's, not one that acts itself."""
    if place.id == report.dateline or span_at(sources, place.span[0]) is not None:
        return False
    behind = _WORD.search(report.text, place.span[1], place.span[1] + 30)
    if behind is None:
        return True
    between = report.text[place.span[1] : behind.start()]
    if between.startswith(("’", "'", "-")):
        return False
    return not (between.isspace() and place.kind != "site" and behind.group() in _acting() and _bare(report, place))


def _bare(report: Report, place: Place) -> bool:
    """Whether a clause begins with a place, so that it may be what acts."""
    before = _word_before(report, place)
    return not before or before in knowledge("where.yaml")["begins"] or not before[-1].isalnum()


def _fronted(report: Report, place: Place, sentence: Span) -> bool:
    """Whether a place stands in a phrase that begins the sentence and says where: *In Dolm, …*."""
    start, end = sentence
    first = _WORD.search(report.text, start, end)
    if first is None or first.group().lower() not in knowledge("where.yaml")["fronted"]:
        return False
    comma = report.text.find(",", start, min(end, start + _COMMA))
    return first.end() < place.span[0] <= first.end() + 2 and place.span[1] <= comma


@lru_cache(maxsize=1)
def _acting() -> frozenset[str]:
    return frozenset(knowledge("where.yaml")["acting"])

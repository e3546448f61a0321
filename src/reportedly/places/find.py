"""The step: every place of a report, and the one from which it is filed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportedly.language import Analysis
from reportedly.places.dateline import dateline
from reportedly.places.described import described
from reportedly.places.gazetteer import FIRST_LEVEL, Known, gazetteer
from reportedly.places.names import Match, matches
from reportedly.places.resolve import countries, meant
from reportedly.places.text import Words
from reportedly.places.unknown import unknown
from reportedly.record import Place, Report, Span


@dataclass(frozen=True)
class _Found:
    """A place before it has an id."""

    span: Span
    known: Known | None
    kind: str | None
    back: bool = False


def find(report: Report, analysis: Analysis) -> tuple[tuple[Place, ...], str | None]:
    """The places of a report in the order of the text, and the id of the place in its dateline if it has one."""
    words = Words(report.text)
    known = gazetteer()
    told = _told(words, analysis)
    head = dateline(report, analysis.paragraphs)
    found = [_corrected(one, told) for one in matches(words, known)]
    persons = {one.found for one in found if one.standing == "person"}
    weights = countries(words, found, known)
    places: list[_Found] = []
    taken: set[int] = set()
    for at, one in enumerate(found):
        numbers = set(range(one.first, one.last + 1))
        place = meant(at, found, words, weights, known, persons)
        span = (words.spans[one.first][0], words.spans[one.last][1])
        if place is None and head is not None and head[0] <= span[0] < head[1]:
            place = max(one.known, key=lambda other: other.people, default=None)
        if place is not None:
            taken |= numbers
            places.append(_Found(span, place, None))
        elif one.standing in ("person", "other"):
            taken |= numbers
    for name in unknown(words, taken, told, known):
        taken |= set(range(name.first, name.last + 1))
        places.append(_Found((words.spans[name.first][0], words.spans[name.last][1]), None, name.kind))
    named = {n for n in taken if told.get(n) not in ("person", "organisation")}
    for phrase in described(words, named):
        span = (words.spans[phrase.first][0], words.spans[phrase.last][1])
        places.append(_Found(span, None, phrase.kind, phrase.back))
    if head is not None and not any(head[0] <= one.span[0] < head[1] for one in places):
        places.append(_Found(head, None, None))
    return _places(report, places, head)


def _told(words: Words, analysis: Analysis) -> dict[int, str]:
    """What the network takes words for, by the number of the word; nothing where it names nothing."""
    out: dict[int, str] = {}
    starts = [start for start, _ in words.spans]
    for name in getattr(analysis, "names", ()):
        at = bisect_right(starts, name.span[0] - 1)
        while at < len(words) and words.spans[at][0] < name.span[1]:
            out[at] = name.kind
            at += 1
    return out


def _corrected(one: Match, told: dict[int, str]) -> Match:
    """A match with what the network says of it: a name of a person or a body is none of a place."""
    kinds = {told[n] for n in range(one.first, one.last + 1) if n in told}
    if kinds == {"person"} and one.kind is None:
        return Match(one.first, one.last, one.known, one.found, one.kind, "person")
    if kinds == {"organisation"} and one.kind is None:
        return Match(one.first, one.last, one.known, one.found, one.kind, "other")
    if kinds == {"place"} and one.standing in ("perhaps", "person"):
        return Match(one.first, one.last, one.known, one.found, one.kind, "surely")
    return one


def _places(report: Report, found: Iterable[_Found], head: Span | None) -> tuple[tuple[Place, ...], str | None]:
    """Places with their ids; those in boilerplate are left out, and of two over the same words the longer stays."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.span[0], -one.span[1])):
        inside = any(start <= one.span[0] < end for start, end in report.boilerplate)
        if not inside and (not kept or kept[-1].span[1] <= one.span[0]):
            kept.append(one)
    out: list[Place] = []
    at_head = None
    for number, one in enumerate(kept, 1):
        words = " ".join(report.text[slice(*one.span)].split())
        known = one.known
        before = _before(one.kind, out) if one.back else None
        if known is not None:
            place = Place(f"p{number}", one.span, known.name, known.id, known.country, known.lat, known.lon, known.kind)
        elif before is not None:
            place = Place(
                f"p{number}",
                one.span,
                before.name,
                before.gazetteer_id,
                before.country,
                before.lat,
                before.lon,
                one.kind,
            )
        else:
            place = Place(f"p{number}", one.span, words, None, None, None, None, one.kind)
        out.append(place)
        if head is not None and head[0] <= one.span[0] < head[1]:
            at_head = at_head or place.id
    return tuple(out), at_head


def _before(kind: str | None, places: Sequence[Place]) -> Place | None:
    """The only place of a kind named so far, for *the province* and the like; None unless there is just one."""
    alike = FIRST_LEVEL if kind in FIRST_LEVEL else {kind}
    named = {place.name: place for place in places if place.kind in alike and not place.name.islower()}
    return next(iter(named.values())) if len(named) == 1 else None

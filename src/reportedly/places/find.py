"""The step: every place of a report, and the one from which it is filed."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportedly.language import Analysis
from reportedly.places.dateline import dateline
from reportedly.places.described import Described, described
from reportedly.places.gazetteer import FIRST_LEVEL, Known, gazetteer
from reportedly.places.names import Match, matches
from reportedly.places.resolve import countries, meant
from reportedly.places.text import Words
from reportedly.places.unknown import unknown
from reportedly.record import Place, Report, Span, span_at

BORDER = "area-border-cn-kp"
"""What *the border region* is in a report that names no countries but these two."""


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
    persons = _persons(found)
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
        border = known.place(BORDER) if _on_border(words, phrase, weights) else None
        places.append(_Found(span, border, phrase.kind, phrase.back and border is None))
    if head is not None and not any(head[0] <= one.span[0] < head[1] for one in places):
        places.append(_Found(head, None, None))
    return _places(report, places, head)


def _on_border(words: Words, phrase: Described, weights: Mapping[str, float]) -> bool:
    """Whether a description is of the border between North Korea and China: the report must speak of no other."""
    noun = words.small(phrase.last)
    bordering = noun in ("border", "frontier") or (phrase.kind in ("area", "region") and phrase.border)
    return bordering and phrase.definite and set(weights) == {"KP", "CN"}


def _persons(found: Sequence[Match]) -> set[str]:
    """Names that stand for a person oftener than they stand where only a place does."""
    count = Counter((one.found, one.standing) for one in found)
    return {name for (name, how), n in count.items() if how == "person" and n >= count[name, "surely"]}


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
        inside = span_at(report.boilerplate, one.span[0])
        if inside is None and (not kept or kept[-1].span[1] <= one.span[0]):
            kept.append(one)
    out: list[Place] = []
    named: dict[str | None, dict[str, Place]] = {}
    at_head = None
    for number, one in enumerate(kept, 1):
        words = " ".join(report.text[slice(*one.span)].split())
        known = one.known
        before = _only(named, one.kind) if one.back else None
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
        if not place.name.islower():
            named.setdefault(place.kind, {}).setdefault(place.name, place)
        if head is not None and head[0] <= one.span[0] < head[1]:
            at_head = at_head or place.id
    return tuple(out), at_head


def _only(named: Mapping[str | None, Mapping[str, Place]], kind: str | None) -> Place | None:
    """The only place of a kind named so far, for *the province* and the like; None unless there is just one."""
    alike = FIRST_LEVEL if kind in FIRST_LEVEL else {kind}
    places = [place for one in alike for place in named.get(one, {}).values()]
    return places[0] if len(places) == 1 else None

"""From a record to what is compared: each claim, or any words of a report, in their parts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import numpy as np

from reportedly.corroboration.same.documents import Told, told
from reportedly.corroboration.same.said import Interval, Said, unit
from reportedly.corroboration.same.stems import every_stem, figures, heads, knowledge, named, stems
from reportedly.places.gazetteer import gazetteer
from reportedly.record import Claim, Date, Place, Report, Span, Spans

CLOSE = 5
"""How many stems on either side of a head are near it."""

_NAME = re.compile(r"(?<![.!?“\"]\s)(?<!^)\b[A-Z][\w’'-]*[^\W_]")


def said(report: Report, vectors: np.ndarray | None = None, whole: Told | None = None) -> tuple[Said, ...]:
    """Every claim of a report as it is compared; ``vectors`` is [claims, 384], or None if there are none.

    ``whole`` is what ``told`` makes of the report, if that is known already.
    """
    whole = whole or told(report)
    return tuple(
        _claim(report, whole, claim, None if vectors is None else unit(vectors[at]))
        for at, claim in enumerate(report.claims)
    )


def _claim(report: Report, whole: Told, claim: Claim, vector: np.ndarray | None) -> Said:
    dates = [report.things["dates"][id] for id in claim.dates]
    places = [report.things["places"][id] for id in claim.places]
    said_on = report.things["dates"].get(claim.said_on) if claim.said_on else None
    one = words_said(report, whole, claim.id, claim.content, dates, places, ())
    actors = [report.things["actors"][role.actor] for role in claim.actors]
    who = {name for actor in actors for name in names(f"– {actor.name}")}
    who |= {f"={actor.institution}" for actor in actors if actor.institution}
    return replace(
        one,
        who=one.who | who,
        force=claim.force,
        polarity=claim.polarity,
        told=(said_on.latest if said_on else None) or report.published,
        vector=vector,
    )


def words_said(
    report: Report, whole: Told, id: str, spans: Spans, dates: Iterable[Date], places: Iterable[Place], head: Spans
) -> Said:
    """Some words of a report as they are compared, with the dates and places that belong to them.

    ``head`` are the words that name what happens; without any they are found by what is known of single words.
    """
    words = report.words(spans)
    found = stems(words)
    event = named(report.words(head)) if head else heads(found)
    where = frozenset(one.gazetteer_id for one in places if one.gazetteer_id)
    return Said(
        report=report.id,
        claim=id,
        words=words,
        stems=found,
        heads=event,
        close=_close(report, spans, head) if head else found,
        about=whole.about,
        leading=bool(set(event) & set(whole.lead)),
        who=names(words),
        when=intervals(dates),
        where=where,
        around=frozenset(holder for one in where for holder in holders(one)),
        numbers=figures(report.outside(_reach(spans), _no_number(report, spans))),
        told=report.published,
    )


def _close(report: Report, spans: Spans, head: Spans) -> tuple[str, ...]:
    """Stems near the head on either side, without its own."""
    reach = _reach(spans)
    before = every_stem(report.text[reach[0] : head[0][0]])[-CLOSE:]
    behind = every_stem(report.text[head[-1][1] : max(reach[1], head[-1][1])])[:CLOSE]
    return tuple(dict.fromkeys((*before, *behind)))


def intervals(dates: Iterable[Date]) -> tuple[Interval, ...]:
    """The intervals of dates that are resolved at both ends."""
    return tuple(sorted({(d.earliest[:10], d.latest[:10]) for d in dates if d.earliest and d.latest}))


@lru_cache(maxsize=1 << 14)
def holders(id: str) -> tuple[str, ...]:
    """The ids of whatever holds a place, from near to far; none if the gazetteer does not know it."""
    known = gazetteer().known(id)
    return tuple(gazetteer().holders(known)) if known else ()


def _reach(spans: Spans) -> Span:
    return min(spans)[0], max(end for _, end in spans)


def _no_number(report: Report, spans: Spans) -> Spans:
    """What is none of the words, or is a date or a place: no figure in it counts as a number."""
    start, end = _reach(spans)
    gaps = [(a[1], b[0]) for a, b in pairwise(spans)]
    layers = ((one.span for one in report.dates), (one.span for one in report.places))
    every = [span for some in layers for span in some if span[0] < end and span[1] > start]
    return tuple(sorted((*gaps, *every)))


def names(words: str) -> frozenset[str]:
    """Words that begin with a capital inside a sentence, in small letters, without what marks an owner."""
    found = {re.sub(r"['’]s?$", "", one.group()).lower() for one in _NAME.finditer(words)}
    return frozenset(found - knowledge()["calendar"])

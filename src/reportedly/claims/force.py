"""What saying it does: stated, ordered, warned, predicted, believed, denied, asked; does the teller vouch for it?

The words that decide stand in force.yaml. Orders inside reported speech are orders when an authority speaks to those
below it, and opinions when a bystander does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from reportedly.claims.patterns import knowledge, pattern
from reportedly.claims.signs import NO_SIGNS, Signs
from reportedly.record import Attribution, Force, Polarity, Report, Source, SourceKind, Span, Spans, span_at

OPENING = 80
"""Code points of a content in which a teller says that it is a view: *in my opinion the mills …*."""

SURE = 0.7
"""Least probability at which the network's force takes the place of *stated*."""

_QUOTES = re.compile(r"[“”\"«»\[\]]|(?<!\w)[‘']|[’'](?!\w)")


@dataclass(frozen=True)
class Saying:
    """How a claim is said."""

    force: Force
    polarity: Polarity
    hedged: bool


def of(
    report: Report,
    attribution: Attribution | None,
    content: Spans,
    chain: tuple[Source, ...],
    sentences: list[Span],
    signs: Signs = NO_SIGNS,
) -> Saying:
    """How a content is said under an attribution, or by the outlet itself where there is none.

    ``chain`` holds the sources from the outlet inwards; ``sentences`` are those of the report, sorted.
    """
    cue = report.words(attribution.cue) if attribution else ""
    said = report.words(content)
    last = chain[-1]
    names = " ".join((last.name, report.words(attribution.source_spans) if attribution else ""))
    officer = last.kind == "person" and pattern("force.yaml", "officer").search(names) is not None
    official = officer or any(one.kind in ("institution", "document") for one in chain)
    found = force(
        cue, said, last.kind, official, frame=_frame(report, attribution, content, sentences), officer=officer
    )
    found = _reconsidered(found, signs.force(content))
    return Saying(found, "negative" if found == "denied" else "positive", hedged(cue) or hedged(said))


def _reconsidered(found: Force, likely: Mapping[str, float]) -> Force:
    """The force by the words, unless it only states and the network is sure that the words do more."""
    if found != "stated" or not likely:
        return found
    share, best = max((share, name) for name, share in likely.items())
    return cast(Force, best) if share >= SURE else found


def _frame(report: Report, attribution: Attribution | None, content: Spans, sentences: list[Span]) -> str:
    """The words around a cue: its sentence without the content."""
    if attribution is None or not attribution.cue:
        return ""
    place = min(attribution.cue)[0]
    return report.outside(span_at(sentences, place) or (place, place), content)


def force(cue: str, content: str, kind: SourceKind, official: bool, *, frame: str = "", officer: bool = False) -> Force:
    """The force of a content under a cue.

    ``kind`` is the kind of the source who says it, ``official`` whether an institution stands in the chain: *must* is
    an order in the mouth of an institution, or where its words are passed on, and an opinion elsewhere. ``officer``
    says that a named person speaks by office, ``frame`` holds the words around the cue.
    """
    said = " ".join(_QUOTES.sub("", content).split())
    if _has("frame", "denied", frame):
        return "denied"
    found = _of_cue(cue, said, kind, official, officer)
    if found is None and _has("frame", "believed", f"{frame} {said[:OPENING]}"):
        return "believed"
    if found is None and pattern("force.yaml", "telling").search(cue) and pattern("force.yaml", "to_do").search(said):
        return "ordered"
    return found or _of_content(said, kind, official, officer)


def _of_cue(cue: str, said: str, kind: SourceKind, official: bool, officer: bool) -> Force | None:
    """What the cue alone decides, or None where it only states."""
    power = kind == "institution" or officer
    for name in knowledge("force.yaml")["cue"]:
        if not _has("cue", name, cue):
            continue
        if name == "demanded":
            above = pattern("force.yaml", "above").search(said) is not None
            return "ordered" if power and not above else "asked"
        if name == "promised":
            return "warned" if _has("modal", "warned", said) else "stated"
        if name == "guessed":
            return "predicted" if _has("modal", "predicted", said) or _has("modal", "warned", said) else "believed"
        return cast(Force, name)
    return None


def _of_content(said: str, kind: SourceKind, official: bool, officer: bool) -> Force:
    """What the words said do under a cue that only states."""
    speaks = officer or kind in ("institution", "person")
    if kind == "public" and (_has("modal", "ordered", said) or pattern("force.yaml", "better").search(said)):
        return "believed"
    if speaks and pattern("force.yaml", "flat_denial").search(said):
        return "denied"
    threat = _has("modal", "warned", said) or (official and pattern("force.yaml", "threat").search(said) is not None)
    if threat and not pattern("force.yaml", "spared").search(said):
        return "warned"
    if pattern("force.yaml", "question").search(said) or pattern("force.yaml", "request").search(said):
        return "asked"
    if official and speaks and pattern("force.yaml", "imperative").search(said):
        return "ordered"
    if kind in ("anonymous", "unknown") and pattern("force.yaml", "rule").search(said):
        return "ordered"
    if official and _has("modal", "ordered", said):
        return "ordered"
    if pattern("force.yaml", "passive_order").search(said):
        return "ordered"
    if kind == "outlet" and pattern("force.yaml", "notice").search(said):
        return "ordered"
    said = pattern("force.yaml", "purpose").split(said, maxsplit=1)[0]
    last: tuple[Force, ...] = ("predicted", "believed", "asked")
    for name in last:
        if _has("modal", name, said):
            return name
    return "stated"


def _has(group: str, name: str, words: str) -> bool:
    return pattern("force.yaml", group, name).search(words) is not None


def hedged(words: str) -> bool:
    """Whether a word in them holds the teller back from vouching for it."""
    return pattern("force.yaml", "hedge").search(words) is not None

"""On whose word: the chain of sources from the outlet to whoever said it, and the links that nobody names.

Who says what reaches the outlet somehow. Where third parties speak out of its hearing and no public channel is given,
the link that carried their words is implied: the report's one source, else the source of the passage, else an unknown
one. It makes the difference between an official's admission and an anonymous account of one.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.claims.patterns import pattern
from reportedly.record import Attribution, Report, Source, Span, span_at

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Chain:
    """Source ids from the outlet inwards, and those of them that the words do not name."""

    links: tuple[str, ...]
    implied: tuple[str, ...] = ()


@dataclass(frozen=True)
class Carriers:
    """The sources that spoke to the outlet without being named, with the places where they are mentioned, in order.

    ``one_source``: the report has all it knows from one person whom it calls its source.
    """

    ids: tuple[str, ...]
    places: tuple[tuple[int, str], ...]
    one_source: bool = False

    def at(self, place: int, paragraphs: list[Span]) -> str:
        """Who carried words that stand at ``place``."""
        if not self.ids:
            return UNKNOWN
        if len(self.ids) == 1:
            return self.ids[0]
        here = span_at(paragraphs, place) or (place, place)
        in_paragraph = [id for at, id in self.places if here[0] <= at < here[1]]
        before = [id for at, id in self.places if at < place]
        return before[-1] if before and not in_paragraph else in_paragraph[0] if in_paragraph else self.places[0][1]


def chains(
    report: Report, sentences: list[Span], paragraphs: list[Span], told: Carriers | None = None
) -> dict[str, Chain]:
    """The chain of every attribution of the report, by its id; ``told`` are its carriers, if they are known already."""
    sources = {source.id: source for source in report.sources}
    by_id = {one.id: one for one in report.attributions}
    told = told or carriers(report)
    found: dict[str, Chain] = {}

    def chain(one: Attribution) -> Chain:
        if one.id not in found:
            outer = chain(by_id[one.within]) if one.within else Chain((report.sources[0].id,))
            found[one.id] = _extend(outer, one, sources, told, report, sentences, paragraphs)
        return found[one.id]

    for one in report.attributions:
        chain(one)
    return found


def carriers(report: Report) -> Carriers:
    """Anonymous sources that speak in an attribution of the outermost level, but for those whom only others heard.

    Sources that are called sources, or that told the outlet by its name, come before all others: where there are such,
    an unnamed clerk or guard who merely "said" something elsewhere is not taken for a carrier.
    """
    spoke = {a.source for a in report.attributions if a.within is None and a.source is not None}
    candidates = [s for s in report.sources if s.id in spoke and s.kind == "anonymous"]
    plain = [s for s in candidates if _told(report, s)]
    ids = tuple(s.id for s in plain or candidates)
    places = sorted(
        (span[0], a.source)
        for a in report.attributions
        if a.source in ids and a.within is None
        for span in (a.source_spans or a.cue)
    )
    return Carriers(
        ids,
        tuple(places),
        len(plain) == 1 and _called_source(report, plain[0]),
    )


def _says_once(report: Report, source: Source) -> bool:
    """Whether a source comes up once only: a neighbour in somebody's account, not one more of the outlet's own."""
    return sum(a.source == source.id and a.within is None for a in report.attributions) < 2


def _called_source(report: Report, source: Source) -> bool:
    return any("source" in report.text[s:e].lower() for s, e in source.mentions)


def _told(report: Report, source: Source) -> bool:
    """Whether the report calls it a source, or says that it told the outlet."""
    if _called_source(report, source):
        return True
    return any(a.source == source.id and a.within is None and report.told_outlet(a.cue) for a in report.attributions)


def _extend(
    outer: Chain,
    one: Attribution,
    sources: dict[str, Source],
    told: Carriers,
    report: Report,
    sentences: list[Span],
    paragraphs: list[Span],
) -> Chain:
    links, implied = outer.links, outer.implied
    if one.source is None or one.source in links:
        return outer
    place = min((*one.cue, *one.content))[0]
    outlet_alone = links == (report.sources[0].id,)  # nobody yet, or "the paper has learned that"
    if outlet_alone and _out_of_hearing(sources[one.source], one, told, report, _around(place, sentences)):
        carrier = told.at(place, paragraphs)
        if carrier not in (*links, one.source) and not (carrier == UNKNOWN == sources[one.source].name):
            links, implied = (*links, carrier), (*implied, carrier)
    return Chain((*links, one.source), implied)


def _around(place: int, sentences: list[Span]) -> Span:
    return span_at(sentences, place) or (place, place)


def _out_of_hearing(source: Source, one: Attribution, told: Carriers, report: Report, sentence: Span) -> bool:
    """Whether somebody must have carried these words to the outlet."""
    if report.told_outlet(one.cue):
        return False
    # the sentence around the content says to whom and on what occasion the words were spoken
    frame = report.outside(sentence, one.content)
    closed = pattern("channels.yaml", "closed").search(frame) is not None
    public = pattern("channels.yaml", "public").search(frame) is not None
    if source.kind == "outlet" or source.id in told.ids:
        return False
    if public and not closed:
        return False
    if source.kind in ("person", "document"):
        return closed and not public
    if source.kind in ("anonymous", "unknown"):
        return closed or (told.one_source and _says_once(report, source))
    if told.one_source:
        return True
    # "officials said" in a report that has its news from somebody inside was said to that somebody;
    # a body in its own name ("the ministry denied") speaks in public.
    words = report.words(one.source_spans) or source.name
    speakers = pattern("channels.yaml", "speakers").search(words) is not None or words.lower().startswith("one")
    return closed or (bool(told.ids) and (speakers or source.kind == "public"))

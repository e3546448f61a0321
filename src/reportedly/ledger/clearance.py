"""What of a report somebody may see: the record with the words withheld that their clearance does not reach.

What is withheld is not there: its words are taken out of the text and a block that says so put in their place, and all
spans are those of the text with the blocks. So whatever is made of the record of a view (a page, JSON, a snippet)
cannot hold it. Also withheld are the other places of the text that name a withheld source, and the dates, places,
actors and codes that rest on withheld words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from reportedly.ledger.cuts import BLOCK, CutText
from reportedly.ledger.decisions import Decided, Judgment
from reportedly.ledger.levels import LEVELS, Level, Levels
from reportedly.ledger.seen import Judged, Seen
from reportedly.ledger.sources import Regrouped
from reportedly.record import Attribution, Claim, Report, Source, Span, Spans, plain

_NO_NAMES = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "you",
        "one",
        "him",
        "her",
        "them",
        "us",
        "his",
        "hers",
        "its",
        "their",
        "theirs",
        "who",
        "whom",
        "that",
        "this",
        "these",
        "those",
    ]
)
_THINGS = ("dates", "places", "codes")


def may_see(clearance: Level, level: Level) -> bool:
    """Whether somebody with this clearance may see what has this level."""
    return LEVELS.index(level) <= LEVELS.index(clearance)


@dataclass(frozen=True)
class View:
    """A record as somebody may see it.

    ``judged`` and ``levels`` hold nothing that is withheld; ``blocks`` are the places of its text where something was;
    ``cuts`` the spans of the stored text that they stand for, one each; ``names`` finds names that are withheld, and
    ``whole`` says that nothing is.
    """

    judged: Judged
    levels: Levels
    blocks: Spans = ()
    cuts: Spans = ()
    names: re.Pattern[str] | None = None
    whole: bool = True

    def stored(self, span: Span) -> Span:
        """The span of the stored text that a span of this text stands for; a block stands for all of its words."""
        return self._stored(span[0], end=False), self._stored(span[1], end=True)

    def say(self, text: str | None) -> str | None:
        """Somebody's own words without the names that are withheld."""
        return text if text is None or self.names is None else self.names.sub(BLOCK, text)

    def _stored(self, place: int, end: bool) -> int:
        moved = 0
        for block, cut in zip(self.blocks, self.cuts, strict=True):
            if place <= block[0]:
                break
            if place < block[1]:
                return cut[1] if end else cut[0]
            moved = cut[1] - block[1]
        return place + moved


def view(judged: Judged, levels: Levels, clearance: Level) -> View | None:
    """The record as somebody with this clearance may see it; None if the report itself is not there for them."""
    if not may_see(clearance, levels.report):
        return None
    sources = {id: level for id, level in levels.sources.items() if may_see(clearance, level)}
    claims = {id: level for id, level in levels.claims.items() if may_see(clearance, level)}
    left = Levels(levels.report, sources, claims)
    if len(sources) == len(levels.sources) and len(claims) == len(levels.claims):
        return View(judged, left)
    names = _names(judged, left)
    cuts = _cuts(judged, left, names)
    text = CutText(judged.report.text, cuts)
    shown = replace(
        judged,
        report=_report(judged.report, text, sources, names),
        ungrouped=_report(judged.ungrouped, text, sources, names),
        regrouped=_regrouped(judged.regrouped, sources),
        claims=(),
    )
    kept = tuple(_seen(one, text, shown.report, names) for one in judged.claims if one.id in claims)
    report = replace(shown.report, claims=tuple(one.suggested for one in kept if one.added_by is None))
    ungrouped = replace(shown.ungrouped, claims=report.claims)
    return View(
        replace(shown, report=report, ungrouped=ungrouped, claims=kept), left, text.blocks, cuts, names, whole=False
    )


def _names(judged: Judged, left: Levels) -> re.Pattern[str] | None:
    """What finds withheld words wherever else they stand, in the title too.

    These are the names of withheld sources, and what the text calls them, unless it is a word for anybody; and the
    words of withheld claims, as a headline repeats what the text says.
    """
    found: set[str] = set()
    for report in (judged.report, judged.ungrouped):
        for one in report.sources:
            if one.id not in left.sources:
                called = [one.name, *(report.text[slice(*span)] for span in one.mentions)]
                found |= {words for words in called if _is_name(words)}
    for seen in judged.claims:
        if seen.id not in left.claims:
            read = (seen.suggested, seen.claim, *seen.readings.values())
            said = (judged.report.text[slice(*span)] for claim in read for span in claim.content)
            found |= {words for words in said if len(words.split()) > 2}
    if not found:
        return None
    longest = sorted(found, key=lambda words: (-len(words), words))
    spelled = (r"\s+".join(map(re.escape, one.split())) for one in longest)
    return re.compile("|".join(rf"(?<!\w){one}(?!\w)" for one in spelled), re.IGNORECASE)


def _is_name(words: str) -> bool:
    """Whether words are looked for all over the text: those with a capital, of another script, or three and more."""
    words = words.strip()
    if len(words) < 2 or words.lower() in _NO_NAMES:
        return False
    return words != words.lower() or not words.isascii() or len(words.split()) > 2


def _cuts(judged: Judged, left: Levels, names: re.Pattern[str] | None) -> Spans:
    """The words that are withheld: sorted, those that touch or overlap as one."""
    text = judged.report.text
    spans: list[Span] = [match.span() for match in names.finditer(text)] if names else []
    for report in (judged.report, judged.ungrouped):
        for source in report.sources:
            if source.id not in left.sources:
                spans += [*source.mentions, *source.basis, *source.unnamed_because]
        for link in report.attributions:
            if link.source is not None and link.source not in left.sources:
                spans += [*link.source_spans, *link.content]
    for one in judged.claims:
        if one.id not in left.claims:
            spans += [span for claim in (one.suggested, one.claim, *one.readings.values()) for span in claim.content]
    found: list[Span] = []
    for start, end in sorted(span for span in spans if 0 <= span[0] < span[1] <= len(text)):
        if found and (start <= found[-1][1] or not text[found[-1][1] : start].strip()):
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


def _report(report: Report, text: CutText, sources: Mapping[str, Level], names: re.Pattern[str] | None) -> Report:
    """A record without what is withheld, and without its claims."""
    kept: dict[str, Any] = {
        layer: tuple(replace(one, span=span) for one in getattr(report, layer) for span in text.untouched((one.span,)))
        for layer in _THINGS
    }
    kept["actors"] = tuple(
        replace(one, mentions=mentions)
        for one in report.actors
        if (mentions := text.untouched(one.mentions)) and not (names and names.search(one.name))
    )
    places = {one.id for one in kept["places"]}
    links = tuple(found for one in report.attributions if (found := _link(one, text, sources)) is not None)
    within = {one.id: one.within for one in report.attributions}
    there = {one.id for one in links}

    def outer(id: str | None) -> str | None:
        while id is not None and id not in there:
            id = within.get(id)
        return id

    return replace(
        report,
        text=text.text,
        title=_said(report.title, names),
        byline=tuple(str(_said(one, names)) for one in report.byline),
        boilerplate=text.spans(report.boilerplate),
        dateline=report.dateline if report.dateline in places else None,
        sources=tuple(_source(one, text, places) for one in report.sources if one.id in sources),
        attributions=tuple(replace(one, within=outer(one.within)) for one in links),
        claims=(),
        **kept,
    )


def _said(words: str | None, names: re.Pattern[str] | None) -> str | None:
    return words if words is None or names is None else names.sub(BLOCK, words)


def _source(one: Source, text: CutText, places: set[str]) -> Source:
    return replace(
        one,
        mentions=text.untouched(one.mentions),
        basis=text.untouched(one.basis),
        unnamed_because=text.untouched(one.unnamed_because),
        place=one.place if one.place in places else None,
    )


def _link(one: Attribution, text: CutText, sources: Mapping[str, Level]) -> Attribution | None:
    content = text.spans(one.content)
    if (one.source is not None and one.source not in sources) or not content:
        return None
    return replace(one, source_spans=text.untouched(one.source_spans), cue=text.untouched(one.cue), content=content)


def _seen(one: Seen, text: CutText, report: Report, names: re.Pattern[str] | None) -> Seen:
    suggested = _claim(one.suggested, text, report)
    readings = {person: _claim(claim, text, report) for person, claim in one.readings.items()}
    standing = tuple(
        _judgment(judgment, readings.get(judgment.by, suggested), report, names) for judgment in one.decided.standing
    )
    decided = Decided(standing, one.decided.overruled)
    return replace(one, suggested=suggested, claim=_claim(one.claim, text, report), readings=readings, decided=decided)


def _claim(claim: Claim, text: CutText, report: Report) -> Claim:
    things = report.things

    def kept(layer: str, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(id for id in ids if id in things[layer])

    return replace(
        claim,
        content=text.spans(claim.content),
        attribution=claim.attribution if claim.attribution in things["attributions"] else None,
        said_on=claim.said_on if claim.said_on in things["dates"] else None,
        dates=kept("dates", claim.dates),
        places=kept("places", claim.places),
        codes=kept("codes", claim.codes),
        actors=tuple(role for role in claim.actors if role.actor in things["actors"]),
    )


def _judgment(one: Judgment, reading: Claim, report: Report, names: re.Pattern[str] | None) -> Judgment:
    return replace(
        one,
        words=report.words(reading.content),
        spans=reading.content,
        fields={name: plain(getattr(reading, name)) for name in one.fields},
        reason=_said(one.reason, names),
    )


def _regrouped(regrouped: Regrouped, sources: Mapping[str, Level]) -> Regrouped:
    return replace(
        regrouped,
        groups=tuple(group for group in regrouped.groups if all(id in sources for id in group)),
        splits=tuple(one for one in regrouped.splits if one.source in sources and one.other.id in sources),
    )

"""The sourcing step: what a reader weighs each source by, from the report's own words alone.

Access follows from the basis: the words that say how the source knows. Bodies, documents and holders of office speak
for themselves (``official``); where no words say how somebody knows, access is ``unknown``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from reportedly.language import Analysis
from reportedly.record import Access, Attribution, Report, Source, SourceKind, Span, Spans, span_at
from reportedly.sourcing.described import phrase, place, title, titles_of_names
from reportedly.sourcing.evidence import (
    Evidence,
    of_description,
    of_frame,
    of_indirect,
    of_quotation,
    of_sentence,
    to_stop,
)
from reportedly.sourcing.knowledge import knowledge, pattern, words
from reportedly.sourcing.marked import Owners, marked, reconsidered
from reportedly.sourcing.speakers import Speakers, speakers

_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]?")
_SUBJECT = re.compile(r"(?:He|She|They|The (?:[a-z][\w’'-]*\s){0,2}[a-z][\w’'-]*)(?=[\s,])")
_GENDER = {
    "him": frozenset({"he", "him", "his", "man", "father", "brother", "son", "husband", "uncle"}),
    "her": frozenset({"she", "her", "woman", "mother", "sister", "daughter", "wife", "aunt", "widow", "grandmother"}),
}
_SPEAKS_FOR = re.compile(r"\b(?:den(?:y|ied|ies)|confirm|reject|dismiss|insist|declin|assur|announc)", re.IGNORECASE)


@dataclass
class _About:
    """What is gathered of one source while the report is gone through."""

    phrases: list[Span] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    unnamed: list[Span] = field(default_factory=list)
    kin: bool = False
    """Whether it is called after those it is related to."""
    shy: bool = False
    """Whether the words around it say that it is not named."""
    cues: list[str] = field(default_factory=list)
    gender: str | None = None
    """*him* or *her*, where the report says he or she."""


def find(report: Report, analysis: Analysis) -> tuple[Source, ...]:
    """The report's sources, in their order, with access, basis, the reason they are not named, title and place."""
    about = {one.id: _About(gender=_gender(report, one)) for one in report.sources}
    _describe(report, analysis, about)
    kinds = {one.id: one.kind for one in report.sources}
    cues = {one.cue[0][0]: kinds[one.source] for one in report.attributions if one.cue and one.source in kinds}
    teller = {one.id: kinds.get(one.source or "") for one in report.attributions}
    for one in report.attributions:
        if one.source is not None:
            by_body = teller.get(one.within or "") in ("institution", "document")
            _listen(report, analysis, one, about[one.source], cues, by_body)
    everyone = speakers(report)
    _sentences(report, analysis, everyone, about)
    ranked = titles_of_names(report.text)
    starts = [one.span[0] for one in report.places]
    filled = tuple(_filled(report, one, about[one.id], starts, ranked) for one in report.sources)
    phrases = [(span, id) for id, own in about.items() for span in own.phrases]
    owners = Owners(report, analysis.sentences, phrases, everyone)
    basis, unnamed = (marked(report, analysis, name, owners) for name in ("basis", "unnamed"))
    return tuple(reconsidered(one, analysis, basis.get(one.id, ()), unnamed.get(one.id, ())) for one in filled)


def _describe(report: Report, analysis: Analysis, about: dict[str, _About]) -> None:
    """Gather the words for each source, each with its clauses and appositions."""
    stops = sorted(s for one in report.attributions for s, _ in (*one.cue, *one.content))
    spans: dict[str, set[Span]] = {one.id: set(one.mentions) for one in report.sources}
    for attribution in report.attributions:
        if attribution.source is not None:
            spans[attribution.source] |= set(attribution.source_spans)
    for source in report.sources:
        own = about[source.id]
        if source.kind == "outlet":
            continue
        for span in sorted(spans[source.id], key=lambda s: (s[0], -s[1])):
            if own.phrases and own.phrases[-1][0] <= span[0] and span[1] <= own.phrases[-1][1]:
                continue
            own.phrases.append(phrase(report, span, span_at(analysis.sentences, span[0]) or span, stops))
        own.kin = any(pattern("kin").search(report.text, s, e) for s, e in own.phrases)
        for one in own.phrases:
            own.evidence += of_description(report.text, one, source.kind in ("person", "public"))
            own.unnamed += _reasons(report.text, one)


def _listen(
    report: Report, analysis: Analysis, one: Attribution, own: _About, cues: Mapping[int, SourceKind], by_body: bool
) -> None:
    """Gather what one attribution tells of its source: in the sentence around the cue, and in the content.

    ``by_body``: a body or a document says that it was said, and tells nothing of how somebody came to know.
    """
    own.cues.append(report.words(one.cue))
    for frame in _frames(analysis, one):
        if one.within is None:
            own.evidence += of_frame(report.text, frame)
        own.unnamed += _reasons(report.text, frame)
        own.shy |= pattern("unnamed_near").search(report.text, *frame) is not None
    for span, quoted in _pieces(report.text, one):
        if quoted:
            own.evidence += of_quotation(report.text, span, cues)
        elif not by_body and not own.cues[-1].lower().startswith(("ask", "order")):
            own.evidence += of_indirect(report.text, span, own.gender, own.kin, cues)


def _frames(analysis: Analysis, one: Attribution) -> Iterator[Span]:
    """The sentence around a cue without what it attributes."""
    if not one.cue:
        return
    start, end = span_at(analysis.sentences, one.cue[0][0]) or one.cue[0]
    for a, b in sorted(one.content):
        if a > start:
            yield start, min(a, end)
        start = max(start, b)
    if start < end:
        yield start, end


def _pieces(text: str, one: Attribution) -> Iterator[tuple[Span, bool]]:
    """The pieces of a content, and whether they stand in quotation marks of their own."""
    for start, end in one.content:
        if one.quote == "direct" and one.within is None:
            yield (start, end), True
            continue
        at = start
        for quoted in _QUOTED.finditer(text, start, end):
            if quoted.start() > at:
                yield (at, quoted.start()), False
            yield quoted.span(), True
            at = quoted.end()
        if at < end:
            yield (at, end), False


def _gender(report: Report, source: Source) -> str | None:
    said = {w for s, e in source.mentions for w in report.text[s:e].lower().split()}
    found = [gender for gender, marks in _GENDER.items() if said & marks]
    return found[0] if len(found) == 1 else None


def _sentences(report: Report, analysis: Analysis, everyone: Speakers, about: dict[str, _About]) -> None:
    """Sentences about a source that attribute nothing to it: "He attended both meetings"; and what it read or saw."""
    for match in pattern("which_read").finditer(report.text):
        if id := everyone.meant(match.group(1), match.start(), inside=True):
            sentence = span_at(analysis.sentences, match.start()) or match.span()
            about[id].evidence.append(
                Evidence(
                    to_stop(report.text, (match.start(1), match.end()), max(sentence[1], match.end())), "first_hand", 3
                )
            )
    for match in pattern("lived").finditer(report.text):
        before = report.text[max(0, match.start() - 90) : match.start()]
        if (named := pattern("someone").search(before)) and (id := everyone.named(named.group())):
            span = to_stop(report.text, match.span(), match.end() + 80)
            about[id].evidence.append(Evidence(span, "first_hand", 5))
    for start, end in analysis.sentences:
        subject = _SUBJECT.match(report.text, start, end)
        if subject is None or everyone.inside(start) is not None:
            continue
        for after in _ends(report.text, subject.span()):
            if id := everyone.meant(report.text[start:after], start, inside=False):
                found = of_sentence(report.text, (after + 1, end))
                if found and not (report.outlet and report.outlet in report.text[after:end]):
                    about[id].evidence.append(found)
                about[id].unnamed += _reasons(report.text, (start, end))
                break


def _ends(text: str, span: Span) -> list[int]:
    """Where the words end with which a sentence may name its subject, the most words first."""
    return [span[1], *(at for at in range(span[1] - 1, span[0] + 4, -1) if text[at].isspace())]


def _reasons(text: str, span: Span) -> list[Span]:
    """Why somebody is not named, if the words around say that he is not."""
    if not pattern("unnamed_near").search(text, *span):
        return []
    return [match.span() for match in pattern("unnamed").finditer(text, *span)][:1]


def _filled(report: Report, source: Source, own: _About, starts: list[int], ranked: dict[str, str]) -> Source:
    if source.kind == "outlet":
        saw = _outlet_saw(report)
        return replace(source, access="first_hand", basis=(saw,)) if saw else source
    named = title(report, source, own.phrases) or (
        ranked.get(source.name.split()[-1]) if source.kind == "person" else None
    )
    where = None
    if source.kind in ("anonymous", "public", "person", "unknown"):
        where = place(report.places, starts, report.text, own.phrases)
    access, basis = _access(source, own, named)
    unnamed: Spans = ()
    if source.kind in ("anonymous", "institution", "unknown"):
        unnamed = tuple(sorted(set(own.unnamed)))[:1]
    return replace(source, access=access, basis=basis, unnamed_because=unnamed, title=named, place=where)


def _access(source: Source, own: _About, named: str | None) -> tuple[Access, Spans]:
    """How a source knows, and the words that say so."""
    if source.kind in ("institution", "document"):
        rests = [one for one in own.evidence if one.rank == 0 and one.access == "relayed"]
        return (
            ("relayed", (rests[0].span,)) if rests and not _SPEAKS_FOR.search(" ".join(own.cues)) else ("official", ())
        )
    holds = named is not None and _holds_office(named)
    most = {"person": 5, "public": 2}.get(source.kind, 9)
    if source.kind == "person" and holds:
        heard = [one for one in own.evidence if one.rank in (0, 4) and one.access == "relayed"]
        return ("relayed", (heard[0].span,)) if heard else ("official", ())
    evidence = [one for one in own.evidence if one.rank <= most and one.span[1] > one.span[0]]
    if holds and source.kind == "anonymous" and any(_SPEAKS_FOR.search(cue) for cue in own.cues) and not own.shy:
        evidence = [one for one in evidence if one.rank <= 2]
    if evidence:
        best = min(evidence, key=lambda one: (one.rank, one.span))
        return best.access, (best.span,)
    if holds and not own.shy and any(_SPEAKS_FOR.search(cue) for cue in own.cues):
        return "official", ()
    return "unknown", ()


def _holds_office(named: str) -> bool:
    return any(word.lower() in words("office") for word in re.findall(r"[\w-]+", named)[:4])


def _outlet_saw(report: Report) -> Span | None:
    """Where the outlet's own reporter saw it, or had the document in hand."""
    if not report.outlet:
        return None
    match = _outlet_pattern(re.sub(r"^The ", "", report.outlet)).search(report.text)
    return match.span() if match else None


@lru_cache(maxsize=16)
def _outlet_pattern(outlet: str) -> re.Pattern[str]:
    joined = "|".join(f"(?:{one})" for one in knowledge("basis.yaml")["outlet_saw"])
    return re.compile(joined.replace("OUTLET", rf"(?:the\s)?{re.escape(outlet)}"), re.IGNORECASE)

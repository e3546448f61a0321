"""Claims: one a sentence of what is said, each with its chain and its force.

The rules are those of docs/record.md, "What counts as a claim". Dates, places, actors and codes are filled in by the
steps that find them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportedly.claims.chains import UNKNOWN, Chain, carriers, chains
from reportedly.claims.force import force, hedged
from reportedly.claims.narration import CONFIDENCE, narrated
from reportedly.record import Attribution, Claim, Report, Source, Span, Spans

_LEAD = re.compile(r"(?:[\s,;:]|\b(?:and|but)\b)*\s*(?:that|how|whether|if)?\s+(?=\S)", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_AND = re.compile(r"^[”\"]?[,;]?\s*(?:and|but|while|as well as)\b", re.IGNORECASE)
FEW = 3
"""A teller who adds no more words than this to what somebody else said brings no news of his own."""

LEAST = 3
"""A content of fewer words says nothing that could be true or false."""


@dataclass(frozen=True)
class _Said:
    """Something said, before it has an id."""

    attribution: Attribution | None
    content: Spans
    chain: Chain
    cue: str
    confidence: float


def assemble(report: Report, sentences: list[Span], paragraphs: list[Span]) -> tuple[tuple[Source, ...], tuple[Claim, ...]]:
    """The claims of a report whose attributions are known, and its sources: the unknown carrier is added if one is needed."""
    chain_of = chains(report, sentences, paragraphs)
    certainty = _certainty(report.attributions)
    said: list[_Said] = []
    for one in report.attributions:
        if _no_claim(report, one):
            continue
        for unit in units(one.content, sentences):
            inner = [b for b in report.attributions if b.within == one.id and _lies_in(b, unit)]
            for content in own_words(report.text, unit, inner):
                cue = report.words(one.cue)
                said.append(_Said(one, content, chain_of[one.id], cue, certainty[one.id]))
    for sentence in narrated(report, sentences, paragraphs, chain_of, carriers(report)):
        said.append(_Said(None, (sentence.span,), sentence.chain, "", CONFIDENCE))
    sources = _with_unknown(report.sources, said)
    kinds = {source.id: source.kind for source in sources}
    ordered = sorted(_distinct(said), key=lambda s: (s.content[0], len(s.chain.links)))
    unknown = next((s.id for s in sources if s.kind == "unknown" and s.name == UNKNOWN), UNKNOWN)
    claims = []
    for number, one in enumerate(ordered, 1):
        links = tuple(unknown if id == UNKNOWN else id for id in one.chain.links)
        implied = tuple(unknown if id == UNKNOWN else id for id in one.chain.implied)
        content = report.words(one.content)
        official = any(kinds[id] == "institution" for id in links) or any(kinds[id] == "document" for id in links)
        its_force = force(one.cue, content, kinds[links[-1]], official)
        claims.append(
            Claim(
                id=f"c{number}",
                attribution=one.attribution.id if one.attribution else None,
                content=one.content,
                chain=links,
                implied=implied,
                force=its_force,
                polarity="negative" if its_force == "denied" else "positive",
                hedged=hedged(one.cue) or hedged(content),
                confidence=round(one.confidence, 3),
            )
        )
    return sources, tuple(claims)


def units(content: Spans, sentences: list[Span]) -> list[Spans]:
    """A content cut at sentence ends; pieces of one sentence stay together."""
    out: list[Spans] = []
    for first, last in sentences:
        cut = tuple((max(s, first), min(e, last)) for s, e in content if s < last and first < e)
        if cut:
            out.append(cut)
    return out


def own_words(text: str, unit: Spans, inner: list[Attribution]) -> list[Spans]:
    """What of a sentence is the teller's own claim: all of it, the part behind what another said, or nothing."""
    if not inner:
        return _trimmed(text, unit)
    taken = [span for b in inner for span in (*b.source_spans, *b.cue, *b.content)]
    left = _minus(unit, taken)
    if sum(len(_WORD.findall(text[s:e])) for s, e in left) <= FEW:
        return []
    end_of_inner = max(e for _, e in taken)
    before = [(s, min(e, end_of_inner)) for s, e in left if s < end_of_inner]
    after = [(max(s, end_of_inner), e) for s, e in left if e > end_of_inner]
    few_before = sum(len(_WORD.findall(text[s:e])) for s, e in before) <= FEW
    if few_before and after and _AND.match(text[after[0][0] : after[-1][1]]):
        return _trimmed(text, tuple(after))
    return _trimmed(text, unit)


def _trimmed(text: str, unit: Spans) -> list[Spans]:
    """A unit without the conjunction at its front and white space at its ends; nothing if no word is left."""
    start, end = unit[0]
    match = _LEAD.match(text, start, end)
    if match and match.end() < end and (text[start : match.end()].strip(" ,;:")):
        start = match.end()
    pieces = []
    for s, e in ((start, end), *unit[1:]):
        while s < e and (text[s].isspace() or text[s] in ",;"):
            s += 1
        while e > s and text[e - 1].isspace():
            e -= 1
        if e > s and _WORD.search(text, s, e):
            pieces.append((s, e))
    if sum(len(_WORD.findall(text[s:e])) for s, e in pieces) < LEAST:
        return []
    return [tuple(pieces)]


def _minus(spans: Spans, taken: list[Span]) -> list[Span]:
    left = list(spans)
    for s, e in taken:
        left = [part for a, b in left for part in ((a, min(b, s)), (max(a, e), b)) if part[0] < part[1]]
    return left


def _lies_in(inner: Attribution, unit: Spans) -> bool:
    return any(s <= a and b <= e for a, b in inner.content for s, e in unit)


def _no_claim(report: Report, one: Attribution) -> bool:
    """A hedge word without any teller is hearsay that names nobody: marked as an attribution, no claim."""
    return one.source is None and one.within is None and hedged(report.words(one.cue))


def _certainty(attributions: tuple[Attribution, ...]) -> dict[str, float]:
    """A claim can be no surer than the links it hangs on."""
    by_id = {a.id: a for a in attributions}
    out: dict[str, float] = {}
    for one in attributions:
        value, outer = one.confidence, one.within
        while outer is not None:
            value *= by_id[outer].confidence
            outer = by_id[outer].within
        out[one.id] = value
    return out


def _distinct(said: list[_Said]) -> list[_Said]:
    """Each content once for a chain; of two chains over the same words the longer one, which says more, stays."""
    kept: dict[Spans, _Said] = {}
    for one in said:
        other = kept.get(one.content)
        if other is None or len(one.chain.links) > len(other.chain.links):
            kept[one.content] = one
    return list(kept.values())


def _with_unknown(sources: tuple[Source, ...], said: list[_Said]) -> tuple[Source, ...]:
    if not any(UNKNOWN in one.chain.links for one in said):
        return sources
    return (*sources, Source(id=f"s{len(sources) + 1}", name=UNKNOWN, kind="unknown"))

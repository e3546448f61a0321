"""Claims: one a sentence of what is said, each with its chain and its force.

The rules are those of docs/record.md, "What counts as a claim". What a claim has of dates, places, actors and codes is
what ``when``, ``where`` and ``roles`` choose from the layers that the finders gave.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import pairwise

from reportedly.claims import force, roles, when, where
from reportedly.claims.chains import UNKNOWN, Chain, carriers, chains
from reportedly.claims.force import hedged
from reportedly.claims.narration import narrated, narration_chain
from reportedly.claims.patterns import pattern
from reportedly.claims.signs import NO_SIGNS, Signs
from reportedly.claims.units import clauses, own_words, trimmed, units
from reportedly.record import Attribution, Claim, Code, Report, Source, Span, Spans, span_at


@dataclass(frozen=True)
class _Said:
    """Something said, before it has an id."""

    attribution: Attribution | None
    content: Spans
    chain: Chain
    cue: str
    confidence: float


def assemble(
    report: Report, sentences: list[Span], paragraphs: list[Span], signs: Signs = NO_SIGNS
) -> tuple[tuple[Source, ...], tuple[Claim, ...]]:
    """The claims of a report whose other layers are known; its sources, with the unknown carrier if one is needed."""
    told = carriers(report)
    chain_of = chains(report, sentences, paragraphs, told)
    certainty = _certainty(report.attributions)
    by_id = {a.id: a for a in report.attributions}
    passive = {a.id for a in report.attributions if is_passive(report, a)}
    inside: dict[str, list[Attribution]] = {a.id: [] for a in report.attributions}
    for one in report.attributions:
        if one.within is not None and one.id not in passive:
            inside[one.within].append(one)
    for one, other in _run_on(report.attributions):
        inside[one.id].append(other)
    headline = _headline(report)
    said: list[_Said] = []
    for one in report.attributions:
        if _no_claim(report, one) or min(one.content)[0] < headline:
            continue
        if one.id in passive:
            said.extend(_passive(report, one, sentences, paragraphs, chain_of, certainty, by_id))
            continue
        for sentence in units(one.content, sentences):
            for unit in clauses(report.text, sentence, inside[one.id]):
                inner = [b for b in inside[one.id] if _lies_in(b, unit)]
                for content in own_words(report.text, unit, inner, one.source):
                    said.append(_Said(one, content, chain_of[one.id], report.words(one.cue), certainty[one.id]))
    for own in narrated(report, sentences, paragraphs, chain_of, signs):
        said.append(_Said(None, (own.span,), own.chain, "", own.confidence))
    report = replace(report, sources=_with_unknown(report.sources, said))
    ordered = sorted(_distinct(said), key=lambda s: (s.content[0], len(s.chain.links)))
    sources = {source.id: source for source in report.sources}
    unknown = next((s.id for s in report.sources if s.kind == "unknown" and s.name == UNKNOWN), UNKNOWN)
    codes = _Codes.of(report)
    claims = []
    for number, what in enumerate(ordered, 1):
        links, implied = (
            tuple(unknown if id == UNKNOWN else id for id in ids) for ids in (what.chain.links, what.chain.implied)
        )
        claim = _claim(report, number, replace(what, chain=Chain(links, implied)), sources, sentences, signs)
        claims.append(replace(claim, codes=codes.within(what.content), certainty=signs.certainty(what.content)))
    return report.sources, tuple(claims)


def _claim(
    report: Report,
    number: int,
    said: _Said,
    sources: dict[str, Source],
    sentences: list[Span],
    signs: Signs,
) -> Claim:
    """What was said, with how, when, where, by and against whom."""
    chain = tuple(sources[id] for id in said.chain.links)
    saying = force.of(report, said.attribution, said.content, chain, sentences, signs)
    claim = Claim(
        id=f"c{number}",
        attribution=said.attribution.id if said.attribution else None,
        content=said.content,
        chain=said.chain.links,
        implied=said.chain.implied,
        force=saying.force,
        polarity=saying.polarity,
        hedged=saying.hedged,
        confidence=round(said.confidence, 3),
    )
    dates, said_on = when.of(report, claim, sentences)
    places = where.of(report, claim, sentences)
    who = roles.of(report, claim, sentences, signs.roles)
    return replace(claim, dates=dates, said_on=said_on, places=places, actors=who)


@dataclass(frozen=True)
class _Codes:
    """The codes of a report by where they begin, so that a claim of a long report looks only at those near it."""

    codes: tuple[Code, ...]
    starts: tuple[int, ...]
    longest: int

    @classmethod
    def of(cls, report: Report) -> _Codes:
        codes = tuple(sorted(report.codes, key=lambda code: code.span[0]))
        longest = max((code.span[1] - code.span[0] for code in codes), default=0)
        return cls(codes, tuple(code.span[0] for code in codes), longest)

    def within(self, content: Spans) -> tuple[str, ...]:
        """Ids of the codes whose words lie in a content, in part at least, in the order of the text."""
        found: dict[str, None] = {}
        for start, end in content:
            first, last = bisect_left(self.starts, start - self.longest), bisect_left(self.starts, end)
            found.update((code.id, None) for code in self.codes[first:last] if start < code.span[1])
        return tuple(found)


_SUBJECT = re.compile(
    r"(?:^|[,;:—–“\"(]\s*|\b(?:where|that|when|and|but|which|as|while|because)\s+)(?=[^,;:—–“\"(]*$)", re.IGNORECASE
)
MOST = 0.7
"""A passive that fills more of its sentence than this is the sentence."""


def is_passive(report: Report, one: Attribution) -> bool:
    """Whether the attribution is a passive whose agent nobody names: *they were told to leave*."""
    if one.source is not None or not one.cue:
        return False
    cue = report.text[max(0, min(one.cue)[0] - 12) : max(e for _, e in one.cue)]
    return pattern("force.yaml", "passive_cue").search(cue) is not None


def _passive(
    report: Report,
    one: Attribution,
    sentences: list[Span],
    paragraphs: list[Span],
    chain_of: dict[str, Chain],
    certainty: dict[str, float],
    by_id: dict[str, Attribution],
) -> list[_Said]:
    """The claim of a passive without an agent: it stays with the last teller and keeps its words, subject included."""
    first = min((*one.cue, *one.content))[0]
    start, end = span_at(sentences, first) or (first, max(e for _, e in one.content))
    chain = chain_of[one.id]
    if one.within is None:
        chain = narration_chain(report, start, paragraphs, chain_of)
    else:
        outer = by_id[one.within]
        unit = next((u for u in units(outer.content, sentences) if u[0][0] <= first < u[-1][1]), ((start, end),))
        start, end = unit[0][0], unit[-1][1]
    cue = min(one.cue)[0]
    before = [m.end() for m in _SUBJECT.finditer(report.text[start:cue])]
    subject = start + (before[-1] if before else 0)
    cut = units(tuple(sorted((*one.cue, *one.content))), sentences)
    last = max(e for _, e in cut[0])
    if one.within is not None and last - subject >= MOST * (end - start):
        return []  # the sentence is a claim already, with the same words
    own = [((min(subject, cut[0][0][0]), last),), *cut[1:]]
    words = report.words(one.cue)
    return [_Said(one, c, chain, words, certainty[one.id]) for unit in own for c in trimmed(report.text, unit)]


def _run_on(attributions: tuple[Attribution, ...]) -> list[tuple[Attribution, Attribution]]:
    """Pairs of attributions of one teller where the first runs on over the second: *said that A and ordered B*."""
    tellers: dict[tuple[str | None, str | None], list[Attribution]] = {}
    for one in attributions:
        tellers.setdefault((one.within, one.source), []).append(one)
    return [
        (one, other)
        for same in tellers.values()
        for one, other in pairwise(same)
        if other.cue and any(s <= min(other.cue)[0] < e for s, e in one.content)
    ]


def _lies_in(inner: Attribution, unit: Spans) -> bool:
    return any(s <= a and b <= e for a, b in inner.content for s, e in unit)


def _no_claim(report: Report, one: Attribution) -> bool:
    """What is an attribution but no claim: a hedge word without any teller, and why somebody is not named."""
    if pattern("channels.yaml", "anonymity").search(report.words(one.content)):
        return True
    return one.source is None and one.within is None and hedged(report.words(one.cue))


def _headline(report: Report) -> int:
    """Where the account begins: behind the headline, which says in short what the account says in full."""
    title = report.title or ""
    begin = len(report.text) - len(report.text.lstrip())
    return begin + len(title) if title and report.text.startswith(title, begin) else 0


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

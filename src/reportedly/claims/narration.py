"""Sentences without a cue: which of them are claims, and on whose word.

Narration is the outlet's own word, unless it goes on, in the same paragraph, with what a source has just told the
outlet; then it keeps that chain, and the link is implied. It is a claim where it carries an event, an order, a penalty
or a policy, not where it is background.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportedly.claims.chains import Carriers, Chain
from reportedly.claims.patterns import pattern
from reportedly.record import Attribution, Report, Span

CONFIDENCE = 0.4
"""Of claims found here 4 in 10 are in the record a person makes (invented dispatches that teach, 40 sentences)."""

_WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Narrated:
    """A sentence of narration that is a claim, with its chain."""

    span: Span
    chain: Chain


def narrated(
    report: Report, sentences: list[Span], paragraphs: list[Span], chain_of: dict[str, Chain], told: Carriers
) -> list[Narrated]:
    """The claims among the sentences in which nothing is attributed."""
    taken = [span for a in report.attributions for span in (*a.content, *a.cue)]
    out = []
    for start, end in sentences:
        if any(s < end and start < e for s, e in (*taken, *report.boilerplate)):
            continue
        words = report.text[start:end]
        speaker = _quoted_speaker(report, start, paragraphs, taken)
        if speaker is not None and len(_WORDS.findall(words)) >= 3:
            links = chain_of[speaker.id].links
            out.append(Narrated((start, end), Chain(links, links[-1:] if len(links) > 1 else ())))
            continue
        if len(_WORDS.findall(words)) < 6 or words[-1] not in '.!?”"':
            continue
        if pattern("narration.yaml", "hearsay").search(words) or pattern("narration.yaml", "background").search(words):
            continue
        if not pattern("narration.yaml", "event").search(words):
            continue
        out.append(Narrated((start, end), narration_chain(report, start, paragraphs, chain_of, told)))
    return out


def narration_chain(
    report: Report, place: int, paragraphs: list[Span], chain_of: dict[str, Chain], told: Carriers
) -> Chain:
    """On whose word narration stands: the source's whose account it goes on with, else the outlet's own."""
    before = _just_before(report, place, paragraphs)
    if before is not None and (links := chain_of[before.id].links)[-1] in told.ids and len(links) == 2:
        return Chain(links, (links[-1],))
    return Chain((report.sources[0].id,))


def _quoted_speaker(report: Report, place: int, paragraphs: list[Span], taken: list[Span]) -> Attribution | None:
    """Who speaks in a paragraph that is a quotation and names nobody: whoever was quoted last."""
    paragraph = next(((s, e) for s, e in paragraphs if s <= place < e), (place, place))
    if report.text[paragraph[0]] not in '“"' or any(s < paragraph[1] and paragraph[0] < e for s, e in taken):
        return None
    before = [a for a in report.attributions if a.within is None and max(e for _, e in a.content) <= paragraph[0]]
    last = max(before, key=lambda a: max(e for _, e in a.content), default=None)
    return last if last is not None and last.quote != "indirect" and last.source is not None else None


def _just_before(report: Report, place: int, paragraphs: list[Span]) -> Attribution | None:
    """The last outermost attribution that ends before ``place`` in the same paragraph."""
    begin = next((s for s, e in paragraphs if s <= place < e), place)
    ended = [
        a for a in report.attributions if a.within is None and begin <= max(e for _, e in (*a.content, *a.cue)) <= place
    ]
    return max(ended, key=lambda a: max(e for _, e in a.content), default=None)

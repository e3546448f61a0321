"""Sentences without a cue: which of them are claims, and on whose word.

Narration is the outlet's own word, unless it goes on, in the same paragraph, with what a source has just told the
outlet; then it keeps that chain, and the link is implied. It is a claim where it carries an event, an order, a penalty
or a policy, not where it is background.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from reportedly.claims.chains import Carriers, Chain
from reportedly.claims.patterns import pattern
from reportedly.record import Attribution, Report, Span, Spans, span_at

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
    taken = bytearray(len(report.text))
    for start, end in (span for a in report.attributions for span in (*a.content, *a.cue)):
        taken[start:end] = b"\1" * (end - start)
    free = [s for s in sentences if 1 not in taken[s[0] : s[1]] and not _overlaps(s, report.boilerplate)]
    lead = next(
        (s for s in sentences if _is_whole(report.text[s[0] : s[1]]) and not _overlaps(s, report.boilerplate)), None
    )
    out = []
    for start, end in free:
        words = report.text[start:end]
        speaker = _quoted_speaker(report, start, paragraphs, taken)
        if speaker is not None and len(_WORDS.findall(words)) >= 3:
            links = chain_of[speaker.id].links
            out.append(Narrated((start, end), Chain(links, links[-1:] if len(links) > 1 else ())))
        elif _is_claim(words, lead=(start, end) == lead):
            out.append(Narrated((start, end), narration_chain(report, start, paragraphs, chain_of, told)))
    return out


def _is_whole(sentence: str) -> bool:
    return len(_WORDS.findall(sentence)) >= 6 and sentence[-1] in '.!?”"'


def _is_claim(sentence: str, lead: bool) -> bool:
    """Whether a sentence of narration is a whole one that tells an event, and neither background nor hearsay.

    The sentence that leads a report tells its news, in whatever words of the past.
    """
    if not _is_whole(sentence):
        return False
    if any(pattern("narration.yaml", name).search(sentence) for name in ("hearsay", "background")):
        return False
    return pattern("narration.yaml", "past" if lead else "event").search(sentence) is not None


def narration_chain(
    report: Report, place: int, paragraphs: list[Span], chain_of: dict[str, Chain], told: Carriers
) -> Chain:
    """On whose word narration stands: the source's whose account it goes on with, else the outlet's own."""
    begin = (span_at(paragraphs, place) or (place, place))[0]
    before = _last_before(report, place)
    if before is not None and max(e for _, e in before.content) >= begin:
        links = chain_of[before.id].links
        if links[-1] in told.ids and len(links) == 2:
            return Chain(links, (links[-1],))
    return Chain((report.sources[0].id,))


def _quoted_speaker(report: Report, place: int, paragraphs: list[Span], taken: bytearray) -> Attribution | None:
    """Who speaks in a paragraph that is a quotation and names nobody: whoever was quoted last."""
    start, end = span_at(paragraphs, place) or (place, place + 1)
    if report.text[start] not in '“"' or 1 in taken[start:end]:
        return None
    last = _last_before(report, start)
    return last if last is not None and last.quote != "indirect" and last.source is not None else None


def _last_before(report: Report, place: int) -> Attribution | None:
    """The last outermost attribution whose content ends before a place. Attributions are in the order of the text."""
    at = bisect_right(report.attributions, place, key=lambda a: min(a.content)[0])
    before = (a for a in reversed(report.attributions[:at]) if a.within is None)
    return next((a for a in before if max(e for _, e in a.content) <= place), None)


def _overlaps(span: Span, others: Spans) -> bool:
    return any(s < span[1] and span[0] < e for s, e in others)

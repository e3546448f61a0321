"""Sentences without a cue: which of them are claims, and on whose word.

Narration is a claim where it carries an event, an order, a penalty or a policy, not where it is background: how likely
it is one says a logistic regression over what can be seen of the sentence (training.narration). It goes on with what a
source has told just before, and keeps that chain, with the link implied; else it is the outlet's own word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log

from reportedly.claims.chains import Chain
from reportedly.claims.patterns import knowledge, pattern
from reportedly.claims.signs import NO_SIGNS, Signs
from reportedly.record import Attribution, Report, Span, Spans, span_at

FILE = "narration.yaml"
LEAST = 0.4
"""Least probability of a sentence to be a claim. By dispatches left out in turn (184 that teach, with 958 sentences
without a cue, of which 231 are claims) 126 of those are found, among 207 that are given."""
CONFIDENCE = 0.4
"""Of what goes on with a quotation without naming anybody."""
HEAD, FOOT = 3, 2
"""Sentences at the beginning and the end of a report, which are told apart."""

_WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Narrated:
    """A sentence of narration that is a claim, with its chain and how likely it is one."""

    span: Span
    chain: Chain
    confidence: float


@dataclass(frozen=True)
class Free:
    """A sentence in which nothing is attributed: its place, its number of all sentences, and what stands around it.

    ``leads``: it is the first whole sentence; ``goes_on``: before it in its paragraph something is attributed.
    """

    span: Span
    number: int
    leads: bool
    goes_on: bool


def narrated(
    report: Report,
    sentences: list[Span],
    paragraphs: list[Span],
    chain_of: dict[str, Chain],
    signs: Signs = NO_SIGNS,
) -> list[Narrated]:
    """The claims among the sentences in which nothing is attributed."""
    taken = attributed(report)
    out = []
    for one in free(report, sentences, paragraphs, taken):
        start, end = one.span
        speaker = _quoted_speaker(report, start, paragraphs, taken)
        if speaker is not None and len(_WORDS.findall(report.text[start:end])) >= 3:
            links = chain_of[speaker.id].links
            out.append(Narrated(one.span, Chain(links, links[-1:] if len(links) > 1 else ()), CONFIDENCE))
            continue
        seen = features(report, one, len(sentences), signs)
        likely = max(probability(seen), LEAST * _tells_an_event(seen))
        if likely >= LEAST and not seen["hearsay"]:
            out.append(Narrated(one.span, narration_chain(report, start, paragraphs, chain_of), likely))
    return out


def free(report: Report, sentences: list[Span], paragraphs: list[Span], taken: bytearray) -> Iterator[Free]:
    """The sentences in which nothing is attributed, without boilerplate."""
    lead = next(
        (s for s in sentences if _is_whole(report.text[s[0] : s[1]]) and not _overlaps(s, report.boilerplate)), None
    )
    for number, span in enumerate(sentences):
        if 1 in taken[span[0] : span[1]] or _overlaps(span, report.boilerplate):
            continue
        begin = (span_at(paragraphs, span[0]) or span)[0]
        yield Free(span, number, span == lead, 1 in taken[begin : span[0]])


def attributed(report: Report) -> bytearray:
    """A 1 for every code point of the report that stands in a cue or a content."""
    taken = bytearray(len(report.text))
    for start, end in (span for a in report.attributions for span in (*a.content, *a.cue)):
        taken[start:end] = b"\1" * (end - start)
    return taken


def features(report: Report, one: Free, sentences: int, signs: Signs) -> dict[str, float]:
    """What can be seen of a sentence, by name: those of ``weights`` in narration.yaml. Mostly 0 or 1."""
    start, end = one.span
    words = report.text[start:end]
    codes = [code for code in report.codes if start <= code.span[0] < end]
    certainty = signs.certainty((one.span,))
    force = signs.force((one.span,))
    return {
        "always": 1.0,
        **{name: float(pattern(FILE, name).search(words) is not None) for name in _patterns()},
        "short": float(not _is_whole(words)),
        "length": log(len(_WORDS.findall(words)) + 1) - 2.5,
        "leads": float(one.leads),
        "head": float(one.number < HEAD),
        "foot": float(one.number >= sentences - FOOT),
        "goes_on": float(one.goes_on),
        "dated": float(any(start <= date.span[0] < end for date in report.dates)),
        "coded": min(3, len(codes)) / 3,
        "penal": float(any(code.list in ("penalty", "offence") for code in codes)),
        "certain": (certainty or 0.0) / 3,
        "forceful": 1 - force.get("stated", 1.0),
        "of_the_outlet": float(bool(report.outlet) and str(report.outlet) in words),
    }


def _tells_an_event(seen: dict[str, float]) -> bool:
    """Whether it is a whole sentence that tells what a documenter records, and no background.

    The sentence that leads a report tells its news, in whatever words of the past.
    """
    told = seen["past"] if seen["leads"] else seen["event"]
    return bool(told) and not (seen["short"] or seen["background"])


@lru_cache(maxsize=1)
def _patterns() -> tuple[str, ...]:
    return tuple(name for name in knowledge(FILE) if name != "weights")


def probability(seen: dict[str, float]) -> float:
    """How likely a sentence with such features is a claim."""
    weights = knowledge(FILE)["weights"]
    return 1 / (1 + exp(-sum(weights[name] * value for name, value in seen.items())))


def _is_whole(sentence: str) -> bool:
    return len(_WORDS.findall(sentence)) >= 6 and sentence[-1] in '.!?”"'


def narration_chain(report: Report, place: int, paragraphs: list[Span], chain_of: dict[str, Chain]) -> Chain:
    """On whose word narration stands: somebody's whose account it goes on with, else the outlet's own.

    It goes on with whoever told last in its paragraph or the one before. In the dispatches that teach that is right for
    109 such sentences after an unnamed source or a person; 16 are the outlet's own, and 42 have one more link. Bodies
    and documents are seldom gone on with.
    """
    before = _last_before(report, place)
    here = bisect_right(paragraphs, (place, len(report.text))) - 1
    if before is not None and max(e for _, e in before.content) >= paragraphs[max(0, here - 1)][0]:
        links = chain_of[before.id].links[:2]
        kind = next((source.kind for source in report.sources if source.id == links[-1]), None)
        if len(links) == 2 and kind in ("anonymous", "person"):
            return Chain(links, links[1:])
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

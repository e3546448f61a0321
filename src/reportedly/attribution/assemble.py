"""From tagged spans and link scores to attributions: which pieces make one, and what to do with a piece that is alone.

Source, cue and content of an attribution stand in one paragraph (of 19,834 attributions of PolNeAR train 163 do not);
only a quotation that is not closed at the end of a paragraph goes on in the next. Keeping links within paragraphs is
worth 2 points of attribution F1 on PolNeAR dev, 4 on quotations.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from reportedly.attribution import missed
from reportedly.attribution.links import LinkHead, scores
from reportedly.attribution.tags import CONTENT, CUE, SOURCE, Tagged, Words, best_tags, spans
from reportedly.language import Analysis
from reportedly.language.marks import shares
from reportedly.record import span_at


@dataclass(frozen=True)
class Settings:
    """What was tuned on dev: the cost of opening a span of each role, and what is likely enough to be kept."""

    open_cost: tuple[float, float, float] = (0.0, 0.0, 0.0)
    least_cue: float = 0.08
    """Least probability of a word to be promoted to a cue."""
    least_source: float = 0.3
    """Least probability of a word to be promoted to a source."""
    least_confidence: float = 0.0
    """Attributions less sure than this are left out."""


@dataclass(frozen=True)
class Loose:
    """An attribution before it has a confidence: tagged spans, and the numbers the confidence is computed from."""

    source: tuple[Tagged, ...]
    cue: tuple[Tagged, ...]
    content: tuple[Tagged, ...]
    cue_probability: float
    source_probability: float


def assemble(analysis: Analysis, found: Words, head: LinkHead, settings: Settings) -> list[Loose]:
    """All attributions of one level of a text, in the order of their contents."""
    tags = best_tags(found.log, found.paragraph, np.array(settings.open_cost))
    tagged = [t for t in spans(found, tags) if t.role != CONTENT or _has_word(analysis, found, t)]
    out: list[Loose] = []
    for number in sorted({t.paragraph for t in tagged if t.role == CONTENT}):
        here = [[t for t in tagged if t.paragraph == number and t.role == role] for role in (SOURCE, CUE, CONTENT)]
        sources, cues, contents = here
        cues = cues or missed.cue(found, tags, number, settings.least_cue)
        if cues:
            out += _linked(analysis, found, head, settings, sources, cues, contents)
        elif out and _goes_on(analysis, found, out[-1], contents[0]):
            out[-1] = replace(out[-1], content=(*out[-1].content, *contents))
    return sorted(out, key=lambda a: a.content[0].first)


def _linked(
    analysis: Analysis,
    found: Words,
    head: LinkHead,
    settings: Settings,
    sources: list[Tagged],
    cues: list[Tagged],
    contents: list[Tagged],
) -> list[Loose]:
    """The attributions of one paragraph: each content goes to its best cue, each cue to its best source or none."""
    place = [_places(found, many) for many in (sources, cues, contents)]
    one_paragraph = np.broadcast_to(np.int64(0), len(analysis.pieces))
    to_cue = scores(head, 0, analysis.links, place[CONTENT], place[CUE], one_paragraph)
    to_source = scores(head, 1, analysis.links, place[CUE], place[SOURCE], one_paragraph)
    chosen, cue_share = to_cue.argmax(axis=1), shares(to_cue)
    source_of, source_share = to_source.argmax(axis=1), shares(to_source)
    out = []
    for number, cue in enumerate(cues):
        mine = [i for i in range(len(contents)) if chosen[i] == number]
        if not mine:
            continue
        at = int(source_of[number])
        source = [sources[at]] if at < len(sources) else []
        if not source:
            sentence = _sentence(analysis, int(found.start[cue.first]))
            source = missed.source(found, cue, [*sources, *cues, *contents], sentence, settings.least_source)
        content = [contents[i] for i in mine]
        if not source and (teller := missed.teller(analysis, found, cue, content)):
            source, content = [teller], content[1:]
        out.append(
            Loose(
                source=tuple(source),
                cue=(cue,),
                content=tuple(content),
                cue_probability=float(np.mean([cue_share[i, number] for i in mine])),
                source_probability=float(source_share[number, at]),
            )
        )
    return out


def _goes_on(analysis: Analysis, found: Words, last: Loose, content: Tagged) -> bool:
    """Whether a content is the next paragraph of a quotation: opened again, and not closed in the paragraph before."""
    end = last.content[-1]
    if content.paragraph != end.paragraph + 1:
        return False
    start = int(found.start[content.first])
    opened = analysis.quotes[start] == 2 or (start > 0 and analysis.quotes[start - 1] == 2)
    before = span_at(analysis.paragraphs, int(found.start[end.first]))
    if before is None or not opened:
        return False
    last_letter = before[0] + len(analysis.text[before[0] : before[1]].rstrip()) - 1
    return bool(analysis.quotes[last_letter] == 1)


def _sentence(analysis: Analysis, place: int) -> tuple[int, int]:
    return span_at(analysis.sentences, place) or (place, place)


def _has_word(analysis: Analysis, found: Words, span: Tagged) -> bool:
    return any(analysis.text[int(found.start[w])].isalnum() for w in range(span.first, span.last))


def _places(found: Words, many: list[Tagged]) -> list[tuple[int, int]]:
    """Spans in pieces."""
    return [(int(found.first_piece[t.first]), int(found.last_piece[t.last - 1])) for t in many]

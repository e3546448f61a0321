"""From tagged spans and link scores to attributions: which pieces make one, and what to do with a piece that is alone.

Constants were chosen on PolNeAR dev (docs/model-card.md says what each is worth).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reportedly.attribution.links import LinkHead, scores
from reportedly.attribution.tags import CONTENT, CUE, SOURCE, Tagged, Words, best_tags, spans
from reportedly.language import Analysis


@dataclass(frozen=True)
class Settings:
    """What was tuned on dev: the cost of opening a span of each role, and how far links may reach."""

    open_cost: tuple[float, float, float] = (0.0, 0.0, 0.0)
    least_cue: float = 0.08
    """Least probability of a word to be promoted to a cue."""
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
    tagged = spans(found, tags)
    contents = [t for t in tagged if t.role == CONTENT]
    cues = [t for t in tagged if t.role == CUE]
    sources = [t for t in tagged if t.role == SOURCE]
    contents = [c for c in contents if _has_word(analysis, found, c)]
    if not contents:
        return []
    cues = sorted([*cues, *_missed_cues(found, tags, contents, cues, settings)], key=lambda t: t.first)
    if not cues:
        return []
    paragraph = _place_paragraphs(analysis)
    projected = _at_places(analysis)
    to_cue = scores(head, 0, projected, _places_of(found, contents), _places_of(found, cues), paragraph)
    to_cue = _near(to_cue, contents, cues, 2)
    chosen = to_cue.argmax(axis=1)
    cue_share = _softmax(to_cue)
    to_source = scores(head, 1, projected, _places_of(found, cues), _places_of(found, sources), paragraph)
    if sources:
        to_source[:, :-1] = _near(to_source[:, :-1], cues, sources, 2)
    source_of = to_source.argmax(axis=1)
    source_share = _softmax(to_source)
    out: list[Loose] = []
    for number, cue in enumerate(cues):
        mine = [i for i in range(len(contents)) if chosen[i] == number]
        if not mine:
            continue
        at = int(source_of[number])
        out.append(
            Loose(
                source=(sources[at],) if at < len(sources) else (),
                cue=(cue,),
                content=tuple(contents[i] for i in mine),
                cue_probability=float(np.mean([cue_share[i, number] for i in mine])),
                source_probability=float(source_share[number, at]),
            )
        )
    return sorted(out, key=lambda a: a.content[0].first)


def _has_word(analysis: Analysis, found: Words, span: Tagged) -> bool:
    return any(analysis.text[int(found.start[w])].isalnum() for w in range(span.first, span.last))


def _places_of(found: Words, spans: list[Tagged]) -> list[tuple[int, int]]:
    return [_places(found, span) for span in spans]


def _places(found: Words, span: Tagged) -> tuple[int, int]:
    """A span in places: pieces, with one place left out at every paragraph border, as in training windows."""
    first = int(found.first_piece[span.first])
    last = int(found.last_piece[span.last - 1])
    return first + span.paragraph, last + span.paragraph


def _place_paragraphs(analysis: Analysis) -> np.ndarray:
    pieces = analysis.pieces
    out = np.zeros(len(pieces) + int(pieces.paragraph[-1]) + 1, dtype=np.int64)
    out[np.arange(len(pieces)) + pieces.paragraph] = pieces.paragraph
    return out


def _at_places(analysis: Analysis) -> np.ndarray:
    pieces = analysis.pieces
    out = np.zeros((len(pieces) + int(pieces.paragraph[-1]) + 1, analysis.links.shape[1]), dtype=np.float32)
    out[np.arange(len(pieces)) + pieces.paragraph] = analysis.links
    return out


def _near(table: np.ndarray, froms: list[Tagged], tos: list[Tagged], most: int) -> np.ndarray:
    """Forbid links over more than ``most`` paragraph borders, where there is a nearer candidate."""
    gap = np.abs(np.array([f.paragraph for f in froms])[:, None] - np.array([t.paragraph for t in tos])[None])
    far = gap > most
    far[far.all(axis=1)] = False
    return np.where(far, -1e6, table)


def _softmax(table: np.ndarray) -> np.ndarray:
    powers = np.exp(table - table.max(axis=1, keepdims=True))
    shares: np.ndarray = powers / powers.sum(axis=1, keepdims=True)
    return shares


def _missed_cues(
    found: Words, tags: np.ndarray, contents: list[Tagged], cues: list[Tagged], settings: Settings
) -> list[Tagged]:
    """The likeliest cue words of paragraphs where contents stand but no cue was tagged."""
    with_cue = {c.paragraph for c in cues}
    out: list[Tagged] = []
    for number in sorted({c.paragraph for c in contents} - with_cue):
        at = np.flatnonzero((found.paragraph == number) & (tags == 0))
        if not len(at):
            continue
        likely = np.exp(found.log[at][:, 3:5]).sum(axis=1)
        best = int(likely.argmax())
        if likely[best] >= settings.least_cue:
            word = int(at[best])
            out.append(Tagged(CUE, word, word + 1, number, float(np.log(likely[best]))))
    return out

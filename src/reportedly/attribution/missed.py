"""Cues and sources that the tags missed: the likeliest words, where a content stands without one."""

from __future__ import annotations

import numpy as np

from reportedly.attribution.tags import CUE, SOURCE, Tagged, Words
from reportedly.language import Analysis
from reportedly.record import span_at

_SHARE = 0.6
"""A word joins a promoted source if it is at least this share as likely as the least that begins one."""

TELLER = 12
"""Most words in front of a cue that may name who tells; longer is a clause."""
_ADVERBS = frozenset({"also", "then", "later", "now", "again", "further", "even", "since"})


def cue(found: Words, tags: np.ndarray, paragraph: int, least: float) -> list[Tagged]:
    """The likeliest cue word of a paragraph with contents but no cue; nothing if it is less likely than ``least``."""
    at = np.flatnonzero((found.paragraph == paragraph) & (tags == 0))
    if not len(at):
        return []
    likely = np.exp(found.log[at][:, 3:5]).sum(axis=1)
    best = int(likely.argmax())
    if likely[best] < least:
        return []
    word = int(at[best])
    return [Tagged(CUE, word, word + 1, paragraph, float(np.log(likely[best])))]


def source(found: Words, beside: Tagged, taken: list[Tagged], sentence: tuple[int, int], least: float) -> list[Tagged]:
    """The likeliest source in the sentence of a cue that has none, among the words that nothing else has taken.

    ``sentence`` is in code points. Nothing if no word is likelier than ``least``.
    """
    low = int(np.searchsorted(found.start, sentence[0]))
    high = int(np.searchsorted(found.start, sentence[1]))
    if high <= low:
        return []
    likely = np.exp(found.log[low:high, 1:3]).sum(axis=1)
    for span in taken:
        likely[max(0, span.first - low) : max(0, span.last - low)] = 0.0
    best = int(likely.argmax())
    if likely[best] < least:
        return []
    first = last = best
    while first > 0 and likely[first - 1] >= _SHARE * least:
        first -= 1
    while last + 1 < len(likely) and likely[last + 1] >= _SHARE * least:
        last += 1
    certainty = float(np.log(likely[first : last + 1]).mean())
    return [Tagged(SOURCE, low + first, low + last + 1, beside.paragraph, certainty)]


def teller(analysis: Analysis, found: Words, beside: Tagged, contents: list[Tagged]) -> Tagged | None:
    """Who tells, where the words in front of a cue were taken for a part of what is told: *X reportedly said that …*.

    *Reportedly* makes all of its sentence a content. What stands right in front of such a cue, begins the sentence and
    is short is a name, if what is told follows the cue with *that* or a quotation mark.
    """
    if len(contents) < 2:
        return None
    ahead, behind = contents[0], contents[1]
    text = analysis.text
    start, end = int(found.start[ahead.first]), int(found.end[ahead.last - 1])
    opening = text[int(found.start[behind.first]) : int(found.end[behind.first])].lower()
    begins = span_at(analysis.sentences, start)
    if not (
        ahead.last == beside.first
        and beside.last == behind.first
        and ahead.last - ahead.first <= TELLER
        and opening in ("that", "“", '"')
        and begins is not None
        and not text[begins[0] : start].strip()
        and not any(mark in text[start:end] for mark in ',;:“”"')
    ):
        return None
    last = ahead.last
    while last - 1 > ahead.first and text[int(found.start[last - 1]) : int(found.end[last - 1])] in _ADVERBS:
        last -= 1
    return Tagged(SOURCE, ahead.first, last, ahead.paragraph, ahead.certainty)

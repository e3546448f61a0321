"""A passage as HTML: the words, escaped, in elements that say what marks lie over them."""

from __future__ import annotations

import unicodedata
from itertools import groupby

from markupsafe import Markup, escape

from reportedly.exports.marks import Marks, Passage

DEEPEST = 4
"""As many lines can be told apart under a word; deeper contents look like this depth."""


def marked(text: str, passage: Passage, first: set[int]) -> Markup:
    """The passage. ``first``: the claims that get their ``words-N`` anchor here, where their words begin."""
    left = set(first)
    parts = []
    for piece in passage.pieces:
        parts += [_source_label(number) for number in piece.marks.new_sources]
        for number in piece.marks.new_claims:
            parts.append(_claim_label(number, number in left))
            left.discard(number)
        parts.append(_wrapped(characters(text[slice(*piece.span)]), piece.marks))
    gap = Markup('<span class="gap">{}</span>').format(characters(text[slice(*passage.gap)]))
    return Markup("").join([*parts, gap])


def _wrapped(words: Markup, marks: Marks) -> Markup:
    kinds = [f"k{number}" for number in marks.claims]
    kinds += [kind for kind in ("boilerplate", "source", "cue") if getattr(marks, kind)]
    if kinds:
        words = Markup('<span class="{}">{}</span>').format(" ".join(kinds), words)
    for depth in range(min(marks.depth, DEEPEST), 0, -1):
        words = Markup('<span class="content-{}">{}</span>').format(depth, words)
    return words


# The labels are empty elements that the stylesheet fills: whoever copies or strips the page gets the report's words.


def _source_label(number: int) -> Markup:
    return Markup('<a class="label of-source" href="#source-{0}" data-is="S{0}" aria-label="source {0}"></a>').format(
        number
    )


def _claim_label(number: int, anchor: bool) -> Markup:
    id = Markup(' id="words-{}"').format(number) if anchor else ""
    return Markup('<a class="label of-claim"{1} href="#claim-{0}" data-is="{0}" aria-label="claim {0}"></a>').format(
        number, id
    )


def characters(text: str) -> Markup:
    """Escaped text, with controls isolated and named, so that they are seen and reorder nothing around them."""
    return Markup("").join(
        Markup("").join(map(_character, run)) if odd else escape("".join(run)) for odd, run in groupby(text, _odd)
    )


def _odd(character: str) -> bool:
    return character not in "\t\n\u200c\u200d" and unicodedata.category(character) in {"Cc", "Cf", "Cs"}


def _character(character: str) -> Markup:
    if character == "\r":  # written bare, a browser would make a line feed of it
        return Markup("&#13;")
    return Markup('<bdi class="odd" data-is="U+{:04X}">{}</bdi>').format(ord(character), character)

"""A passage as HTML: the words, escaped, in elements that say what marks lie over them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from reportedly.exports.marks import Marks, Passage

DEEPEST = 4
"""As many lines can be told apart under a word; deeper contents look like this depth."""


@dataclass(frozen=True)
class Called:
    """What leads from a claim's words to it: the id of its element, and where it stands with people, if known."""

    id: str
    state: str = ""


def marked(text: str, passage: Passage, first: set[int], called: Mapping[int, Called] | None = None) -> Markup:
    """The passage. ``first``: the claims that get their ``words-N`` anchor here, where their words begin.

    ``called`` says of every claim, by its number, what its element is called, if not ``claim-N``.
    """
    left = set(first)
    parts = []
    for piece in passage.pieces:
        parts += [_source_label(number) for number in piece.marks.new_sources]
        for number in piece.marks.new_claims:
            parts.append(_claim_label(number, number in left, called))
            left.discard(number)
        parts.append(_wrapped(characters(text[slice(*piece.span)]), piece.marks))
    gap = Markup('<span class="gap">{}</span>').format(characters(text[slice(*passage.gap)]))
    return Markup("").join([*parts, gap])


def _wrapped(words: Markup, marks: Marks) -> Markup:
    kinds = [f"k{number}" for number in marks.claims]
    kinds += [kind for kind in ("boilerplate", "source", "cue", "withheld") if getattr(marks, kind)]
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


def _claim_label(number: int, anchor: bool, called: Mapping[int, Called] | None) -> Markup:
    id = Markup(' id="words-{}"').format(number) if anchor else Markup("")
    one = called[number] if called else Called(f"claim-{number}")
    state = Markup(' data-state="{}"').format(one.state) if one.state else Markup("")
    said = f"claim {number}, {one.state}" if one.state else f"claim {number}"
    return Markup('<a class="label of-claim"{} href="#{}" data-is="{}"{} aria-label="{}"></a>').format(
        id, one.id, number, state, said
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

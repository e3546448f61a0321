"""Named entities: the head's numbers for word pieces, made into names of whole words.

Kinds are those of the CoNLL 2003 shared task: person, organisation, place, other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from reportedly.language.pieces import Pieces

NameKind = Literal["person", "organisation", "place", "other"]
KINDS: tuple[NameKind, ...] = ("person", "organisation", "place", "other")

Span = tuple[int, int]


@dataclass(frozen=True)
class Name:
    """A named entity: its words and what sort of thing they name."""

    span: Span
    kind: NameKind


def names(pieces: Pieces, entities: np.ndarray, words: list[Span]) -> list[Name]:
    """Names from entity scores [pieces, 9]: outside, then begin and inside of each kind. Empty scores give none.

    A word is what its first piece says. An inside without its begin begins a name.
    """
    if not entities.shape[1] or not len(pieces):
        return []
    best = entities.argmax(axis=1)
    found: list[Name] = []
    previous = 0
    at = 0
    for start, end in words:
        while at < len(pieces) - 1 and pieces.end[at] <= start:
            at += 1
        tag = int(best[at]) if pieces.start[at] < end and pieces.end[at] > start else 0
        if not tag:
            previous = 0
            continue
        kind = KINDS[(tag - 1) // 2]
        goes_on = tag % 2 == 0 and previous == tag
        if goes_on and found:
            found[-1] = Name((found[-1].span[0], end), kind)
        else:
            found.append(Name((start, end), kind))
        previous = tag + tag % 2  # the inside tag of this kind
    return found

"""Which passages of two texts are the same, whatever their order: greedy string tiling, then joined over small edits.

Tiles are runs of equal words, the longest taken first, none overlapping another in either text (Wise 1993). Tiles that
follow one another in both texts with few other words between are one passage with edits inside.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from reportedly.corroboration.copies.text import Text, shingles
from reportedly.record import Span, Spans

TILE = 4
"""Words of the shortest tile."""

AGAIN = 8
"""A run that either text repeats more often than this begins no tile: it is a formula, and costs the square."""

GAP = 12
"""Words that may stand between two tiles of one passage, in either text: an edit, a changed figure, an apposition."""

PASSAGE = 12
"""Equal words that a passage has at least: shorter ones are what anybody would write (*said in a statement on*)."""


@dataclass(frozen=True)
class Passage:
    """Words that stand in two texts, with edits between: the spans in both, and the pieces that are equal.

    ``equal`` counts the equal words, ``own`` those of them outside quotation marks in both texts; ``pieces`` are spans
    of the first text and of the second that say the same, word for word.
    """

    one: Span
    other: Span
    equal: int
    own: int
    pieces: tuple[tuple[Span, Span], ...]

    def turned(self) -> Passage:
        """The same, seen from the other text."""
        return Passage(self.other, self.one, self.equal, self.own, tuple((b, a) for a, b in self.pieces))


@dataclass(frozen=True)
class _Tile:
    one: int
    other: int
    length: int


def passages(one: Text, other: Text) -> tuple[Passage, ...]:
    """The passages of at least ``PASSAGE`` equal words, in the order of the first text."""
    tiles = _tiles(one, other)
    found = [_passage(one, other, chain) for chain in _chains(tiles)]
    return tuple(passage for passage in found if passage.equal >= PASSAGE)


def _tiles(one: Text, other: Text) -> list[_Tile]:
    runs = _runs(one, other)
    taken_one, taken_other = np.zeros(len(one.words), np.bool_), np.zeros(len(other.words), np.bool_)
    tiles = []
    for run in sorted(runs, key=lambda run: (-run.length, run.one, run.other)):
        free = ~(taken_one[run.one : run.one + run.length] | taken_other[run.other : run.other + run.length])
        for at, length in _stretches(free):
            if length >= TILE:
                tile = _Tile(run.one + at, run.other + at, length)
                taken_one[tile.one : tile.one + length] = True
                taken_other[tile.other : tile.other + length] = True
                tiles.append(tile)
    return sorted(tiles, key=lambda tile: tile.one)


def _runs(one: Text, other: Text) -> list[_Tile]:
    """Every longest run of equal words, by pairs of starts on one diagonal."""
    mine, theirs = shingles(one.hashes, TILE), shingles(other.hashes, TILE)
    places: dict[int, list[int]] = defaultdict(list)
    for at, number in enumerate(theirs.tolist()):
        places[number].append(at)
    repeated: dict[int, int] = defaultdict(int)
    pairs: list[tuple[int, int]] = []
    for at, number in enumerate(mine.tolist()):
        if number in places and len(places[number]) <= AGAIN:
            repeated[number] += 1
            if repeated[number] <= AGAIN:
                pairs.extend((there - at, at) for there in places[number])
    pairs.sort()
    runs = []
    for _, some in groupby(enumerate(pairs), key=lambda one: (one[1][0], one[1][1] - one[0])):
        starts = [pair for _, pair in some]
        diagonal, at = starts[0]
        runs.append(_Tile(at, at + diagonal, len(starts) + TILE - 1))
    return runs


def _stretches(free: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], free.astype(np.int8), [0]))))
    return [(int(start), int(end - start)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _chains(tiles: list[_Tile]) -> list[list[_Tile]]:
    """Tiles that follow one another in both texts, few words apart."""
    chains: list[list[_Tile]] = []
    for tile in tiles:
        if chains:
            last = chains[-1][-1]
            between = tile.one - last.one - last.length, tile.other - last.other - last.length
            if all(0 <= words <= GAP for words in between):
                chains[-1].append(tile)
                continue
        chains.append([tile])
    return chains


def _passage(one: Text, other: Text, chain: list[_Tile]) -> Passage:
    tiles = [chain[0]]
    for tile in chain[1:]:
        last = tiles[-1]
        tiles.extend(_between(one, other, last.one + last.length, tile.one, last.other + last.length, tile.other))
        tiles.append(tile)
    own = sum(
        int(np.count_nonzero(
            ~(one.quoted[tile.one : tile.one + tile.length] | other.quoted[tile.other : tile.other + tile.length])
        ))
        for tile in tiles
    )  # fmt: skip
    pieces = tuple(
        (_span(one.spans, tile.one, tile.length), _span(other.spans, tile.other, tile.length)) for tile in tiles
    )
    return Passage(
        one=(pieces[0][0][0], pieces[-1][0][1]),
        other=(pieces[0][1][0], pieces[-1][1][1]),
        equal=sum(tile.length for tile in tiles),
        own=own,
        pieces=pieces,
    )


def _between(one: Text, other: Text, start: int, end: int, at: int, stop: int) -> list[_Tile]:
    """Equal words, however few, between two tiles of one passage."""
    matcher = SequenceMatcher(None, one.words[start:end], other.words[at:stop], autojunk=False)
    return [_Tile(start + block.a, at + block.b, block.size) for block in matcher.get_matching_blocks() if block.size]


def _span(spans: Spans, at: int, length: int) -> Span:
    return spans[at][0], spans[at + length - 1][1]

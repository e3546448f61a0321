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

EDIT = 5.0
LONGER = 0.25
"""What an edit between two tiles of one passage costs, and each word of it, in equal words. Formulas of the trade with
other words in their gaps (*said in a statement on … that … had been*) have some five equal words between two gaps, a
text with every eighth word changed has more."""

GAP = 50
"""Words between two tiles, in either text, from which they are two passages: a paragraph that was put in or cut."""

PASSAGE = 12
"""What a passage is worth at least, its equal words less its edits: shorter ones are what anybody would write."""

OPEN = 4
"""Passages that are tried for each tile, the last ones begun: a stray tile between two does not part them."""


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
    """The passages that are worth at least ``PASSAGE``, in the order of the first text."""
    chains = _chains(one, other, _tiles(one, other))
    return tuple(_passage(one, other, chain.tiles) for chain in chains if chain.best >= PASSAGE)


def _tiles(one: Text, other: Text) -> list[_Tile]:
    if one.words == other.words:  # also where a text repeats itself more often than a tile may
        return [_Tile(0, 0, len(one.words))] if one.words else []
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


@dataclass
class _Chain:
    """Tiles of one passage. ``worth`` is that of all, ``best`` that of the first ``whole`` of them."""

    tiles: list[_Tile]
    worth: float
    best: float
    whole: int


def _chains(one: Text, other: Text, tiles: list[_Tile]) -> list[_Chain]:
    """Tiles that follow one another in both texts, as long as what they have in common outweighs what is edited."""
    chains: list[_Chain] = []
    for tile in tiles:
        ways = [(cost, chain) for chain in chains[-OPEN:] if (cost := _cost(chain, tile)) < chain.worth]
        if not ways:
            chains.append(_Chain([tile], tile.length, tile.length, 1))
            continue
        _, chain = min(ways, key=lambda way: way[0])
        last = chain.tiles[-1]
        between = _between(one, other, last.one + last.length, tile.one, last.other + last.length, tile.other)
        equal = sum(piece.length for piece in between)
        chain.tiles += [*between, tile]
        chain.worth += tile.length + equal - _cost_of(tile.one - last.one - last.length - equal,
                                                      tile.other - last.other - last.length - equal)  # fmt: skip
        if chain.worth >= chain.best:
            chain.best, chain.whole = chain.worth, len(chain.tiles)
    for chain in chains:
        del chain.tiles[chain.whole :]  # what came after cost more than it brought
    return chains


def _cost(chain: _Chain, tile: _Tile) -> float:
    """What the words between a passage and a tile cost at most; without end if it does not follow in both texts."""
    last = chain.tiles[-1]
    mine, theirs = tile.one - last.one - last.length, tile.other - last.other - last.length
    return _cost_of(mine, theirs) if 0 <= mine < GAP and 0 <= theirs < GAP else float("inf")


def _cost_of(mine: int, theirs: int) -> float:
    """What edits cost of which so many words stand in either text."""
    return EDIT + LONGER * max(mine, theirs) if mine or theirs else 0.0


def _passage(one: Text, other: Text, tiles: list[_Tile]) -> Passage:
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
    if start == end or at == stop:
        return []
    matcher = SequenceMatcher(None, one.words[start:end], other.words[at:stop], autojunk=False)
    return [_Tile(start + block.a, at + block.b, block.size) for block in matcher.get_matching_blocks() if block.size]


def _span(spans: Spans, at: int, length: int) -> Span:
    return spans[at][0], spans[at + length - 1][1]

"""language.windows: every piece in exactly one window, no window too long, no paragraph torn that fits into one."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.language.pieces import Pieces
from reportedly.language.windows import LENGTH, blocks, pack, window

STOP, START, SEPARATOR = 7, 101, 102
ROOM = LENGTH - 2


def invented(lengths: list[int], stop_every: int = 20) -> Pieces:
    """Pieces of paragraphs of these lengths; every so many pieces a sentence ends."""
    total = sum(lengths)
    ids = np.arange(1000, 1000 + total, dtype=np.int32)
    ids[stop_every - 1 :: stop_every] = STOP
    at = np.arange(total, dtype=np.int32)
    return Pieces(
        ids=ids,
        case=(at % 6).astype(np.int8),
        quote=(at % 4).astype(np.int8),
        start=2 * at,
        end=2 * at + 1,
        paragraph=np.repeat(np.arange(len(lengths), dtype=np.int32), lengths),
    )


PARAGRAPHS = st.lists(st.one_of(st.integers(1, 60), st.integers(200, 700)), max_size=12)
EVERY = st.integers(2, 400)


@settings(max_examples=100)
@given(PARAGRAPHS, EVERY)
def test_blocks_hold_every_piece_once_and_in_order(lengths: list[int], every: int) -> None:
    pieces = invented(lengths, every)
    ranges = blocks(pieces, ROOM, frozenset({STOP}))
    assert [at for begin, end in ranges for at in range(begin, end)] == list(range(len(pieces)))


@settings(max_examples=100)
@given(PARAGRAPHS, EVERY)
def test_blocks_fit_and_tear_no_paragraph_that_fits(lengths: list[int], every: int) -> None:
    pieces = invented(lengths, every)
    ranges = blocks(pieces, ROOM, frozenset({STOP}))
    assert all(0 < end - begin <= ROOM for begin, end in ranges)
    whole = [number for number, length in enumerate(lengths) if length <= ROOM]
    held = [set(pieces.paragraph[begin:end].tolist()) for begin, end in ranges]
    assert all(sum(number in one for one in held) == 1 for number in whole)


def test_blocks_cut_a_long_paragraph_behind_the_end_of_a_sentence() -> None:
    pieces = invented([600], stop_every=37)
    first = blocks(pieces, ROOM, frozenset({STOP}))[0]
    assert int(pieces.ids[first[1] - 1]) == STOP


def test_blocks_cut_a_long_paragraph_without_sentences_where_the_room_ends() -> None:
    assert blocks(invented([600], stop_every=599), ROOM, frozenset({STOP}))[0] == (0, ROOM)


def test_blocks_of_nothing_are_none() -> None:
    assert blocks(invented([]), ROOM, frozenset({STOP})) == []


@settings(max_examples=100)
@given(PARAGRAPHS, EVERY, st.none() | st.integers(2, LENGTH))
def test_windows_hold_every_piece_once_and_none_is_too_long(lengths: list[int], every: int, first: int | None) -> None:
    pieces = invented(lengths, every)
    ranges = blocks(pieces, ROOM, frozenset({STOP}))
    cuts = [window(pieces, packed, START, SEPARATOR) for packed in pack(ranges, LENGTH, first)]
    assert all(len(cut) <= LENGTH for cut in cuts)
    assert [at for cut in cuts for at in cut.piece.tolist() if at >= 0] == list(range(len(pieces)))


@settings(max_examples=50)
@given(PARAGRAPHS)
def test_pack_opens_a_window_only_where_the_next_range_does_not_fit(lengths: list[int]) -> None:
    ranges = blocks(invented(lengths), ROOM, frozenset({STOP}))
    packed = pack(ranges, LENGTH)
    for one, following in pairwise(packed):
        used = 1 + sum(end - begin + 1 for begin, end in one)
        assert used + following[0][1] - following[0][0] + 1 > LENGTH


def test_pack_can_shorten_the_first_window_alone() -> None:
    ranges = [(at, at + 10) for at in range(0, 600, 10)]
    packed = pack(ranges, LENGTH, 40)
    assert len(packed[0]) == 3 < len(packed[1]) == len(pack(ranges, LENGTH)[0])


def test_window_puts_a_mark_before_and_a_separator_behind_every_range() -> None:
    pieces = invented([3, 2])
    cut = window(pieces, [(0, 3), (3, 5)], START, SEPARATOR)
    assert cut.piece.tolist() == [-1, 0, 1, 2, -1, 3, 4, -1]
    assert cut.ids.tolist() == [START, 1000, 1001, 1002, SEPARATOR, 1003, 1004, SEPARATOR]


def test_window_keeps_case_and_quotation_beside_their_pieces() -> None:
    pieces = invented([3, 2])
    cut = window(pieces, [(1, 3), (3, 5)], START, SEPARATOR)
    real = cut.piece >= 0
    assert cut.case[real].tolist() == pieces.case[1:5].tolist()
    assert cut.quote[real].tolist() == pieces.quote[1:5].tolist()
    assert set(cut.quote[~real].tolist()) == {0}

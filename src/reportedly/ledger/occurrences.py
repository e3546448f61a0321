"""A number for every occurrence of a word: the same in SQL, in numpy and in Python, and never known beforehand.

It depends on the word, on the row and on the place in it, and on factors that are drawn anew each time. Sums of such
numbers are equal if the occurrences are the same, and otherwise only by a chance of one in two thousand millions.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PRIME = 2**31 - 1
"""Of two factors below it, the product fits the 63 bits that SQLite counts with."""


@dataclass(frozen=True)
class Factors:
    """What the number of an occurrence depends on beside the occurrence; nobody knows it beforehand.

    Some of its bits are left out of one of two equal factors. Squares alone would not do: there are places whose sums
    are equal and the sums of whose squares are too, such as 0, 4, 5 and 1, 2, 6. Of 30,000 draws none took these for
    one another; of as many with squares half did.
    """

    row: int
    place: int
    more: int
    bits: int
    word: tuple[int, int, int]  # odd, below 2^64

    def in_sql(self) -> str:
        """The number of the occurrence that a row of ``fts5vocab`` is."""
        mixed = f"((doc % {PRIME} * {self.row} + offset * {self.place} + {self.more}) % {PRIME})"
        return f"{mixed} * ({mixed} & {self.bits}) % {PRIME}"

    def number(self, row: int, place: int) -> int:
        """The same in Python."""
        mixed = (row % PRIME * self.row + place * self.place + self.more) % PRIME
        return mixed * (mixed & self.bits) % PRIME

    def numbers(self, rows: NDArray[np.uint64], places: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """The same of many occurrences; ``rows`` are the rows' numbers modulo PRIME."""
        import numpy as np

        mixed = rows * np.uint64(self.row) + places * np.uint64(self.place) + np.uint64(self.more)
        _to_rest(mixed)
        mixed *= mixed & np.uint64(self.bits)
        _to_rest(mixed)
        return mixed


def _to_rest(numbers: NDArray[np.uint64]) -> None:
    """Modulo PRIME, in place; in numpy a division by a constant is several times as fast as its rest."""
    import numpy as np

    whole = numbers // np.uint64(PRIME)
    whole *= np.uint64(PRIME)
    numbers -= whole


def drawn() -> Factors:
    """New factors."""
    row, place, more = (secrets.randbelow(PRIME // 2) + PRIME // 2 for _ in range(3))
    first, further, last = (secrets.randbits(64) | 1 for _ in range(3))
    return Factors(row, place, more, secrets.randbits(31), (first, further, last))


def hashes(data: bytes, starts: NDArray[np.int64], lengths: NDArray[np.int64], factors: Factors) -> NDArray[np.uint64]:
    """A hash of 64 bits for each word of ``data``, behind whose last word there are eight bytes more.

    A word is taken eight bytes at a time, a number for each; most words are no longer than that.
    """
    import numpy as np

    first, further, last = (np.uint64(one) for one in factors.word)
    eights = np.ndarray((len(data) - 7,), np.dtype("<u8"), data, strides=(1,))
    kept = np.array([2 ** (8 * bytes) - 1 for bytes in range(9)], np.uint64)
    found = eights[starts]
    found &= kept[np.minimum(lengths, 8)]
    found *= first
    longer = np.flatnonzero(lengths > 8)
    at = 8
    while len(longer):
        more = eights[starts[longer] + at] & kept[np.minimum(lengths[longer] - at, 8)]
        found[longer] = (found[longer] ^ (found[longer] >> np.uint64(29))) * further + more
        at += 8
        longer = longer[lengths[longer] > at]
    found ^= found >> np.uint64(32)
    found *= last
    return found

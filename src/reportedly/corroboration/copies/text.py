"""What of a report is compared: its own words, one by one, each with its place, without the boilerplate around them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from reportedly.record import Span, Spans

# Letters and figures; an apostrophe or a point stays inside (don't, 1,200, U.S), a hyphen parts. Chinese and Japanese
# write no spaces: there each sign is a word. Hangul is written with spaces, as English is.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+"
                   r"(?:[’'.,](?=\w)[^\W_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+)*")  # fmt: skip
# Quotation marks open and close within a paragraph; one that stays open goes to its end.
_QUOTED = re.compile(
    r"“[^”\n]*(?:”|$)|``(?:(?!'')[^\n])*(?:''|$)|\"[^\"\n]*(?:\"|$)|«[^»\n]*(?:»|$)|[「『][^」』\n]*(?:[」』]|$)"
    r"|(?<!\w)‘[^’\n]*(?:’(?!\w)|$)",
    re.MULTILINE,
)


@dataclass(frozen=True, eq=False)
class Text:
    """A report as far as copies are concerned.

    ``boilerplate`` are spans of ``text`` that are no part of the account. ``published`` is an ISO 8601 date or moment,
    ``outlet`` the name of who published it, ``credits`` those whom its credit lines name: ids of outlets.yaml, or the
    words themselves where it knows none.
    """

    id: str
    text: str
    boilerplate: Spans = ()
    published: str | None = None
    outlet: str | None = None
    credits: tuple[str, ...] = ()

    @cached_property
    def spans(self) -> Spans:
        """Where each word of the account stands, in the order of the text."""
        return tuple(words(self.text, self.boilerplate))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words as they are compared: without case, accents' forms made one, apostrophes alike."""
        return tuple(plain(self.text[start:end]) for start, end in self.spans)

    @cached_property
    def quoted(self) -> NDArray[np.bool_]:
        """For each word whether it stands in quotation marks: what is quoted may be had from the speaker."""
        return inside(self.spans, [match.span() for match in _QUOTED.finditer(self.text)])

    @cached_property
    def hashes(self) -> NDArray[np.uint64]:
        """A number of 64 bits for each word, the same on every machine."""
        return hashes(self.words)


def words(text: str, boilerplate: Spans = ()) -> list[Span]:
    """The spans of the words of a text, without those that touch boilerplate."""
    found = [match.span() for match in _WORD.finditer(text)]
    if not boilerplate:
        return found
    closed = inside(found, boilerplate)
    return [span for span, at in zip(found, closed, strict=True) if not at]


def plain(word: str) -> str:
    """A word as it is compared."""
    folded = word.casefold()
    return folded if folded.isascii() else unicodedata.normalize("NFKC", folded).replace("’", "'")


def inside(spans: Sequence[Span], areas: Sequence[Span]) -> NDArray[np.bool_]:
    """For each of some sorted spans whether it begins inside one of the areas, which may overlap."""
    starts = np.array([start for start, _ in spans], dtype=np.int64)
    found = np.zeros(len(spans), dtype=np.bool_)
    for start, end in areas:
        found[np.searchsorted(starts, start) : np.searchsorted(starts, end)] = True
    return found


def hashes(some: Sequence[str]) -> NDArray[np.uint64]:
    """A number of 64 bits for each of some words, from their UTF-8 by BLAKE2b."""
    known = {word: int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big") for word in set(some)}
    return np.array([known[word] for word in some], dtype=np.uint64)


def shingles(hashed: NDArray[np.uint64], length: int) -> NDArray[np.uint64]:
    """A number for every run of ``length`` words, by the word at which it begins; none where there are fewer words."""
    count = len(hashed) - length + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    found = np.zeros(count, dtype=np.uint64)
    for at in range(length):  # a polynomial in the words, modulo 2⁶⁴
        found = found * np.uint64(0x9E3779B97F4A7C15) + hashed[at : at + count]
    return _mixed(found)


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    # The last step of SplitMix64 (Steele, Lea and Flood 2014): every bit comes to depend on every other.
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))

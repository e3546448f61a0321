"""Under which keys claims and reports are looked up, so that only few need be compared with one another."""

from __future__ import annotations

import zlib

from reportedly.corroboration.same.documents import Told
from reportedly.corroboration.same.said import Said

MOST_KEYS = 8
"""Stems whose pairs are the keys of a claim: 28 keys at the most."""

MOST_REPORT_KEYS = 12


def claim_keys(one: Said) -> tuple[int, ...]:
    """Numbers (32 bits) for a table on disk: claims that may say the same share one, and few others do."""
    ours = sorted(sorted(one.weights, key=lambda stem: (-one.weights[stem], stem))[:MOST_KEYS])
    return tuple(sorted({_key(f"{a} {b}") for at, a in enumerate(ours) for b in ours[at + 1 :]}))


def report_keys(one: Told) -> tuple[int, ...]:
    """The same for reports that may tell of the same event."""
    rare = one.about[:MOST_REPORT_KEYS]
    return tuple(sorted({_key(stem) for stem in rare}))


def _key(words: str) -> int:
    return zlib.crc32(words.encode("utf-8"))

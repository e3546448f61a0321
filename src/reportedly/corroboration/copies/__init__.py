"""Copies: texts that are the same or derive from one another, in whole or in passages.

``signature`` and ``bands`` find candidates among millions through an index on disk, ``candidates`` picks those worth
comparing, ``compare`` aligns their passages and says who had it from whom. ``of`` makes a report comparable.
"""

from reportedly.corroboration.copies.align import Passage
from reportedly.corroboration.copies.compare import Copy, compare, of
from reportedly.corroboration.copies.direction import Direction, Reason
from reportedly.corroboration.copies.sketch import FREQUENT, Signature, bands, candidates, signature
from reportedly.corroboration.copies.text import Text

__all__ = [
    "FREQUENT", "Copy", "Direction", "Passage", "Reason", "Signature", "Text", "bands", "candidates", "compare",
    "of", "signature",
]  # fmt: skip

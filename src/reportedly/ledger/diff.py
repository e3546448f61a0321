"""What changed between two versions of a report: paragraph by paragraph, and word by word within one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from reportedly.errors import LedgerError
from reportedly.ledger.store import Ledger

ALIKE = 0.5
"""Share of words from which on two paragraphs are one that was changed, not one that went and one that came."""

LARGE = 3000
"""Words of a paragraph, or pairs of paragraphs, from which on the comparison is content with less."""

Kind = Literal["same", "gone", "new", "changed"]


@dataclass(frozen=True)
class Piece:
    """Words that stand in both versions (same), in the earlier one only (gone), or in the later one only (new)."""

    kind: Literal["same", "gone", "new"]
    words: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of either version, or of both. Only one that was changed has several pieces."""

    kind: Kind
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Difference:
    """Two versions of a report, by their ids, what is said of them that differs, and their paragraphs."""

    earlier: str
    later: str
    about: dict[str, tuple[str | None, str | None]]
    paragraphs: tuple[Paragraph, ...]


def difference(ledger: Ledger, later: str, earlier: str | None = None) -> Difference:
    """What changed from one report to another, or to it from the version of the same address before it.

    Raises LedgerError if the ledger has no such report, or knows no version before it.
    """
    new = _about(ledger, later)
    earlier = earlier or new["earlier"]
    if earlier is None:
        raise LedgerError(f"the ledger knows no earlier version of {later}")
    old = _about(ledger, earlier)
    about = {name: (old[name], new[name]) for name in _NAMED if old[name] != new[name]}
    return Difference(earlier, later, about, between(_text(ledger, earlier), _text(ledger, later)))


_NAMED = ("title", "outlet", "published", "language", "media_type")


def between(earlier: str, later: str) -> tuple[Paragraph, ...]:
    """The paragraphs of two texts, in their order; lines without words are left out."""
    old, new = _lines(earlier), _lines(later)
    found: list[Paragraph] = []
    for what, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found += [_whole("same", words) for words in old[start:end]]
        else:
            found += _replaced(old[start:end], new[first:last])
    return tuple(found)


def folded(paragraphs: Sequence[Paragraph], around: int = 1) -> Iterator[Paragraph | int]:
    """The paragraphs that were changed and those ``around`` them; in the place of others how many are the same."""
    near = {
        place + step
        for place, one in enumerate(paragraphs)
        if one.kind != "same"
        for step in range(-around, around + 1)
    }
    left_out = 0
    for place, one in enumerate(paragraphs):
        if place not in near:
            left_out += 1
            continue
        if left_out:
            yield left_out
            left_out = 0
        yield one
    if left_out:
        yield left_out


def shown(paragraphs: Sequence[Paragraph], around: int = 1) -> Iterator[str]:
    """Lines for the eye: ``-`` what went, ``+`` what came, ``~`` what changed, with [-words gone-] and {+words new+}.

    Paragraphs that are the same are counted, but for those ``around`` a change.
    """
    for one in folded(paragraphs, around):
        if isinstance(one, int):
            yield f"  … {one:,} {'paragraph' if one == 1 else 'paragraphs'} as before"
        else:
            yield f"{SIGNS[one.kind]} {''.join(words(one, piece) for piece in one.pieces)}"


SIGNS: dict[Kind, str] = {"same": " ", "gone": "-", "new": "+", "changed": "~"}
"""What stands before a paragraph."""


def words(paragraph: Paragraph, piece: Piece) -> str:
    """A piece of a paragraph as it is shown: what went or came within one that was changed is put in brackets."""
    if paragraph.kind != "changed" or piece.kind == "same":
        return piece.words
    return f"[-{piece.words}-]" if piece.kind == "gone" else f"{{+{piece.words}+}}"


def _whole(kind: Literal["same", "gone", "new"], words: str) -> Paragraph:
    return Paragraph(kind, (Piece(kind, words),))


def _replaced(old: list[str], new: list[str]) -> list[Paragraph]:
    """Paragraphs that stand in each other's place: the most alike are one that was changed, and so on around it."""
    if len(old) * len(new) > LARGE and len(old) == len(new):  # too many pairs: those of the same place alone
        return [one for pair in zip(old, new, strict=True) for one in _replaced([pair[0]], [pair[1]])]
    best, at = 0.0, (0, 0)
    if len(old) * len(new) <= LARGE:
        for i, before in enumerate(old):
            for j, after in enumerate(new):
                if (alike := _alike(before, after, best)) > best:
                    best, at = alike, (i, j)
    if best < ALIKE:
        return [_whole("gone", words) for words in old] + [_whole("new", words) for words in new]
    i, j = at
    return [*_replaced(old[:i], new[:j]), _changed(old[i], new[j]), *_replaced(old[i + 1 :], new[j + 1 :])]


def _alike(before: str, after: str, enough: float) -> float:
    """How much of two paragraphs is the same, from 0 to 1; 0 if it is surely not more than enough."""
    matcher = _matcher(_tokens(before), _tokens(after))
    if max(enough, ALIKE) > min(matcher.real_quick_ratio(), matcher.quick_ratio()):
        return 0.0
    return matcher.ratio()


def _changed(before: str, after: str) -> Paragraph:
    old, new = _tokens(before), _tokens(after)
    pieces: list[Piece] = []
    for what, start, end, first, last in _matcher(old, new).get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", "".join(old[start:end])))
            continue
        if start < end:
            pieces.append(Piece("gone", "".join(old[start:end])))
        if first < last:
            pieces.append(Piece("new", "".join(new[first:last])))
    return Paragraph("changed", tuple(pieces))


def _matcher(old: list[str], new: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > LARGE)


def _tokens(words: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", words)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _about(ledger: Ledger, report: str) -> dict[str, str | None]:
    for entry in ledger.entries(kind="report", report=report):
        return entry.body
    raise LedgerError(f"the ledger has no report {report}")


def _text(ledger: Ledger, report: str) -> str:
    """The text of the newest record of a report."""
    text = ""
    for entry in ledger.entries(kind="record", report=report):
        text = entry.body["record"]["report"]["text"]
    return text

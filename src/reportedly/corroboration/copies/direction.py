"""Who had a text from whom: by the credit lines, the days of publication, what was left out, and who prints whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reportedly.corroboration.citations.outlets import Outlet, outlets
from reportedly.corroboration.copies.align import Passage
from reportedly.corroboration.copies.text import Text
from reportedly.record import Span

Direction = Literal["one_from_other", "other_from_one", "common", "unknown"]
"""Which of two reports was made from the other; ``common``: both from a third, which both credit."""

Ground = Literal["credit", "date", "cut", "republishes"]

_TURNED: dict[Direction, Direction] = {"one_from_other": "other_from_one", "other_from_one": "one_from_other"}
# A first name (or a title) and a surname: not *The Harbour*, not *HARBOUR*.
_NAME = re.compile(
    r"\b(?!(?:The|A|An|In|On|At|But|And|For)\b)([A-Z][a-zÀ-ÿ’'-]+(?: [A-Z][\w’'.-]*)*) ([A-Z][a-zÀ-ÿ][\w’-]+)\b"
)


@dataclass(frozen=True)
class Reason:
    """One reason for a direction: its ground, what it speaks for, and the words or days it rests on.

    ``report`` is the report that shows it, ``words`` what it shows: the outlet credited, the two days, the name that
    only the other introduces. ``spans`` is where that stands in the report's text, where it stands in it.
    """

    ground: Ground
    speaks_for: Direction
    report: str
    words: str
    spans: tuple[Span, ...] = ()


def direction(one: Text, other: Text, found: tuple[Passage, ...]) -> tuple[Direction, tuple[Reason, ...]]:
    """The direction that the strongest ground gives, and all reasons for and against.

    A credit says it outright. A day says what cannot be. What was cut shows which text is the fuller one: the shorter
    speaks of somebody by a bare name whom only the other introduces. Who prints whom as a rule says least.
    """
    turned = tuple(passage.turned() for passage in found)
    reasons = (
        *_credits(one, other),
        *_dates(one, other),
        *_cuts(one, other, found),
        *(_turned(reason) for reason in _cuts(other, one, turned)),
        *_republished(one, other),
    )
    for ground in ("credit", "date", "cut", "republishes"):
        given = {reason.speaks_for for reason in reasons if reason.ground == ground}
        if len(given) == 1:
            return given.pop(), reasons
        if given:
            break  # the strongest ground contradicts itself: what is weaker does not decide between them
    return "unknown", reasons


def _turned(reason: Reason) -> Reason:
    return Reason(reason.ground, _TURNED[reason.speaks_for], reason.report, reason.words, reason.spans)


def _credits(one: Text, other: Text) -> Iterator[Reason]:
    """Who credits the other's outlet, or whether both credit the same third."""
    first, second = (_key(text.outlet) if text.outlet else None for text in (one, other))
    mine, theirs = ({_key(credit): credit for credit in text.credits} for text in (one, other))
    if second and second != first and second in mine:
        yield Reason("credit", "one_from_other", one.id, _name(mine[second]))
    if first and first != second and first in theirs:
        yield Reason("credit", "other_from_one", other.id, _name(theirs[first]))
    yield from _told(one, other)
    yield from map(_turned, _told(other, one))
    for credit in mine:
        if credit in theirs and credit not in (first, second):
            yield Reason("credit", "common", one.id, _name(mine[credit]))


def _told(one: Text, other: Text) -> Iterator[Reason]:
    """Where the first lets somebody speak to the other's outlet: *a source in the town told Vosmara Window*."""
    if not other.outlet or (one.outlet and _key(one.outlet) == _key(other.outlet)):
        return
    spoken = re.compile(
        r"\b(?:told|tells|spoke (?:to|with)|speaking (?:to|with)|in an interview with) (?:the )?"
        rf"{re.escape(other.outlet)}\b",
        re.IGNORECASE,
    )
    if match := spoken.search(one.text):
        yield Reason("credit", "one_from_other", one.id, match[0], (match.span(),))


def _key(name: str) -> str:
    """What two names of one outlet have in common: its id, or the name without case and article."""
    known = outlets().entries.get(name) or outlets().known(name)
    return known.id if known else name.casefold().removeprefix("the ")


def _name(credit: str) -> str:
    known: Outlet | None = outlets().entries.get(credit)
    return known.name if known else credit


def _dates(one: Text, other: Text) -> Iterator[Reason]:
    """Which was published later, as exactly as both say it."""
    if not one.published or not other.published:
        return
    length = min(len(one.published), len(other.published), 10)
    first, second = one.published[:length], other.published[:length]
    if first > second:
        yield Reason("date", "one_from_other", one.id, f"{first} after {second}")
    elif second > first:
        yield Reason("date", "other_from_one", other.id, f"{second} after {first}")


def _cuts(one: Text, other: Text, found: tuple[Passage, ...]) -> Iterator[Reason]:
    """Names that shared words of the first text use alone, and that only the second introduces, in words of its own."""
    shared = [piece for passage in found for piece in passage.pieces]
    whole = {match[2] for match in _NAME.finditer(one.text)}
    for match in _NAME.finditer(other.text):
        name = match[2]
        if name in whole or any(start < match.end() and match.start() < end for _, (start, end) in shared):
            continue
        whole.add(name)
        alone = re.compile(
            rf"(?<![\w’-]){re.escape(name)}(?:[’']s?)?(?= (?:said|says|told|added|also|was|had|has|is)\b)"
        )
        for (start, end), (there, _) in shared:
            if there > match.end() and (bare := alone.search(one.text, start, end)):
                yield Reason("cut", "one_from_other", one.id, match[0], (bare.span(),))
                break


def _republished(one: Text, other: Text) -> Iterator[Reason]:
    """Which outlet prints texts of the other as a rule, and not the reverse."""
    first, second = outlets().known(one.outlet), outlets().known(other.outlet)
    if not first or not second:
        return
    if outlets().republishes(first.id, second.id) and not outlets().republishes(second.id, first.id):
        yield Reason("republishes", "one_from_other", one.id, second.name)
    if outlets().republishes(second.id, first.id) and not outlets().republishes(first.id, second.id):
        yield Reason("republishes", "other_from_one", other.id, first.name)

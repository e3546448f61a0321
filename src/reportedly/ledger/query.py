"""What can be asked of a ledger, and what is wrong with a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

from reportedly.errors import LedgerError
from reportedly.ledger import rows, terms
from reportedly.ledger.decisions import STATES
from reportedly.ledger.index_tables import ENDLESS
from reportedly.ledger.levels import LEVELS, Level
from reportedly.record import Force, Polarity, SourceKind

Sort = Literal["date", "published", "added", "relevance"]
Of = Literal["claims", "reports"]
Ends = tuple[str | None, str | None]

MOST = 1000
"""Hits of one page."""


@dataclass(frozen=True)
class Interval:
    """Days from ``first`` to ``last``, whole numbers such as 20210304; or, of every year, from ``every`` on.

    ``every`` holds month and day of the first and last day, or None; the first may come after the last: winter.
    """

    first: int
    last: int
    every: tuple[int, int] | None = None


@dataclass(frozen=True)
class Query:
    """A question. What is None is not asked for; all that is asked for must hold. Raises LedgerError if it cannot be.

    ``text``: words that must be there, in any order, ``"quoted"`` one after the other, ``arrest*`` for beginnings,
    ``-word`` for what must not be there. English words match in all their forms, Korean ones within longer words.
    ``of``: whether claims are looked for, or reports, by their title and text.

    ``outlet``: its name, capitals aside. ``source_kind``: of who said it first, the last link of the chain. ``chain``:
    the fewest and most links, either of them None. ``code``: ``list`` or ``list/code``. ``place``: an id of the
    gazetteer or a name; what lies inside it counts. ``report``: its id.

    ``dates``: first and last of the days on which what is claimed happened, each written as far as it is meant
    (``2021``, ``2021-03``, ``2021-03-04``), None where it is open. A claim's date matches if it may lie within:
    *March 2021* matches 20 March, *before 2020* (open) all the time before, *in May* of no known year (``XXXX-05``) any
    interval that holds a day of May. ``("XXXX-05", "XXXX-05")`` asks for May of any year. A date of which nothing is
    known (*in the past*) matches no interval: ``dated`` False asks for claims without any known date.

    ``published``: first and last day of publication, in the same way. ``decision``: where the claim stands.
    ``confidentiality``: how confidential it is, exactly; of a report, how confidential the strictest thing in it is.
    ``clearance``: the most confidential that whoever asks may see, None for everything. What is above it does not
    exist: it is found by no word and counted nowhere. A report of which a part is above it, and the claims in it, are
    not found by their words, because these may hold what is in that part: its words, a name that is withheld.
    ``every_record``: also claims of records that a newer one of the same report replaces. A claim that people corrected
    is found as they put it, not as the machine did.

    ``sort``: by date (the first day that it may have been), publication, addition, the newest first and what is open or
    not known last, or by relevance (of ``text``).
    ``limit``: hits of a page; ``after``: what the page before said.
    """

    text: str | None = None
    of: Of = "claims"
    outlet: str | None = None
    source_kind: str | None = None
    chain: tuple[int | None, int | None] | None = None
    force: str | None = None
    polarity: str | None = None
    code: str | None = None
    place: str | None = None
    dates: Ends | None = None
    dated: bool | None = None
    published: Ends | None = None
    decision: str | None = None
    confidentiality: str | None = None
    clearance: str | None = None
    language: str | None = None
    report: str | None = None
    every_record: bool = False
    sort: Sort = "added"
    limit: int = 20
    after: str | None = None

    def __post_init__(self) -> None:
        _one_of("what is looked for", self.of, get_args(Of))
        _one_of("the kind of source", self.source_kind, get_args(SourceKind))
        _one_of("the force", self.force, get_args(Force))
        _one_of("the polarity", self.polarity, get_args(Polarity))
        _one_of("the decision", self.decision, STATES)
        _one_of("the confidentiality", self.confidentiality, LEVELS)
        _one_of("the clearance", self.clearance, LEVELS)
        _one_of("the order", self.sort, get_args(Sort))
        if not 1 <= self.limit <= MOST:
            raise LedgerError(f"a page holds 1 to {MOST} hits, not {self.limit}")
        if self.code is not None and not re.fullmatch(r"[^/\s]+(?:/[^/\s]+)?", self.code):
            raise LedgerError(f"a code is written as list or list/code, not {self.code!r}")
        fewest, most = self.chain or (None, None)
        if (fewest is not None and fewest < 0) or (most is not None and most < (fewest or 0)):
            raise LedgerError(f"a chain has no {fewest} to {most} links")
        if self.sort == "relevance" and self.text is None:
            raise LedgerError("only a search for words can be sorted by relevance")
        if self.of == "reports":
            self._of_reports()
        _ = self.words, self.dates_asked, self.published_asked

    @property
    def words(self) -> terms.Words:
        """The words that are looked for."""
        if self.text is None:
            return terms.Words()
        try:
            return terms.looked_for(self.text)
        except ValueError as wrong:
            raise LedgerError(f"{self.text!r} cannot be looked for: {wrong}") from None

    @property
    def cleared(self) -> int:
        """The most confidential that may be seen, an index into LEVELS."""
        return len(LEVELS) - 1 if self.clearance is None else LEVELS.index(cast(Level, self.clearance))

    @property
    def dates_asked(self) -> Interval | None:
        """The days asked for."""
        return None if self.dates is None else interval(self.dates)

    @property
    def published_asked(self) -> Interval | None:
        """The days of publication asked for."""
        return None if self.published is None else interval(self.published)

    def _of_reports(self) -> None:
        names = ("source_kind", "chain", "force", "polarity", "code", "place", "dates", "dated", "decision")
        for name in names:
            if getattr(self, name) is not None:
                raise LedgerError(f"only claims, not reports, can be looked for by {name.replace('_', ' ')}")
        if self.sort == "date":
            raise LedgerError("reports are sorted by published, added or relevance; only claims by date")


def interval(ends: Ends) -> Interval:
    """The days between two dates, each as far as it is written. Raises LedgerError if there are none."""
    first, last = ends
    if first is None and last is None:
        raise LedgerError("an interval of dates needs a beginning or an end")
    every = tuple(_every(one) for one in ends)
    if any(every):
        if every[0] is None or every[1] is None:
            raise LedgerError("of an interval both ends must have a year, or neither")
        return Interval(0, ENDLESS, (every[0][0], every[1][1]))
    begins = 0 if first is None else _days(first)[0]
    ends_on = ENDLESS if last is None else _days(last)[1]
    if begins > ends_on:
        raise LedgerError(f"{first} comes after {last}")
    return Interval(begins, ends_on)


def ends(written: str) -> Ends:
    """Both ends of an interval as it is written in one word (EDTF): ``2021-03``, ``2020/2021-06``, ``../2021``."""
    first, slash, last = written.partition("/")
    if not slash:
        return written, written
    return (None if first in ("", "..") else first, None if last in ("", "..") else last)


def _every(written: str | None) -> tuple[int, int] | None:
    if written is None or not written.startswith("XXXX-"):
        return None
    found = rows.every_year(written)
    if found is None:
        raise LedgerError(f"{written!r} is no part of a year; write XXXX-05 for May, XXXX-05-12 for a day of it")
    return found


def _days(written: str) -> tuple[int, int]:
    found = rows.days(written) if re.fullmatch(r"\d{4}(-\d\d){0,2}", written) else None
    if found is None:
        raise LedgerError(f"{written!r} is no date; write 2021, 2021-03 or 2021-03-04, or XXXX-03 for any year")
    return found


def _one_of(what: str, value: str | None, allowed: Sequence[str]) -> None:
    if value is not None and value not in allowed:
        raise LedgerError(f"{what} is one of {', '.join(allowed)}, not {value!r}")

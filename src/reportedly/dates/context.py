"""What a time expression is understood by: the day of the telling, what was mentioned before, the tense around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from reportedly.dates.knowledge import knowledge
from reportedly.dates.moments import Moment, day_value, is_day, moment, words
from reportedly.record import Span

PLAINLY_PAST, PAST, UNKNOWN, FUTURE = -2, -1, 0, 1

NEAR = 120
"""Code points within which a year that was named still holds for a month or a day that names none."""

MONTH_HOLDS = 300
"""Code points within which *the 4th* is of a month that was named before it."""

CLOSE = 3.5
"""Months within which the nearer of two possible years is taken whatever the tense (tuned on TimeBank and AQUAINT)."""

_AND = re.compile(r"\s*(?:to|through|until|till|and|or|,|[-–—])\s*(?:the\s+|in\s+|mid-)?")
"""What joins two times of one series."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|['’](?:ll|ve|d)|[;,]")
_REACH = 90


@dataclass
class Context:
    """One report while its time expressions are resolved in the order of the text.

    ``reference`` is the day of the telling as far as it is known, ``named`` how ``why`` speaks of it. ``anchor`` is the
    value of the last time mentioned, ``anchor_words`` its words; ``day`` and ``day_words`` likewise for the last that
    tells the day. ``year`` is the last year that was named with a month or a day. In a ``history``, most of whose dates
    lie years back, it holds until another is named; elsewhere only near by. ``span`` is the expression that is being
    resolved.
    """

    text: str
    sentences: Sequence[Span]
    reference: Moment
    named: str
    anchor: str | None = None
    anchor_words: str = ""
    anchor_end: int = -1
    anchor_month: bool = False
    month: Moment | None = None
    month_end: int = -1
    day: str | None = None
    day_words: str = ""
    day_end: int = -1
    year: int | None = None
    year_at: int = -1
    quarter: str | None = None
    quarter_at: int = -1
    history: bool = False
    span: Span = (0, 0)

    def tense(self) -> int:
        """FUTURE or PAST as the verbs nearest to the expression have it, those before it first; or UNKNOWN."""
        return max(PAST, self._tense())

    def _tense(self) -> int:
        start, end = self.span
        at = bisect_right(self.sentences, start, key=lambda span: span[0]) - 1
        first, last = self.sentences[at] if at >= 0 else (0, len(self.text))
        before = _WORD.findall(self.text[max(first, start - _REACH) : start].lower())
        after = _WORD.findall(self.text[end : min(last, end + _REACH)].lower())
        if before[-3:] in (["as", "soon", "as"], ["as", "early", "as"]):
            return FUTURE
        if before in (["until"], ["before"], ["by"]) and (found := _read(after, before=False)):
            return found
        return _read(reversed(before), before=True) or _read(after, before=False)

    def year_of(self, month: int, day: int | None, which: int = UNKNOWN) -> tuple[int | None, str]:
        """The year of a month or day without one, and why; ``which`` is PAST or FUTURE for *last* and *next*."""
        told = self.reference.year
        series = self.anchor_month and _AND.fullmatch(self.text, max(0, self.anchor_end), self.span[0])
        before = moment(self.anchor) if series else None
        if before is not None and before.year is not None and before.month is not None:
            return before.year + (month < before.month), f"it goes with “{self.anchor_words}”"
        if self.year is not None and self.year_holds():
            last = moment(self.day) if self.day else None
            since = self.text[max(0, self.span[0] - 6) : self.span[0]].lower() == "since "
            if since and last is not None and last.year is not None and (month, day or 0) > (last.month, last.day):
                return last.year - 1, f"the last one, told from “{self.day_words}”"
            return self.year, f"the year named before it, {self.year}"
        if told is None or self.reference.month is None:
            return told, f"the year of {self.named}" if told else "no year is known"
        here = (self.reference.month, self.reference.day or 1) if day else (self.reference.month, 0)
        there = (month, day or 0)
        # Nobody leaves out the year of what is nearly a year away; the tense decides where both ways are about as far.
        ahead = (month - self.reference.month + ((day or 0) - (self.reference.day or 0) if day else 0) / 31) % 12
        if which != UNKNOWN:
            tense = which
        elif ahead == 0 or ahead > 12 - CLOSE:
            tense = PAST
        elif ahead < (CLOSE if day else CLOSE - 1):
            # "extended to Nov. 20" may lie ahead, "came on Nov. 20" does not.
            tense = PAST if ahead > 2 and self._tense() == PLAINLY_PAST else FUTURE
        else:
            tense = self.tense()
        if tense == FUTURE:
            year = told + (there < here)
            return year, f"the next one, told from {self.named}"
        year = told - (there > here)
        return year, f"the last one, told from {self.named}"

    def year_holds(self) -> bool:
        """Whether the year named before is that of an expression without one."""
        told = self.reference.year
        if self.year is None or told is None or self.history:
            return self.year is not None
        return 0 <= self.span[0] - self.year_at <= NEAR and self.year < told - 2

    def quarter_before(self) -> tuple[str, str] | None:
        """The quarter a year before one that was just mentioned, and why: results are compared with it."""
        if self.quarter is None or self.span[0] - self.quarter_at > 1000:
            return None
        year, part = self.quarter.split("-")
        return f"{int(year) - 1:04d}-{part}", f"a year before the quarter mentioned before, {self.quarter}"

    def day_of_weekday(self, weekday: int, direction: int, strictly: bool) -> Moment:
        """The nearest such weekday (1 Monday) before or after the day of the telling."""
        day = self.reference.date
        if day is None:
            return Moment()
        away = (weekday - day.isoweekday()) % 7 if direction > 0 else -((day.isoweekday() - weekday) % 7)
        if away == 0 and strictly:
            away = 7 * direction
        try:
            to = day + timedelta(days=away)
        except OverflowError:
            return Moment()
        return Moment(to.year, to.month, to.day)

    def of_day(self) -> tuple[str, str]:
        """The value of the last day mentioned, or else of the day of the telling, and how ``why`` speaks of it."""
        if self.day is not None:
            return self.day, f"“{self.day_words}”, the day mentioned before"
        return day_value(self.reference), self.named

    def of_month(self) -> tuple[Moment, str]:
        """The month that *the 4th* belongs to, and its name: that of the telling, or one named shortly before.

        *At the end of last month* names none: what a source told *on the 4th* was told this month.
        """
        told = self.reference.month is not None
        if self.month is None or (told and not self.history and self.span[0] - self.month_end > MONTH_HOLDS):
            return self.reference, self.named
        if self.month == Moment(self.reference.year, self.reference.month):
            return self.reference, self.named
        return self.month, f"{words(self.month)}, the month mentioned before"

    def anchor_moment(self) -> Moment:
        """The last time mentioned, or the day of the telling."""
        found = moment(self.anchor) if self.anchor else None
        return self.reference if found is None else found

    def anchor_named(self) -> str:
        """How ``why`` speaks of the last time mentioned."""
        return f"“{self.anchor_words}”, the time mentioned before" if self.anchor else self.named


_BACK_THEN = {("had", "been"), ("was", "to"), ("were", "to"), ("was", "due"), ("were", "due"), ("was", "scheduled")}


_EXPECTED = (["is"], ["are"], ["expected"], ["due"], ["ready"], ["about"])
_NO_VERBS = frozenset(
    [
        "the",
        "a",
        "an",
        "on",
        "in",
        "at",
        "his",
        "her",
        "its",
        "their",
        "this",
        "that",
        "these",
        "those",
        "all",
        "one",
        "two",
        "three",
        "be",
        "him",
        "them",
        "it",
        "us",
        "me",
    ]
)


def _read(some: Iterable[str], before: bool) -> int:
    future, past = _tenses()
    some = list(some)
    weak = UNKNOWN
    if before and any(pair in _BACK_THEN for pair in zip(some[1:], some, strict=False)):
        return PLAINLY_PAST
    for place, word in enumerate(some):
        word = word.replace("’", "'")
        if word == ";" or (word == "," and weak != UNKNOWN):
            break
        if word in ("by", "until", "to", "since", "after"):
            # Right before the expression these say where it lies; farther off they join other words.
            if before and place == 0 and word in ("by", "until"):
                return FUTURE
            # "to meet on Friday", "is expected to open on Friday"
            infinitive = word == "to" and before and place > 0 and weak == UNKNOWN and some[place - 1] not in _NO_VERBS
            if infinitive and (place <= 3 or some[place + 1 : place + 2] in _EXPECTED):
                return FUTURE
            continue
        if word in future:
            return FUTURE
        if word in past:
            return PLAINLY_PAST
        if word.endswith("ed") and len(word) > 4 and weak == UNKNOWN:
            weak = PAST
    return weak


@lru_cache(maxsize=1)
def _tenses() -> tuple[frozenset[str], frozenset[str]]:
    loaded = knowledge("around.yaml")
    return frozenset(loaded["future"]), frozenset(loaded["past"])


def reference_words(at: Moment, published: bool) -> str:
    """How ``why`` speaks of the day of the telling."""
    if at == Moment():
        return "the day of the telling, which is not known"
    return f"the day of publication, {words(at)}" if published else f"the day of the telling, {words(at)}"


def valid(year: int | None, month: int | None, day: int | None) -> bool:
    """Whether there is such a day."""
    return is_day(year, month, day)

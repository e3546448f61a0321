"""Points of the calendar that a time expression can be, or can be a part of: days, months, years, units.

A pattern is a regular expression whose letters are kinds of words.yaml; blanks mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from reportedly.dates import holidays, points, relative
from reportedly.dates.context import Context
from reportedly.dates.lexicon import Token, lexicon
from reportedly.dates.values import Value

Resolve = Callable[[list[Token], Context], Value | None]

MONTH = "(?:month|short_month)"
NTH = "(?:nth|ordinal|second)"
YEAR = "(?:year|short_year)"
WEEKDAY = "weekday"
SEASON = "(?:season|fall)"
NUMBER = "(?:number|small|integer|decimal|year)"
AMOUNT = f"(?:{NUMBER}|quantity)"
RANGE = f"(?:{AMOUNT} (?:(?:to|and|hyphen) {AMOUNT})?)"
UNITS = "(?:units|unit)"
ABOUT = "approx?"
EARLIER = "(?:earlier|part_of_this)"
LATER = "(?:earlier|later|part_of_this)"
WHICH = "(?:last|next|this|that|previous|following|past|current|same|latest)"
YEAR_OF = f"(?:(?:comma|of)? {YEAR}|of? (?:this|last|next|that|the (?:previous|following|same)) unit)"

MONTH_DAY = f"{MONTH} the? (?:small|{NTH}) (?:{YEAR_OF})?"
DAY_MONTH = f"the? (?:small|{NTH}) of? {MONTH} (?:{YEAR_OF})?"
RANGE_DAY = f"the? (?:small|nth) (?:and|to|hyphen) the? (?:small|nth) of? {MONTH} (?:{YEAR_OF})?"
DAY_RANGE = f"{MONTH} (?:small|nth) (?:and|to|hyphen) (?:small|nth) (?:comma? {YEAR})?"
CALENDAR_DAY = f"(?:{MONTH_DAY}|{DAY_MONTH}|iso|slash)"
NAMED_DAY = (
    f"(?:(?:last|next|this|that|past|following|previous)? {WEEKDAY} comma? {CALENDAR_DAY}"
    f"|(?:last|this|next) {MONTH_DAY})"
)
SOME_WEEKDAY = (
    f"(?:the? (?:last|next|this|that|following|previous|past) next? {WEEKDAY}|{WEEKDAY} (?:last|next|this) unit"
    f"|{WEEKDAY})"
)
NTH_ONLY = "(?:the? nth (?:of (?:the|this|last|next)? unit)?|the ordinal of (?:the|this|last|next) unit)"
DAY = f"(?:{NAMED_DAY}|{CALENDAR_DAY}|today|{SOME_WEEKDAY}|{NTH_ONLY}|holiday (?:(?:comma|of|in)? year)?)"

MONTH_ONLY = f"(?:{MONTH} (?:{YEAR_OF})|the? (?:last|next|this|past|following|previous|that) {MONTH}|month)"
SEASON_ONLY = (
    f"(?:the? (?:last|next|this|that|past|previous|following|this past|this next)? {SEASON}"
    f" (?:of? {YEAR}|of (?:this|last|next) unit)?)"
)
QUARTER = (
    f"(?:the? fiscal? hyphen? (?:this possessive|year possessive?|(?:this|last|next) unit possessive)? fiscal? hyphen?"
    f" {NTH} hyphen? unit (?:(?:of|in)? fiscal? year|of (?:the|this|last|next) unit)?)"
)
HALF = f"(?:the? {NTH} hyphen? half of (?:{YEAR}|tens|(?:this|last|next|the) unit|the {WHICH} unit))"
YEAR_ONLY = "(?:(?:the unit|fiscal unit?)? year)"
TENS = "(?:the? tens|the decade)"
CENTURY = "(?:the? (?:nth|ordinal) hyphen? unit)"
UNIT_ONLY = (
    "(?:the? (?:last|next|this|that|previous|following|past|current|same|latest|this same|that same|this past"
    "|this next)"
    " (?:full|fiscal)? unit|the fiscal? full? unit)"
)
POINT = f"(?:{CENTURY}|{QUARTER}|{DAY}|{MONTH_ONLY}|{SEASON_ONLY}|{UNIT_ONLY}|{TENS}|{YEAR_ONLY}|juche)"
ZONE = "(?:zone|comma zone)?"


class Rule(NamedTuple):
    """A pattern of kinds and what resolves the words it fits."""

    name: str
    pattern: re.Pattern[str]
    resolve: Resolve


ATOMIC: tuple[tuple[str, str, Resolve], ...] = (
    ("before Christ", "(?:year|integer|small) bc|the? (?:nth|ordinal) hyphen? unit bc", points.before_christ),
    ("named day", NAMED_DAY, points.calendar_day),
    ("days of a month", f"{WEEKDAY}? comma? (?:{RANGE_DAY}|{DAY_RANGE})", points.calendar_day),
    ("day of a month", CALENDAR_DAY, points.calendar_day),
    ("part of a month", f"the (?:{NTH}|last) unit (?:of|in) {MONTH} (?:{YEAR_OF})?", points.part_of_month),
    ("today", "today", relative.today),
    ("weekday", SOME_WEEKDAY, relative.weekday),
    ("nth", NTH_ONLY, relative.nth_of_month),
    ("holiday", "(?:last|next|this)? holiday (?:(?:comma|of|in)? year)?", holidays.holiday),
    ("month", MONTH_ONLY, points.month),
    ("season", SEASON_ONLY, points.season),
    ("quarter", QUARTER, points.quarter),
    ("half", HALF, points.half),
    ("decade", TENS, points.decade),
    ("century", CENTURY, points.century),
    ("unit", UNIT_ONLY, relative.unit),
    ("year", YEAR_ONLY, points.year),
)


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of kinds as a regular expression over the characters that stand for them."""
    kinds = lexicon().kinds
    compact = re.sub(r"[a-z_]+", lambda match: kinds[match.group()], pattern)
    return re.compile(compact.replace(" ", ""))


@lru_cache(maxsize=1)
def atomic_rules() -> tuple[Rule, ...]:
    """The rules for points of the calendar."""
    return tuple(Rule(name, compiled(pattern), resolve) for name, pattern, resolve in ATOMIC)


def atomic(tokens: list[Token], context: Context) -> Value | None:
    """The value of a point of the calendar that fills these words wholly, or None."""
    kinds = lexicon().kinds
    written = "".join(kinds[token.kind] for token in tokens)
    for rule in atomic_rules():
        if rule.pattern.fullmatch(written):
            found = rule.resolve(tokens, context)
            if found is not None:
                return found
    return None

"""Which runs of words are time expressions: patterns over the kinds of words, each with the function that resolves it.

A pattern is a regular expression whose letters are kinds of words.yaml; blanks mean nothing. Where two patterns begin at
the same word, the one that reaches farther is taken, and of two as long the one that stands first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from reportedly.dates import points, relative, spans
from reportedly.dates.context import Context
from reportedly.dates.values import Value
from reportedly.dates.words import Token, lexicon

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
NAMED_DAY = f"(?:(?:last|next|this|that|past|following|previous)? {WEEKDAY} comma? {CALENDAR_DAY})"
SOME_WEEKDAY = (
    f"(?:the? (?:last|next|this|that|following|previous|past) next? {WEEKDAY}|{WEEKDAY} (?:last|next|this) unit"
    f"|{WEEKDAY})"
)
NTH_ONLY = "(?:the nth)"
DAY = f"(?:{NAMED_DAY}|{CALENDAR_DAY}|today|{SOME_WEEKDAY}|{NTH_ONLY}|holiday (?:comma? of? year)?)"

MONTH_ONLY = f"(?:{MONTH} (?:{YEAR_OF})|the? (?:last|next|this|past|following|previous|that) {MONTH}|month)"
SEASON_ONLY = (
    f"(?:the? (?:last|next|this|that|past|previous|following|this past|this next)? {SEASON}"
    f" (?:of? {YEAR}|of (?:this|last|next) unit)?)"
)
QUARTER = (
    f"(?:the? fiscal? hyphen? (?:this possessive|year possessive?|(?:this|last|next) unit possessive)? fiscal? hyphen?"
    f" {NTH} hyphen? unit (?:of fiscal? (?:year|(?:this|last|next) unit|the unit))?)"
)
HALF = f"(?:the? {NTH} hyphen? half of (?:{YEAR}|tens|(?:this|last|next|the) unit|the {WHICH} unit))"
YEAR_ONLY = "(?:(?:the unit|fiscal unit?)? year)"
TENS = "(?:the? tens|the decade)"
CENTURY = "(?:the? (?:nth|ordinal) hyphen? unit)"
UNIT_ONLY = (
    f"(?:the? (?:last|next|this|that|previous|following|past|current|same|latest|this same|that same|this past|this next)"
    f" (?:full|fiscal)? unit|the fiscal? full? unit)"
)
POINT = f"(?:{DAY}|{MONTH_ONLY}|{SEASON_ONLY}|{QUARTER}|{UNIT_ONLY}|{TENS}|{CENTURY}|{YEAR_ONLY}|juche)"
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
    ("today", "today", relative.today),
    ("weekday", SOME_WEEKDAY, relative.weekday),
    ("nth", NTH_ONLY, relative.nth_of_month),
    ("holiday", "(?:last|next|this)? holiday (?:comma? of? year)?", points.holiday),
    ("month", MONTH_ONLY, points.month),
    ("season", SEASON_ONLY, points.season),
    ("quarter", QUARTER, points.quarter),
    ("half", HALF, points.half),
    ("decade", TENS, points.decade),
    ("century", CENTURY, points.century),
    ("unit", UNIT_ONLY, relative.unit),
    ("year", YEAR_ONLY, points.year),
)
OTHERS: tuple[tuple[str, str, Resolve], ...] = (
    ("part", f"the? (?:very)? part hyphen? (?:in|on)? {POINT}", relative.part),
    ("part of this", f"part_of_this (?:in|on)? {POINT}", relative.part),
    ("edge", f"the? edge of {POINT}", relative.part),
    ("year end", "(?:the|its)? year_end", relative.year_end),
    ("or so", f"{POINT} or_so", relative.about),
    ("about", f"approx {POINT}", relative.about),
    ("clock", f"{ABOUT} (?:clock|point|(?:small|number) oclock) {ZONE} (?:comma? on? {DAY})?", relative.clock),
    ("clock of the day", f"{DAY} comma? at (?:clock|point) {ZONE}", relative.clock),
    ("hour of a part", f"(?:small|number) (?:oclock)? in the daypart (?:(?:of|on) {DAY})?", relative.hour_of_part),
    ("part of a day", f"part? part_of_this? {DAY} part? hyphen? (?:daypart|dayparts)", relative.daypart),
    ("of a day", f"the? part? (?:daypart|point) (?:of|on|unit) (?:{DAY}|{RANGE_DAY})", relative.daypart),
    ("middle of the day", f"the? (?:part) hyphen? (?:daypart) (?:of|on)? {DAY}?", relative.daypart),
    (
        "some part of a day",
        f"the? (?:part|part_of_this)? (?:last|next|this|that|previous|following|same|that same) part? (?:daypart|point)",
        relative.daypart,
    ),
    ("week of a day", f"the unit of (?:{DAY}|{RANGE_DAY})", relative.week_of),
    ("tonight", "part? part_of_this? tonight", relative.tonight),
    ("the time before", f"the (?:daypart|unit) {LATER}", relative.time_before),
    ("ago", f"{ABOUT} (?:a|{RANGE}|half a) more{{0,2}} {UNITS} (?:or_so)? ago", relative.ago),
    ("a half ago", f"{ABOUT} (?:{RANGE}|a) (?:units|unit)? and a half units? ago", relative.ago),
    ("vague ago", "units ago", relative.ago),
    ("before or after", f"{ABOUT} (?:a|{RANGE}) more{{0,2}} {UNITS} (?:{LATER}|hence)", relative.later),
    ("ahead", f"(?:in|hence) {ABOUT} (?:a|{RANGE}) more{{0,2}} units? unit? possessive? unit", spans.nothing),
    ("year ago", "(?:the|its)? (?:latest|same)? year_ago (?:unit|period)?", relative.year_ago),
    ("quarter of a year", f"(?:the|its) (?:unit|period) a unit (?:ago|{EARLIER})", relative.year_ago),
    ("recent", "(?:more)? recent units", spans.recent),
    ("recent past", "recent", spans.recent_past),
    ("coming", "(?:the|its)? (?:next|past|last|previous|following) units", spans.vague),
    (
        "duration up to now",
        f"(?:the|its)? (?:last|past|next|previous|following|latest|this past|that|this) {ABOUT} {RANGE} more{{0,2}} {UNITS}",
        spans.duration,
    ),
    ("duration of the first", f"the {NTH} {RANGE} units", spans.duration),
    ("the past", "the past", spans.the_past),
    ("past unit", "(?:the|its) past unit", spans.past_unit),
    ("half a unit", f"{ABOUT} (?:a half|half a|half) hyphen? unit", spans.half),
    ("and a half", f"{ABOUT} {RANGE} and a half {UNITS}|{ABOUT} (?:a|number) unit and a half", spans.and_half),
    ("duration", f"{ABOUT} the? {RANGE} more{{0,2}} {UNITS} or_so?", spans.duration),
    ("duration with a hyphen", f"the? {RANGE} hyphen {UNITS} (?:hyphen long)?", spans.duration),
    ("decades long", "(?:units|unit) hyphen long", spans.decades_long),
    ("a unit", f"{ABOUT} a (?:full|more){{0,2}} unit (?:hyphen long)?", spans.a_unit),
    ("units", "units", spans.units),
    ("age", f"{RANGE} hyphen? {UNITS} hyphen? age", spans.nothing),
    ("every", f"every (?:{WEEKDAY}|{MONTH}|{SEASON}|daypart|unit|{WEEKDAY} daypart)", spans.every),
    ("every other", f"every (?:alternate|{NUMBER}|{NTH}) (?:unit|units|{WEEKDAY})", spans.every),
    ("weekdays", "on? weekdays|weekday dayparts|weekdays and weekdays", spans.weekdays),
    ("adverb", "adverbial", spans.adverb),
    ("now", "now_word", spans.reference),
    ("reference", "reference", spans.reference),
    ("current", "current", spans.current),
)


def _compile(pattern: str) -> re.Pattern[str]:
    kinds = lexicon().kinds
    compact = re.sub(r"[a-z_]+", lambda match: kinds[match.group()] if match.group() != "very" else "", pattern)
    return re.compile(compact.replace(" ", "").replace("(?:)?", ""))


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules, compiled."""
    return tuple(Rule(name, _compile(pattern), resolve) for name, pattern, resolve in (*ATOMIC, *OTHERS))


@lru_cache(maxsize=20_000)
def fitting(kinds: str) -> tuple[tuple[int, tuple[tuple[int, Rule], ...]], ...]:
    """For the kinds of a run of words: where rules fit, and up to where each does, the longest first.

    The same few thousand runs of kinds make up nearly everything that is written, so it is worth remembering them.
    """
    found = []
    for start in range(len(kinds)):
        ends = [(match.end(), rule) for rule in rules() if (match := rule.pattern.match(kinds, start))]
        ends = [one for one in ends if one[0] > start]
        if ends:
            found.append((start, tuple(sorted(ends, key=lambda one: -one[0]))))
    return tuple(found)


def atomic(tokens: list[Token], context: Context) -> Value | None:
    """The value of a point of the calendar that fills these words wholly, or None."""
    kinds = lexicon().kinds
    written = "".join(kinds[token.kind] for token in tokens)
    for rule in rules()[: len(ATOMIC)]:
        if rule.pattern.fullmatch(written):
            found = rule.resolve(tokens, context)
            if found is not None:
                return found
    return None

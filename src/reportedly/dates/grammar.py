"""Which runs of words are time expressions: patterns over the kinds of words, each with the function that resolves it.

Where two patterns begin at the same word, the one that reaches farther is taken, and of two as long the one that stands
first. Patterns are written as in atomic.py.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reportedly.dates import parts, relative, spans
from reportedly.dates.atomic import (
    ABOUT,
    DAY,
    EARLIER,
    LATER,
    MONTH,
    NTH,
    NUMBER,
    POINT,
    RANGE,
    RANGE_DAY,
    SEASON,
    UNITS,
    WEEKDAY,
    ZONE,
    Resolve,
    Rule,
    atomic_rules,
    compiled,
)

OTHERS: tuple[tuple[str, str, Resolve], ...] = (
    ("part", f"the? part hyphen? (?:in|on)? {POINT}", parts.part),
    ("part of this", f"part_of_this (?:in|on)? {POINT}", parts.part),
    ("edge", f"the? edge of {POINT}", parts.part),
    ("year end", "(?:the|its)? year_end", parts.year_end),
    ("or so", f"{POINT} or_so", parts.about),
    ("about", f"approx {POINT}", parts.about),
    ("clock", f"{ABOUT} (?:clock|point|(?:small|number) oclock) {ZONE} (?:comma? on? {DAY})?", parts.clock),
    ("clock of the day", f"{DAY} comma? at (?:clock|point) {ZONE}", parts.clock),
    ("hour of a part", f"(?:small|number) (?:oclock)? in the daypart (?:(?:of|on) {DAY})?", parts.hour_of_part),
    ("part of a day", f"part? part_of_this? {DAY} part? hyphen? (?:daypart|dayparts)", parts.daypart),
    ("of a day", f"the? part? (?:daypart|point) (?:of|on|unit) (?:{DAY}|{RANGE_DAY})", parts.daypart),
    ("middle of the day", f"the? (?:part) hyphen? (?:daypart) (?:of|on)? {DAY}?", parts.daypart),
    (
        "some part of a day",
        "the? (?:part|part_of_this)? (?:last|next|this|that|previous|following|same|that same) part? (?:daypart|point)",
        parts.daypart,
    ),
    ("week of a day", f"the unit of (?:{DAY}|{RANGE_DAY})", parts.week_of),
    ("tonight", "part? part_of_this? tonight", parts.tonight),
    ("the time before", f"the (?:daypart|unit) {LATER}", parts.time_before),
    ("before last", "the unit earlier last", relative.before_last),
    ("middle of a unit", "the? part hyphen unit", parts.mid_unit),
    ("end of a unit", "(?:the|this)? unit possessive edge", parts.mid_unit),
    ("both", "both dayparts", parts.both),
    ("bare part of a day", "the daypart", parts.bare),
    ("ago", f"{ABOUT} (?:a|{RANGE}|half a) more{{0,2}} {UNITS} (?:or_so)? ago", relative.ago),
    ("a half ago", f"{ABOUT} (?:{RANGE}|a) (?:units|unit)? and a half units? ago", relative.ago),
    ("vague ago", "units ago", relative.ago),
    ("before or after", f"{ABOUT} (?:a|{RANGE}) more{{0,2}} {UNITS} (?:{LATER}|hence)", relative.later),
    ("year ago", "(?:the|its)? (?:latest|same)? year_ago (?:unit|period)?", relative.year_ago),
    ("quarter of a year", f"(?:the|its) (?:unit|period) a unit (?:ago|{EARLIER})", relative.year_ago),
    ("recent", "(?:more)? recent units", spans.recent),
    ("recent past", "recent", spans.recent_past),
    ("coming", "(?:the|its)? (?:next|past|last|previous|following) units", spans.vague),
    (
        "duration up to now",
        f"(?:the|its)? (?:last|past|next|previous|following|latest|this past|that|this) {ABOUT} {RANGE} more{{0,2}}"
        f" {UNITS}",
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
    ("a unit or two", "a unit and number", spans.a_unit),
    ("a unit", f"{ABOUT} a (?:full|more){{0,2}} unit (?:hyphen long)?", spans.a_unit),
    ("units", "units (?:and units)?", spans.units),
    ("age", f"{RANGE} hyphen? {UNITS} hyphen? age", spans.nothing),
    ("every", f"every (?:{WEEKDAY} daypart|{WEEKDAY}|{MONTH}|{SEASON}|daypart|unit)", spans.every),
    ("every other", f"every (?:alternate|{NUMBER}|{NTH}) (?:unit|units|{WEEKDAY})", spans.every),
    ("weekdays", "on? weekdays|weekday dayparts|weekdays and weekdays", spans.weekdays),
    ("adverb", "adverbial", spans.adverb),
    ("now", "now_word", spans.reference),
    ("reference", "reference", spans.reference),
    ("current", "current", spans.current),
)


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules, compiled."""
    return (*atomic_rules(), *(Rule(name, compiled(pattern), resolve) for name, pattern, resolve in OTHERS))


@lru_cache(maxsize=1)
def _any_rule() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in rules()))


@lru_cache(maxsize=20_000)
def fitting(kinds: str) -> tuple[tuple[int, tuple[tuple[int, Rule], ...]], ...]:
    """For the kinds of a run of words: where rules fit, and up to where each does, the longest first.

    The same few thousand runs of kinds make up nearly everything that is written, so it is worth remembering them.
    """
    found = []
    any_rule = _any_rule()
    for start in range(len(kinds)):
        if any_rule.match(kinds, start) is None:
            continue
        ends = [(match.end(), rule) for rule in rules() if (match := rule.pattern.match(kinds, start))]
        ends = [one for one in ends if one[0] > start]
        if ends:
            found.append((start, tuple(sorted(ends, key=lambda one: -one[0]))))
    return tuple(found)

"""Durations, sets, and references to past, present and future that name no time."""

from __future__ import annotations

import re

from reportedly.dates.context import FUTURE, Context
from reportedly.dates.lexicon import Token
from reportedly.dates.values import Value, pick

_LENGTHS = {"D": "D", "W": "W", "M": "M", "Y": "Y", "Q": "Q", "DE": "DE", "CE": "C", "WE": "WE", "F": "W"}
_CLOCK = {"TH": "H", "TM": "M", "TS": "S"}


def nothing(tokens: list[Token], context: Context) -> Value | None:
    """Ages, and other words that only look like times: they are marked with an empty value and left out."""
    return Value("", None, "", "")


def length(count: float | None, unit: str, half: bool = False) -> str | None:
    """The TIMEX3 value of a duration: ``P3Y``, ``PT90M``, ``PXM`` where the number is not known."""
    if unit in ("DE", "CE") and count is not None:
        count, unit = count * (10 if unit == "DE" else 100), "Y"
    if half and count is not None:
        smaller = {"Y": ("Y", 6, "M"), "TH": ("H", 30, "M"), "TM": ("M", 30, "S"), "D": ("DT", 12, "H")}.get(unit)
        if smaller is not None and count >= 1:
            clock = "T" if unit in _CLOCK else ""
            return f"P{clock}{int(count)}{smaller[0]}{smaller[1]}{smaller[2]}"
    if unit == "F":
        count, unit = None if count is None else 2 * count, "W"
    number = "X" if count is None else str(int(count)) if float(count).is_integer() else f"{count:g}"
    if unit in _CLOCK:
        return f"PT{number}{_CLOCK[unit]}"
    return f"P{number}{_LENGTHS[unit]}" if unit in _LENGTHS else None


def _number(tokens: list[Token]) -> Token | None:
    return pick(tokens, "number", "small", "integer", "decimal", "year")


def _made(tokens: list[Token], count: float | None, unit: Token, why: str, half: bool = False) -> Value | None:
    value = length(count, str(unit.value), half)
    if value is None:
        return None
    near = pick(tokens, "approx", "or_so")
    return Value(value, near.value if near else None, "duration", why)


def duration(tokens: list[Token], context: Context) -> Value | None:
    """*three years*, *the past 20 months*, *a few minutes*, *at least 30 days*, *two or three weeks*."""
    named = next(token for token in tokens if token.kind in ("units", "unit"))
    numbers = [token for token in tokens if token.kind in ("number", "small", "integer", "decimal", "year")]
    # "the 1988 quarter" is no quarter of a year 1,988 times over.
    if named.kind == "unit" and pick(tokens, "hyphen") is None and (not numbers or numbers[0].kind == "year"):
        return None
    if tokens[0].kind == "year" and len(tokens) == 2 and tokens[0].value > 1900:
        return None
    which = pick(tokens, "last", "past", "next", "previous", "following", "latest", "this")
    count = float(numbers[0].value) if numbers else None
    if not numbers and pick(tokens, "quantity") is None:
        return None
    first = pick(tokens, "ordinal", "second")
    if first is not None and first.value != 1:
        return None
    if numbers and re.match(r"[\s-]old\b|\s+of age", context.text[tokens[-1].end : tokens[-1].end + 8]):
        return nothing(tokens, context)
    if _before(tokens, context).endswith(("aged ", "age of ")):
        return nothing(tokens, context)
    if len(numbers) == 1 and numbers[0].value == 1 and len(tokens) == 2 and not _FOR.search(_before(tokens, context)):
        return None
    if named.value == "Q" and pick(tokens, "hyphen") is not None:
        return None
    halved = bool(numbers) and re.search(r"½|1/2", numbers[0].word) is not None
    why = "how long, up to the telling" if which is not None and which.value < 0 else "how long"
    return _made(tokens, count, named, why, half=halved)


_FOR = re.compile(
    r"\b(?:for|in|within|after|over|of|than|took|take|takes|lasted|into|and|or|to|least|spent|only|just|by|every|up|from"
    r"|under|almost|nearly|even|not)\s+(?:many |the )?$",
    re.IGNORECASE,
)


def _before(tokens: list[Token], context: Context) -> str:
    return context.text[max(0, tokens[0].start - 16) : tokens[0].start]


def the_past(tokens: list[Token], context: Context) -> Value:
    """*in the past*."""
    return Value("PAST_REF", None, "date", "before the telling")


def past_unit(tokens: list[Token], context: Context) -> Value | None:
    """*the past year*, *the past decade*."""
    named = pick(tokens, "unit")
    assert named is not None
    if named.value == "WE":
        return None
    return _made(tokens, 1, named, "how long, up to the telling")


def half(tokens: list[Token], context: Context) -> Value | None:
    """*half an hour*, *half a year*."""
    named = pick(tokens, "unit")
    assert named is not None
    unit = str(named.value)
    whole = {"TH": (30, "TM"), "Y": (6, "M"), "DE": (5, "Y"), "CE": (50, "Y"), "TM": (30, "TS"), "D": (12, "TH")}.get(
        unit
    )
    return (
        _made(tokens, whole[0], named._replace(value=whole[1]), "how long")
        if whole
        else _made(tokens, 0.5, named, "how long")
    )


def and_half(tokens: list[Token], context: Context) -> Value | None:
    """*two and a half years*, *a year and a half*."""
    number, named = _number(tokens), pick(tokens, "units", "unit")
    assert named is not None
    count = (number.value if number else 1) + 0.5
    return _made(tokens, count, named, "how long", half=True)


def decades_long(tokens: list[Token], context: Context) -> Value | None:
    """*decades-long*, *year-long*."""
    return _made(tokens, None if tokens[0].kind == "units" else 1, tokens[0], "how long")


def a_unit(tokens: list[Token], context: Context) -> Value | None:
    """*a month*, *a full year*, *more than a week*; not *ten dollars a day*, which is a rate."""
    named = pick(tokens, "unit")
    assert named is not None
    start, end = tokens[0].start, tokens[-1].end
    if pick(tokens, "and") is not None:
        return _made(tokens, None, named, "how long, without a number")
    if named.value == "Q" and context.text[end : end + 3] == " of":
        return None
    before = context.text[max(0, start - 24) : start]
    if context.text[end : end + 1] == "-":
        return None
    if pick(tokens, "approx", "more", "full", "long") is None and not _FOR.search(before):
        # What is left is how often or how much in that time: "twice a month", "ten tonnes a year".
        rate = length(1, str(named.value))
        return Value(rate, None, "set", "how often") if rate and named.value in ("W", "M", "Y") else None
    return _made(tokens, 1, named, "how long")


def units(tokens: list[Token], context: Context) -> Value | None:
    """*for years*, *within days*."""
    if not _FOR.search(_before(tokens, context)):
        return None
    return _made(tokens, None, tokens[0], "how long, without a number")


def recent(tokens: list[Token], context: Context) -> Value | None:
    """*recent months*."""
    named = pick(tokens, "units")
    assert named is not None
    value = length(None, str(named.value))
    return value and Value(value, None, "duration", "up to the telling, without a number")  # type: ignore[return-value]


def recent_past(tokens: list[Token], context: Context) -> Value:
    """*recent*."""
    return Value("PAST_REF", None, "date", "shortly before the telling")


def vague(tokens: list[Token], context: Context) -> Value | None:
    """*coming weeks*, *past years*."""
    which, named = pick(tokens, "next", "past", "last", "previous", "following"), pick(tokens, "units")
    assert which is not None and named is not None
    if pick(tokens, "the") is None and which.value > 0:
        return Value("FUTURE_REF", None, "date", "after the telling, without a number")
    if pick(tokens, "the") is not None:
        value = length(None, str(named.value))
        return Value(value, None, "duration", "without a number") if value else None
    return Value("PAST_REF", None, "date", "before the telling, without a number")


def reference(tokens: list[Token], context: Context) -> Value | None:
    """*now*, *recently*, *soon*."""
    word = tokens[0]
    if word.kind == "now_word":
        return Value("PRESENT_REF", None, "date", "the time of the telling")
    if word.word == "soon" and context.tense() != FUTURE:
        return None
    return Value(str(word.value), None, "date", "names no certain time")


def current(tokens: list[Token], context: Context) -> Value | None:
    """*current*, before a noun; *a current of* is another word."""
    if not re.match(r"\s(?!of\b)[\w“\"]", context.text[tokens[-1].end : tokens[-1].end + 4]):
        return None
    return Value("PRESENT_REF", None, "date", "the time of the telling")


def every(tokens: list[Token], context: Context) -> Value | None:
    """*every Monday*, *each year*, *every two weeks*, *every other day*."""
    weekday, month, season = (
        pick(tokens, "weekday"),
        pick(tokens, "month", "short_month"),
        pick(tokens, "season", "fall"),
    )
    why = "how often"
    part = pick(tokens, "daypart")
    if weekday is not None:
        return Value(f"XXXX-WXX-{weekday.value}{part.value if part else ''}", None, "set", why)
    if month is not None:
        return Value(f"XXXX-{month.value:02d}", None, "set", why)
    if season is not None:
        return Value(f"XXXX-{season.value}", None, "set", why)
    if part is not None:
        return Value(f"XXXX-XX-XX{part.value}", None, "set", why)
    named = pick(tokens, "unit", "units")
    if named is None:
        return None
    number = pick(tokens, "alternate", "number", "small", "integer", "second", "ordinal", "nth")
    value = length(1 if number is None else float(number.value), str(named.value))
    return Value(value, None, "set", why) if value else None


def weekdays(tokens: list[Token], context: Context) -> Value:
    """*on Mondays*, *Tuesday nights*."""
    named, part = pick(tokens, "weekdays", "weekday"), pick(tokens, "dayparts")
    assert named is not None
    return Value(f"XXXX-WXX-{named.value}{part.value if part else ''}", None, "set", "how often")


def adverb(tokens: list[Token], context: Context) -> Value | None:
    """*daily*, *annually*; not in a name (*The Daily Star*)."""
    if context.text[tokens[0].start].isupper() and re.match(r" [A-Z]", context.text[tokens[0].end : tokens[0].end + 2]):
        return None
    return Value(str(tokens[0].value), None, "set", "how often")

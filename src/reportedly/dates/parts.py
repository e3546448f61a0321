"""Parts of a time and times of the day: *early June*, *the end of the month*, *Friday evening*, *noon on Sunday*."""

from __future__ import annotations

import re

from reportedly.dates.atomic import atomic
from reportedly.dates.context import Context
from reportedly.dates.lexicon import Token
from reportedly.dates.moments import UNIT_NAMES, Moment, day_value, days, moment, shift
from reportedly.dates.relative import days_from, direction, told
from reportedly.dates.values import Value, day, pick


def tonight(tokens: list[Token], context: Context) -> Value:
    """*tonight*, *last night*."""
    word = next(token for token in tokens if token.kind == "tonight")
    part = pick(tokens, "part", "part_of_this")
    value = day_value(days(context.reference, word.value)) + "TNI"
    return day(value, f"from {context.named}", part.value if part else None)


def part(tokens: list[Token], context: Context) -> Value | None:
    """*early June*, *late last year*, *the end of the month*, *earlier this week*."""
    at = next(i for i, token in enumerate(tokens) if token.kind in ("part", "edge", "part_of_this"))
    rest = at + 1
    while tokens[rest].kind in ("of", "hyphen", "in", "on") and rest < len(tokens) - 1:
        rest += 1
    inner = atomic(tokens[rest:], context)
    if inner is None:
        return None
    word = tokens[at].word
    return inner._replace(mod=tokens[at].value, why=f"“{word}”; {inner.why}")


def about(tokens: list[Token], context: Context) -> Value | None:
    """*around June 6*, *1998 or so*."""
    near = pick(tokens, "approx", "or_so")
    assert near is not None
    if near.word in ("some", "over", "under", "up to") or pick(tokens, "weekday", "today", "unit") is not None:
        return None
    inner = atomic([token for token in tokens if token is not near], context)
    return inner and inner._replace(mod=near.value, why=f"“{near.word}”; {inner.why}")


def year_end(tokens: list[Token], context: Context) -> Value:
    """*year-end*."""
    return day(shift(context.reference, "Y", 0), f"the year of {context.named}", "END")


def _some_day(tokens: list[Token], context: Context) -> Value | None:
    """The day among words, if there is one."""
    kinds = ("comma", "at", "clock", "point", "oclock", "zone", "hyphen", "of", "in")
    inner = [token for token in tokens if token.kind not in kinds or token.kind == "comma"]
    while inner and inner[0].kind in ("comma", "on"):
        inner = inner[1:]
    while inner and inner[-1].kind in ("comma", "on"):
        inner = inner[:-1]
    return atomic(inner, context) if inner else None


def clock(tokens: list[Token], context: Context) -> Value | None:
    """*10 a.m. Monday*, *noon*, *Friday at 5 p.m.*."""
    told = pick(tokens, "clock", "point", "oclock")
    assert told is not None
    near = pick(tokens, "approx")
    rest = [token for token in tokens if token is not near]
    if told.kind == "oclock":
        hour = pick(rest, "small", "number")
        if hour is None or not 1 <= hour.value <= 24:
            return None
        time, rest = f"T{hour.value:02d}:00", [token for token in rest if token is not hour]
    else:
        time = str(told.value)
        if told.kind == "point" and (
            (context.text[told.start].isupper() and context.text[told.start - 2 : told.start - 1] not in (".", ""))
            or context.text[told.end : told.end + 3] == " of"
        ):
            return None
        if near is not None and near.word in ("some", "over"):
            return None
    inner = _some_day(rest, context)
    if inner is None:
        at, named_by = context.of_day()
        inner = day(at, f"of {named_by}")
    if len(inner.value.partition("T")[0]) < 10 or inner.kind != "date":
        return None
    return day(inner.value + time, inner.why, near.value if near else None)


def hour_of_part(tokens: list[Token], context: Context) -> Value | None:
    """*two in the morning*."""
    hour, part_of = pick(tokens, "small", "number"), pick(tokens, "daypart")
    assert hour is not None and part_of is not None
    if not 1 <= hour.value <= 12:
        return None
    number = hour.value % 12 + (
        12 if part_of.value in ("TAF", "TEV") or (part_of.value == "TNI" and hour.value > 5) else 0
    )
    after = tokens[tokens.index(part_of) + 1 :]
    inner = _some_day(after, context)
    on, named_by = (inner.value.partition("T")[0], "") if inner else context.of_day()
    return day(f"{on}T{number:02d}:00", inner.why if inner else f"of {named_by}")


def daypart(tokens: list[Token], context: Context) -> Value | None:
    """*Friday evening*, *the night of the 19th*, *this morning*, *the next morning*, *that night*, *mid-afternoon*."""
    part_of = pick(tokens, "daypart", "dayparts", "point")
    assert part_of is not None
    if part_of.kind == "point" and context.text[part_of.start].isupper():
        return None
    mod = pick(tokens, "part", "part_of_this")
    skipped = (part_of, mod)
    rest = [
        t for t in tokens if (t not in skipped and t.kind not in ("hyphen", "of", "in", "comma")) or t.kind == "comma"
    ]
    which = pick(tokens, "this", "that", "same", "last", "next", "following", "previous")
    if which is not None and pick(rest, "weekday", "month", "short_month", "nth", "today") is None:
        anchored = which.kind in ("that", "same", "following", "previous") or which.kind == "next"
        on, named_by = context.of_day() if anchored else (day_value(context.reference), context.named)
        value = day_value(days_from(on, which.value)) if which.value else on
        return day(value + part_of.value, told("day", int(which.value), named_by), mod.value if mod else None)
    while rest and rest[0].kind in ("the", "on", "comma", "unit") and rest[-1].kind not in ("nth",):
        rest = rest[1:]
    while rest and rest[0].kind in ("on", "comma", "unit"):
        rest = rest[1:]
    if not rest:
        if mod is None:
            return None
        on, named_by = context.of_day()
        return day(on + part_of.value, f"of {named_by}", mod.value)
    inner = atomic(rest, context)
    if inner is None:
        inner = atomic(rest[1:], context) if len(rest) > 1 else None
    if inner is None or "T" in inner.value:
        return None
    return day(inner.value + part_of.value, inner.why, mod.value if mod else None)


def mid_unit(tokens: list[Token], context: Context) -> Value | None:
    """*mid-month*, *month's end*: of the month of the telling, or of the one mentioned before."""
    named, mod = pick(tokens, "unit"), pick(tokens, "part", "edge")
    assert named is not None and mod is not None
    name = str(named.value)
    if name not in ("W", "M", "Y", "DE", "CE"):
        return None
    base, named_by = context.reference, context.named
    if name == "M" and (base.month is None or context.history):
        base, named_by = context.of_month()
    return day(shift(base, name, 0), f"“{mod.word}”; the {UNIT_NAMES[name]} of {named_by}", mod.value)


def both(tokens: list[Token], context: Context) -> Value | None:
    """*both nights*: from the day mentioned before; of two the first is the value."""
    part_of = pick(tokens, "dayparts")
    if part_of is None or context.day is None:
        return None
    return day(context.day + str(part_of.value), f"the first of two, {context.of_day()[1]}")


_WITHIN_A_DAY = re.compile(r"\b(?:in|during|by|until|till|towards?|throughout|before|since)\s+$", re.IGNORECASE)
_DAY_IS_NEAR = 300


def bare(tokens: list[Token], context: Context) -> Value | None:
    """*in the evening*, if a day was mentioned shortly before; without one it may be a habit."""
    part_of = pick(tokens, "daypart")
    start = tokens[0].start
    if part_of is None or tokens[0].kind != "the" or context.day is None:
        return None
    if not _WITHIN_A_DAY.search(context.text[max(0, start - 12) : start]) or start - context.day_end > _DAY_IS_NEAR:
        return None
    on, named_by = context.of_day()
    return day(on + str(part_of.value), f"of {named_by}")


def time_before(tokens: list[Token], context: Context) -> Value | None:
    """*the night before*, *the week after*, *the year earlier*."""
    named, way = pick(tokens, "daypart", "unit"), pick(tokens, "earlier", "later", "part_of_this")
    assert named is not None and way is not None
    base, named_by = context.anchor_moment(), context.anchor_named()
    unit_name = "D" if named.kind == "daypart" else str(named.value)
    if unit_name == "D":
        on, named_by = context.of_day()
        base = moment(on) or Moment()
    if unit_name.startswith("T"):
        return None
    if way.word in ("before", "after") and re.match(
        r"\s+(?:(?:the|a|an|his|her|its|their|he|she|they|it|we)\b|[A-Z])",
        context.text[tokens[-1].end : tokens[-1].end + 8],
    ):
        return None
    sign = direction(way)
    value = day_value(days_from(on, sign)) if unit_name == "D" else shift(base, unit_name, sign)
    suffix = str(named.value) if named.kind == "daypart" else ""
    return day(value + suffix, told("day" if suffix else UNIT_NAMES.get(unit_name, unit_name), sign, named_by))


def week_of(tokens: list[Token], context: Context) -> Value | None:
    """*the week of March 6*."""
    named = pick(tokens, "unit")
    at = next(i for i, token in enumerate(tokens) if token.kind == "of")
    if named is None or named.value != "W":
        return None
    inner = atomic(tokens[at + 1 :], context)
    base = moment(inner.value) if inner else None
    return None if inner is None or base is None else day(shift(base, "W", 0), f"the week of that day; {inner.why}")

"""Points of the calendar: days, months, seasons, quarters, years, decades, centuries, holidays."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

from reportedly.dates.context import FUTURE, Context
from reportedly.dates.knowledge import knowledge
from reportedly.dates.lexicon import Token
from reportedly.dates.moments import Moment, day_value, is_day, month_value, shift, year_value
from reportedly.dates.values import Value, day, pick

_SLASH = re.compile(r"(\d+)[/.](\d+)[/.](\d+)")


def calendar_day(tokens: list[Token], context: Context) -> Value | None:
    """*June 6*, *6 June 2021*, *Saturday, April 25*, *2021-06-06*; of a range the first day."""
    written = pick(tokens, "iso", "slash")
    if written is not None:
        return _figures(written)
    month, number = pick(tokens, "month", "short_month"), pick(tokens, "small", "nth", "ordinal", "second")
    if month is None or number is None or not is_day(None, month.value, number.value):
        return None
    year, why = _year(tokens, context, month.value, number.value)
    if not is_day(year, month.value, number.value):
        return None
    return day(day_value(Moment(year, month.value, number.value)), why)


def _figures(written: Token) -> Value | None:
    if written.kind == "iso":
        parts = [int(part) for part in re.split(r"[-/]", written.word)]
    else:
        match = _SLASH.fullmatch(written.word)
        assert match is not None
        first, second, year = (int(part) for part in match.groups())
        if year < 100:
            year += 1900 if year >= 40 else 2000
        # Points part day, month and year; strokes the American month, day and year, unless that is no day.
        month_first = "/" in written.word and first <= 12
        parts = [year, first, second] if month_first else [year, second, first]
    if not is_day(*parts):
        return None
    return day(day_value(Moment(*parts)), "written in figures")


def _year(tokens: list[Token], context: Context, month: int, number: int | None) -> tuple[int | None, str]:
    """The year that an expression names, or that it is understood to mean."""
    named = pick(tokens, "year", "short_year")
    if named is not None:
        return int(named.value), "written in full"
    which = pick(tokens, "last", "next", "this", "that", "previous", "following", "same")
    unit = pick(tokens, "unit")
    if which is not None and unit is not None and unit.value == "Y":
        from_anchor = which.kind in ("that", "same", "previous", "following")
        base = context.anchor_moment().year if from_anchor else context.reference.year
        named_by = context.anchor_named() if from_anchor else context.named
        return (None if base is None else base + which.value), f"“{which.word} year”, from {named_by}"
    return context.year_of(month, number, 0 if which is None else int(which.value))


def part_of_month(tokens: list[Token], context: Context) -> Value | None:
    """*the second week of October*, *the last day of May 2021*; without a year the week has no number."""
    which, unit, named = pick(tokens, "ordinal", "second", "nth", "last"), pick(tokens, "unit"), pick(tokens, "month")
    if which is None or unit is None or named is None or unit.value not in ("D", "W", "WE"):
        return None
    last = which.kind == "last"
    if not last and not 1 <= which.value <= (31 if unit.value == "D" else 5):
        return None
    year, why = _year(tokens, context, named.value, None)
    if unit.value == "D":
        number = calendar.monthrange(year or 2001, named.value)[1] if last else which.value
        found = Moment(year, named.value, number)
        return day(day_value(found), why) if is_day(*found) else None
    if year is None:
        return day(month_value(Moment(None, named.value)), f"a {unit.word} of that month; {why}")
    # The middle of the week that begins on the 1st, 8th, 15th …
    number = calendar.monthrange(year, named.value)[1] - 3 if last else min(7 * which.value - 3, 28)
    return day(shift(Moment(year, named.value, number), unit.value, 0), f"a {unit.word} of that month; {why}")


_NAMES = frozenset(("may", "march", "august"))
"""Months whose names are other words or people's names too."""

_BEFORE_A_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|during|from|to|through|between|before|after|of|for|and|or|last|next|this|early|late|mid"
    r"|every|each|around|throughout|into|past|about|end|was|is)[\s-]+(?:the )?$",
    re.IGNORECASE,
)


def month(tokens: list[Token], context: Context) -> Value | None:
    """*May*, *May 2021*, *May last year*, *last May*, *the following May*."""
    named = pick(tokens, "month", "short_month")
    if named is None:
        return None
    number = named.value
    if (
        len(tokens) == 1
        and named.word in _NAMES
        and not _BEFORE_A_MONTH.search(context.text[max(0, named.start - 12) : named.start])
    ):
        return None
    if len(tokens) == 1 and named.word in ("april", "june") and re.match(r" [A-Z][a-z]", context.text[named.end :][:3]):
        return None
    which = pick(tokens, "last", "next", "this", "past", "previous", "following", "that")
    year_named = pick(tokens, "year", "short_year", "unit")
    if which is None or year_named is not None:
        year, why = _year(tokens, context, number, None)
        return day(month_value(Moment(year, number)), why)
    base = context.anchor_moment() if which.kind in ("previous", "following", "that") else context.reference
    if base.year is None or base.month is None:
        return day(month_value(Moment(None, number)), "no year is known")
    year = base.year
    if which.value < 0:
        year -= number >= base.month
    elif which.value > 0:
        year += number <= base.month
    return day(month_value(Moment(year, number)), f"the {which.word} one, from {context.named}")


def season(tokens: list[Token], context: Context) -> Value | None:
    """*the spring*, *last summer*, *the winter of 1994*."""
    named = pick(tokens, "season", "fall")
    assert named is not None
    if len(tokens) == 1 and not _BEFORE_A_MONTH.search(context.text[max(0, named.start - 12) : named.start]):
        return None
    if named.kind == "fall" and (
        len(tokens) == 1 or (context.text[named.end : named.end + 3] == " of" and tokens[-1] is named)
    ):
        return None
    year_token, which = (
        pick(tokens, "year", "short_year"),
        pick(tokens, "last", "next", "previous", "following", "past"),
    )
    unit = pick(tokens, "unit")
    if year_token is not None:
        return day(f"{year_token.value}-{named.value}", "written in full")
    if unit is not None:
        year, why = _year(tokens, context, 1, None)
        return day(f"{year_value(Moment(year))}-{named.value}", why)
    told = context.reference
    if context.year is not None and context.year_holds():
        return day(f"{context.year}-{named.value}", f"the year named before it, {context.year}")
    if told.year is None or told.month is None:
        return day(f"XXXX-{named.value}", "no year is known")
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[named.value]
    # The winter that began in the year before is still this winter in January and February.
    in_it = told.month in ((12, 1, 2) if named.value == "WI" else range(first, first + 3))
    latest = told.year - 1 if told.month < first else told.year
    if which is not None and which.kind in ("next", "following"):
        return day(f"{latest + 1}-{named.value}", f"the next one, from {context.named}")
    if which is not None and which.kind == "last":
        year = latest - 1 if in_it else latest
        return day(f"{year}-{named.value}", f"the last one, from {context.named}")
    if which is not None and which.kind == "past":
        return day(f"{latest}-{named.value}", f"the last one, from {context.named}")
    if pick(tokens, "this") is not None:
        return day(f"{told.year}-{named.value}", f"the one of the year of {context.named}")
    ahead = context.tense() == FUTURE and not in_it
    return day(f"{latest + ahead}-{named.value}", f"the {'next' if ahead else 'last'} one, from {context.named}")


def quarter(tokens: list[Token], context: Context) -> Value | None:
    """*the third quarter*, *third-quarter*, *this year's first quarter*, *the 1988 second quarter*."""
    which, unit = pick(tokens, "ordinal", "second", "nth"), pick(tokens, "unit")
    quarters = [token for token in tokens if token.kind == "unit" and token.value == "Q"]
    if which is None or unit is None or not quarters or not 1 <= which.value <= 4:
        return None
    year_token = pick(tokens, "year")
    relative = pick(tokens, "this", "last", "next")
    told = context.reference
    if year_token is not None:
        return day(f"{year_token.value}-Q{which.value}", "written in full")
    if told.year is None:
        return day(f"XXXX-Q{which.value}", "no year is known")
    if relative is not None:
        return day(f"{told.year + relative.value}-Q{which.value}", f"of {relative.word} year, from {context.named}")
    current = ((told.month or 12) + 2) // 3
    year = told.year
    if which.value > current and context.tense() != FUTURE:
        year -= which.value - current > 1
    elif which.value < current and context.tense() == FUTURE:
        year += current - which.value > 1
    return day(f"{year}-Q{which.value}", f"the nearest one, from {context.named}")


def half(tokens: list[Token], context: Context) -> Value | None:
    """*the first half of 2012*, *the second half of the 1990s*, *the first half of the year*."""
    which, year_token, tens = pick(tokens, "ordinal", "second", "nth"), pick(tokens, "year"), pick(tokens, "tens")
    if which is None or which.value not in (1, 2):
        return None
    if tens is not None:
        return day(str(tens.value), "written in full", "START" if which.value == 1 else "END")
    year = year_token.value if year_token else context.reference.year
    unit, relative = pick(tokens, "unit"), pick(tokens, "this", "last", "next")
    if unit is not None and unit.value != "Y":
        return None
    if year is not None and relative is not None:
        year += relative.value
    return day(
        f"{year_value(Moment(year))}-H{which.value}", "written in full" if year_token else f"from {context.named}"
    )


def decade(tokens: list[Token], context: Context) -> Value | None:
    """*the 1990s*, *the nineties*."""
    named = pick(tokens, "tens", "decade")
    assert named is not None
    # "in her 30s", "in the 30s": ages and degrees. "The '30s" and "the 80s" are decades.
    if len(named.word) == 3 and (tokens[0].kind != "the" or named.word < "5"):
        return None
    if named.kind == "decade" and pick(tokens, "the") is None:
        return None
    return day(str(named.value), "a decade by its number")


def century(tokens: list[Token], context: Context) -> Value | None:
    """*the 20th century*."""
    unit, which = pick(tokens, "unit"), pick(tokens, "nth", "ordinal")
    if unit is None or unit.value != "CE" or which is None or not 1 <= which.value <= 30:
        return None
    return day(f"{which.value - 1:02d}", "a century by its number")


def before_christ(tokens: list[Token], context: Context) -> Value | None:
    """*483 BC*, *the 4th century BC*."""
    named = tokens[0] if tokens[0].kind != "the" else tokens[1]
    if named.kind in ("nth", "ordinal"):
        return day(f"BC{named.value - 1:02d}", "a century by its number")
    return day(f"BC{named.value:04d}", "written in full") if 1 <= named.value <= 9999 else None


@lru_cache(maxsize=1)
def _not_a_year() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:%|(?:{'|'.join(knowledge('around.yaml')['counted'])})\b)")


_BEFORE_A_YEAR = re.compile(
    r"(?:\b(?:in|since|until|till|by|of|from|to|during|before|after|for|between|and|or|through|around|about|circa|the|late|early"
    r"|mid|year|fiscal|into|on|at|a|his|her|its|their|pre|post|throughout|than|was|is)[ \n-]|[(–/,\"“‘-]|['’]s )$",
    re.IGNORECASE,
)


def year(tokens: list[Token], context: Context) -> Value | None:
    """*1998*, *fiscal 1998*, *the year 2000*, if it can be a year and is not a number of things."""
    named = pick(tokens, "year")
    assert named is not None
    if named.word == "juche":
        return day(f"{named.value:04d}", f"Juche {named.value - 1911}; Juche 1 is 1912")
    text = context.text
    if len(tokens) == 1:
        before, behind = text[max(0, named.start - 12) : named.start], text[named.end : named.end + 14]
        if _not_a_year().match(behind) or (behind[:1] == "-" and behind[1:2].isdigit() and before[-1:] == "-"):
            return None
        if not 1300 <= named.value <= 2100:
            return None
        if before.strip() and not _BEFORE_A_YEAR.search(before):
            # Without a word before it that goes with a year, it must not be a number of things, nor part of a name.
            if re.match(r"\s[a-z]+s\b", behind) or re.search(r"[A-Z][\w.&]*[ ]$", before):
                return None
            if not 1500 <= named.value <= 2100:
                return None
        if re.search(r"(?:No\.|number|page|room|Room|#|Flight|flight|Route|Resolution|resolution|Article) ?$", before):
            return None
    return day(f"{named.value:04d}", "written in full")

"""Times told from the day of the telling or from the time mentioned before."""

from __future__ import annotations

import re

from reportedly.dates.context import FUTURE, PAST, Context
from reportedly.dates.lexicon import Token
from reportedly.dates.moments import UNIT_NAMES, Moment, day_value, days, moment, shift
from reportedly.dates.values import Value, day, pick

FROM_ANCHOR = ("that", "same", "following", "previous")
_AFTER_THE_NTH = re.compile(
    r"\s*(?:[.,;:)”\"’]|of (?:the )?(?:month|this|last|next)"
    r"|(?:a|after|all|an|and|are|as|at|because|before|but|by|can|could|for|from|had|has|have|he|her|his|in|is|it|may|must"
    r"|no|on|or|said|she|that|the|their|there|they|three|to|two|until|was|we|were|when|which|while|who|will|with|would)\b"
    r"|$)"
)
_BEFORE_THE_NTH = re.compile(
    r"\b(?:on|by|until|till|since|of|from|before|after|to|and|between|dated|for|or)\s+$", re.IGNORECASE
)


_NAME_BEFORE = re.compile(r"[A-Z][\w’'-]* $")


def today(tokens: list[Token], context: Context) -> Value | None:
    """*today*, *yesterday*, *tomorrow*."""
    word = tokens[0]
    if context.text[word.start].isupper() and _NAME_BEFORE.search(context.text[max(0, word.start - 30) : word.start]):
        return None
    return day(day_value(days(context.reference, word.value)), f"from {context.named}")


def _of_the_past(named: Token, context: Context) -> bool:
    """Whether a weekday owns what happened on it: *Friday's ruling*, but not *ahead of Friday's ruling*."""
    owner = context.text[named.end : named.end + 2] in ("'s", "’s")
    return owner and not context.text.endswith(("ahead of ", "before ", "until "), 0, named.start)


def weekday(tokens: list[Token], context: Context) -> Value:
    """*Friday*, *last Friday*, *Friday next week*: the tense and the day of publication decide."""
    named = pick(tokens, "weekday")
    assert named is not None
    which = pick(tokens, "last", "next", "this", "that", "following", "previous", "past")
    unit_token = pick(tokens, "unit")
    told = context.reference
    if told.date is None:
        return day(f"XXXX-WXX-{named.value}", "a weekday; the day of publication is not known")
    if unit_token is not None and which is not None:
        if unit_token.value == "W":
            to = days(told, 7 * which.value + named.value - told.date.isoweekday())
            return day(day_value(to), f"of {which.word} week, from {context.named}")
        which = None
    direction, strictly = -1, False
    if which is None or which.kind in ("this", "that"):
        tense = PAST if _of_the_past(named, context) else context.tense()
        direction = 1 if tense == FUTURE or (which is not None and which.kind == "this" and tense >= 0) else -1
        why = "the next one" if direction > 0 else "the last one"
    else:
        direction, strictly = (1 if which.value > 0 else -1), True
        why = f"“{which.word}”"
        if which.kind in ("following", "previous") and (anchored := context.anchor_moment().date) is not None:
            away = (named.value - anchored.isoweekday()) * direction % 7 or 7
            at = days(context.anchor_moment(), direction * away)
            return day(day_value(at), f"“{which.word}”, from {context.anchor_named()}")
    return day(day_value(context.day_of_weekday(named.value, direction, strictly)), f"{why}, told from {context.named}")


def nth_of_month(tokens: list[Token], context: Context) -> Value | None:
    """*the 4th*: of the month last mentioned, or of the month of the telling."""
    named = pick(tokens, "nth", "ordinal")
    unit_of = pick(tokens, "unit")
    assert named is not None
    text = context.text
    if unit_of is not None:
        if unit_of.value != "M" or not 1 <= named.value <= 31:
            return None
        which = pick(tokens, "this", "last", "next")
        base = context.reference if which else context.of_month()[0]
        of_month = moment(shift(base, "M", which.value if which else 0)) or Moment()
        return day(day_value(Moment(of_month.year, of_month.month, named.value)), "a day of that month")
    if not 1 <= named.value <= 31 or not _AFTER_THE_NTH.match(text[named.end : named.end + 24]):
        return None
    if not _BEFORE_THE_NTH.search(text[max(0, tokens[0].start - 12) : tokens[0].start]):
        return None
    base, why = context.of_month()
    at = Moment(base.year, base.month, named.value)
    told = context.reference.date
    if told is not None and at.date is not None and told < at.date and context.tense() == PAST:
        base, why = context.reference, context.named  # "by May Day … were called in on the 18th", told on 25 April
        at = Moment(base.year, base.month, named.value)
    to_come = base.day is not None and base == context.reference and named.value > base.day
    if to_come and context.tense() != FUTURE:
        earlier = moment(shift(base, "M", -1)) or Moment()
        at = Moment(earlier.year, earlier.month, named.value)
    return day(day_value(at), f"a day of the month of {why}")


def unit(tokens: list[Token], context: Context) -> Value | None:
    """*last month*, *this week*, *the following year*, *the weekend*, *the same month*, *the quarter*."""
    named = pick(tokens, "unit")
    assert named is not None
    name = str(named.value)
    which = pick(tokens, "last", "next", "previous", "following", "past", "current", "same", "that", "this", "latest")
    if name in ("TH", "TM", "TS", "XG", "ML"):
        return None
    past = pick(tokens, "past", "next")
    if past is not None and pick(tokens, "this") is not None:
        which = past
    if which is None:
        return _the_unit(tokens, name, context)
    if which.kind == "past" and name != "WE" and pick(tokens, "this") is None:
        return None
    count = int(which.value)
    anchored = which.kind in FROM_ANCHOR or (which.kind in ("next", "last") and name == "D")
    if which.kind == "next" and pick(tokens, "the") is not None and name != "WE":
        anchored = True
    if name == "D" and which.kind in ("this", "current", "latest"):
        anchored = False
    base = context.anchor_moment() if anchored else context.reference
    named_by = context.anchor_named() if anchored else context.named
    if anchored and name == "D":
        on, named_by = context.of_day()
        if count == 0:
            return day(on, f"the day of {named_by}")
        base = moment(on) or Moment()
    a_week = re.fullmatch(r"(?:\d{4}|XXXX)-W(?:\d\d|XX)", context.anchor or "")
    if which.kind in ("that", "same") and name == "W" and a_week:
        return day(a_week.group(), f"the same week as {named_by}")
    if name == "Q" and which.kind in ("latest", "that", "same") and context.quarter is not None:
        return day(context.quarter, "the quarter mentioned before")
    if name == "Q" and which.kind == "latest":
        # Results are reported after the quarter has ended.
        count = -1
    if name == "WE" and which.kind in ("last", "past", "this") and base.date is not None:
        return _weekend(base, which.kind == "this" and context.tense() == FUTURE, context)
    value = shift(base, name, count)
    return day(value, told(UNIT_NAMES.get(name, name), count, named_by))


def _the_unit(tokens: list[Token], name: str, context: Context) -> Value | None:
    """*the week*, *the year*: the current one; *the day* alone says nothing."""
    if name == "D" or pick(tokens, "the") is None:
        return None
    if name == "Q" and re.match(r"\s+of\b", context.text[tokens[-1].end : tokens[-1].end + 5]):
        return None
    if name == "WE":
        return _weekend(context.reference, context.tense() == FUTURE, context)
    if name in ("DE", "CE", "F"):
        return None
    base, named_by = context.reference, context.named
    if name == "M" and (base.month is None or context.history):
        base, named_by = context.of_month()
    behind = context.text[tokens[-1].end : tokens[-1].end + 10]
    if re.match(r"\s+end(?:ed|ing)\b", behind):
        return Value(f"P1{name}", None, "duration", "how long")
    if name == "Q" and context.quarter is not None and context.span[0] - context.quarter_at < 1000:
        return day(context.quarter, "the quarter mentioned before")
    if name == "Q":
        return day(shift(base, name, -1), f"the {UNIT_NAMES[name]} that ended before {named_by}")
    return day(shift(base, name, 0), f"the {UNIT_NAMES[name]} of {named_by}")


def _weekend(base: Moment, ahead: bool, context: Context) -> Value:
    on = base.date
    back = 0 if ahead or (on is not None and on.isoweekday() >= 6) else -1
    return day(shift(base, "WE", back), f"the {'next' if ahead else 'last'} one, from {context.named}")


def told(name: str, count: int, named_by: str) -> str:
    """The reason in words: *3 days before …*."""
    if count == 0:
        return f"the {name} of {named_by}"
    return f"{abs(count)} {name}{'s' * (abs(count) > 1)} {'before' if count < 0 else 'after'} {named_by}"


def days_from(on: str, count: int) -> Moment:
    """So many days from a day, of which the month may be unknown."""
    at = moment(on) or Moment()
    if at.month is None and at.day is not None and 1 <= at.day + count <= 28:
        return Moment(at.year, None, at.day + count)
    return days(at, count)


def direction(way: Token) -> int:
    """-1 for *earlier* and *before*, 1 for *later* and *after*."""
    return -1 if way.value in (-1, "START") else 1


def _amount(tokens: list[Token]) -> float | None:
    """How many units; None if it is vague. Of *two or three* the first."""
    number = pick(tokens, "number", "small", "integer", "decimal", "year")
    if pick(tokens, "quantity") is not None:
        return None
    value = 1.0 if number is None else float(number.value)
    half_of = pick(tokens, "half")
    if half_of is not None:
        value = value + 0.5 if pick(tokens, "and") else 0.5
    return value


def _shifted(base: Moment, name: str, count: float) -> str | None:
    if name in ("TH", "TM", "TS", "XG", "ML") or abs(count) > 20_000:
        return None
    if name == "DE":
        return shift(base, "Y", int(10 * count))
    if name == "CE":
        return shift(base, "Y", int(100 * count))
    if count != int(count):
        if name == "Y":
            return shift(base, "M", int(12 * count))
        return shift(base, "D", round(count * {"W": 7, "M": 30}.get(name, 1)))
    return shift(base, name, int(count))


def ago(tokens: list[Token], context: Context) -> Value | None:
    """*two weeks ago*; *a few years ago* is only somewhere in the past."""
    named = pick(tokens, "units", "unit")
    assert named is not None
    count = _amount(tokens)
    if count is None or pick(tokens, "number", "small", "integer", "decimal", "a", "half") is None:
        return Value("PAST_REF", None, "date", "so long ago, without a number")
    value = _shifted(context.reference, str(named.value), -count)
    if value is None:
        return Value("PAST_REF", None, "date", "shortly before the telling") if str(named.value)[0] == "T" else None
    if named.value == "Y" and count == 1 and (before := context.quarter_before()):
        return day(*before)
    near = pick(tokens, "approx", "or_so")
    mod = {"LESS_THAN": "LESS_THAN", "MORE_THAN": "MORE_THAN", "APPROX": "APPROX"}.get(near.value) if near else None
    return day(value, told(UNIT_NAMES[str(named.value)], -int(count), context.named), mod)


def before_last(tokens: list[Token], context: Context) -> Value | None:
    """*the week before last*, *the year before last*."""
    named = pick(tokens, "unit")
    assert named is not None
    value = _shifted(context.reference, str(named.value), -2)
    return None if value is None else day(value, told(UNIT_NAMES[str(named.value)], -2, context.named))


def later(tokens: list[Token], context: Context) -> Value | None:
    """*two days later*, *a year earlier*, *three weeks from now*; *two days after …* stays open."""
    named, way = pick(tokens, "units", "unit"), pick(tokens, "earlier", "later", "hence", "part_of_this")
    assert named is not None and way is not None
    count = _amount(tokens)
    behind = context.text[tokens[-1].end : tokens[-1].end + 8]
    if way.word in ("before", "after") and re.match(r"\s+\w", behind):
        return None
    if count is None:
        return Value("FUTURE_REF" if way.kind == "hence" else "PAST_REF", None, "date", f"{way.word}, without a number")
    if way.kind == "hence":
        base, named_by, sign = context.reference, context.named, 1
    else:
        base, named_by, sign = context.anchor_moment(), context.anchor_named(), direction(way)
        if str(named.value) in ("Y", "Q") and sign < 0 and context.reference.date is not None:
            base, named_by = context.reference, context.named
    if named.value == "Y" and count == 1 and sign < 0 and (before := context.quarter_before()):
        return day(*before)
    value = _shifted(base, str(named.value), sign * count)
    return None if value is None else day(value, told(UNIT_NAMES[str(named.value)], sign * int(count), named_by))


def year_ago(tokens: list[Token], context: Context) -> Value:
    """*the year-ago quarter*, *the quarter a year ago*."""
    before = context.quarter_before()
    if before is not None:
        return day(*before)
    unit_token = pick(tokens, "unit")
    if unit_token is not None and unit_token.value == "Q":
        base = context.reference
        quarter = shift(base, "Q", -5)
        return day(quarter, f"a year before the quarter that ended before {context.named}")
    return day(shift(context.reference, "Y", -1), f"a year before {context.named}")

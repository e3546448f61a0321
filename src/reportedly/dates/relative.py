"""Times told from the day of the telling or from the time mentioned before, and parts of them."""

from __future__ import annotations

import re

from reportedly.dates import grammar
from reportedly.dates.context import FUTURE, Context
from reportedly.dates.moments import UNIT_NAMES, Moment, day_value, days, moment, shift
from reportedly.dates.values import Value, day, pick
from reportedly.dates.words import Token

FROM_ANCHOR = ("that", "same", "following", "previous")
_AFTER_THE_NTH = re.compile(
    r"\s*(?:[.,;:)”\"’]|(?:and|or|to|that|when|by|but|who|which|the|at|in|of (?:the )?(?:month|this|last|next)|after|before|for|as|with|said|was|were|had"
    r"|has|is|he|she|they|it|we|on|a|an|all|from|until|while|because|there|his|her|their|no|two|three)\b|$)"
)
_BEFORE_THE_NTH = re.compile(
    r"\b(?:on|by|until|till|since|of|from|before|after|to|and|between|dated|for|or)\s+$", re.IGNORECASE
)


def today(tokens: list[Token], context: Context) -> Value:
    """*today*, *yesterday*, *tomorrow*."""
    word = tokens[0]
    return day(day_value(days(context.reference, word.value)), f"from {context.named}")


def tonight(tokens: list[Token], context: Context) -> Value:
    """*tonight*, *last night*."""
    word = next(token for token in tokens if token.kind == "tonight")
    part = pick(tokens, "part", "part_of_this")
    value = day_value(days(context.reference, word.value)) + "TNI"
    return day(value, f"from {context.named}", part.value if part else None)


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
        tense = context.tense()
        direction = 1 if tense == FUTURE or which is not None and which.kind == "this" and tense >= 0 else -1
        why = "the next one" if direction > 0 else "the last one"
    else:
        direction, strictly = (1 if which.value > 0 else -1), True
        why = f"“{which.word}”"
        if which.kind in ("following", "previous") and (anchored := context.anchor_moment().date) is not None:
            away = (named.value - anchored.isoweekday()) * direction % 7 or 7
            at = days(context.anchor_moment(), direction * away)
            return day(day_value(at), f"“{which.word}”, from {context.anchor_named()}")
    return day(
        day_value(context.day_of_weekday(named.value, direction, strictly)), f"{why}, told from {context.named}"
    )


def nth_of_month(tokens: list[Token], context: Context) -> Value | None:
    """*the 4th*: of the month last mentioned, or of the month of the telling."""
    named = pick(tokens, "nth")
    assert named is not None
    text = context.text
    if not 1 <= named.value <= 31 or not _AFTER_THE_NTH.match(text[named.end : named.end + 24]):
        return None
    if not _BEFORE_THE_NTH.search(text[max(0, tokens[0].start - 12) : tokens[0].start]):
        return None
    base = context.anchor_moment()
    if base.month is None:
        base = context.reference
    at = Moment(base.year, base.month, named.value)
    if context.reference.date is not None and base == context.reference and named.value > (base.day or 31):
        if context.tense() != FUTURE:
            earlier = moment(shift(base, "M", -1))
            at = Moment(earlier.year, earlier.month, named.value) if earlier else at
    why = context.named if base == context.reference else context.anchor_named()
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
    anchored = which.kind in FROM_ANCHOR or which.kind in ("next", "last") and name == "D"
    if which.kind == "next" and pick(tokens, "the") is not None and name != "WE":
        anchored = True
    if name == "D" and which.kind in ("this", "current", "latest"):
        anchored = False
    base = context.anchor_moment() if anchored else context.reference
    named_by = context.anchor_named() if anchored else context.named
    if which.kind in ("that", "same") and context.anchor and name != "Y":
        if name == "W" and re.fullmatch(r"(?:\d{4}|XXXX)-W(?:\d\d|XX)", context.anchor):
            return day(context.anchor, f"the same week as {named_by}")
        if name == "D" and "-WXX-" in context.anchor:
            return day(context.anchor.partition("T")[0], f"the same day as {named_by}")
    if name == "Q" and which.kind in ("latest", "that", "same") and context.quarter is not None:
        return day(context.quarter, "the quarter mentioned before")
    if name == "Q" and which.kind == "latest":
        # Results are reported after the quarter has ended.
        count = -1
    if name == "WE" and which.kind in ("last", "past", "this") and base.date is not None:
        return _weekend(base, which.kind == "this" and context.tense() == FUTURE, context)
    value = shift(base, name, count)
    return day(value, _told(UNIT_NAMES.get(name, name), count, named_by))


def _the_unit(tokens: list[Token], name: str, context: Context) -> Value | None:
    """*the week*, *the year*: the current one; *the day* alone says nothing."""
    if name == "D" or pick(tokens, "the") is None:
        return None
    if name == "WE":
        return _weekend(context.reference, context.tense() == FUTURE, context)
    if name in ("DE", "CE", "F"):
        return None
    anchored = name == "M" and context.anchor_moment().month is not None
    base = context.anchor_moment() if anchored else context.reference
    named_by = context.anchor_named() if anchored else context.named
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
    back = 0 if ahead or on is not None and on.isoweekday() >= 6 else -1
    return day(shift(base, "WE", back), f"the {'next' if ahead else 'last'} one, from {context.named}")


def _told(name: str, count: int, named_by: str) -> str:
    if count == 0:
        return f"the {name} of {named_by}"
    return f"{abs(count)} {name}{'s' * (abs(count) > 1)} {'before' if count < 0 else 'after'} {named_by}"


def part(tokens: list[Token], context: Context) -> Value | None:
    """*early June*, *late last year*, *the end of the month*, *earlier this week*."""
    at = next(i for i, token in enumerate(tokens) if token.kind in ("part", "edge", "part_of_this"))
    rest = at + 1
    while tokens[rest].kind in ("of", "hyphen", "in", "on") and rest < len(tokens) - 1:
        rest += 1
    inner = grammar.atomic(tokens[rest:], context)
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
    inner = grammar.atomic([token for token in tokens if token is not near], context)
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
    return grammar.atomic(inner, context) if inner else None


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
            context.text[told.start].isupper() and not context.text[told.start - 2 : told.start - 1] in (".", "")
            or context.text[told.end : told.end + 3] == " of"
        ):
            return None
        if near is not None and near.word in ("some", "over"):
            return None
    inner = _some_day(rest, context)
    if inner is None:
        at = context.anchor.partition("T")[0] if context.anchor and len(context.anchor) >= 10 else None
        if at is None or context.reference.date is not None and context.anchor is None:
            at = day_value(context.reference)
        inner = day(at, f"of {context.anchor_named()}")
    if len(inner.value.partition("T")[0]) < 10 or inner.kind != "date":
        return None
    return day(inner.value + time, inner.why, near.value if near else None)


def hour_of_part(tokens: list[Token], context: Context) -> Value | None:
    """*two in the morning*."""
    hour, part_of = pick(tokens, "small", "number"), pick(tokens, "daypart")
    assert hour is not None and part_of is not None
    if not 1 <= hour.value <= 12:
        return None
    number = hour.value % 12 + (12 if part_of.value in ("TAF", "TEV") or part_of.value == "TNI" and hour.value > 5 else 0)
    after = tokens[tokens.index(part_of) + 1 :]
    inner = _some_day(after, context)
    base = inner.value if inner else (context.anchor or day_value(context.reference)).partition("T")[0]
    return day(f"{base}T{number:02d}:00", inner.why if inner else f"of {context.anchor_named()}")


def daypart(tokens: list[Token], context: Context) -> Value | None:
    """*Friday evening*, *the night of the 19th*, *this morning*, *the next morning*, *that night*, *mid-afternoon*."""
    part_of = pick(tokens, "daypart", "dayparts", "point")
    assert part_of is not None
    if part_of.kind == "point" and context.text[part_of.start].isupper():
        return None
    mod = pick(tokens, "part", "part_of_this")
    skipped = (part_of, mod)
    rest = [t for t in tokens if t not in skipped and t.kind not in ("hyphen", "of", "in", "comma") or t.kind == "comma"]
    which = pick(tokens, "this", "that", "same", "last", "next", "following", "previous")
    if which is not None and pick(rest, "weekday", "month", "short_month", "nth", "today") is None:
        anchored = which.kind in ("that", "same", "following", "previous") or which.kind == "next"
        base = context.anchor_moment() if anchored else context.reference
        named_by = context.anchor_named() if anchored else context.named
        value = day_value(days(base, which.value))
        if anchored and not which.value and context.anchor and re.match(r"XXXX-WXX-\d", context.anchor):
            value = context.anchor.partition("T")[0]
        return day(value + part_of.value, _told("day", int(which.value), named_by), mod.value if mod else None)
    while rest and rest[0].kind in ("the", "on", "comma", "unit") and rest[-1].kind not in ("nth",):
        rest = rest[1:]
    while rest and rest[0].kind in ("on", "comma", "unit"):
        rest = rest[1:]
    if not rest:
        if mod is None:
            return None
        base_value = (context.anchor or day_value(context.reference)).partition("T")[0]
        if len(base_value) < 10:
            base_value = day_value(context.reference)
        return day(base_value + part_of.value, f"of {context.anchor_named()}", mod.value)
    inner = grammar.atomic(rest, context)
    if inner is None:
        inner = grammar.atomic(rest[1:], context) if len(rest) > 1 else None
    if inner is None or "T" in inner.value:
        return None
    return day(inner.value + part_of.value, inner.why, mod.value if mod else None)


def time_before(tokens: list[Token], context: Context) -> Value | None:
    """*the night before*, *the week after*, *the year earlier*."""
    named, way = pick(tokens, "daypart", "unit"), pick(tokens, "earlier", "later", "part_of_this")
    assert named is not None and way is not None
    base, named_by = context.anchor_moment(), context.anchor_named()
    unit_name = "D" if named.kind == "daypart" else str(named.value)
    if unit_name.startswith("T"):
        return None
    if way.word in ("before", "after") and re.match(
        r"\s+(?:the|a|an|his|her|its|their|he|she|they|it|we|[A-Z])", context.text[tokens[-1].end : tokens[-1].end + 8]
    ):
        return None
    sign = _sign(way)
    value = shift(base, unit_name, sign)
    if base.year is None and base.month is None and base.day and unit_name == "D" and base.day + sign >= 1:
        value = day_value(Moment(None, None, base.day + sign))
    suffix = str(named.value) if named.kind == "daypart" else ""
    return day(value + suffix, _told("day" if suffix else UNIT_NAMES.get(unit_name, unit_name), sign, named_by))


def _sign(way: Token) -> int:
    return -1 if way.value in (-1, "START") else 1


def week_of(tokens: list[Token], context: Context) -> Value | None:
    """*the week of March 6*."""
    named = pick(tokens, "unit")
    at = next(i for i, token in enumerate(tokens) if token.kind == "of")
    if named is None or named.value != "W":
        return None
    inner = grammar.atomic(tokens[at + 1 :], context)
    base = moment(inner.value) if inner else None
    return None if inner is None or base is None else day(shift(base, "W", 0), f"the week of that day; {inner.why}")


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
    return day(value, _told(UNIT_NAMES[str(named.value)], -int(count), context.named), mod)


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
        base, named_by, sign = context.anchor_moment(), context.anchor_named(), _sign(way)
        if str(named.value) in ("Y", "Q") and sign < 0 and context.reference.date is not None:
            base, named_by = context.reference, context.named
    if named.value == "Y" and count == 1 and sign < 0 and (before := context.quarter_before()):
        return day(*before)
    value = _shifted(base, str(named.value), sign * count)
    return None if value is None else day(value, _told(UNIT_NAMES[str(named.value)], sign * int(count), named_by))


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

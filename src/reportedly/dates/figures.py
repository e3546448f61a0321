"""Numbers: in words, in figures, of the clock."""

from __future__ import annotations

import re
from typing import Any

from reportedly.dates.lexicon import Token, lexicon

_CLOCK = re.compile(r"(\d+)(?:[:.](\d\d))?(?::\d\d)?\s?([aApP])?")
_FRACTION = {"½": 0.5, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_MARKS = {",": "comma", "-": "hyphen", "–": "hyphen", "—": "hyphen", "'s": "possessive", "'": "possessive"}
_MONEY = frozenset("$£€#₩¥")


def in_words(matches: list[re.Match[str]], at: int) -> tuple[Token, int]:
    """A number in words, as many of them as belong together: *twenty-five*, *two hundred*, *nineteen ninety-six*."""
    words = lexicon().words
    parts: list[int] = []
    place = at
    used = at
    while place < len(matches) and place - at < 12:
        low = matches[place].group().lower()
        kind, value = words.get(low, ("", 0))
        if kind == "number" and isinstance(value, int):
            parts.append(value)
            used = place
            place += 1
        elif low == "-" and place == used + 1 and parts and parts[-1] in range(20, 100, 10):
            place += 1
        else:
            break
    start, end = matches[at].start(), matches[used].end()
    value, kind = _value(parts), "number"
    if len(parts) in (2, 3) and 15 <= parts[0] <= 20 and parts[1] in range(10, 100) and parts[0] != 20:
        value, kind = 100 * parts[0] + sum(parts[1:]), "year"
    elif value is not None and parts[:2] == [2, 1000] and len(parts) <= 3:
        kind = "year"
    low = matches[used + 1].group().lower() if used + 1 < len(matches) else ""
    if low == "-" and parts[-1] in range(20, 100, 10) and used + 2 < len(matches):
        kind_of, ordinal = words.get(matches[used + 2].group().lower(), ("", 0))
        if kind_of == "ordinal" and isinstance(ordinal, int) and ordinal < 10:
            return Token(start, matches[used + 2].end(), "", "ordinal", (value or 0) + ordinal), used + 3 - at
    return Token(start, end, "", kind, value if value is not None else parts[0]), used + 1 - at


def _value(parts: list[int]) -> int | None:
    total = current = 0
    for part in parts:
        if part == 100:
            current = max(current, 1) * 100
        elif part == 1000:
            total, current = total + max(current, 1) * 1000, 0
        else:
            current += part
    return total + current


def number(match: re.Match[str], text: str) -> Token | None:
    """What figures or a mark stand for, or None if they can be no part of a time."""
    written, group = match.group(), match.lastgroup
    start, end = match.span()
    if group == "mark":
        kind = _MARKS.get(written.replace("’", "'"))
        return Token(start, end, written, kind, None) if kind else None
    if group == "digits":
        return _digits(written, start, end, text)
    value: Any = written
    if group == "clock":
        value = _clock(written)
        if value is None:
            return None
    elif group == "tens":
        figures = re.sub(r"\D", "", written)
        value = int(figures[:3]) if len(figures) == 4 else 190 + int(figures[0])
    elif group == "nth":
        value = int(written[:-2])
    elif group == "short_year":
        value = 1900 + int(written[1:]) if int(written[1:]) >= 40 else 2000 + int(written[1:])
    return Token(start, end, written.lower(), str(group), value)


def _digits(written: str, start: int, end: int, text: str) -> Token | None:
    before, behind = text[start - 1 : start], text[end : end + 1]
    if (before and before in _MONEY) or behind == "%" or before.isalpha() or behind.isalpha():
        return None
    if written.isdigit():
        if len(written) > 9:
            return None
        value = int(written)
        if len(written) == 4 and 1000 <= value < 2200:
            return Token(start, end, written, "year", value)
        return Token(start, end, written, "small" if 1 <= value <= 31 and len(written) <= 2 else "integer", value)
    amount = 0.0
    for part in re.findall(r"½|\d/\d|[\d,.]+", written):
        amount += _FRACTION[part] if part in _FRACTION else float(part.replace(",", "").rstrip(".")[:12] or 0)
    return Token(start, end, written, "decimal", int(amount) if amount.is_integer() else amount)


def _clock(written: str) -> str | None:
    """``T17:30`` for a time of the clock, or None if there is no such time."""
    match = _CLOCK.match(written)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[3] in "pP" else 0)
    return f"T{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None

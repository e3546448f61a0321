"""What a time expression was understood to mean."""

from __future__ import annotations

from typing import NamedTuple

from reportedly.dates.lexicon import Token


class Value(NamedTuple):
    """A TIMEX3 value and modifier, the type in lower case, and the reason in plain English."""

    value: str
    mod: str | None
    kind: str
    why: str


def pick(tokens: list[Token], *kinds: str) -> Token | None:
    """The first of some words that is of one of these kinds."""
    return next((token for token in tokens if token.kind in kinds), None)


def day(value: str, why: str, mod: str | None = None) -> Value:
    """A date, or a time if the value has a part of a day."""
    return Value(value, mod, "time" if "T" in value else "date", why)

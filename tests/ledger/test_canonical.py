"""Entries are written as RFC 8785 has it: faster than by the library for it, and never otherwise."""

from __future__ import annotations

import math
from enum import IntEnum
from typing import Any

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from reportedly.ledger.entries import canonical

WORDS = st.text() | st.text(alphabet='"\\/\b\f\n\r\t\x00\x1f\x7f\u2028\ue000\uffff\U0001f600é한')
NUMBERS = (
    st.integers()
    | st.integers(-(2**54), 2**54)
    | st.floats()
    | st.decimals(allow_nan=False, allow_infinity=False, places=4).map(float)
)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | WORDS,
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(WORDS, inner),
    max_leaves=12,
)


class Number(IntEnum):
    """A number that says more than that it is one."""

    SEVEN = 7


class Word(str):
    """A word that would be written otherwise if it were asked."""

    def __str__(self) -> str:
        return "another"


def written(dumps: Any, value: Any) -> Any:
    """The bytes, or that there are none."""
    try:
        return dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        return None


@example({"\ue000": 1, "\U0001f600": 2})  # sorted by code points they stand the other way round
@example({"b": 38.0, "a": -0.0, "c": 1e21, "d": 1e-7, "e": 2**53 - 1})
@example([2**53, -(2**53) + 1])
@example([True, 1, Number.SEVEN, Word("this")])
@example({"\ud800": "\udfff"})
@given(VALUES)
def test_a_value_is_written_as_the_library_writes_it(value: Any) -> None:
    assert written(canonical, value) == written(rfc8785.dumps, value)


@pytest.mark.parametrize(
    "value", [{1: 2}, {"a": {None: 1}}, {1, 2}, object(), math.nan, {"a": -math.inf}, 2**53, "\ud800"]
)
def test_what_the_library_refuses_is_refused(value: Any) -> None:
    assert written(canonical, value) is None

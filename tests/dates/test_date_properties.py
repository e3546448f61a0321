"""What holds for every text: exact spans, no failure, the same dates again, sound values."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reportedly.dates.knowledge import knowledge
from tests.dates.reading import dates

_VALUE = re.compile(
    r"(?:PAST|PRESENT|FUTURE)_REF|P(?:T?[\dX.]+(?:DE|WE|[A-Z]))+(?:T?\d+[A-Z])*|BC\d\d(?:\d\d)?|\d{2,3}|XXX?"
    r"|(?:\d{4}|XXXX)(?:-(?:\d\d|XX)(?:-(?:\d\d|XX))?|-W(?:\d\d|XX)(?:-WE|-\d)?|-Q[\dX]|-H\d|-(?:SP|SU|FA|WI))?"
    r"(?:T(?:MO|AF|EV|NI|\d\d:\d\d))?"
)
WORDS = sorted(
    {
        str(word)
        for kind, listed in knowledge("words.yaml").items()
        for word in (listed if kind != "capitalised" else ())
    }
)
PIECES = st.sampled_from(
    [
        *WORDS,
        "June",
        "May",
        "Monday",
        "1998",
        "2021",
        "31",
        "30th",
        "6",
        "1/2",
        "'90s",
        "5 p.m.",
        "10:30",
        "2021-02-30",
        ",",
        "-",
        "'s",
        ".",
        "\n\n",
        "29 February",
        "Lunar New Year",
        "Juche 110",
        "99999999999",
    ]
)
TEXTS = st.text(max_size=200) | st.lists(PIECES, max_size=25).map(" ".join)


@given(TEXTS, st.none() | st.dates().map(date.isoformat))
def test_find_gives_exact_sorted_spans_and_sound_values(text: str, published: str | None) -> None:
    found = dates(text, published)
    reached = 0
    for one in found:
        start, end = one.span
        assert reached <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]
        assert _VALUE.fullmatch(one.value), one.value
        assert one.kind in ("date", "time", "duration", "set")
        assert (one.earliest is None) == (one.latest is None)
        assert one.earliest is None or (one.latest is not None and one.earliest <= one.latest)
        assert one.why
        reached = end


@given(TEXTS, st.none() | st.dates().map(date.isoformat))
def test_find_is_deterministic(text: str, published: str | None) -> None:
    assert dates(text, published) == dates(text, published)


def test_a_long_run_of_words_of_time_is_read_piece_by_piece() -> None:
    assert len(dates("Monday " * 5000)) == 5000
    assert dates("the " * 20_000) == ()

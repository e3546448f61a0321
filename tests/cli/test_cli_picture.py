"""The picture of a record: readable at any width, safe, and complete without colour."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from reportedly.cli.layout import WIDEST
from reportedly.cli.picture import picture
from reportedly.cli.safe import visible
from reportedly.record import Report
from tests.exports.invented import bare, dispatch
from tests.exports.layers import reports


def drawn(report: Report, width: int = 80, *, encoding: str = "utf-8", colour: bool = False) -> str:
    file = io.StringIO()
    console = Console(
        file=file,
        width=width,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        legacy_windows=False,
    )
    console.print(picture(report, encoding=encoding))
    return file.getvalue()


@given(reports(), st.integers(20, 150), st.sampled_from(["utf-8", "ascii", "latin-1", "no such encoding"]))
@settings(deadline=None, max_examples=200)
def test_picture_fits_and_holds_no_controls_whatever_the_record(report: Report, width: int, encoding: str) -> None:
    picture = drawn(report, width, encoding=encoding)
    for line in picture.split("\n"):
        assert cell_len(line) <= min(width, WIDEST)
        assert not [c for c in line if unicodedata.category(c) in {"Cc", "Cs"} or c in "\u202e\u2066\u200f\ufeff\u2028"]
    if encoding in ("ascii", "latin-1"):
        picture.encode(encoding)


@given(reports())
@settings(deadline=None, max_examples=50)
def test_picture_has_the_same_words_in_colour(report: Report) -> None:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", drawn(report, colour=True))
    assert plain == drawn(report)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_picture_loses_no_word_at_any_width(width: int) -> None:
    report = dispatch()
    text = re.sub(r"[\s│]+", " ", drawn(report, width))
    for claim in report.claims:
        assert re.sub(r"\s+", " ", report.words(claim.content)) in text


def test_picture_shows_chain_words_and_manner_of_a_claim() -> None:
    assert (
        "6  Vosmara Window › a source in the province [implied] › ministry officials\n"
        "   │ “A receiver under the bed is an open door in the wall,”\n"
        "   stated · cue: was quoted as saying · direct quote · confidence 90%\n"
    ) in drawn(dispatch())


def test_picture_hangs_wrapped_words_below_their_beginning() -> None:
    lines = drawn(dispatch(), 40).splitlines()
    at = lines.index("   │ “All forty wardens were summoned to")
    assert lines[at + 1] == "   │ Oskamen,”"


def test_picture_counts_what_rests_on_anonymous_sources() -> None:
    last = drawn(dispatch()).splitlines()[-1]
    assert last == "9 claims · 10 attributions · 6 sources · 7 claims rest on anonymous sources"


def test_picture_of_nothing_says_so() -> None:
    text = drawn(bare("The lake froze."))
    assert "Untitled report\noutlet unknown · date unknown · language unknown\n" in text
    assert "none found" in text


def test_picture_shows_notes() -> None:
    assert "Note: Not read yet." in drawn(replace(bare("x"), notes=("Not read yet.",)))


def test_picture_in_ascii_has_plain_cousins() -> None:
    text = drawn(dispatch(), encoding="ascii")
    assert '| "A receiver under the bed is an open door in the wall,"' in text
    assert text.isascii()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;owned\x07", "\\x1b]0;owned\\x07"),
        ("a\u202eb", "a\\u202eb"),
        ("two\n\tlines\u2028three", "two lines three"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
    ],
)
def test_visible_shows_what_a_terminal_would_obey(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_visible_escapes_what_the_encoding_lacks() -> None:
    assert visible("“снег”", "latin-1") == '"\\u0441\\u043d\\u0435\\u0433"'

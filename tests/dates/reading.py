"""Short invented texts, read by the dates step alone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from reportedly.dates import find
from reportedly.language import Analysis
from reportedly.language.pieces import paragraphs
from reportedly.language.sentences import sentences
from reportedly.record import Date, Report

PUBLISHED = "2021-03-04"
"""A Thursday."""


def report(text: str, published: str | None = PUBLISHED, **known: Any) -> Report:
    """A report of which the text and the day of publication are known, and what is given."""
    return Report(
        id="sha256:" + "0" * 64, text=text, media_type="text/plain", language="en", published=published, **known
    )


def read(one: Report) -> tuple[Date, ...]:
    """The dates of a report."""
    spans = [span for start, end in paragraphs(one.text) for span in sentences(one.text, start, end)]
    return find(one, cast(Analysis, SimpleNamespace(sentences=spans)))


def dates(text: str, published: str | None = PUBLISHED, **known: Any) -> tuple[Date, ...]:
    """The dates of a text."""
    return read(report(text, published, **known))


def values(text: str, published: str | None = PUBLISHED, **known: Any) -> dict[str, str]:
    """For the words of every expression of a text its value, with the modifier behind it if there is one."""
    return {
        text[one.span[0] : one.span[1]]: one.value + (f" {one.mod}" if one.mod else "")
        for one in dates(text, published, **known)
    }

"""The place from which a report is filed: *SEOUL, South Korea —*, *DOLM (The Lantern Daily) –*."""

from __future__ import annotations

import re

from reportedly.record import Report, Span

FIRST_LINES = 8
"""Lines at the head of a report among which the dateline may be."""

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z.]*"
_DATE = rf"(?:,?\s{{1,2}}(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?)?"
_OUTLET = r"(?P<outlet>\s{0,2}\([^()\n]{2,40}\))?"
_NAME = r"[^\W\d_a-z][\w.'’-]{0,25}(?:[ ][^\W\d_a-z][\w.'’-]{0,25}){0,3}"
_LINE = re.compile(
    rf"\s{{0,3}}(?P<place>{_NAME})(?P<held>,\s{_NAME})?(?P<date>{_DATE}){_OUTLET}\s{{0,2}}(?:[—–―]|--?(?=\s))\s{{0,2}}(?=\S)"
)


def dateline(report: Report, paragraphs: list[Span]) -> Span | None:
    """The words that name the place of the dateline, without what holds it; None if the report has none."""
    seen = 0
    for start, end in paragraphs:
        if any(s <= start < e for s, e in report.boilerplate):
            continue
        seen += 1
        if seen > FIRST_LINES:
            return None
        match = _LINE.match(report.text, start, min(end, start + 140))
        if match is None or end - match.end() < 20:
            continue
        if report.text[match.end() : match.end() + 20].isupper():
            continue  # a headline: *SOCCER - ROMANIA BEAT LITHUANIA*
        place = match.group("place")
        if place.isupper() or match.group("outlet") or match.group("date"):
            return match.span("place")
    return None

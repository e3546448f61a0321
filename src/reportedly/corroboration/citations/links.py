"""Links: addresses written out in a text, and the anchors of the web page that it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html  # type: ignore[import-untyped]

from reportedly.record import Report, Span

_ADDRESS = re.compile(
    r"\bhttps?://[^\s<>\"”’)\]]+[^\s<>\"”’)\].,;:!?]|\bwww\.[a-z0-9-]+(?:\.[a-z]+)+(?:/[^\s<>\"”’)\]]*[\w/])?"
)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Link:
    """Words of the text that lead to an address."""

    span: Span
    url: str


def links(report: Report, page: bytes | None = None) -> list[Link]:
    """All links whose words stand in the report's text, in order."""
    found = [Link(match.span(), match.group()) for match in _ADDRESS.finditer(report.text)]
    if page and report.media_type in ("text/html", "application/xhtml+xml"):
        found += _anchors(report.text, page)
    return sorted(set(found), key=lambda one: (one.span, one.url))


def _anchors(text: str, page: bytes) -> Iterator[Link]:
    """The anchors of a page with an address, at the next place of the text that has their words."""
    try:
        tree = html.document_fromstring(page)
    except (etree.ParserError, ValueError):
        return
    at = 0
    for anchor in tree.iter("a"):
        url = (anchor.get("href") or "").strip()
        words = _SPACES.sub(" ", anchor.text_content()).strip()
        if not url.startswith(("http://", "https://")) or len(words) < 2:
            continue
        pattern = re.compile(r"\s+".join(re.escape(word) for word in words.split(" ")))
        if match := pattern.search(text, at) or _only(pattern, text):
            yield Link(match.span(), url)
            at = max(at, match.start())


def _only(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The one place of the text, if it is one."""
    found = list(pattern.finditer(text))
    return found[0] if len(found) == 1 else None

"""HTML made fit for parsing: which charset it declares, and trees too deep for the parser made shallow.

libxml2 gives up on a page at 256 levels, and everything that walks a tree recursively ends sooner or later in the same
way. Such pages exist by accident (an unclosed tag in a loop) and on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

DEEPEST = 60
"""Levels of tags that are kept. Rows and cells are not counted, so the tree may be three times as deep, below 256."""

_CHARSET = re.compile(rb"<meta[^<>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^<>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']")
_STARTS = re.compile(
    r"\s*(?:<\?xml[^<>]{0,300}>\s*)?(?:<!--[^>]{0,2000}-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_FEED = re.compile(r"\s*(?:<\?xml[^<>]{0,300}>\s*)?<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)(?=[\s/>])([^<>]*)>")
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"))
# Their end tags may be missing, so they are no measure of depth.
_OPEN_ENDED = frozenset(
    ("p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "html", "head", "body")
)
_INLINE = frozenset(
    ("a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "mark", "s", "small", "span", "strong", "u")
)


def declared_charset(data: bytes) -> str | None:
    """The charset that the page names in its first kilobytes."""
    found = _XML_ENCODING.search(data[:300]) or _CHARSET.search(data[:8192])
    return found[1].decode("ascii", "replace") if found else None


def looks_like_html(text: str) -> bool:
    """Whether a text of unknown kind begins as an HTML page does."""
    return _STARTS.match(text[:20_000]) is not None


def looks_like_feed(text: str) -> bool:
    """Whether a text of unknown kind begins as an RSS or Atom feed does."""
    return _FEED.match(text[:2000]) is not None


def shallow(page: str) -> str:
    """The page itself, or, if tags are nested deeper than ``DEEPEST``, without the tags below that level."""
    depth = deepest = 0
    for _, _, step in _steps(page):
        depth = max(0, depth + step)
        deepest = max(deepest, depth)
    return page if deepest <= DEEPEST else _flattened(page)


def _flattened(page: str) -> str:
    pieces: list[str] = []
    at = depth = 0
    broken = False
    for start, end, step in _steps(page):
        words = page[at:start]
        pieces.append(words)
        broken = broken and not words.strip()
        below = depth > DEEPEST or (depth == DEEPEST and step > 0)
        depth = max(0, depth + step)
        if not below:
            pieces.append(page[start:end])
        elif not broken and page[start:end].strip("</>").split(None, 1)[0].lower() not in _INLINE:
            # What was a block stays a line.
            pieces.append("<br>")
            broken = True
        at = end
    pieces.append(page[at:])
    return "".join(pieces)


def _steps(page: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and +1 or -1 of every tag that makes the tree deeper or shallower."""
    at = 0
    missing: set[str] = set()  # ends that do not come again, so that nobody looks for them twice
    while match := _TAG.search(page, at):
        comment = page.find("<!--", at, match.start()) if "<!--" not in missing else -1
        if comment >= 0:
            end = page.find("-->", comment + 4)
            if end < 0:
                missing.add("<!--")
                continue
            at = end + 3
            continue
        at = match.end()
        tag = match[2].lower()
        closing = bool(match[1])
        if tag in ("script", "style") and not closing and tag not in missing:
            end = page.find(f"</{tag}", at)
            if end < 0:
                missing.add(tag)
            else:
                at = end
            continue
        if tag in _VOID or tag in _OPEN_ENDED or match[3].endswith("/") or tag in ("script", "style"):
            continue
        yield match.start(), match.end(), -1 if closing else 1

"""What an HTML page declares about itself: title, outlet, authors and the day it was first published.

Only declarations count: JSON-LD, Open Graph, meta elements, elements marked as author or date. Nothing is guessed from
an address, from running text or from the day on which the page is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from reportedly.documents import metadata

_ARTICLES = {"NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "Report", "AnalysisNewsArticle",
             "OpinionNewsArticle", "BackgroundNewsArticle", "WebPage"}  # fmt: skip
_PUBLISHED_METAS = {"article:published_time", "article:published", "og:article:published_time", "datepublished",
                    "date", "pubdate", "publishdate", "publish_date", "publication_date", "dc.date", "dc.date.issued",
                    "dc.date.created", "dcterms.issued", "dcterms.created", "dcterms.date", "citation_publication_date",
                    "parsely-pub-date", "sailthru.date", "og:published_time", "date.created", "dc.created"}  # fmt: skip
_AUTHOR_METAS = {"author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl"}
_SITE_METAS = ("og:site_name",)
_PUBLISHER_METAS = ("publisher", "dc.publisher", "dcterms.publisher", "article:publisher", "citation_publisher")
_DATE_MARK = re.compile(
    r"(?:^|[\s_-])(?:pub(?:lish(?:ed)?)?-?date|published|entry-date|post-date|date-published|dateline)(?:$|[\s_-])"
)
_AUTHOR_MARK = re.compile(r"(?:^|\s)(?:author|byline|author-name|byline-name|article-author|post-author)(?:$|\s)")
# Fixed, so that a page reads the same on every day: htmldate would take "today" as the latest.
_EARLIEST, _LATEST = datetime(1980, 1, 1), datetime(2199, 12, 31)


@dataclass(frozen=True)
class Page:
    """What the page says, each None or empty if it does not."""

    title: str | None = None
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None


def read(tree: Any) -> Page:
    """What the page of a parsed tree declares. The tree is not changed."""
    things = list(_json_ld(tree))
    article = next((one for one in things if _is_article(one)), {})
    metas = _metas(tree)
    outlet = _outlet(metas, article, things)
    return Page(
        title=_title(tree, metas, article, outlet),
        outlet=outlet,
        byline=_authors(tree, metas, article, outlet),
        published=_published(tree, metas, article),
    )


def _metas(tree: Any) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        value = _clean(element.get("content"))
        if key and value:
            metas.setdefault(key.strip().lower(), []).append(value)
    return metas


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    """Every thing that the page's JSON-LD describes, in order; broken JSON describes nothing."""
    for element in tree.iter("script"):
        if (element.get("type") or "").strip().lower() != "application/ld+json" or not element.text:
            continue
        try:
            waiting = [json.loads(element.text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            one = waiting.pop(0)
            if isinstance(one, list):
                waiting = [*one, *waiting]
            elif isinstance(one, dict):
                yield one
                waiting = [one.get("@graph"), one.get("mainEntity"), *waiting]


def _is_article(thing: dict[str, Any]) -> bool:
    kinds = thing.get("@type")
    return bool(_ARTICLES & {kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)})


def _names(value: Any) -> list[str]:
    """Names of the people or organisations in a JSON-LD value."""
    if isinstance(value, list):
        return [name for one in value for name in _names(one)]
    name = _clean(value.get("name") if isinstance(value, dict) else value)
    return [name] if name else []


def _outlet(metas: dict[str, list[str]], article: dict[str, Any], things: list[dict[str, Any]]) -> str | None:
    declared = [value for key in _SITE_METAS for value in metas.get(key, ())]
    declared += _names(article.get("publisher"))
    declared += [name for one in things for name in _names(one.get("publisher"))]
    declared += [value for key in _PUBLISHER_METAS for value in metas.get(key, ())]
    makers = [one for one in things if one.get("@type") in ("NewsMediaOrganization", "WebSite")]
    declared += [name for one in makers for name in _names(one)]
    return next((value for value in declared if _is_name(value)), None)


def _is_name(value: str) -> bool:
    return len(value) < 100 and "://" not in value and any(character.isalpha() for character in value)


def _title(tree: Any, metas: dict[str, list[str]], article: dict[str, Any], outlet: str | None) -> str | None:
    headings = [_clean(" ".join(element.itertext())) for element in tree.iter("h1")]
    candidates = [
        *_names(article.get("headline")),
        *metas.get("og:title", ()),
        *metas.get("twitter:title", ()),
        *([headings[0]] if len(headings) == 1 else []),
        *[_clean(" ".join(element.itertext())) for element in tree.iter("title")][:1],
    ]
    for candidate in candidates:
        title = _without_site(candidate, outlet) if candidate else ""
        if title and len(title) < 400:
            return title
    return None


def _without_site(title: str, outlet: str | None) -> str:
    """A title without "| The Outlet" at its end."""
    if not outlet:
        return title
    return re.sub(rf"\s*[|–—·»:-]+\s*(?:The )?{re.escape(outlet)}$", "", title, flags=re.IGNORECASE) or title


def _authors(tree: Any, metas: dict[str, list[str]], article: dict[str, Any], outlet: str | None) -> tuple[str, ...]:
    marked = [
        _clean(" ".join(element.itertext()))
        for element in tree.iter("a", "span", "p", "div", "address")
        if element.get("rel") == "author"
        or (element.get("itemprop") or "") == "author"
        or _AUTHOR_MARK.search(element.get("class") or "")
    ]
    declared = (
        _names(article.get("author")),
        [value for key in sorted(_AUTHOR_METAS) for value in metas.get(key, ())],
        marked[:3],
    )
    for candidates in declared:
        found = [
            name
            for candidate in candidates
            if candidate and _is_name(candidate)
            for name in metadata.names(re.sub(r"^(?:by|von|par|por)\b:?\s+", "", candidate, flags=re.IGNORECASE))
            if name.casefold() not in {(outlet or "").casefold(), "admin", "editor", "staff", "webmaster"}
            and len(name) < 60
            and not any(character.isdigit() or character in "@|" for character in name)
        ]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _published(tree: Any, metas: dict[str, list[str]], article: dict[str, Any]) -> str | None:
    """The first declared day of publication; days of changes are none."""
    declared = [value for value in (article.get("datePublished"), article.get("dateCreated")) if isinstance(value, str)]
    declared += [value for key in metas if key in _PUBLISHED_METAS for value in metas[key]]
    for value in declared:
        found = _day(value)
        if found:
            return found
    times = list(tree.iter("time"))
    marked = [
        element
        for element in tree.iter("time", "span", "p", "div", "abbr")
        if element.get("itemprop") == "datePublished"
        or element.get("pubdate") is not None
        or _DATE_MARK.search((element.get("class") or "").lower())
    ]
    for elements in (marked, times):
        days = {_day(element.get("datetime") or element.get("content") or _text(element)) for element in elements}
        days.discard(None)
        # Several times belong to several things on the page, and nothing tells which is the report's.
        if len(days) == 1:
            return days.pop()
    return None


def _day(written: str) -> str | None:
    """A declared date as ISO 8601, read by htmldate; None if it is no full date."""
    if not written or len(written) > 100:
        return None
    iso = re.match(r"\d{4}-\d{2}-\d{2}(?=$|[T ])", written.strip())
    if iso:
        # As it is declared: the day of the outlet's own time zone.
        return metadata.parse_date(iso.group())
    spelled = metadata.parse_date(written)
    if spelled:
        return spelled
    # Without a year there is nothing to be read; 03/04/2021 is two different days.
    if not re.search(r"\d{4}", written) or len(re.findall(r"\d+", written)) < 2 or _two_ways(written):
        return None
    from htmldate.extractors import try_date_expr  # heavy

    return try_date_expr(written, "%Y-%m-%d", True, _EARLIEST, _LATEST)


def _two_ways(written: str) -> bool:
    slashed = re.search(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-]\d{4}", written)
    return slashed is not None and slashed[1] != slashed[2] and max(int(slashed[1]), int(slashed[2])) <= 12


def _text(element: Any) -> str:
    return _clean(" ".join(element.itertext())) or ""


def _clean(value: Any) -> str:
    """One line of text without markup; an empty one for what is no text."""
    if not isinstance(value, str):
        return ""
    return " ".join(re.sub(r"<[^<>]{1,200}>", "", unescape(value)).split())

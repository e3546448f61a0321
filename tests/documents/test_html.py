"""documents.html, page and markup: the account of a page, what it declares, pages that are broken or hostile."""

from __future__ import annotations

import contextlib
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.documents import markup, open_bytes
from reportedly.errors import NotText, ReportError, TooLarge
from reportedly.record import Report

FIRST = "The harbour council has closed the eastern pier to all boats, two skippers told The Harbour Wire on Monday."
SECOND = "“They read out the order and left,” one of the skippers said. “Nobody asked why.”"
THIRD = "The council did not answer questions, and the pier was still closed on Thursday evening."
BODY = f"<article><h1>Pier closed</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"


def page(head: str = "", body: str = BODY) -> Report:
    top = f"<!DOCTYPE html><html><head><title>Pier closed | The Harbour Wire</title>{head}</head>"
    return open_bytes(f"{top}<body>{body}</body></html>".encode(), "page.html")


def test_paragraphs_are_lines_with_an_empty_line_between() -> None:
    nav = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav>"
    report = page(body=nav + BODY + "<footer><p>Imprint and privacy</p></footer>")
    assert report.media_type == "text/html"
    assert report.text.endswith("\n\n".join([FIRST, SECOND, THIRD]))
    assert "World" not in report.text
    assert report.language == "en"


def test_open_graph_and_json_ld_are_read() -> None:
    thing = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "harbourwire"},
            {
                "@type": ["NewsArticle"],
                "headline": "Pier closed in &quot;Halmet&quot;",
                "datePublished": "2021-03-04T23:30:00-05:00",
                "dateModified": "2022-01-01",
                "author": [{"@type": "Person", "name": "Mira Tolm"}, {"@type": "Person", "name": "Tomas Reil"}],
                "publisher": {"@type": "Organization", "name": "The Harbour Wire"},
            },
        ],
    }
    report = page(f'<script type="application/ld+json">{json.dumps(thing)}</script>')
    assert report.title == 'Pier closed in "Halmet"'
    assert report.byline == ("Mira Tolm", "Tomas Reil")
    assert report.published == "2021-03-04"
    assert report.outlet == "The Harbour Wire"


def test_meta_elements_are_read() -> None:
    report = page(
        '<meta property="og:site_name" content="The Harbour Wire">'
        '<meta name="author" content="By Mira Tolm and Tomas Reil">'
        '<meta property="article:modified_time" content="2022-05-05T10:00:00Z">'
        '<meta property="article:published_time" content="2021-03-04T10:00:00Z">'
    )
    assert (report.outlet, report.published, report.title) == ("The Harbour Wire", "2021-03-04", "Pier closed")
    assert report.byline == ("Mira Tolm", "Tomas Reil")


@pytest.mark.parametrize(
    ("body", "published"),
    [
        ('<time datetime="2021-03-04T08:00">March 4</time>', "2021-03-04"),
        ('<span class="entry-date">4 March 2021</span>', "2021-03-04"),
        ('<span class="published">4. März 2021</span>', "2021-03-04"),
        ('<time datetime="2021-03-04">a</time><time datetime="2020-01-01">b</time>', None),
        ('<span class="published">03/04/2021</span>', None),
        ('<span class="published">yesterday</span>', None),
        ("<p>In 2019 and on 4 March 2021 nothing happened in Halmet, the council said in a long statement.</p>", None),
        ("<footer>© 2021 The Harbour Wire</footer>", None),
        ('<link rel="canonical" href="https://example.org/2021/03/04/pier">', None),
    ],
)
def test_published_is_only_a_declared_day(body: str, published: str | None) -> None:
    assert page(body=body + BODY).published == published


def test_a_change_is_no_publication() -> None:
    assert page('<meta property="article:modified_time" content="2022-05-05T10:00:00Z">').published is None


def test_no_site_name_is_no_outlet_from_the_address() -> None:
    body = BODY.replace("two skippers told The Harbour Wire", "two skippers said")
    report = page('<meta property="og:url" content="https://www.halmet-herald.example/x">', body)
    assert report.outlet is None


def test_broken_json_ld_describes_nothing() -> None:
    deep = "[" * 50_000
    report = page(
        f'<script type="application/ld+json">{{"@type": </script><script type="application/ld+json">{deep}</script>'
    )
    assert report.text.endswith(THIRD)


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<meta charset="euc-kr">', "cp949"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=ks_c_5601-1987">', "cp949"),
        ('<meta charset="utf-8">', "utf-8"),
        ("", "cp949"),
        ("", "utf-16"),
    ],
)
def test_the_declared_charset_is_honoured(declaration: str, encoding: str) -> None:
    account = "도 위원회는 지난달 말 회의를 열고 국경 마을의 야간 통행을 금지하라고 지시했다고 소식통이 전했다."
    html = f"<html><head>{declaration}<title>회의</title></head><body><article><p>{account}</p></article></body></html>"
    report = open_bytes(html.encode(encoding), "a.html")
    assert account in report.text
    assert report.language == "ko"


def test_a_page_is_recognised_without_its_name_and_a_text_about_tags_is_not() -> None:
    assert open_bytes(f"\n<!-- saved -->\n<html><body>{BODY}</body></html>".encode(), "-").media_type == "text/html"
    assert open_bytes(b"The tag <html> opens a page, the editor said.", "-").media_type == "text/plain"


def test_a_truncated_page_is_read_as_far_as_it_goes() -> None:
    html = (
        f"<html><head><title>Pier</title></head><body><article><p>{FIRST}</p><p>{SECOND}</p><p>The council did not ans"
    )
    report = open_bytes(html.encode(), "cut.html")
    assert FIRST in report.text
    assert report.text.endswith("The council did not ans")
    assert FIRST in open_bytes(html.encode() + "é".encode()[:1], "cut.html").text


@pytest.mark.parametrize("tag", ["div", "span", "b", "blockquote", "section", "font", "x-y", "a", "table"])
def test_a_page_nested_a_hundred_thousand_deep_is_read(tag: str) -> None:
    html = "<html><body>" + f"<{tag}>" * 100_000 + BODY + "</body></html>"
    began = time.perf_counter()
    report = open_bytes(html.encode(), "deep.html")
    assert FIRST in report.text
    assert time.perf_counter() - began < 30


@pytest.mark.parametrize("tag", ["p", "li", "ul><li", "table><tr><td"])
def test_a_hundred_thousand_open_ended_tags_are_read_or_refused(tag: str) -> None:
    try:
        text = open_bytes(("<html><body>" + f"<{tag}>" * 100_000 + BODY).encode(), "deep.html").text
    except TooLarge:
        return
    assert FIRST in text


def test_closed_deep_nesting_keeps_what_comes_after() -> None:
    html = (
        "<html><body>" + "<div>" * 100_000 + f"<p>{FIRST}</p>" + "</div>" * 100_000 + f"<p>{SECOND}</p></body></html>"
    )
    text = open_bytes(html.encode(), "deep.html").text
    assert FIRST in text
    assert SECOND in text


def test_a_shallow_page_is_left_alone() -> None:
    html = "<div><!-- <div> --><script>'<div>'</script><p>a<p>b<br></div>" * 500
    assert markup.shallow(html) == html


@pytest.mark.parametrize(
    "piece", ["<!--", "<script>", "<a", "<a ", "<" + "a" * 50, "<!-- > ", "</div>", "&lt;", "<![CDATA["]
)
def test_markup_without_ends_takes_no_long_time(piece: str) -> None:
    began = time.perf_counter()
    markup.shallow(piece * (1_000_000 // len(piece)))
    markup.looks_like_html(piece * 100_000)
    assert time.perf_counter() - began < 10


def test_a_page_of_too_many_elements_is_too_large() -> None:
    with pytest.raises(TooLarge, match="elements"):
        open_bytes(b"<html><body>" + b"<p>word</p>" * 70_000, "wide.html")


@pytest.mark.parametrize(
    "html",
    [
        "<html><head><title>Nothing</title></head><body></body></html>",
        "<html></html>",
        "<!DOCTYPE html>",
        "<html><body><script>var a = 1;</script><img src='a.png'></body></html>",
        "<html><body><div>&nbsp;</div></body></html>",
    ],
)
def test_a_page_without_text_is_no_text(html: str) -> None:
    with pytest.raises(NotText, match="readable text"):
        open_bytes(html.encode(), "empty.html")


def test_surrogates_and_controls_in_entities_do_not_reach_the_text() -> None:
    report = page(body=BODY.replace("Nobody", "&#xD800;&#0;&#1;Nobody\x01"))
    report.text.encode()
    assert "\ufffd\ufffd\ufffdNobody asked why" in report.text


def test_the_same_page_gives_the_same_report() -> None:
    assert page() == page()


PIECES = ["<p>", "</p>", "<div", ">", "<!--", "word ", "&#xD800;", "<table>", "\x01", '<meta charset="x">', "é"]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES)))
def test_any_markup_raises_nothing_but_report_errors(pieces: list[str]) -> None:
    with contextlib.suppress(ReportError):
        open_bytes(("<html><body>" + "".join(pieces)).encode(), "any.html").text.encode()


def test_a_paragraph_of_very_many_pieces_takes_no_long_time() -> None:
    body = "<article><p>" + "<span>The pier was</span> <b>closed</b> " * 20_000 + f"</p><p>{SECOND}</p></article>"
    began = time.perf_counter()
    assert page(body=body).text.endswith(SECOND)
    assert time.perf_counter() - began < 15

"""The page: the report's words letter for letter, the record beside them, and nothing that runs or is loaded."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from reportedly.exports.marks import cut
from reportedly.exports.page import page
from reportedly.record import Report, Source
from tests.exports.invented import TEXT, bare, dispatch
from tests.exports.layers import reports

VOID = {"meta", "link", "br", "hr", "img"}


class Seen(HTMLParser):
    """What a browser would see: elements, ids, links, and the text under elements of class ``words``."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.words = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if ("div", "words") in self.open:
            self.words += data

    def all(self, attribute: str) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get(attribute)) is not None]


def shown(text: str) -> str:
    return re.sub("[\0\ud800-\udfff]", "\ufffd", text)


@given(reports())
@settings(deadline=None, max_examples=150)
def test_page_holds_the_text_letter_for_letter_under_any_layers(report: Report) -> None:
    html = page(report)
    seen = Seen(html)
    assert seen.words == shown(report.text)
    ids = seen.all("id")
    assert len(ids) == len(set(ids))
    html.encode("utf-8")


@given(reports())
@settings(deadline=None, max_examples=100)
def test_page_runs_and_loads_nothing_whatever_the_report_says(report: Report) -> None:
    seen = Seen(page(report))
    assert not {tag for tag, _ in seen.tags} & {"script", "img", "link", "iframe", "object", "base", "form", "b"}
    assert all(link.startswith("#") for link in seen.all("href"))
    assert not seen.all("src") + seen.all("style") + seen.all("onclick")


@given(reports())
@settings(deadline=None, max_examples=150)
def test_marks_cut_the_text_without_loss(report: Report) -> None:
    spans = []
    for passage in cut(report):
        spans += [piece.span for piece in passage.pieces] + [passage.gap]
    assert "".join(report.text[start:end] for start, end in spans) == report.text
    assert [start for start, _ in spans[1:]] == [end for _, end in spans[:-1]]


def test_page_allows_its_own_style_and_nothing_else() -> None:
    html = page(dispatch())
    style = html[html.index("<style>") + 7 : html.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(a["content"] for _, a in Seen(html).tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style and "@import" not in style


def test_page_links_lead_somewhere_and_every_claim_has_its_words() -> None:
    report = dispatch()
    seen = Seen(page(report))
    assert {link[1:] for link in seen.all("href")} <= set(seen.all("id"))
    for number in range(1, len(report.claims) + 1):
        assert {f"claim-{number}", f"words-{number}"} <= set(seen.all("id"))


def test_page_marks_nesting_sources_cues_and_boilerplate() -> None:
    html = page(dispatch())
    assert '<span class="content-1"><span class="content-2"><span class="content-3"><span class="k4">listeners' in html
    assert '<span class="source">a source in the province</span>' in html
    assert '<span class="boilerplate">Read this article in Vosmaran</span>' in html
    assert re.search(r'<span class="content-1"><span class="content-2"><span class="cue">had ordered</span>', html)


def test_page_says_in_words_what_it_shows_in_colour() -> None:
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page(dispatch())))
    assert "6 Vosmara Window S1 › a source in the provinceS2 implied › ministry officials".replace(" S1", "S1") in text
    assert "denied negative indirect quote cue: denied confidence 90%" in text
    assert "stated hedged indirect quote" in text


def test_page_shows_claims_beside_the_passage_where_their_words_begin() -> None:
    sections = page(dispatch()).split('<section class="passage">')[1:]
    numbers = [re.findall(r'id="claim-(\d+)"', section) for section in sections]
    assert numbers == [[], ["1", "2", "3"], ["4", "5"], ["6"], ["7"], ["8"], [], ["9"], []]


def test_page_labels_a_mention_in_touching_pieces_once() -> None:
    pieces = ((0, 3), (4, 9), (2, 6), (14, 16))
    report = replace(bare("The Unity Congress and it"), sources=(Source("s", "X", "institution", mentions=pieces),))
    assert page(report).count('href="#source-1" data-is="S1"') == 2


def test_page_does_not_tell_in_whose_folder_the_report_lay() -> None:
    html = page(dispatch())
    assert "radio-order.txt" in html
    assert "/srv/" not in html and "archive" not in html


def test_page_tells_the_language_of_the_words() -> None:
    assert '<div class="words" dir="auto" lang="en">' in page(dispatch())


def test_page_names_controls_and_keeps_them_from_reordering() -> None:
    html = page(bare("before\u202eafter"))
    assert 'before<bdi class="odd" data-is="U+202E">\u202e</bdi>after' in html


@pytest.mark.parametrize("text", ["", "\n", "one line", "a\nb\nc\n", "a\r\n\r\nb\r\n", "\n\n a \n \n b"])
def test_page_of_a_report_in_which_nothing_was_found(text: str) -> None:
    assert Seen(page(bare(text))).words == text


def test_page_is_the_same_for_the_same_record() -> None:
    assert page(dispatch()) == page(Report.from_dict(dispatch().to_dict()))
    assert dispatch().text == TEXT

"""citations: who is credited, for which claims, in which words; and what is no credit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.credits import measure
from reportedly.corroboration.citations import Citation, credits, find
from reportedly.corroboration.citations.links import links
from reportedly.record import Claim, Report, Source, SourceKind

SAID = "the depots in Dolm were closed"


def told(
    text: str, *sources: tuple[str, SourceKind], outlet: str | None = "The Harbour Wire", byline: str = ""
) -> Report:
    """A report whose one claim, SAID, has come through the sources named (their first words in the text)."""
    made = [Source("s1", outlet or "the outlet", "outlet")]
    for at, (name, kind) in enumerate(sources, 2):
        start = text.index(name)
        made.append(Source(f"s{at}", name, kind, mentions=((start, start + len(name)),)))
    chain = tuple(one.id for one in made)
    claims: tuple[Claim, ...] = ()
    if SAID in text:
        start = text.index(SAID)
        claims = (Claim("c1", None, ((start, start + len(SAID)),), chain, (), "stated", "positive", False, 1.0),)
    by = (byline,) if byline else ()
    return Report("r", text, "text/plain", outlet=outlet, byline=by, sources=tuple(made), claims=claims)


def one(report: Report) -> Citation:
    (found,) = find(report)
    return found


@pytest.mark.parametrize(
    ("text", "kind", "credited"),
    [
        (f"RFA said, citing a source, that {SAID}.", "outlet", "rfa"),
        (f"Yonhap, monitored in Seoul, said that {SAID}.", "agency", "yonhap"),
        (f"According to KCNA, {SAID}.", "state_media", "kcna"),
        (f"A dispatch by the official Xinhua News Agency said {SAID}.", "state_media", "xinhua"),
        (f"A report by Human Rights Watch says that {SAID}.", "document", "hrw"),
        (f"As first reported by the New York Times, {SAID}.", "outlet", "nyt"),
        (f"A trader told Reuters that {SAID}.", "agency", "reuters"),
        (f"In an interview with Radio Free Asia he said {SAID}.", "outlet", "rfa"),
        (f"Daily NK’s report on the harbour says {SAID}.", "outlet", "daily_nk"),
        (f"데일리NK는 3일 보도했다 {SAID}.", "outlet", "daily_nk"),
        (f"The Dolm Gazette reported that {SAID}.", "outlet", None),
        (f"According to Radio Velk, {SAID}.", "outlet", None),
    ],
)
def test_the_words_that_credit_an_outlet_credit_it_for_their_sentence(
    text: str, kind: str, credited: str | None
) -> None:
    report = told(f"The ice is early. {text} Rice is dear.")
    found = one(report)
    assert (found.kind, found.credited, found.claims, found.line) == (kind, credited, ("c1",), None)
    assert found.name in report.words(found.spans)


@pytest.mark.parametrize(
    "text",
    [
        f"The Harbour Wire has learned that {SAID}.",
        f"A trader told The Harbour Wire that {SAID}.",
        f"The traders read Reuters and the New York Times while {SAID}.",
        f"Human Rights Watch said that {SAID}.",
        f"The Press Secretary said that {SAID}.",
        f"Kim Dol, who once wrote for Yonhap, said that {SAID}.",
        f"The observer said the mirror and the times were such that {SAID}.",
    ],
)
def test_naming_somebody_is_no_credit(text: str) -> None:
    assert find(told(text)) == []


def test_a_source_is_credited_for_all_claims_that_came_through_it() -> None:
    text = f"The Dolm Gazette had the story first. The price of rice rose, and {SAID}."
    found = one(told(text, ("The Dolm Gazette", "institution")))
    assert (found.kind, found.name, found.claims) == ("outlet", "The Dolm Gazette", ("c1",))


@pytest.mark.parametrize(
    ("name", "kind"), [("a decree of the ministry", "document"), ("state television", "state_media")]
)
def test_documents_and_nameless_state_media_are_credited(name: str, kind: str) -> None:
    source: SourceKind = "document" if kind == "document" else "institution"
    found = one(told(f"It says in {name}: {SAID}.", (name, source)))
    assert (found.kind, found.credited, found.name, found.claims) == (kind, None, name, ("c1",))


def test_a_person_of_an_outlet_is_not_the_outlet() -> None:
    assert (
        find(
            told(
                f"Ada Morn, an editor of Radio Velk, knew that {SAID}.", ("Ada Morn, an editor of Radio Velk", "person")
            )
        )
        == []
    )


@pytest.mark.parametrize(
    ("text", "credited", "line"),
    [
        ("Ice\n\nThe depots are shut.\n\nSource: Daily NK\n", "daily_nk", "source"),
        ("DOLM (Reuters) - The depots are shut.\n", "reuters", "wire"),
        ("(서울=연합뉴스) 창고가 닫혔다.\n", "yonhap", "wire"),
        ("Ice\n\nBy Ada Morn, Associated Press\n\nThe depots are shut.\n", "ap", "wire"),
        ("Ice\nAFP\n\nThe depots are shut.\n", "afp", "wire"),
        ("The depots are shut.\n\n(Reporting by Ada Morn in Dolm; Editing by Tom Rell)\n", "reuters", "wire"),
        ("The depots are shut.\n\n© 2021 Yonhap News Agency\n", "yonhap", "copyright"),
        ("The depots are shut.\n\nThis article was first published by Asia Press.\n", "asiapress", "reprint"),
        ("The depots are shut.\n\nReprinted with permission from NK News.\n", "nk_news", "reprint"),
    ],
)
def test_a_credit_line_is_for_the_whole_report(text: str, credited: str, line: str) -> None:
    report = told(text)
    found = one(report)
    assert (found.credited, found.line, found.claims) == (credited, line, ())
    assert credits(report) == (credited,)


def test_who_contributed_is_credited_but_is_not_where_the_text_is_from() -> None:
    report = told("The depots are shut.\n\nThe Associated Press contributed to this report.\n")
    assert one(report).line == "contributed"
    assert credits(report) == ()


def test_an_outlet_that_nobody_has_listed_is_credited_by_its_words() -> None:
    assert credits(told("The depots are shut.\n\nSource: Fishers’ Letter\n")) == ("Fishers’ Letter",)


def test_a_title_that_is_an_outlets_name_credits_nobody_but_one_that_begins_with_it_hides_no_credit() -> None:
    report = told("Dolm Gazette\n\nThe depots are shut.\n")
    assert credits(replace(report, title="Dolm Gazette")) == ()
    assert credits(replace(told("The depots are shut.\n\nReuters\n"), title="Reuters has a new desk")) == ("reuters",)


def test_an_agency_in_the_byline_is_a_credit() -> None:
    assert credits(told("The depots are shut.\n", outlet="Breitbart", byline="Associated Press")) == ("ap",)


def test_ones_own_name_is_no_credit_whatever_form_it_has() -> None:
    text = "DOLM (AP) - The depots are shut, he told The Associated Press.\n\n© 2021 AP\n"
    assert find(told(text, outlet="Associated Press")) == []
    assert find(told("The depots are shut.\n\nSource: Harbour Wire\n")) == []
    assert find(told(f"A trader told the Night Post that {SAID}.", outlet="The Dolm Night Post")) == []
    assert find(told("(Reporting by Ada Morn; editing by the desk)\n")) == []


def test_a_picture_credit_in_the_middle_is_not_where_the_text_is_from() -> None:
    lines = "The depots are shut. " * 20
    assert credits(told(f"{lines}\n\nREUTERS\n\n{lines}\n\nTom Rell / Reuters\n\n{lines}\n")) == ()


def test_told_an_outlet_counts_only_where_it_is_known_that_another_published() -> None:
    assert find(told(f"A trader told Reuters that {SAID}.", outlet=None)) == []


def test_addresses_and_anchors_are_links_to_outlets() -> None:
    page = b'<html><body><p>On Monday, <a href="https://www.dailynk.com/ice">depots were shut</a>, see also https://velk.example/a.</p>'
    text = "On Monday, depots were shut, see also https://velk.example/a."
    report = Report("r", text, "text/html", outlet="The Harbour Wire")
    assert [(found.kind, found.credited, found.url) for found in find(report, page)] == [
        ("link", "daily_nk", "https://www.dailynk.com/ice"),
        ("link", None, "https://velk.example/a"),
    ]
    assert report.text[slice(*links(report, page)[0].span)] == "depots were shut"
    assert len(find(report)) == 1


@pytest.mark.parametrize("page", [b"", b"<", b"\0\xff", b"<html></html>", b"<a href='https://a.example/'>  </a>"])
def test_no_page_is_too_broken_for_its_links(page: bytes) -> None:
    assert links(Report("r", "nothing", "text/html"), page) == []


@given(st.text(max_size=300), st.sampled_from([None, "Reuters", "The Harbour Wire"]))
def test_credits_of_any_text_are_words_of_it(text: str, outlet: str | None) -> None:
    report = Report("r", text, "text/plain", outlet=outlet)
    for found in find(report):
        assert all(0 <= start < end <= len(text) for start, end in found.spans)
        assert found.name in text


@pytest.mark.parametrize(
    "text",
    [
        "By The Of And " * 4000 + "AP A.P. " * 2000 + "Daily Radio News Post " * 1000,
        "Reuters" + " has had also first" * 3000,
        "Reuters" + " (x)" * 5000 + " agency" * 5000,
        "according to the state official state-run " * 2000 + "Reuters, " * 3000,
        "Reporting by " * 5000 + "editing by",
        "“Reuters’s report by the AP’s story in a.b.c. " * 2000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    find(told(text))


def test_the_benchmark_counts_texts_by_the_agency_they_are_from(tmp_path: Path) -> None:
    articles = {
        "one": ("AP", "DOLM (AP) - The depots are shut.\n"),
        "two": ("None", "The depots are shut.\n\nSource: Reuters\n"),
        "three": ("UPI", "The depots are shut.\n"),
    }
    (tmp_path / "dev" / "text").mkdir(parents=True)
    lines = ["filename\tpublisher\tauthor\twire"]
    for name, (wire, text) in articles.items():
        (tmp_path / "dev" / "text" / f"{name}.txt").write_text(text, "utf-8")
        lines.append(f"{name}\tvelk-post\tNone\t{wire}")
    (tmp_path / "metadata.tsv").write_text("\n".join(lines), "utf-8")
    assert measure(tmp_path) == {"articles": 3, "wire": 2, "found": 1, "found by the text alone": 1, "false": 1}

"""Search at the desk: questions in addresses, facets, hits in their context, and what one may not see."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from reportedly.cli import program
from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, confidentiality, judgments, search
from reportedly.ledger.hits import Hit
from reportedly.ledger.query import Query
from reportedly.web import who
from reportedly.web.access import Rank
from reportedly.web.seeing import asked, found
from tests.ledger.told import Told, keep, report
from tests.web import desks
from tests.web.desks import HIDDEN, SEALED, Visitor

KEEPER = who.person(desks.OWNER, "keeper")
PAGES = ("/search", "/timeline", "/map", "/orders", "/codes")
FILES = ("/timeline.csv", "/map.csv", "/orders.csv", "/codes.csv")


def text_of(page: str) -> str:
    """The words of a page, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ({"words": "market -salt"}, ["--", "market", "-salt"]),
        ({"force": "ordered"}, ["--force", "ordered"]),
        ({"date": "2031-03", "undated": "0"}, ["--date", "2031-03"]),
        ({"code": "penalty", "polarity": "negative"}, ["--code", "penalty", "--polarity", "negative"]),
        ({"chain": "2", "source-kind": "anonymous"}, ["--chain", "2", "--source-kind", "anonymous"]),
        (
            {"published": "2031-04/2031-05", "sort": "published"},
            ["--published", "2031-04/2031-05", "--sort", "published"],
        ),
        ({"outlet": "harbour wire", "public": "1"}, ["--outlet", "harbour wire", "--public"]),
        ({"undated": "on", "state": "none"}, ["--undated", "--state", "none"]),
        ({"confidentiality": "secret", "all-records": "1"}, ["--confidentiality", "secret", "--all-records"]),
        ({"place": "Paris", "language": "en"}, ["--place", "Paris", "--language", "en"]),
    ],
)
def test_an_address_finds_what_the_command_line_finds(
    ledger: Ledger, address: dict[str, str], options: list[str]
) -> None:
    query = asked.question(ledger, address, KEEPER)
    here = [found.address_of(hit) for hit in search.search(ledger, query).hits if isinstance(hit, Hit)]
    said = CliRunner().invoke(program, ["search", "--json", "--ledger", str(ledger.path), *options])
    assert said.exit_code == 0, said.output
    names = re.findall(r'"name": "([0-9a-f]{8}):(\w+)"', said.output)
    assert [f"{one.split('sha256:')[1][:8]}:{one.split('#')[1]}" for one in here] == [":".join(one) for one in names]


def test_a_question_that_cannot_be_asked_is_told_and_kept(client: Visitor) -> None:
    for address, sentence in (
        ("/search?date=May", "'May' is no date"),
        ("/codes?chain=many", "no length of a chain"),
        ("/map?place=geonames:none", "The gazetteer knows no place geonames:none"),
        ("/timeline?limit=5000", "a page holds 1 to 100 hits"),
        ("/orders?words=%22open", "a quotation mark is not closed"),
        ("/search?report=zzzz", "The ledger holds no report that begins with zzzz"),
        ("/search?after=nothing", "is not what a page gave"),
    ):
        page = client.get(address)
        assert page.status_code in (200, 409), address
        assert sentence.lower() in unescape(page.text).lower(), address
    assert 'value="May"' in client.get("/search?date=May").text


def test_empty_fields_are_taken_out_of_the_address(client: Visitor) -> None:
    answer = client.get("/search?words=market&place=&date=+&force=")
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?words=market")
    assert client.get("/codes?words=").headers["location"] == "/codes"


def test_words_are_marked_where_they_stand(client: Visitor) -> None:
    page = client.get("/search?words=markets").text
    assert "Soldiers closed the <mark>market</mark> in Dolm" in page
    assert re.search(r'<a href="/reports/sha256:[0-9a-f]{64}#c1">', page)
    page = client.get("/search?words=sealed").text
    assert "he said." in page, "what stands beside the words in the report"
    page = client.get("/search?words=봉인").text
    assert 'lang="ko"' in page and "<mark>봉인</mark>" in page
    page = client.get("/search?words=soldiers&reports=1").text
    assert "<mark>Soldiers</mark>" in page and "Market closed in Dolm" in page


def test_facets_say_how_much_each_would_leave(client: Visitor) -> None:
    page = client.get("/search").text
    for address, count in re.findall(
        r'<a class="facet" href="([^"]+)"[^>]*>.*?<span class="number soft">([\d,]+)<', page
    ):
        narrowed = text_of(client.get(unescape(address)).text)
        assert f"{count} claim" in narrowed, address
    assert "force=ordered" in page and "place=iso%3AFR" in page and "undated=1" in page


def test_a_search_can_be_taken_apart_and_shown_in_another_way(client: Visitor) -> None:
    page = unescape(client.get("/search?words=market&force=stated&sort=published").text)
    assert 'href="/search?force=stated&sort=published"' in page
    for other in PAGES[1:]:
        assert f'href="{other}?words=market&force=stated"' in page


def test_pages_follow_one_another(client: Visitor) -> None:
    first = client.get("/search?limit=3").text
    total = int(re.search(r"([\d,]+) claims", text_of(first))[1])  # type: ignore[index]
    seen: list[str] = []
    address: str | None = "/search?limit=3"
    while address is not None:
        page = client.get(address).text
        seen += re.findall(r'<blockquote class="words serif"[^>]*>.*?<a href="([^"]+)"', page)
        more = re.search(r'<a class="button" href="([^"]+)" rel="next">', page)
        address = unescape(more[1]) if more else None
    assert len(seen) == len(set(seen)) == total


@pytest.mark.parametrize("rank", ["reader", "documenter", "editor"])
def test_what_one_may_not_see_is_nowhere(client_of: Callable[[Rank], Visitor], rank: Rank) -> None:
    visitor = client_of(rank)
    visible = {"reader": (), "documenter": (SEALED,), "editor": (SEALED, HIDDEN)}[rank]
    pages = {address: text_of(visitor.get(address).text) for address in (*PAGES, *FILES)}
    pages |= {
        "words": text_of(visitor.get("/search?words=gate").text) + text_of(visitor.get("/search?words=list").text)
    }
    for words in (SEALED, HIDDEN):
        assert (words in pages["/search"]) == (words in visible)
        if words not in visible:
            assert not [address for address, said in pages.items() if words in said]
    with visitor.desk.reading() as connection:
        clearance = who.CLEARANCE[rank]
        hits = search.search(connection, Query(clearance=clearance, limit=100)).hits
    assert f"{len(hits)} claims" in pages["/search"]


def test_a_report_of_which_a_part_is_withheld_is_not_found_by_its_words(client_of: Callable[[Rank], Visitor]) -> None:
    reader, editor = client_of("reader"), client_of("editor")
    for address in ("/search?words=soldiers", "/search?words=soldiers&reports=1"):
        assert "Market closed" not in reader.get(address).text
        assert "Market closed" in editor.get(address).text
    assert "are not searched by their words" in reader.get("/search").text
    assert "Soldiers closed the market" in reader.get("/search?date=2031-03").text


def test_a_report_that_one_may_not_see_is_not_there(client_of: Callable[[Rank], Visitor], peopled: Ledger) -> None:
    hidden = next(hit.report for hit in search.search(peopled, Query(text="Tessil")).hits)
    digits = hidden.removeprefix("sha256:")[:12]
    assert "holds no report that begins with" in client_of("reader").get(f"/search?report={digits}").text
    assert HIDDEN in client_of("editor").get(f"/search?report={digits}").text


def test_whoever_has_not_judged_does_not_see_what_others_decided(
    peopled: Ledger, client_of: Callable[[Rank], Visitor]
) -> None:
    hit = search.search(peopled, Query(text="soldiers")).hits[0]
    assert isinstance(hit, Hit)
    judgments.judge(peopled, hit.record, hit.claim.id, "reject", by=desks.PEOPLE["editor"], reason="a rumour")
    address = "/search?date=2031-03"
    assert "others judged it; you have not" in client_of("documenter").get(address).text
    assert "rejected</span>" in client_of("editor").get(address).text
    assert "rejected</span>" in client_of("reader").get(address).text


def test_nothing_that_a_report_says_is_taken_for_a_page(ledger: Ledger, client: Visitor) -> None:
    evil = '<script>alert("x")</script> =HYPERLINK("http://elsewhere.example") the wardens'
    keep(
        ledger,
        report(
            Told(evil, "ordered", codes=["penalty/<b>arrest"], dates=[("2031-03-01", "2031-03-01", "2031-03-01")],
                 places=[("</script><img src=x>", "2988507", "FR")]),
            title="</title><script>alert(1)</script>", outlet='"><script>alert(2)</script>',
        ),
    )  # fmt: skip
    for address in (*(f"{one}?outlet=%22%3E%3Cscript%3Ealert%282%29%3C%2Fscript%3E" for one in PAGES), "/search"):
        page = client.get(address).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "<b>arrest" not in page
    said = client.get("/timeline.csv").text
    assert "<script>alert" in said, "a file holds the words as they are"


def test_a_question_for_another_ledgers_person_is_refused(ledger: Ledger) -> None:
    for wrong in ({"public": "1", "confidentiality": "secret"}, {"limit": "0"}, {"sort": "colour"}):
        with pytest.raises(LedgerError):
            asked.question(ledger, wrong, KEEPER)


def test_a_person_searches_and_narrows_down(page: Page) -> None:
    page.goto("/search")
    page.get_by_label("Words", exact=True).fill("market")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?words=market$"))
    expect(page.locator("mark")).to_have_text(["market"])
    page.get_by_role("link", name="Soldiers closed the market in Dolm").click()
    expect(page).to_have_url(re.compile(r"/reports/sha256:[0-9a-f]+#c1$"))
    page.go_back()
    page.get_by_role("link", name=re.compile("words market")).click()
    expect(page).to_have_url(re.compile(r"/search$"))
    page.get_by_role("link", name=re.compile("^ordered")).first.click()
    expect(page.get_by_role("heading", name=re.compile(r"\d+ claims?"))).to_be_visible()


def test_a_name_that_is_withheld_is_withheld_in_every_hit(
    peopled: Ledger, client_of: Callable[[Rank], Visitor]
) -> None:
    one = report(
        Told("The keeper of the gate is Tessil Orm", "ordered", chain=(), dates=[("2029-05-01",) * 3]),
        Told("The gate is open at night", chain=("person",)),
        title="Tessil Orm keeps the gate",
        published="2029-05-02",
    )
    one = replace(one, sources=(one.sources[0], replace(one.sources[1], name="Tessil Orm")))
    (entry,) = keep(peopled, one)
    confidentiality.mark(peopled, one.id, "secret", record=entry.number, source="s2", by=desks.OWNER)
    reader, editor = client_of("reader"), client_of("editor")
    addresses = ["/search?published=2029", "/search?published=2029&reports=1", "/api/v1/claims?published=2029"]
    addresses += ["/api/v1/reports?published=2029", *(f"{page}?published=2029" for page in (*PAGES[1:], *FILES))]
    for address in addresses:
        assert "Tessil" not in reader.get(address).text, address
    assert "Tessil" in editor.get(addresses[0]).text
    assert "The keeper of the gate is [withheld]" in unescape(reader.get(addresses[0]).text)
    assert "1 claim " in text_of(reader.get(addresses[0]).text)
    assert "2 claims" in text_of(editor.get(addresses[0]).text)
    assert "Nothing to show" in reader.get("/search?words=tessil").text

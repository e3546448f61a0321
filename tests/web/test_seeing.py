"""Pictures: the data behind each, the table beside it, what is saved, and that nothing withheld is drawn."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from reportedly.ledger import Ledger
from reportedly.ledger.held import Held
from reportedly.ledger.hits import Hit
from reportedly.ledger.judgments import judge
from reportedly.ledger.query import Query
from reportedly.ledger.search import search
from reportedly.record import Actor, Date, Role
from reportedly.web.access import Rank
from reportedly.web.seeing.codes import MONTHS, codes
from reportedly.web.seeing.moments import moments, overview
from reportedly.web.seeing.orders import NOBODY, orders
from reportedly.web.seeing.places import places
from reportedly.web.seeing.tables import Cell, Table, as_csv, row
from tests.ledger import wells
from tests.ledger.told import Told, keep, report
from tests.web.browser import Watched
from tests.web.desks import HIDDEN, SEALED, Visitor

NAMES = ("codes", "map", "timeline", "orders")


def data(page: str, name: str) -> Any:
    """What a page gives its picture."""
    found = re.search(rf'<script type="application/json" id="{name}-data">(.*?)</script>', page, re.DOTALL)
    return json.loads(found[1]) if found else None


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """The reports of every desk, and one with dates of every precision."""
    dates = [
        ("2030-12-24", "2030-12-24", "2030-12-24"),
        ("2030-11", "2030-11-01", "2030-11-30"),
        ("2029", "2029-01-01", "2029-12-31"),
        ("2028-SU", "2028-06-01", "2028-08-31"),
        ("2027", "2027-01-01", None),
        ("2026", None, "2026-12-31"),
        ("XXXX-05", None, None),
        ("PAST_REF", None, None),
    ]
    keep(
        ledger,
        report(
            *(
                Told(
                    f"The {at + 1}. well ran dry",
                    dates=[one],
                    places=[("Chung", "kp-0101", "KP")],
                    codes=["right/water"],
                )
                for at, one in enumerate(dates)
            ),
            title="Dry wells",
            published="2031-02-01",
        ),
    )
    return ledger


def test_each_date_is_drawn_as_what_is_known_of_it() -> None:
    def drawn(value: str, earliest: str | None, latest: str | None, mod: str | None = None) -> Any:
        (one,) = moments([Date("d1", (0, 1), value, mod, "date", earliest, latest, "")])
        return one.first, one.last, one.every, one.precision, one.written

    day = "2030-12-24"
    assert drawn(day, day, day) == (day, day, None, "day", day)
    assert drawn("2030-02", "2030-02-01", "2030-02-28")[3] == "month"
    assert drawn("2030-02", "2030-02-21", "2030-02-28", "END")[3:] == ("interval", "end of 2030-02")
    assert drawn("2029", "2029-01-01", "2029-12-31")[3] == "year"
    assert drawn("2028-SU", "2028-06-01", "2028-08-31")[3:] == ("interval", "summer of 2028")
    assert drawn("2028-W07", "2028-02-14", "2028-02-20")[4] == "week 7 of 2028"
    assert drawn("2027", "2027-01-01", None) == ("2027-01-01", None, None, "from", "2027")
    assert drawn("2026", None, "2026-12-31", "BEFORE") == (None, "2026-12-31", None, "until", "before 2026")
    assert drawn("XXXX-05", None, None) == (None, None, "1 May to 31 May", "any year", "May of some year")
    assert drawn("XXXX-05-12", None, None)[2:] == ("12 May", "any year", "12 May of some year")
    assert drawn("2030-12-24TMO", day, day)[4] == "2030-12-24, morning"
    assert moments([Date("d1", (0, 1), "PAST_REF", None, "date", None, None, "")]) == []


def test_the_overview_of_a_timeline_has_no_gap() -> None:
    assert overview({}, {}) == []
    months = overview({203011: 2, 203102: 1}, {"force": "ordered"})
    assert [(one["label"], one["count"]) for one in months] == [
        ("Nov 2030", 2), ("Dec 2030", 0), ("Jan 2031", 0), ("Feb 2031", 1),
    ]  # fmt: skip
    assert months[0]["address"] == "/timeline?force=ordered&date=2030-11"
    years = overview({202001: 1, 202512: 4, 202501: 1}, {})
    assert [one["count"] for one in years] == [1, 0, 0, 0, 0, 5]


def test_codes_are_counted_by_month_and_over_many_years_by_year(told: Ledger) -> None:
    held = Held(told)
    chosen = held.choose(Query())
    found = codes(chosen, {}, "published")
    assert found.picture["periods"] == ["Feb 2031", "Mar 2031", "Apr 2031"]
    water = next(one for one in found.picture["codes"] if one["total"] == 8)
    assert water["counts"] == [8, 0, 0]
    assert water["addresses"][0] == "/search?code=right%2Fwater&published=2031-02"
    happened = codes(chosen, {}, "happened")
    assert happened.yearly and happened.unknown > 0
    assert happened.picture["periods"][0] == "2027"
    assert len(happened.table.rows) == happened.codes == found.codes - 1, "one stands on a claim without any date"
    only = codes(held.choose(Query(code="right")), {"code": "right"}, "published")
    assert only.codes == 1
    assert MONTHS == 36


def test_every_number_of_a_picture_is_that_of_the_search_it_leads_to(told: Ledger, client: Visitor) -> None:
    page = client.get("/codes").text
    (first, *_) = data(page, "codes")["codes"]
    for count, address in zip(first["counts"], first["addresses"], strict=True):
        said = unescape(client.get(address).text)
        assert (f">{count} claim" in said) or (count == 0 and "Nothing to show" in said)
    for one in data(client.get("/map").text, "map")["places"]:
        if one["name"] != "Paris":
            assert f">{one['total']} claim" in client.get(one["address"]).text
    for one in data(client.get("/timeline").text, "timeline")["rows"]:
        report_, _, claim = one["address"].partition("#")
        assert f'id="{claim}"' in client.get(report_).text


def test_places_are_counted_by_year_and_wide_ones_are_told_apart(told: Ledger) -> None:
    keep(
        told, report(Told("It rained", places=[("North Korea", "iso:KP", "KP")]), published="2030-01-01", title="Rain")
    )
    held = Held(told)
    found = places(held.choose(Query()), {}, "published")
    by_name = {one["name"]: one for one in found.picture["places"]}
    assert by_name["North Korea"]["wide"]
    assert by_name["North Korea"]["years"] == {"2030": 1}
    near = next(one for one in by_name.values() if one["total"] == 8)
    assert not near["wide"] and near["years"] == {"2031": 8} and 30 < near["lat"] < 45
    assert found.picture["years"] == [2030, 2031]
    narrowed = places(held.choose(Query()), {"place": "iso:KP"}, "published").picture["places"]
    assert {one["name"] for one in narrowed if one["asked"]} == {"North Korea", near["name"]}
    assert found.places == found.drawn == len(found.table.rows)


def test_who_orders_whom_is_read_from_the_words_of_claims(ledger: Ledger) -> None:
    hits = [one for one in search(ledger, Query(force="ordered")).hits if isinstance(one, Hit)]
    found = orders(hits, "name")
    assert found.edges == 0 and found.alone == len(hits)
    one = next(one for one in hits if one.outlet == "The Harbour Wire")
    acting = [
        Actor("x1", "the ministry", "institution", "ministry", (), "centre"),
        Actor("x2", "its wardens", "group", None, ()),
        Actor("x3", "A clerk", "person", None, ()),
    ]
    roles = (Role("x1", "orderer"), Role("x2", "told"), Role("x3", "affected"))
    hit = replace(one, actors=tuple(acting), claim=replace(one.claim, actors=roles))
    by_name = orders([hit, hit], "name")
    assert [(cells[0].text, cells[1].text, cells[2].text, cells[3].text) for cells in by_name.table.rows] == [
        ("ministry", "clerk", "is affected", 2),
        ("ministry", "wardens", "is told", 2),
    ]
    together = orders([hit], "institution")
    assert together.table.rows[0][0].text == "Ministry or central authority, centre"
    assert {node["kind"] for node in together.picture["nodes"]} == {"institution", "group", "person"}
    nameless = replace(hit, claim=replace(hit.claim, actors=roles[1:]), chain=hit.chain[:2])
    assert {cells[0].text for cells in orders([nameless], "name").table.rows} == {NOBODY}, "a source is no orderer"


def test_a_picture_of_a_part_says_so(told: Ledger, client: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportedly.web.routes import timeline, who_orders_whom

    monkeypatch.setattr(timeline, "PAGE", 2)
    page = client.get("/timeline").text
    total = Held(told).choose(Query(dated=True)).total
    assert "Below, 2 of them, the latest" in page and f"{total} dated claims" in page
    more = unescape(re.search(r'<a class="button" href="([^"]+)" rel="next">', page)[1])  # type: ignore[index]
    assert "the latest." not in client.get(more).text
    monkeypatch.setattr(who_orders_whom, "CLAIMS", 1)
    hits = search(told, Query(force="ordered")).hits
    assert len(hits) == 2
    assert "1 claim fits, but it does not say" in client.get("/orders").text


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_says_how_much_of_it_people_have_judged(told: Ledger, client: Visitor, name: str) -> None:
    query = Query(force="ordered") if name == "orders" else Query(dated=True)
    if name == "orders":
        one = wells.report(f"{wells.TEXT}That was all.\n")
        wells.kept(told, replace(one, claims=(replace(one.claims[0], actors=(Role("x1", "told"),)), *one.claims[1:])))
    hit = search(told, replace(query, sort="published", text="well")).hits[0]
    assert isinstance(hit, Hit)
    judge(told, hit.record, hit.claim.id, "reject", by="Ines")
    page = client.get(f"/{name}").text
    assert re.search(rf'<a href="/{name}\?state=rejected">1 rejected</a>', page)
    assert "not judged yet</a>" in page


def test_a_file_holds_the_whole_table_and_no_formula(told: Ledger, client: Visitor) -> None:
    for name in NAMES:
        answer = client.get(f"/{name}.csv")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert "attachment" in answer.headers["content-disposition"]
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[0][-1] == "address"
        assert all(len(one) == len(rows[0]) for one in rows)
    table = Table(
        ("What", "How many"), (row([Cell('=HYPERLINK("x")', "/search"), 3]), row(["+1", 4]), row(["plain", -5]))
    )
    said = as_csv(table, "x").body.decode("utf-8-sig").splitlines()  # type: ignore[union-attr]
    assert said[1:] == ['"\'=HYPERLINK(""x"")",3,/search', "'+1,4,", "plain,-5,"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_drawn_that_may_not_be_seen(client_of: Callable[[Rank], Visitor], name: str) -> None:
    for rank, there in (("reader", ()), ("documenter", (SEALED,)), ("editor", (SEALED, HIDDEN))):
        page = client_of(rank).get(f"/{name}").text  # type: ignore[arg-type]
        for words in (SEALED, HIDDEN):
            assert words in there or words not in page
    total = re.search(r"([\d,]+) claims, month", client_of("reader").get("/codes").text)
    more = re.search(r"([\d,]+) claims, month", client_of("editor").get("/codes").text)
    assert total and more and int(more[1]) == int(total[1]) + 2


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_is_drawn_and_saved(
    told: Ledger, watch: Callable[..., Watched], server: str, tmp_path: Path, name: str, scheme: str
) -> None:
    if name == "orders":
        one = wells.report(f"{wells.TEXT}That was all.\n")
        told_too = replace(one.claims[0], actors=(Role("x1", "orderer"), Role("x2", "told")))
        wells.kept(told, replace(one, claims=(told_too, *one.claims[1:])))
    width = 1440 if scheme == "light" else 390
    page = watch(base_url=server, color_scheme=scheme, viewport={"width": width, "height": 844}).page
    page.goto(f"/{name}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if name == "orders":
        expect(page.locator("#orders-picture canvas").first).to_be_visible()
    else:
        expect(page.locator(f"#{name}-picture svg").first).to_be_visible()
        expect(page.locator(f"#{name}-picture svg path, #{name}-picture svg rect").nth(3)).to_be_attached()
    expect(page.get_by_role("table")).to_be_visible()
    for ending, mark in (("svg", b"<?xml"), ("png", b"\x89PNG")):
        with page.expect_download() as coming:
            page.get_by_role("button", name=ending.upper()).click()
        saved = tmp_path / f"saved.{ending}"
        coming.value.save_as(saved)
        assert coming.value.suggested_filename.endswith(ending)
        assert saved.read_bytes().startswith(mark)
        assert saved.stat().st_size > 1500
    with page.expect_download() as coming:
        page.get_by_role("link", name="CSV").click()
    assert coming.value.suggested_filename.endswith(".csv")


def test_a_claim_is_reached_from_the_table_of_a_picture(told: Ledger, page: Page) -> None:
    page.goto("/timeline?date=2030-12")
    page.get_by_role("table").get_by_role("link", name="The 1. well ran dry").click()
    expect(page).to_have_url(re.compile(r"/reports/sha256:[0-9a-f]+#c1$"))
    page.goto("/map?by=happened")
    page.get_by_label("all years").uncheck()
    expect(page.locator("#map-said")).to_contain_text("mention")

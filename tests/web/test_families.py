"""The desk's page of families: what is said by several reports, the range and the reasons, and people's decisions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from reportedly.corroboration import family, keep
from reportedly.ledger import Ledger, confidentiality
from reportedly.ledger.names import short
from reportedly.record import Report
from reportedly.web import families
from reportedly.web.access import Rank
from tests.ledger import told
from tests.ledger.told import Told
from tests.web.desks import OWNER, Visitor

WORDS = "Border guards shot two traders near the long bridge of Halden on Friday night"


@pytest.fixture
def pair(ledger: Ledger) -> list[Report]:
    made = [
        told.report(Told(WORDS, chain=["anonymous"]), title=title, outlet=outlet, published=day)
        for title, outlet, day in (("One", "Radio Tarn", "2031-03-02"), ("Two", "Orsk Daily", "2031-03-03"))
    ]
    told.keep(ledger, *made)
    keep.catch_up(ledger)
    return made


def test_the_page_shows_the_range_the_tree_and_why(client: Visitor, pair: list[Report]) -> None:
    answer = client.get("/corroborate?words=traders")
    assert answer.status_code == 200
    assert "1 origin in 2 reports" in answer.text
    assert "Radio Tarn" in answer.text and "the reports have the same words" in answer.text
    assert " style=" not in answer.text


def test_the_tree_can_be_saved_as_a_picture_and_a_table(client: Visitor, pair: list[Report]) -> None:
    address = f"claim={short(pair[1].id)}:c1"
    assert f"/corroborate.svg?claim={short(pair[0].id)}%3Ac1" in client.get("/corroborate?words=traders").text
    picture = client.get(f"/corroborate.svg?{address}")
    assert picture.headers["content-type"] == "image/svg+xml"
    assert "1 origin in 2 reports" in picture.text and "Orsk Daily" in picture.text
    table = client.get(f"/corroborate.csv?{address}").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[:2] for line in table[1:]] == [["2031-03-02", "Radio Tarn"], ["2031-03-03", "Orsk Daily"]]


def test_of_a_large_cluster_the_first_are_shown_and_the_range_is_that_of_all(
    client: Visitor, pair: list[Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(family, "MOST", 1)
    page = client.get(f"/corroborate.svg?claim={short(pair[0].id)}:c1").text
    assert "1 origin in 2 reports" in page and "The first 1 of 2 claims are shown" in page and "Orsk" not in page


def test_a_reviewer_decides_and_the_range_follows(client: Visitor, pair: list[Report]) -> None:
    a, b = (f"{short(one.id)}:c1" for one in pair)
    form = {"a": a, "b": b, "decision": "other_origin", "reason": "the editors say so"}
    assert client.submit("/corroborate", form).status_code == 303
    page = client.get(f"/corroborate?claim={a}").text
    assert "2 origins in 2 reports" in page and "the editors say so" in page


def test_every_claim_says_on_how_many_origins_it_rests(client: Visitor, pair: list[Report]) -> None:
    for address in ("/search?words=traders", "/queue?words=traders", f"/reports/{pair[0].id}"):
        assert "1 origin in 2 reports" in client.get(address).text


def test_programs_are_told_the_same(client: Visitor, pair: list[Report]) -> None:
    a, b = (f"{short(one.id)}:c1" for one in pair)
    for asked in ({"claim": a}, {"words": "traders"}, {}):
        answer = client.get("/api/v1/families", params=asked).json()
        one = next(one for one in answer["families"] if WORDS in one["words"])
        assert one["line"] == "1 origin in 2 reports"
        assert one["ranges"] == {"allegation": {"at_least": 1, "at_most": 1, "reports": 2, "exact": True}}
        assert [(each["outlet"], each["from"]) for each in one["reports"]] == [
            ("Radio Tarn", None), ("Orsk Daily", pair[0].id)
        ]  # fmt: skip
        assert answer["waiting"] == 0
    new = {"a": a, "b": b, "decision": "other_origin", "reason": "the editors say so"}
    assert client.post("/api/v1/families/decisions", json=new).status_code == 201
    (decided,) = client.get("/api/v1/families", params={"claim": b}).json()["families"]
    assert decided["line"] == "2 origins in 2 reports" and "the editors say so" in " ".join(decided["reasons"])
    assert client.get("/api/v1/families", params={"claim": a, "words": "traders"}).status_code == 409
    assert client.get("/api/v1/families", params={"claim": "ffffffff:c1"}).status_code == 404


def test_large_families_come_a_few_at_a_time(
    client: Visitor, pair: list[Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = client.get("/api/v1/families").json()
    assert everything["start"] is None and len(everything["families"]) > 1
    monkeypatch.setattr(families, "CLAIMS", 1)
    one_by_one: list[object] = []
    start: int | None = 0
    while start is not None:
        page = client.get("/api/v1/families", params={"start": start}).json()
        one_by_one += page["families"]
        start = page["start"]
    assert one_by_one == everything["families"]
    assert 'href="/corroborate?start=1"' in client.get("/corroborate").text


@pytest.mark.parametrize("name", ["nothing", "ffffffff:c1", "../x:c1"])
def test_a_claim_that_is_not_there_is_not_shown(client: Visitor, name: str) -> None:
    answer = client.get("/corroborate", params={"claim": name})
    assert answer.status_code in (200, 404) and "origins in" not in answer.text


def test_what_somebody_may_not_see_is_in_no_range(peopled: Ledger, client_of: Callable[[Rank], Visitor]) -> None:
    made = [
        told.report(Told(WORDS, chain=["anonymous"]), title=title, outlet=outlet, published="2031-03-02")
        for title, outlet in (("One", "Radio Tarn"), ("Two", "Orsk Daily"))
    ]
    told.keep(peopled, *made)
    keep.catch_up(peopled)
    confidentiality.mark(peopled, made[1].id, "secret", by=OWNER)
    for role, sees in (("reader", False), ("documenter", False), ("editor", True)):
        picture = client_of(role).get(f"/corroborate.svg?claim={short(made[1].id)}:c1")  # type: ignore[arg-type]
        assert ("Orsk Daily" in picture.text) is sees
        page = client_of(role).get("/corroborate?words=traders").text  # type: ignore[arg-type]
        assert ("origin in 2 reports" in page) is sees
        assert ("Orsk Daily" in page) is sees
        for asked in ("words=traders", f"claim={short(made[1].id)}:c1", ""):
            families = client_of(role).get(f"/api/v1/families?{asked}").text  # type: ignore[arg-type]
            assert ("Orsk Daily" in families) is sees


def test_a_reader_decides_nothing(client_of: Callable[[Rank], Visitor]) -> None:
    reader = client_of("reader")
    assert reader.submit("/corroborate", {"a": "x", "b": "y"}).status_code == 403


def test_the_page_works_in_a_browser_and_without_a_script(page: Page, pair: list[Report]) -> None:
    page.goto("/corroborate?words=traders")
    expect(page.get_by_role("heading", name="1 origin in 2 reports")).to_be_visible()

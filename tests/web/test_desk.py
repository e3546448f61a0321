"""The desk as a whole: it starts, shows what there is, and a browser finds nothing wrong with it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from reportedly.ledger import Ledger, fetched, held
from reportedly.web.access import Rank
from tests.ledger import told
from tests.ledger.told import Told
from tests.web.desks import Visitor


def test_the_first_page_shows_the_newest_reports(client: Visitor) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Market closed in Dolm" in answer.text


def test_a_browser_opens_the_first_page(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="4 reports")).to_be_visible()
    assert page.evaluate("typeof htmx") == "object"


@pytest.mark.parametrize(
    ("role", "counted", "there", "not_there"),
    [
        ("reader", ["3 reports", "7 claims in them", "3 claims"], [], ["water office", "secret", "4 claims"]),
        ("documenter", ["3 reports", "8 claims in them", "4 claims"], ["restricted"], ["water office"]),
        ("editor", ["4 reports", "9 claims in them"], ["A list from the water office", "secret"], []),
        ("keeper", ["4 reports", "9 claims in them"], ["A list from the water office", "secret"], []),
    ],
)
def test_the_first_page_counts_and_names_only_what_somebody_may_see(
    client_of: Callable[[Rank], Visitor], role: Rank, counted: list[str], there: list[str], not_there: list[str]
) -> None:
    shown = client_of(role).get("/").text
    assert [one for one in (*counted, *there) if one not in shown] == []
    assert [one for one in not_there if one in shown] == []


def test_a_title_does_not_say_what_is_withheld_in_it(office: FastAPI, peopled: Ledger) -> None:
    report = told.report(Told("Orrin carried the list", chain=["person"]), title="Orrin carried the list, a clerk says")
    (record,) = told.keep(peopled, report)
    told.close(peopled, report.id, "secret", record=record.number, claim="c1")
    reader, editor = Visitor(office).log_in("reader"), Visitor(office).log_in("editor")
    assert "Orrin carried the list, a clerk says" in editor.get("/").text
    shown = reader.get("/").text
    assert report.id in shown, "the report itself is public"
    assert "Orrin" not in shown and "withheld" in shown


def test_nobody_waits_while_the_claims_are_first_read(client: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that count say so and come by themselves, programs are told when to ask again, and all else goes on."""
    may_read = threading.Event()

    def read_later(*given: Any) -> Any:
        may_read.wait(30)
        return fetched.read(*given)

    monkeypatch.setattr(held, "read", read_later)
    monkeypatch.setattr(held, "PATIENCE", 0.0)
    reading = client.app.state.held.begin()  # type: ignore[attr-defined]
    for address in ("/search", "/timeline", "/map", "/orders", "/codes", "/queue?force=ordered"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
        assert '<meta http-equiv="refresh" content="2">' in answer.text
    asked = client.submit("/queue/next", {"queue": "force=ordered"})
    assert (asked.status_code, "http-equiv" in asked.text) == (503, False)
    told_so = client.get("/api/v1/claims")
    assert (told_so.status_code, told_so.headers["Retry-After"], list(told_so.json())) == (503, "2", ["detail"])
    for address in ("/", "/queue", "/search?reports=1", "/api/v1/reports"):
        assert client.get(address).status_code == 200
    may_read.set()
    reading.join()
    assert client.get("/search").status_code == 200

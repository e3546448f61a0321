"""The desk as a whole: it starts, shows what there is, and a browser finds nothing wrong with it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.web.desks import Visitor


def test_the_first_page_shows_the_newest_reports(client: Visitor) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Market closed in Dolm" in answer.text


def test_a_browser_opens_the_first_page(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="4 reports")).to_be_visible()
    assert page.evaluate("typeof htmx") == "object"

"""The desk as a whole: it starts, shows what there is, and a browser finds nothing wrong with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from reportedly.ledger import Ledger
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

"""The whole work of a documenter in a browser, on the example and with the shipped weights: read, judge, find, see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from reportedly import pipeline
from reportedly.ledger import Ledger, judgments, names, open_ledger
from reportedly.ledger.verify import verify
from reportedly.web.app import make_app
from reportedly.web.desk import Desk
from tests.web import desks
from tests.web.browser import Watched
from tests.web.test_keys import SELECT

EXAMPLE = Path(__file__).parents[2] / "examples" / "radio-order.txt"
HYESAN = "kp-1001"
"""A place that the map knows; all places of the example are invented."""


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "radio.db", create=True) as ledger:
        yield ledger


@pytest.fixture
def at_work(empty: Ledger, watch: Callable[..., Watched]) -> Iterator[Page]:
    """A page at a desk that reads with the shipped weights."""
    with desks.serving(make_app(Desk(empty, partial(pipeline.read_bytes), desks.OWNER))) as address:
        yield watch(base_url=address, viewport={"width": 1440, "height": 900}).page


def select(page: Page, *words: str) -> None:
    """Select from the first words to the last, as a mouse does."""
    page.evaluate(SELECT, list(words))
    expect(page.locator("#selected")).to_be_visible()


def stands(page: Page, id: str, state: str) -> None:
    expect(page.locator(f"#{id}")).to_have_attribute("data-state", state)


def test_a_person_reads_judges_corrects_adds_finds_and_sees(at_work: Page, empty: Ledger) -> None:
    page = at_work

    # Add the example.
    page.goto("/add")
    page.set_input_files("#files", EXAMPLE)
    page.locator("#files-form summary").click()
    page.locator("#files-outlet").fill("Vosmara Window")
    page.get_by_role("button", name="Read the files").click()
    expect(page.locator("#adding-said")).to_have_text("1 of 1 read.", timeout=60_000)
    page.get_by_role("link", name="radio-order.txt").click()

    # Read it.
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Vosmara orders prison terms for listeners of foreign radio"
    )
    text = "".join(page.locator(".words").all_inner_texts())
    assert "The children were made to count them aloud." in text
    claims = page.locator(".claim")
    expect(claims.first).to_have_class("claim is-none chosen")
    assert claims.count() > 10
    first, second, third, fourth = (str(claims.nth(at).get_attribute("id")) for at in range(4))

    # Judge with keys alone, and take one back.
    for key in "aru":
        page.keyboard.press(key)
    stands(page, first, "accepted")
    stands(page, second, "rejected")
    stands(page, third, "unsure")
    page.keyboard.press("z")
    stands(page, third, "none")

    # Correct the words of a claim by selecting others.
    page.keyboard.press("j")
    expect(page.locator(".claim.chosen")).to_have_attribute("id", fourth)
    select(page, "had to hand in their telephones")
    page.keyboard.press("s")
    form = page.locator(f"#{fourth}-editor form")
    expect(form.locator("textarea").first).to_have_value("had to hand in their telephones")
    for piece in form.locator("textarea").all()[1:-1]:
        piece.fill("")
    form.get_by_role("button", name="Correct", exact=True).click()
    stands(page, fourth, "corrected")
    expect(page.locator(f"#{fourth} .claim-words")).to_have_text("had to hand in their telephones")

    # Add a claim that the machine missed, with a day and a place.
    select(page, "Comments on this article can be sent to the editors.")
    page.keyboard.press("m")
    missed = page.locator("#missed form")
    expect(missed.locator("textarea").first).to_have_value("Comments on this article can be sent to the editors.")
    missed.locator("summary", has_text="A date that the record does not have").click()
    missed.locator("[name=date_words]").fill("March 14, 2023")
    missed.locator("[name=date_value]").fill("2023-03-14")
    missed.locator("summary", has_text="A place that the record does not have").click()
    missed.locator("[name=place_words]").fill("Read this article in Vosmaran")
    missed.locator("[name=place_name]").fill("Hyesan")
    missed.locator("[name=place_id]").fill(HYESAN)
    missed.get_by_role("button", name="Add the claim").click()
    added = page.locator(".claim[data-state=accepted]", has_text="Comments on this article can be sent")
    expect(added).to_have_count(1)
    id = str(added.get_attribute("id"))
    assert id.startswith("j")

    # Find it again.
    page.goto("/search")
    page.locator("#ask-words").fill("comments")
    page.get_by_role("button", name="Search", exact=True).click()
    hit = page.locator(".hit")
    expect(hit).to_have_count(1)
    expect(hit.locator("mark")).to_have_text("Comments")
    address = page.url
    assert "words=comments" in address

    # See it on the timeline and on the map.
    page.get_by_role("navigation", name="Views of these claims").get_by_role("link", name="Timeline").click()
    expect(page.locator("#timeline-picture svg").first).to_be_visible()
    expect(page.locator("table tbody")).to_contain_text("2023-03-14")
    page.get_by_role("navigation", name="Views of these claims").get_by_role("link", name="Map").click()
    expect(page.locator("#map-picture .leaflet-interactive").first).to_be_visible()
    expect(page.locator("table tbody")).to_contain_text("Hyesan")

    # Back to its words by the address of the search.
    page.goto(address)
    hit.locator("blockquote a").click()
    expect(page.locator(".claim.chosen")).to_have_attribute("id", id)

    # The ledger holds exactly this, and verifies.
    report = names.report(empty, page.url.rpartition("sha256:")[2][:12])
    judged = judgments.of(empty, report)
    states = {one.id: one.state for one in judged.claims if one.state != "none"}
    assert states == {first: "accepted", second: "rejected", fourth: "corrected", id: "accepted"}
    assert judged.report.text == EXAMPLE.read_text("utf-8")
    assert verify(empty).fits

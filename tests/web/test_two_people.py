"""Two people at once, each in a browser of their own: not on the same claim, blind until both have judged."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from reportedly.ledger import Ledger, judgments
from reportedly.ledger.people import Role
from reportedly.ledger.verify import verify
from tests.web import desks
from tests.web.browser import Watched
from tests.web.reading import ADDRESS, ID, state


@pytest.fixture
def come_in(watch: Callable[..., Watched], office_server: str) -> Callable[[Role], Page]:
    """Lets the person of a role in, in a browser of their own."""

    def come(role: Role) -> Page:
        page = watch(base_url=office_server, viewport={"width": 1280, "height": 800}).page
        page.goto("/login")
        page.fill("#name", desks.PEOPLE[role])
        page.fill("#password", desks.PASSWORD)
        page.keyboard.press("Enter")
        expect(page.locator(".whoami").first).to_contain_text(desks.PEOPLE[role])
        return page

    return come


def begin(page: Page) -> str:
    """The claim that the queue gives."""
    page.goto("/queue")
    page.get_by_role("button", name="Begin").first.click()
    chosen = page.locator(".claim.chosen")
    expect(chosen).to_have_count(1)
    return f"{page.url.partition('?')[0].partition('#')[0].rpartition('/')[2]}#{chosen.get_attribute('id')}"


def test_two_people_get_different_claims_from_the_queue(come_in: Callable[[Role], Page]) -> None:
    one, other = come_in("documenter"), come_in("editor")
    given = [begin(one), begin(other)]
    assert given[0] != given[1]
    assert begin(one) != given[1]  # which the other has on the desk, judged or not


def test_neither_sees_the_other_before_both_have_judged(come_in: Callable[[Role], Page], peopled: Ledger) -> None:
    one, other = come_in("documenter"), come_in("editor")
    for page in (one, other):
        page.goto(f"{ADDRESS}#c1")
        expect(page.locator(".claim.chosen")).to_have_attribute("id", "c1")
    one.keyboard.press("r")
    expect(one.locator("#c1")).to_have_attribute("data-state", "rejected")

    other.reload()
    expect(other.locator("#c1")).to_have_attribute("data-state", "none")
    expect(other.locator("#c1")).to_contain_text("You will see how once you have.")
    assert desks.PEOPLE["documenter"] not in other.locator("#c1").inner_text()

    other.locator("#c1").click()
    other.keyboard.press("a")
    expect(other.locator("#c1")).to_have_attribute("data-state", "differs")
    expect(other.locator("#c1 .verdicts")).to_contain_text(desks.PEOPLE["documenter"])
    one.reload()
    expect(one.locator("#c1")).to_have_attribute("data-state", "differs")
    assert state(peopled, "c1") == "differs"
    assert verify(peopled).fits


def test_both_judge_the_same_claim_at_the_same_moment(come_in: Callable[[Role], Page], peopled: Ledger) -> None:
    pages = [come_in("documenter"), come_in("editor")]
    for page in pages:
        page.goto(f"{ADDRESS}#c2")
        expect(page.locator(".claim.chosen")).to_have_attribute("id", "c2")
    for page in pages:  # neither waits for the other's answer
        page.keyboard.press("u")
    for page in pages:
        expect(page.locator("#c2")).to_have_attribute("data-state", "unsure")
    standing = judgments.of(peopled, ID).claim("c2").decided.standing
    assert {one.by for one in standing} == {desks.PEOPLE["documenter"], desks.PEOPLE["editor"]}
    assert verify(peopled).fits


def test_the_same_person_in_two_windows_loses_nothing(come_in: Callable[[Role], Page], peopled: Ledger) -> None:
    first = come_in("documenter")
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"{ADDRESS}#c1")
        expect(page.locator(".claim.chosen")).to_have_attribute("id", "c1")
    first.keyboard.press("a")
    expect(first.locator("#c1")).to_have_attribute("data-state", "accepted")
    second.keyboard.press("r")
    expect(second.locator("#c1")).to_have_attribute("data-state", "rejected")
    kept = [one.body["decision"] for one in peopled.entries(kind="judgment")]
    assert kept == ["accept", "reject"]  # both stand in the ledger; of one person the last one counts

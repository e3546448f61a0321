"""Judging with keys alone, in a browser: what is pressed is what the ledger holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from reportedly.ledger import Ledger, judgments, notes
from tests.ledger import wells
from tests.web import desks
from tests.web.browser import Watched
from tests.web.reading import ADDRESS, ID, record, state

SELECT = """(words) => {
  const walker = document.createTreeWalker(document.querySelector(".words-all"), NodeFilter.SHOW_TEXT);
  const [first, last] = [words[0], words[1] ?? words[0]];
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.data.includes(first)) range.setStart(node, node.data.indexOf(first));
    if (node.data.includes(last) && !range.startContainer.isEqualNode(document)) {
      range.setEnd(node, node.data.indexOf(last) + last.length);
      break;
    }
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture
def opened(page: Page) -> Page:
    """The dispatch, its first claim chosen."""
    page.goto(ADDRESS)
    expect(page.locator(".claim.chosen")).to_have_attribute("id", "c1")
    return page


def chosen(page: Page, id: str) -> None:
    expect(page.locator(".claim.chosen")).to_have_attribute("id", id)


def stands(page: Page, id: str, as_it_does: str) -> None:
    expect(page.locator(f"#{id}")).to_have_attribute("data-state", as_it_does)
    expect(page.locator(f'.words a[href="#{id}"]').first).to_have_attribute("data-state", as_it_does)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_accept_reject_unsure_and_on_to_the_next(opened: Page, ledger: Ledger) -> None:
    press(opened, "a")
    chosen(opened, "c2")
    press(opened, "r")
    chosen(opened, "c3")
    press(opened, "u")
    for id, became in (("c1", "accepted"), ("c2", "rejected"), ("c3", "unsure")):
        stands(opened, id, became)
        assert state(ledger, id) == became
    expect(opened.locator('[data-count="accepted"]')).to_have_text("1 accepted")
    expect(opened.locator('[data-count="none"]')).to_be_hidden()


def test_moving_lights_up_the_words(opened: Page) -> None:
    press(opened, "j")
    chosen(opened, "c2")
    assert "They sealed eleven wells" in "".join(opened.locator(".words .hit").all_inner_texts())
    assert opened.url.endswith("#c2")
    press(opened, "ArrowUp", "k")
    chosen(opened, "c1")


def test_undo_goes_back_to_what_was_judged_last(opened: Page, ledger: Ledger) -> None:
    press(opened, "r")
    stands(opened, "c1", "rejected")
    chosen(opened, "c2")
    press(opened, "z")
    stands(opened, "c1", "none")
    chosen(opened, "c1")
    assert state(ledger, "c1") == "none"


def test_field_is_corrected_in_place(opened: Page, ledger: Ledger) -> None:
    opened.locator("#c1").get_by_role("link", name="Correct how it is said of claim 1").click()
    form = opened.locator("#c1-editor form")
    form.get_by_label("Force").select_option("warned")
    form.get_by_role("button", name="Correct").click()
    stands(opened, "c1", "corrected")
    chosen(opened, "c1")
    expect(opened.locator("#c1 .changes")).to_contain_text("warned")
    assert judgments.of(ledger, ID).claim("c1").claim.force == "warned"


def test_escape_leaves_a_form(opened: Page) -> None:
    press(opened, "e")
    expect(opened.locator("#c1-editor form")).to_be_visible()
    press(opened, "Escape")
    expect(opened.locator("#c1-editor form")).to_have_count(0)
    chosen(opened, "c1")


def test_words_are_corrected_by_selecting_others(opened: Page, ledger: Ledger) -> None:
    press(opened, "j")
    opened.evaluate(SELECT, ["sealed eleven wells"])
    press(opened, "s")
    form = opened.locator("#c2-editor form")
    expect(form.locator("textarea").first).to_have_value("sealed eleven wells")
    press(opened, "Enter")
    stands(opened, "c2", "corrected")
    assert judgments.of(ledger, ID).claim("c2").claim.content == (wells.at("sealed eleven wells"),)


def test_missed_claim_is_added_from_a_selection(opened: Page, ledger: Ledger) -> None:
    opened.evaluate(SELECT, ["Dolm lies", "river Ysk"])
    expect(opened.locator("#selected")).to_be_visible()
    press(opened, "m")
    form = opened.locator("#missed form")
    expect(form.locator("textarea").first).to_have_value("Dolm lies on the river Ysk")
    form.get_by_role("button", name="Add the claim").click()
    expect(opened.locator(".claim")).to_have_count(4)
    (added,) = [one for one in judgments.of(ledger, ID).claims if one.added_by == desks.OWNER]
    assert added.claim.content == (wells.at("Dolm lies on the river Ysk"),)
    chosen(opened, added.id)


def test_note_is_written_and_letters_in_it_judge_nothing(opened: Page, ledger: Ledger) -> None:
    press(opened, "n")
    opened.keyboard.type("aru j k")
    press(opened, "Enter")
    expect(opened.locator("#c1 .notes")).to_contain_text("aru j k")
    assert [one.text for one in notes.of(ledger, ID)] == ["aru j k"]
    assert all(one.state == "none" for one in judgments.of(ledger, ID).claims)


def test_keys_are_listed_and_pressed_with_nothing_else(opened: Page, ledger: Ledger) -> None:
    press(opened, "?")
    expect(opened.get_by_role("dialog")).to_be_visible()
    press(opened, "a", "Escape", "Control+a", "Alt+r")
    expect(opened.get_by_role("dialog")).to_be_hidden()
    assert state(ledger, "c1") == "none"


def test_queue_goes_on_by_itself(page: Page, ledger: Ledger) -> None:
    page.goto("/queue")
    page.get_by_role("button", name="Begin").first.click()
    expect(page.locator(".claim.chosen")).to_be_visible()
    first = page.url
    press(page, "a")
    page.wait_for_url(lambda url: url != first)
    expect(page.locator(".claim.chosen")).to_have_attribute("data-state", "none")
    second = page.url
    press(page, "g")
    page.wait_for_url(lambda url: url != second)
    assert len(list(ledger.entries(kind="judgment"))) == 1


def test_selection_is_counted_in_code_points_and_behind_signs_that_are_escaped(
    watch: Callable[..., Watched], ledger: Ledger, server: str
) -> None:
    text = "A well & a 𝔴ell\r\n\r\n“𝔞 <well>” was  sealed,\ttwice.\n"
    report = wells.report(f"{wells.TEXT}{text}")
    wells.kept(ledger, report)
    page = watch(base_url=server).page
    page.goto(f"/reports/{report.id}")
    for words in ("a 𝔴ell", "<well>” was  sealed,\ttwice"):
        page.evaluate(SELECT, [words])
        press(page, "m")
        expect(page.locator("#missed textarea").first).to_have_value(words)
        span = page.locator("#missed input[name=span]").first.input_value()
        start, end = map(int, span.split("-"))
        assert report.text[start:end] == words
        press(page, "Escape")


def test_everything_works_without_a_script(watch: Callable[..., Watched], ledger: Ledger, server: str) -> None:
    page = watch(base_url=server, java_script_enabled=False).page
    page.goto(f"{ADDRESS}#c2")
    page.locator("#c2").get_by_role("button", name="Reject").click()
    expect(page.locator("#c2 .claim-head .state")).to_have_text("rejected")
    page.locator("#c2").get_by_role("link", name="Correct the words of claim 2").click()
    page.get_by_label("Piece 1").fill("sealed eleven wells")
    page.get_by_role("button", name="Correct").click()
    assert judgments.of(ledger, ID).claim("c2").claim.content == (wells.at("sealed eleven wells"),)
    page.get_by_role("button", name="Undo").first.click()
    assert state(ledger, "c2") == "rejected"


def test_claim_is_chosen_by_its_words_and_on_a_phone_closed_again(watch: Callable[..., Watched], server: str) -> None:
    page = watch(base_url=server, viewport={"width": 390, "height": 844}).page
    page.goto(ADDRESS)
    expect(page.locator(".claim.chosen")).to_have_count(0)
    page.locator(".words .k2").first.click()
    chosen(page, "c2")
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".claim.chosen")).to_have_count(0)


def test_second_person_sees_the_first_after_judging(opened: Page, ledger: Ledger) -> None:
    judgments.judge(ledger, record(ledger), "c1", "reject", by="Ines", reason="a rumour")
    press(opened, "a")
    stands(opened, "c1", "differs")
    press(opened, "k")
    expect(opened.locator("#c1 .verdicts")).to_contain_text("a rumour")


def test_undo_reaches_back_to_the_page_before_in_the_queue(page: Page, ledger: Ledger) -> None:
    page.goto("/queue")
    page.get_by_role("button", name="Begin").first.click()
    expect(page.locator(".claim.chosen")).to_be_visible()
    first = page.url
    press(page, "r")
    page.wait_for_url(lambda url: url != first)
    expect(page.locator(".claim.chosen")).to_have_attribute("data-state", "none")
    press(page, "z")
    page.wait_for_url(first)
    expect(page.locator(".claim.chosen .undo")).to_be_visible()
    press(page, "z")
    expect(page.locator(".claim.chosen")).to_have_attribute("data-state", "none")
    assert [one.body["decision"] for one in ledger.entries(kind="judgment")] == ["reject", "withdraw"]


def test_what_cannot_be_done_is_said_where_people_look(
    watch: Callable[..., Watched], ledger: Ledger, server: str
) -> None:
    opened = watch(base_url=server)
    opened.page.goto(ADDRESS)
    judgments.judge(ledger, record(ledger), "c1", "accept", by=desks.OWNER)
    opened.page.reload()
    expect(opened.page.locator("#c1")).to_have_attribute("data-state", "accepted")
    judgments.judge(ledger, record(ledger), "c1", "unsure", by=desks.OWNER)
    press(opened.page, "k", "r")
    expect(opened.page.locator("#said")).to_contain_text("was replaced by judgment")
    expect(opened.page.locator("#said")).to_be_in_viewport()
    assert opened.wrong and all("409" in one for one in opened.wrong)
    opened.wrong.clear()
    press(opened.page, "j", "a")
    expect(opened.page.locator("#said")).to_be_empty()

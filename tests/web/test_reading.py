"""Reading: the text letter for letter under its marks, the claims beside it, and nothing of what is not to be seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.ledger import Ledger, confidentiality, judgments, notes, ratings, regroup
from reportedly.record import Claim, Date, Report
from reportedly.web.access import Rank
from reportedly.web.reading.line import WIDTH, line
from reportedly.web.reading.page import read
from reportedly.web.who import person
from tests.ledger import wells
from tests.web import desks
from tests.web.desks import Visitor
from tests.web.reading import ADDRESS, ID, Parts, record, state

Come = Callable[[Rank], Visitor]


def test_page_holds_the_text_letter_for_letter(client: Visitor) -> None:
    assert Parts(client.get(ADDRESS).text).words("words") == wells.TEXT


def test_every_id_stands_once_and_every_link_within_the_page_leads_somewhere(client: Visitor) -> None:
    parts = Parts(client.get(ADDRESS).text)
    ids = parts.all("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in parts.all("href") if link.startswith("#")} <= set(ids)


def test_page_has_no_style_and_no_script_of_its_own(client: Visitor) -> None:
    html = client.get(ADDRESS).text
    assert "<style" not in html and " style=" not in html and " onclick=" not in html


def test_claim_shows_chain_force_dates_places_actors_codes_and_confidence(client: Visitor) -> None:
    card = Parts(client.get(ADDRESS).text).inside("c1")
    for words in (
        "The Harbour Wire", "A trader in Dolm", "the ministry", "ordered", "the end of May (end of 2031-05",
        "Monday", "Dolm", "who orders the ministry", "obligation: ordered", "75 %",
    ):  # fmt: skip
        assert words in card, words


def test_suggestions_look_otherwise_than_what_a_person_has_judged(client: Visitor) -> None:
    client.submit(f"{ADDRESS}/claims/c1/judge", {"decision": "accept"})
    parts = Parts(client.get(ADDRESS).text)
    labels = {
        given["href"]: given
        for tag, given in parts.elements
        if "of-claim" in (given.get("class") or "") and "href" in given
    }
    assert labels["#c1"]["data-state"] == "accepted" and labels["#c2"]["data-state"] == "none"
    assert labels["#c1"]["aria-label"] == "claim 1, accepted"
    assert "accepted by you" in parts.inside("c1") and "suggested" in parts.inside("c2")


def test_report_is_named_by_the_beginning_of_its_digest_too(client: Visitor) -> None:
    assert client.get(f"/reports/{ID.removeprefix('sha256:')[:8]}").status_code == 200


@pytest.mark.parametrize("name", ["sha256:" + "0" * 64, "zzzzzz", "12345", "%00", "c1"])
def test_report_that_is_not_there(client: Visitor, name: str) -> None:
    assert client.get(f"/reports/{name}").status_code == 404


def test_older_record_can_be_read_and_not_judged(client: Visitor, ledger: Ledger) -> None:
    assert client.get(f"{ADDRESS}?record={record(ledger)}").status_code == 200
    assert client.get(f"{ADDRESS}?record=99999").status_code == 404


def test_reader_sees_no_form(client_of: Come) -> None:
    html = client_of("reader").get(ADDRESS).text
    assert "/judge" not in html and 'name="decision"' not in html


def test_report_that_is_closed_is_not_there_for_whoever_may_not_see_it(client_of: Come, peopled: Ledger) -> None:
    confidentiality.mark(peopled, ID, "secret", by=desks.OWNER)
    assert client_of("documenter").get(ADDRESS).status_code == 404
    assert client_of("editor").get(ADDRESS).status_code == 200


def test_withheld_words_are_in_no_part_of_the_page(client_of: Come, peopled: Ledger) -> None:
    number = record(peopled)
    notes.note(peopled, ID, "the clerk of the province is afraid", record=number, source="s4", by=desks.OWNER)
    confidentiality.mark(peopled, ID, "secret", record=number, source="s4", by=desks.OWNER)
    for role in ("reader", "documenter"):
        visitor = client_of(role)
        html = visitor.get(ADDRESS).text
        assert "[withheld]" in html and "clerk" not in html and "arrested" not in html and 'id="c3"' not in html
        assert visitor.get(f"{ADDRESS}/sources/s4").status_code == 404
        assert visitor.get(f"{ADDRESS}/claims/c3").status_code == 404
    assert "clerk" in client_of("editor").get(ADDRESS).text


def test_second_person_is_blind_until_they_have_judged(client_of: Come, peopled: Ledger) -> None:
    number = record(peopled)
    judgments.judge(peopled, number, "c2", "reject", by="Ines", reason="a rumour")
    ratings.rate(peopled, number, claim="c2", credibility=5, by="Ines")
    notes.note(peopled, ID, "asked the miller", record=number, claim="c2", by="Ines")
    visitor = client_of("documenter")
    before = Parts(visitor.get(ADDRESS).text).inside("c2")
    assert "rumour" not in before and "Ines" not in before and "miller" not in before and "rejected" not in before
    assert "Somebody else has judged this claim" in before
    visitor.submit(f"{ADDRESS}/claims/c2/judge", {"decision": "accept"})
    after = Parts(visitor.get(ADDRESS).text).inside("c2")
    assert "rumour" in after and "Ines" in after and "miller" in after and "people differ" in after
    assert state(peopled, "c2") == "differs"


def test_history_tells_every_entry_but_to_whoever_is_blind(client_of: Come, peopled: Ledger) -> None:
    number = record(peopled)
    judgments.judge(peopled, number, "c2", "accept", by="Ines")
    judgments.judge(peopled, number, "c2", "reject", by="Ines", reason="a rumour")
    visitor = client_of("documenter")
    past = f"{ADDRESS}/claims/c2/history"
    assert "Nobody has entered anything" in visitor.get(past).text
    visitor.submit(f"{ADDRESS}/claims/c2/judge", {"decision": "unsure"})
    told = visitor.get(past).text
    assert told.index("accepted") < told.index("rejected") < told.index("left open") and "a rumour" in told
    assert "a rumour" in client_of("reader").get(past, headers={"HX-Request": "true"}).text
    assert visitor.get(f"{ADDRESS}/claims/c9/history").status_code == 404


def test_reader_who_judges_nothing_sees_what_was_decided(client_of: Come, peopled: Ledger) -> None:
    judgments.judge(peopled, record(peopled), "c2", "reject", by="Ines", reason="a rumour")
    assert "a rumour" in Parts(client_of("reader").get(ADDRESS).text).inside("c2")


def test_source_shows_its_places_and_what_came_through_it(client: Visitor) -> None:
    html = client.get(f"{ADDRESS}/sources/s2").text
    assert "he said" in html and "They sealed eleven wells" in html
    assert client.get(f"{ADDRESS}/sources/s9").status_code == 404


def test_merged_sources_are_told_as_one(client: Visitor, ledger: Ledger) -> None:
    regroup.merge(ledger, record(ledger), ["s2", "s5"], by=desks.OWNER, reason="the same man")
    sources = Parts(client.get(ADDRESS).text).inside("sources")
    assert "also The source" in sources and "the same man" in sources


def test_dispatch_without_claims_and_in_korean(client: Visitor, ledger: Ledger) -> None:
    told = next(one.report for one in ledger.entries(kind="record") if one.body["record"]["report"]["language"] == "ko")
    html = client.get(f"/reports/{told}").text
    assert 'lang="ko"' in html and "우물은 오월에 봉인되었다" in Parts(html).words("words")


DAYS = st.dates().map(lambda day: day.isoformat())


@given(st.lists(st.tuples(DAYS | st.none(), DAYS | st.none()), max_size=4), DAYS | st.none())
def test_line_keeps_everything_within_its_width(
    ends: list[tuple[str | None, str | None]], published: str | None
) -> None:
    dates = []
    for number, (one, other) in enumerate(ends):
        first, last = sorted((one, other)) if one and other else (one, other)
        dates.append(Date(f"d{number}", (0, 1), "2031", None, "date", first, last, ""))
    report = Report("sha256:" + "0" * 64, "text", "text/plain", published=published, dates=tuple(dates))
    claim = Claim("c1", None, ((0, 4),), (), (), "stated", "positive", False, 0.5, dates=tuple(one.id for one in dates))
    found = line(report, claim)
    if found is not None:
        assert found.first < found.last
        for mark in found.marks:
            assert mark.x >= 0 and mark.x + mark.width <= WIDTH + 0.2 and mark.width > 0


def test_line_is_left_out_where_no_day_is_known() -> None:
    report = wells.report()
    assert line(report, replace(report.claims[1])) is None
    drawn = line(report, report.claims[0])
    assert drawn is not None and [mark.kind for mark in drawn.marks] == ["claimed", "told", "published"]


def test_what_a_person_sees_is_in_the_order_of_the_words(ledger: Ledger) -> None:
    added = {"content": "Dolm lies on the river Ysk.", "chain": ["s1"], "force": "stated"}
    entry = judgments.judge(ledger, record(ledger), None, "missed", by=desks.OWNER, fields=added)
    seen = read(ledger, person(desks.OWNER, "keeper"), ID)
    assert [one.id for one, _ in seen.claims] == ["c1", "c2", "c3", f"j{entry.number}"]

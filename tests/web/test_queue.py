"""The queue: least certain first, nobody's claim twice, a second look at none of one's own, many with one reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, confidentiality, judgments, reservations
from reportedly.ledger.query import Query
from reportedly.ledger.reservations import HELD, Offer, next_claim, progress, release
from reportedly.web.access import Rank
from tests.ledger import told, wells
from tests.ledger.told import Told
from tests.web import desks
from tests.web.desks import Visitor
from tests.web.reading import ID, record

Come = Callable[[Rank], Visitor]
NOW = 1_900_000_000.0


def offered(ledger: Ledger, person: str, now: float = NOW) -> str:
    found = next_claim(ledger, person, "secret", "uncertain", now)
    return "" if found is None else f"{found.record}:{found.claim}"


def all_offered(ledger: Ledger, person: str) -> list[str]:
    found = []
    while one := offered(ledger, person):
        found.append(one)
    return found


def test_least_certain_comes_first(ledger: Ledger) -> None:
    report = wells.report("Another text\n\n" + wells.TEXT)
    claims = [replace(one, confidence=sure) for one, sure in zip(report.claims, (0.9, 0.05, 0.4), strict=True)]
    number = wells.kept(ledger, replace(report, claims=tuple(claims)))
    found = all_offered(ledger, "Ines")
    assert found[:2] == [f"{number}:c2", f"{number}:c3"]
    assert found[-1] == f"{number}:c1"
    assert len(found) == len(set(found)) == progress(ledger, "Ines", "secret", 0).open


def test_two_people_never_hold_the_same_claim(ledger: Ledger) -> None:
    with ThreadPoolExecutor(6) as several:
        found = list(several.map(lambda n: offered(ledger, f"person {n}"), range(6)))
    assert len(set(found) - {""}) == 6


def test_claim_is_offered_to_others_again_when_its_time_is_over_or_it_is_passed_over(ledger: Ledger) -> None:
    first = offered(ledger, "Ines")
    assert offered(ledger, "Juno") != first
    assert offered(ledger, "Mara", NOW + HELD + 1) == first
    release(ledger, "Mara")
    assert offered(ledger, "Ines", NOW + HELD + 2) == first
    second = offered(ledger, "Ines", NOW + HELD + 3)
    assert second != first
    assert offered(ledger, "Kamo", NOW + HELD + 4) == first


def test_what_is_judged_waits_no_more_until_it_is_taken_back(ledger: Ledger) -> None:
    number = record(ledger)
    before = progress(ledger, "Ines", "secret", 0)
    entry = judgments.judge(ledger, number, "c1", "accept", by="Ines")
    today = int(entry.at[:10].replace("-", ""))
    after = progress(ledger, "Ines", "secret", today)
    assert (after.today, after.everybody, after.open, after.all) == (1, 1, before.open - 1, before.all)
    assert f"{number}:c1" not in all_offered(ledger, "Juno")
    judgments.undo(ledger, entry.number, by="Ines")
    assert progress(ledger, "Ines", "secret", today).today == 0
    assert f"{number}:c1" in all_offered(ledger, "Kamo")


def test_second_look_is_at_what_others_judged(ledger: Ledger) -> None:
    number = record(ledger)
    judgments.judge(ledger, number, "c2", "accept", by="Ines")
    judgments.judge(ledger, number, "c1", "accept", by="Juno")
    assert next_claim(ledger, "Juno", "secret", "second", NOW) == Offer(ID, number, "c2")
    judgments.judge(ledger, number, "c2", "reject", by="Juno")
    assert next_claim(ledger, "Juno", "secret", "second", NOW) is None
    assert next_claim(ledger, "Mara", "secret", "differs", NOW) == Offer(ID, number, "c2")


def test_claims_that_may_not_be_seen_are_neither_offered_nor_counted(ledger: Ledger) -> None:
    number = record(ledger)
    judgments.judge(ledger, number, "c2", "accept", by="Ines")
    everything = progress(ledger, "Juno", "secret", 0)
    restricted = progress(ledger, "Juno", "public", 0)
    confidentiality.mark(ledger, ID, "restricted", by="Ines")
    assert progress(ledger, "Juno", "secret", 0) == everything
    assert progress(ledger, "Juno", "public", 0).all == restricted.all - 3
    assert next_claim(ledger, "Juno", "public", "second", NOW) is None
    found = next_claim(ledger, "Juno", "public", Query(text="wells"), NOW)
    assert found is None or found.report != ID


def test_older_record_waits_no_more(ledger: Ledger) -> None:
    report = told.report(Told("The mill stood still"))
    (first,) = told.keep(ledger, report)
    many = progress(ledger, "Ines", "secret", 0).all
    told.reread(ledger, report, first.number)
    assert progress(ledger, "Ines", "secret", 0).all == many
    assert not [one for one in all_offered(ledger, "Ines") if one.startswith(f"{first.number}:")]


def test_by_search_passes_over_what_the_person_has_judged(ledger: Ledger) -> None:
    number = record(ledger)
    query = Query(text="wells", report=ID)
    judgments.judge(ledger, number, "c2", "accept", by="Ines")
    assert next_claim(ledger, "Ines", "secret", query, NOW) == Offer(ID, number, "c1")
    assert next_claim(ledger, "Juno", "secret", query, NOW) == Offer(ID, number, "c2")


def test_page_leads_to_the_claim_and_says_how_far_the_work_is(client: Visitor, ledger: Ledger) -> None:
    judgments.judge(ledger, record(ledger), "c1", "accept", by=desks.OWNER)
    html = client.get("/queue").text
    assert "judged by you today</dt><dd>1</dd>" in html
    answer = client.submit("/queue/next", {"queue": "uncertain"})
    assert answer.status_code == 303
    assert re.fullmatch(r"/reports/sha256:[0-9a-f]{64}\?queue=uncertain#c\d+", answer.headers["location"])
    assert "Next from the queue" in client.get(answer.headers["location"].partition("#")[0]).text


def test_queue_that_is_empty_leads_back(client: Visitor) -> None:
    assert client.submit("/queue/next", {"queue": "differs"}).headers["location"] == "/queue?"
    answer = client.submit("/queue/next", {"queue": "words=nothingofthekind"})
    assert answer.headers["location"] == "/queue?words=nothingofthekind"


def test_next_by_search_keeps_the_search(client: Visitor) -> None:
    answer = client.submit("/queue/next", {"queue": "words=sealed&state=none"})
    assert answer.headers["location"] == f"/reports/{ID}?queue=words%3Dsealed%26state%3Dnone#c2"


def test_what_a_search_finds_is_accepted_for_one_reason(client: Visitor, ledger: Ledger) -> None:
    number = record(ledger)
    judgments.judge(ledger, number, "c1", "reject", by=desks.OWNER)
    asked = f"words=wells&report={ID[7:]}"
    html = client.get(f"/queue?{asked}").text
    assert "They sealed eleven wells" in html and "Accept all 2" in html
    form = {"asked": asked, "total": "2", "reason": "compared with the print"}
    answer = client.submit("/queue/accept", form)
    assert answer.headers["location"] == f"/queue?{asked}&accepted=1"
    claims = {one.id: one for one in judgments.of(ledger, ID).claims}
    assert (claims["c1"].state, claims["c2"].state, claims["c3"].state) == ("rejected", "accepted", "none")
    assert claims["c2"].decided.standing[0].reason == "compared with the print"


def test_many_need_a_reason_and_what_was_shown(client: Visitor, ledger: Ledger) -> None:
    asked = f"words=wells&report={ID[7:]}"
    assert client.submit("/queue/accept", {"asked": asked, "total": "2"}).status_code == 409
    assert client.submit("/queue/accept", {"asked": asked, "total": "5", "reason": "x"}).status_code == 409
    assert client.submit("/queue/accept", {"asked": "", "reason": "x"}).status_code == 409
    assert progress(ledger, desks.OWNER, "secret", 0).everybody == 0
    assert all(one.state == "none" for one in judgments.of(ledger, ID).claims)


def test_many_leave_out_what_somebody_else_holds(client_of: Come, peopled: Ledger) -> None:
    asked = f"words=sealed&report={ID[7:]}"
    client_of("editor").submit("/queue/next", {"queue": asked})
    visitor = client_of("documenter")
    answer = visitor.submit("/queue/accept", {"asked": asked, "total": "1", "reason": "compared"})
    assert answer.headers["location"].endswith("&accepted=0")


def test_two_people_at_the_desk_get_different_claims(client_of: Come) -> None:
    places = {client_of(role).submit("/queue/next").headers["location"] for role in ("documenter", "editor", "keeper")}
    assert len(places) == 3


def test_question_that_cannot_be_asked_is_said(client: Visitor) -> None:
    assert client.get("/queue?force=shouted").status_code == 409
    with pytest.raises(LedgerError):
        Query(text="-")


def test_farthest_is_in_whole_pages() -> None:
    assert reservations.FARTHEST % reservations.AT_ONCE == 0

"""Search: every condition finds what it says and nothing else, on every database, whole and page by page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, matching
from reportedly.ledger.hits import BESIDE
from reportedly.ledger.judgments import judge
from reportedly.ledger.query import Query
from reportedly.ledger.search import Hit, Page, ReportHit, search
from tests.ledger.told import Told, close, keep, report, reread

MARCH, MAY = ("2031-03", "2031-03-01", "2031-03-31"), ("XXXX-05", None, None)
PYONGYANG, CENTRAL = ("Pyongyang", "kp-01", "KP"), ("Chung-guyok", "kp-0101", "KP")

HARBOUR = report(
    Told("Wardens arrested forty listeners", "ordered", codes=["penalty/arrest", "offence/media"], places=[PYONGYANG]),
    Told("Wardens will arrest the others in May", "predicted", chain=["person", "institution"], dates=[MAY]),
    Told("No warden was arrested", "denied", "negative", chain=["institution"], codes=["penalty/fine"], dates=[MARCH]),
    Told("국가보위부가 주민을 체포했다", places=[CENTRAL], dates=[("2031-03-20", "2031-03-20", "2031-03-20")]),
)
BORDER = report(
    Told("The wells of Teld were sealed", chain=[], places=[("Teld", None, None)], dates=[("PAST_REF", None, None)]),
    Told("Wells were sealed before the winter", dates=[("2030", None, "2030-11-30")], places=[("Dandong", "x", "CN")]),
    outlet="Border Post",
    title="Wells sealed",
    published="2030-12",
    language="ko",
)


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    keep(ledger, HARBOUR, BORDER)
    return ledger


def hits(page: Page) -> list[Hit]:
    return [one for one in page.hits if isinstance(one, Hit)]


def found(ledger: Ledger, **asked: Any) -> list[str]:
    return sorted(
        f"{one.outlet[0] if one.outlet else '-'}{one.claim.id}" for one in hits(search(ledger, Query(**asked)))
    )


CASES: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["Bc1", "Bc2", "Hc1", "Hc2", "Hc3", "Hc4"]),
    ({"text": "arrest"}, ["Hc1", "Hc2", "Hc3"]),
    ({"text": "warden -forty"}, ["Hc2", "Hc3"]),
    ({"text": '"arrested forty"'}, ["Hc1"]),
    ({"text": '"forty arrested"'}, []),
    ({"text": "list*"}, ["Hc1"]),
    ({"text": "seal* winter"}, ["Bc2"]),
    ({"text": "보위부"}, ["Hc4"]),
    ({"text": "체포"}, ["Hc4"]),
    ({"text": "주"}, ["Hc4"]),
    ({"text": "위보"}, []),
    ({"text": "fordered"}, []),
    ({"force": "ordered"}, ["Hc1"]),
    ({"polarity": "negative"}, ["Hc3"]),
    ({"source_kind": "institution"}, ["Hc2", "Hc3"]),
    ({"source_kind": "outlet"}, ["Bc1"]),
    ({"chain": (3, None)}, ["Hc2"]),
    ({"chain": (None, 1)}, ["Bc1"]),
    ({"chain": (2, 2)}, ["Bc2", "Hc1", "Hc3", "Hc4"]),
    ({"code": "penalty"}, ["Hc1", "Hc3"]),
    ({"code": "penalty/arrest"}, ["Hc1"]),
    ({"code": "penalty/arr"}, []),
    ({"place": "kp-01"}, ["Hc1", "Hc4"]),
    ({"place": "kp-0101"}, ["Hc4"]),
    ({"place": "Pyongyang"}, ["Hc1", "Hc4"]),
    ({"place": "North Korea"}, ["Hc1", "Hc4"]),
    ({"place": "iso:CN"}, ["Bc2"]),
    ({"place": "teld"}, ["Bc1"]),
    ({"place": "Nowhere at all"}, []),
    ({"outlet": "border post"}, ["Bc1", "Bc2"]),
    ({"outlet": "border"}, []),
    ({"language": "ko"}, ["Bc1", "Bc2"]),
    ({"report": HARBOUR.id}, ["Hc1", "Hc2", "Hc3", "Hc4"]),
    ({"report": "sha256:00"}, []),
    ({"published": ("2030", "2030")}, ["Bc1", "Bc2"]),
    ({"published": ("2030-12-31", None)}, ["Bc1", "Bc2", "Hc1", "Hc2", "Hc3", "Hc4"]),
    ({"published": (None, "2030-11")}, []),
    ({"published": ("XXXX-04", "XXXX-04")}, ["Hc1", "Hc2", "Hc3", "Hc4"]),
    ({"dates": ("2031-03-10", "2031-03-12")}, ["Hc3"]),
    ({"dates": ("2031-03", "2031-03")}, ["Hc3", "Hc4"]),
    ({"dates": ("2031-05-31", "2031-06")}, ["Hc2"]),
    ({"dates": ("XXXX-05", "XXXX-05")}, ["Bc2", "Hc2"]),
    ({"dates": (None, "1999")}, ["Bc2", "Hc2"]),
    ({"dates": ("2031-04", "2031-04")}, []),
    ({"dated": False}, ["Bc1", "Hc1"]),
    ({"dated": True}, ["Bc2", "Hc2", "Hc3", "Hc4"]),
    ({"decision": "none", "confidentiality": "public", "outlet": "Border Post"}, ["Bc1", "Bc2"]),
    ({"decision": "accepted"}, []),
    ({"text": "arrest", "code": "penalty", "dates": ("2031", "2031")}, ["Hc3"]),
]


@pytest.mark.parametrize("few", [matching.FEW, 0], ids=["gathered", "gone through"])
def test_every_condition_finds_what_it_says(told: Ledger, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "FEW", few)
    for sort in ("date", "published", "added"):
        assert {repr(asked): found(told, **asked, sort=sort) for asked, _ in CASES} == {
            repr(asked): expected for asked, expected in CASES
        }


def test_relevance_finds_the_same(told: Ledger) -> None:
    for asked, expected in CASES:
        if asked.get("text"):
            assert found(told, **asked, sort="relevance") == expected, asked


def test_a_hit_says_what_its_entry_says(told: Ledger) -> None:
    (hit,) = hits(search(told, Query(text="체포", report=HARBOUR.id)))
    assert hit.words == "국가보위부가 주민을 체포했다"
    assert [hit.words[start:end] for start, end in hit.marks] == ["체포"]
    assert [(link.name, link.kind, link.implied) for link in hit.chain] == [
        ("Harbour Wire", "outlet", False),
        ("teller 5", "anonymous", False),
    ]
    assert (hit.report, hit.record, hit.newest, hit.title) == (HARBOUR.id, 1, True, "What was told")
    assert (hit.decision, hit.level, hit.published, hit.language) == ("none", "public", "2031-04-02", "en")
    assert [one.gazetteer_id for one in hit.places] == ["kp-0101"]
    assert hit.to_dict()["claim"]["id"] == "c4"


def test_reports_are_found_by_title_and_text(told: Ledger) -> None:
    (hit,) = search(told, Query(of="reports", text="wells -arrest")).hits
    assert isinstance(hit, ReportHit)
    assert (hit.report, hit.claims, hit.title) == (BORDER.id, 2, "Wells sealed")
    assert [hit.words[start:end] for start, end in hit.marks] == ["Wells", "wells", "Wells"]
    assert len(search(told, Query(of="reports")).hits) == 2
    assert [one.report for one in search(told, Query(of="reports", sort="published")).hits] == [HARBOUR.id, BORDER.id]


def test_a_long_report_is_found_by_its_end_and_shown_once(ledger: Ledger) -> None:
    keep(ledger, report(*(Told(f"The well number {number} ran dry again") for number in range(2500)), Told("Zephyr")))
    assert len(search(ledger, Query(of="reports", text="zephyr")).hits) == 1
    assert len(search(ledger, Query(of="reports", text='"well number 1250 ran"')).hits) == 1
    page = search(ledger, Query(of="reports", text="well", limit=2))
    assert len(page.hits) == 1


def test_only_the_newest_record_counts_unless_asked(told: Ledger) -> None:
    reread(told, replace(HARBOUR, claims=HARBOUR.claims[:1]), earlier=1)
    assert found(told, report=HARBOUR.id) == ["Hc1"]
    older = hits(search(told, Query(report=HARBOUR.id, every_record=True)))
    assert [(one.record, one.newest) for one in older] == [(4, True), *[(1, False)] * 4]


def test_order_is_by_date_publication_or_addition(told: Ledger) -> None:
    def order(sort: Any) -> list[str]:
        return [f"{one.outlet[0]}{one.claim.id}" for one in hits(search(told, Query(sort=sort))) if one.outlet]

    assert order("date") == ["Hc4", "Hc3", "Bc2", "Bc1", "Hc2", "Hc1"]  # only two have a first day
    assert order("published") == ["Hc4", "Hc3", "Hc2", "Hc1", "Bc2", "Bc1"]
    assert order("added") == ["Bc2", "Bc1", "Hc4", "Hc3", "Hc2", "Hc1"]


def test_relevance_puts_first_what_says_it_most(ledger: Ledger) -> None:
    keep(ledger, report(Told("The guards saw many other things on that day"), Told("Guards guards guards")))
    assert [one.claim.id for one in hits(search(ledger, Query(text="guard", sort="relevance")))] == ["c2", "c1"]


@pytest.mark.parametrize("few", [matching.FEW, 0], ids=["gathered", "gone through"])
@pytest.mark.parametrize("sort", ["date", "published", "added", "relevance"])
def test_pages_follow_one_another(ledger: Ledger, sort: Any, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "FEW", few)
    days = [f"2031-03-{1 + number % 3:02d}" for number in range(11)]
    keep(ledger, report(*(Told(f"Well {number} sealed", dates=[(d, d, d)]) for number, d in enumerate(days))))
    keep(ledger, report(Told("Well of another report sealed"), Told("A sealed well"), published="2029"))
    query = Query(text="well", sort=sort, limit=4)
    whole = [(one.record, one.claim.id) for one in hits(search(ledger, replace(query, limit=100)))]
    pages, after = [], None
    while True:
        page = search(ledger, replace(query, after=after))
        pages.append([(one.record, one.claim.id) for one in hits(page)])
        if page.after is None:
            break
        after = page.after
        new = Told(f"A well sealed while page {len(pages)} was read", dates=[("2040", "2040-01-01", "2040-12-31")])
        keep(ledger, report(new, published="2040"))
    assert [len(one) for one in pages] == [4, 4, 4, 1]
    assert [one for page_ in pages for one in page_] == whole


def test_the_number_of_hits_is_told_where_they_are_gathered(told: Ledger) -> None:
    assert search(told, Query(text="arrest", limit=2)).total == 3
    assert (
        search(told, Query(text="arrest", limit=2, after=search(told, Query(text="arrest", limit=2)).after)).total == 3
    )


def test_a_page_of_another_question_is_refused(told: Ledger) -> None:
    after = search(told, Query(text="arrest", limit=1)).after
    with pytest.raises(LedgerError, match="another question"):
        search(told, Query(text="warden", limit=1, after=after))
    with pytest.raises(LedgerError, match="not what a page gave"):
        search(told, Query(after="nonsense"))


def test_what_is_closed_is_marked_and_can_be_left_out(told: Ledger) -> None:
    close(told, HARBOUR.id, "secret", 1, source="s2")
    close(told, HARBOUR.id, "restricted", 1, claim="c2")
    close(told, BORDER.id, "restricted")
    assert found(told, confidentiality="secret") == ["Hc1"]
    assert found(told, confidentiality="restricted") == ["Bc1", "Bc2", "Hc2"]
    assert found(told, confidentiality="public") == ["Hc3", "Hc4"]
    assert [one.report for one in search(told, Query(of="reports", confidentiality="restricted")).hits] == [BORDER.id]
    assert search(told, Query(of="reports", confidentiality="public")).hits == ()  # whose texts name the teller
    assert {one.claim.id: one.level for one in hits(search(told, Query(report=HARBOUR.id)))} == {
        "c1": "secret", "c2": "restricted", "c3": "public", "c4": "public",
    }  # fmt: skip
    close(told, BORDER.id, "public")
    assert found(told, confidentiality="public", outlet="Border Post") == ["Bc1", "Bc2"]


def test_a_corrected_claim_is_found_as_people_put_it(told: Ledger) -> None:
    judge(told, 1, "c1", "correct", by="Ines", fields={"force": "warned", "codes": []}, reason="heard it")
    assert found(told, force="ordered") == []
    assert found(told, force="warned") == found(told, decision="corrected") == ["Hc1"]
    assert found(told, code="penalty/arrest") == []
    assert found(told, text="arrest") == ["Hc1", "Hc2", "Hc3"]
    (hit,) = hits(search(told, Query(force="warned")))
    assert (hit.claim.force, hit.revised, hit.decision, hit.codes) == ("warned", True, "corrected", ())
    assert hit.words == "Wardens arrested forty listeners"
    judge(told, 1, "c1", "accept", by="Ines")
    assert found(told, force="ordered") == found(told, decision="accepted") == ["Hc1"]
    assert found(told, force="warned") == []


def test_a_claim_that_was_missed_is_found(told: Ledger) -> None:
    fields = {"content": "What was told", "chain": ["s1"], "force": "asked"}
    entry = judge(told, 1, None, "missed", by="Ines", fields=fields)
    (hit,) = hits(search(told, Query(text='"what was told"')))
    assert (hit.claim.id, hit.revised, hit.decision) == (f"j{entry.number}", True, "accepted")
    assert found(told, force="asked") == [f"Hj{entry.number}"]
    judge(told, 1, hit.claim.id, "withdraw", by="Ines")
    assert found(told, force="asked") == []


def test_two_who_differ_leave_the_claim_as_it_was(told: Ledger) -> None:
    judge(told, 1, "c1", "correct", by="Ines", fields={"force": "warned"})
    judge(told, 1, "c1", "reject", by="Olan")
    assert found(told, force="ordered") == found(told, decision="differs") == ["Hc1"]


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"force": "shouted"}, "the force is one of stated, .*, not 'shouted'"),
        ({"decision": "maybe"}, "the decision is one of none, accepted"),
        ({"text": '"open'}, "a quotation mark is not closed"),
        ({"text": "-x"}, "at least one word that is to be there"),
        ({"code": "a/b/c"}, "list or list/code"),
        ({"chain": (3, 2)}, "no 3 to 2 links"),
        ({"dates": ("2031-13", None)}, "'2031-13' is no date"),
        ({"dates": ("2031", "2030")}, "2031 comes after 2030"),
        ({"dates": (None, None)}, "needs a beginning or an end"),
        ({"dates": ("XXXX-05", "2031")}, "both ends must have a year"),
        ({"dates": ("XXXX-13", "XXXX-13")}, "no part of a year"),
        ({"limit": 0}, "a page holds 1 to 1000 hits"),
        ({"sort": "relevance"}, "only a search for words"),
        ({"of": "reports", "force": "stated"}, "only claims, not reports, can be looked for by force"),
        ({"of": "reports", "sort": "date"}, "only claims by date"),
    ],
)
def test_a_question_that_cannot_be_says_why(asked: dict[str, Any], reason: str) -> None:
    with pytest.raises(LedgerError, match=reason):
        Query(**asked)


def test_a_place_that_no_gazetteer_has_is_named(told: Ledger) -> None:
    with pytest.raises(LedgerError, match="knows no place geonames:0"):
        search(told, Query(place="geonames:0"))


def test_what_stands_beside_the_words_is_shown_as_far_as_the_paragraph_goes(ledger: Ledger) -> None:
    far = "and " * 40
    text = f"Title\n\nIt {far}began. He said that the well was dry. It {far}ended.\n\nMore."
    start = text.index("the well was dry")
    one = report(Told("x"))
    claim = replace(one.claims[0], content=((start, start + len("the well was dry")),))
    keep(ledger, replace(one, text=text, claims=(claim,)))
    (hit,) = search(ledger, Query(text="dry")).hits
    assert isinstance(hit, Hit)
    assert hit.before.startswith("and and") and hit.before.endswith("began. He said that ")
    assert hit.after.startswith(". It and") and hit.after.endswith("and")
    assert len(hit.before) <= BESIDE and len(hit.after) <= BESIDE
    assert f"{hit.before}{hit.words}{hit.after}" in text

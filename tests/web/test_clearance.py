"""Clearance: what somebody may not see is nowhere in what they are shown, and spans still mean the same words."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.exports.marks import within
from reportedly.ledger import Ledger, about, clearance, confidentiality, judgments, notes
from reportedly.ledger.clearance import View, view
from reportedly.ledger.cuts import BLOCK
from reportedly.ledger.levels import LEVELS, Level, Levels
from reportedly.ledger.seen import seen
from reportedly.record import Report, Spans, plain
from tests.exports.layers import reports
from tests.ledger import wells

CLERK = "A clerk of the province"


def shown(ledger: Ledger, to: Level, record: int) -> View:
    known = about.gather(ledger, wells.report().id, record)
    found = view(known.judged, known.levels, to)
    assert found is not None
    return found


@pytest.fixture
def record(ledger: Ledger) -> int:
    return judgments.of(ledger, wells.report().id).record


def close(ledger: Ledger, record: int, level: Level, **of: Any) -> None:
    confidentiality.mark(ledger, wells.report().id, level, record=record if of else None, by="Ines", **of)


def test_who_may_see_everything_sees_the_record_as_it_is(ledger: Ledger, record: int) -> None:
    close(ledger, record, "secret", source="s4")
    found = shown(ledger, "secret", record)
    assert found.whole and found.blocks == ()
    assert found.judged.report.text == wells.TEXT


def test_withheld_source_takes_its_words_claims_codes_and_names_along(ledger: Ledger, record: int) -> None:
    close(ledger, record, "secret", source="s4")
    found = shown(ledger, "restricted", record)
    everything = json.dumps(
        [found.judged.report.to_dict(), plain([one.claim for one in found.judged.claims]), plain(found.levels.claims)]
    )
    assert not found.whole
    assert (
        "clerk" not in everything and "arrested" not in everything and "s4" not in found.judged.report.things["sources"]
    )
    assert [one.id for one in found.judged.claims] == ["c1", "c2"]
    assert [one.code for one in found.judged.report.codes] == ["obligation"]
    assert [one.id for one in found.judged.report.actors] == ["x1"]
    assert BLOCK in found.judged.report.text


def test_names_of_a_withheld_source_are_withheld_wherever_they_stand(ledger: Ledger, record: int) -> None:
    notes.note(ledger, wells.report().id, f"{CLERK} called again", by="Ines")
    close(ledger, record, "secret", source="s4")
    found = shown(ledger, "restricted", record)
    assert found.say(f"asked {CLERK.upper()} twice") == f"asked {BLOCK} twice"
    assert found.say(None) is None


def test_closed_report_is_not_there(ledger: Ledger, record: int) -> None:
    close(ledger, record, "secret")
    known = about.gather(ledger, wells.report().id, record)
    assert view(known.judged, known.levels, "restricted") is None


def test_judgments_tell_nothing_that_is_withheld(ledger: Ledger, record: int) -> None:
    place = {"words": "the province", "name": "the province of the clerk"}
    judgments.judge(ledger, record, "c2", "correct", by="Ines", fields={"places": [place]}, reason=f"asked {CLERK}")
    close(ledger, record, "secret", source="s4")
    found = shown(ledger, "restricted", record)
    (judgment,) = found.judged.claim("c2").decided.standing
    assert judgment.fields == {"places": []}
    assert judgment.reason == f"asked {BLOCK}"


def test_spans_of_the_view_stand_for_those_of_the_stored_text(ledger: Ledger, record: int) -> None:
    close(ledger, record, "restricted", source="s4")
    found = shown(ledger, "public", record)
    text = found.judged.report.text
    at = text.index("Dolm lies on")
    start, end = found.stored((at, at + len("Dolm lies on")))
    assert wells.TEXT[start:end] == "Dolm lies on"
    block = text.index(BLOCK)
    start, end = found.stored((block + 2, block + 4))
    assert wells.TEXT[start:end].startswith(CLERK)


def sensible(report: Report) -> Report:
    """The report with those spans alone that lie in its text, and an id for each claim."""
    length = len(report.text)

    def kept(one: Any, *names: str) -> Any:
        return replace(one, **{name: tuple(within(getattr(one, name), length)) for name in names})

    claims = (replace(kept(one, "content"), id=f"c{n}") for n, one in enumerate(report.claims, 1))
    return replace(
        report,
        boilerplate=tuple(within(report.boilerplate, length)),
        sources=tuple(kept(one, "mentions") for one in report.sources),
        attributions=tuple(kept(one, "source_spans", "cue", "content") for one in report.attributions),
        claims=tuple(claims),
    )


def _levels(report: Report, claims: list[str], picks: list[bool]) -> Levels:
    sources = {one.id: "secret" if pick else "public" for one, pick in zip(report.sources, picks, strict=False)}
    sources = {one.id: sources.get(one.id, "public") for one in report.sources}
    chains = {one.id: one.chain for one in report.claims}
    of_claims = {
        id: "secret" if any(sources.get(link) == "secret" for link in chains[id]) else "public" for id in claims
    }
    return Levels("public", sources, of_claims)  # type: ignore[arg-type]


@given(reports(), st.lists(st.booleans(), max_size=6))
@settings(max_examples=40)
def test_no_span_of_a_view_reaches_beyond_its_text_and_none_holds_withheld_words(
    report: Report, picks: list[bool]
) -> None:
    report = sensible(report)
    judged = seen(0, report, [])
    levels = _levels(report, [one.id for one in report.claims], picks)
    found = view(judged, levels, "public")
    assert found is not None
    shown = found.judged.report
    for start, end in [
        *found.blocks,
        *_spans(shown),
        *(span for one in found.judged.claims for span in one.claim.content),
    ]:
        assert 0 <= start <= end <= len(shown.text)
    assert all(shown.text[start:end] == BLOCK for start, end in found.blocks)
    kept, at = [], 0
    for start, end in found.cuts:
        kept.append(report.text[at:start])
        at = end
    assert shown.text == BLOCK.join([*kept, report.text[at:]])
    for start, end in _spans(shown):
        if not any(s < end and start < e for s, e in found.blocks) and start < end:
            first, last = found.stored((start, end))
            assert report.text[first:last] == shown.text[start:end]


def _spans(report: Report) -> Spans:
    found = [span for one in report.sources for span in one.mentions]
    found += [span for one in report.attributions for span in (*one.source_spans, *one.cue, *one.content)]
    return tuple(found)


@pytest.mark.parametrize("level", LEVELS)
def test_clearance_reaches_what_is_no_stricter(level: Level) -> None:
    reached = [one for one in LEVELS if clearance.may_see(level, one)]
    assert reached == list(LEVELS[: LEVELS.index(level) + 1])

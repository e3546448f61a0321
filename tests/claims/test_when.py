"""When what is claimed happened, and when it was told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.claims import when
from reportedly.language.pieces import paragraphs
from reportedly.language.sentences import sentences
from reportedly.record import Claim, Date, Report, SourceKind
from tests.claims.handmade import Link, report


def dated(one: Report, *words: str) -> Report:
    """A report with dates where these words stand, in the order of the text; a word's kind may stand behind a colon."""
    found = []
    for entry in words:
        said, _, kind = entry.partition(":")
        start = one.text.index(said)
        found.append(Date("", (start, start + len(said)), f"2021-{said}", None, kind or "date", None, None, "invented"))
    found.sort(key=lambda date: date.span)
    return replace(one, dates=tuple(replace(date, id=f"d{n}") for n, date in enumerate(found, 1)))


def told(one: Report, content: str, attribution: str | None = "a1") -> tuple[list[str], str | None]:
    """The words for the dates of a claim with this content, and those for the day of the telling."""
    start = one.text.index(content)
    claim = Claim("c1", attribution, ((start, start + len(content)),), ("s1",), (), "stated", "positive", False, 0.9)
    spans = [span for first, last in paragraphs(one.text) for span in sentences(one.text, first, last)]
    ids, said_on = when.of(one, claim, spans)
    words = {date.id: one.text[date.span[0] : date.span[1]] for date in one.dates}
    return [words[id] for id in ids], words[said_on] if said_on else None


def test_a_date_in_the_content_is_the_events_and_one_behind_the_cue_the_tellings() -> None:
    text = "A warden {q}told The Harbour Wire on June 6 that the depot was sealed at the end of last month.".replace(
        "{q}", ""
    )
    one = report(
        text,
        Link(
            "{s:A warden} {q:told} The Harbour Wire on June 6 that {c:the depot was sealed at the end of last month}",
            "w",
        ),
    )
    one = dated(one, "June 6", "the end of last month")
    assert told(one, "the depot was sealed at the end of last month") == (["the end of last month"], "June 6")


@pytest.mark.parametrize(
    ("text", "marked", "content"),
    [
        (
            "On Thursday, the ministry said that the depot was sealed.",
            "{s:the ministry} {q:said} that {c:the depot was sealed}",
            "the depot was sealed",
        ),
        (
            "“The depot was sealed,” a warden said Thursday.",
            "{c:“The depot was sealed,”} {s:a warden} {q:said}",
            "“The depot was sealed,”",
        ),
        (
            "“The depot was sealed,” the marshal said, speaking on Thursday to those who worked there.",
            "{c:“The depot was sealed,”} {s:the marshal} {q:said}",
            "“The depot was sealed,”",
        ),
        (
            "The decree, dated Thursday, forbids the sale of lamps.",
            "{s:The decree, dated Thursday}, {q:forbids} {c:the sale of lamps}",
            "the sale of lamps",
        ),
    ],
)
def test_said_on_is_the_date_beside_the_cue_or_in_the_words_for_the_source(
    text: str, marked: str, content: str
) -> None:
    one = dated(report(text, Link(marked, "x")), "Thursday")
    assert told(one, content) == ([], "Thursday")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (
            "A driver who has made the journey twice since March says that there are no houses.",
            "{s:A driver who has made the journey twice since March} {q:says} that {c:there are no houses}",
        ),
        (
            "A warden, who was arrested in March, says that there are no houses.",
            "{s:A warden}, who was arrested in March, {q:says} that {c:there are no houses}",
        ),
    ],
)
def test_a_date_of_something_else_is_not_that_of_the_telling(text: str, marked: str) -> None:
    assert told(dated(report(text, Link(marked, "x")), "March"), "there are no houses")[1] is None


def test_a_date_at_the_head_of_the_sentence_is_the_events_if_the_cue_is_according_to() -> None:
    text = "Early this month the depot was sealed, according to a warden."
    one = report(text, Link("{c:the depot was sealed}, {q:according to} {s:a warden}", "w"))
    assert told(dated(one, "Early this month"), "the depot was sealed") == (["Early this month"], None)


def test_the_dateline_is_no_date_of_an_event() -> None:
    text = "KAST, June 1 (RTA) -- The depot was sealed, according to a warden."
    one = report(text, Link("{c:The depot was sealed}, {q:according to} {s:a warden}", "w"))
    assert told(dated(one, "June 1"), "The depot was sealed") == ([], None)


def test_what_was_told_behind_closed_doors_has_no_day_of_telling() -> None:
    text = "An officer told lorry drivers on Monday that the road was closed."
    one = report(text, Link("{s:An officer} {q:told} lorry drivers on Monday that {c:the road was closed}", "o"))
    assert told(dated(one, "Monday"), "the road was closed") == ([], None)


def test_a_teller_in_public_words_keeps_his_own_day() -> None:
    text = "The report notes that the owner testified on Monday that his boat was in dock since October."
    kinds: dict[str, SourceKind] = {"the report": "document"}
    one = report(
        text,
        Link(
            "{s:The report} {q:notes} that {c:the owner testified on Monday that his boat was in dock since October}",
            "the report",
        ),
        Link(
            "{s:the owner} {q:testified} on Monday that {c:his boat was in dock since October}", "the owner", within=1
        ),
        kinds=kinds,
    )
    one = dated(one, "Monday", "October")
    assert told(one, "his boat was in dock since October", "a2") == (["October"], "Monday")


def test_a_second_telling_in_the_same_sentence_keeps_the_day() -> None:
    text = "In a statement on Monday, the ministry denied that anyone was hurt and said they were fed."
    one = report(
        text,
        Link("{s:the ministry} {q:denied} that {c:anyone was hurt}", "m"),
        Link("{s:the ministry} denied that anyone was hurt and {q:said} {c:they were fed}", "m"),
    )
    assert told(dated(one, "Monday"), "they were fed", "a2") == ([], "Monday")


def test_durations_say_when_only_if_they_end_or_begin_with_the_telling() -> None:
    text = "In the last ten days they walked for two hours, a warden said."
    one = report(text, Link("{c:In the last ten days they walked for two hours}, {s:a warden} {q:said}", "w"))
    one = dated(one, "the last ten days:duration", "two hours:duration")
    assert told(one, "In the last ten days they walked for two hours") == (["the last ten days"], None)
    text = "They were freed on Monday after ten days, a warden said."
    one = report(text, Link("{c:They were freed on Monday after ten days}, {s:a warden} {q:said}", "w"))
    one = dated(one, "Monday", "ten days:duration")
    assert told(one, "They were freed on Monday after ten days") == (["Monday"], None)


def test_narration_without_an_attribution_has_the_dates_of_its_own_words() -> None:
    one = dated(report("The depot was sealed on Monday."), "Monday")
    assert told(one, "The depot was sealed on Monday.", None) == (["Monday"], None)


@given(st.data())
def test_of_gives_ids_of_the_report_whatever_the_spans(data: st.DataObject) -> None:
    text = "On Monday a warden told the paper that the depot was sealed in May, and said on Friday that it was empty."
    one = report(text, Link("{s:a warden} {q:told} the paper that {c:the depot was sealed in May}", "w"))
    one = dated(one, "Monday", "May", "Friday")
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    claim = Claim(
        "c1", data.draw(st.sampled_from(["a1", None])), ((start, end),), ("s1",), (), "stated", "positive", False, 1
    )
    ids, said_on = when.of(one, claim, [(0, len(text))])
    assert set(ids) <= {"d1", "d2", "d3"}
    assert said_on in (None, "d1", "d2", "d3")
    assert len(set(ids)) == len(ids)

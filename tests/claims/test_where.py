"""claims.where: the place of the event, told from that of the source, of the dateline and of a government."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reportedly.claims import where
from reportedly.record import Claim, Place, Report, Span
from tests.claims.handmade import Link, cut, report


def placed(one: Report, *words: str, dateline: str | None = None) -> Report:
    """The report with the first occurrence of these words as its places, in order."""
    spans: list[Span] = sorted((one.text.index(w), one.text.index(w) + len(w)) for w in words)
    found = [Place(f"p{n}", span, one.text[slice(*span)], None, None, None, None) for n, span in enumerate(spans, 1)]
    return replace(one, places=tuple(found), dateline=dateline)


def names(one: Report, content: str) -> list[str]:
    start = one.text.index(content)
    claim = Claim("c1", None, ((start, start + len(content)),), ("s1",), (), "stated", "positive", False, 1.0)
    by_id = {place.id: place.name for place in one.places}
    return [by_id[id] for id in where.of(one, claim, cut(one.text)[0])]


def test_the_place_in_the_content_is_that_of_the_event() -> None:
    one = placed(report("Guards were beaten in Dolm and Vesk."), "Dolm", "Vesk")
    assert names(one, "Guards were beaten in Dolm and Vesk") == ["Dolm", "Vesk"]


def test_the_place_of_the_source_is_not() -> None:
    text = "A source in Norrach said that guards were beaten in Dolm."
    link = Link("{s:A source in Norrach} {q:said} {c:that guards were beaten in Dolm}", "A source in Norrach")
    one = placed(report(text, link), "Norrach", "Dolm")
    assert names(one, "guards were beaten in Dolm") == ["Dolm"]
    assert names(one, text) == ["Dolm"]


def test_the_dateline_is_not() -> None:
    one = placed(report("VESK — Guards were beaten in Dolm."), "VESK", "Dolm", dateline="p1")
    assert names(one, "VESK — Guards were beaten in Dolm") == ["Dolm"]


def test_a_place_that_acts_is_not() -> None:
    one = placed(report("He knew that Vesk had ordered guards to Dolm."), "Vesk", "Dolm")
    assert names(one, "Vesk had ordered guards to Dolm") == ["Dolm"]


def test_a_place_that_owns_or_forms_a_word_is_not() -> None:
    one = placed(report("Vesk’s guards and Tarn-based clerks met in Dolm."), "Vesk", "Tarn", "Dolm")
    assert names(one, "Vesk’s guards and Tarn-based clerks met in Dolm") == ["Dolm"]


def test_a_fronted_place_holds_for_the_whole_sentence() -> None:
    one = placed(report("In Dolm, the clerk said, guards were beaten. They slept."), "Dolm")
    assert names(one, "guards were beaten") == ["Dolm"]
    assert names(one, "They slept") == []


def test_a_place_within_a_fronted_phrase_is_none_of_the_event() -> None:
    one = placed(report("In a letter from Dolm, the clerk said, guards were beaten."), "Dolm")
    assert names(one, "guards were beaten") == []


def test_where_it_happens_goes_before_where_it_comes_from() -> None:
    one = placed(report("Men from the capital beat guards in the mill."), "the capital", "the mill")
    assert names(one, "Men from the capital beat guards in the mill") == ["the mill"]


def test_the_same_place_counts_once() -> None:
    one = report("In Dolm they slept, and in Dolm they woke.")
    first, second = 3, one.text.index("Dolm", 10)
    two = [Place(f"p{n}", (at, at + 4), "Dolm", None, None, None, None) for n, at in ((1, first), (2, second))]
    assert names(replace(one, places=tuple(two)), one.text) == ["Dolm"]


@given(st.text(alphabet="Dolm in,.’s", max_size=60), st.data())
def test_any_place_in_any_text_is_answered(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    one = replace(report(text), places=(Place("p1", (start, end), "Dolm", None, None, None, None),))
    claim = Claim("c1", None, ((0, len(text)),), ("s1",), (), "stated", "positive", False, 1.0)
    assert where.of(one, claim, cut(text)[0]) in ((), ("p1",))

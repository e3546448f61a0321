"""record: it can be read back, has the shape that the contract names, and shows nothing as markup."""

from __future__ import annotations

import ast
import dataclasses
import json
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly import record
from reportedly.record import Attribution, Claim, Engine, Place, Report, Source

SHARES = st.floats(allow_nan=False, allow_infinity=False)


def some(kind: type[Any], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Up to two of a layer's entries, every field of them drawn from its type unless given."""
    return st.lists(st.builds(kind, **given), max_size=2).map(tuple)


REPORTS = st.builds(
    Report,
    byline=st.lists(st.text(), max_size=2).map(tuple),
    origin=st.builds(record.Origin),
    engine=st.none() | st.builds(Engine),
    sources=some(Source, mentions=st.lists(st.tuples(st.integers(), st.integers()), max_size=2).map(tuple)),
    attributions=some(Attribution, confidence=SHARES),
    dates=some(record.Date),
    places=some(Place, lat=st.none() | SHARES, lon=st.none() | SHARES),
    actors=some(record.Actor),
    codes=some(record.Code),
    claims=some(Claim, confidence=SHARES, actors=some(record.Role)),
)

TEXT = "“They sealed the wells,” a source in the valley told The Harbour Wire."


def invented() -> Report:
    """One attribution and one claim, and a name that would be markup if it were not escaped."""
    said = ((0, 24),)
    return Report(
        id="sha256:" + "0" * 64,
        text=TEXT,
        media_type="text/plain",
        title="Wells <sealed> & guarded",
        outlet="The Harbour Wire",
        notes=("<b>a note</b>",),
        engine=Engine("0.1", "en-2"),
        sources=(
            Source("s1", "The Harbour Wire", "outlet"),
            Source("s2", "a <source>", "anonymous", mentions=((25, 46),)),
        ),
        attributions=(Attribution("a1", "s2", ((25, 46),), ((47, 51),), said, None, "direct", 0.9),),
        claims=(Claim("c1", "a1", said, ("s1", "s2"), ("s2",), "stated", "positive", False, 0.9),),
    )


@settings(max_examples=60)
@given(REPORTS)
def test_a_record_comes_back_from_its_dict(report: Report) -> None:
    assert Report.from_dict(report.to_dict()) == report


@settings(max_examples=60)
@given(REPORTS, st.sampled_from([None, 2]))
def test_a_record_comes_back_from_its_json(report: Report, indent: int | None) -> None:
    assert Report.from_dict(json.loads(report.to_json(indent))) == report


@settings(max_examples=30)
@given(REPORTS)
def test_json_of_the_same_record_is_the_same_text(report: Report) -> None:
    assert Report.from_dict(report.to_dict()).to_json() == report.to_json()


@settings(max_examples=30)
@given(REPORTS)
def test_a_record_as_dict_holds_nothing_but_what_json_has(report: Report) -> None:
    written = report.to_dict()
    assert json.loads(json.dumps(written)) == written


def test_json_keeps_letters_as_they_are() -> None:
    assert "“They sealed the wells,”" in invented().to_json()


def test_the_dict_has_the_keys_of_the_contract_at_the_top() -> None:
    assert set(invented().to_dict()) == {
        "reportedly", "report", "sources", "attributions", "dates", "places", "actors", "codes", "claims",
    }  # fmt: skip


def test_the_dict_names_its_format() -> None:
    assert invented().to_dict()["reportedly"] == 1


def test_the_head_has_the_keys_of_the_contract_and_notes() -> None:
    head = invented().to_dict()["report"]
    assert set(head) == {
        "id", "title", "outlet", "byline", "published", "language", "media_type", "origin", "text", "boilerplate",
        "engine", "notes", "dateline",
    }  # fmt: skip
    assert {"path", "url", "retrieved"} == set(head["origin"])
    assert {"version", "model"} == set(head["engine"])


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        (Source, "id name kind access mentions basis unnamed_because title place"),
        (Attribution, "id source source_spans cue content within quote confidence"),
        (record.Date, "id span value mod kind earliest latest why"),
        (Place, "id span name gazetteer_id country lat lon kind"),
        (record.Actor, "id name kind institution mentions level rank"),
        (record.Code, "id list code span repealed"),
        (
            Claim,
            "id attribution content chain implied force polarity hedged dates said_on places actors codes confidence "
            "certainty",
        ),
        (record.Role, "actor role"),
    ],
)
def test_a_layer_has_the_keys_of_the_contract(kind: type[Any], keys: str) -> None:
    assert {field.name for field in dataclasses.fields(kind)} == set(keys.split())


def test_a_record_without_an_engine_comes_back() -> None:
    report = dataclasses.replace(invented(), engine=None)
    assert report.to_dict()["report"]["engine"] is None
    assert Report.from_dict(report.to_dict()) == report


@pytest.mark.parametrize("format", [None, 0, 2, "1", "reportedly"])
def test_another_format_is_refused(format: object) -> None:
    written = invented().to_dict()
    written["reportedly"] = format
    with pytest.raises(ValueError, match="format 1"):
        Report.from_dict(written)


def test_a_dict_that_is_no_record_is_refused() -> None:
    with pytest.raises(ValueError, match="format 1"):
        Report.from_dict({"title": "Something else"})


def test_words_are_the_exact_words_of_spans() -> None:
    report = invented()
    assert report.words(((0, 24),)) == "“They sealed the wells,”"
    assert report.words(((1, 5), (25, 33))) == "They … a source"
    assert report.words(()) == ""


def test_source_gives_the_source_with_an_id() -> None:
    assert invented().source("s2").name == "a <source>"


def test_source_knows_no_other_id() -> None:
    with pytest.raises(KeyError, match="s3"):
        invented().source("s3")


def test_a_record_cannot_be_changed() -> None:
    report = invented()
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.text = "something else"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.claims[0].force = "denied"  # type: ignore[misc]


class Seen(HTMLParser):
    """The elements and the words of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_notebook_shows_claim_chain_force_and_what_is_implied() -> None:
    seen = Seen(invented()._repr_html_())
    for words in ("“They sealed the wells,”", "The Harbour Wire › a <source> (implied)", "stated", "<b>a note</b>"):
        assert words in seen.words


@settings(max_examples=60)
@given(st.text(st.sampled_from("ab<>&\"'/ script")), st.text(st.sampled_from("ab<>&\"'/ b")))
def test_a_notebook_is_shown_no_markup_of_the_report(name: str, words: str) -> None:
    report = dataclasses.replace(
        invented(),
        text=words.ljust(30) + TEXT,
        title=name,
        notes=(words,),
        sources=(Source("s1", name, "outlet"), Source("s2", words, "anonymous")),
    )
    assert Seen(report._repr_html_()).tags <= {"p", "b", "table", "thead", "tbody", "tr", "th", "td"}


def test_the_module_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(Path(record.__file__).read_text("utf-8"))
    imported = {one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


def test_outside_gives_a_sentence_without_what_it_attributes() -> None:
    report = Report(id="sha256:0", text="He said “go” and “stay” to us.", media_type="text/plain")
    assert report.outside((0, 30), ((17, 23), (8, 12))) == "He said  and  to us."
    assert report.outside((3, 10), ((8, 12),)) == "said "
    assert report.outside((3, 7), ()) == "said"

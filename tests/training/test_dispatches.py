"""training.dispatches: marked passages become spans, and what is wrong with a pair is said in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from training import dispatches
from training.dispatches import TIMEX, Dispatch, faults, load, load_all, main, mark

TEXT = "A trader told The Harbour Wire that the guards had burned the boats. “Nobody spoke,” she said. “It was dark.”\n"


def record(**changes: Any) -> dict[str, Any]:
    """A record of TEXT without a fault, but for the changes."""
    whole: dict[str, Any] = {
        "report": "pair.txt",
        "outlet": "The Harbour Wire",
        "sources": [
            {"name": "The Harbour Wire", "kind": "outlet"},
            {"name": "a trader", "kind": "anonymous", "mentions": ["a trader", "she"]},
        ],
        "attributions": ["{s:A trader} {q:told} The Harbour Wire {c:that the guards had burned the boats}"],
        "claims": [
            {
                "content": "the guards had burned the boats",
                "chain": ["The Harbour Wire", "a trader"],
                "cue": "told",
                "force": "stated",
            }
        ],
    }
    return {**whole, **changes}


def pair(folder: Path, name: str = "pair", text: str = TEXT, **changes: Any) -> Path:
    """A pair in a folder; the path of its record."""
    (folder / f"{name}.txt").write_bytes(text.encode())
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(record(**changes), allow_unicode=True), "utf-8")
    return path


def claim(**changes: Any) -> list[dict[str, Any]]:
    return [{**record()["claims"][0], **changes}]


def test_mark_finds_the_spans_of_a_passage() -> None:
    found = mark(TEXT, "{s:A trader} {q:told} The Harbour Wire {c:that the guards had burned the boats}")
    assert [[TEXT[s:e] for s, e in spans] for spans in (found.source, found.cue, found.content)] == [
        ["A trader"],
        ["told"],
        ["that the guards had burned the boats"],
    ]


def test_mark_takes_a_content_in_several_pieces() -> None:
    found = mark(TEXT, "{c:“Nobody spoke,”} {s:she} {q:said}. {c:“It was dark.”}")
    assert [TEXT[s:e] for s, e in found.content] == ["“Nobody spoke,”", "“It was dark.”"]


def test_mark_takes_a_passage_without_a_source() -> None:
    assert mark(TEXT, "{q:had burned} {c:the boats}").source == ()


@pytest.mark.parametrize("passage", ["{s:A fisher} {q:told} {c:them}", "{q:the} {c:}", "{s:A trader} {q:told}"])
def test_mark_refuses_what_is_not_there_once_or_says_nothing(passage: str) -> None:
    with pytest.raises(ValueError, match=r"occurs|no content"):
        mark(TEXT, passage)


def test_load_reads_a_pair(tmp_path: Path) -> None:
    found = load(pair(tmp_path))
    assert isinstance(found, Dispatch)
    assert (found.name, found.text, len(found.attributions)) == ("pair", TEXT, 1)


def test_load_keeps_line_ends_as_they_are(tmp_path: Path) -> None:
    text = TEXT.replace("\n", "\r\n")
    assert load(pair(tmp_path, text=text)).text == text


def test_load_all_reads_every_pair_by_name_but_not_the_split(tmp_path: Path) -> None:
    pair(tmp_path, "b")
    pair(tmp_path, "a")
    (tmp_path / "split.yaml").write_text("teach: [a, b]\n", "utf-8")
    assert [one.name for one in load_all(tmp_path)] == ["a", "b"]


def test_faults_of_a_sound_pair_are_none(tmp_path: Path) -> None:
    assert faults(pair(tmp_path)) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"attributions": ["{s:A fisher} {q:told} {c:them}"]}, "occurs 0 times"),
        ({"attributions": ["{q:told}"]}, "no content"),
        ({"boilerplate": ["Read in Velkan"]}, "boilerplate is not in the text"),
        ({"sources": [{"name": "The Harbour Wire", "kind": "paper"}]}, "unknown kind"),
        ({"sources": [{"name": "a", "kind": "person", "mentions": ["the fisher"]}]}, "mention is not in the text"),
        ({"claims": claim(content="the")}, "occurs"),
        ({"claims": claim(content="boats were sold")}, "occurs 0 times"),
        ({"claims": claim(force="shouted")}, "unknown force"),
        ({"claims": claim(chain=["a trader"])}, "begin with the outlet"),
        ({"claims": claim(chain=[])}, "begin with the outlet"),
        ({"claims": claim(chain=["The Harbour Wire", "a fisher"])}, "not listed"),
        ({"claims": claim(implied=["a trader"], chain=["The Harbour Wire"])}, "implied link is not in the chain"),
        ({"claims": claim(cue="shouted")}, "cue is not in the text"),
    ],
)
def test_faults_say_what_is_wrong(tmp_path: Path, changes: dict[str, Any], fault: str) -> None:
    assert any(fault in one for one in faults(pair(tmp_path, **changes)))


def source(**changes: Any) -> list[dict[str, Any]]:
    wire, trader = record()["sources"]
    return [wire, {**trader, **changes}]


def punished(**changes: Any) -> list[dict[str, Any]]:
    """A claim with a phrase of the penalty list and its code."""
    return claim(**{"penalty": ["burned the boats"], "codes": {"burned the boats": "penalty/confiscation"}, **changes})


def test_faults_of_a_full_claim_and_a_full_source_are_none(tmp_path: Path) -> None:
    text = (
        TEXT
        + "On 4 March the trader, a widow from Dolm who saw the fire, would not give her name for fear of arrest.\n"
    )
    claims = punished(
        time={"text": "On 4 March", "value": "XXXX-03-04", "mod": None},
        said_on={"text": "4 March", "value": "2021-03-04"},
        place=["Dolm"],
        told_to=["The Harbour Wire"],
        affected=["the boats"],
        target=["boats"],
        codes={"burned the boats": "penalty/other", "boats": "target/other"},
    )
    sources = source(
        access="first_hand",
        basis=["who saw the fire"],
        unnamed_because=["for fear of arrest"],
        title="widow",
        place="Dolm",
    )
    assert faults(pair(tmp_path, text=text, claims=claims, sources=sources)) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"claims": claim(penalties=["burned"])}, "unknown key 'penalties'"),
        ({"claims": claim(time="on Monday")}, "time is not text, value and mod"),
        ({"claims": claim(time={"text": "dark"})}, "time is not text, value and mod"),
        (
            {"claims": claim(time={"text": "dark", "value": "2021-03-04", "kind": "x"})},
            "time is not text, value and mod",
        ),
        ({"claims": claim(time={"text": "on Monday", "value": "2021-03-04"})}, "time is not in the text"),
        ({"claims": claim(time={"text": "dark", "value": "4 March"})}, "time has no TIMEX3 value"),
        ({"claims": claim(time={"text": "dark", "value": "2021-03", "mod": "LATE"})}, "unknown mod"),
        ({"claims": claim(said_on={"text": "on Monday", "value": "2021-03-04"})}, "said_on is not in the text"),
        ({"claims": claim(place="dark")}, "place is no list of words"),
        ({"claims": claim(place=["Dolm"])}, "place is not in the text"),
        ({"claims": claim(told_to=["the fishers"])}, "told_to is not in the text"),
        ({"claims": claim(affected=["Nobody"])}, "affected is not in the content"),
        ({"claims": claim(penalty=["Burned"], codes={"Burned": "penalty/other"})}, "penalty is not in the content"),
        ({"claims": claim(offence=["dark"], codes={"dark": "offence/other"})}, "offence is not in the content"),
        ({"claims": claim(target=["she"], codes={"she": "target/other"})}, "target is not in the content"),
        ({"claims": claim(repealed=["spoke"], codes={"spoke": "penalty/other"})}, "repealed is not in the content"),
        ({"claims": punished(codes={})}, "no code for 'burned the boats'"),
        ({"claims": punished(penalty=[])}, "no phrase of the claim"),
        ({"claims": punished(codes={"burned the boats": "confiscation"})}, "not of the list 'penalty'"),
        ({"claims": punished(codes={"burned the boats": "offence/crime"})}, "not of the list 'penalty'"),
        ({"sources": source(rank="trader")}, "unknown key 'rank'"),
        ({"sources": source(access="second_hand")}, "unknown access"),
        ({"sources": source(basis="who saw it")}, "basis is no list of words"),
        ({"sources": source(basis=["who saw it"])}, "basis is not in the text"),
        ({"sources": source(unnamed_because=["for fear"])}, "unnamed_because is not in the text"),
        ({"sources": source(title="widow")}, "title is not in the text"),
        ({"sources": source(place="Dolm")}, "place is not in the text"),
    ],
)
def test_faults_say_what_is_wrong_with_when_where_who_and_what(
    tmp_path: Path, changes: dict[str, Any], fault: str
) -> None:
    assert any(fault in one for one in faults(pair(tmp_path, **changes)))


def test_faults_know_the_codes_of_the_codebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatches, "codes_known", lambda: frozenset({"penalty/arrest"}))
    assert any("not in the codebook" in one for one in faults(pair(tmp_path, claims=punished())))
    codes = {"burned the boats": "penalty/arrest"}
    assert faults(pair(tmp_path, claims=punished(codes=codes))) == []


VALUES = "2021 2021-03 2021-03-04 XXXX-05 XXXX-06-06 199X 199 2021-W09 2021-W09-WE XXXX-WXX-1 2021-SU 2021-Q3 2021-H1"
VALUES += " 2021-03-04TEV 2021-03-04T17:00 P2M P1Y6M PT90M PXD P3DE PAST_REF XXXX-XX-XXT05:00"


@pytest.mark.parametrize("value", VALUES.split())
def test_timex_takes_the_values_of_timex3(value: str) -> None:
    assert TIMEX.fullmatch(value)


@pytest.mark.parametrize("value", ["", "March", "2021-3", "2021-03-41", "04-03-2021", "P", "2M", "2021-XU", "SOON_REF"])
def test_timex_takes_nothing_else(value: str) -> None:
    assert not TIMEX.fullmatch(value)


@pytest.mark.parametrize("key", ["report", "outlet", "sources", "attributions", "claims"])
def test_faults_say_what_is_missing(tmp_path: Path, key: str) -> None:
    path = pair(tmp_path)
    whole = record()
    del whole[key]
    path.write_text(yaml.safe_dump(whole, allow_unicode=True), "utf-8")
    assert f"{key} is missing" in faults(path)


def test_the_check_ends_with_one_if_a_pair_has_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pair(tmp_path, "sound")
    assert main([str(tmp_path)]) == 0
    pair(tmp_path, "broken", claims=claim(force="shouted"))
    assert main([str(tmp_path)]) == 1
    assert "broken.yaml: unknown force" in capsys.readouterr().out

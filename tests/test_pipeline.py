"""pipeline: the same input gives the same record, whatever it is read with, and nothing it says points nowhere."""

from __future__ import annotations

import hashlib
import os
import signal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportedly
from reportedly import pipeline
from reportedly.errors import Malformed, NotFound, NotText, ReportError
from reportedly.record import Report, Span
from reportedly.version import __version__

OUTLET = "The Harbour Wire"
DISPATCH = """By Ilan Vosk

The guards have sealed three wells in the valley, a source in the province told The Harbour Wire on Monday.

“The officials said that anyone found with a radio would be sent to the mines,” the source said. “We stood there until
it was dark.”

Tomas Reil, a spokesman for the ministry, denied in a statement that any wells had been sealed. Eleven traders were
arrested in the port that night.

Households have been told to melt snow instead of drawing water. According to a second source, the party committee
warned that families who hid a radio would be punished.
"""
OTHER = "The ferry was closed on Monday.\r\n\r\n“We stood on the ice until it was light,” a trader said.\r\n"
FRENCH = (
    "Les autorités de la région ont arrêté trois élèves à l’aube, déclare la mère de l’un d’eux, qui vit au village."
)
KOREAN = "도 위원회는 지난달 말 회의를 열고 국경 마을의 야간 통행을 금지하라고 지시했다고 소식통이 전했다.\n"

FRAGMENTS = st.sampled_from(
    [
        "“They burned the boats,” a source in the valley said. ", "The ministry denied that the wells were sealed. ",
        "the source told The Harbour Wire that officials had ordered ", "“", "” she said", '"', "\n\n", "\r\n", "— ",
        "Eleven traders were arrested on Monday. ", "According to residents, ", "reportedly ", "Read in Velkan\n", "\t",
        "Households were told to hand in their radios.", "was said to be ", "é漢字 ", "We ", ", ", "\u200b", "\x0b",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(FRAGMENTS, max_size=10).map("".join),
    st.text(max_size=60),
    st.text(st.sampled_from("ab“”\"\n .,'’\x00\ud800\u2028"), max_size=30),
)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Three reports, one of them of Windows and one in another language."""
    paths = []
    for name, text in (("one", DISPATCH), ("two", OTHER), ("three", KOREAN)):
        paths.append(tmp_path / f"{name}.txt")
        paths[-1].write_bytes(text.encode())
    return paths


def broken(report: Report) -> list[str]:
    """What in a record points outside its text, or at something that is not there."""
    found: list[str] = []
    sources = {one.id for one in report.sources}
    attributions = {one.id: one for one in report.attributions}

    def check(what: str, spans: tuple[Span, ...]) -> None:
        found.extend(f"{what}: {span}" for span in spans if not 0 <= span[0] < span[1] <= len(report.text))

    check("boilerplate", report.boilerplate)
    for source in report.sources:
        check(source.id, (*source.mentions, *source.basis, *source.unnamed_because))
    for one in report.attributions:
        check(one.id, (*one.source_spans, *one.cue, *one.content))
        if one.source is not None and one.source not in sources:
            found.append(f"{one.id}: source {one.source}")
        if one.within is None:
            continue
        parent = attributions.get(one.within)
        if parent is None:
            found.append(f"{one.id}: within {one.within}")
        elif not all(any(a <= s and e <= b for a, b in parent.content) for s, e in one.content):
            found.append(f"{one.id}: outside {one.within}")
    for claim in report.claims:
        check(claim.id, claim.content)
        if not claim.content or claim.chain[0] != report.sources[0].id:
            found.append(f"{claim.id}: begins nowhere")
        if not set(claim.implied) <= set(claim.chain) <= sources:
            found.append(f"{claim.id}: chain {claim.chain}")
        if claim.attribution is not None and claim.attribution not in attributions:
            found.append(f"{claim.id}: attribution {claim.attribution}")
    for layer in (report.sources, report.attributions, report.claims):
        ids = [one.id for one in layer]
        if len(set(ids)) != len(ids):
            found.append(f"ids come twice: {ids}")
    return found


def test_reading_twice_gives_the_same_bytes(files: list[Path]) -> None:
    assert pipeline.read(files[0]).to_json() == pipeline.read(files[0]).to_json()


def test_reading_again_after_other_reports_gives_the_same_bytes(files: list[Path]) -> None:
    before = pipeline.read(files[0]).to_json()
    pipeline.read(files[1])
    assert pipeline.read(files[0]).to_json() == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_report_gives_the_same_bytes_alone_and_among_others(files: list[Path], jobs: int) -> None:
    alone = [pipeline.read(path).to_json() for path in files]
    among = list(pipeline.read_files(files, jobs=jobs))
    assert [path for path, _ in among] == files
    assert [found.to_json() if isinstance(found, Report) else "" for _, found in among] == alone


@pytest.mark.parametrize("text", [DISPATCH, OTHER, KOREAN])
def test_the_text_of_a_record_is_the_file_to_the_code_point(tmp_path: Path, text: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(text.encode())
    report = pipeline.read(path)
    assert report.text == text
    assert report.id == "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_layer_of_a_report_is_filled() -> None:
    report = pipeline.read(DISPATCH)
    assert report.sources and report.attributions and report.claims
    assert broken(report) == []


def test_a_record_says_what_made_it() -> None:
    engine = pipeline.read(OTHER).engine
    assert engine is not None
    assert engine.version == __version__ and engine.model


def test_a_record_survives_being_written_and_read_back() -> None:
    report = pipeline.read(DISPATCH)
    assert Report.from_dict(report.to_dict()) == report


def test_a_text_and_a_file_with_it_say_the_same(files: list[Path]) -> None:
    of_file, of_text = pipeline.read(files[0]), pipeline.read(DISPATCH)
    assert (of_text.id, of_text.text, of_text.claims) == (of_file.id, of_file.text, of_file.claims)
    assert (of_text.origin.path, of_file.origin.path) == (None, str(files[0]))


def test_bytes_and_a_file_with_them_say_the_same(files: list[Path]) -> None:
    assert pipeline.read_bytes(files[0].read_bytes(), str(files[0])) == pipeline.read(files[0])


def test_a_string_that_names_a_file_is_a_path(files: list[Path]) -> None:
    assert pipeline.read(str(files[1])).text == OTHER


def test_a_path_with_spaces_and_a_full_stop_is_still_a_path(tmp_path: Path) -> None:
    path = tmp_path / "the ferry was closed."
    path.write_bytes(OTHER.encode())
    assert pipeline.read(str(path)).text == OTHER
    assert pipeline.read(path).text == OTHER


def test_a_sentence_that_names_no_file_is_a_text() -> None:
    sentence = "“They burned the boats,” a source in the valley said."
    assert pipeline.read(sentence).text == sentence


def test_several_lines_are_a_text() -> None:
    assert pipeline.read("The ferry was closed\non Monday").text == "The ferry was closed\non Monday"


def test_a_string_that_looks_like_a_path_and_is_none_is_not_found() -> None:
    with pytest.raises(NotFound, match=r"missing/report\.txt"):
        pipeline.read("missing/report.txt")


def test_what_the_caller_knows_goes_over_what_the_report_says(files: list[Path]) -> None:
    report = pipeline.read(files[0], outlet="Vosmara Window", published="2021-03-04", title="Wells")
    assert (report.outlet, report.published, report.title) == ("Vosmara Window", "2021-03-04", "Wells")
    assert report.sources[0].name == "Vosmara Window"


def test_the_packages_own_read_is_the_same(files: list[Path]) -> None:
    assert reportedly.read(files[0], outlet=OUTLET) == pipeline.read(files[0], outlet=OUTLET)


@pytest.mark.parametrize("text", [FRENCH + "\n", KOREAN])
def test_another_language_is_kept_without_attributions_and_with_a_note(text: str) -> None:
    report = pipeline.read(text)
    assert report.text == text
    assert report.sources == report.attributions == report.claims == ()
    assert any("English" in note for note in report.notes)
    assert report.engine is not None and report.engine.model is None


def test_a_text_too_short_to_tell_its_language_has_a_note() -> None:
    report = pipeline.read("So?\nYes.\n")
    assert report.language is None
    assert report.attributions == () and len(report.notes) == 1


def test_an_english_report_has_no_note_about_its_language() -> None:
    assert pipeline.read(DISPATCH).notes == ()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_report_that_cannot_be_read_gives_its_error_and_the_rest_goes_on(
    files: list[Path], tmp_path: Path, jobs: int
) -> None:
    missing, binary = tmp_path / "missing.txt", tmp_path / "binary.txt"
    binary.write_bytes(b"\x00\x01\x02" * 50)
    found = list(pipeline.read_files([missing, files[0], binary, files[1]], jobs=jobs))
    kinds = [type(result) for _, result in found]
    assert kinds == [NotFound, Report, NotText, Report]
    errors = [result for _, result in found if isinstance(result, ReportError)]
    assert [(error.name, bool(error.reason)) for error in errors] == [(str(missing), True), (str(binary), True)]


def test_no_paths_give_nothing() -> None:
    assert list(pipeline.read_files([], jobs=2)) == []


@pytest.mark.parametrize("text", ["", "\n", "  \n\t\n"])
def test_white_space_is_refused_by_name(text: str) -> None:
    with pytest.raises(ReportError):
        pipeline.read(text)


def test_half_a_surrogate_pair_is_refused_by_name() -> None:
    with pytest.raises(Malformed, match="surrogate"):
        pipeline.read("One line\nand \ud800 another")


def test_claims_stand_outside_boilerplate() -> None:
    text = (
        DISPATCH + "\nRead in Velkan\n\nIlan Vosk is a reporter for The Harbour Wire. He said he was arrested in May.\n"
    )
    report = pipeline.read(text, outlet=OUTLET)
    assert report.boilerplate
    for claim in report.claims:
        assert not any(s < b and a < e for s, e in claim.content for a, b in report.boilerplate)


@settings(max_examples=40)
@given(TEXTS)
def test_any_text_is_read_or_refused_and_its_record_points_nowhere_else(text: str) -> None:
    try:
        report = pipeline.read(text + "\n", outlet=OUTLET)
    except ReportError:
        return
    assert report.text == text + "\n"
    assert broken(report) == []
    assert Report.from_dict(report.to_dict()) == report


@settings(max_examples=25)
@given(st.lists(FRAGMENTS, min_size=3, max_size=12).map("".join))
def test_any_english_text_gives_a_record_that_points_nowhere_else(text: str) -> None:
    report = pipeline.finish(Report(id="", text=text, media_type="text/plain", outlet=OUTLET, language="en"))
    assert broken(report) == []


def test_reading_leaves_the_working_directory_alone(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = files[0].parent
    monkeypatch.chdir(folder)
    before = sorted(folder.iterdir())
    pipeline.read(files[0].name)
    assert sorted(folder.iterdir()) == before


def test_a_long_line_is_text_even_where_no_file_name_could_be_so_long() -> None:
    line = "The council closed the road and " * 12 + "the drivers waited there."
    assert pipeline.read(line).text == line


def test_a_process_that_dies_costs_its_own_report_only(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadly = tmp_path / "deadly.txt"
    deadly.write_text("It ends here.")
    monkeypatch.setattr(pipeline, "read", _die_on_deadly)
    results = dict(pipeline.read_files([files[0], deadly, *files[1:]], jobs=2))
    assert isinstance(results[deadly], ReportError)
    assert "killed" in str(results[deadly])
    assert all(isinstance(results[path], Report) for path in files)


def _die_on_deadly(path: Path, **known: str | None) -> Report:
    if path.name == "deadly.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return Report(id="sha256:0", text="", media_type="text/plain")

"""The benchmark's arithmetic, its table, and what it takes for a prediction. Nothing is timed, no corpus is read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__ as program
from benchmarks import attribution, invented, reader, speed, where
from benchmarks.dispatches import Scored, add_up
from benchmarks.table import Row, Section, table
from reportedly import pipeline
from reportedly.errors import NotText
from reportedly.record import Attribution, Report, Span

TEXT = "HALMET – A resident said the warden told her that the depots were closed. Read in Ostravelian"


def span(words: str) -> Span:
    start = TEXT.index(words)
    return start, start + len(words)


def said(id: str, source: str, cue: str, content: str, within: str | None = None) -> Attribution:
    return Attribution(id, None, (span(source),), (span(cue),), (span(content),), within, "indirect", 0.9)


REPORT = Report(
    id="sha256:0",
    text=TEXT,
    media_type="text/plain",
    language="en",
    boilerplate=(span("Read in Ostravelian"),),
    attributions=(
        said("a1", "A resident", "said", "the warden told her that the depots were closed"),
        said("a2", "the warden", "told her", "the depots were closed", within="a1"),
    ),
)


def test_prediction_is_the_outermost_attributions() -> None:
    (one,) = attribution.prediction(REPORT)
    assert {role: [TEXT[s:e] for s, e in spans] for role, spans in one.items()} == {
        "source": ["A resident"],
        "cue": ["said"],
        "content": ["the warden told her that the depots were closed"],
    }


def test_prediction_keeps_every_piece_and_empty_roles() -> None:
    pieces = (span("closed"), span("the depots"))
    report = Report(
        "sha256:0", TEXT, "text/plain", attributions=(Attribution("a1", None, (), (), pieces, None, "direct", 0.5),)
    )
    assert attribution.prediction(report) == [{"source": [], "cue": [], "content": sorted(pieces)}]


@pytest.mark.parametrize(
    ("cue", "content", "lost"),
    [("said", "the depots", False), ("said", "closed. Read", True), ("Read in", "the depots", True)],
)
def test_in_boilerplate_is_what_touches_it(cue: str, content: str, lost: bool) -> None:
    wanted = {"source": [span("Ostravelian")], "cue": [span(cue)], "content": [span(content)]}
    assert attribution.in_boilerplate(REPORT, wanted) is lost


class Scorer:
    """What of score_attribution.py predict() calls, over four articles of the same text."""

    def __init__(self) -> None:
        self.gold = [
            {"source": [], "cue": [], "content": [span("the depots")]},
            {"source": [], "cue": [], "content": [span("Ostravelian")]},
            {"source": [], "cue": [span("Ostravelian")], "content": []},
        ]

    def find_annotations(self, gold: Path) -> dict[str, dict[str, Path]]:
        return {name: {"1": gold / "1", "2": gold / "2"} for name in ("foreign", "moved", "read", "refused")}

    def read_text(self, article: str, gold: Path) -> str:
        return TEXT

    def read_ann(self, path: Path) -> list[dict[str, list[Span]]]:
        assert path.name == "1", "only the first annotator's attributions are the gold"
        return self.gold


def read_bytes(data: bytes, name: str) -> Report:
    assert data == b"bytes"
    if name == "refused.txt":
        raise NotText(name, "it is empty.")
    if name == "foreign.txt":
        return Report("sha256:0", TEXT, "text/plain", language="ko")
    return REPORT if name == "read.txt" else Report("sha256:0", TEXT[1:], "text/plain", language="en")


def test_predict_counts_what_was_lost_before_anything_was_predicted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("foreign", "moved", "read", "refused"):
        (tmp_path / f"{name}.txt").write_bytes(b"bytes")
    monkeypatch.setattr(pipeline, "read_bytes", read_bytes)
    predicted = attribution.predict(Scorer(), tmp_path)
    assert predicted.attributions == {"foreign": [], "read": attribution.prediction(REPORT)}
    assert predicted.lost == {"not_read": 2, "not_english": 1, "in_boilerplate": 1}


ROUNDS = [
    {"seconds": 2.0, "processor": 1.0, "peak": 10},
    {"seconds": 5.0, "processor": 5.0, "peak": 30},
    {"seconds": 4.0, "processor": 4.0, "peak": 20},
]


def test_summary_takes_the_median_round_and_the_highest_peak() -> None:
    found = speed.summary(100, ROUNDS)
    assert (found["words_per_second"], found["cores"], found["peak"]) == (25.0, 1.0, 30)
    assert (found["seconds"], found["processor"]) == ([2.0, 5.0, 4.0], [1.0, 5.0, 4.0])


def test_ratio_is_above_one_where_we_are_faster() -> None:
    assert speed.ratio({"words_per_second": 3000.0}, {"words_per_second": 1500.0}) == 2.0
    assert speed.ratio({"words_per_second": 1000.0}, {"words_per_second": 4000.0}) == 0.25
    assert speed.ratio({"words_per_second": 1000.0}, None) is None


def speed_figures(peer: bool, cores: float = 1.0) -> dict[str, Any]:
    ours: dict[str, Any] = {"who": "ours", "words_per_second": 3000.0, "cores": cores, "peak": 200_000_000}
    theirs: dict[str, Any] = {"who": "theirs", "words_per_second": 1500.0, "cores": 1.0, "peak": 160_000_000}
    starts = {"version": 0.1, "read": 0.5, "spacy": 0.9 if peer else None}
    figures = {
        "texts": "invented",
        "files": 2,
        "words": 1000,
        "reportedly": ours,
        "alone": ours,
        "jobs": ours,
        "starts": starts,
    }
    return {**figures, **({"spacy": theirs} if peer else {}), "ratio": speed.ratio(ours, theirs if peer else None)}


def test_speed_section_sets_both_side_by_side() -> None:
    section = speed.section(speed_figures(peer=True))
    cells = {row.what: (row.ours, row.peer) for row in section.rows}
    assert cells["words a second"] == ("3,000", "1,500")
    assert cells["as a multiple of spaCy's"] == ("2.00", "1")
    assert cells["peak memory, MB"] == ("200", "160")
    assert section.note == "ours; theirs"


def test_speed_section_says_that_the_peer_is_missing_or_the_machine_busy() -> None:
    section = speed.section(speed_figures(peer=False))
    assert {row.peer for row in section.rows} == {"–", "1", ""}
    assert "spaCy is not set up" in section.note
    assert "busy" not in section.note
    assert "busy" in speed.section(speed_figures(peer=True, cores=0.6)).note


def test_reader_answers_each_time_it_is_told_to_read(tmp_path: Path) -> None:
    code = "from benchmarks.rounds import serve; serve('nobody', lambda paths: lambda: None)"
    with speed.Reader([sys.executable, "-c", code], [tmp_path]) as reader:
        assert reader.who == "nobody"
        for _ in range(2):
            assert set(reader.read()) == {"seconds", "processor", "peak"}


def test_reader_that_ends_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="status 3"):
        speed.Reader([sys.executable, "-c", "raise SystemExit(3)"], [tmp_path])


def test_texts_are_the_invented_ones_where_there_is_no_corpus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REPORTEDLY_CORPORA", str(tmp_path))
    _, paths = speed.texts()
    assert {path.parent for path in paths} == {where.DISPATCHES}
    assert len(paths) == speed.REPEATS * len(set(paths))


def test_what_is_not_at_hand_is_said_and_not_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REPORTEDLY_CORPORA", str(tmp_path))
    monkeypatch.setenv("REPORTEDLY_SCORING", str(tmp_path))
    figures, sections = program.measure(["dispatches", "attribution"], None)
    assert set(figures) == {"machine"}
    assert ["corpora are not at hand" in sections[0].note, "scripts are not at hand" in sections[1].note] == [
        True,
        True,
    ]


def test_attribution_section_gives_each_figure_with_its_numbers() -> None:
    one = {"precision": 0.5, "recall": 0.25, "f1": 1 / 3, "tp": 1, "predicted": 2, "gold": 1200}
    names = ("attribution", "strict_attribution", "quote_only.attribution")
    figures = {
        "articles": 84,
        "attribution": one,
        "strict_attribution": one,
        "quote_only": {"attribution": {**one, "gold": 300}},
        "f1_95ci": {name: [0.3, 0.4] for name in names},
        "not_read": 0,
        "not_english": 2,
        "in_boilerplate": 5,
    }
    section = attribution.section(figures, "invented")
    assert section.title == "Attribution: invented, 84 articles, 1,200 attributions"
    assert [row.ours for row in section.rows] == ["0.333", "0.333", "0.333", "5", "2"]
    assert section.rows[2].on == "300 with quotes; precision 0.500, recall 0.250; 95 %: 0.300–0.400"
    assert attribution.section({**figures, "not_read": 1}, "invented").rows[-1].what == "not read at all"


def test_dispatches_are_added_up() -> None:
    gold = {"claims": [1, 2, 3, 4]}
    result = {"claims_found": "3/4", "claims_extra": 2, "chain": "2/4", "force": "1/4", "dates": "1/2"}
    result["codes"] = "0/0"
    sums = add_up([Scored(Path("one"), gold, REPORT, result)] * 2)
    claims = {"claims": 8, "extra": 4, "claims_found": 6, "chain": 4, "force": 2}
    assert sums == {**claims, "dates": 2, "dates of": 4, "codes": 0, "codes of": 0}
    (section,) = invented.sections({"judge": {"dispatches": 2, **sums}})
    assert section.title.endswith(": 2 texts, 8 claims")
    assert [(row.ours, row.on) for row in section.rows] == [
        ("6/8", "0.750"),
        ("4", ""),
        ("4/8", "0.500"),
        ("2/8", "0.250"),
        ("2/4", "0.500"),
        ("0/0", ""),
    ]


def test_table_keeps_its_columns_in_line() -> None:
    sections = [
        Section("First", (Row("short", "1", "22", "on this"), Row("somewhat longer", "12,345")), "And a note."),
        Section("Second", note="not measured"),
    ]
    assert table(sections).splitlines() == [
        "                   reportedly  spaCy",
        "",
        "First",
        "  short                     1     22  on this",
        "  somewhat longer      12,345",
        "  And a note.",
        "",
        "Second",
        "  not measured",
    ]


def test_measuring_process_stays_light() -> None:
    code = "import sys, benchmarks.__main__; raise SystemExit({'numpy', 'onnxruntime'} & set(sys.modules) != set())"
    assert subprocess.run([sys.executable, "-c", code], cwd=where.HOUSE).returncode == 0


def test_who_says_what_alone_reads_the_same_claims_and_chains() -> None:
    data = where.EXAMPLE.read_bytes()
    alone, whole = reader.who_says_what(data, "example"), pipeline.read_bytes(data, "example")
    assert [(one.content, one.chain) for one in alone.claims] == [(one.content, one.chain) for one in whole.claims]
    assert alone.claims and not alone.codes and not alone.actors

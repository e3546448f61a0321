"""training.corpora: standoff files and invented dispatches become examples."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from training.corpora import read_brat, read_invented, read_polnear, split_levels
from training.dispatches import MarkedAttribution, mark

TEXT = "A trader said that officials had warned that boats would be burned."
OUTER = "{s:A trader} {q:said} {c:that officials had warned that boats would be burned}"
INNER = "{s:officials} {q:had warned} {c:that boats would be burned}"

BRAT = """\
T1\tAttribution 9 13\tsaid
T2\tSource 0 8\tA trader
T3\tCue 9 13\tsaid
T4\tContent 14 30;35 66\tthat officials … boats would be burned
T5\tContent 40 44\tleft
E1\tAttribution:T1 Source:T2 Cue:T3 Content:T4
#1\tAnnotatorNotes T1\tunsure
A1\tNested E1
"""


def annotated(folder: Path, text: str) -> Path:
    path = folder / "one_a.ann"
    path.write_bytes(text.encode())
    return path


def test_brat_events_become_attributions(tmp_path: Path) -> None:
    assert read_brat(annotated(tmp_path, BRAT)) == (
        MarkedAttribution(source=((0, 8),), cue=((9, 13),), content=((14, 30), (35, 66))),
    )


def test_brat_files_with_windows_line_ends_read_the_same(tmp_path: Path) -> None:
    assert read_brat(annotated(tmp_path, BRAT.replace("\n", "\r\n"))) == read_brat(annotated(tmp_path, BRAT))


def test_brat_spans_in_no_event_are_left_out(tmp_path: Path) -> None:
    content = read_brat(annotated(tmp_path, BRAT))[0].content
    assert (40, 44) not in content


@pytest.mark.parametrize(
    "line", ["", "T9", "nothing of the kind", "\t\t", "E9", "E9\tAttribution:T8", "*\tEquiv T1 T2"]
)
def test_brat_lines_that_are_no_span_and_no_event_are_left_out(tmp_path: Path, line: str) -> None:
    assert read_brat(annotated(tmp_path, f"{line}\n{BRAT}{line}\n")) == read_brat(annotated(tmp_path, BRAT))


def test_brat_files_without_events_hold_nothing(tmp_path: Path) -> None:
    assert read_brat(annotated(tmp_path, "")) == ()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Two articles as PolNeAR lays them out, one of them read by two annotators."""
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    for name in ("b", "a"):
        (tmp_path / "text" / f"{name}.txt").write_bytes(TEXT.encode())
    for name in ("a_one", "a_two", "b_one"):
        (tmp_path / "attributions" / f"{name}.ann").write_bytes(BRAT.encode())
    return tmp_path


def test_polnear_gives_every_article_once(articles: Path) -> None:
    found = read_polnear(articles)
    assert [(one.name, one.text, one.weight) for one in found] == [("a", TEXT, 1.0), ("b", TEXT, 1.0)]
    assert all(len(one.attributions) == 1 for one in found)


def test_polnear_gives_further_annotators_less_weight(articles: Path) -> None:
    found = read_polnear(articles, every_annotator=True)
    assert [one.name for one in found] == ["a", "a#1", "b"]
    assert found[1].weight < found[0].weight


def test_levels_are_told_apart_by_what_stands_inside_a_content() -> None:
    outer, inner = mark(TEXT, OUTER), mark(TEXT, INNER)
    found, contents = split_levels((outer, inner))
    assert found == (outer,)
    assert [(parent, children) for parent, children in contents] == [(outer, [inner]), (inner, [])]


def test_levels_find_the_nearest_parent() -> None:
    text = "She said he said they said all boats burned."
    marks = [
        mark(text, passage)
        for passage in (
            "{s:She} {q:said} {c:he said they said all boats burned}",
            "{s:he} {q:said} {c:they said all boats burned}",
            "{s:they} {q:said} {c:all boats burned}",
        )
    ]
    outer, contents = split_levels(tuple(marks))
    assert outer == (marks[0],)
    assert [children for _, children in contents] == [[marks[1]], [marks[2]], []]


@pytest.fixture
def invented(tmp_path: Path) -> Path:
    """Two pairs that teach and one that judges."""
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.txt").write_bytes(TEXT.encode())
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump({"attributions": [OUTER, INNER]}), "utf-8")
    (tmp_path / "split.yaml").write_text("teach: [one, two]\njudge: [three]\n", "utf-8")
    return tmp_path


def test_invented_dispatches_teach_the_outermost_links_of_the_text(invented: Path) -> None:
    whole = read_invented("teach", 2.0, invented)[0]
    assert (whole.name, whole.text, whole.weight) == ("one", TEXT, 2.0)
    assert whole.attributions == (mark(TEXT, OUTER),)


def test_invented_dispatches_teach_the_links_inside_contents_apart(invented: Path) -> None:
    contents = read_invented("teach", 2.0, invented)[1]
    assert contents.text.splitlines()[0] == "that officials had warned that boats would be burned"
    (link,) = contents.attributions
    words = [[contents.text[s:e] for s, e in role] for role in (link.source, link.cue, link.content)]
    assert words == [["officials"], ["had warned"], ["that boats would be burned"]]


def test_invented_dispatches_keep_links_at_their_words_in_every_line(invented: Path) -> None:
    text = "“They said boats burned at dawn,” she said. “They said that the wells were sealed,” she added."
    passages = [
        "{c:“They said boats burned at dawn,”} {s:she} {q:said}",
        "{c:“They said that the wells were sealed,”} {s:she} {q:added}",
        "{s:They} {q:said} {c:boats burned at dawn,”}",
        "{s:They} {q:said} {c:that the wells were sealed,”}",
    ]
    (invented / "one.txt").write_bytes(text.encode())
    (invented / "one.yaml").write_text(yaml.safe_dump({"attributions": passages}, allow_unicode=True), "utf-8")
    contents = read_invented("teach", 1.0, invented)[1]
    found = [[contents.text[s:e] for s, e in (*link.source, *link.cue)] for link in contents.attributions]
    assert found == [["They", "said"], ["They", "said"]]
    begun = [contents.text[s:e].split()[0] for link in contents.attributions for s, e in link.content]
    assert begun == ["boats", "that"]


def test_invented_dispatches_are_those_of_one_part(invented: Path) -> None:
    def names(part: str) -> set[str]:
        return {one.name.partition("/")[0] for one in read_invented(part, 1.0, invented)}

    assert (names("teach"), names("judge")) == ({"one", "two"}, {"three"})

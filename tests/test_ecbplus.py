"""The benchmark of ECB+: its scorers on examples that were worked out by hand, its reader on invented documents."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import coreference, ecbcorpus, ecbplus

KEY: coreference.Clusters = [[1, 2, 3, 4, 5], [6, 7], [8, 9, "A", "B", "C"]]
"""The example of Bagga and Baldwin (1998), with their two answers."""
FIRST: coreference.Clusters = [[1, 2, 3, 4, 5], [6, 7, 8, 9, "A", "B", "C"]]
SECOND: coreference.Clusters = [[1, 2, 3, 4, 5, 8, 9, "A", "B", "C"], [6, 7]]


@pytest.mark.parametrize(("answer", "precision"), [(FIRST, 16 / 21), (SECOND, 7 / 12)])
def test_b_cubed_gives_what_its_authors_worked_out(answer: coreference.Clusters, precision: float) -> None:
    assert coreference.b_cubed(KEY, answer) == pytest.approx((1, precision, 2 * precision / (1 + precision)))


@pytest.mark.parametrize("answer", [FIRST, SECOND])
def test_muc_sees_one_link_too_many_in_either_answer(answer: coreference.Clusters) -> None:
    assert coreference.muc(KEY, answer)[:2] == pytest.approx((1, 9 / 10))


def test_ceaf_e_takes_each_cluster_once() -> None:
    # the first answer: {1…5} fits wholly, {6…C} goes with {8…C}: 2·5/(5+7)
    assert coreference.ceaf_e(KEY, FIRST)[:2] == pytest.approx(((1 + 10 / 12) / 3, (1 + 10 / 12) / 2))


def test_conll_is_the_mean_of_the_three() -> None:
    found = coreference.scores(KEY, FIRST)
    assert found["conll"].f1 == pytest.approx((found["muc"].f1 + found["b3"].f1 + found["ceafe"].f1) / 3)


@pytest.mark.parametrize("other", [[[1, 2]], [[1, 2], [2, 3]], [[1, 2, 3], [4]]])
def test_scores_refuse_clusters_of_other_things(other: coreference.Clusters) -> None:
    with pytest.raises(ValueError, match="cluster"):
        coreference.scores([[1, 2], [3]], other)


clusterings = st.lists(st.integers(0, 4), min_size=1, max_size=9)


def _clusters(labels: list[int]) -> list[list[int]]:
    return [[at for at, one in enumerate(labels) if one == label] for label in sorted(set(labels))]


@given(clusterings)
def test_a_clustering_fits_itself(labels: list[int]) -> None:
    mine = _clusters(labels)
    found = coreference.scores(mine, mine)
    assert found["b3"] == pytest.approx((1, 1, 1))
    assert found["ceafe"] == pytest.approx((1, 1, 1))
    assert found["muc"].f1 == pytest.approx(1 if any(len(one) > 1 for one in mine) else 0)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=9))
def test_recall_one_way_is_precision_the_other(labels: list[tuple[int, int]]) -> None:
    ours, theirs = (_clusters([one[side] for one in labels]) for side in (0, 1))
    there, back = coreference.scores(ours, theirs), coreference.scores(theirs, ours)
    assert all(there[name].recall == pytest.approx(back[name].precision) for name in there)


@given(st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 4)), st.floats(0, 1), max_size=12))
def test_the_best_assignment_is_the_best_of_all(likeness: dict[tuple[int, int], float]) -> None:
    every = (
        sum(likeness.get((row, column), 0) for row, column in enumerate(order)) for order in permutations(range(5), 4)
    )
    assert coreference.best(likeness) == pytest.approx(max(every))


def _document(topic: str, name: str, lines: list[str], actions: dict[str, str], chains: dict[str, list[str]]) -> str:
    """An invented document in the corpus's XML; ``actions`` maps ids to words, ``chains`` events to ids."""
    tokens, markables, number = [], [], 0
    for sentence, line in enumerate(lines):
        for word in line.split():
            number += 1
            tokens.append(f'<token t_id="{number}" sentence="{sentence}" number="0">{word}</token>')
            for id, wanted in actions.items():
                if word == wanted:
                    anchor = f'<token_anchor t_id="{number}"/>'
                    markables.append(f'<ACTION_OCCURRENCE m_id="{id}">{anchor}</ACTION_OCCURRENCE>')
    markables.append('<HUMAN_PART_PER m_id="900"><token_anchor t_id="2"/></HUMAN_PART_PER>')
    relations = [
        f'<CROSS_DOC_COREF r_id="{at}" note="{event}">'
        + "".join(f'<source m_id="{id}"/>' for id in ids)
        + '<target m_id="950"/></CROSS_DOC_COREF>'
        for at, (event, ids) in enumerate(chains.items())
    ]
    parts = (*tokens, "<Markables>", *markables, "</Markables><Relations>", *relations, "</Relations>")
    return f'<Document doc_name="{topic}_{name}.xml">{"".join(parts)}</Document>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    quake = "A quake shook Kirren in Vosmara on Monday and destroyed forty houses ."
    again = "The earthquake in Kirren , Vosmara , destroyed forty houses , said the prefect Talvik ."
    strike = "Dockers in Haldor began a strike over wages at the harbour of the Anse ."
    walkout = "The strike of dockers at the Haldor harbour began over wages ."
    (tmp_path / "90").mkdir()
    files = {
        "90_1ecb": ([quake], {"1": "quake", "2": "destroyed"}, {"Q": ["1"], "D": ["2"]}),
        "90_2ecb": ([again], {"1": "earthquake", "2": "destroyed"}, {"Q": ["1"], "D": ["2"]}),
        "90_1ecbplus": (["http://vosmara.example/strike", strike], {"1": "strike"}, {"S": ["1"]}),
        "90_2ecbplus": (["http://vosmara.example/more", walkout], {"1": "strike", "2": "began"}, {"S": ["1"]}),
    }
    for name, (lines, actions, chains) in files.items():
        topic, _, document = name.partition("_")
        text = _document(topic, document, lines, actions, chains)
        (tmp_path / "90" / f"{name}.xml").write_text(text, "utf-8")
    return tmp_path


def test_reader_gives_text_mentions_and_events(folder: Path) -> None:
    first = ecbcorpus.read(folder)[0]
    assert first.text.startswith("A quake shook Kirren in Vosmara on Monday and destroyed forty houses.")
    assert [first.text[s:e] for one in first.mentions for s, e in one.spans] == ["quake", "destroyed"]
    assert [one.event for one in first.mentions] == ["Q", "D"]


def test_reader_leaves_out_the_address_and_what_is_no_action(folder: Path) -> None:
    last = next(one for one in ecbcorpus.read(folder) if one.name == "90_1ecbplus")
    assert "http" not in last.text
    assert len(last.mentions) == 1


def test_reader_keeps_to_the_sentences_that_were_checked(folder: Path) -> None:
    rows = "Topic,File,Sentence Number\n90,1ecb,0\n"
    (folder / ecbcorpus.SENTENCES).write_text(rows, "utf-8")
    assert {one.name: len(one.mentions) for one in ecbcorpus.read(folder)}["90_2ecb"] == 0
    assert {one.name: len(one.mentions) for one in ecbcorpus.read(folder, every=True)}["90_2ecb"] == 2


def test_reader_takes_every_mention_of_topics_that_no_list_speaks_of(folder: Path) -> None:
    (folder / ecbcorpus.SENTENCES).write_text("Topic,File,Sentence Number\n1,1ecb,0\n", "utf-8")
    assert sum(len(one.mentions) for one in ecbcorpus.read(folder)) == 7


def test_reader_says_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no documents"):
        ecbcorpus.read(tmp_path)


def test_benchmark_measures_documents_events_and_the_same_stem(folder: Path) -> None:
    figures = ecbplus.measure(folder)
    assert (figures["documents"], figures["mentions"]) == (4, 7)
    assert figures["document_b3"]["f1"] == 1
    assert figures["same_stem"]["b3"]["precision"] == figures["events"]["b3"]["precision"] == 1
    assert json.loads(json.dumps(figures)) == figures
    assert any(line.startswith("reportedly, CoNLL") for line in ecbplus.lines(figures))

"""Who admits: a body in its own voice and in plain words, and nobody else."""

from __future__ import annotations

import pytest

from reportedly import pipeline
from reportedly.corroboration import cluster, same
from reportedly.corroboration.telling import voices_of


def sides(text: str) -> list[str]:
    report = pipeline.read_bytes(text.encode(), "a.txt", outlet="Evening Merel", published="2034-08-17")
    return [voice.side for some in voices_of(report, report.claims, 1) for voice in some]


@pytest.mark.parametrize(
    "text",
    [
        "The Interior Ministry admitted on Friday that police had fired tear gas into the ward in Selm.",
        "In a rare admission, the Interior Ministry said that its policemen fired tear gas into the ward in Selm.",
    ],
)
def test_a_body_that_grants_it_in_plain_words_admits(text: str) -> None:
    assert "admission" in sides(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Interior Ministry said on Friday that police had fired tear gas into the ward in Selm.",
        "Women have to toil for 16 hours a day in Selm, according to “Behind the Kiln”, a report by the Orla Monitor.",
        "A worker at the mill admitted that the guards had beaten two prisoners in Selm.",
        "The Interior Ministry refused to acknowledge that police had fired tear gas into the ward in Selm.",
    ],
)
def test_nobody_else_admits(text: str) -> None:
    assert "admission" not in sides(text)


def test_whoever_admits_it_in_one_report_is_no_witness_in_another() -> None:
    texts = [f"The Interior Ministry {verb} on Friday that police had fired tear gas in Selm." for verb in
             ("said", "admitted")]  # fmt: skip
    members = []
    for at, text in enumerate(texts):
        report = pipeline.read_bytes(text.encode(), f"{at}.txt", outlet=f"Paper {at}", published="2034-08-17")
        members.append(cluster.Member(at, same.said(report)[0], voices_of(report, report.claims, at)[0]))
    assert [one.side for one in cluster.sided(members)] == ["admission", "admission"]

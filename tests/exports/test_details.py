from __future__ import annotations

from hypothesis import given, settings

from reportedly.exports.details import Detail, of_claim, of_source
from reportedly.record import Actor, Claim, Code, Date, Place, Report, Role, Source
from tests.exports.layers import reports

TEXT = "Late last month every trader in Dolm was to be fined, the ministry told the guards."


def report() -> Report:
    return Report(
        id="sha256:00",
        text=TEXT,
        media_type="text/plain",
        dates=(Date("d1", (0, 15), "2021-02", "END", "date", "2021-02-01", "2021-02-28", "why"),),
        places=(Place("p1", (32, 36), "Dolm", None, None, None, None, "town"),),
        actors=(Actor("x1", "the guards", "institution", None, ((72, 82),)),),
        codes=(
            Code("k1", "penalty", "confiscation", (47, 52), False),
            Code("k2", "penalty", "arrest", (47, 52), True),
            Code("k3", "institution", "ministry", (58, 66), False),
            Code("k4", "mine", "own_code", (47, 52), False),
        ),
        sources=(Source("s1", "a source", "anonymous", basis=((0, 4),), title="trader", place="p1"),),
    )


def claim() -> Claim:
    return Claim(
        "c1", None, ((0, 52),), ("s1",), (), "ordered", "positive", False, 0.9,
        dates=("d1",), places=("p1",), actors=(Role("x1", "told"),), codes=("k1", "k2", "k3", "k4"),
    )  # fmt: skip


def test_a_claim_says_when_where_who_and_what() -> None:
    assert of_claim(report(), claim()) == [
        Detail("when", "Late last month (end of 2021-02)"),
        Detail("where", "Dolm"),
        Detail("who is told", "the guards"),
        Detail("penalty", "confiscation: fined; arrest: fined (done away with)"),
        Detail("mine", "own code: fined"),
    ]


def test_a_claim_of_which_nothing_is_known_has_no_lines() -> None:
    assert of_claim(Report("", TEXT, "text/plain"), claim()) == []


def test_a_source_says_what_it_is_where_and_how_it_knows() -> None:
    assert of_source(report(), report().sources[0]) == [
        Detail("is", "trader"),
        Detail("place", "Dolm"),
        Detail("knows because", "Late"),
    ]


@settings(max_examples=60)
@given(reports())
def test_no_line_is_empty_whatever_the_layers(one: Report) -> None:
    lines = [line for c in one.claims for line in of_claim(one, c)]
    lines += [line for source in one.sources for line in of_source(one, source)]
    assert all(line.label and line.text for line in lines)

"""``reportedly search`` and ``stats``: what is found, how it is shown, paged and counted."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.cli.commands import LAKE, MEETING, out, run, shape, status

MEET = hashlib.sha256(MEETING.encode()).hexdigest()[:8]
FROZE = hashlib.sha256(LAKE.encode()).hexdigest()[:8]


def names(*arguments: str) -> list[str]:
    """What a search finds, by name."""
    return [hit["name"] for hit in json.loads(out("search", "--json", *arguments))["hits"]]


def test_search_words_in_all_their_forms(ledger: Path) -> None:
    assert names("warden") == [f"{MEET}:c1"]
    assert names("lakes") == [f"{FROZE}:c1"]
    assert names("--", "let", "-wardens") == [f"{MEET}:c2"]
    assert names('"wardens met"') == [f"{MEET}:c1"]
    assert names('"met wardens"') == []


def test_search_shows_on_whose_word_how_and_where_it_stands(ledger: Path) -> None:
    out("judge", "accept", f"{MEET}:c1")
    out("confidentiality", "secret", f"{MEET}:c1")
    assert out("search", "wardens").splitlines() == [
        f"{MEET}:c1  Vosmara Window › Ana Ruel",
        "  │ the wardens met in Oskamen",
        "  stated · Vosmara Window · 2023-03-14 · accepted · secret",
        "",
        "1 claim, no more",
    ]


def test_search_nothing_says_so(ledger: Path) -> None:
    assert out("search", "unicorn") == "nothing was found\n"
    assert shape("search", "unicorn") == {"total": 0, "after": None, "hits": []}


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--force", "stated", "--source-kind", "person"], 3),
        (["--force", "ordered"], 0),
        (["--chain", "2"], 3),
        (["--chain", "3.."], 0),
        (["--chain", "..2"], 3),
        (["--outlet", "vosmara window"], 3),
        (["--outlet", "nobody"], 0),
        (["--published", "2023-03"], 3),
        (["--published", "../2022"], 0),
        (["--undated"], 3),
        (["--date", "2021/2022"], 0),
        (["--state", "none"], 2),
        (["--state", "accepted"], 1),
        (["--public"], 2),
        (["--confidentiality", "restricted"], 1),
        (["--report", MEET], 2),
        (["--language", "en"], 3),
        (["--polarity", "negative"], 0),
        (["--code", "penalty"], 0),
    ],
)
def test_search_by_what_is_known(ledger: Path, arguments: list[str], found: int) -> None:
    out("judge", "accept", f"{MEET}:c2")
    out("confidentiality", "restricted", FROZE)
    assert len(names(*arguments)) == found


def test_search_goes_on_page_by_page(ledger: Path) -> None:
    first = shape("search", "--limit", "2")
    assert len(first["hits"]) == 2
    assert f"go on with --after {first['after']}" in " ".join(out("search", "--limit", "2").split())
    second = shape("search", "--limit", "2", "--after", first["after"])
    assert second["after"] is None
    found = [hit["name"] for hit in first["hits"] + second["hits"]]
    assert sorted(found) == sorted([f"{MEET}:c1", f"{MEET}:c2", f"{FROZE}:c1"])


def test_search_reports_by_their_text(ledger: Path) -> None:
    assert names("--reports", "ferryman") == [FROZE]
    assert "ferryman" in out("search", "--reports", "ferryman")


def test_search_counts_by_a_field(ledger: Path) -> None:
    assert shape("search", "--count-by", "report") == [
        {"value": f"sha256:{hashlib.sha256(MEETING.encode()).hexdigest()}", "label": None, "count": 2},
        {"value": f"sha256:{hashlib.sha256(LAKE.encode()).hexdigest()}", "label": None, "count": 1},
    ]
    assert out("search", "--count-by", "force") == "3  ==================== stated\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--force", "shouted"],
        ["--chain", "long"],
        ["--sort", "beauty"],
        ["--limit", "0"],
        ["--count-by", "mood"],
        ["--report", "12"],
    ],
)
def test_search_wrong_usage_is_2(ledger: Path, arguments: list[str]) -> None:
    assert run("search", *arguments).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--date", "last year"], "'last year' is no date"),
        (["--after", "nonsense"], "'nonsense' is not what a page gave"),
        (["--sort", "relevance"], "only a search for words"),
    ],
)
def test_search_says_what_cannot_be_asked(
    ledger: Path, arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status("search", *arguments) == 1
    assert complaint in capsys.readouterr().err


def test_stats_says_how_much_there_is(ledger: Path) -> None:
    told = out("stats")
    assert told.startswith("2 reports, 3 claims\n\ndecision\n3  ==================== none\n")
    found = shape("stats", "--field", "outlet", "--report", MEET)
    assert (found["reports"], found["claims"]) == (1, 2)
    assert found["by"] == {"outlet": [{"value": "Vosmara Window", "label": None, "count": 2}]}


def test_stats_says_how_far_people_agree(ledger: Path) -> None:
    assert "no two people have judged the same claim yet" in out("stats", "--agreement")
    for person in ("Ana", "Ines"):
        out("judge", "accept", f"{MEET}:c1", "--by", person)
    out("judge", "reject", f"{MEET}:c2", "--by", "Ana")
    out("judge", "reject", f"{MEET}:c2")
    found = shape("stats", "--agreement")["agreement"]["decisions"]
    assert found == {"units": 2, "people": 2, "pairs": 2, "alpha": 1.0, "percent": 100.0}
    assert "decisions: alpha 1.00; 100% of 2 pairs alike, by 2 people on 2" in out("stats", "--agreement")

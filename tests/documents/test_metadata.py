"""documents.metadata and outlet: what a plain text says of itself, and None where it does not plainly say it."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from reportedly.documents import metadata, outlet

REPORTS = Path(__file__).parents[1] / "reports"
PARAGRAPH = "The council closed the pier on Monday, and the boats were taken away by the harbour police before noon."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Pier closed in Halmet\n\n{PARAGRAPH}", "Pier closed in Halmet"),
        (f"\n  Why was the pier closed?\n\n{PARAGRAPH}", "Why was the pier closed?"),
        (f"Pier closed\nBy Mira Tolm\n{PARAGRAPH}", "Pier closed"),
        (f"Pier closed\n2021-03-04\n{PARAGRAPH}", "Pier closed"),
        (f"Council calls skippers “swimmers”\n\n{PARAGRAPH}", "Council calls skippers “swimmers”"),
        (f"{PARAGRAPH}\n\n{PARAGRAPH}", None),
        (f"By Mira Tolm\n\n{PARAGRAPH}", None),
        (f"Pier closed\n{PARAGRAPH}", None),
        (f"Pier closed,\n\n{PARAGRAPH}", None),
        (f"“We were not asked.”\n\n{PARAGRAPH}", None),
        ("x" * 160 + f"\n\n{PARAGRAPH}", None),
        ("Pier closed", None),
    ],
)
def test_title_is_a_short_first_line_set_apart(text: str, title: str | None) -> None:
    assert metadata.find(text).title == title


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Mira Tolm", ("Mira Tolm",)),
        ("By Mira Tolm and Tomas Reil", ("Mira Tolm", "Tomas Reil")),
        ("By Mira Tolm, Tomas Reil and Ilko Saren", ("Mira Tolm", "Tomas Reil", "Ilko Saren")),
        ("By Mira Tolm, The Harbour Wire", ("Mira Tolm",)),
        ("By Mira Tolm in Halmet", ("Mira Tolm",)),
        ("By Mira Tolm - 2021.03.04 11:24am", ("Mira Tolm",)),
        ("Tomas Reil, Staff Reporter", ("Tomas Reil",)),
        ("Reported by Ilko Saren for RCV’s Sorvian Service. Translated by Deva Morin.", ("Ilko Saren",)),
        ("Mira Tolm is one of The Harbour Wire’s freelance reporters.", ("Mira Tolm",)),
        ("Reporting by Mira Tolm; editing by the coast desk.", ("Mira Tolm",)),
        ("(Reporting by Mira Tolm in Halmet; Editing by Deva Morin)", ("Mira Tolm",)),
        ("By a Staff Correspondent", ()),
        ("By Monday", ()),
        ("By order of the Council", ()),
        ("The Harbour Wire | 4 March 2021", ()),
        ("Mira Tolm told us more.", ()),
    ],
)
def test_byline_names_who_wrote_it(line: str, names: tuple[str, ...]) -> None:
    assert metadata.find(f"Pier closed\n\n{line}\n\n{PARAGRAPH}").byline in (
        names,
        () if "is one of" in line else names,
    )
    assert metadata.find("\n\n".join([*[PARAGRAPH] * 9, line])).byline == names


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("2021-03-04", "2021-03-04"),
        ("March 4, 2021", "2021-03-04"),
        ("Thursday, 4 March 2021", "2021-03-04"),
        ("By Mira Tolm - 2021.03.04 11:24am", "2021-03-04"),
        ("Published: 4 March 2021", "2021-03-04"),
        ("Updated: 5 March 2021", None),
        ("Published: 4 March 2021 | Updated: 5 March 2021", "2021-03-04"),
        ("HALMET, March 4, 2021 (RCV) - The council closed the pier, and the boats were taken.", "2021-03-04"),
        ("HALMET, March 4 (RCV) - The council closed the pier, and the boats were taken away.", None),
        ("2021年3月4日", "2021-03-04"),
        ("2021년 3월 4일", "2021-03-04"),
        ("4.3.2021 / Voice from Behind the Dunes / short wave 41 m", "2021-03-04"),
        ("Torrin Radio, evening magazine — 4 March 2021", "2021-03-04"),
        ("ROUNDUP — Thursday, March 4, 2021. Compiled by M. Tarsk", "2021-03-04"),
        ("From our Sarpo office — Thursday, 4 March 2021", "2021-03-04"),
        ("The shots of 4 March 2021", None),
        ("Harvest — the law of 4 March 2021 — and what became of it", None),
        ("Version 4.3.2021.7", None),
        ("2021-02-30", None),
        ("March 4", None),
        ("Yesterday", None),
        ("The pier was closed on March 4, 2021, the council said.", None),
        ("2020-01-01\n\nA first thing came to pass here.\n\n2021-01-01\n\nA second thing came to pass.", None),
    ],
)
def test_published_is_a_written_out_day_of_the_head(head: str, published: str | None) -> None:
    assert metadata.find(f"Pier closed in Halmet\n\n{head}\n\n{PARAGRAPH}").published == published


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The pier has been closed, Daily Halmet has learned.", "Daily Halmet"),
        ("HALMET (RCV) - The pier has been closed.", "RCV"),
        ("HALMET, March 4 (Trident News) — The pier has been closed.", "Trident News"),
        ("The pier has been closed, the Halmet Circle can reveal.", "Halmet Circle"),
        ("The pier is closed.\n\n(c) Halmet Circle. Reproduction permitted.", "Halmet Circle"),
        ("The pier is closed, a skipper told RCV’s Sorvian Service on Monday.", "RCV"),
        ("The pier is closed.\n\nCopyright © 1998-2020, RCV. All rights reserved.", "RCV"),
        ("The pier is closed.\n\nMira Tolm is one of Daily Halmet's freelance reporters.", "Daily Halmet"),
        ("The pier is closed.\n\nMira Tolm is a reporter for The Harbour Wire.", "The Harbour Wire"),
        (
            "“All is closed,” a skipper told Radio Far Bay on Monday. A trader told Radio Far Bay the same.",
            "Radio Far Bay",
        ),
        ("The account was heard by Radio Far Bay. A second resident told Radio Far Bay the same.", "Radio Far Bay"),
        (
            "A skipper told the Bay Broadcasting Service that it is closed. BBS has learned that others are, too.",
            "Bay Broadcasting Service",
        ),
    ],
)
def test_outlet_is_found_where_the_report_shows_it(text: str, name: str) -> None:
    assert outlet.find(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "A skipper told Mira Tolm on Monday. A trader told Mira Tolm, and residents told Mira Tolm the same.",
        "The officer told Petran that it was closed. Petran has learned to live with it.",
        "Residents told the Ministry of Fisheries. A trader told the Ministry of Fisheries the same.",
        "The minister told Velk Times that it was closed.",
        "He told Fox News. She told ABC News.",
        "“A friend told Daily Halmet and a neighbour told Daily Halmet,” he said.",
        "Residents told the UN, and traders told the UN, that it was closed.",
        "A shareholder service, Moody’s Investors Service, cut its rating.",
        "The pier is closed, a skipper said.",
        "A skipper told Korean Central News Agency, and a trader told Korean Central News Agency, that all is well.",
        "THE PIER IS CLOSED, DAILY HALMET HAS LEARNED. A SKIPPER TOLD DAILY HALMET SO.",
    ],
)
def test_outlet_is_none_rather_than_wrong(text: str) -> None:
    assert outlet.find(text) is None


@pytest.mark.parametrize(
    "piece", ["A ", "A of the ", "told A ", "Aa", "A.", "(A", "“", "Mira is a b c ", "A’s ", "source a "]
)
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = time.perf_counter()
    outlet.find(text)
    metadata.find(text)
    metadata.find("\n\n".join([text[:400]] * 8))
    assert time.perf_counter() - began < 10


def test_what_a_hint_needs_is_in_every_line_that_it_is_found_in() -> None:
    known = outlet._knowledge()
    slow = replace(known, hints=tuple(replace(hint, needs=()) for hint in known.hints))
    for text in [path.read_text("utf-8") for path in sorted(REPORTS.glob("*.txt"))]:
        assert outlet._scores(text, known) == outlet._scores(text, slow)

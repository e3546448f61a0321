"""Who says a sentence that a reader left whole, and whether somebody named was there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly.corroboration import uncut
from reportedly.corroboration.same import said
from reportedly.corroboration.same.contradiction import denies
from reportedly.record import Claim, Report
from tests.ledger import told
from tests.ledger.told import Told


def read(text: str) -> tuple[Report, Claim]:
    report = told.report(Told("Guards shot two traders", chain=["person"]))
    claim = replace(report.claims[0], content=((0, len(text)),))
    return replace(report, text=text, claims=(claim,)), claim


@pytest.mark.parametrize(
    ("text", "name", "kind", "access"),
    [
        ("Troops took the mill, Anton Crell, the bishop of Orla, said on Monday.", "Anton Crell", "person", "official"),
        ("Troops took the mill, Anton Crell, a cooper from Orla, said.", "Anton Crell", "person", "unknown"),
        (
            "“No mill burned,” the Ministry of Mines said in a statement.",
            "Ministry of Mines",
            "institution",
            "official",
        ),
    ],
)
def test_a_sentence_that_ends_in_who_says_it_is_theirs(text: str, name: str, kind: str, access: str) -> None:
    found = uncut.said_by(*read(text))
    assert found is not None and (found.name, found.kind, found.access) == (name, kind, access)


@pytest.mark.parametrize(
    "text", ["Troops took the mill.", "Troops took the mill, a nurse said.", "In Orla, Selm said."]
)
def test_any_other_sentence_is_its_outlets(text: str) -> None:
    assert uncut.said_by(*read(text)) is None


@pytest.mark.parametrize(
    ("behind", "words"),
    [
        (", a soldier who left after he was beaten, said so. A man who saw it fled.", None),
        (", a cook who saw it from the kitchen, said so.", "who saw"),
        (", who saw reports of it, said so.", None),
        (" told a guard who saw it.", None),
        (" said so. A guard who saw it fled.", None),
    ],
)
def test_who_is_said_to_have_seen_it_was_there(behind: str, words: str | None) -> None:
    report, _ = read(f"Rosa Hale{behind}")
    source = replace(report.sources[1], name="Rosa Hale", kind="person", mentions=((0, 9),))
    found = uncut.seen_by(replace(report, claims=()), source)
    assert (found and report.text[slice(*found)]) == words


@pytest.mark.parametrize(("quote", "there"), [("“I was locking the church,”", True), ("“I was told so,”", False)])
def test_who_says_so_in_their_own_words_was_there(quote: str, there: bool) -> None:
    report, claim = read(quote)
    source = replace(report.source(claim.chain[-1]), mentions=())
    assert (uncut.seen_by(report, source) is not None) == there


def test_none_is_a_denial() -> None:
    report = told.report(Told("No depot exploded at Varrow", chain=["institution"]))
    assert denies(said(report)[0])

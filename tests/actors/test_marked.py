"""actors.marked: those whom no word list knows become actors if the network marks them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from reportedly.actors.marked import with_marked
from reportedly.language import Analysis
from reportedly.record import Actor, Report

TEXT = "Beekeepers were told to hand over their hives. A glazier was beaten, and he wept. Beekeepers sighed."


def found(*marked: str, known: tuple[Actor, ...] = (), boilerplate: tuple[tuple[int, int], ...] = ()) -> list[Actor]:
    spans = [((at, at + len(words)), 0.9) for words in marked for at in [TEXT.index(words)]]
    analysis = SimpleNamespace(marked=lambda name: spans if name == "told" else [])
    report = Report("sha256:0", TEXT, "text/plain", boilerplate=boilerplate)
    return list(with_marked(report, cast(Analysis, analysis), known))


def test_marked_words_become_an_actor() -> None:
    assert found("Beekeepers") == [Actor("x1", "Beekeepers", "group", None, ((0, 10),))]


@pytest.mark.parametrize(
    ("words", "kind"), [("Beekeepers", "group"), ("A glazier", "person"), ("their hives", "group")]
)
def test_kind_follows_from_the_words(words: str, kind: str) -> None:
    assert [one.kind for one in found(words)] == [kind]


def test_whoever_is_an_actor_already_stays_one() -> None:
    known = (Actor("x1", "the glazier", "person", None, ((47, 56),)),)
    assert found("A glazier", known=known) == list(known)


def test_pronouns_are_nobody() -> None:
    assert found("he") == []


def test_actors_are_numbered_in_the_order_of_the_text() -> None:
    known = (Actor("x1", "the glazier", "person", None, ((47, 56),)),)
    assert [(one.id, one.name) for one in found("Beekeepers", known=known)] == [
        ("x1", "Beekeepers"),
        ("x2", "the glazier"),
    ]


def test_nobody_stands_in_boilerplate() -> None:
    assert found("Beekeepers", boilerplate=((0, 46),)) == []

"""sourcing.marked: what the network says of sources goes before what the patterns say."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from reportedly import sourcing
from reportedly.record import Report, Source, Span, Spans
from tests.claims.handmade import Link, cut, report

TEXT = "A trader told Dalo Wire that the wells were sealed. He had carried the lime. “I signed for it,” said Mira Tolm."
LINKS = (
    Link("{s:A trader} {q:told} Dalo Wire {c:that the wells were sealed}", "A trader"),
    Link("{c:“I signed for it,”} {q:said} {s:Mira Tolm}", "Mira Tolm", quote="direct"),
)


@dataclass
class Marks:
    """An analysis in which the network marks some words and is sure of kind and access."""

    sentences: list[Span]
    paragraphs: list[Span]
    words: dict[str, list[str]] = field(default_factory=dict)
    classes: dict[str, dict[str, float]] = field(default_factory=dict)

    def marked(self, name: str) -> list[tuple[Span, float]]:
        return [((at, at + len(w)), 0.9) for w in self.words.get(name, []) for at in [TEXT.index(w)]]

    def likely(self, name: str, _spans: Spans) -> dict[str, float]:
        return self.classes.get(name, {})


def weighed(
    words: dict[str, list[str]], access: str, kind: str = "anonymous", sure: float = 0.9, at: float = 0.9
) -> dict[str, Source]:
    one: Report = report(TEXT, *LINKS, kinds={"A trader": "anonymous", "Mira Tolm": "person"})
    spread = dict.fromkeys(("first_hand", "relayed", "official", "unknown"), 0.0)
    kinds = dict.fromkeys(("person", "anonymous", "institution", "public", "unknown", "outlet"), 0.0)
    analysis = Marks(*cut(TEXT), words, {"access": spread | {access: at}, "kind": kinds | {kind: sure}})
    done = replace(one, sources=sourcing.find(one, analysis))  # type: ignore[arg-type]
    return {source.name: source for source in done.sources}


def basis(source: Source) -> list[str]:
    return [TEXT[s:e] for s, e in source.basis]


def test_marked_words_in_a_sentence_about_a_source_are_its_basis() -> None:
    found = weighed({"basis": ["had carried the lime"]}, "first_hand")
    assert basis(found["A trader"]) == ["had carried the lime"]
    assert found["A trader"].access == "first_hand"
    assert basis(found["Mira Tolm"]) == []


def test_marked_words_inside_a_quotation_are_the_basis_of_whoever_speaks() -> None:
    found = weighed({"basis": ["I signed for it"]}, "first_hand", "person")
    assert basis(found["Mira Tolm"]) == ["I signed for it"]


def test_a_basis_is_of_somebody_who_saw_or_was_told() -> None:
    assert weighed({"basis": ["had carried the lime"]}, "relayed")["A trader"].access == "relayed"
    assert weighed({"basis": ["had carried the lime"]}, "unknown")["A trader"].access == "first_hand"


def test_without_a_basis_a_source_is_official_or_nobody_knows_unless_the_network_is_sure() -> None:
    assert weighed({}, "unknown")["A trader"].access == "unknown"
    assert weighed({}, "official")["A trader"].access == "official"
    assert weighed({}, "first_hand")["A trader"].access == "first_hand"
    assert weighed({}, "first_hand", at=0.6)["A trader"].access == "unknown"


def test_who_speaks_for_a_body_needs_no_basis() -> None:
    found = weighed({"basis": ["had carried the lime"]}, "official")["A trader"]
    assert (found.access, found.basis) == ("official", ())


@pytest.mark.parametrize(("kind", "sure", "expected"), [("public", 0.9, "public"), ("public", 0.4, "anonymous")])
def test_kind_changes_only_where_the_network_is_sure(kind: str, sure: float, expected: str) -> None:
    assert weighed({}, "unknown", kind, sure)["A trader"].kind == expected


@pytest.mark.parametrize("kind", ["outlet", "unknown"])
def test_nobody_who_speaks_becomes_the_outlet_or_unknown(kind: str) -> None:
    assert weighed({}, "unknown", kind)["A trader"].kind == "anonymous"


def test_reason_for_not_being_named_is_kept_for_those_who_are_not() -> None:
    found = weighed({"unnamed": ["A trader"]}, "unknown")
    assert [TEXT[s:e] for s, e in found["A trader"].unnamed_because] == ["A trader"]
    assert weighed({"unnamed": ["A trader"]}, "unknown", "person")["A trader"].unnamed_because == ()

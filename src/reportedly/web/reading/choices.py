"""What may be chosen in the forms of a claim: the things of the record, and the words of the ledger's fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from reportedly.coding import codebook
from reportedly.exports.details import MODS, ROLES, date_words
from reportedly.record import Claim, Force, Polarity, Report, SourceKind, Span

NEAR = 120
"""Code points around a claim's words from which things are offered first."""


@dataclass(frozen=True)
class Choice:
    """Something to be chosen: its value in the form, its words, whether the claim has it, whether it stands near by."""

    value: str
    words: str
    chosen: bool
    near: bool


FORCES: Sequence[str] = get_args(Force)
POLARITIES: Sequence[str] = get_args(Polarity)
SOURCE_KINDS: Sequence[str] = get_args(SourceKind)
ACTOR_KINDS = ("person", "institution", "group")

__all__ = ["ACTOR_KINDS", "FORCES", "MODS", "POLARITIES", "ROLES", "SOURCE_KINDS", "Choice", "codes_of_the_book"]


@lru_cache(maxsize=1)
def codes_of_the_book() -> dict[str, list[tuple[str, str]]]:
    """The codes of the codebook with their labels, by list."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in codebook.load().entries:
        found.setdefault(one.list, []).append((f"{one.list}/{one.code}", one.label))
    return found


def codes_by_list() -> dict[str, set[str]]:
    """The codes of every list, as the ledger's judgments take them."""
    return {listed: {value.partition("/")[2] for value, _ in codes} for listed, codes in codes_of_the_book().items()}


def sources(report: Report) -> list[tuple[str, str]]:
    """Every source, by its id: its name and what it is."""
    return [(one.id, f"{one.name} ({one.kind})") for one in report.sources]


def dates(report: Report, claim: Claim) -> list[Choice]:
    """The dates of the record."""
    return _choices(claim, [(one.id, date_words(report, one), one.span, one.id in claim.dates) for one in report.dates])


def places(report: Report, claim: Claim) -> list[Choice]:
    """The places of the record."""
    told = [(one.id, _place(report, one.span, one.name), one.span, one.id in claim.places) for one in report.places]
    return _choices(claim, told)


def codes(report: Report, claim: Claim) -> list[Choice]:
    """The codes of the record."""
    return _choices(
        claim,
        [
            (
                one.id,
                f"{one.code.replace('_', ' ')}: {report.text[slice(*one.span)]}",
                one.span,
                one.id in claim.codes,
            )
            for one in report.codes
        ],
    )


def actors(report: Report) -> list[tuple[str, str]]:
    """Every actor, by its id: its name and what it is."""
    return [(one.id, f"{one.name} ({one.kind})") for one in report.actors]


def cues(report: Report) -> list[tuple[str, str]]:
    """Every attribution, by its id: its cue and the beginning of what is attributed."""
    return [
        (one.id, f"{report.words(one.cue) or 'no cue'}: {report.words(one.content)[:60]}")
        for one in report.attributions
    ]


def _place(report: Report, span: Span, name: str) -> str:
    words = report.text[slice(*span)]
    return words if words.lower() == name.lower() else f"{words} ({name})"


def _choices(claim: Claim, told: list[tuple[str, str, Span, bool]]) -> list[Choice]:
    """Those that the claim has first, then those that stand near its words, then the others."""
    low = min((start for start, _ in claim.content), default=0) - NEAR
    high = max((end for _, end in claim.content), default=0) + NEAR
    made = [Choice(id, words, chosen, chosen or low <= span[0] <= high) for id, words, span, chosen in told]
    return sorted(made, key=lambda one: (not one.chosen, not one.near))

"""Which reports tell of the same event: the rare words and names that they share, their beginnings, and their days."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from functools import cached_property

import numpy as np

from reportedly.corroboration.same.lexicon import lexicon, weights
from reportedly.corroboration.same.measures import cosine, days_between
from reportedly.corroboration.same.stems import counted, stems
from reportedly.ledger.terms import tokens
from reportedly.record import Report

SAME_EVENT = 0.5
"""From this probability on two reports are taken to tell of the same event."""

KEPT = 64
"""How many stems of a report are compared, the weightiest; more made no difference."""

ABOUT = 16
"""How many of them go along with each claim, to tell what its report is about."""

LEAD = 60
"""Words that a report begins with: title and first sentence."""

FEATURES = ("words", "names", "about", "lead", "years", "years_apart", "gap", "gap_unknown")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BREAK = re.compile(r"[.!?“\"\n]\s*$")


@dataclass(frozen=True)
class Told:
    """What a report tells, as it is compared.

    ``weights`` are those of its weightiest stems, their squares add up to 1; ``names`` the stems among them that are
    names, ``lead`` the stems it begins with, ``years`` the years that it names, ``published`` its day.
    """

    report: str
    weights: dict[str, float]
    names: frozenset[str] = frozenset()
    lead: tuple[str, ...] = ()
    years: frozenset[str] = frozenset()
    published: str | None = None

    @property
    def about(self) -> tuple[str, ...]:
        """Its weightiest stems, the weightiest first."""
        return tuple(sorted(self.weights, key=lambda stem: (-self.weights[stem], stem))[:ABOUT])

    @cached_property
    def named(self) -> dict[str, float]:
        """Weights of names alone."""
        return {stem: weight for stem, weight in self.weights.items() if stem in self.names}

    @cached_property
    def led(self) -> dict[str, float]:
        """Rarities of the stems it begins with."""
        return {stem: lexicon().rarity(stem) for stem in self.lead}


def told(report: Report) -> Told:
    """A report as it is compared with others; what is boilerplate does not count."""
    text = report.outside((0, len(report.text)), report.boilerplate).strip()
    if report.title and report.title not in text:
        text = f"{report.title}\n{text}"
    found = {stem: (1 + np.log(n)) * lexicon().rarity(stem) ** 2 for stem, n in counted(text).items()}
    most = sorted(found, key=lambda stem: (-found[stem], stem))[:KEPT]
    length = float(np.sqrt(sum(found[stem] ** 2 for stem in most))) or 1.0
    begins = [one.start for one in tokens(text)][LEAD : LEAD + 1]
    return Told(
        report=report.id,
        weights={stem: float(found[stem]) / length for stem in most},
        names=_named(text) & frozenset(most),
        lead=stems(text[: begins[0]] if begins else text),
        years=frozenset(_YEAR.findall(text)),
        published=report.published,
    )


def _named(text: str) -> frozenset[str]:
    """Stems that begin with a capital wherever they stand inside a sentence."""
    large: set[str] = set()
    small: set[str] = set()
    for one in tokens(text):
        if text[one.start : one.start + 1].isupper():
            if not _BREAK.search(text[max(0, one.start - 3) : one.start]) and one.start:
                large.add(one.token)
        else:
            small.add(one.token)
    return frozenset(large - small)


def features(a: Told, b: Told) -> np.ndarray:
    """In what two reports are alike: [features], float32; the same in either order."""
    gap = days_between(a.published, b.published)
    ours, theirs = set(a.about), set(b.about)
    return np.array(
        (
            cosine(a.weights, b.weights),
            cosine(a.named, b.named),
            len(ours & theirs) / max(1, min(len(ours), len(theirs))),
            cosine(a.led, b.led),
            bool(a.years & b.years),
            bool(a.years and b.years and not a.years & b.years),
            0.0 if gap is None else np.log1p(gap) / 8,
            gap is None,
        ),
        dtype=np.float32,
    )


def together(a: Told, b: Told) -> float:
    """The probability that two reports tell of the same event."""
    stored = weights()
    return float(1 / (1 + np.exp(-(features(a, b) @ stored["together"] + stored["together_bias"]).item())))


def packed_told(one: Told) -> str:
    """A report as JSON text, to be kept."""
    record = asdict(one) | {name: sorted(getattr(one, name)) for name in ("names", "years")}
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def unpacked_told(text: str) -> Told:
    """What ``packed_told`` gave."""
    record = json.loads(text)
    record |= {"lead": tuple(record["lead"])} | {name: frozenset(record[name]) for name in ("names", "years")}
    return Told(**record)

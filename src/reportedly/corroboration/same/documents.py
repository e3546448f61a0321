"""Which reports tell of the same event: the rare words and names that they share, their beginnings, their figures.

Reports that share many rare words make a web; ``web.py`` compares those of one web.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import pairwise
from math import log

import numpy as np

from reportedly.corroboration.same.lexicon import lexicon, weights
from reportedly.corroboration.same.measures import cosine, shared, squared
from reportedly.corroboration.same.stems import carrying, figures
from reportedly.ledger.terms import Token, tokens
from reportedly.record import Report

LINKED = 0.25
"""From this cosine on two reports are linked into one web. On ECB+ it leaves nearly every event whole."""

SAME_EVENT = 0.5
"""From this probability on the average reports of a web are taken to tell of one event."""

KEPT = 160
"""How many stems of a report are compared, the weightiest."""

ABOUT = 32
"""How many of them go along with each claim, to tell what its report is about."""

LEAD = 60
"""Words that a report begins with: title and first sentences."""

ALONE = ("words", "names", "others", "lead", "lead_names", "pairs", "figures", "years", "years_apart", "weekdays_apart")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_BREAK = re.compile(r"[.!?“\"\n]\s*$")


@dataclass(frozen=True)
class Told:
    """What a report tells, as it is compared.

    ``weights`` are those of its weightiest stems; ``names`` the stems among them that are names, ``lead`` the stems it
    begins with, ``pairs`` its neighbouring stems, ``figures``, ``years`` and ``weekdays`` those that it names.
    """

    report: str
    weights: dict[str, float]
    names: frozenset[str] = frozenset()
    lead: tuple[str, ...] = ()
    pairs: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    weekdays: frozenset[str] = frozenset()
    published: str | None = None

    @cached_property
    def about(self) -> tuple[str, ...]:
        """Its weightiest stems, the weightiest first."""
        rare = {stem: weight * lexicon().rarity(stem) for stem, weight in self.weights.items()}
        return tuple(sorted(rare, key=lambda stem: (-rare[stem], stem))[:ABOUT])

    @cached_property
    def bags(self) -> tuple[dict[str, float], ...]:
        """Its words, names, others, beginning, and names of the beginning, each with weights."""
        rarity = lexicon().rarity
        lead = {stem: rarity(stem) for stem in self.lead}
        return (
            self.weights,
            {stem: weight for stem, weight in self.weights.items() if stem in self.names},
            {stem: weight for stem, weight in self.weights.items() if stem not in self.names},
            lead,
            {stem: weight for stem, weight in lead.items() if stem in self.names},
        )

    @cached_property
    def squares(self) -> tuple[float, ...]:
        """Those of ``bags``: a new report meets dozens of others."""
        return tuple(squared(bag) for bag in self.bags)

    @cached_property
    def pairs_squared(self) -> float:
        """That of ``weighed_pairs``."""
        return squared(self.weighed_pairs)

    @cached_property
    def weighed_pairs(self) -> dict[str, float]:
        """Its pairs with weights; worked out only where it shares one, because it has hundreds."""
        rarity = lexicon().rarity
        split = ((pair, pair.split(" ")) for pair in self.pairs)
        return {pair: sum(rarity(stem) for stem in both) for pair, both in split}


def told(report: Report) -> Told:
    """A report as it is compared with others; what is boilerplate does not count."""
    text = report.outside((0, len(report.text)), report.boilerplate).strip()
    if report.title and report.title not in text:
        text = f"{report.title}\n{text}"
    every = list(tokens(text))
    order, rarity = carrying(every), lexicon().rarity
    found = {stem: (1 + log(n)) * rarity(stem) for stem, n in Counter(order).items()}
    kept = {stem: found[stem] for stem in sorted(found, key=lambda stem: (-found[stem], stem))[:KEPT]}
    years = frozenset(_YEAR.findall(text))
    return Told(
        report=report.id,
        weights=kept,
        names=_named(text, every) & frozenset(kept),
        lead=tuple(dict.fromkeys(carrying(every[:LEAD]))),
        pairs=frozenset(f"{a} {b}" for a, b in pairwise(order) if a in kept and b in kept),
        figures=frozenset(one for one in figures(text) if len(one) > 1) - years,
        years=years,
        weekdays=frozenset(_WEEKDAY.findall(text)),
        published=report.published,
    )


def _named(text: str, every: Sequence[Token]) -> frozenset[str]:
    """Stems that begin with a capital wherever they stand inside a sentence."""
    large: set[str] = set()
    small: set[str] = set()
    for one in every:
        if text[one.start : one.start + 1].isupper():
            if not _BREAK.search(text[max(0, one.start - 3) : one.start]) and one.start:
                large.add(one.token)
        else:
            small.add(one.token)
    return frozenset(large - small)


def linked(a: Told, b: Told) -> bool:
    """Whether two reports belong to one web."""
    return cosine(a.weights, b.weights) >= LINKED


def features(a: Told, b: Told) -> np.ndarray:
    """In what two reports are alike: [ALONE], float32; the same either way."""
    alone = (
        *map(cosine, a.bags, b.bags, zip(a.squares, b.squares, strict=True)),
        0.0
        if a.pairs.isdisjoint(b.pairs)
        else cosine(a.weighed_pairs, b.weighed_pairs, (a.pairs_squared, b.pairs_squared)),
        shared(a.figures, b.figures),
        bool(a.years & b.years),
        bool(a.years and b.years and not a.years & b.years),
        bool(a.weekdays and b.weekdays and not a.weekdays & b.weekdays),
    )
    return np.array(alone, dtype=np.float32)


def together(a: Told, b: Told) -> float:
    """The probability that two reports tell of the same event; where a web is known, ``likely_together`` is surer."""
    stored = weights()
    return float(1 / (1 + np.exp(-(features(a, b) @ stored["alone"] + stored["alone_bias"]).item())))


def packed_told(one: Told) -> str:
    """A report as JSON text, to be kept."""
    record = asdict(one) | {name: sorted(getattr(one, name)) for name in _SETS}
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def unpacked_told(text: str) -> Told:
    """What ``packed_told`` gave."""
    record = json.loads(text)
    record |= {"lead": tuple(record["lead"])} | {name: frozenset(record[name]) for name in _SETS}
    return Told(**record)


_SETS = ("names", "pairs", "figures", "years", "weekdays")

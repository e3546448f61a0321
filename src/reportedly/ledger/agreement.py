"""How far people who judged the same agree: Krippendorff's alpha, and plain percent.

K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (University of Pennsylvania, 2011): alpha is one minus the
disagreement observed over the disagreement expected if the same values had been dealt out by chance. 1 is perfect
agreement, 0 what chance gives; below 0 people differ more than by chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from reportedly.ledger import ratings
from reportedly.ledger.entries import Entry
from reportedly.ledger.ratings import CREDIBILITY, RELIABILITY, START, Scale
from reportedly.ledger.seen import Judged, every
from reportedly.ledger.store import Ledger
from reportedly.record import Claim

Unit = Mapping[str, Hashable]
"""What each person says of one thing; whoever says nothing is not in it."""


@dataclass(frozen=True)
class Agreement:
    """``units`` things that two or more of ``people`` said something of, in ``pairs`` pairs of them.

    ``alpha`` is None where it has no value: nobody shares anything, or all say the one same thing, which nobody can
    tell from a habit. ``percent`` is the share (0 to 100) of the pairs that agree, each thing counting as much as the
    number of people who judged it, as in alpha; None where there is no pair.
    """

    units: int
    people: int
    pairs: int
    alpha: float | None
    percent: float | None


def alpha(units: Iterable[Unit], order: Sequence[Hashable] | None = None) -> float | None:
    """Krippendorff's alpha: for names, or with ``order`` for grades, from first to last. People may be missing.

    The coincidences o(c,k) are counted over the pairs of values in each unit, each unit's divided by its number of
    values less one; differences between grades are as in his section on ordinal metrics. None where it has no value.
    """
    coincidences: Counter[tuple[Hashable, Hashable]] = Counter()
    for unit in units:
        values = list(unit.values())
        for one, other in combinations(values, 2):
            for pair in ((one, other), (other, one)):
                coincidences[pair] += 1 / (len(values) - 1)  # type: ignore[assignment]
    totals: Counter[Hashable] = Counter()
    for (value, _), weight in coincidences.items():
        totals[value] += weight
    n = sum(totals.values())
    difference = _difference(totals, order)
    expected = sum(
        totals[one] * totals[other] * difference(one, other) for one in totals for other in totals if one != other
    )
    if not expected:
        return None
    observed = sum(weight * difference(*pair) for pair, weight in coincidences.items() if pair[0] != pair[1])
    return 1 - (n - 1) * observed / expected


def agreement(units: Iterable[Unit], order: Sequence[Hashable] | None = None) -> Agreement:
    """How far people agree on units, those that at least two of them said something of."""
    shared = [unit for unit in units if len(unit) > 1]
    pairs = [(len(unit), one == other) for unit in shared for one, other in combinations(unit.values(), 2)]
    weight = sum(1 / (size - 1) for size, _ in pairs)
    agree = sum(1 / (size - 1) for size, same in pairs if same)
    people = {who for unit in shared for who in unit}
    percent = 100 * agree / weight if pairs else None
    return Agreement(len(shared), len(people), len(pairs), alpha(shared, order), percent)


def of_decisions(records: Iterable[Judged]) -> Agreement:
    """Agreement on what to do with claims: accept, correct, reject, or leave open."""
    return agreement(
        {one.by: one.state for one in seen.decided.standing} for record in records for seen in record.claims
    )


FIELDS = ("content", "chain", "force", "polarity", "hedged", "dates", "said_on", "places", "actors", "codes")
"""Fields of claims that agreement can be counted for."""


def of_field(records: Iterable[Judged], field: str) -> Agreement:
    """Agreement on one field of the claims that people accepted or corrected: is what they leave standing the same?"""

    def value(claim: Claim) -> Hashable:
        found = getattr(claim, field)
        return frozenset(found) if field in ("dates", "places", "actors", "codes") else found

    return agreement(
        {
            one.by: value(seen.readings[one.by])
            for one in seen.decided.standing
            if one.state in ("accepted", "corrected")
        }
        for record in records
        for seen in record.claims
    )


def of_ratings(rated: Iterable[ratings.Rated], scale: Scale) -> Agreement:
    """Agreement on a scale. F and 6 say that it cannot be judged: they are no grade, and count as nothing said."""
    order: tuple[Any, ...] = RELIABILITY[:-1] if scale == "reliability" else CREDIBILITY[:-1]
    units = (
        {who: value for who, value in one.by.items() if value != START[scale]} for one in rated if one.scale == scale
    )
    return agreement(units, order)


def of(ledger: Ledger) -> dict[Literal["decisions", "reliability", "credibility"] | str, Agreement]:
    """Agreement over the newest records of all reports: decisions, each field of claims, and both scales."""
    records: list[Judged] = []
    rated: list[ratings.Rated] = []
    for entries in _judged(ledger):
        number, judged = max(every(entries).items())
        records.append(judged)
        rated += ratings.rated(number, entries).values()
    found = {"decisions": of_decisions(records)}
    found |= {field: of_field(records, field) for field in FIELDS}
    return found | {scale: of_ratings(rated, scale) for scale in ("reliability", "credibility")}


def _judged(ledger: Ledger) -> Iterable[list[Entry]]:
    """For every report of which somebody judged or rated something, the entries about it."""
    reports = dict.fromkeys(
        entry.report for kind in ("judgment", "rating") for entry in ledger.entries(kind=kind) if entry.report
    )
    for report in reports:
        yield list(ledger.entries(report=report))


def _difference(
    totals: Mapping[Hashable, float], order: Sequence[Hashable] | None
) -> Callable[[Hashable, Hashable], float]:
    if order is None:
        return lambda one, other: float(one != other)
    places = {value: at for at, value in enumerate(order)}

    def between(one: Hashable, other: Hashable) -> float:
        first, last = sorted((places[one], places[other]))
        inside = sum(totals.get(order[at], 0) for at in range(first, last + 1))
        return float(inside - (totals[one] + totals[other]) / 2) ** 2

    return between

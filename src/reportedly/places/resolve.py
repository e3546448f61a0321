"""Which of the places that share a name is meant: by the countries of the report and by the places named beside it."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from reportedly.places.gazetteer import FIRST_LEVEL, Gazetteer, Known
from reportedly.places.names import Match
from reportedly.places.text import Words, listed

_HOLDS = re.compile(r",? (?:in |of |of the |in the )?|,\n| \(")
BIG, LARGE = 300_000, 1_000_000
"""People of a city whose name needs nothing beside it, or not even lets a heading put it in doubt."""

TELLING = 6
"""Letters from which on the name of a North Korean county tells by itself that the report is of North Korea."""

SAME = {
    "province": ("province", "state"),
    "state": ("state", "province"),
    "region": ("province", "state", "area"),
    "city": ("city", "crossing"),
    "county": ("county", "city", "district"),
    "district": ("district", "county", "city"),
    "town": ("town", "city", "county"),
    "village": ("village", "town"),
    "port": ("city", "town", "crossing"),
}
"""Kinds of the gazetteer that may be called by a word beside the name; any other has its own name."""


def countries(words: Words, found: Sequence[Match], gazetteer: Gazetteer) -> dict[str, float]:
    """How much a report has to do with a country, from 0 to 1, by names that are clear and words for its people."""
    weight: defaultdict[str, float] = defaultdict(float)
    for one in found:
        if one.standing in ("person", "other"):
            continue
        of = {place.country for place in one.known}
        clear = one.standing == "surely" or any(place.people >= BIG or place.by_hand for place in one.known)
        telling = one.known[0].inside in (None, "iso:KP") or len(one.found) >= TELLING
        clear = clear and (of != {"KP"} or telling)
        if len(of) == 1 and clear and not any(place.far > 3 for place in one.known):
            country = of.pop()
            if country:
                weight[country] += 2 if one.known[0].kind == "country" else 1
    for at, word in enumerate(words.exact):
        if word[0].isupper():
            small = words.small(at)
            code = gazetteer.people_of.get(f"{words.small(at - 1)} {small}") if words.beside(at) else None
            code = code or gazetteer.people_of.get(small)
            if code and not (small == "korean" and code == "KR"):
                weight[code] += 1.5
    most = max(weight.values(), default=0)
    return {country: value / most for country, value in weight.items()}


def meant(
    at: int, found: Sequence[Match], words: Words, weights: Mapping[str, float], gazetteer: Gazetteer, persons: set[str]
) -> Known | None:
    """The place that a match stands for, or None if it is none of those known or no place."""
    one = found[at]
    if one.standing in ("person", "other"):
        return None
    fitting = [place for place in one.known if one.kind is None or place.kind in SAME.get(one.kind, (one.kind,))]
    near = _near(at, found, words)
    holding = _holding(at, found, words, gazetteer)
    best, most = None, -math.inf
    for place in fitting:
        holders = gazetteer.holders(place)
        held = any(other.id in holders for other in near)
        if not held and place.id not in holding and not _enough(one, place, weights, persons):
            continue
        score = _rank(place) + 4 * weights.get(place.country or "", 0.0) + 6 * (held or place.id in holding)
        score += 1 if one.kind is not None and place.kind == one.kind else 0
        if score > most:
            best, most = place, score
    return best


def _near(at: int, found: Sequence[Match], words: Words) -> list[Known]:
    """Places named right behind a match as what holds it: *Hyesan, Ryanggang Province*."""
    out: list[Known] = []
    while at + 1 < len(found) and len(out) < 12:
        between = words.text[words.spans[found[at].last][1] : words.spans[found[at + 1].first][0]]
        if not _HOLDS.fullmatch(between):
            break
        out += found[at + 1].known
        at += 1
    return out


def _holding(at: int, found: Sequence[Match], words: Words, gazetteer: Gazetteer) -> set[str]:
    """Ids of what holds the place named right before a match: *Sokcho* tells which *Gangwon* is meant behind it."""
    if at == 0:
        return set()
    before = found[at - 1]
    between = words.text[words.spans[before.last][1] : words.spans[found[at].first][0]]
    if before.standing in ("person", "other") or not _HOLDS.fullmatch(between):
        return set()
    return {id for place in before.known for id in gazetteer.holders(place)}


def _rank(place: Known) -> float:
    if place.kind == "country":
        return 8.0
    if place.by_hand:
        return (6.5 if place.kind in FIRST_LEVEL else 5.5) - 0.3 * place.far
    return math.log10(place.people + 1) - (1.2 if place.kind in FIRST_LEVEL else 0)


def _enough(one: Match, place: Known, weights: Mapping[str, float], persons: set[str]) -> bool:
    """Whether what is said around a name is enough to take it for this place."""
    surely = one.standing == "surely"
    home = weights.get(place.country or "", 0.0)
    if one.found in listed("never"):
        return one.kind is not None and home > 0
    surname = one.found in listed("surnames")
    if place.kind == "country":
        doubtful = surname and one.found in persons
    else:
        doubtful = one.found in persons or (surname and place.people < BIG)
    if doubtful and not surely:
        return False
    if place.by_hand:
        if place.country != "KP" or place.kind in FIRST_LEVEL or place.id in ("kp-01", "iso:KP"):
            return True
        if place.kind == "district" and len(one.found) < 6 and one.kind is None:
            return False
        return home > 0 or (place.far < 2 and (len(one.found) >= TELLING or (surely and not weights)))
    if place.people >= BIG:
        return True
    if home >= 0.5 and place.people >= 50_000 and one.found not in persons:
        return True
    return surely and (home > 0 or place.people >= 60_000 or not weights)

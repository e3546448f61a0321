"""Facets: how the claims that are found are spread over the values of what they can be narrowed by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.ledger.decisions import STATES
from reportedly.ledger.held import Chosen, Held
from reportedly.ledger.levels import LEVELS
from reportedly.places.gazetteer import gazetteer
from reportedly.web.seeing.asked import address
from reportedly.web.seeing.labels import label

SHOWN = 8
"""Values of one facet; the page says how many more there are."""

FACETS = (
    ("state", "Where it stands", ""),
    ("force", "Force", "f"),
    ("code", "Code", "c"),
    ("place", "Place", "g"),
    ("country", "Country", "i"),
    ("date", "Year it happened", ""),
    ("published", "Year of publication", ""),
    ("outlet", "Outlet", ""),
    ("source-kind", "Who said it first", "s"),
    ("chain", "Length of the chain", "n"),
    ("polarity", "Polarity", "p"),
    ("language", "Language", "l"),
    ("confidentiality", "Confidentiality", ""),
)
"""Parameter, heading and, if it is one, the kind of facet in memory (reportedly.ledger.columns)."""


@dataclass(frozen=True)
class Value:
    """One value: what it is called and how many claims have it.

    ``share`` is its part of the most frequent one (1 to 20), ``address`` the search with it, None where that cannot be
    asked; ``chosen`` says that the search asks for it already: then ``address`` is the search without it.
    """

    label: str
    count: int
    share: int
    address: str | None
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """One facet; ``more`` is how many further values it has."""

    name: str
    heading: str
    values: tuple[Value, ...]
    more: int


def facets(held: Held, chosen: Chosen, asked: Mapping[str, str], path: str) -> list[Facet]:
    """All facets of the claims that were found that tell them apart."""
    made = []
    for name, heading, kind in FACETS:
        counted = _counted(held, chosen, name, kind)
        on = asked.get("place" if name == "country" else name)
        if len(counted) < 2 and on is None:
            continue
        made.append(_facet(name, heading, counted, asked, path))
    return made


def _counted(held: Held, chosen: Chosen, name: str, kind: str) -> dict[str | None, int]:
    if kind:
        return held.count(chosen, kind)
    if name == "outlet":
        return held.count_reports(chosen, name)
    if name in ("date", "published"):
        months, unknown = held.months(chosen, "happened" if name == "date" else "published")
        years: dict[str | None, int] = {}
        for month, count in months.items():
            year = f"{month // 100:04d}"
            years[year] = years.get(year, 0) + count
        return {**years, None: unknown} if unknown else years
    found = held.count_numbers(chosen, "decision" if name == "state" else name)
    names: tuple[str, ...] = STATES if name == "state" else LEVELS
    return {names[value]: count for value, count in found.items()}


def _facet(name: str, heading: str, counted: Mapping[str | None, int], asked: Mapping[str, str], path: str) -> Facet:
    if name in ("date", "published"):
        order = sorted(counted.items(), key=lambda one: one[0] or "", reverse=True)
    else:
        order = sorted(counted.items(), key=lambda one: (-one[1], one[0] is None, one[0] or ""))
    most = max(counted.values(), default=1)
    values = tuple(
        Value(label(name, value), count, max(1, round(20 * count / most)), *_address(name, value, asked, path))
        for value, count in order[:SHOWN]
    )
    return Facet(name, heading, values, max(0, len(order) - SHOWN))


def _address(name: str, value: str | None, asked: Mapping[str, str], path: str) -> tuple[str | None, bool]:
    """Where a search for a value is, and whether the search asks for it already: then without it."""
    parameter = "place" if name == "country" else name
    wanted = f"iso:{value}" if name == "country" and value else value
    if value is None:
        if name != "date":
            return None, False
        on = "undated" in asked
        return address(path, asked, undated=None if on else "1", date=None), on
    on = asked.get(parameter) == wanted
    if parameter == "place" and not on and gazetteer().known(wanted or "") is None:
        return None, False  # an id that another gazetteer gave, and that nobody can ask for
    return address(path, asked, **{parameter.replace("-", "_"): None if on else wanted}), on

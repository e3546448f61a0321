"""Facets: how the claims that are found are spread over the values of what they can be narrowed by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.ledger.chosen import Chosen
from reportedly.ledger.counts import Field, spread
from reportedly.places.gazetteer import gazetteer
from reportedly.web.seeing.asked import address
from reportedly.web.seeing.labels import label

SHOWN = 8
"""Values of one facet; the page says how many more there are."""

FACETS: tuple[tuple[str, str, Field], ...] = (
    ("state", "Where it stands", "decision"),
    ("force", "Force", "force"),
    ("code", "Code", "code"),
    ("place", "Place", "place"),
    ("country", "Country", "country"),
    ("date", "Year it happened", "date"),
    ("published", "Year of publication", "published"),
    ("outlet", "Outlet", "outlet"),
    ("source-kind", "Who said it first", "source_kind"),
    ("chain", "Length of the chain", "chain"),
    ("polarity", "Polarity", "polarity"),
    ("language", "Language", "language"),
    ("confidentiality", "Confidentiality", "confidentiality"),
)
"""Parameter, heading and what is counted."""


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


def facets(chosen: Chosen, asked: Mapping[str, str], path: str) -> list[Facet]:
    """All facets of the claims that were found that tell them apart."""
    made = []
    for name, heading, field in FACETS:
        counted = _counted(chosen, field)
        on = asked.get("place" if name == "country" else name)
        if len(counted) < 2 and on is None:
            continue
        made.append(_facet(name, heading, counted, asked, path))
    return made


def _counted(chosen: Chosen, field: Field) -> list[tuple[str | None, int]]:
    if field != "published":
        return spread(chosen, field)
    years: dict[str | None, int] = {}
    for month, count in spread(chosen, field):
        year = month and month[:4]
        years[year] = years.get(year, 0) + count
    return list(years.items())


def _facet(
    name: str, heading: str, counted: list[tuple[str | None, int]], asked: Mapping[str, str], path: str
) -> Facet:
    order = counted
    if name in ("date", "published"):
        order = sorted(counted, key=lambda one: one[0] or "", reverse=True)
    most = max((count for _, count in order), default=1)
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

"""Claims on the map: how many there are at each place, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportedly.ledger import matching, terms
from reportedly.ledger.chosen import Chosen, Time
from reportedly.places.gazetteer import Known, gazetteer
from reportedly.web.seeing.asked import address
from reportedly.web.seeing.tables import Cell, Table, row

DRAWN = 800
"""Places that are drawn, those with the most claims; the table has all."""

WIDE = ("country", "province", "state", "area", "region")
"""Kinds of places that are no point: they are drawn as rings about their middle."""


@dataclass(frozen=True)
class Places:
    """The picture's data, the table, how many places there are and how many drawn; claims without any place."""

    picture: dict[str, Any]
    table: Table
    places: int
    drawn: int
    without: int


def places(chosen: Chosen, asked: Mapping[str, str], time: Time) -> Places:
    """Places of the claims that were found, each for itself, with counts by year."""
    grid, _ = chosen.grid("g", time)
    totals = chosen.count("g")
    without = totals.get(None, 0)
    known = gazetteer()
    found: list[tuple[Known, int, dict[int, int]]] = []
    for id, total in totals.items():
        place = known.known(id or "")
        if place is not None:
            years: dict[int, int] = {}
            for when, count in grid.get(place.id, {}).items():
                years[when // 100] = years.get(when // 100, 0) + count
            found.append((place, total, years))
    found.sort(key=lambda one: (-one[1], one[0].name))
    wanted = set(matching.places(asked["place"])) if "place" in asked and found else set()
    drawn = [
        {
            "name": place.name,
            "lat": round(place.lat, 3),
            "lon": round(place.lon, 3),
            "wide": place.kind in WIDE,
            "asked": not wanted or not wanted.isdisjoint(_facets(place)),
            "total": total,
            "years": {str(year): count for year, count in sorted(years.items())},
            "address": _where(asked, place),
        }
        for place, total, years in found[:DRAWN]
    ]
    all_years = sorted({year for _, _, counted in found for year in counted})
    parameter = "date" if time == "happened" else "published"
    headings = ("Place", "Kind", "Country", "Claims", "First year", "Last year")
    table = Table(headings, tuple(_row(asked, place, total, years) for place, total, years in found))
    picture = {"places": drawn, "years": all_years, "parameter": parameter}
    return Places(picture, table, len(found), len(drawn), without)


def _facets(place: Known) -> tuple[str, str]:
    return terms.facet("g", place.id), terms.facet("i", place.country or "")


def _row(asked: Mapping[str, str], place: Known, total: int, years: Mapping[int, int]) -> tuple[Cell, ...]:
    span = (str(min(years)), str(max(years))) if years else ("", "")
    return row([Cell(place.name, _where(asked, place)), place.kind, _country(place), total, *span])


def _where(asked: Mapping[str, str], place: Known) -> str:
    return address("/search", asked, place=place.id)


def _country(place: Known) -> str:
    country = gazetteer().known(f"iso:{place.country}") if place.country else None
    return country.name if country else ""

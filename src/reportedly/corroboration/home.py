"""Voices of one cluster brought together: credits to outlets that are among them, and bodies under several names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportedly.corroboration.identity import knowledge
from reportedly.corroboration.origins import Voice, outlet_key
from reportedly.record import SourceKind


def at_home(voices: Sequence[Voice]) -> list[Voice]:
    """The voices with all credits to outlets of which there are reports among them, whatever they are taken for."""
    voices = one_key(voices)
    outlets = {one.outlet for one in voices if one.outlet}
    found = []
    for one in voices:
        credited = [name for name in one.through if name in outlets and name != one.outlet]
        if not credited or set(credited) <= set(one.credited):
            found.append(one)
            continue
        is_it = outlet_key(one.name) == credited[-1]
        kind: SourceKind = "outlet" if is_it else one.kind
        key = f"outlet:{credited[-1]}" if is_it or one.key is None else one.key
        found.append(replace(one, kind=kind, key=key, credited=tuple(dict.fromkeys((*one.credited, *credited)))))
    return found


def one_key(voices: Sequence[Voice]) -> list[Voice]:
    """The voices with one key for a body that is named in full and in short, or once as outlet and once as body.

    A short name is that of a full one if a report gives both (*the Harrow Press Agency (HPA)*), or if it is made of
    the first letters, in order and three at least, of the one outlet or body among these that it can be of.
    """
    keys = [one.key for one in voices if one.key and not one.key.startswith("person:")]
    bodies = {_plain(key): key for key in sorted(keys)}  # "outlet:…" last: who may be an outlet is taken for one
    full = {short: outlet_key(one.name) or "" for one in voices for short in one.also}
    full = {short: name for short, name in full.items() if name}
    names = [name for one in voices for name in (_spelt(one), *one.credited, one.outlet) if name]
    for short in {name for name in names if " " not in name and len(name) > 2}:
        long = {name for name in names if _initials(name) == short}
        if short not in full and len(long) == 1:
            full[short] = long.pop()
    found = []
    for one in voices:
        credited = tuple(dict.fromkeys(full.get(name, name) for name in one.credited))
        through = tuple(dict.fromkeys(full.get(name, name) for name in one.through))
        through = tuple(name for name in through if name != one.outlet)
        key = one.key
        if key is not None and not key.startswith("person:"):
            name = full.get(key.partition(":")[2])
            key = bodies.get(_plain(f"outlet:{name}"), f"outlet:{name}") if name else bodies[_plain(key)]
        found.append(replace(one, key=key, credited=credited, through=through))
    return found


def _spelt(one: Voice) -> str | None:
    return outlet_key(one.name) if one.key and not one.key.startswith("person:") else None


def _plain(key: str) -> str:
    """A key as that of a body: the words of its name in the order of letters, without those that join them."""
    kind, _, name = key.partition(":")
    if kind == "document":
        return key
    return f"body:{' '.join(sorted({*_bare(name)}))}"


def _bare(name: str) -> Iterable[str]:
    return [word for word in re.findall(r"\w+", name) if word not in knowledge("names.yaml")["joining"]]


def _initials(name: str) -> str:
    words = list(_bare(name))
    return "".join(word[0] for word in words) if len(words) > 2 else ""

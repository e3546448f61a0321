"""What the YAML files of this package know, made ready for looking up. Loaded once, when first asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True)
class Institution:
    """A body of institutions.yaml under one of its names; years are those in which it bore the name."""

    id: str
    country: str
    code: str
    level: str | None
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class Head:
    """What the last word of a phrase says: kind is body, official or group, ``lemma`` its singular."""

    kind: str
    lemma: str
    plural: bool
    code: str | None
    group: str | None = None


def apostrophe(words: str) -> str:
    """Words with the typewriter's apostrophe, as they are looked up."""
    return words.replace("’", "'")


@lru_cache(maxsize=8)
def loaded(name: str) -> Any:
    """A YAML file of this package as it stands."""
    text = resources.files("reportedly.actors").joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@lru_cache(maxsize=64)
def words(name: str, key: str) -> frozenset[str]:
    """A list of a YAML file as a set."""
    return frozenset(loaded(name)[key])


@lru_cache(maxsize=1)
def proper_names() -> dict[str, list[tuple[tuple[str, ...], tuple[Institution, ...]]]]:
    """Names of institutions, by their first word; the longest first. Words keep their capitals."""
    by_words: dict[tuple[str, ...], list[Institution]] = {}
    for one in loaded("institutions.yaml"):
        for name in one["names"]:
            entry = name if isinstance(name, dict) else {"name": name}
            key = tuple(tokens(apostrophe(entry["name"])))
            body = Institution(
                one["id"], one["country"], one["code"], one.get("level"), entry.get("from"), entry.get("until")
            )
            by_words.setdefault(key, []).append(body)
    return _by_first({key: tuple(bodies) for key, bodies in by_words.items()})


@lru_cache(maxsize=1)
def countries() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Words for countries, by their first word; the longest first."""
    return _by_first({tuple(tokens(word)): code for code, named in loaded("countries.yaml").items() for word in named})


@lru_cache(maxsize=1)
def people() -> dict[str, list[tuple[tuple[str, ...], tuple[str, str]]]]:
    """Names of holders of the highest offices: full name and institution code, by the first word of the name."""
    return _by_first(
        {
            tuple(tokens(name)): (one["names"][0], one["institution"])
            for one in loaded("people.yaml")
            for name in one["names"]
        }
    )


def _by_first(entries: dict[tuple[str, ...], Any]) -> dict[str, list[tuple[tuple[str, ...], Any]]]:
    found: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
    for key in sorted(entries, key=lambda key: (-len(key), key)):
        found.setdefault(key[0], []).append((key, entries[key]))
    return found


TOKEN = re.compile(r"[^\W_]+(?:[-&’'][^\W_]+)*[’']?")
"""A word, with its hyphens, and its apostrophes inside or at its end."""


def tokens(text: str) -> list[str]:
    """The words of a name."""
    return TOKEN.findall(text)


@lru_cache(maxsize=1)
def heads() -> dict[str, Head]:
    """Every word (or pair of words) that can be the head of a phrase, lower case."""
    found: dict[str, Head] = {}
    groups = loaded("groups.yaml")
    for group, lemmas in groups["groups"].items():
        for lemma in lemmas:
            code = groups["institutions"].get(lemma)
            found.setdefault(lemma, Head("group", lemma, lemma in ("people", "public", "crowd"), code, group))
            found.setdefault(_plural(lemma), Head("group", lemma, True, code, group))
    for plural, lemma in groups["irregular"].items():
        one = found.get(lemma) or Head("group", lemma, False, None)
        found[plural] = Head("group", lemma, True, one.code, one.group)
    known = loaded("heads.yaml")
    for lemma, code in known["official"].items():
        many = lemma in ("staff", "personnel")
        found[lemma] = Head("official", lemma, many, code)
        if not many:
            found[_plural(lemma)] = Head("official", lemma, True, code)
    for plural, lemma in known["irregular"].items():
        found[plural] = Head("official", lemma, True, found[lemma].code)
    for word, code in known["body"].items():
        found[word] = Head("body", word, False, code)
    return found


def _plural(lemma: str) -> str:
    if lemma.endswith("man"):
        return lemma[:-2] + "en"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "ch", "sh", "x")) else "s")


@lru_cache(maxsize=1)
def _signs() -> list[tuple[str, re.Pattern[str]]]:
    """The code of each list of signs, with one pattern for all its words."""
    return [
        (one["code"], re.compile(rf"(?<![\w'])(?:{'|'.join(map(re.escape, one['words']))})(?![\w'])"))
        for one in loaded("heads.yaml")["signs"]
    ]


@lru_cache(maxsize=20000)
def code(phrase: str, head: Head, proper: bool) -> str | None:
    """The institution code that a phrase (lower case, typewriter's apostrophes) calls for, or None."""
    known = loaded("heads.yaml")
    if head.lemma in words("heads.yaml", "no_institution"):
        return None
    for named, pattern in _signs():
        if pattern.search(phrase):
            if named == "local_government" and head.code not in (None, "leadership_office", "ministry"):
                return head.code
            return named
    if head.code is not None:
        return head.code
    if any(word in words("heads.yaml", "subjects") for word in phrase.split()):
        return "ministry"
    if proper:
        return next((name for name, lemmas in known["proper_default"].items() if head.lemma in lemmas), None)
    return None


@lru_cache(maxsize=20000)
def level(phrase: str) -> str | None:
    """The floor of the state that the words of a phrase (lower case) speak of, the most local one, or None."""
    said = set(phrase.split())
    return next((name for name, signs in loaded("heads.yaml")["levels"].items() if said & set(signs)), None)

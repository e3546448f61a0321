"""What a report says of its own sources: that one is another than the one before, how many, that it confirmed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportedly.corroboration.identity import knowledge
from reportedly.record import Report, Source, Span

MOST = 10
"""A number of sources that is taken at its word at most: *two officials* are two, *hundreds of workers* a crowd."""

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+[”\"’']?|\n|$)")


@dataclass(frozen=True)
class Apart:
    """Two sources of one report (their ids), told apart, or said to be one, by these words of it."""

    one: str
    other: str
    different: bool
    words: str


def told_apart(sources: Sequence[Source]) -> list[Apart]:
    """Which sources of a report its own words tell apart: *another source*, *a second official*.

    Somebody else is somebody else than whoever was called so before, or than all who came before if nobody was; *the
    second source* is the one that was introduced as another, if only one was, and not the first.
    """
    people = [one for one in sources if one.kind in ("anonymous", "person", "unknown", "public", "institution")]
    people.sort(key=lambda one: min(one.mentions, default=(1 << 30, 0)))
    found: list[Apart] = []
    introduced: dict[str, list[Source]] = {}
    before: list[Source] = []
    for one in people:
        marker, definite, noun = _marker(one.name)
        alike = [other for other in before if noun and noun in _nouns(other.name)]
        if marker and definite:
            if len(others := introduced.get(noun, [])) == 1:
                found.append(Apart(others[0].id, one.id, False, one.name))
            found += [Apart(alike[0].id, one.id, True, one.name)] if alike and alike[0] not in others else []
        elif marker:
            apart = alike or [other for other in before if other.kind in ("anonymous", "person")]
            found += [Apart(other.id, one.id, True, one.name) for other in apart]
            introduced.setdefault(noun, []).append(one)
        before.append(one)
    return found


def counted(name: str) -> int:
    """How many people a source is said to be: 2 for *two officials*, 1 where no number is given."""
    first, _, rest = name.strip().lower().partition(" ")
    number = knowledge("names.yaml")["numbers"].get(first) or (int(first) if first.isdecimal() else 1)
    if number == 1 or number > MOST:
        return 1
    return int(number) if set(re.findall(r"\w+", rest)) & _people() else 1


def confirmed(report: Report, spans: Sequence[Span], *, own: bool) -> Span | None:
    """Where a report says that it found out for itself what stands at these spans.

    In the same sentence, or in the one behind it if what stands here is somebody else's word and not the outlet's own.
    """
    sentences = [match.span() for match in _SENTENCE.finditer(report.text) if match.group().strip()]
    start, end = min(spans)[0], max(to for _, to in spans)
    inside = [at for at, (a, b) in enumerate(sentences) if a < end and b > start]
    if not inside:
        return None
    for at in range(inside[0], min(len(sentences), inside[-1] + (1 if own else 2))):
        if found := _confirmed_in(report, *sentences[at]):
            return found
    return None


def heard(basis: str) -> bool:
    """Whether words for how somebody knows say that it is hearsay: *who heard it from her brother*."""
    return _heard().search(basis) is not None


def _confirmed_in(report: Report, start: int, end: int) -> Span | None:
    sentence = report.text[start:end]
    for pattern in _confirming():
        for match in pattern.finditer(sentence):
            before = sentence[: match.start()]
            outlet = _OUTLET.search(before) or (report.outlet and _plain(report.outlet) in _plain(before))
            own = "own " in match.group() or "our" in match.group()
            if (outlet or own) and not _denied().search(sentence[: match.end()]):
                return start + match.start(), start + match.end()
    return None


_OUTLET = re.compile(r"\b(?:we|this (?:newspaper|paper|agency|station|website|outlet)|our \w+)\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _confirming() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for one in knowledge("apart.yaml")["confirmed"])


@lru_cache(maxsize=1)
def _heard() -> re.Pattern[str]:
    return re.compile(knowledge("apart.yaml")["heard"], re.IGNORECASE)


@lru_cache(maxsize=1)
def _denied() -> re.Pattern[str]:
    return re.compile(knowledge("apart.yaml")["not_confirmed"], re.IGNORECASE)


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    return frozenset(knowledge("names.yaml")["people"])


def _nouns(name: str) -> set[str]:
    """The nouns for people in a name, in the singular."""
    words = re.findall(r"\w+", name.lower())
    return {word.removesuffix("s") for word in words if word in _people()}


def _marker(name: str) -> tuple[str | None, bool, str]:
    """The word that makes somebody another, whether *the* stands before it, and the noun behind it."""
    words = re.findall(r"\w+", name.lower())
    for at, word in enumerate(words[:4]):
        if word in knowledge("apart.yaml")["another"]:
            noun = next((one.removesuffix("s") for one in words[at + 1 :] if one in _people()), "")
            return word, bool(at) and words[at - 1] == "the", noun
        if word in _people():
            break
    return None, False, ""


def _plain(name: str) -> str:
    return re.sub(r"^the ", "", " ".join(re.findall(r"\w+", name.casefold())))

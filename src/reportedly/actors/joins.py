"""Phrases that belong together: *officials from the ministry*, *relatives of traders*, *Tomas Reil, a colonel*."""

from __future__ import annotations

from itertools import pairwise

from reportedly.actors.knowledge import loaded, words
from reportedly.actors.phrases import Phrase, Word, stem
from reportedly.actors.scan import PERSON

_SERVES = frozenset({"of", "from", "in", "at", "with", "for"})
MOST = 14
"""Most words of a phrase that was joined from several."""


def joined(text: str, said: list[Word], phrases: list[Phrase]) -> list[Phrase]:
    """The phrases, those of whoever serves in a body or belongs to others reaching over its name as well."""
    for one, other in reversed(list(pairwise(phrases))):
        between = other.first - one.last
        if between != 2 or not (said[one.last + 1].joined and said[other.first].joined):
            continue
        connector = said[one.last + 1].low
        if _belongs(one, other, connector) and other.last - one.first < MOST:
            one.of, one.last, one.span = other, other.last, (one.span[0], other.span[1])
    for one in phrases:
        if one.of is None and one.head.kind == "official" and not one.person:
            _widen(said, one)
    return _appositions(text, said, phrases)


def _belongs(one: Phrase, other: Phrase, connector: str) -> bool:
    if one.person:
        return False
    if one.head.kind == "official" and connector in _SERVES:
        return other.head.kind == "body" or (connector == "of" and other.head.kind == "group" and other.head.plural)
    if one.head.kind == "body" and connector in ("of", "at"):
        return other.head.kind == "body" and not one.bodies
    if one.head.kind == "group" and connector == "of":
        return one.head.lemma in loaded("groups.yaml")["of_others"] or other.head.kind == "body"
    return one.head.lemma in ("member", "students", "student") and connector in _SERVES and other.head.kind == "body"


def _widen(said: list[Word], one: Phrase) -> None:
    """Take in what an office is of: *the commander of the lake sector*, *the head of the sewing hall*."""
    place = one.last + 1
    if place + 1 >= len(said) or said[place].low != "of" or not (said[place].joined and said[place + 1].joined):
        return
    stops, known = words("words.yaml", "stops"), words("heads.yaml", "modifiers")
    place += 1
    determined = said[place].low in words("words.yaml", "determiners")
    at = place + 1 if determined else place
    unknown = 0
    end = one.last
    while at < len(said) and at - place < 5 and (at == place or said[at].joined):
        word = said[at]
        if word.low in stops or word.low in words("words.yaml", "determiners"):
            break
        if not word.text[:1].isupper() and word.low not in known:
            unknown += 1
            if unknown > (2 if determined else 1) or (unknown > 1 and word.low.endswith(("ed", "ly"))):
                break
        end = at
        at += 1
    one.last = end
    one.span = (one.span[0], said[end].start + len(stem(said[end])))


def _appositions(text: str, said: list[Word], phrases: list[Phrase]) -> list[Phrase]:
    """With the names that only the words behind them call somebody: *Tomas Reil, a colonel of the Coast Guard*."""
    out: list[Phrase] = []
    last_taken = -1
    for one in phrases:
        title = (
            not one.person
            and not one.head.plural
            and one.head.kind in ("official", "group")
            and one.determiner in ("a", "an", "the", "")
        )
        if title and one.first and text[said[one.first - 1].end : one.span[0]] == ", ":
            end = one.first - 1
            begin = end
            while (
                begin > last_taken + 1 and end - begin < 3 and said[begin].joined and said[begin - 1].text[:1].isupper()
            ):
                begin -= 1
            names = said[begin : end + 1]
            stops = words("words.yaml", "stops") | words("words.yaml", "determiners")
            if (
                len(names) > 1
                and all(w.text[:1].isupper() and w.low not in stops for w in names)
                and begin > last_taken
            ):
                person = Phrase(
                    begin, end, (names[0].start, names[-1].end), PERSON, tuple(w.low for w in names), "", True
                )
                person.person = tuple(stem(w) for w in names)
                person.rank = " ".join(text[one.span[0] : one.span[1]].split())
                person.of = one
                out.append(person)
        out.append(one)
        last_taken = max(last_taken, one.last)
    return out

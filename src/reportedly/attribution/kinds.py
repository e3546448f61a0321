"""Of what kind a source is, by its own words and by where it speaks.

A guard who is heard in somebody's account speaks for the body he serves, and so do *men from the ministry*; a guard who
talks to the outlet speaks for himself. *People* are the public, *two people* are two who are not named. Names that a
newspaper bears are told from people's by the words around them.
"""

from __future__ import annotations

import re

from reportedly.attribution.mentions import Mention, lexicon
from reportedly.record import SourceKind, Span

_PRESS = (
    r"(?:newspaper|weekly|daily|magazine|broadcaster|agency|paper|tabloid|monthly|organ|broadsheet|website|station)"
)
_PRESS_BEFORE = re.compile(rf"\b{_PRESS}\W+(?:\w+\W+){{0,2}}$")
_PRESS_BEHIND = re.compile(rf"\W+(?:\w+\W+){{0,4}}{_PRESS}\b")
_FIRST_NAME = re.compile(r"\b[A-Z][\w’'-]+ $")
_THE = re.compile(r"[Tt]he\s")
_OF_SOMETHING = re.compile(r" (?:of|for|and) (?:the )?[A-Z]")
NEAR = 120
"""Code points around a name in which it is told what it names."""
_KIN_OF = re.compile(
    r"(?i)^(?:\w+\s+){0,2}(?:wife|husband|widow|mother|father|son|daughter|brother|sister|cousin|uncle|aunt|nephew|niece"
    r"|relative|friend|lawyer|neighbou?r|colleague)s?\s+of\b"
)
_COUNTED = re.compile(
    r"(?i)^(?:(?:the|these|those|all|other|another|at least|about|nearly|some)\s+)*"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|a couple|several|\d+)\b"
)
_ONE_OFFICIAL = re.compile(r"(?i)^(?:an?|another)\s+(?:[\w-]+\s+){0,3}(?:official|functionary|cadre|bureaucrat)\b")
_SENT = re.compile(r"\b(?:from|of|sent by)\s+(?:the|a|an)\b")
_PRESENT = re.compile(r"\bwho (?:were present|were there|attended|took part|were among|saw|witnessed)\b")
_OTHERS = re.compile(r"(?i)^(?:those|the (?:young|old|poor|rich|elderly|devout|faithful|living))\b")


def kind_of(text: str, mentions: list[Mention], nested: bool) -> SourceKind:
    """The kind of a new source; ``mentions`` are the parts of its phrase, ``nested``: it speaks in a content."""
    lists, first = lexicon(), mentions[0]
    kind: SourceKind = next((m.kind for m in mentions if m.kind != "unknown"), "unknown")
    if any(m.kind == "person" for m in mentions) and not _KIN_OF.search(first.text):
        kind = "person"
    if kind in ("person", "unknown") and (named := next((m for m in mentions if m.name), None)):
        return _of_name(text, named, kind)
    if first.text.lower() in ("many", "some", "others", "most", "few"):
        return "public"
    if kind == "institution" and not nested and first.plural and _PRESENT.search(first.text):
        return "anonymous"  # wardens who were there
    if kind == "public" and first.head in ("men", "people", "women") and nested and _SENT.search(first.text):
        return "institution"
    if kind == "public" and _COUNTED.search(first.text):
        return "anonymous"
    if nested and first.head in lists["duty"] and not first.modifiers & lists["private"]:
        return "institution"
    if nested and first.shape == "bare" and first.plural and kind == "anonymous":
        return "public"
    if kind == "institution" and not nested and _ONE_OFFICIAL.search(first.text):
        return "anonymous"
    if kind == "unknown" and _OTHERS.search(first.text):
        return "public"
    if kind == "unknown" and first.shape in ("part", "indefinite", "definite", "bare", "another", "plural", "person"):
        return "anonymous"
    return kind


def may_be_somebody(mentions: list[Mention]) -> bool:
    """Whether the words can stand for people who told an outlet something: officials can, a government cannot."""
    lists = lexicon()
    heads = {m.head for m in mentions}
    people = (
        lists["office"] | lists["duty"] | lists["anonymous"] | lists["public"] | {"officials", "cadres", "authorities"}
    )
    return not heads - {""} or any(head in people or head.removesuffix("s") in people for head in heads)


def _of_name(text: str, mention: Mention, kind: SourceKind) -> SourceKind:
    """Whether a proper name is a person's or a body's."""
    name = " ".join(mention.name)
    titled = bool(mention.modifiers & lexicon()["title"])
    if titled:
        return "person"
    inside = _places(mention.text, name)
    if (4, 4 + len(name)) in inside and _THE.match(mention.text):
        return "institution"
    if len(mention.name) == 1 and any(_OF_SOMETHING.match(mention.text, e) for _, e in inside):
        return "institution"
    places = _places(text, name)
    if any(
        _PRESS_BEFORE.search(text[max(0, s - NEAR) : s]) or _PRESS_BEHIND.match(text, e, e + NEAR) for s, e in places
    ):
        return "institution"
    if len(mention.name) > 1:
        return "person"
    # One word: the last name of somebody whose whole name stands elsewhere, or else a country or an agency.
    whole = any(_FIRST_NAME.search(text[max(0, s - NEAR) : s]) and not text[e : e + 1].isalnum() for s, e in places)
    return "person" if whole and kind != "institution" else "institution"


def _places(text: str, name: str) -> list[Span]:
    """Where a name stands."""
    found, at = [], text.find(name)
    while at >= 0:
        found.append((at, at + len(name)))
        at = text.find(name, at + len(name))
    return found

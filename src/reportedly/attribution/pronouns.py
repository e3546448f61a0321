"""Whom "he" or "the guard" can mean before he is a source: by gender, and by whom the text has just brought in.

Everything here reads the text in front of a place and gives the span of the words that name somebody.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reportedly.attribution.mentions import lexicon
from reportedly.record import Span

_HIM = frozenset(
    {"he", "him", "mr", "man", "father", "brother", "son", "husband", "uncle", "nephew", "grandfather", "boy", "king"}
    | {"prince", "chairman", "spokesman", "policeman", "businessman", "fisherman", "foreman", "headman", "clergyman"}
    | {"postman", "watchman", "salesman", "brother-in-law", "son-in-law", "father-in-law", "schoolboy", "widower"}
    | {"gentleman", "seaman", "brakeman", "horseman"}
)
_HER = frozenset(
    {"she", "her", "mrs", "ms", "miss", "woman", "mother", "sister", "daughter", "wife", "aunt", "niece", "grandmother"}
    | {"girl", "queen", "princess", "chairwoman", "spokeswoman", "policewoman", "businesswoman", "widow", "nun"}
    | {"housewife", "seamstress", "midwife", "schoolgirl", "sister-in-law", "daughter-in-law", "mother-in-law"}
    | {"waitress", "actress"}
)
_PERSON = re.compile(
    r"\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]he|[Aa]n?|[Oo]ne)\s+(?P<first>[a-z’'-]+)(?:\s(?P<second>[a-z]+))?\b"
)
_NEWCOMER = re.compile(r"(?:^|[.!?”\"]\s{1,2})(?P<who>(?:An?|Another|One)(?:\s[a-z][\w’'-]*){1,3})", re.MULTILINE)
_FRONT, _STOP = re.compile(r"(?:[.!?”\"“\n]\s?|\A)$"), re.compile(r"[.!?\n]")
_START = re.compile(r"(?:[.!?”\"]\s+|[“\"\n(]|\A)(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_FIRST = 5
"""How many words at the front of a sentence may hold its plural subject."""


def gender(words: str) -> str | None:
    """``m`` or ``f`` where the words for one person say it, else None."""
    for word in (w.lower().strip('.,“”"') for w in words.split()[:4]):
        if word.endswith(("’s", "'s")) or word in ("of", "who", "whose", "from", "in"):
            return None
        if word in _HIM:
            return "m"
        if word in _HER:
            return "f"
    return None


def person_before(text: str, before: int, who: str | None, far: bool) -> Span | None:
    """The last person in front of a place: "my cousin", "the old trader"; in the paragraph, or ``far`` beyond it."""
    begin = max(before - 800, 0) if far else _in_paragraph(text, before)
    found = front = None
    for match in _PERSON.finditer(text, begin, before):
        part = next((name for name in ("second", "first") if match.group(name) in _persons()), None)
        if part and not (who and gender(match.group()) not in (None, who)):
            found = match.start(), match.end(part)
            if _FRONT.search(text, max(begin, match.start() - 2), match.start()):
                front = found  # "The nurse told my neighbour … She": who a sentence begins with goes before the others
    if found and front and not _STOP.search(text, front[1], found[0]):
        return front
    return found


def newcomer(text: str, after: int, before: int, who: str | None) -> Span | None:
    """Somebody with whom a sentence of the paragraph begins, between two places: "Another source, a nurse, saw it."."""
    found = None
    for match in _NEWCOMER.finditer(text, max(after, _in_paragraph(text, before)), before):
        words = match.group("who").split()
        last = next((n for n, word in enumerate(words) if n and word in _persons() | {"source"}), None)
        if last and gender(" ".join(words[: last + 1])) in (None, who):
            start = match.start("who")
            found = start, start + len(" ".join(words[: last + 1]))
    return found


def introduced(text: str, head: str, before: int) -> Span | None:
    """The last words that bring in somebody of this noun: "a guard at the gate"; at most 20,000 code points back."""
    found = None
    for match in _introducing(head).finditer(text, max(0, before - 20_000), before):
        found = match.span()
    return found


@lru_cache(maxsize=256)
def _introducing(head: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:[Aa]n?|[Oo]ne)\s(?:[\w’'-]+\s){{0,3}}?{re.escape(head)}\b"
        r"(?:\s(?:in|at|from|of|near)\s(?:(?:the|an?|his|her|their|its)\s)?[\w’'-]+(?:\s[A-Z][\w’'-]+)*)?"
    )


def _in_paragraph(text: str, before: int) -> int:
    """Where the paragraph of a place begins, at most 400 code points before it."""
    begin = max(0, before - 400)
    return max(begin, text.rfind("\n", begin, before))


@lru_cache(maxsize=1)
def _persons() -> frozenset[str]:
    return (lexicon()["anonymous"] | lexicon()["office"]) - {"source", "sources", "staff"}


def plural_subject(text: str, before: int) -> Span | None:
    """The several people with whom the sentence before the one at ``before`` begins: "The police went … They said"."""
    begin = max(0, before - 400)
    starts = [m.end() for m in _START.finditer(text, begin, before)]
    if len(starts) < 2 and not starts:
        return None
    at = next((s for s in reversed(starts) if before - s > 4), None)
    if at is None:
        return None
    for number, word in enumerate(_WORD.finditer(text, at, before)):
        if number >= _FIRST:
            return None
        low = word.group().lower()
        if low in _several():
            return at, word.end()
        if low in ("said", "told", "who", "that", "in", "at", "on", "when", "while", "has", "had", "was"):
            return None
    return None


@lru_cache(maxsize=1)
def _several() -> frozenset[str]:
    """Nouns for several people."""
    lists = lexicon()
    people = lists["anonymous"] | lists["institution"] | lists["public"] | lists["duty"]
    plural = {
        w for w in people if w.endswith("s") and not w.endswith("ss") and w not in ("customs", "headquarters", "press")
    }
    return frozenset(plural | {"people", "police", "men", "women", "authorities"})

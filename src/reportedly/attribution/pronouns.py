"""Whom a pronoun can mean: gender, as far as the report's own words tell, and the subject of the sentence before."""

from __future__ import annotations

import re

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


def _several() -> frozenset[str]:
    """Nouns for several people."""
    lists = lexicon()
    people = lists["anonymous"] | lists["institution"] | lists["public"] | lists["duty"]
    plural = {
        w for w in people if w.endswith("s") and not w.endswith("ss") and w not in ("customs", "headquarters", "press")
    }
    return frozenset(plural | {"people", "police", "men", "women", "authorities"})

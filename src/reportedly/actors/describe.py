"""What the words of a phrase say of an actor beside who it is: name, rank, floor of the state."""

from __future__ import annotations

import re
from functools import lru_cache

from reportedly.actors.knowledge import Institution, level, loaded, proper_names, words
from reportedly.actors.phrases import Phrase

_ARTICLE = re.compile(
    r"^(?:[Tt]he|[Tt]hese|[Tt]h(?:is|at)|[Aa]n?|[Ee]very|[Ee]ach|[Tt]hose(?!\s(?:who|that|with|in|from|\w+ing|\w+ed)\b))\s+(?=\S)"
)
_WHERE = re.compile(r"\s(?:in|of|from|at) (?:each|every|the|all)\s([\w ]{1,25}?)\s?(?:level|\b)")
_ONE_OF_MANY = ("official", "agent", "guard", "officer", "staff")


def bare(name: str) -> str:
    """A name without the article."""
    return _ARTICLE.sub("", name)


@lru_cache(maxsize=1)
def empty_words() -> frozenset[str]:
    """Words that say nothing of who is meant."""
    return words("words.yaml", "determiners") | {"of", "from", "in", "at", "for", "and", "to", "on", "with"}


def content_words(phrase: Phrase) -> frozenset[str]:
    """The words that tell a phrase from others: *my cousin* is not *her cousin*, *two people* are not *people*."""
    told = phrase.determiner.isdigit() or phrase.determiner in words("words.yaml", "distinguishing")
    own = frozenset(phrase.words) - empty_words()
    return own | {phrase.determiner} if told and phrase.head.kind != "body" else own


def generic_heads(body: str) -> frozenset[str]:
    """The generic words in the names of a body of institutions.yaml, by its id: *ministry*, *department*."""
    return _all_generic_heads().get(body, frozenset())


@lru_cache(maxsize=1)
def _all_generic_heads() -> dict[str, frozenset[str]]:
    generic = loaded("heads.yaml")["body"].keys()
    found: dict[str, set[str]] = {}
    for entries in proper_names().values():
        for key, bodies in entries:
            for body in bodies:
                found.setdefault(body.id, set()).update(w.lower() for w in key if w.lower() in generic)
    return {id: frozenset(heads) for id, heads in found.items()}


def floor(text: str, phrase: Phrase, body: Institution | None) -> str | None:
    """The floor of the state on which an actor stands (centre, province, city, county, unit), or None."""
    if body is not None:
        return body.level
    if phrase.head.kind == "group":
        return None
    parts = [w.removesuffix("'s") for w in (*phrase.words, *(phrase.of.words if phrase.of else ()))]
    after = _WHERE.match(text, phrase.span[1], phrase.span[1] + 50)
    return level(" ".join(parts)) or (level(after.group(1)) if after else None)


def rank(text: str, phrase: Phrase) -> str | None:
    """The words for a rank or an office: *senior*, *commander*, *section chief or higher*."""
    behind = text[phrase.span[1] : phrase.span[1] + 90].lstrip()
    if higher := _or_higher().match(behind):
        return " ".join((higher.group(1) or higher.group(2)).split())
    if phrase.head.kind != "official":
        return None
    graded = [w for w in phrase.words if w in words("ranks.yaml", "seniority")]
    if phrase.head.plural or phrase.head.lemma in _ONE_OF_MANY:
        return " ".join(graded) or None
    return " ".join((*graded, phrase.head.lemma))


@lru_cache(maxsize=1)
def _or_higher() -> re.Pattern[str]:
    return re.compile(loaded("ranks.yaml")["or_higher"], re.IGNORECASE)

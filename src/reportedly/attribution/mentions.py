"""What the words that name a source tell by themselves: its head noun, its name, one or many, new or known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from reportedly.record import SourceKind

_PARTICIPLES = frozenset(
    {"read", "sent", "held", "seen", "set", "kept", "left", "hung", "written", "taken", "given", "known"}
)
_NOUNS = frozenset({"meeting", "building", "briefing", "hearing", "ruling", "filing", "posting", "training", "wing"})
_TRADES = (
    "man",
    "woman",
    "smith",
    "keeper",
    "maker",
    "worker",
    "holder",
    "seller",
    "driver",
    "owner",
    "teacher",
    "grower",
    "ologist",
)
_SELVES = frozenset({"himself", "herself", "itself", "themselves"})
_WORD = re.compile(r"[^\W_]+(?:[.'’&/-][^\W_]+)*\.?|[(),;“”\"]")


@lru_cache(maxsize=1)
def lexicon() -> dict[str, frozenset[str]]:
    """The word lists of sources.yaml."""
    text = resources.files("reportedly.attribution").joinpath("sources.yaml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in yaml.safe_load(text).items()}


@dataclass(frozen=True)
class Mention:
    """The words of one mention of a source, read.

    ``head`` is the noun that says what it is (lower case), ``name`` the proper name in it, ``modifiers`` the words
    before the head, ``rest`` those behind it; ``shape`` is one of: name, definite, indefinite, bare, another, part,
    person (he, she), speaker (I, we), plural (they), thing (it).
    """

    text: str
    shape: str
    head: str
    name: tuple[str, ...]
    modifiers: frozenset[str]
    rest: frozenset[str]
    kind: SourceKind
    plural: bool


def read(text: str, at_sentence_start: bool = False) -> Mention:
    """Read the words of a mention. Never fails; what cannot be told is left open (kind ``unknown``)."""
    lists = lexicon()
    words = [w.rstrip(".") if len(w) > 2 else w for w in _WORD.findall(text)]
    words = [w for w in words if w not in '“”"' and w.lower() not in _SELVES]
    low = [w.lower() for w in words]
    if not words:
        return Mention(text, "bare", "", (), frozenset(), frozenset(), "unknown", False)
    for pronoun in ("person", "speaker", "plural", "thing"):
        if len(words) == 1 and low[0] in lists[f"pronoun_{pronoun}"]:
            many = pronoun == "plural" or low[0] == "we"
            return Mention(text, pronoun, low[0], (), frozenset(), frozenset(), "unknown", many)
    determined = 0
    while determined < len(low) and low[determined] in lists["determiner"]:
        determined += 1
    if determined == len(low) or (low[0] in lists["part"] and low[min(1, len(low) - 1)] in {"of", "was", "has"}):
        group = next((w for w in reversed(low) if w not in lists["determiner"] and w not in lists["border"]), "")
        return Mention(text, "part", group, (), frozenset(), frozenset(), "unknown", False)
    border = determined
    while border < len(low) and not _ends_head(words, low, border, determined):
        border += 1
    chunk, chunk_low = words[determined:border], low[determined:border]
    if not chunk:
        chunk, chunk_low = words[-1:], low[-1:]
    rest = frozenset(
        w for w in low[border:] if w.isalnum() and w not in lists["determiner"] and w not in lists["border"]
    )
    kind = _kind(chunk, chunk_low, rest)
    name = _name(chunk, chunk_low, kind, bool(determined), at_sentence_start)
    titled = any(w.rstrip(".") in lists["title"] for w in chunk_low[:-1])
    if name and kind in ("unknown", "anonymous") and (len(name) > 1 or titled):
        kind = "person"  # one capitalised word alone may as well be a country or a paper
    first = low[0]
    apart = [w for w in low[: determined + 1] if w in lists["another"]]
    if apart and not (first == "the" and apart[0] in ("new", "other", "additional", "further")):
        shape = "another"
    elif name and not (kind == "institution" and first in lists["determiner"] and len(name) < 1):
        shape = "name"
    elif first in {"the", "this", "that", "these", "those", "his", "her", "their", "its", "both"}:
        shape = "definite"
    elif determined:
        shape = "indefinite"
    else:
        shape = "bare"
    head = chunk_low[-1]
    plural = (head.endswith("s") and not head.endswith("ss")) or head in {
        "people",
        "police",
        "many",
        "some",
        "authorities",
        "men",
        "women",
    }
    return Mention(text, shape, head, name, frozenset(chunk_low[:-1]), rest, kind, plural)


def _ends_head(words: list[str], low: list[str], at: int, begin: int) -> bool:
    if at == begin:
        return False
    if low[at] in lexicon()["border"] or words[at] in "(),;":
        return True
    # "the lawyer retained by", "a circular read aloud", but not "the detained man", "a party meeting"
    return (
        (low[at].endswith(("ed", "ing")) or low[at] in _PARTICIPLES)
        and low[at] not in _NOUNS
        and low[at - 1] in _heads()
    )


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    lists = lexicon()
    return lists["anonymous"] | lists["institution"] | lists["document"] | lists["public"]


def _kind(chunk: list[str], low: list[str], rest: frozenset[str]) -> SourceKind:
    lists = lexicon()
    head = low[-1]
    if head in lists["institution"] and any(w in lists["private"] for w in low[:-1]):
        return "anonymous"  # a former officer speaks for himself
    if head == "staff" and "general" in low:
        return "institution"
    if len(low) > 1 and low[0] in lists["anonymous"] and head.isdigit():
        return "anonymous"  # Witness 31
    if head in lists["anonymous"] or head.rpartition("-")[2] in lists["anonymous"]:
        return "anonymous"
    if head in lists["public"]:
        return "public"
    if head in lists["document"]:
        return "document"
    if head in lists["institution"] or head in lists["medium"]:
        return "institution"
    if any(w in lists["institution"] or w in lists["medium"] for w in low) and not any(
        w in lists["title"] for w in low
    ):
        return "institution"
    if chunk[-1].isupper() and len(chunk[-1]) > 1:
        return "institution"
    if chunk[-1].islower() and head.endswith(_TRADES):
        return "anonymous"
    return "unknown"


def _name(chunk: list[str], low: list[str], kind: str, determined: bool, at_start: bool) -> tuple[str, ...]:
    """The proper name in a noun phrase, without titles: the capitalised words at its end."""
    lists = lexicon()
    taken: list[str] = []
    for word in reversed(chunk):
        if not word[:1].isupper():
            break
        taken.insert(0, word)
    while taken and taken[0].lower().rstrip(".") in lists["title"] and len(taken) > 1 and kind != "institution":
        taken.pop(0)
    common = lists["anonymous"] | lists["public"] | lists["document"]
    if len(taken) == 1 and (taken[0].lower() in common or taken[0].lower() in lists["institution"]):
        return ()
    if len(taken) == 1 and at_start and not determined and taken[0].lower() in lists["determiner"]:
        return ()
    return tuple(taken)

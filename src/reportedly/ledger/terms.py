"""Words as they are looked for: plain tokens that SQLite and PostgreSQL index without understanding them.

A token is made of small letters and digits. English words stand as their stems (Snowball); what is written in Hangul,
Han or Kana as every two neighbouring signs, because there a word ends in no one place. Whatever can be looked for in
another way (single signs, the full form of a stemmed word) stands behind the text, where no phrase reaches it. Facets
(the force of a claim, its codes, its places) are tokens too; they begin with a sign that no word has.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer  # type: ignore[import-untyped]

FACET = "ʘ"
"""A letter to both databases, and in no text that is indexed."""

LONGEST = 32
"""Code points of a token; of a longer word its beginning counts, so that no word is too long for an index."""

LONGEST_VALUE = 64
"""Code points of a value that is kept in its token; of a longer one a digest is."""

_WORD = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])|[^\W_](?:[^\W_]|[\u0300-\u036f]|['’ʼ](?=[^\W\d_]))*")
_DENSE = (
    "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_PART = re.compile(rf"[{_DENSE}]+|(?:(?![{_DENSE}])[^\W_])+")
_IS_DENSE = re.compile(rf"[{_DENSE}]")
_MARKS = re.compile(r"[\u0300-\u036f]")
_OWNER = re.compile(r"['’ʼ]s?$")
_CHUNK = re.compile(r'(?P<no>-?)(?:["“”„](?P<said>[^"“”„]*)["“”„](?P<more>\*?)|(?P<bare>[^\s"“”„]+))')

_stem = snowballstemmer.stemmer("english").stemWord


class Token(NamedTuple):
    """One token of the text, the full form of its word, and where it stands, in code points of the text."""

    token: str
    full: str
    start: int
    end: int


@dataclass(frozen=True)
class Phrase:
    """Tokens that must stand one after the other; with ``prefix`` the last may go on."""

    tokens: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True)
class Words:
    """What somebody looks for: every phrase of ``all``, and none of ``none``."""

    all: tuple[Phrase, ...] = ()
    none: tuple[Phrase, ...] = ()


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in their order."""
    for match in _WORD.finditer(text):
        word, start = match.group(), match.start()
        for token, full, at, length in _tokens(word):
            if length:
                yield Token(token, full, start + at, start + at + length)
            else:
                yield Token(token, full, start, match.end())


def indexed(text: str, facets: Iterable[str] = ()) -> str:
    """All tokens under which a text is found, between spaces: its words, their other forms, the facets."""
    main: list[str] = []
    more: dict[str, None] = {}
    for match in _WORD.finditer(text):
        for token, full, _, _ in _tokens(match.group()):
            main.append(token)
            if full != token:
                more[full] = None
            elif len(token) == 2 and _IS_DENSE.match(token):
                more[token[0]] = more[token[1]] = None
    return f" {' '.join((*main, FACET, *more, FACET, *facets))} "


@lru_cache(maxsize=1 << 14)
def facet(kind: str, value: str | int) -> str:
    """The token of a facet: a letter for its kind, and its value, which ``value_of`` reads back unless it is long."""
    if len(str(value)) > LONGEST_VALUE:
        return name_facet(kind, str(value))
    return FACET + kind + _OTHER.sub(lambda m: "".join(f"z{byte:02x}" for byte in m.group().encode()), str(value))


@lru_cache(maxsize=1 << 14)
def name_facet(kind: str, name: str) -> str:
    """The token of a facet whose value may be anything: it can be looked for, not read back; case does not count."""
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return FACET + kind + hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def values_of(kind: str, indexed: str) -> list[str]:
    """The values of the facets of one kind among the tokens of a text."""
    return [value_of(one) for one in re.findall(rf" {FACET}{kind}(\w+)(?= )", indexed)]


def value_of(escaped: str) -> str:
    """The value of a facet from its token, without the sign and the letter."""
    return _ESCAPED.sub(lambda m: bytes.fromhex(m.group().replace("z", "")).decode("utf-8", "replace"), escaped)


_OTHER = re.compile(r"[^a-y0-9]+")
_ESCAPED = re.compile(r"(?:z[0-9a-f]{2})+")


def looked_for(text: str) -> Words:
    """What a line of words asks for. Raises ValueError with the reason if it cannot be understood.

    All words must be there, in any order; ``"in quotes"`` one after the other; ``arrest*`` is the beginning of a word;
    ``-word`` must not be there.
    """
    if len(re.findall(r'["“”„]', text)) % 2:
        raise ValueError("a quotation mark is not closed")
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    for match in _CHUNK.finditer(text):
        chunk = match["said"] if match["said"] is not None else match["bare"]
        prefix = bool(match["more"]) or (match["said"] is None and chunk.endswith("*"))
        phrase = _phrase(chunk, prefix)
        if phrase is not None:
            (unwanted if match["no"] else wanted).append(phrase)
    if not wanted:
        raise ValueError("say at least one word that is to be there" if unwanted else "there is no word to look for")
    return Words(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))


def marks(text: str, words: Words) -> list[tuple[int, int]]:
    """Where in a text the words stand that were looked for; sorted and apart."""
    there = list(tokens(text)) if words.all else []
    found: list[tuple[int, int]] = []
    for phrase in words.all:
        wanted = phrase.tokens
        if len(wanted) == 1 and len(wanted[0]) == 1 and _IS_DENSE.match(wanted[0]):
            found += [(m.start(), m.end()) for m in re.finditer(re.escape(wanted[0]), text)]
            continue
        for at in range(len(there) - len(wanted) + 1):
            here = there[at : at + len(wanted)]
            if _stands(here, phrase):
                found += [(one.start, one.end) for one in here]
    return _joined(found)


def _stands(here: list[Token], phrase: Phrase) -> bool:
    *first, last = phrase.tokens
    if any(one.token != token for one, token in zip(here, first, strict=False)):
        return False
    end = here[-1]
    if phrase.prefix:
        return end.token.startswith(last) or (not first and end.full.startswith(last))
    return end.token == last or (not first and end.full == last)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _phrase(chunk: str, prefix: bool) -> Phrase | None:
    there = list(tokens(chunk))
    if not there:
        return None
    found = [one.token for one in there]
    dense = bool(_IS_DENSE.match(found[-1]))
    if prefix and not dense:
        found[-1] = there[-1].full
    return Phrase(tuple(found), prefix and not dense)


@lru_cache(maxsize=1 << 16)
def _tokens(word: str) -> tuple[tuple[str, str, int, int], ...]:
    """Tokens of a word: token, full form, and its place in the word (length 0: the whole word)."""
    plain = word
    if not word.isascii():
        plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
        plain = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", plain))).replace(FACET, "")
    else:
        plain = plain.lower().replace(",", "")
    plain = re.sub("['’ʼ]", "", _OWNER.sub("", plain))
    exact = len(plain) == len(word)
    out: list[tuple[str, str, int, int]] = []
    for part in _PART.finditer(plain):
        text, at = part.group(), part.start()
        if not _IS_DENSE.match(text):
            text = text[:LONGEST]
            token = _stem(text) if text.isascii() and text.isalpha() else text
            out.append((token, text, at, len(part.group()) if exact and len(part.group()) < len(word) else 0))
        elif len(text) == 1:
            out.append((text, text, at, 1 if exact else 0))
        else:
            out += [(text[i : i + 2], text[i : i + 2], at + i, 2 if exact else 0) for i in range(len(text) - 1)]
    return tuple(out)

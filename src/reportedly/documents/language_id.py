"""Which language a text is in, by py3langid, whose model lies in its wheel: nothing is fetched, the same every time."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportedly.record import Spans

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENOUGH_LETTERS = 20
"""Letters of an alphabet below which a text is too short to tell; a Chinese or Korean character counts as three."""
SURE = 0.5
"""Least probability. Sentences of news lie above 0.7; lists of names and mixtures lie below."""
SAMPLE = 5_000
"""Code points that are looked at: the answer does not change after the first paragraphs of a report."""

# The model tells some Chinese apart that readers of a report do not; the rest of its three-letter codes stay unknown.
_SAME = {"wuu": "zh", "yue": "zh", "nb": "no", "nn": "no"}
# It knows the Tibetan script from Dzongkha alone, so its "dz" says nothing about which of the two languages it is.
_UNSURE = {"dz"}
_WIDE = re.compile("[\u3040-\ud7a3]+")
_NAMES = re.compile(r"(?<=[a-z,;:’'”\"] )[A-Z][\w’'-]*")


def identify(text: str, boilerplate: Spans = ()) -> str | None:
    """ISO 639-1 code of the language that most of the account is in, None if there is too little to tell."""
    words = " ".join(_account(text, boilerplate).split())
    if _letters(words) < ENOUGH_LETTERS:
        return None
    # Foreign names inside a sentence say nothing about its language; what is left must still be a text.
    bare = _NAMES.sub("", words)
    language, probability = _identifier().classify(bare if _letters(bare) >= ENOUGH_LETTERS else words)
    language = _SAME.get(language, language)
    return language if len(language) == 2 and language not in _UNSURE and probability >= SURE else None


def _account(text: str, boilerplate: Spans) -> str:
    pieces: list[str] = []
    at = taken = 0
    for start, end in (*boilerplate, (len(text), len(text))):
        pieces.append(text[at : min(start, at + SAMPLE - taken)])
        taken += len(pieces[-1])
        at = end
        if taken >= SAMPLE:
            break
    return " ".join(pieces)


def _letters(words: str) -> int:
    # A syllable or a word a character: Hangul, Kana, Han.
    return sum(map(str.isalpha, words)) + 2 * sum(map(str.isalpha, "".join(_WIDE.findall(words))))


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # slow to load, and not needed to open a broken file

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

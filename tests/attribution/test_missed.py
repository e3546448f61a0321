"""attribution.missed: who tells, where the words that name him were taken for a part of what he tells."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from reportedly.attribution.missed import teller
from reportedly.attribution.tags import CONTENT, CUE, Tagged, Words
from reportedly.language import Analysis, analyse


@lru_cache(maxsize=8)
def read(text: str) -> Analysis:
    return next(analyse([text]))


def told(text: str, ahead: str, cue: str, behind: str) -> str | None:
    """The words that name the teller, if a content holds ``ahead`` and ``behind`` with a cue between them."""
    analysis = read(text)
    start, end = np.array(analysis.words).T
    number = np.arange(len(start))
    found = Words(start, end, number, number + 1, np.zeros(len(start), dtype=np.int64), np.zeros((len(start), 7)))

    def tagged(role: int, words: str) -> Tagged:
        at = text.index(words)
        first, last = (int(np.searchsorted(start, place)) for place in (at, at + len(words)))
        return Tagged(role, first, last, 0, -0.1)

    name = teller(analysis, found, tagged(CUE, cue), [tagged(CONTENT, ahead), tagged(CONTENT, behind)])
    return text[start[name.first] : end[name.last - 1]] if name else None


def test_a_name_in_front_of_reportedly_said_is_the_teller() -> None:
    text = "The guards of the dam also reportedly said that the wells were sealed."
    assert told(text, "The guards of the dam also", "reportedly said", "that the wells were sealed") == (
        "The guards of the dam"
    )


def test_words_that_begin_no_sentence_are_no_teller() -> None:
    text = "On Friday the guards reportedly said that the wells were sealed."
    assert told(text, "the guards", "reportedly said", "that the wells were sealed") is None


def test_a_clause_is_no_teller() -> None:
    text = "The wells were sealed, people, reportedly said that nobody knew why."
    assert told(text, "The wells were sealed, people,", "reportedly said", "that nobody knew why") is None


def test_nobody_tells_where_no_that_follows() -> None:
    text = "The wells were reportedly sealed by the guards."
    assert told(text, "The wells were", "reportedly", "sealed by the guards") is None

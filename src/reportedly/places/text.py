"""The words of a text as the gazetteer compares them, and the words that tell places from other names."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from reportedly.places.gazetteer import knowledge, plain
from reportedly.record import span_at

WORD = re.compile(r"(?:[A-Z]\.){2,}|([^\W_]+(?:['’‘ʼ](?!s(?![^\W_]))[^\W_]+)*)(?:['’]s(?![^\W_]))?")
_SPACE = re.compile(r"[ \u00a0\t]+")


class Words:
    """The words of a text, by number; ``s`` of a possessive belongs to no word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [m.span(1) if m.group(1) else m.span() for m in WORD.finditer(text)]
        self.exact = [text[start:end] for start, end in self.spans]
        self._small = [word.lower() if word.isascii() and word.isalnum() else plain(word) for word in self.exact]

    def __len__(self) -> int:
        return len(self.exact)

    def gap(self, at: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.spans[at - 1][1] : self.spans[at][0]] if 0 < at < len(self.spans) else ""

    def beside(self, at: int) -> bool:
        """Whether only a space parts a word from the one before it."""
        return 0 < at < len(self.exact) and _SPACE.fullmatch(self.gap(at)) is not None

    def capital(self, at: int) -> bool:
        """Whether a word begins with a capital letter."""
        return 0 <= at < len(self.exact) and self.exact[at][0].isupper()

    def small(self, at: int) -> str:
        """A word in small letters, or nothing where there is none."""
        return self._small[at] if 0 <= at < len(self._small) else ""

    def opens(self, at: int) -> bool:
        """Whether a word begins a sentence, a line or a quotation, where every word has a capital letter."""
        return at == 0 or any(mark in self.gap(at) for mark in '.!?:"“‘\n(—')

    @cached_property
    def headings(self) -> list[tuple[int, int]]:
        """Lines of which most words have a capital letter, as spans of the text: there it says nothing."""
        out: list[tuple[int, int]] = []
        at = 0
        while at < len(self.exact):
            first, line_end = at, self.text.find("\n", self.spans[at][0])
            line_end = len(self.text) if line_end < 0 else line_end
            capitals = longer = 0
            while at < len(self.exact) and self.spans[at][0] < line_end:
                if len(self.exact[at]) > 3:
                    longer += 1
                    capitals += self.exact[at][0].isupper()
                at += 1
            ended = self.text[self.spans[at - 1][1] : line_end].strip()
            shouted = self.text[self.spans[first][0] : line_end].isupper()
            open_end = shouted or not ended.startswith((".", "!", "?"))
            if longer > 2 and at - first < 30 and capitals >= 0.8 * longer and open_end:
                out.append((self.spans[first][0], line_end))
        return out

    def in_heading(self, at: int) -> bool:
        """Whether a word stands in a heading."""
        return span_at(self.headings, self.spans[at][0]) is not None


@lru_cache(maxsize=32)
def listed(name: str) -> frozenset[str]:
    """A list of ``words.yaml``."""
    return frozenset(knowledge("words.yaml")[name])


@lru_cache(maxsize=4)
def kinds(name: str) -> dict[str, str]:
    """A table of ``words.yaml`` turned round: word to kind."""
    table = knowledge("words.yaml")[name]
    if name in ("before", "forms"):
        return dict(table)
    plurals = {_plural(word): kind for kind, words in table.items() for word in words}
    return plurals | {word: kind for kind, words in table.items() for word in words}


def _plural(word: str) -> str:
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else word + "s"


def kind_word(word: str) -> str | None:
    """The kind of place that a word beside a name tells."""
    return kinds("named").get(word)

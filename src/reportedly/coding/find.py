"""Find codes: phrases of the codebook, and what the words around accuse of, aim at or do away with."""

from __future__ import annotations

from collections.abc import Iterable

from reportedly.coding.codebook import PHRASES, Codebook
from reportedly.coding.frames import Around, Found, aimed
from reportedly.coding.marked import with_marked
from reportedly.coding.words import Sentence, cut
from reportedly.language import Analysis
from reportedly.record import Code, Report, Span

NEVER = ""
"""What stands for words that look like a code and are none; it keeps the place that they take."""

_Named = tuple[str, str, Span, bool]


def find(report: Report, analysis: Analysis, codebook: Codebook) -> tuple[Code, ...]:
    """The codes of a report, in the order of the text. Nothing is coded inside boilerplate."""
    named: list[_Named] = []
    for sentence in cut(report.text, analysis.words, analysis.sentences, report.boilerplate):
        named.extend(in_sentence(sentence, codebook))
    called = [name.span for name in analysis.names if name.kind in ("person", "place")]
    named = with_marked(report, analysis, codebook, named)
    named = [one for one in named if not (report.text[one[2][0]].isupper() and _is_a_name(one, called))]
    return tuple(Code(f"k{number}", *one) for number, one in enumerate(named, 1))


def in_sentence(sentence: Sentence, codebook: Codebook) -> list[_Named]:
    """List, code, span and whether it is done away with, for every code of a sentence, in the order of the text."""
    entries = codebook.entries
    sure: list[Found] = []
    doubtful: list[Found] = []
    for first, behind, meaning in codebook.matcher.find(sentence.words):
        number, kind = divmod(meaning, len(PHRASES))
        entry = entries[number]
        one = Found(entry.list, entry.code if kind < 2 else NEVER, first, behind)
        (doubtful if kind == 1 or (kind == 0 and entry.list == "target") else sure).append(one)
    around = Around(sentence.words)
    if not sure and not doubtful and not around.accusing:
        return []
    measures = [one for one in longest(sure) if one.code and one.list in ("penalty", "directive")]
    accused = measures or around.accusing
    near = [one for one in doubtful if one.list != "target" and accused]
    aims = [*measures, *around.aiming]
    groups = aimed((one for one in doubtful if one.list == "target" and not around.tells(one)), aims, sentence.words)
    found = longest([*sure, *near, *groups])
    penalties = [one for one in found if one.list == "penalty" and one.code]
    for one in (*around.offences(penalties), *around.anybody(penalties), *around.people(aims)):
        if not any(one.list == other.list and one.first < other.behind and other.first < one.behind for other in found):
            found.append(one)
    named: dict[_Named, None] = {}
    for one in sorted((one for one in found if one.code), key=lambda one: (one.first, -one.behind, one.list)):
        span = (sentence.spans[one.first][0], sentence.spans[one.behind - 1][1])
        gone = one.list == "penalty" and around.repealed(one)
        named[one.list, one.code, span, gone] = None
        for right in () if gone else codebook.rights(one.list, one.code):
            named["right", right, span, False] = None
    return list(named)


def _is_a_name(one: _Named, called: list[Span]) -> bool:
    """Whether the words of a code are only what somebody or some place is called: the town of Sell, Mr Church."""
    list_, _, (start, end), _ = one
    return list_ != "institution" and any(s <= start and end <= e for s, e in called)


def longest(found: Iterable[Found]) -> list[Found]:
    """In every list, of phrases that overlap the one that begins first, and of these the longest."""
    kept: list[Found] = []
    free: dict[str, int] = {}
    for one in sorted(found, key=lambda one: (one.first, -one.behind)):
        if one.first >= free.get(one.list, 0):
            kept.append(one)
            free[one.list] = one.behind
    return kept

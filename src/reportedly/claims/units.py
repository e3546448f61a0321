"""What of a content is one thing said: cut at sentences and at a second *that*, without what others say in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reportedly.claims.patterns import knowledge
from reportedly.record import Attribution, Span, Spans

_LEAD = re.compile(r"(?:[\s,;:]|\b(?:and|but)\b)*(?:that)?\s+(?=\S)")
_WORD = re.compile(r"\w+")
_AND = re.compile(r"^[”\"]?[,;]?\s*(?:and|but|while|as well as)\b", re.IGNORECASE)
_AND_AT_END = re.compile(r",?\s+(?:and|but|while)\s*$", re.IGNORECASE)
_AND_THAT = re.compile(
    r"[,;]?[”\"]?\s+and (?=that (?:it|he|she|they|we|there|the|an?|this|these|those|all|any|no|nobody|some|many|most"
    r"|every|everyone|anyone|whoever|his|her|its|their|our|such|only|even|if|unless|when|while|after|because)\b)",
    re.IGNORECASE,
)
"""Between two things that one teller says: *that it was closed and that nobody knew why*."""
FEW = 2
"""A teller who adds no more telling words than this to what somebody else said brings no news of his own."""

MANY = 6
"""Words that say who is told are no more than this."""

LEAST = 3
"""A content of fewer words says nothing that could be true or false."""


def units(content: Spans, sentences: list[Span]) -> list[Spans]:
    """A content cut at sentence ends; pieces of one sentence stay together."""
    out: list[Spans] = []
    begin = bisect_right(sentences, min(s for s, _ in content), key=lambda sentence: sentence[1])
    end = bisect_left(sentences, max(e for _, e in content), key=lambda sentence: sentence[0])
    for first, last in sentences[begin:end]:
        cut = tuple((max(s, first), min(e, last)) for s, e in content if s < last and first < e)
        if cut:
            out.append(cut)
    return out


def clauses(text: str, unit: Spans, inner: Sequence[Attribution]) -> list[Spans]:
    """A sentence of a content, cut where a second *that* begins another thing said, outside of what others say."""
    for match in _AND_THAT.finditer(text, unit[0][0], unit[-1][1]):
        at = match.start()
        reached = any(b.cue and min(b.cue)[0] < at < max(e for _, e in b.content) for b in inner)
        if (
            len(_WORD.findall(text, unit[0][0], at)) < LEAST
            or reached
            or not any(s < at and match.end() < e for s, e in unit)
        ):
            continue
        begin = at + len(match.group().rstrip()[: -len("and")].rstrip())  # marks stay with what is before
        before = tuple((s, min(e, begin)) for s, e in unit if s < begin)
        behind = tuple((max(s, match.end()), e) for s, e in unit if match.end() < e)
        return [before, *clauses(text, behind, inner)]
    return [unit]


def own_words(text: str, unit: Spans, inner: list[Attribution], teller: str | None = None) -> list[Spans]:
    """What of a sentence is the teller's own claim: all of it, the part behind what another said, or nothing."""
    if not inner:
        return trimmed(text, unit)
    taken = [span for b in inner for span in (*b.source_spans, *b.cue, *b.content, *_told(text, b))]
    left = _minus(unit, taken)
    if _telling(text, left) <= FEW:
        return []
    end_of_inner = max(e for _, e in taken)
    before = [(s, min(e, end_of_inner)) for s, e in left if s < end_of_inner]
    after = [(max(s, end_of_inner), e) for s, e in left if e > end_of_inner]
    few_before = _telling(text, before) <= FEW
    if few_before and after and _AND.match(text[after[0][0] : after[-1][1]]):
        return trimmed(text, tuple(after))
    start = min(s for s, _ in taken)
    same_teller = teller is not None and all(b.source in (None, teller) for b in inner)
    joined = _AND_AT_END.search(text[unit[0][0] : start])
    if same_teller and joined and _telling(text, after) <= FEW:
        end = unit[0][0] + joined.start()  # "that A and ordered B": two things that one teller says
        return trimmed(text, tuple((s, min(e, end)) for s, e in unit if s < end))
    return trimmed(text, unit)


def _told(text: str, one: Attribution) -> Spans:
    """The few words between a cue and its content, which say who is told: *has instructed its wardens to send …*."""
    behind = max((e for _, e in one.cue), default=0)
    start = min((s for s, _ in one.content if s >= behind), default=behind)
    return ((behind, start),) if one.cue and 0 < len(_WORD.findall(text, behind, start)) <= MANY else ()


def _telling(text: str, spans: Sequence[Span]) -> int:
    """How many words in spans tell something, without those that only hold a sentence together."""
    binding = knowledge("words.yaml")["binding"]
    return sum(word.lower() not in binding for s, e in spans for word in _WORD.findall(text[s:e]))


def trimmed(text: str, unit: Spans) -> list[Spans]:
    """A unit without the conjunction at its front and white space at its ends; nothing if no word is left."""
    start, end = unit[0]
    match = _LEAD.match(text, start, end)
    if match and match.end() < end and (text[start : match.end()].strip(" ,;:")):
        start = match.end()
    pieces = []
    for s, e in ((start, end), *unit[1:]):
        while s < e and (text[s].isspace() or text[s] in ",;"):
            s += 1
        while e > s and text[e - 1].isspace():
            e -= 1
        if e > s and _WORD.search(text, s, e):
            pieces.append((s, e))
    if sum(len(_WORD.findall(text[s:e])) for s, e in pieces) < LEAST:
        return []
    return [tuple(pieces)]


def _minus(spans: Spans, taken: list[Span]) -> list[Span]:
    left = list(spans)
    for s, e in taken:
        left = [part for a, b in left for part in ((a, min(b, s)), (max(a, e), b)) if part[0] < part[1]]
    return left

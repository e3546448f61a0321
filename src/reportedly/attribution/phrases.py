"""The parts of a phrase that names a source: the noun phrase, its appositions, and the bare noun inside it.

``A second source, an official at the port who saw the list,`` names one source three times: *A second source*, *an
official at the port*, *an official*.
"""

from __future__ import annotations

import re

from reportedly.record import Span

_CLAUSE = re.compile(
    r"\s(?:who|whom|whose|which|that|and|speaking|reached|compiled|based|said|told|quoted|identified|named|surnamed"
    r"|citing|asking|familiar|close|living|working|according|has|had|have|was|were|is|on condition"
    r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b.*$",
    re.DOTALL,
)
_PREPOSITION = re.compile(
    r"\s(?:in|at|from|of|on|with|inside|within|near|for|under|along|across|outside|retained|sent|held)\s.*$", re.DOTALL
)
_LEADING = re.compile(r"^(?:that|as|and|but|to|by|from|whom?|when)\s+(?=\S)|^[\s,;:“”\"()]+")
_BARE_ORDINAL = re.compile(
    r"(?i)^(?:a|an|the)?\s*(?:first|second|third|fourth|fifth|another|other|separate|different|further|latter|former)\b"
    r"|^one of\b|^another\b|^(?:a|the|its|their|his|her) spokes(?:man|woman|person)\b"
)
_PROPER_AT_END = re.compile(r"^(?:[\w’'-]+\s+)*?[a-z][\w’'-]*\s+((?:[A-Z][\w.’'-]*\s)*[A-Z][\w’'-]*)$")
_GENERIC = re.compile(r"(?i)^(?:a|an|the|one) (?:person|man|woman|individual|somebody|someone|member|people|figure)$")


def trimmed(text: str, span: Span) -> Span:
    """A span without punctuation, white space and conjunctions at its ends; the span itself if nothing is left."""
    start, end = span
    while match := _LEADING.match(text[start:end]):
        start += match.end()
    while end > start and (text[end - 1].isspace() or text[end - 1] in ',;:“”"—–-('):
        end -= 1
    return (start, end) if end > start else span


def parts(text: str, span: Span) -> list[Span]:
    """The stretches of a source phrase that name the source by themselves, in order, longer before shorter."""
    start, end = trimmed(text, span)
    found: list[Span] = []
    at = start
    for piece in re.split(r"(,\s+|\s+\(|\)|\s+[—–]\s+)", text[start:end]):
        if piece.strip(" ,()—–"):
            segment = (at, at + len(piece))
            cut = _CLAUSE.sub("", piece).rstrip()
            first = not found
            if cut.strip() and (first or _names_somebody(cut)):
                whole = (segment[0], segment[0] + len(cut))
                if first and cut != piece and len(piece) < 120:
                    found.append((segment[0], segment[0] + len(piece.rstrip())))
                found.append(whole)
                if (proper := _PROPER_AT_END.match(cut)) and not _PREPOSITION.search(cut):
                    found.append((whole[0] + proper.start(1), whole[0] + proper.end(1)))
                bare = _PREPOSITION.sub("", cut).rstrip()
                if bare != cut and len(bare) > 3 and first and not bare.isupper() and bare[:1].islower():
                    found.append((whole[0], whole[0] + len(bare)))
            if not first and cut != piece and not _names_somebody(cut):
                break
        at += len(piece)
    return found or [(start, end)]


def best_name(text: str, spans: list[Span]) -> str:
    """The part to call the source by: a proper name if there is one, else the shortest that says who it is.

    "A second source" and "a person" say nothing by themselves.
    """
    words = [" ".join(text[s:e].split()) for s, e in spans]
    for one in words:
        capitals = [w for w in one.split() if w[:1].isupper() and w != "The"]
        if capitals and len(capitals) == len(one.split()) and (len(capitals) > 1 or one is not words[0]):
            return one
    told = [w for w in words if not _BARE_ORDINAL.search(w) and not _GENERIC.search(w)]
    without_clause = [w for w in told if not _CLAUSE.search(w)]
    return (without_clause or told or words)[0]


def _names_somebody(words: str) -> bool:
    """Whether an apposition is a noun phrase of its own, not a place or a time behind a comma."""
    return bool(
        re.match(
            r"(?:a|an|the|one|his|her|their|its)\s+[a-zA-Z]|[Ww]itness \d|(?:[A-Z][\w.’'-]*\s+)+[A-Z][\w’'-]*$",
            words.strip(),
        )
    )

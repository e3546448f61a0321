"""What the words around a mention say of a source: its clauses and appositions, its title, its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from reportedly.record import Place, Report, Source, Span
from reportedly.sourcing.knowledge import words

_END = re.compile(r"[.!?;:“”\"—\n]")
_NAME = r"(?:[A-Z][\w.’'-]*\s){0,3}[A-Z][\w’'-]+"
_HEAD_END = re.compile(
    r"\s(?:in|at|from|of|for|with|on|near|inside|within|to|under|along|across|outside|who|whom|whose|that|which|and|reached"
    r"|familiar|close|based|sent|by|said|says|told|present|now|here|there|retained|surnamed|named|\w+ing)\b"
    r"|[,;:().“”\"]"
)
_COMPLEMENT = re.compile(
    r"^\s(?:of|for|with|in charge|to)"
    r"(?:\s(?!(?:who|whose|whom|that|which|said|says|told|and|but|in|at|on|from|was|is|had|has|speaking)\b)[\w’'-]+){0,6}"
)
_APPOSITION = re.compile(r"^,\s(?:then\s|now\s)?(?:the|an?|its|their|his|her|one\sof\sthe)?\s?(?=\w)")
_BEFORE_PLACE = re.compile(
    r"\b(?:in|at|from|of|near|inside|outside|across|within|around|on)\s"
    r"(?:(?:the|a|an|his|her|their|its|another|one|[a-z]+ern|neighbou?ring|nearby|same|of|town|city|village|port|district|province"
    r"|county|[A-Z][\w’'-]*)\s){0,4}$"
)
_TITLED = re.compile(r"\b([A-Z][a-z]{2,14}[.]?)\s(?:[A-Z][\w’'-]*[.]?\s){0,2}([A-Z][\w’'-]+)")
_CLAUSE = re.compile(r"\b(?:who|whose)\s(?!(?:now\s)?(?:lives?|resides?|is based|works?)\s)")
_SHORT = "".join(
    rf"(?<!\b{short})" for short in ("[A-Z]", "Col", "Gen", "Dr", "Mr", "Mrs", "Ms", "Lt", "Maj", "Capt", "Prof", "Sgt")
)
_BOUND = re.compile(_SHORT + r"[.]\s|[!?;:“”\"—\n(]")
_DETERMINER = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Tt]hen|[Oo]ne)\s")
_NOT_HELD = re.compile(
    r"(?i)(?:the|an?|its|their|his|her|said|told|and|by|that|as|from|declared|announced|warned|year|month|week|while|when|to|on"
    r"|at|in|but|with|mr|mrs|ms|miss)[.]?|\S+,"
)
_CLAUSE_WORD = re.compile(r"(?:who|whose|which|where|when|speaking|in|at|on|for)\b")
_TRADE = re.compile(r"(?:er|or|ist|ian|man|woman)$")


def phrase(report: Report, span: Span, sentence: Span, stops: Sequence[int]) -> Span:
    """The words from a mention to the end of its clauses and appositions: at most to the verb of saying.

    ``stops`` are the starts of cues and contents of the report, in order.
    """
    start, end = span
    limit = max(end, min(sentence[1], end + 200))
    at = bisect_right(stops, end - 1)
    if at < len(stops):
        limit = max(end, min(limit, stops[at]))
    if found := _END.search(report.text, end, limit):
        limit = found.start()
    following = report.text[end:limit]
    if not re.match(r",\s|\s(?:who|whose|whom)\s|\s\(", following):
        return span
    return start, end + len(following.rstrip(" ,"))


def title(report: Report, source: Source, phrases: Sequence[Span]) -> str | None:
    """What a source is by office, rank or trade, as the text says it first; None if it does not."""
    if source.kind not in ("person", "anonymous", "institution"):
        return None
    if source.kind == "person":
        return _title_of_person(report, source, phrases)
    for start, end in phrases:
        for number, piece in enumerate(_pieces(report.text[start:end])):
            if number and not _DETERMINER.match(piece):
                continue
            if found := _title(piece, offices_only=source.kind == "institution"):
                return found
    return None


def place(places: Sequence[Place], starts: Sequence[int], text: str, phrases: Sequence[Span]) -> str | None:
    """The id of the place in the words for a source; a place with a name is taken before one without.

    ``starts`` are the places' starts, in order. A place behind "who" is where it was once, unless it lives there.
    """
    unnamed = None
    for start, end in phrases:
        if clause := _CLAUSE.search(text, start, end):
            end = clause.start()
        at = bisect_right(starts, start - 1)
        while at < len(places) and places[at].span[1] <= end:
            one = places[at]
            if _BEFORE_PLACE.search(text[max(start, one.span[0] - 60) : one.span[0]]):
                if one.name[:1].isupper() or any(w[:1].isupper() for w in text[one.span[0] : one.span[1]].split()):
                    return one.id
                unnamed = unnamed or one.id
            at += 1
    return unnamed


def titles_of_names(text: str) -> dict[str, str]:
    """For last names the office that stands in front of them somewhere in the text: "General Ada Lenk"."""
    found: dict[str, str] = {}
    for match in _TITLED.finditer(text):
        held = match.group(1)
        if _plain(held) in words("office") or _plain(held) in words("ranks"):
            found.setdefault(match.group(2), held)
    return found


def _pieces(text: str) -> list[str]:
    """A phrase and its appositions."""
    return [piece.strip() for piece in re.split(r",\s(?!who|whose|whom)|\s\(", text) if piece.strip()]


def _title(piece: str, offices_only: bool) -> str | None:
    """The title in one noun phrase, without article, with what the office is of."""
    cut = _HEAD_END.search(piece)
    chunk = piece[: cut.start()] if cut else piece
    bare = not _DETERMINER.match(piece[:1].lower() + piece[1:])
    taken = chunk.split()
    while taken and (taken[0].lower() in words("before") or taken[0].isdigit()):
        taken.pop(0)
    if not taken or len(taken) > 6:
        return None
    head = taken[-1].lower()
    if head in words("not_titles") or re.search(r"[’']s$", head) or not head.replace("-", "").isalpha():
        return None
    office = head in words("office")
    if offices_only and not office:
        return None
    if not office and taken[-1][0].isupper():
        return None  # a name
    if not office and bare and head.endswith("s"):
        return None  # "rights advocates": a group
    found = " ".join(taken)
    if (
        cut
        and head not in words("ranks")
        and (office or head in words("trades_of"))
        and (more := _COMPLEMENT.match(piece[cut.start() :]))
    ):
        found += more.group(0)
    return found


def _title_of_person(report: Report, source: Source, phrases: Sequence[Span]) -> str | None:
    """Behind the name in an apposition, or in front of it."""
    last = source.name.split()[-1]
    for start, end in phrases:
        text = report.text[start:end]
        at = text.find(last)
        if at < 0:
            continue
        behind = text[at + len(last) :]
        comma = _APPOSITION.match(behind)
        piece = (_pieces(behind[comma.end() :]) or [""])[0] if comma else ""
        if piece and not _CLAUSE_WORD.match(piece) and (found := _title(piece, offices_only=False)):
            return found
        if found := _title_before(report.text[max(0, start - 90) : start + at], source.name):
            return found
    return None


def _title_before(before: str, name: str) -> str | None:
    """The words in front of a last name that say an office: "the Deputy Minister of Works, Edric", "pilot Lidda"."""
    before = _BOUND.split(before)[-1]
    taken = before.split()
    given = set(name.split()) - words("ranks")
    while taken and taken[-1][0].isupper() and (taken[-1] in given or len(taken[-1].strip(".")) == 1):
        if _plain(taken[-1]) in words("office") | words("ranks"):
            break
        taken.pop()
    ranks: list[str] = []
    while taken and _plain(taken[-1]) in words("ranks"):
        ranks.insert(0, taken.pop())
    if taken and taken[-1].endswith(","):
        clause = " ".join(taken).rstrip(",").rsplit(", ", 1)[-1]
        for start in _DETERMINER.finditer(clause):
            found = _title(clause[start.end() :], offices_only=False)
            if found and _is_trade(found.split()):
                return found
        if found := _title(clause, offices_only=True):
            return found
    if ranks:
        return " ".join(ranks)
    while taken and not taken[-1].strip():
        taken.pop()
    held: list[str] = []
    while taken and len(held) < 6 and not _NOT_HELD.fullmatch(taken[-1]):
        if taken[-1][0].islower() and held and held[0][0].isupper() and taken[-1] not in ("of", "for"):
            break
        held.insert(0, taken.pop())
    if _is_trade(held):
        return " ".join(held)
    return None


def _is_trade(held: Sequence[str]) -> bool:
    return any(_plain(word) in words("office") or _TRADE.search(word) for word in held)


def _plain(word: str) -> str:
    return word.lower().strip(".,’'")

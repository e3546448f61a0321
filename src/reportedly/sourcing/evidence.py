"""The words that say how a source knows: in its description, around the cue, and in what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from reportedly.record import Access, SourceKind, Span
from reportedly.sourcing.knowledge import pattern

_RELATIVE = re.compile(r"\b(?:who|whose)\b")
_CLAUSE_END = re.compile(
    r"[,;:!?()“”\"—–\n]|\s--|(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\b[A-Z])[.](?![A-Z])|\sand\s"
    r"(?=(?:who\s)?(?:spoke|asked|requested|is now|does|did|wants?|wished|declined|fears?|whose))"
)
_WORD = re.compile(r"[\w’'-]+")
_CLAUSE_MARK = re.compile(r"[,;:.!?()“”\"—–\n]|\s(?:that|and|but|because|when|while)\s")
_ASKED = re.compile(r"\b(?:where|what|how|why|which|who|whether|if|that|than|as)\s$", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never)\b|n[’']t\b")
_HIS = {"him": "his", "her": "her"}
_GUARD = re.compile(r"\b(?:guard|warder|soldier|driver)\b")
_OF = re.compile(r"\b(?:of|for|representing|with|by|to|in|at)\s$|[’']s\s$")
_OBJECT = re.compile(r"\b(?:him|her)\b(?! [a-z]+ (?:was|were|had|is|has)\b)")
LONGEST = 11
"""A basis is at most so many words, as the shortest that say it; a clause with "who" may be half as long again."""


@dataclass(frozen=True)
class Evidence:
    """Words that say how a source knows; of two that speak for one source the one of lower ``rank`` is taken.

    Ranks: 0 the sentence around the cue, 1 to 3 the description, 4 "I saw", 5 "she had been turned away", 6 and 7
    what was told or done to it.
    """

    span: Span
    access: Access
    rank: int


def of_description(text: str, phrase: Span, named: bool = False) -> list[Evidence]:
    """In the words for the source: "a survivor", "who was at the meeting", "with contacts in the army".

    ``named``: it is a person with a name, or the public, of whom "who …" mostly tells something else.
    """
    start, end = phrase
    found = []
    for relative in _RELATIVE.finditer(text, start, end):
        stop = _CLAUSE_END.search(text, relative.end(), end)
        clause = (relative.start(), stop.start() if stop else end)
        words = text[clause[0] : clause[1]]
        if pattern("relayed_clause").search(words):
            found.append(Evidence(_shortened(text, clause, 16), "relayed", 1))
        elif _tells(words, named):
            found.append(Evidence(_shortened(text, clause, 16), "first_hand", 1))
    if match := pattern("citing").search(text, start, end):
        stop = _CLAUSE_END.search(text, match.end(), end)
        found.append(Evidence(_shortened(text, (match.start(), stop.start() if stop else end), 16), "relayed", 0))
    before_clauses = found[0].span[0] if found else end
    for key, access in _DESCRIBING:
        matches = pattern(key).finditer(text, start, before_clauses)
        match = next((one for one in matches if _at_front(text, start, one)), None)
        if match:
            span = to_stop(text, match.span(), end)
            joined = found and found[0].span[0] - match.end() <= 1
            if joined and key == "first_hand_noun":  # "a former prisoner who worked at the gate"
                found[0] = replace(found[0], span=_shortened(text, (match.start(), found[0].span[1]), 16))
            else:
                found.append(Evidence(span, access, 2 if key == "first_hand_noun" else 3))
    return found


def _tells(clause: str, named: bool) -> bool:
    """Whether a clause with who or whose says that somebody was there, or what was done to him and his."""
    if pattern("and_there").search(clause) or pattern("was_there").match(clause):
        return True
    if len(clause.split()) < 3 or pattern("idle").search(clause):
        return False
    if pattern("strong_clause").match(clause):
        return True
    return not named and (clause.startswith("who ") or pattern("whose").match(clause) is not None)


def _at_front(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a noun says what the source is, not whose wife or lawyer it is."""
    if pattern("not_part").search(text, max(start, match.start() - 12), match.end()):
        return False
    return match.re is not pattern("first_hand_noun") or _OF.search(text, start, match.start()) is None


_DESCRIBING: tuple[tuple[str, Access], ...] = (
    ("first_hand_noun", "first_hand"),
    ("relayed_participle", "relayed"),
    ("first_hand_participle", "first_hand"),
)


def of_frame(text: str, frame: Span) -> list[Evidence]:
    """In the sentence around the cue, outside what is said: "citing a chairman", "after her release"."""
    found = []
    for key, access in _FRAMING:
        if match := pattern(key).search(text, *frame):
            stop = _CLAUSE_END.search(text, match.end(), frame[1])
            found.append(Evidence(_shortened(text, (match.start(), stop.start() if stop else frame[1]), 16), access, 0))
    return found


_FRAMING: tuple[tuple[str, Access], ...] = (("citing", "relayed"), ("present", "first_hand"))


def of_quotation(text: str, span: Span, cues: Mapping[int, SourceKind]) -> list[Evidence]:
    """In the source's own words, where I and we are the source.

    ``cues`` gives for the start of each cue the kind of who speaks there: what kin or a neighbour told is hearsay, what
    an officer told somebody was done to him.
    """
    found: list[Evidence] = []
    for match in pattern("i_heard").finditer(text, *span):
        found.append(Evidence(to_stop(text, match.span(), span[1]), "relayed", 4))
    for match in pattern("my_kin").finditer(text, *span):
        found.append(Evidence(match.span(), "relayed", 6))
    for match in pattern("i_saw").finditer(text, *span):
        if _NOT.search(match.group()):
            continue
        found.append(Evidence(to_stop(text, match.span(), span[1]), "first_hand", 4))
    for match in pattern("me").finditer(text, *span):
        if pattern("to_kin").search(text, max(span[0], match.start() - 12), min(span[1], match.end() + 20)):
            continue
        if done := _leading(text, span, match.start(), "done_to", 70):
            told = _told(text, done, text[done[0] : done[1]], cues)
            found.append(Evidence((done[0], match.end()), "relayed" if told else "first_hand", 6))
    for match in pattern("i_did").finditer(text, *span):
        rest = text[match.start() : min(span[1], match.end() + 40)].partition(" ")[2]
        if not pattern("thinking").search(rest) and not _ASKED.search(
            text, max(span[0], match.start() - 12), match.start()
        ):
            found.append(Evidence(to_stop(text, match.span(), span[1]), "first_hand", 6))
    words = text[span[0] : span[1]]
    for key, rank, sign in _OTHERS:
        if sign.search(words):  # most quotations hold none of these, and the patterns are long
            found += [Evidence(match.span(), "first_hand", rank) for match in pattern(key).finditer(text, *span)]
    return found


_WE = re.compile(r"\b(?:[Ww]e|I)\b")
_OTHERS = (
    ("we_people", 6, _WE),
    ("here", 6, re.compile("here")),
    ("kin_suffered", 6, re.compile(r"\b(?:[Mm]y|[Oo]ur)\b")),
    ("among_us", 7, re.compile(r"\bus\b")),
    ("we_do", 8, _WE),
)


def of_indirect(text: str, span: Span, gender: str | None, kin: bool, cues: Mapping[int, SourceKind]) -> list[Evidence]:
    """In reported words: what he or she is said to have done, and what others told or did to him or her.

    ``kin``: the source is called after those it is related to, as the wife of a prisoner, and speaks of them.
    """
    found: list[Evidence] = []
    if kin:
        found += [Evidence(match.span(), "first_hand", 6) for match in pattern("their_kin").finditer(text, *span)]
    if subject := pattern("subject").match(text[span[0] : span[1]]):
        begin = span[0] + subject.end()
        words = text[begin : span[1]]
        if not pattern("thinking").search(words) and pattern("past_verb").match(words):
            end = to_stop(text, (begin, begin + len(words.split(" ", 1)[0])), span[1])
            heard = pattern("heard").match(words)
            found.append(Evidence(end, "relayed" if heard else "first_hand", 5))
    own = {gender, _HIS[gender]} if gender else set()
    if any(f" {word}" in text[span[0] : span[1]] for word in own):
        for match in pattern("home").finditer(text, *span):
            if own & set(match.group().split()):
                found.append(Evidence(match.span(), "first_hand", 7))
    for match in _OBJECT.finditer(text, *span):
        if gender and gender != match.group():
            continue
        if done := _leading(text, span, match.start(), "object", 30):
            told = _told(text, done, text[max(span[0], done[0] - 40) : done[0]], cues)
            found.append(Evidence((done[0], match.end()), "relayed" if told else "first_hand", 6 if gender else 7))
    return found


def _told(text: str, done: Span, teller: str, cues: Mapping[int, SourceKind]) -> bool:
    """Whether somebody passed on what he knew, rather than did something to whom he told it."""
    if not pattern("telling").search(text, *done):
        return False
    kind = next((cues[at] for at in range(*done) if at in cues), None)
    if kind in ("anonymous", "person", "public"):
        return True
    passed_on = kind != "institution" and pattern("tellers").search(teller) is not None
    return passed_on or _GUARD.search(teller) is not None


def _leading(text: str, span: Span, end: int, key: str, far: int) -> Span | None:
    """The words that lead up to ``end`` in the same clause, if a pattern that ends there finds them."""
    begin = max(span[0], end - far)
    for mark in _CLAUSE_MARK.finditer(text, begin, end):
        begin = mark.end()
    match = pattern(key).search(text[begin:end])
    return (begin + match.start(), end) if match else None


def of_sentence(text: str, predicate: Span) -> Evidence | None:
    """In a sentence about the source: "He attended both meetings"."""
    for key, access in _PREDICATES:
        if pattern(key).match(text[predicate[0] : predicate[1]]):
            return Evidence(to_stop(text, (predicate[0], predicate[0] + 1), predicate[1]), access, 2)
    return None


_PREDICATES: tuple[tuple[str, Access], ...] = (("own_relayed", "relayed"), ("own_sentence", "first_hand"))


def to_stop(text: str, match: Span, end: int) -> Span:
    """From the start of a match to where its clause ends, short."""
    found = pattern("stop").search(text, match[1], end)
    return _shortened(text, (match[0], found.start() if found else end), LONGEST)


def _shortened(text: str, span: Span, longest: int) -> Span:
    """At most so many words of a span, without white space at its ends."""
    last = span[0]
    for number, word in enumerate(_WORD.finditer(text, *span)):
        if number == longest:
            break
        last = word.end()
    return span[0], max(last, span[0])

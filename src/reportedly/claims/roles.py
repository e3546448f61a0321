"""What actors do in a claim: who orders, who carries out, who is told, who is affected, who accuses.

The patterns of roles.yaml are tried on the words of the claim, every mention of an actor in them replaced by a mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportedly.claims.patterns import knowledge
from reportedly.record import Actor, Attribution, Claim, Report, Role, RoleName, Span, span_at

LONGEST = 1500
"""Code points of a claim beyond which its words are not looked at."""

ROLES: tuple[RoleName, ...] = ("orderer", "implementer", "told", "affected", "accuser")
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = rf"{_OPEN}\d+{_CLOSE}"
_ACTOR = rf"{_MARK}(?:(?:, | and | or |, and | as well as |, or ){_MARK}){{0,6}}"
_PLAIN = rf"[^.;:{_OPEN}]"
_LINK = (
    "who|whose|that(?! (?:he|she|it|they|we|I) )|which|in|of|at|from|with|on|under|aged|over|near|without"
    r"|for|inside|along|\w+ed|found|caught"
)
_TAIL = (
    rf"(?:,? (?:{_LINK})\b(?:{_PLAIN}|\.(?= \d)){{0,70}}?"
    rf"|,? (?:who|that) {_PLAIN}{{0,40}}{_MARK}{_PLAIN}{{0,40}}?|, [^.;:,{_OPEN}]{{1,40}},|,)?"
)
_NUMBER = re.compile(rf"{_OPEN}(\d+){_CLOSE}")


_UP_TO = re.compile(r"\s(?:(?!(?:to|that|in|on|at|for|why|if|how|who|what|when|where|whether)\b)[a-z’'-]+\s)?")
"""What may stand between a cue and whom it names: nothing, or a word that says which."""


_TO_BE = re.compile(r"\s(?:\w+\s){0,6}?to be\s")


@dataclass(frozen=True)
class _Mention:
    span: Span
    actor: Actor


@dataclass(frozen=True)
class _Cast:
    """All mentions of a report in the order of the text, the longer of two that begin together first."""

    report: Report
    mentions: list[_Mention]
    starts: list[int]
    attributions: dict[str, Attribution]
    names: dict[str, str]
    commanding: frozenset[str]

    def within(self, start: int, end: int) -> list[_Mention]:
        """The outermost mentions between two places."""
        found: list[_Mention] = []
        for one in self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]:
            if one.span[1] <= end and (not found or one.span[0] >= found[-1].span[1]):
                found.append(one)
        return found


def of(
    report: Report, claim: Claim, sentences: list[Span], marked: Sequence[tuple[RoleName, Span]] = ()
) -> tuple[Role, ...]:
    """The roles of a claim, in the order of RoleName and of the text; an actor has each role once.

    ``marked`` are words of the report that are known to have a role, sorted by their place.
    """
    if not report.actors or not claim.content:
        return ()
    everyone = _cast(report)
    found: dict[tuple[RoleName, str], int] = {}

    attribution = everyone.attributions.get(claim.attribution or "")
    if attribution is not None:
        _from_cue(everyone, claim, attribution, give_to=found)
    for start, end in claim.content:
        sentence = span_at(sentences, start) or (start, end)
        begin = max(min(sentence[0], start), start - 400)
        end = min(end, start + LONGEST)
        for role, mention in _matches(everyone, (begin, start, end), claim.force == "ordered"):
            found.setdefault((role, mention.actor.id), mention.span[0])
        for role, mention in _from_marks(everyone, marked, (begin, start, end)):
            found.setdefault((role, mention.actor.id), mention.span[0])
    listeners = _pattern("not_told")
    found = {
        (role, actor): at
        for (role, actor), at in found.items()
        if role != "told" or not listeners.search(everyone.names[actor])
    }
    told = {actor for role, actor in found if role == "told"}
    orderers = {actor for role, actor in found if role == "orderer"}
    kept = {
        (role, actor): at
        for (role, actor), at in found.items()
        if not (role in ("told", "affected") and actor in orderers and actor not in told)
    }
    ordered = sorted(kept, key=lambda key: (ROLES.index(key[0]), kept[key], key[1]))
    return tuple(Role(actor, role) for role, actor in ordered)


def _from_cue(everyone: _Cast, claim: Claim, one: Attribution, give_to: dict[tuple[RoleName, str], int]) -> None:
    """Who orders is whoever an order is attributed to; who is told stands right behind the cue."""
    said = everyone.report.words(claim.content)
    orders = claim.force == "ordered" and one.source == claim.chain[-1] and one.source in everyone.commanding
    if orders and not _pattern("passive_telling").search(said):
        for start, end in one.source_spans:
            for mention in everyone.within(max(0, start - 4), end + 1)[:1]:
                give_to.setdefault(("orderer", mention.actor.id), mention.span[0])
    told = _addressee(everyone, one, claim.force in ("ordered", "asked"))
    if told is not None:
        give_to.setdefault(("told", told.actor.id), told.span[0])


def _addressee(everyone: _Cast, one: Attribution, in_content: bool) -> _Mention | None:
    """Whom the words right behind a cue name: *told the workers that …*; in an order they begin the content."""
    text = everyone.report.text
    for start, end in one.cue:
        if _pattern("telling_cue").search(text[max(0, start - 8) : end]) is None:
            continue
        behind = everyone.within(end, end + 120)[:1]
        for mention in behind:
            if not _UP_TO.fullmatch(text[end : mention.span[0]]):
                continue
            speaks = any(s < mention.span[1] and mention.span[0] < e for s, e in one.source_spans)
            inside = any(s <= mention.span[0] < e for s, e in one.content)
            if not speaks and (in_content or not inside) and not _TO_BE.match(text, mention.span[1]):
                return mention
    return None


def _from_marks(
    everyone: _Cast, marked: Sequence[tuple[RoleName, Span]], window: tuple[int, int, int]
) -> Iterator[tuple[RoleName, _Mention]]:
    """Whoever is named by words that are known to have a role: in a content, or told in front of it."""
    begin, start, end = window
    first = bisect_left(marked, begin, key=lambda one: one[1][0])
    for role, span in marked[first : bisect_left(marked, end, key=lambda one: one[1][0])]:
        if span[0] >= start or role == "told":
            yield from ((role, one) for one in everyone.within(max(0, span[0] - 4), span[1] + 1)[:1])


def _matches(everyone: _Cast, window: tuple[int, int, int], ordered: bool) -> list[tuple[RoleName, _Mention]]:
    """Roles that the patterns give in a window (sentence begin, content begin, content end)."""
    begin, start, end = window
    mentions = everyone.within(begin, end)
    if not mentions:
        return []
    marked, places = _marked(everyone.report.text, begin, end, mentions)
    at_content = bisect_left(places, start) if start > begin else 0
    out: list[tuple[RoleName, _Mention]] = []
    for role in ROLES:
        for expression in _patterns(role):
            for match in expression.finditer(marked, 0 if role == "told" else at_content):
                if match.end() + (2 if role == "told" else 0) > at_content:
                    out.extend((role, mentions[int(n)]) for n in _NUMBER.findall(match.group(1)))
    if ordered:
        content = marked[at_content:].lstrip("“\"' ")
        for expression in _patterns("told_if_ordered"):
            if match_here := expression.match(content):
                out.extend(("told", mentions[int(n)]) for n in _NUMBER.findall(match_here.group(1)))
    return out


def _marked(text: str, begin: int, end: int, mentions: list[_Mention]) -> tuple[str, list[int]]:
    """The words between two places with every mention replaced by its number; where each letter comes from."""
    parts: list[str] = []
    places: list[int] = []
    at = begin
    for number, one in enumerate(mentions):
        parts.append(text[at : one.span[0]].replace(_OPEN, " ").replace(_CLOSE, " ").replace("\n", " "))
        places.extend(range(at, one.span[0]))
        mark = f"{_OPEN}{number}{_CLOSE}"
        parts.append(mark)
        places.extend([one.span[0]] * len(mark))
        at = one.span[1]
    parts.append(text[at:end].replace(_OPEN, " ").replace(_CLOSE, " ").replace("\n", " "))
    places.extend(range(at, end))
    return "".join(parts), places


@lru_cache(maxsize=16)
def _patterns(name: str) -> list[re.Pattern[str]]:
    """The patterns of a list in roles.yaml, with its words and marks put in."""
    entry = knowledge("roles.yaml")[name]
    return [re.compile(_filled(one), re.IGNORECASE) for one in (entry if isinstance(entry, list) else [entry])]


def _pattern(name: str) -> re.Pattern[str]:
    return _patterns(name)[0]


def _filled(expression: str) -> str:
    for word, meaning in knowledge("roles.yaml")["words"].items():
        expression = meaning.join(re.split(rf"(?<![A-Z_]){word}(?![A-Z_])", expression))
    return expression.replace("ACTORMARK", _OPEN).replace("ACTOR", _ACTOR).replace("TAIL", _TAIL)


_last: list[_Cast] = []


def _cast(report: Report) -> _Cast:
    """The mentions of a report, kept for its next claim: a long report costs no more a claim than a short one."""
    if _last and _last[0].report is report:
        return _last[0]
    mentions = sorted(
        (_Mention(span, actor) for actor in report.actors for span in actor.mentions),
        key=lambda m: (m.span[0], -m.span[1], m.actor.id),
    )
    built = _Cast(
        report,
        mentions,
        [m.span[0] for m in mentions],
        {a.id: a for a in report.attributions},
        {a.id: a.name for a in report.actors},
        frozenset(s.id for s in report.sources if s.kind in ("institution", "document", "person")),
    )
    _last[:] = [built]
    return built

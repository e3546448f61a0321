"""Who acts and who is acted upon: persons, institutions and groups of a report."""

from __future__ import annotations

import re
from collections import Counter

from reportedly.actors.joins import joined
from reportedly.actors.knowledge import Head, apostrophe, countries, heads
from reportedly.actors.marked import with_marked
from reportedly.actors.phrases import Phrase, Word, longest, stem, words_of
from reportedly.actors.resolve import Cast, actors
from reportedly.actors.scan import BODY, PERSON, scan
from reportedly.language import Analysis
from reportedly.record import Actor, Report, Span

_SHORT = re.compile(r"\s\(([A-Z][A-Za-z&]{1,9})\)")
_YEAR = re.compile(r"^\d{4}")


def find(report: Report, analysis: Analysis) -> tuple[Actor, ...]:
    """The actors of a report, in the order of the text, outside its boilerplate. The outlet is none of them."""
    said: list[Word] = []
    for start, end in _stretches(report):
        said.extend(words_of(report.text, start, end))
    phrases = [one for one in joined(report.text, said, scan(said)) if not _is_outlet(report, one)]
    phrases.extend(_named(report, analysis, said, phrases))
    spoken = _spoken_of(said)
    year = _YEAR.match(report.published or "")
    cast = Cast(report.text, spoken[0] if spoken else None, frozenset(spoken), int(year.group()) if year else None)
    shorts = _shorts(report.text, phrases)
    _meet_all(cast, said, _inner_first(phrases), shorts)
    return with_marked(report, analysis, actors(cast))


def _inner_first(phrases: list[Phrase]) -> list[Phrase]:
    """Phrases in the order of the text, but what stands in another one, and what it is of, before it.

    The outer one can then say which actor it speaks of: *officials of the ministry*.
    """
    wanted = {id(one) for one in phrases}
    out: list[Phrase] = []
    for outer in sorted(phrases, key=lambda one: one.span):
        stack = [outer]
        while stack[-1].of is not None:
            stack.append(stack[-1].of)
        for one in reversed(stack):
            for part in (*one.inner, one):
                if id(part) in wanted:
                    wanted.remove(id(part))
                    out.append(part)
    return out


def _meet_all(cast: Cast, said: list[Word], phrases: list[Phrase], shorts: dict[int, tuple[str, Span]]) -> None:
    """Let the cast meet every phrase, then give back the short forms and surnames that stand alone."""
    taken = {
        place
        for one in phrases
        for place in range(one.first, one.last + 1)
        if one.proper or stem(said[place]) == apostrophe(said[place].text)  # but not Reil’s in "Reil’s driver"
    }
    for one in phrases:
        party = cast.meet(one)
        if one.span[1] in shorts:
            abbreviation, span = shorts[one.span[1]]
            cast.short(abbreviation, party)
            party.mentions.append(span)
    for place, word in enumerate(said):
        if place in taken or not word.text[:1].isupper():
            continue
        name = stem(word)
        span = (word.start, word.start + len(name))
        known = cast.by_short(name) or (cast.surnamed(name) if len(name) > 2 else None)
        if known is not None and known.mentions[0] < span:
            known.mentions.append(span)


def _stretches(report: Report) -> list[Span]:
    """The text without its boilerplate."""
    found, at = [], 0
    for start, end in sorted(report.boilerplate):
        if start > at:
            found.append((at, start))
        at = max(at, end)
    if at < len(report.text):
        found.append((at, len(report.text)))
    return found


def _is_outlet(report: Report, one: Phrase) -> bool:
    """Whether the words name the outlet, alone or with more: *Harbour Wire reporters* are others."""
    outlet = (report.outlet or "").lower().removeprefix("the ")
    name = report.text[one.span[0] : one.span[1]].lower().removeprefix("the ")
    return bool(outlet) and (name == outlet or (len(name) > 5 and name in outlet))


def _spoken_of(said: list[Word]) -> list[str]:
    """The countries that a report speaks of, the most often named first."""
    table = countries()
    counts: Counter[str] = Counter()
    for place, word in enumerate(said):
        if stem(word) in table and (match := longest(table, said, place)):
            counts[match[1]] += 1
    return [country for country, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def _shorts(text: str, phrases: list[Phrase]) -> dict[int, tuple[str, Span]]:
    """Short forms that stand in brackets behind a name: by the end of the name, the form and its place."""
    found: dict[int, tuple[str, Span]] = {}
    for one in phrases:
        if one.proper and one.head.kind == "body" and (match := _SHORT.match(text, one.span[1])):
            found[one.span[1]] = (match.group(1), match.span(1))
    return found


def _named(report: Report, analysis: Analysis, said: list[Word], phrases: list[Phrase]) -> list[Phrase]:
    """Persons and bodies that only the network's named entities, or the sources of the report, know by name."""
    spans: list[tuple[Span, Head]] = []
    for name in analysis.names:
        if name.kind in ("person", "organisation"):
            spans.append((name.span, PERSON if name.kind == "person" else BODY))
    for source in report.sources:
        if source.kind == "person":
            spans.extend((span, PERSON) for span in source.mentions if _all_capitals(report.text[span[0] : span[1]]))
    if not spans:
        return []
    free = {word.start: place for place, word in enumerate(said)}
    taken = {place for one in phrases for place in range(one.first, one.last + 1)}
    out: list[Phrase] = []
    for (start, end), head in sorted(spans, key=lambda one: one[0]):
        first = free.get(start)
        if first is None:
            continue
        last = first
        while last + 1 < len(said) and said[last + 1].end <= end:
            last += 1
        places = range(first, last + 1)
        one = Phrase(first, last, (start, end), head, tuple(said[i].low for i in places), "", True)
        if any(i in taken for i in places) or said[first].low in heads() or _is_outlet(report, one):
            continue
        if head is PERSON:
            one.person = tuple(stem(said[i]) for i in places)
        taken.update(places)
        out.append(one)
    return out


def _all_capitals(words: str) -> bool:
    parts = words.split()
    return 1 < len(parts) < 5 and all(part[:1].isupper() for part in parts) and parts[0] != "The"

"""The attribution step: every link of hearsay in a report, at any depth, and who its sources are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reportedly.attribution.assemble import Settings, assemble
from reportedly.attribution.confidence import Calibration, confidence, load_decoding
from reportedly.attribution.cues import may_attribute, refuses
from reportedly.attribution.links import LinkHead, load_head
from reportedly.attribution.sources import Cast, Party, cast
from reportedly.attribution.tags import Tagged, Words, words
from reportedly.language import Analysis, analyse
from reportedly.language.pieces import quote_states
from reportedly.record import Attribution, Quote, Report, Source, Span, Spans, span_at

DEPTH = 6
"""Deepest nesting that is looked into; the deepest in 54 invented dispatches is four."""


_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Heads:
    """The trained parts of the step: link weights, decoding settings, calibration."""

    links: LinkHead
    settings: Settings
    calibration: Calibration


def load(folder: Path) -> Heads:
    """The heads that ship with the network in a model folder. Raises ModelError."""
    settings, calibration = load_decoding(folder / "decoding.json")
    return Heads(load_head(folder / "heads.npz"), settings, calibration)


@dataclass(frozen=True)
class _Found:
    """An attribution in code points of the report, before its source is known."""

    source: Spans
    cue: Spans
    content: Spans
    within: int | None
    confidence: float


def find(report: Report, analysis: Analysis, heads: Heads) -> tuple[tuple[Source, ...], tuple[Attribution, ...]]:
    """The sources and attributions of a report. The outlet is always the first source."""
    found = _all_levels(report, analysis, heads)
    order = sorted(range(len(found)), key=lambda i: (min(found[i].content)[0], -max(e for _, e in found[i].content)))
    number = {old: new for new, old in enumerate(order)}
    cast_of_report = cast(report.text, report.outlet)
    parties = _meet_sources(report, analysis, found, cast_of_report)
    ids = {id(party): f"s{i}" for i, party in enumerate(cast_of_report.parties, 1)}
    attributions = tuple(
        Attribution(
            id=f"a{number[i] + 1}",
            source=ids[id(party)] if (party := parties[i]) is not None else None,
            source_spans=found[i].source,
            cue=found[i].cue,
            content=found[i].content,
            within=f"a{number[w] + 1}" if (w := found[i].within) is not None else None,
            quote=quote_kind(analysis.quotes, report.text, found[i].content),
            confidence=round(found[i].confidence, 3),
        )
        for i in order
    )
    sources = tuple(
        Source(id=ids[id(p)], name=p.name, kind=p.kind, mentions=tuple(sorted(p.mentions)))
        for p in cast_of_report.parties
    )
    return sources, attributions


def quote_kind(states: np.ndarray, text: str, content: Spans) -> Quote:
    """Direct if all words of the content stand in quotation marks, mixed if some do, indirect if none."""
    inside = outside = False
    for start, end in content:
        for word in _LETTERS.finditer(text, start, end):  # no mark stands inside of a word
            state = states[word.start()]
            inside |= bool(state == 1)
            outside |= bool(state == 0)
    return "mixed" if inside and outside else "direct" if inside else "indirect"


def _all_levels(report: Report, analysis: Analysis, heads: Heads) -> list[_Found]:
    """Attributions of the text, then of every content that may hold more, and so on."""
    found = [
        one
        for one in _level(analysis, heads, None, [(0, len(report.text), 0)])
        if not _in_boilerplate(report.boilerplate, one)
    ]
    begin = 0
    for _ in range(DEPTH):
        pieces: list[tuple[int, int, int]] = []
        lines: list[str] = []
        owners: list[int] = []
        at = 0
        for parent in range(begin, len(found)):
            for start, end in found[parent].content:
                if not may_attribute(report.text[start:end]):
                    continue
                line = inner_text(report.text[start:end])
                pieces.append((at, at + len(line), start))
                owners.append(parent)
                lines.append(line)
                at += len(line) + 1
        begin = len(found)
        if not lines:
            break
        inner = next(iter(analyse(["\n".join(lines)])))
        for one in _level(inner, heads, owners, pieces):
            if one.within is not None and _smaller(one, found[one.within]):
                found.append(one)
    return found


_LINE_ENDS = re.compile(r"[\r\n]")


def inner_text(content: str) -> str:
    """A content as it is read again: on one line, and without the marks around it if all of it is quoted.

    Inside a quotation nobody is quoted by the marks any more; with them the network takes all the words for one
    content. The text keeps its length.
    """
    line = _LINE_ENDS.sub(" ", content)
    states = quote_states(line)
    if quote_kind(states, line, ((0, len(line)),)) == "direct":
        line = "".join(" " if state > 1 else letter for letter, state in zip(line, states.tolist(), strict=True))
    return line


def _smaller(child: _Found, parent: _Found) -> bool:
    """A content must be a true part of the one it stands in, and may not be the whole of it again."""
    return sum(e - s for s, e in child.content) < sum(e - s for s, e in parent.content)


def _level(
    analysis: Analysis, heads: Heads, owners: list[int] | None, pieces: list[tuple[int, int, int]]
) -> list[_Found]:
    """The attributions of one level, moved from the lines they were read in to their place in the report."""
    if not len(analysis.pieces):
        return []
    found = words(analysis)
    out = []
    for loose in assemble(analysis, found, heads.links, heads.settings):
        certainty = confidence(heads.calibration, loose)
        if certainty < heads.settings.least_confidence:
            continue
        spans = [_chars(found, part) for part in (loose.source, loose.cue, loose.content)]
        if spans[0] and told_to(analysis.text, spans[1], spans[0]):
            spans[0] = ()
        if spans[1] and spans[2] and refuses(analysis.text[slice(*spans[1][-1])], analysis.text[slice(*spans[2][0])]):
            continue
        whole = [span for part in spans for span in part]
        line = next((k for k, (s, e, _) in enumerate(pieces) if s <= min(whole)[0] < e), 0)
        start, end, target = pieces[line]
        if any(not start <= s < e <= end for s, e in whole):
            continue  # reaches into another content
        moved = [tuple((s - start + target, e - start + target) for s, e in part) for part in spans]
        content = tuple(widen(analysis.text, span) for span in spans[2])
        content = tuple((s - start + target, e - start + target) for s, e in content if start <= s and e <= end)
        out.append(
            _Found(moved[0], moved[1], content or moved[2], owners[line] if owners is not None else None, certainty)
        )
    return out


_PASSIVE = re.compile(
    r"^(?:(?:had|have|has|was|were|been|being|is|are|also|then|repeatedly)\s+)*(?:was|were|been|being|is|are)\s+(?:\w+\s+)?"
    r"(?:told|ordered|instructed|warned|asked|advised|urged|informed|reminded|forbidden|required)\b(?!.*\bby\b)"
)


def told_to(text: str, cue: Spans, source: Spans) -> bool:
    """Whether the cue is a passive and the words in front of it name those who were told, not who told them."""
    return source[-1][1] <= cue[0][0] and _PASSIVE.match(text[cue[0][0] : cue[-1][1]]) is not None


def _chars(found: Words, tagged: tuple[Tagged, ...]) -> Spans:
    return tuple((int(found.start[t.first]), int(found.end[t.last - 1])) for t in tagged)


_OPEN, _CLOSE = re.compile(r"[“„\"]$"), re.compile(r"^[,.!?]?[”\"]")


def widen(text: str, span: Span) -> Span:
    """Take in the quotation marks that belong to the content but were left outside, if one side has them already."""
    start, end = span
    inner = text[start:end]
    opened = inner.count("“") + (inner.count('"') % 2)
    closed = inner.count("”")
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    if (match := _CLOSE.match(after)) and (opened > closed):
        end += match.end()
    elif before and _OPEN.match(before) and (closed > inner.count("“") or inner.count('"') % 2):
        start -= 1
    elif before in ("“", '"') and after[:1] in ("”", '"') and after:
        start, end = start - 1, end + 1
    return start, end


def _in_boilerplate(boilerplate: Spans, one: _Found) -> bool:
    """Whether any part of the content or the cue lies in lines that are not part of the account."""
    return any(s < b and a < e for a, b in (*one.cue, *one.content) for s, e in boilerplate)


def _meet_sources(report: Report, analysis: Analysis, found: list[_Found], everyone: Cast) -> list[Party | None]:
    """Resolve sources in the order of the text, outer attributions before those in their contents."""
    sentences = analysis.sentences
    parties: list[Party | None] = [None] * len(found)
    depth = [0] * len(found)
    for i, one in enumerate(found):
        depth[i] = 0 if one.within is None else depth[one.within] + 1

    def key(i: int) -> tuple[int, int]:
        outermost = i
        while (parent := found[outermost].within) is not None:
            outermost = parent
        own = found[outermost]
        first = min((*own.source, *own.content))[0]
        return first, depth[i] * 10**9 + min((*found[i].source, *found[i].content))[0]

    for i in sorted(range(len(found)), key=key):
        one = found[i]
        if one.source:
            within = parties[one.within] if one.within is not None else None
            quoted = one.within is not None and bool(analysis.quotes[one.source[0][0]] == 1)
            parties[i] = everyone.meet(one.source[0], within, quoted, _spoke_to_outlet(report, sentences, one))
    return parties


_UNNAMED = re.compile(
    r"condition of anonymity|not (?:to )?be(?:ing)? (?:named|identified)|anonymously|requested anonymity|name withheld",
    re.IGNORECASE,
)


def _spoke_to_outlet(report: Report, sentences: list[Span], one: _Found) -> bool:
    """Whether the source told the outlet by its name, or the sentence around the content says why it is not named."""
    place = one.cue[0][0] if one.cue else one.content[0][0]
    start, end = span_at(sentences, place) or (place, place)
    return report.told_outlet(one.cue) or _UNNAMED.search(report.outside((start, end), one.content)) is not None

"""When what is claimed happened, and when it was told.

A date in the words of a claim is the event's, unless somebody who is quoted in them told something on that day. A date
beside the cue is that of the telling. The patterns are those of when.yaml.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from reportedly.claims.patterns import pattern
from reportedly.record import Attribution, Claim, Date, Report, Span, Spans, span_at

FILE = "when.yaml"
_PUBLIC = ("outlet", "institution", "document", "public")
_RECENT = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")


@dataclass(frozen=True)
class _Dates:
    """The dates of a report that can say when, by place; its attributions by id, by source and by place of the cue."""

    report: Report
    dates: list[Date]
    starts: list[int]
    attributions: dict[str, Attribution]
    by_source: dict[str, list[Attribution]]
    cues: list[tuple[int, Attribution]]
    contents: list[Span]
    kinds: dict[str, str]

    def within(self, start: int, end: int) -> list[Date]:
        """The dates between two places."""
        return [
            one
            for one in self.dates[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
            if one.span[1] <= end
        ]


_last: list[_Dates] = []


def _dates(report: Report) -> _Dates:
    """The dates of a report, kept for its next claim: a long report costs no more a claim than a short one."""
    if _last and _last[0].report is report:
        return _last[0]
    dates = [one for one in report.dates if one.value not in _RECENT and not _is_rate(one)]
    contents = sorted(span for one in report.attributions for span in one.content)
    by_source: dict[str, list[Attribution]] = {}
    for one in report.attributions:
        by_source.setdefault(one.source or "", []).append(one)
    for told in by_source.values():
        told.sort(key=lambda one: min((*one.cue, *one.content))[0])
    cues = sorted((min(one.cue)[0], number) for number, one in enumerate(report.attributions) if one.cue)
    _last[:] = [
        _Dates(
            report,
            dates,
            [one.span[0] for one in dates],
            {one.id: one for one in report.attributions},
            by_source,
            [(place, report.attributions[number]) for place, number in cues],
            contents,
            {source.id: source.kind for source in report.sources},
        )
    ]
    return _last[0]


def _is_rate(one: Date) -> bool:
    """*daily*, *a month*: how often; *every Monday* says when all the same."""
    return one.kind == "set" and one.value.startswith("P")


def of(report: Report, claim: Claim, sentences: list[Span]) -> tuple[tuple[str, ...], str | None]:
    """The ids of the dates of what is claimed, in the order of the text, and the id of the date of the telling."""
    if not report.dates or not claim.content:
        return (), None
    known = _dates(report)
    attribution = known.attributions.get(claim.attribution or "")
    said = _said_on(report, attribution, known, sentences)
    tellings = _tellings(report, claim, known, sentences)
    found = [
        one
        for start, end in claim.content
        for one in known.within(start, end)
        if one is not said and one.id not in tellings
    ]
    if not any(one.kind != "duration" for one in found):
        found += _beside(report, claim, attribution, known, sentences, said)
    exact = [one for one in found if one.kind != "duration"]
    chosen = sorted(exact or [one for one in found if _up_to_now(report, one)], key=lambda one: one.span)
    return tuple(dict.fromkeys(one.id for one in chosen)), said.id if said else None


def _up_to_now(report: Report, one: Date) -> bool:
    """Whether a duration says when, since it ends or begins with the telling."""
    before = report.text[max(0, one.span[0] - 90) : one.span[0]]
    return bool(
        pattern(FILE, "up_to_now").search(report.text[slice(*one.span)])
        or pattern(FILE, "have_been").search(before)
        or pattern(FILE, "within").search(before)
    )


def _said_on(report: Report, one: Attribution | None, known: _Dates, sentences: list[Span]) -> Date | None:
    """The day on which the innermost teller who speaks to the outlet or in public said it.

    What is quoted in the words of a person was heard behind closed doors, for all the report says; the day of that is
    not the day of the telling.
    """
    tellers: list[Attribution] = []
    while one is not None and len(tellers) < len(known.attributions):
        tellers.append(one)
        one = known.attributions.get(one.within or "")
    kinds = known.kinds
    for at, teller in enumerate(tellers):
        outer = tellers[at + 1] if at + 1 < len(tellers) else None
        if outer is None or kinds.get(outer.source or "") in _PUBLIC:
            found = _told(report, teller, known, sentences)
            if found is not None:
                return found
    return _carried(report, tellers[-1], known, sentences) if tellers else None


def _carried(report: Report, one: Attribution, known: _Dates, sentences: list[Span]) -> Date | None:
    """The day of what the same source told before in the same sentence or quotation, or of a document; no farther."""
    start = min((*one.cue, *one.content))[0]
    document = known.kinds.get(one.source or "") == "document"
    if one.source is None:
        return None
    told = known.by_source[one.source]
    until = bisect_left(told, start, key=lambda other: min((*other.cue, *other.content))[0])
    for other in reversed(told[max(0, until - 20) : until]):
        at = min((*other.cue, *other.content))[0]
        if other.within is not None:
            continue
        runs_on = not one.cue and "\n" not in report.text[at:start]
        if not document and not runs_on and span_at(sentences, at) != span_at(sentences, start):
            return None
        found = _told(report, other, known, sentences)
        if found is not None:
            return found
    return _dated(report, one, known) if document else None


def _dated(report: Report, one: Attribution, known: _Dates) -> Date | None:
    """The date right behind a mention of a document: *an order dated October 28*."""
    mentions = next((source.mentions for source in report.sources if source.id == one.source), ())
    for start, end in mentions:
        for date in known.within(start, end + 60):
            words = report.text[end : date.span[0]]
            if "." not in words and date.kind == "date" and pattern(FILE, "dated").search(words):
                return date
    return None


def _told(report: Report, one: Attribution, known: _Dates, sentences: list[Span]) -> Date | None:
    """The date beside the cue of an attribution, or in the words for its source; None if it has none of its own."""
    for start, end in one.source_spans:
        for date in known.within(start, end):
            if date.kind != "duration" and pattern(FILE, "dated").search(report.text[start : date.span[0]]):
                return date
    if not one.cue or pattern(FILE, "no_telling").search(report.words(one.cue)):
        return None
    cue = (min(one.cue)[0], max(end for _, end in one.cue))
    public = known.kinds.get(one.source or "") in _PUBLIC
    aside = not public and pattern(FILE, "told").search(report.words(one.cue)) and not report.told_outlet(one.cue)
    if aside and not pattern(FILE, "to_the_public").search(report.text[cue[0] : cue[1] + 60]):
        return None
    sentence = span_at(sentences, cue[0]) or cue
    outside = [
        date
        for date in known.within(*sentence)
        if date.kind in ("date", "time")
        and not _overlaps(date.span, one.content)
        and not _elsewhere(date, one, known)
        and not pattern(FILE, "from_or_to").search(report.text[max(0, date.span[0] - 16) : date.span[0]])
    ]
    begin, end = (bisect_left(known.contents, (place, 0)) for place in sentence)
    said = tuple(span for span in known.contents[begin:end] if not span[0] <= cue[0] < span[1])
    behind = next((date for date in outside if date.span[0] >= cue[1]), None)
    if behind is not None and _joined(report.outside((cue[1], behind.span[0]), said), "after_cue"):
        return behind
    ahead = next((date for date in reversed(outside) if date.span[1] <= cue[0]), None)
    if ahead is not None and any(
        end <= ahead.span[0] and pattern(FILE, "other").search(report.text[end : ahead.span[0]])
        for _, end in one.source_spans
    ):
        return None
    if ahead is not None and _joined(report.outside((ahead.span[1], cue[0]), said), "before_cue"):
        return ahead
    return None


def _joined(words: str, which: str) -> bool:
    if which == "after_cue" and len(words) < 120 and pattern(FILE, "speaking").search(words):
        return True
    return len(words) < 120 and not pattern(FILE, "other").search(words) and bool(pattern(FILE, which).search(words))


def _elsewhere(date: Date, one: Attribution, known: _Dates) -> bool:
    """Whether a date lies in what somebody else said, or the whole of it is said by the one who tells."""
    content = span_at(known.contents, date.span[0])
    return content is not None and not any(content[0] <= start and end <= content[1] for start, end in one.cue)


def _overlaps(span: Span, spans: Spans) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _tellings(report: Report, claim: Claim, known: _Dates, sentences: list[Span]) -> set[str]:
    """The dates in a claim on which somebody who is quoted in it told what he is quoted with."""
    found = set()
    first, last = claim.content[0][0], claim.content[-1][1]
    begin = bisect_left(known.cues, first, key=lambda entry: entry[0])
    end = bisect_left(known.cues, last, key=lambda entry: entry[0])
    for _, one in known.cues[begin:end]:
        if one.id == claim.attribution or not _overlaps(one.cue[0], claim.content):
            continue
        if not all(_overlaps(span, claim.content) for span in one.content):
            continue
        date = _told(report, one, known, sentences)
        if date is not None and len(one.content) and _mostly(one, claim):
            found.add(date.id)
    return found


def _mostly(one: Attribution, claim: Claim) -> bool:
    """Whether a claim is hardly more than what is quoted in it."""
    whole = sum(end - start for start, end in claim.content)
    return sum(end - start for start, end in one.content) > 0.6 * whole


def _beside(
    report: Report,
    claim: Claim,
    attribution: Attribution | None,
    known: _Dates,
    sentences: list[Span],
    said: Date | None,
) -> list[Date]:
    """Dates of a claim's sentence that stand outside every content, the telling's apart: *Early this month, …*."""
    if attribution is None or attribution.within is not None:
        return []
    found = []
    for start, _ in claim.content[:1]:
        sentence = span_at(sentences, start)
        if sentence is None:
            continue
        for date in known.within(*sentence):
            if date is said or date.kind == "set" or span_at(known.contents, date.span[0]) is not None:
                continue
            if re.match(r"[ ]*(?:\([^()\n]{1,60}\)[ ]*)?(?:--|[–—])", report.text[date.span[1] : date.span[1] + 70]):
                continue  # the day at the head of a report, not of what it tells
            if _overlaps(date.span, attribution.source_spans) or _overlaps(date.span, attribution.cue):
                continue
            before = report.text[sentence[0] : date.span[0]]
            if len(re.findall(r"\w+", before)) <= 3 or pattern(FILE, "no_telling").search(
                report.words(attribution.cue)
            ):
                found.append(date)
    return found

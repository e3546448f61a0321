"""The step: from report and analysis to the dates of the report."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from reportedly.dates.context import Context, reference_words
from reportedly.dates.grammar import fitting
from reportedly.dates.knowledge import knowledge
from reportedly.dates.lexicon import Token, lexicon
from reportedly.dates.moments import Moment, interval, is_day, moment
from reportedly.dates.values import Value
from reportedly.dates.words import runs
from reportedly.language import Analysis
from reportedly.record import Date, Report, Span, span_at

LONGEST = 60
"""Words of a run that are looked at together; longer ones, which only tables have, are cut."""

CLOSE = 60
"""Code points between the words that attribute and the day of the telling."""

HEAD = 600
"""Code points at the beginning of a report in which a dateline is looked for."""

_Found = tuple[Span, Value]


def find(report: Report, analysis: Analysis) -> tuple[Date, ...]:
    """The time expressions of a report in the order of the text, each with what it means and why.

    Values and modifiers are those of TIMEX3 (TimeML 1.2.1). Relative times are told from ``report.published``, or,
    where that is not known, from the day on which the report says that it was told; what neither settles stays open.
    """
    outside = sorted(report.boilerplate)
    sentences = [span for span in analysis.sentences if not _within(span, outside)]
    published = moment(report.published[:10]) if report.published else None
    found = _resolved(report.text, sentences, published or Moment(), published is not None)
    if published is None:
        told = _dateline(report, found) or _told_on(report, found)
        if told is not None:
            found = _resolved(report.text, sentences, told, published=False)
    dates = []
    for (start, end), value in found:
        if span_at(outside, start) is not None or span_at(outside, end - 1) is not None:
            continue
        earliest, latest = interval(value.value, value.mod) if value.kind in ("date", "time") else (None, None)
        dates.append(Date("", (start, end), value.value, value.mod, value.kind, earliest, latest, value.why))
    return tuple(replace(date, id=f"d{number}") for number, date in enumerate(dates, 1))


def _within(span: Span, others: list[Span]) -> bool:
    around = span_at(others, span[0])
    return around is not None and span[1] <= around[1]


def _resolved(text: str, sentences: list[Span], reference: Moment, published: bool) -> list[_Found]:
    context = Context(text, sentences, reference, reference_words(reference, published))
    everything = [run[at : at + LONGEST] for run in runs(text, iter(sentences)) for at in range(0, len(run), LONGEST)]
    context.history = _is_history(everything, reference)
    return [found for run in everything for found in _in_run(run, context)]


def _is_history(everything: list[list[Token]], reference: Moment) -> bool:
    """Whether most months with a year lie more than two years before the telling."""
    if reference.year is None:
        return False
    years = [
        token.value
        for run in everything
        for before, token in itertools.pairwise(run)
        if token.kind == "year" and before.kind in ("month", "small", "comma")
    ]
    return len(years) >= 5 and sum(year < reference.year - 2 for year in years) > 0.8 * len(years)


def _in_run(run: list[Token], context: Context) -> Iterator[_Found]:
    kinds = lexicon().kinds
    reached = 0
    for start, candidates in fitting("".join([kinds[token.kind] for token in run])):
        if start < reached:
            continue
        for end, rule in candidates:
            tokens = run[start:end]
            context.span = (tokens[0].start, tokens[-1].end)
            value = rule.resolve(tokens, context)
            if value is None:
                continue
            reached = end
            if value.value:
                span = (tokens[0].start, tokens[-1].end)
                _remember(tokens, value, context)
                yield span, value
            break


def _remember(tokens: list[Token], value: Value, context: Context) -> None:
    """What later expressions are understood by."""
    if value.kind not in ("date", "time") or value.value.endswith("_REF"):
        return
    words = context.text[tokens[0].start : tokens[-1].end]
    context.anchor, context.anchor_words = value.value, " ".join(words.split())
    context.anchor_end = tokens[-1].end
    context.anchor_month = any(token.kind in ("month", "short_month") for token in tokens)
    if (
        any(token.kind in ("ordinal", "second") for token in tokens)
        and "-Q" in value.value
        and value.value[:4].isdigit()
        and value.value[-1].isdigit()
    ):
        context.quarter, context.quarter_at = value.value, tokens[-1].end
    year = next((token.value for token in tokens if token.kind in ("year", "short_year")), None)
    # XXXX-WXX-7, 2021-03-04, XXXX-XX-04: whatever tells the day, whether or not the rest is known.
    on = value.value.partition("T")[0]
    at = moment(value.value)
    names = any(token.kind in ("month", "short_month", "iso", "slash", "holiday") for token in tokens)
    if at is not None and at.month is not None and (names or context.reference.month is None):
        context.month, context.month_end = Moment(at.year, at.month), tokens[-1].end
    told = context.reference.date
    # What lies ahead is seldom what "that evening" goes back to.
    ahead = told is not None and on[0].isdigit() and on > told.isoformat()
    if len(on) >= 9 and on[-1].isdigit() and not (ahead and context.day):
        context.day, context.day_words, context.day_end = on, context.anchor_words, tokens[-1].end
    exact = any(token.kind in ("month", "short_month", "iso", "slash", "season") for token in tokens)
    if year is not None and (exact or context.history):
        context.year, context.year_at = int(year), tokens[-1].end


_BEFORE_A_DATELINE = re.compile(
    r"(?:^|[,:|(–—-]|\b(?:published|posted|updated|dated|issued)(?: on)?)\s*$", re.IGNORECASE
)
_DATELINE = re.compile(r"[ ]*\)?[ ]*(?:\([^()\n]{1,60}\)|,[^\n.]{1,40}|/[^/\n]{1,40}/)?[ ]*(?:--|[-–—:]|\n|$)")


_FIGURES = re.compile(r"^\(?[A-Z][^()\n\d]{0,60}, (\d{1,2})\.(\d{1,2})\.?\)?[ ]*(?:[-–—]|$)", re.MULTILINE)
"""*(Daily X, 12.10)*: day and month at the head of a report."""


def _dateline(report: Report, found: list[_Found]) -> Moment | None:
    """The day at the head of a report, before a dash or alone on its line: *KAST, June 1 (RTA) --*."""
    for (start, end), value in found:
        if start > HEAD:
            break
        at = moment(value.value)
        line = report.text[report.text.rfind("\n", 0, start) + 1 : start]
        if at is None or at.day is None or at.month is None or len(line) > 60 or value.value.count("-") != 2:
            continue
        if _DATELINE.match(report.text, end) and _BEFORE_A_DATELINE.search(line):
            return at
    figures = _FIGURES.search(report.text, 0, HEAD)
    if figures is not None and is_day(None, int(figures[2]), int(figures[1])):
        return Moment(None, int(figures[2]), int(figures[1]))
    return None


def _told_on(report: Report, found: list[_Found]) -> Moment | None:
    """The day of the telling: the first day in the words that attribute, outside of what is told."""
    contents = sorted(span for one in report.attributions for span in one.content)
    cues = [span for one in report.attributions for span in one.cue] or _tellings(report.text)
    ends = sorted(last for _, last in cues)
    for (start, end), value in found:
        at = moment(value.value)
        if at is None or at.day is None or at.month is None:
            continue
        content = span_at(contents, start)
        if content is not None and end <= content[1]:
            continue
        behind = bisect_right(ends, start) - 1
        if behind >= 0 and start - ends[behind] < CLOSE and "\n" not in report.text[ends[behind] : start]:
            return at
    return None


def _tellings(text: str) -> list[Span]:
    """Where verbs of telling stand, for a report of which no attributions are known."""
    verbs = "|".join(knowledge("around.yaml")["telling"])
    return [match.span() for match in re.finditer(rf"\b(?:{verbs})\b", text)]

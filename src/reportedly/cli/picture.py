"""The picture of a record in the terminal: who says what, on whose word, and how."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

from reportedly.cli.safe import visible
from reportedly.exports.details import of_claim, of_source
from reportedly.record import Attribution, Claim, Report, Source

WIDEST = 100
"""No line is longer than this, however wide the terminal: the eye loses longer lines."""

_NARROWEST = 12
"""Words do not hang in a column narrower than this; they begin at the left edge instead."""

_SOURCE_STYLES = {"outlet": "bold", "anonymous": "bold yellow", "person": "bold green", "public": "bold magenta"}
_FORCE_STYLES = {"ordered": "bold red", "warned": "bold yellow", "denied": "bold magenta"}
QUOTES = {"direct": "direct quote", "indirect": "indirect quote", "mixed": "mixed quote"}


def picture(report: Report, *, encoding: str = "utf-8") -> RenderableType:
    """What a person reads of a record, for any width of the terminal.

    Nothing in it obeys the report's own control characters, all is said in words as well as in colour, and signs that
    ``encoding`` lacks are replaced.
    """
    say = _Say(encoding)
    return Group(*_head(report, say), *_claims(report, say), *_sources(report, say), *_counts(report, say))


@dataclass(frozen=True)
class _Say:
    """Makes styled text that is safe to show."""

    encoding: str

    def __call__(self, words: str, style: str = "") -> Text:
        return Text(visible(words, self.encoding), style=style)

    def join(self, parts: Iterable[Text], between: str, style: str = "dim") -> Text:
        # Not Text.join of the sign: all the parts would inherit its style.
        joined = Text()
        for number, part in enumerate(parts):
            joined.append_text(self(between, style) if number else Text()).append_text(part)
        return joined


@dataclass(frozen=True)
class _Hanging:
    """Text that begins with ``first`` and goes on, wrapped, below its own beginning; ``bar`` draws a line beside it."""

    first: Text
    text: Text
    bar: Text = field(default_factory=Text)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(options.max_width, WIDEST)
        first, indent = self.first, self.first.cell_len + self.bar.cell_len
        if width - indent < _NARROWEST:
            first, indent = Text(), self.bar.cell_len
            yield from _lines([self.first] if self.first.plain.strip() else [], console)
        lines = self.text.wrap(console, width - indent)
        margins = [first, *[Text(" " * first.cell_len)] * (len(lines) - 1)]
        rows = [Text().join((margin, self.bar, line)) for margin, line in zip(margins, lines, strict=True)]
        yield from _lines(rows, console)


def _lines(lines: Iterable[Text], console: Console) -> Iterable[Segment]:
    for line in lines:
        line.rstrip()
        yield from Text().append_text(line).render(console)
        yield Segment.line()


def _plain(text: Text) -> _Hanging:
    return _Hanging(Text(), text)


def _head(report: Report, say: _Say) -> Iterable[RenderableType]:
    yield _plain(say(report.title or "Untitled report", "bold"))
    about = [
        say(report.outlet or "outlet unknown"),
        *([say("by " + ", ".join(report.byline))] if report.byline else []),
        say(report.published or "date unknown"),
        say(f"language {report.language}" if report.language else "language unknown"),
    ]
    yield _plain(say.join(about, " · "))
    for note in report.notes:
        yield _Hanging(say("Note: ", "bold yellow"), say(note, "yellow"))


def _claims(report: Report, say: _Say) -> Iterable[RenderableType]:
    yield Text()
    yield _plain(say("Claims", "bold underline"))
    if not report.claims:
        yield _plain(say("none found"))
    sources = {source.id: source for source in report.sources}
    attributions = {attribution.id: attribution for attribution in report.attributions}
    digits = len(str(len(report.claims)))
    for number, claim in enumerate(report.claims, 1):
        yield Text()
        margin = Text(" " * (digits + 2))
        yield _Hanging(say(f"{number:>{digits}}  ", "bold cyan"), _chain(claim, sources, say))
        yield _Hanging(margin, say(report.words(claim.content) or "(no words)"), bar=say("│ ", "dim"))
        yield _Hanging(margin, _manner(report, claim, attributions.get(claim.attribution or ""), say))
        for detail in of_claim(report, claim):
            yield _Hanging(say(f"{margin.plain}{detail.label}: ", "dim"), say(detail.text))


def _chain(claim: Claim, sources: dict[str, Source], say: _Say) -> Text:
    links = []
    for id in claim.chain:
        source = sources.get(id)
        link = say(source.name if source else id, _SOURCE_STYLES.get(source.kind, "bold blue") if source else "bold")
        if id in claim.implied:
            link.append_text(say(" [implied]", "italic dim"))
        links.append(link)
    return say.join(links, " › ") if links else say("nobody is named", "italic")


def _manner(report: Report, claim: Claim, attribution: Attribution | None, say: _Say) -> Text:
    parts = [say(claim.force, _FORCE_STYLES.get(claim.force, "bold") + " not dim")]
    if claim.polarity == "negative":
        parts.append(say("negative"))
    if claim.hedged:
        parts.append(say("hedged", "not dim italic"))
    if attribution:
        if attribution.cue:
            parts.append(say("cue: " + report.words(attribution.cue)))
        parts.append(say(QUOTES.get(attribution.quote, attribution.quote)))
    else:
        parts.append(say("the outlet’s own words"))
    parts.append(say(f"confidence {claim.confidence:.0%}"))
    manner = say.join(parts, " · ")
    manner.style = "dim"
    return manner


def _sources(report: Report, say: _Say) -> Iterable[RenderableType]:
    if not report.sources:
        return
    yield Text()
    yield _plain(say("Sources", "bold underline"))
    for source in report.sources:
        line = say(source.name, _SOURCE_STYLES.get(source.kind, "bold blue"))
        about = [source.kind if source.access == "unknown" else f"{source.kind}, {source.access.replace('_', '-')}"]
        about.append(_count(len(source.mentions), "mention"))
        line.append_text(say(" · " + " · ".join(about), "dim"))
        yield _Hanging(Text("  "), line)
        for detail in of_source(report, source):
            yield _Hanging(say(f"    {detail.label}: ", "dim"), say(detail.text))


def _counts(report: Report, say: _Say) -> Iterable[RenderableType]:
    anonymous = {source.id for source in report.sources if source.kind == "anonymous"}
    resting = sum(1 for claim in report.claims if anonymous.intersection(claim.chain))
    counts = [
        _count(len(report.claims), "claim"),
        _count(len(report.attributions), "attribution"),
        _count(len(report.sources), "source"),
        f"{_count(resting, 'claim')} {'rests' if resting == 1 else 'rest'} on anonymous sources",
    ]
    yield Text()
    yield _plain(say(" · ".join(counts)))


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"

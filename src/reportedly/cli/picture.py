"""The picture of a record in the terminal: who says what, on whose word, and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rich.console import Group, RenderableType
from rich.text import Text

from reportedly.cli.layout import Hanging, Say, count, plain
from reportedly.cli.safe import visible
from reportedly.exports.details import Detail, of_claim, of_source
from reportedly.record import Attribution, Claim, Report, Source

_SOURCE_STYLES = {"outlet": "bold", "anonymous": "bold yellow", "person": "bold green", "public": "bold magenta"}
_FORCE_STYLES = {"ordered": "bold red", "warned": "bold yellow", "denied": "bold magenta"}
QUOTES = {"direct": "direct quote", "indirect": "indirect quote", "mixed": "mixed quote"}


More = Mapping[str, Sequence[Detail]]
"""What else is known of claims and sources, by their ids."""


def picture(report: Report, *, encoding: str = "utf-8", more: More | None = None) -> RenderableType:
    """What a person reads of a record, for any width of the terminal; ``more`` is shown below what it is about.

    Nothing in it obeys the report's own control characters, all is said in words as well as in colour, and signs that
    ``encoding`` lacks are replaced.
    """
    say, more = Say(encoding), more or {}
    return Group(*_head(report, say), *_claims(report, say, more), *_sources(report, say, more), *_counts(report, say))


def of_one_claim(report: Report, claim: Claim, number: str, *, encoding: str = "utf-8", more: More) -> RenderableType:
    """The picture of one claim, below the name of its report, with the sources of its chain."""
    say = Say(encoding)
    known = report.things["sources"]
    only = replace(report, sources=tuple(known[id] for id in claim.chain if id in known))
    return Group(*_head(report, say), Text(), *_claim(report, claim, number, say, more), *_sources(only, say, more))


def lines(details: Iterable[Detail], say: Say, margin: str = "") -> RenderableType:
    """What is told in one line each, a label before it."""
    return Group(*(Hanging(say(f"{margin}{one.label}: ", "dim"), say(one.text)) for one in details))


def _head(report: Report, say: Say) -> Iterable[RenderableType]:
    yield plain(say(report.title or "Untitled report", "bold"))
    about = [
        say(report.outlet or "outlet unknown"),
        *([say("by " + ", ".join(report.byline))] if report.byline else []),
        say(report.published or "date unknown"),
        say(f"language {report.language}" if report.language else "language unknown"),
    ]
    yield plain(say.join(about, " · "))
    for note in report.notes:
        yield Hanging(say("Note: ", "bold yellow"), say(note, "yellow"))


def _claims(report: Report, say: Say, more: More) -> Iterable[RenderableType]:
    yield Text()
    yield plain(say("Claims", "bold underline"))
    if not report.claims:
        yield plain(say("none found"))
    # Its number for one that was read, its whole id for one that a person added.
    numbers = [claim.id if claim.id != f"c{n}" else str(n) for n, claim in enumerate(report.claims, 1)]
    digits = max((len(visible(number)) for number in numbers), default=0)
    for number, claim in zip(numbers, report.claims, strict=True):
        yield Text()
        yield from _claim(report, claim, f"{number:>{digits}}", say, more)


def _claim(report: Report, claim: Claim, number: str, say: Say, more: More) -> Iterable[RenderableType]:
    attribution = report.things["attributions"].get(claim.attribution or "")
    first = say(f"{number}  ", "bold cyan")
    margin = Text(" " * first.cell_len)
    yield Hanging(first, _chain(claim, report.things["sources"], say))
    yield Hanging(margin, say(report.words(claim.content) or "(no words)"), bar=say("│ ", "dim"))
    yield Hanging(margin, _manner(report, claim, attribution, say))
    for detail in (*of_claim(report, claim), *more.get(claim.id, ())):
        yield Hanging(say(f"{margin.plain}{detail.label}: ", "dim"), say(detail.text))


def _chain(claim: Claim, sources: dict[str, Source], say: Say) -> Text:
    links = []
    for id in claim.chain:
        source = sources.get(id)
        link = say(source.name if source else id, _SOURCE_STYLES.get(source.kind, "bold blue") if source else "bold")
        if id in claim.implied:
            link.append_text(say(" [implied]", "italic dim"))
        links.append(link)
    return say.join(links, " › ") if links else say("nobody is named", "italic")


def _manner(report: Report, claim: Claim, attribution: Attribution | None, say: Say) -> Text:
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


def _sources(report: Report, say: Say, more: More) -> Iterable[RenderableType]:
    if not report.sources:
        return
    yield Text()
    yield plain(say("Sources", "bold underline"))
    for source in report.sources:
        line = say(source.name, _SOURCE_STYLES.get(source.kind, "bold blue"))
        about = [source.kind if source.access == "unknown" else f"{source.kind}, {source.access.replace('_', '-')}"]
        about.append(count(len(source.mentions), "mention"))
        line.append_text(say(" · " + " · ".join(about), "dim"))
        yield Hanging(Text("  "), line)
        for detail in (*of_source(report, source), *more.get(source.id, ())):
            yield Hanging(say(f"    {detail.label}: ", "dim"), say(detail.text))


def _counts(report: Report, say: Say) -> Iterable[RenderableType]:
    anonymous = {source.id for source in report.sources if source.kind == "anonymous"}
    resting = sum(1 for claim in report.claims if anonymous.intersection(claim.chain))
    counts = [
        count(len(report.claims), "claim"),
        count(len(report.attributions), "attribution"),
        count(len(report.sources), "source"),
        f"{count(resting, 'claim')} {'rests' if resting == 1 else 'rest'} on anonymous sources",
    ]
    yield Text()
    yield plain(say(" · ".join(counts)))

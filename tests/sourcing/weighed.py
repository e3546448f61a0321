"""Reports with marked attributions, and what the sourcing step makes of their sources."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reportedly import sourcing
from reportedly.language.analysis import Span
from reportedly.record import Place, Report, Source, SourceKind, Spans
from tests.claims.handmade import Link, cut, report

_MARK = re.compile(r"\{[sqc]:([^{}]*)\}")


@dataclass(frozen=True)
class Cut:
    """What the sourcing step uses of an analysis."""

    sentences: list[Span]
    paragraphs: list[Span]

    def marked(self, _name: str) -> list[tuple[Span, float]]:
        """No words are marked: the patterns are on their own."""
        return []

    def likely(self, _name: str, _spans: Spans) -> dict[str, float]:
        """Nothing is known but the words."""
        return {}


def weigh(one: Report) -> Report:
    """The report with its sources weighed."""
    analysis = Cut(*cut(one.text))
    return replace(one, sources=sourcing.find(one, analysis))  # type: ignore[arg-type]


def weighed(
    marked: str, kind: SourceKind = "anonymous", *, then: str = "", place: str = "", mentions: tuple[str, ...] = ()
) -> tuple[Report, Source]:
    """One attribution, what follows it, and its source; ``place`` is a place of the text, ``mentions`` other names."""
    text = _MARK.sub(r"\1", marked) + then
    name = next(iter(re.findall(r"\{s:([^{}]*)\}", marked)))
    name = name.split(",")[0] if kind == "person" else name
    link = Link(marked, name, quote="direct" if "{c:“" in marked else "indirect")
    one = report(text, link, kinds={name: kind})
    if place:
        at = text.index(place)
        one = replace(one, places=(Place("p1", (at, at + len(place)), place, None, None, None, None),))
    if mentions:
        more = tuple((text.index(words), text.index(words) + len(words)) for words in mentions)
        sources = tuple(replace(s, mentions=(*s.mentions, *more)) if s.name == name else s for s in one.sources)
        one = replace(one, sources=sources)
    done = weigh(one)
    return done, next(source for source in done.sources if source.name == name)

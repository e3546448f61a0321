"""Reports whose attributions are marked by hand, as in tests/reports: ``{s:source} {q:cue} {c:content}``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reportedly.claims import assemble
from reportedly.language.pieces import paragraphs
from reportedly.language.sentences import sentences
from reportedly.record import Attribution, Claim, Quote, Report, Source, SourceKind, Span, Spans

OUTLET = "The Harbour Wire"
_MARK = re.compile(r"\{([sqc]):([^{}]*)\}")


@dataclass(frozen=True)
class Link:
    """One marked passage; ``source`` is the name of who says it, ``within`` the number of the link it stands in."""

    passage: str
    source: str | None = None
    within: int | None = None
    confidence: float = 0.9
    quote: Quote = "indirect"


def marked(text: str, passage: str) -> dict[str, Spans]:
    """The spans of a passage that must be in the text."""
    at = text.index(_MARK.sub(r"\2", passage))
    spans: dict[str, list[Span]] = {"s": [], "q": [], "c": []}
    taken = 0
    for match in _MARK.finditer(passage):
        begin = at + match.start() - taken
        spans[match.group(1)].append((begin, begin + len(match.group(2))))
        taken += len(match.group(0)) - len(match.group(2))
    return {role: tuple(found) for role, found in spans.items()}


def report(
    text: str, *links: Link, kinds: dict[str, SourceKind] | None = None, boilerplate: str = "", outlet: str = OUTLET
) -> Report:
    """A report with these links; ``kinds`` says what its sources are, anonymous if it does not."""
    kinds = kinds or {}
    mentions: dict[str, list[Span]] = {outlet: []}
    attributions = []
    for number, link in enumerate(links, 1):
        spans = marked(text, link.passage)
        if link.source is not None:
            mentions.setdefault(link.source, []).extend(spans["s"])
        attributions.append(
            Attribution(
                id=f"a{number}",
                source=link.source,
                source_spans=spans["s"],
                cue=spans["q"],
                content=spans["c"],
                within=f"a{link.within}" if link.within else None,
                quote=link.quote,
                confidence=link.confidence,
            )
        )
    sources = tuple(
        Source(f"s{n}", name, "outlet" if n == 1 else kinds.get(name, "anonymous"), mentions=tuple(spans))
        for n, (name, spans) in enumerate(mentions.items(), 1)
    )
    ids = {source.name: source.id for source in sources}
    start = text.index(boilerplate) if boilerplate else 0
    return Report(
        id="sha256:" + "0" * 64,
        text=text,
        media_type="text/plain",
        outlet=outlet,
        language="en",
        boilerplate=((start, start + len(boilerplate)),) if boilerplate else (),
        sources=sources,
        attributions=tuple(replace(a, source=ids[a.source] if a.source else None) for a in attributions),
    )


def cut(text: str) -> tuple[list[Span], list[Span]]:
    """Sentences and paragraphs of a text."""
    lines = paragraphs(text)
    return [one for start, end in lines for one in sentences(text, start, end)], lines


def with_claims(one: Report) -> Report:
    """The report with its claims."""
    sources, claims = assemble(one, *cut(one.text))
    return replace(one, sources=sources, claims=claims)


@dataclass(frozen=True)
class Said:
    """A claim in words: content, names of the chain without the outlet, names of those implied."""

    words: str
    chain: tuple[str, ...]
    implied: tuple[str, ...]
    force: str
    claim: Claim


def said(one: Report) -> list[Said]:
    """The claims of a report in words; every chain must begin with the outlet."""
    done = with_claims(one)
    names = {source.id: source.name for source in done.sources}
    out = []
    for claim in done.claims:
        assert names[claim.chain[0]] == one.outlet
        chain = tuple(names[id] for id in claim.chain[1:])
        out.append(Said(done.words(claim.content), chain, tuple(names[id] for id in claim.implied), claim.force, claim))
    return out

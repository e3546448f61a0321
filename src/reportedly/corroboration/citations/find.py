"""Whom a report credits for what it says: other outlets, agencies, state media, documents, pages it links to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reportedly.corroboration.citations.links import links
from reportedly.corroboration.citations.outlets import Named, Outlet, outlets
from reportedly.corroboration.citations.patterns import Line, Masked, document
from reportedly.record import Report, Source, Span, Spans

Kind = Literal["outlet", "agency", "document", "state_media", "link"]


@dataclass(frozen=True)
class Citation:
    """A credit: whom, in which words, and for which claims.

    ``credited`` is an id of outlets.yaml or None, ``name`` the words that name it, ``spans`` those of the whole credit.
    ``claims`` are the ids of the claims it is given for; where ``line`` is set it stands in a credit line and is given
    for the whole report (``contributed``: for parts of it that nobody names). ``url`` is the address of a link.
    """

    kind: Kind
    credited: str | None
    name: str
    spans: Spans
    claims: tuple[str, ...]
    line: Line | None = None
    url: str | None = None


def find(report: Report, page: bytes | None = None) -> list[Citation]:
    """All credits of a report, in the order of its text; ``page`` are its bytes, for the links of a web page."""
    own = _own(report)
    masked = _masked(report.text)
    found = [*_lines(report, masked, own), *_sources(report, masked, own), *_cues(report, masked, own)]
    found += _links(report, masked, page, own)
    return sorted(_once(found), key=lambda one: (one.spans, one.kind, one.name))


def credits(report: Report) -> tuple[str, ...]:
    """Whom the credit lines name as where the text is from, besides the outlet itself: ids, or words; each once."""
    found = _lines(report, _masked(report.text), _own(report))
    return tuple(dict.fromkeys(one.credited or one.name for one in found if one.line != "contributed"))


@lru_cache(maxsize=2)
def _masked(text: str) -> Masked:
    return Masked(text)  # kept from asking for the credit lines to asking for all


def _own(report: Report) -> Outlet | str | None:
    return outlets().known(report.outlet) or (report.outlet.casefold() if report.outlet else None)


def _lines(report: Report, masked: Masked, own: Outlet | str | None) -> list[Citation]:
    found = []
    for one in masked.lines:
        name = report.text[slice(*one.name)]
        if not _is(own, one.outlet, name) and _bare(name) != _bare(report.title or ""):
            kind = _kind(one.outlet)
            found.append(Citation(kind, _id(one.outlet), name, (one.words,), (), line=one.what))
    for name in report.byline:  # the byline may be an agency, and stand in no line of the text
        outlet = outlets().known(name)
        if outlet and not _is(own, outlet, name) and outlet.id not in {one.credited for one in found}:
            found.append(Citation(_kind(outlet), outlet.id, name, (), (), line="wire"))
    return found


def _sources(report: Report, masked: Masked, own: Outlet | str | None) -> Iterator[Citation]:
    """Sources of claims that are outlets, state media or documents."""
    states = [start for start, _ in masked.states()]
    for source in report.sources:
        claims = tuple(claim.id for claim in report.claims if source.id in claim.chain[1:])
        if not claims or source.kind in ("anonymous", "public"):
            continue
        named = [one for span in source.mentions for one in masked.names(_naming(source, span))]
        outlet = _outlet_of(source, named)
        if _is(own, outlet, source.name):
            continue
        words = " ".join((source.name, *(report.text[start:end] for start, end in source.mentions)))
        state = any(start <= at < end for at in states for start, end in source.mentions)
        if outlet is None and not state and not named and source.kind not in ("document", "outlet"):
            continue
        if outlet is not None and outlet.kind == "organisation" and not document(words) and source.kind != "document":
            continue  # an organisation that speaks is a source, not a report that is credited
        unlisted: Kind = "document" if source.kind == "document" else "state_media" if state else "outlet"
        kind = _kind(outlet) if outlet else unlisted
        yield Citation(kind, _id(outlet), source.name, source.mentions[:1], claims)


def _naming(source: Source, mention: Span) -> Span:
    """Where in a mention an outlet would be named: of a person, only where the name begins (*Kim, of Radio Velk*)."""
    return (mention[0], min(mention[0] + 5, mention[1])) if source.kind == "person" else mention


def _outlet_of(source: Source, named: Sequence[Named]) -> Outlet | None:
    if source.kind in ("outlet", "institution", "unknown") and (known := outlets().known(source.name)):
        return known
    found = {one.outlet.id: one.outlet for one in named if one.outlet and not one.weak}
    return next(iter(found.values())) if len(found) == 1 else None


def _cues(report: Report, masked: Masked, own: Outlet | str | None) -> Iterator[Citation]:
    """Words of the account that credit an outlet, for the claims of their sentence."""
    closed = (*report.boilerplate, *(one.name for one in masked.lines))
    for one in masked.cues():
        name = report.text[slice(*one.name)]
        if _is(own, one.outlet, name) or _touches(one.name, closed) or (one.heard and own is None):
            continue
        words = report.text[slice(*one.words)]
        if one.outlet and one.outlet.kind == "organisation" and not document(words):
            continue
        spans = (one.words,)
        yield Citation(_kind(one.outlet), _id(one.outlet), name, spans, _claims(report, masked, one.words, one.name))
    for span in masked.states():
        if not _touches(span, closed) and (claims := _of_source(report, span)):
            yield Citation("state_media", None, report.text[slice(*span)], (span,), claims)


def _links(report: Report, masked: Masked, page: bytes | None, own: Outlet | str | None) -> Iterator[Citation]:
    for one in links(report, page):
        outlet = outlets().at(one.url)
        if not _is(own, outlet, one.url) and not _touches(one.span, report.boilerplate):
            yield Citation("link", _id(outlet), report.text[slice(*one.span)], (one.span,),
                           _claims(report, masked, one.span, one.span), url=one.url)  # fmt: skip


def _claims(report: Report, masked: Masked, words: Span, name: Span) -> tuple[str, ...]:
    """The claims that a credit is given for: those of the source it names, else those of its sentence."""
    return _of_source(report, name) or _of_sentence(report, masked, words)


def _of_source(report: Report, name: Span) -> tuple[str, ...]:
    sources = {one.id for one in report.sources if _touches(name, one.mentions)}
    return tuple(claim.id for claim in report.claims if sources & set(claim.chain[1:]))


def _of_sentence(report: Report, masked: Masked, words: Span) -> tuple[str, ...]:
    sentence = masked.sentence(words)
    return tuple(claim.id for claim in report.claims if _touches(sentence, claim.content))


def _touches(span: Span, spans: Iterable[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _is(own: Outlet | str | None, outlet: Outlet | None, name: str) -> bool:
    """Whether a name is the report's own outlet, or a short form of it (*the Post* for the *Dolm Post*)."""
    if own is None:
        return False
    if isinstance(own, Outlet):
        return outlet is not None and outlet.id == own.id
    return f" {_bare(own)} ".startswith(f" {_bare(name)} ") or f" {_bare(own)} ".endswith(f" {_bare(name)} ")


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ").removesuffix("’s").removesuffix("'s")


def _kind(outlet: Outlet | None) -> Kind:
    if outlet is None:
        return "outlet"
    if outlet.state:
        return "state_media"
    if outlet.kind == "organisation":
        return "document"
    return "agency" if outlet.kind == "agency" else "outlet"


def _id(outlet: Outlet | None) -> str | None:
    return outlet.id if outlet else None


def _once(found: Iterable[Citation]) -> list[Citation]:
    """Each credit once: of two for the same outlet the first, if it has the claims of the other."""
    kept: list[Citation] = []
    claims: dict[tuple[str, str | None], set[tuple[str, ...]]] = defaultdict(set)
    bare: set[tuple[str, Spans]] = set()
    for one in found:
        who = one.credited or _bare(one.name)
        if one.kind != "link" and (one.claims or one.line):
            if any(set(one.claims) <= set(some) for some in claims[who, one.line]):
                continue
            claims[who, one.line].add(one.claims)
        elif one.kind != "link":
            if (who, one.spans) in bare:
                continue
            bare.add((who, one.spans))
        kept.append(one)
    return kept

"""One report and its record as one page for the browser: the words, and beside them on whose word they stand.

The page is a single file without scripts that loads nothing from anywhere; it may be kept beside the evidence, mailed
or printed. Of the file's path only the last part is shown, because folders often carry their owner's name.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from reportedly.exports.details import of_claim, of_source
from reportedly.exports.marked import marked
from reportedly.exports.marks import Passage, cut, within
from reportedly.record import Claim, Report

QUOTES = {"direct": "direct quote", "indirect": "indirect quote", "mixed": "mixed quote"}


def page(report: Report) -> str:
    """A self-contained HTML page, the same for the same record.

    The report's text stands in it letter for letter: the text of all elements of class ``words``, joined, is the text.
    Only U+0000 and halves of surrogate pairs, which HTML cannot hold, become U+FFFD. Other control characters are shown
    by their number besides, and cannot reorder what stands around them.
    """
    style = _file("page.css") + _highlights(len(report.claims))
    digest = base64.b64encode(hashlib.sha256(_sound(style).encode()).digest()).decode()
    passages = cut(report)
    beside = _beside(report, passages)
    html = _template().render(
        report=report,
        style=Markup(style),
        csp=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        passages=[
            (marked(report.text, passage, first), claims)
            for passage, claims, first in zip(passages, beside, firsts(passages), strict=True)
        ],
        sources=[_source(report, number) for number in range(len(report.sources))],
        origin=_origin(report),
        anonymous=_resting_on_anonymous(report),
    )
    return _sound(html)


def _beside(report: Report, passages: list[Passage]) -> list[list[dict[str, Any]]]:
    """For each passage the claims whose words begin in it, in their order; those without words stand at the last."""
    beside: list[list[dict[str, Any]]] = [[] for _ in passages]
    sources = {source.id: number for number, source in enumerate(report.sources, 1)}
    for number, claim in enumerate(report.claims, 1):
        spans = within(claim.content, len(report.text))
        first = min(spans)[0] if spans else len(report.text)
        at = next((at for at, passage in enumerate(passages) if first < passage.gap[1]), len(passages) - 1)
        beside[at].append(_claim(report, claim, number, sources))
    return beside


def firsts(passages: list[Passage]) -> list[set[int]]:
    """For each passage the claims that no earlier passage knows: only once may an id stand on a page."""
    seen: set[int] = set()
    found = []
    for passage in passages:
        here = {number for piece in passage.pieces for number in piece.marks.new_claims}
        found.append(here - seen)
        seen |= here
    return found


def _claim(report: Report, claim: Claim, number: int, numbers: Mapping[str, int]) -> dict[str, Any]:
    names = report.things["sources"]
    attribution = report.things["attributions"].get(claim.attribution or "")
    chain = [
        {
            "name": names[id].name if id in names else id,
            "kind": names[id].kind if id in names else "unknown",
            "number": numbers.get(id),
            "implied": id in claim.implied,
        }
        for id in claim.chain
    ]
    spans = tuple(within(claim.content, len(report.text)))
    return {
        "number": number,
        "claim": claim,
        "chain": chain,
        "words": report.words(spans),
        "cue": report.words(tuple(within(attribution.cue, len(report.text)))) if attribution else "",
        "quote": QUOTES.get(attribution.quote, attribution.quote) if attribution else "the outlet’s own words",
        "confidence": f"{claim.confidence:.0%}",
        "details": of_claim(report, claim),
    }


def _source(report: Report, index: int) -> dict[str, Any]:
    source = report.sources[index]
    about = [source.kind if source.access == "unknown" else f"{source.kind}, {source.access.replace('_', '-')}"]
    count = len(source.mentions)
    about.append(f"{count} mention" if count == 1 else f"{count} mentions")
    claims = [number for number, claim in enumerate(report.claims, 1) if source.id in claim.chain]
    return {
        "number": index + 1,
        "name": source.name,
        "about": " · ".join(about),
        "claims": claims,
        "details": of_source(report, source),
    }


def _resting_on_anonymous(report: Report) -> int:
    anonymous = {source.id for source in report.sources if source.kind == "anonymous"}
    return sum(1 for claim in report.claims if anonymous.intersection(claim.chain))


def _origin(report: Report) -> str:
    if report.origin.url:
        return report.origin.url
    return PurePath(report.origin.path.replace("\\", "/")).name if report.origin.path else ""


def _highlights(claims: int) -> str:
    """Rules that light up a claim's words when the claim is pointed at, and the other way round, without a script."""
    return "".join(
        f"body:has(#claim-{n}:hover,#claim-{n}:focus-within,#claim-{n}:target,#words-{n}:hover,#words-{n}:target) .k{n}"
        "{background:var(--hit)}"
        for n in range(1, claims + 1)
    )


def _sound(text: str) -> str:
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)


@cache
def _file(name: str) -> str:
    return files("reportedly.exports").joinpath(name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    house = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return house.from_string(_file("page.html"))

"""Invented records for what is searched: each claim says what it needs to, the rest is made up around it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportedly.ledger import Draft, Entry, Ledger
from reportedly.record import Claim, Code, Date, Engine, Place, Report, Source, SourceKind


@dataclass(frozen=True)
class Told:
    """One claim: ``chain`` are kinds of sources behind the outlet, ``dates`` value, earliest and latest, ``places``
    name, id and country, ``codes`` written as list/code."""

    words: str
    force: Any = "stated"
    polarity: Any = "positive"
    chain: Sequence[SourceKind] = ("anonymous",)
    dates: Sequence[tuple[str, str | None, str | None]] = ()
    places: Sequence[tuple[str, str | None, str | None]] = ()
    codes: Sequence[str] = ()


def report(
    *claims: Told,
    outlet: str | None = "Harbour Wire",
    title: str = "What was told",
    published: str | None = "2031-04-02",
    language: str | None = "en",
) -> Report:
    """A report of these claims, one a line."""
    text, spans = f"{title}\n\n", []
    for one in claims:
        spans.append((len(text), len(text) + len(one.words)))
        text += f"{one.words}\n"
    sources = [Source("s1", outlet or "nobody", "outlet")]
    dates: list[Date] = []
    places: list[Place] = []
    codes: list[Code] = []
    made = []
    for number, (one, span) in enumerate(zip(claims, spans, strict=True), 1):
        chain = ["s1"]
        for kind in one.chain:
            sources.append(Source(f"s{len(sources) + 1}", f"teller {len(sources)}", kind))
            chain.append(sources[-1].id)
        own: dict[str, list[str]] = {"dates": [], "places": [], "codes": []}
        for value, earliest, latest in one.dates:
            own["dates"].append(f"d{len(dates) + 1}")
            dates.append(Date(own["dates"][-1], span, value, None, "date", earliest, latest, ""))
        for name, id, country in one.places:
            own["places"].append(f"p{len(places) + 1}")
            places.append(Place(own["places"][-1], span, name, id, country, None, None))
        for code in one.codes:
            own["codes"].append(f"k{len(codes) + 1}")
            listed, _, named = code.partition("/")
            codes.append(Code(own["codes"][-1], listed, named, span, False))
        made.append(
            Claim(f"c{number}", None, (span,), tuple(chain), (), one.force, one.polarity, False, 0.5,
                  dates=tuple(own["dates"]), places=tuple(own["places"]), codes=tuple(own["codes"]))
        )  # fmt: skip
    return Report(
        id=f"sha256:{hashlib.sha256(text.encode()).hexdigest()}", text=text, media_type="text/plain", title=title,
        outlet=outlet, published=published, language=language, engine=Engine("0.1", "invented"),
        sources=tuple(sources), dates=tuple(dates), places=tuple(places), codes=tuple(codes), claims=tuple(made),
    )  # fmt: skip


def keep(ledger: Ledger, *reports: Report) -> list[Entry]:
    """Append reports with their records; the entries of the records."""
    drafts = []
    for one in reports:
        data = one.text.encode()
        about = {
            "id": one.id, "sha256": one.id[7:], "sha1": hashlib.sha1(data, usedforsecurity=False).hexdigest(),
            "size": len(data), "media_type": one.media_type,
            "obtained": {"path": "told.txt", "url": None, "retrieved": None, "how": "file"}, "outlet": one.outlet,
            "title": one.title, "published": one.published, "language": one.language, "earlier": None,
        }  # fmt: skip
        drafts += [Draft("report", about, one.id, blob=data), _record(one, None)]
    return [entry for entry in ledger.append(drafts) if entry.kind == "record"]


def reread(ledger: Ledger, report: Report, earlier: int) -> Entry:
    """Append another record of a report."""
    return ledger.append([_record(report, earlier)])[0]


def close(ledger: Ledger, report: str, level: str, record: int | None = None, **about: str) -> Entry:
    """Say how confidential a report is, or a source or a claim of a record of it."""
    body = {
        "record": record, "source": about.get("source"), "claim": about.get("claim"), "level": level,
        "reason": None, "supersedes": None,
    }  # fmt: skip
    return ledger.append([Draft("confidentiality", body, report, "Ines")])[0]


def _record(report: Report, earlier: int | None) -> Draft:
    return Draft("record", {"record": report.to_dict(), "codebook": None, "earlier": earlier}, report.id)

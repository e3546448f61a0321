"""Hits as a page shows them: whose word, the exact words with what was looked for marked, and what is known of them."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportedly.corroboration import family
from reportedly.exports.details import MODS, REFERENCES
from reportedly.ledger import Ledger, work
from reportedly.ledger.hits import Hit, Link, ReportHit
from reportedly.record import Date, Spans
from reportedly.web.seeing.labels import label
from reportedly.web.who import Person

Pieces = tuple[tuple[str, bool], ...]
"""Words one after the other, and whether they were looked for."""


@dataclass(frozen=True)
class Found:
    """A claim on a page of hits.

    ``state`` is where it stands with people, or None for somebody who might still judge it without knowing that.
    """

    address: str
    report: str
    claim: str
    chain: tuple[Link, ...]
    pieces: Pieces
    text_before: str
    text_after: str
    force: str
    negative: bool
    hedged: bool
    revised: bool
    outlet: str | None
    title: str | None
    published: str | None
    language: str | None
    state: str | None
    level: str
    newest: bool
    when: str
    where: str
    codes: tuple[str, ...]
    origins: str | None


@dataclass(frozen=True)
class FoundReport:
    """A report on a page of hits."""

    address: str
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    claims: int
    level: str
    pieces: Pieces
    before: bool


def claims(ledger: Ledger, hits: Iterable[Hit], person: Person) -> list[Found]:
    """Claims as this person may see them."""
    listed = list(hits)
    known = _judged_by(ledger, listed, person)
    lines = family.lines_of(ledger, [(hit.record, hit.claim.id) for hit in listed], person.clearance)
    return [_claim(hit, (hit.record, hit.claim.id) in known, lines.get((hit.record, hit.claim.id))) for hit in listed]


def reports(hits: Iterable[ReportHit]) -> list[FoundReport]:
    """Reports with the words around what was looked for."""
    return [
        FoundReport(
            f"/reports/{hit.report}",
            hit.title,
            hit.outlet,
            hit.published,
            hit.language,
            hit.claims,
            hit.level,
            pieces(hit.words, hit.marks) if hit.marks else (),
            hit.start > 0,
        )
        for hit in hits
    ]


def pieces(words: str, marks: Spans) -> Pieces:
    """Words cut where those begin and end that were looked for."""
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in marks:
        found += [(words[at:start], False), (words[start:end], True)]
        at = end
    return tuple((text, marked) for text, marked in (*found, (words[at:], False)) if text)


def when(dates: Sequence[Date]) -> str:
    """The dates of a claim in a few words."""
    return "; ".join(dict.fromkeys(date(one) for one in dates))


def date(one: Date) -> str:
    """A date as far as it is known: ``end of 2031-05``."""
    value = REFERENCES.get(one.value) or _plain(one.value)
    return f"{MODS.get(one.mod, one.mod)} {value}" if one.mod else value


def _plain(value: str) -> str:
    """A value of TIMEX3 in words, where it is no plain date: ``spring of 2031``, ``12 May of some year``."""
    day, _, hour = value.partition("T")
    at = f", {_HOURS[hour]}" if hour in _HOURS else f", {hour}" if hour else ""
    if match := re.fullmatch(r"XXXX-(\d\d)(?:-(\d\d))?", day):
        month = month_name[int(match[1])] if 1 <= int(match[1]) <= 12 else match[1]
        return f"{int(match[2])} {month} of some year{at}" if match[2] else f"{month} of some year{at}"
    match = re.fullmatch(r"(\d{4}|XXXX)-(SP|SU|FA|WI|W(\d\d)|H([12])|Q([1-4]))", day)
    if match is None:
        return f"{day}{at}"
    year, part, week, half, quarter = match.groups()
    of = "some year" if year == "XXXX" else year
    if week:
        return f"week {int(week)} of {of}{at}"
    if half or quarter:
        return f"half {half} of {of}" if half else f"quarter {quarter} of {of}"
    return f"{_SEASONS[part]} of {of}{at}"


_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_HOURS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "by day"}


def address_of(hit: Hit) -> str:
    """Where a claim is read beside its report."""
    return f"/reports/{hit.report}#{hit.claim.id}"


def _claim(hit: Hit, known: bool, origins: str | None) -> Found:
    return Found(
        address=address_of(hit),
        report=hit.report,
        claim=hit.claim.id,
        chain=hit.chain,
        pieces=pieces(hit.words, hit.marks),
        text_before=hit.before,
        text_after=hit.after,
        force=hit.claim.force,
        negative=hit.claim.polarity == "negative",
        hedged=hit.claim.hedged,
        revised=hit.revised,
        outlet=hit.outlet,
        title=hit.title,
        published=hit.published,
        language=hit.language,
        state=hit.decision if known else None,
        level=hit.level,
        newest=hit.newest,
        when=when(hit.dates),
        where="; ".join(dict.fromkeys(one.name for one in hit.places)),
        codes=tuple(dict.fromkeys(label("code", f"{one.list}/{one.code}") for one in hit.codes)),
        origins=origins,
    )


def _judged_by(ledger: Ledger, hits: Sequence[Hit], person: Person) -> set[tuple[int, str]]:
    """The claims of which this person may know what others decided: those they judged, or none is theirs to judge."""
    if not person.at_least("documenter"):
        return {(hit.record, hit.claim.id) for hit in hits}
    known = {(hit.record, hit.claim.id) for hit in hits if hit.decision == "none"}
    by_record: dict[int, list[str]] = {}
    for hit in hits:
        if hit.decision != "none":
            by_record.setdefault(hit.record, []).append(hit.claim.id)
    with ledger.reading() as connection:
        for record, ids in by_record.items():
            judged = work.people(connection, record, ids)
            known |= {(record, id) for id in ids if person.name in judged[id]}
    return known

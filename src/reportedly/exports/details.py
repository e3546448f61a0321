"""What a claim says of when, where, who and what, and what a source is weighed by, as short lines for a reader.

The terminal and the page show the same lines.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.record import Claim, Date, Report, Source

ROLES = {
    "orderer": "who orders",
    "implementer": "who carries out",
    "told": "who is told",
    "affected": "who is affected",
    "accuser": "who accuses",
}
MODS = {
    "START": "beginning of",
    "MID": "middle of",
    "END": "end of",
    "APPROX": "about",
    "BEFORE": "before",
    "AFTER": "after",
    "ON_OR_BEFORE": "on or before",
    "ON_OR_AFTER": "on or after",
    "LESS_THAN": "less than",
    "MORE_THAN": "more than",
    "EQUAL_OR_LESS": "at most",
    "EQUAL_OR_MORE": "at least",
}
LISTS = ("offence", "penalty", "target", "directive", "right")
"""The lists of the codebook in the order in which a reader wants them; a user's own come behind."""
REFERENCES = {"PRESENT_REF": "now", "PAST_REF": "some time ago", "FUTURE_REF": "some time to come"}


@dataclass(frozen=True)
class Detail:
    """One line: what it is about, and the words of the report with what they were read as."""

    label: str
    text: str


def of_claim(report: Report, claim: Claim) -> list[Detail]:
    """When, where, who and which codes; a line for each that is known."""
    dates, places, actors, codes = (report.things[layer] for layer in ("dates", "places", "actors", "codes"))
    lines = [Detail("when", _dates(report, [dates[id] for id in claim.dates if id in dates]))]
    told = dates.get(claim.said_on or "")
    lines.append(Detail("told on", _dates(report, [told]) if told else ""))
    where = []
    for one in (places[id] for id in claim.places if id in places):
        words = report.text[slice(*one.span)]
        known = one.name if one.name.lower() != words.lower() else ""
        country = one.country if one.kind != "country" else None
        told_more = ", ".join(part for part in (known, country) if part)
        where.append(f"{words} ({told_more})" if told_more else words)
    lines.append(Detail("where", "; ".join(dict.fromkeys(where))))
    for role, label in ROLES.items():
        named = [actors[one.actor].name for one in claim.actors if one.role == role and one.actor in actors]
        lines.append(Detail(label, "; ".join(dict.fromkeys(named))))
    by_list: dict[str, list[str]] = {}
    for code in (codes[id] for id in claim.codes if id in codes):
        words = report.text[slice(*code.span)]
        label = f"{code.code.replace('_', ' ')}: {words}" + (" (done away with)" if code.repealed else "")
        by_list.setdefault(code.list, []).append(label)
    order = (*LISTS, *sorted(set(by_list) - {*LISTS, "institution"}))  # who is an institution, the actors say
    lines += [Detail(name, "; ".join(dict.fromkeys(by_list.get(name, [])))) for name in order]
    return [line for line in lines if line.text]


def of_source(report: Report, source: Source) -> list[Detail]:
    """What it is, where it is, how it knows and why it is not named, in the report's own words."""
    place = report.things["places"].get(source.place or "")
    lines = [
        Detail("is", source.title or ""),
        Detail("place", place.name if place else ""),
        Detail("knows because", report.words(source.basis)),
        Detail("not named because", report.words(source.unnamed_because)),
    ]
    return [line for line in lines if line.text]


def _dates(report: Report, dates: list[Date]) -> str:
    return "; ".join(dict.fromkeys(date_words(report, one) for one in dates))


def date_words(report: Report, one: Date) -> str:
    """The words and what they were read as: ``last month (2023-05)``; the interval where the value does not show it."""
    value = REFERENCES.get(one.value, one.value)
    if one.mod:
        value = f"{MODS.get(one.mod, one.mod)} {value}"
    if one.earliest and one.latest and one.earliest != one.latest and not one.value.startswith(one.earliest[:7]):
        value += f", {one.earliest} to {one.latest}"
    return f"{report.text[slice(*one.span)]} ({value})"

"""What a reader left whole: who says a sentence that ends in saying so, and how somebody named knows it."""

from __future__ import annotations

import re
from functools import lru_cache

from reportedly.corroboration.identity import issued_by, knowledge, person
from reportedly.corroboration.naming import NAME
from reportedly.record import Access, Claim, Report, Source, Span

_ENDS = re.compile(
    rf"[,”\"]\s+(?:the\s+)?(?P<name>{NAME})(?P<title>, (?:the|an?) [^,.]{{2,60}},)?\s+"
    r"(?:said|says|announced|announces|stated|declared|wrote|writes|insisted|warned|admitted|acknowledged|conceded)"
    r"(?:\s+(?:on|in|at|last|to|during|late|early|by)\s[^,.]{2,60})?[.”\"]*\s*$"
)
"""*…, Anton Crell, the bishop of Ansel, said on Monday.*"""


def said_by(report: Report, claim: Claim) -> Source | None:
    """Who says an outlet's own sentence that ends in who says it; None if it does not, or if that is nobody named."""
    start, end = min(claim.content)[0], max(stop for _, stop in claim.content)
    found = _ENDS.search(report.text[start:end])
    if found is None or found.start() == 0:
        return None
    name, title = found["name"], (found["title"] or "").strip(", ")
    title = re.sub(r"^(?:the|an?) ", "", title)
    span: Span = start + found.start("name"), start + found.end("name")
    access: Access = "official"
    if not title and issued_by(name):
        return Source(f"{claim.id}>", name, "institution", access, (span,), (), (), None, None)
    if not person(name):
        return None
    if not set(re.findall(r"\w+", title.lower())) & set(knowledge("names.yaml")["offices"]):
        access = "unknown"
    return Source(f"{claim.id}>", name, "person", access, (span,), (), (), title or None, None)


def seen_by(report: Report, source: Source) -> Span | None:
    """Words that say that somebody named was there: *who saw it*, or their own *I saw it* in quotation marks."""
    for _, end in source.mentions:
        if found := _seen().match(report.text, end):
            return found.span("there")
    for claim in report.claims:
        if claim.chain[-1:] == (source.id,):
            for start, end in claim.content:
                if found := _seen_myself().search(report.text[start:end]):
                    return start + found.start(), start + found.end()
    return None


@lru_cache(maxsize=1)
def _seen() -> re.Pattern[str]:
    beside = r"(?:,? (?:an?|the) [^,.!?;“\"\n]{1,60}?)?,? "  # a trade may stand between the name and what they saw
    return re.compile(rf"{beside}(?P<there>{knowledge('apart.yaml')['there']})")


@lru_cache(maxsize=1)
def _seen_myself() -> re.Pattern[str]:
    return re.compile(knowledge("apart.yaml")["there_myself"])

"""How a report calls a source: its whole name, its title, and who it is where a reader broke the name off."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from reportedly.corroboration.identity import knowledge, person
from reportedly.record import Claim, Report, Source

NAME = r"[A-Z][\w’'-]*(?:\s+(?:(?:of|for|and|the)\s+)*[A-Z][\w’'-]*)*"
_BODY = re.compile(
    rf"\s+(?:the\s+)?(?:(?:[a-z-]+\s+){{0,2}}(?:group|organi[sz]ation|agency|newspaper|charity)\s+)?{NAME}"
)
_MORE = re.compile(r"(?:\s+(?:of |for |and )?[A-Z][\w’'-]*)+")
_FULL = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}")
_BESIDE = re.compile(
    rf"(?!(?:In|At|On|Near|From|After|Before|Outside|Inside|Since|Until|For|By)\b)\b({_FULL.pattern}), "
    r"(?:(?:until|formerly|once|since|now|still|long)(?: [\w’-]+){0,3} )?$"
)
_OPENING = re.compile(r"(?:^|[.!?”\"\n])\s*$")
_TOLD = re.compile(
    rf"(?P<name>{_FULL.pattern}),? (?:(?:had|has) )?(?:told|informed|assured|written to|wrote to) "
    r"(?:him|her|them|me|us)(?: that)?\s*$"
)


def mended(report: Report, source: Source) -> Source:
    """A source as its report's words have it where it was read in part.

    Its name whole; a name instead of the trade beside it where the sentence begins with that name (*Rosa Hale, until
    May a pupil of the school, told …*); a document where a paper is called by number or by its office.
    """
    found = replace(source, name=whole(report, source))
    if found.kind == "anonymous" and (named := _apposed(report, source)):
        return replace(found, name=named, kind="person", title=found.name)
    if found.kind == "anonymous" and _paper().match(found.name):
        return replace(found, kind="document")
    return found


def told_by(report: Report, claim: Claim) -> str | None:
    """Who, named in full, told it to whoever passes it on: *his sister Rosa Hale had told him that …*."""
    start = min(claim.content)[0]
    found = _TOLD.search(report.text[max(0, start - 120) : start])
    return found["name"] if found and person(found["name"]) else None


def told_to(report: Report, source: Source) -> str | None:
    """The group that a source of a report told it: *a former guard told the group Light for Orla*."""
    found = (re.match(rf"[^.!?\n]{{0,60}}?{_GROUP}", report.text[end : end + 160]) for _, end in source.mentions)
    return next((one["group"] for one in found if one), None)


_GROUP = (
    r"\b(?:told|informed|wrote to|testified to|spoke to) the (?:[a-z-]+ ){0,3}"
    rf"(?:group|organi[sz]ation|charity|association|watchdog|initiative|network) (?P<group>{NAME})"
)


def short(report: Report, name: str) -> tuple[str, ...]:
    """The short names, in small letters, that a report gives in brackets behind a name: *Harrow Press Agency (HPA)*."""
    found = re.findall(rf"{re.escape(name)} \(([A-Z][A-Za-z]{{1,7}})\)", report.text)
    return tuple(dict.fromkeys(one.casefold() for one in found))


def title(report: Report, source: Source) -> str | None:
    """A source's title; that of a named person only where it stands beside the name somewhere in the report."""
    if source.kind != "person" or not source.title:
        return source.title
    held, name = re.escape(source.title), rf"(?:{'|'.join(map(re.escape, source.name.split()))})"
    before = rf"{held}(?: (?:of|for|in|at|from) [^.,;:]{{1,60}})?,? (?:[\w’'.-]+ )?{name}\b"
    behind = rf"{name}\b[^.;:]{{0,60}}\b{held}"
    return source.title if re.search(f"{before}|{behind}", report.text, re.IGNORECASE) else None


def whole(report: Report, source: Source) -> str:
    """A source's name: where it breaks off within that of a body, with the rest; where it runs into a verb, without."""
    if source.kind in ("institution", "outlet", "document") and (run := _RUNS_ON.search(source.name)):
        return source.name[: run.start()]
    name = source.name
    broken = re.search(r"\b(?:for|of|by|from)$|^(?:the|an?)$", name, re.IGNORECASE)
    if not broken and source.kind not in ("institution", "outlet"):
        return name
    for _, end in source.mentions:
        last = report.text[max(0, end - len(name)) : end].split()[-1:]
        if name and last and name.endswith(last[0]):
            more = (_BODY if broken else _MORE).match(report.text, end)
            if more and (broken or name[:1].isupper() or re.search(r"\b[A-Z]", name)):
                return name + more.group()
    return name


_RUNS_ON = re.compile(
    r"(?<=\w)\s+(?:which|that|who|whose|issued|published|released|circulated|signed|sent)\b.*$", re.DOTALL
)
"""What is no part of a body's name: *the Ministry of Mines issued last week*."""


def _apposed(report: Report, source: Source) -> str | None:
    for start, end in source.mentions:
        before = _BESIDE.search(report.text[max(0, start - 80) : start])
        if before is None or not re.match(r", (?:told|said|says|wrote|testified)\b", report.text[end : end + 12]):
            continue
        at = max(0, start - 80) + before.start()
        if _OPENING.search(report.text[max(0, at - 3) : at]) and person(before[1]):
            return before[1]
    return None


@lru_cache(maxsize=1)
def _paper() -> re.Pattern[str]:
    words = "|".join(knowledge("names.yaml")["papers"])
    return re.compile(
        rf"(?:the |an? )?(?:[\w-]+ )?(?:{words})\b(?= (?:no\.? ?)?\d| (?:of|by|from) (?:the )?[A-Z])", re.IGNORECASE
    )

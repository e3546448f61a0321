"""On which side somebody is of what they say: whether they allege it, deny it, or admit what they did."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from reportedly.corroboration.identity import knowledge
from reportedly.record import Claim, Report, Source

Side = Literal["allegation", "admission", "denial"]

_BACK = 80
"""Letters before a claim or a source in which *in a rare admission* may stand; a sentence's end closes them."""


def side(report: Report, claim: Claim, end: Source | None, *, state_own: bool) -> Side:
    """Whether whoever says a claim denies it, admits what is laid to their own charge, or alleges it.

    An admission needs plain words for it (*admitted*, *in a rare admission*), and a body, somebody in office, or a
    state's own outlet (``state_own``) that says them in its own voice: no document, however official, and nobody of
    whom the report merely says that they told it. Whoever *did not admit* it does not.
    """
    if claim.force == "denied":
        return "denial"
    official = end is not None and end.kind in ("institution", "person") and end.access == "official"
    return "admission" if (official or state_own) and _admits(report, claim, end) else "allegation"


def _admits(report: Report, claim: Claim, end: Source | None) -> bool:
    cue = next((one.cue for one in report.attributions if one.id == claim.attribution), ())
    for start, stop in cue:
        if _words("admitted").search(report.text[start:stop]):
            return not _words("not_admitted").search(_before(report.text, start) + report.text[start:stop])
    places = [start for start, _ in (*claim.content, *cue, *(end.mentions if end else ()))]
    within = [_before(report.text, start) for start in places]
    return any(_words("admission").search(words) for words in within)


def _before(text: str, at: int) -> str:
    """What stands before a place in its sentence, not further back than matters."""
    return re.split(r"[.!?\n]\s", text[max(0, at - _BACK) : at])[-1]


@lru_cache(maxsize=3)
def _words(which: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(knowledge('apart.yaml')[which])})\b", re.IGNORECASE)

"""What may be published of a report: what everybody may see of it, and nothing of those who worked on it.

Nothing restricted or secret is in it (reportedly.ledger.clearance withholds it, also where the text names it again), no
note, no reason, no name of a person who judged or rated, and not where on whose computer the file lay.
"""

from __future__ import annotations

from dataclasses import replace

from reportedly.errors import LedgerError
from reportedly.ledger import names
from reportedly.ledger.about import About
from reportedly.ledger.clearance import View, view
from reportedly.ledger.entries import Entry
from reportedly.ledger.levels import OPEN
from reportedly.ledger.seen import Judged


def published(about: About) -> About:
    """All that may be published of what there is about a report. Raises LedgerError if that is nothing."""
    seen = view(about.judged, about.levels, OPEN)
    if seen is None:
        raise LedgerError(f"nothing of {names.short(about.judged.report.id)} may be published: it is confidential")
    shown = next(one for one in about.records if one.number == about.judged.record)
    return replace(
        about,
        entries=(_added(about.added, seen), replace(shown, by=None, body={})),
        judged=_judged(seen.judged),
        levels=seen.levels,
        ratings={},
        notes=(),
        left=(),
        for_all=True,
    )


def _added(entry: Entry, seen: View) -> Entry:
    obtained = {**entry.body["obtained"], "path": None}
    return replace(entry, by=None, body={**entry.body, "title": seen.say(entry.body["title"]), "obtained": obtained})


def _judged(judged: Judged) -> Judged:
    origin = replace(judged.report.origin, path=None)
    return replace(judged, report=replace(judged.report, origin=origin))

"""What one claim says, in the parts by which it is compared with others: words, who, when, where, force, numbers.

A ``Said`` is worked out from a record and from nothing else, so it can be made anew at any time; ``packed`` and
``unpacked`` keep it beside the claim, so that comparing needs no record.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from reportedly.corroboration.same.stems import figures, heads, stems
from reportedly.places.gazetteer import gazetteer
from reportedly.record import Claim, Date, Force, Polarity, Report, Span

Interval = tuple[str, str]
"""First and last day, ISO 8601."""


@dataclass(frozen=True)
class Said:
    """One claim as it is compared.

    ``report`` and ``claim`` are its ids, ``words`` its exact words, ``stems`` those of them that carry meaning,
    ``heads`` those that name what happens. ``who`` holds names in plain small letters and codes of institutions
    (``=police``), ``when`` the intervals in which it happened, ``where`` ids of the gazetteer, ``around`` the ids of
    all that holds these places, ``numbers`` figures as they are compared (``12000``, ``12%``). ``told`` is the day of
    the telling or of publication. ``vector`` stands for the meaning: [384], float32, of length 1, or None.
    """

    report: str
    claim: str
    words: str
    stems: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    who: frozenset[str] = frozenset()
    when: tuple[Interval, ...] = ()
    where: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    force: Force = "stated"
    polarity: Polarity = "positive"
    told: str | None = None
    vector: np.ndarray | None = field(default=None, compare=False)

    @property
    def ref(self) -> tuple[str, str]:
        """Report and claim: what stands for it in clusters."""
        return self.report, self.claim


def said(report: Report, vectors: np.ndarray | None = None) -> tuple[Said, ...]:
    """Every claim of a report as it is compared; ``vectors`` is [claims, 384], or None if there are none."""
    return tuple(
        _said(report, claim, None if vectors is None else unit(vectors[at])) for at, claim in enumerate(report.claims)
    )


def unit(vector: np.ndarray) -> np.ndarray | None:
    """A vector of length 1, float32; None if it has no direction."""
    length = float(np.linalg.norm(vector))
    return (vector / length).astype(np.float32) if np.isfinite(length) and length > 1e-9 else None


def _said(report: Report, claim: Claim, vector: np.ndarray | None) -> Said:
    words = report.words(claim.content)
    dates = [report.things["dates"][id] for id in claim.dates]
    places = [report.things["places"][id] for id in claim.places]
    where = frozenset(one.gazetteer_id for one in places if one.gazetteer_id)
    said_on = report.things["dates"].get(claim.said_on) if claim.said_on else None
    return Said(
        report=report.id,
        claim=claim.id,
        words=words,
        stems=stems(words),
        heads=heads(words),
        who=_who(report, claim),
        when=intervals(dates),
        where=where,
        around=frozenset(one for id in where for one in holders(id)),
        numbers=figures(report.outside(_reach(claim), _other(report, claim))),
        force=claim.force,
        polarity=claim.polarity,
        told=(said_on.latest if said_on else None) or report.published,
        vector=vector,
    )


def intervals(dates: Iterable[Date]) -> tuple[Interval, ...]:
    """The intervals of dates that are resolved at both ends."""
    return tuple(sorted({(d.earliest[:10], d.latest[:10]) for d in dates if d.earliest and d.latest}))


@lru_cache(maxsize=1 << 14)
def holders(id: str) -> tuple[str, ...]:
    """The ids of whatever holds a place, from near to far; none if the gazetteer does not know it."""
    known = gazetteer().known(id)
    return tuple(gazetteer().holders(known)) if known else ()


def _reach(claim: Claim) -> Span:
    return min(claim.content)[0], max(end for _, end in claim.content)


def _other(report: Report, claim: Claim) -> tuple[Span, ...]:
    """What is no part of the claim's own words, or is a date or a place: no figure in it counts as a number."""
    start, end = _reach(claim)
    gaps = [(a[1], b[0]) for a, b in zip(claim.content, claim.content[1:], strict=False)]
    layers = ((one.span for one in report.dates), (one.span for one in report.places))
    every = [span for some in layers for span in some if span[0] < end and span[1] > start]
    return tuple(sorted((*gaps, *every)))


def _who(report: Report, claim: Claim) -> frozenset[str]:
    """Names and institutions of those who act or are acted upon, in the roles that the record gives."""
    out: set[str] = set()
    for role in claim.actors:
        actor = report.things["actors"][role.actor]
        out.update(names(actor.name))
        if actor.institution:
            out.add(f"={actor.institution}")
    for start, end in claim.content:
        out.update(names(report.text[start:end]))
    return frozenset(out)


_NAME = re.compile(r"(?<![.!?“\"]\s)(?<!^)\b[A-Z][\w’'-]*[^\W_]")


def names(words: str) -> frozenset[str]:
    """Words that begin with a capital inside a sentence, in small letters, without what marks an owner."""
    return frozenset(re.sub(r"['’]s?$", "", one.group()).lower() for one in _NAME.finditer(words))


def packed(one: Said) -> str:
    """A claim as JSON text, to be kept; the vector in half precision."""
    record: dict[str, Any] = {name: getattr(one, name) for name in _PLAIN}
    record |= {name: sorted(getattr(one, name)) for name in _SETS}
    if one.vector is not None:
        record["vector"] = base64.b64encode(one.vector.astype("<f2").tobytes()).decode("ascii")
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Said:
    """What ``packed`` gave."""
    record = json.loads(text)
    vector = record.pop("vector", None)
    kept: dict[str, Any] = {name: frozenset(record[name]) for name in _SETS}
    kept |= {name: tuple(record[name]) for name in ("stems", "heads")}
    kept["when"] = tuple((first, last) for first, last in record["when"])
    if vector is not None:
        kept["vector"] = unit(np.frombuffer(base64.b64decode(vector), dtype="<f2").astype(np.float32))
    return Said(**{**record, **kept})


_PLAIN = ("report", "claim", "words", "stems", "heads", "when", "force", "polarity", "told")
_SETS = ("who", "where", "around", "numbers")


def days(interval: Interval) -> tuple[int, int]:
    """First and last day of an interval as numbers of days."""
    return date.fromisoformat(interval[0]).toordinal(), date.fromisoformat(interval[1]).toordinal()

"""A record as corroboration sees it: its text for copies, its claims as they are compared, and who says each."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.corroboration import citations, same
from reportedly.corroboration.apart import told_apart
from reportedly.corroboration.copies import Text
from reportedly.corroboration.origins import Voice, outlet_key, voices
from reportedly.record import Claim, Report, Span

if TYPE_CHECKING:
    import numpy as np

Vectors = Callable[[Report], "np.ndarray"]
"""Vectors of a report's claims: [claims, 384], float32."""


@dataclass(frozen=True)
class Telling:
    """One record: the parts by which its claims are compared, and the voices of each, by the claims' places."""

    report: Report
    text: Text
    told: same.Told
    said: tuple[same.Said, ...]
    voices: tuple[tuple[Voice, ...], ...]


def telling(report: Report, record: int, vectors: Vectors | None = None) -> Telling:
    """What corroboration makes of a record; without vectors claims are compared by their words alone."""
    given = vectors(report) if vectors is not None and report.claims else None
    told = same.told(report)
    said = same.said(report, given, told)
    return Telling(report, text_of(report), told, said, voices_of(report, report.claims, record))


def text_of(report: Report) -> Text:
    """The report as it is compared with others for copies."""
    return Text(
        report.id, report.text, report.boilerplate, report.published, report.outlet, tuple(citations.credits(report))
    )


def voices_of(report: Report, claims: Sequence[Claim], record: int) -> tuple[tuple[Voice, ...], ...]:
    """Who says each of some claims of a report in the end."""
    found = [one for one in citations.find(report) if one.kind != "document" and one.line != "contributed"]
    apart = told_apart(report.sources)
    made = []
    for claim in claims:
        credits = [
            one.credited or outlet_key(one.name) or one.name
            for one in found
            if claim.id in one.claims or (one.line is not None and not one.claims)
        ]
        made.append(
            voices(report, claim, record=str(record), outlets=known, credits=credits, apart=apart, state=is_state)
        )
    return tuple(made)


def known(name: str) -> str | None:
    """The id of an outlet that outlets.yaml has under a name."""
    found = citations.outlets().known(name)
    return found.id if found and found.kind != "organisation" else None


def is_state(outlet: str) -> bool:
    """Whether an outlet (its id) is a state's own."""
    found = citations.outlets().entries.get(outlet)
    return bool(found and found.state)


def shared_claims(one: Report, other: Report, pieces: Sequence[tuple[Span, Span]]) -> list[tuple[int, int, str]]:
    """Claims (their places) whose words stand, for the larger part, in the words of a claim of the other report.

    ``pieces`` are spans of the two texts that say the same word for word; with each pair the words they share.
    """
    found = []
    for at, claim in enumerate(one.claims):
        reached = [_reached(span, piece) for span in claim.content for piece in pieces]
        spans = [span for span in reached if span is not None]
        whole = sum(end - start for start, end in claim.content)
        if sum(end - start for start, end in spans) < LEAST * whole:
            continue
        for place, theirs in enumerate(other.claims):
            covered = sum(_overlap(span, content) for span in spans for content in theirs.content)
            if covered >= LEAST * max(1, min(whole, sum(end - start for start, end in theirs.content))):
                words = " … ".join(other.text[start:end] for start, end in sorted(spans))
                found.append((at, place, words))
                break
    return found


LEAST = 0.6
"""Share of a claim's letters that another report must have word for word for the claim to be taken from it."""


def _reached(span: Span, piece: tuple[Span, Span]) -> Span | None:
    """Where in the other text the part of a span is that a piece holds."""
    (start, end), (there, stop) = piece
    first, last = max(span[0], start), min(span[1], end)
    if first >= last:
        return None
    return min(stop, there + first - start), min(stop, there + last - start)


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def packed(some: Sequence[Voice]) -> str:
    """Voices as JSON text, to be kept."""
    return json.dumps([one.to_dict() for one in some], ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> list[Voice]:
    """What ``packed`` gave."""
    return [Voice.from_dict(one) for one in json.loads(text)]

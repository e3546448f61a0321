"""What is proven of the voices of one cluster: by the reports' own words, by copies, by credits, by people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from reportedly.corroboration.independence import Derived, Link
from reportedly.corroboration.origins import OWN, Voice


@dataclass(frozen=True)
class Copied:
    """One claim (report and id) that stands in another report's words, with the words they share."""

    a: tuple[str, str]
    b: tuple[str, str]
    words: str


def within(voices: Sequence[Voice]) -> list[Link]:
    """What each report says of its own sources: told apart, counted, confirmed independently."""
    by_report: dict[str, list[Voice]] = {}
    for one in voices:
        by_report.setdefault(one.report, []).append(one)
    found: list[Link] = []
    for some in by_report.values():
        for a, b in combinations(some, 2):
            found += _between(a, b)
    return found


def _between(a: Voice, b: Voice) -> Iterable[Link]:
    if a.claim == b.claim and a.source.partition("#")[0] == b.source.partition("#")[0] and a.source != b.source:
        yield Link(a.id, b.id, "different", "told apart", (a.name,))
        return
    for one in a.apart:
        if {one.one, one.other} == {a.source, b.source}:
            if not one.different:
                yield Link(a.id, b.id, "same", "one source", (one.words,))
            elif "relayed" not in (a.access, b.access):
                # Somebody who passes on what others told may have it from whoever the other one is or has it from.
                yield Link(a.id, b.id, "different", "told apart", (one.words,))
    for own, other in ((a, b), (b, a)):
        if own.confirmed and other.source != OWN and (other.credited or own.id == f"{other.id}+"):
            yield Link(own.id, other.id, "different", "confirmed", own.basis)


def summaries(voices: Sequence[Voice]) -> list[Derived]:
    """An outlet's own words beside those of its sources, in one report, are taken for a summary of what these say."""
    by_report: dict[str, list[Voice]] = {}
    for one in voices:
        by_report.setdefault(one.report, []).append(one)
    found = []
    for some in by_report.values():
        others = tuple(one.id for one in some if one.source != OWN)
        found += [Derived(one.id, others, (one.name,)) for one in some if one.source == OWN and not one.confirmed]
    return [one for one in found if one.among]


def copied(voices: Sequence[Voice], copies: Iterable[Copied]) -> list[Link]:
    """Claims that one text took from another: the same number of voices on both sides, one to one; else the first."""
    by_claim: dict[tuple[str, str], list[Voice]] = {}
    for one in voices:
        if not one.id.endswith("+"):
            by_claim.setdefault((one.report, one.claim), []).append(one)
    found = []
    for copy in copies:
        ours, theirs = by_claim.get(copy.a, []), by_claim.get(copy.b, [])
        found += [Link(a.id, b.id, "same", "copy", (copy.words,)) for a, b in zip(ours, theirs, strict=False)]
    return found


def credited(voices: Sequence[Voice], words: Mapping[str, str] | None = None) -> list[Derived]:
    """Voices that are credited to an outlet of which the cluster holds earlier reports: they come from those.

    ``words`` gives for a voice's id the words of the credit. A report of the same day counts as earlier unless it
    credits the other way round; a report without a date may be earlier.
    """
    by_outlet: dict[str, list[Voice]] = {}
    for one in voices:
        if one.outlet:
            by_outlet.setdefault(one.outlet, []).append(one)
    found = []
    for one in voices:
        if not one.credited:
            continue
        through = one.credited[-1]
        others = [
            other
            for outlet in reversed(one.credited)
            for other in by_outlet.get(outlet, [])
            if other.report != one.report and not _after(other, one) and one.outlet not in other.credited
        ]
        others = [other for other in others if other.side == one.side] or others
        if others:
            said = (words or {}).get(one.id) or one.name
            found.append(Derived(one.id, tuple(other.id for other in others), (said, through)))
    return found


def _after(one: Voice, other: Voice) -> bool:
    if not one.published or not other.published:
        return False
    length = min(len(one.published), len(other.published))
    return one.published[:length] > other.published[:length]

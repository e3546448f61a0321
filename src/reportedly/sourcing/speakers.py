"""Whom "he" or "the nurse" means in a sentence that attributes nothing: somebody who is a source of the report."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from reportedly.record import Report, Span

NEAR = 600
"""Code points between a source's last word and a pronoun that can still mean it: about four sentences."""


@dataclass(frozen=True)
class Speakers:
    """The unnamed and the named people of a report: the nouns they go by, and where they speak."""

    heads: dict[str, str]
    places: tuple[int, ...]
    spoke: tuple[str, ...]
    contents: tuple[Span, ...]
    owners: tuple[str | None, ...]
    people: frozenset[str]

    def inside(self, place: int) -> int | None:
        """The number of the outermost content that holds a place, or None."""
        at = bisect_right(self.contents, (place, 2**62)) - 1
        return at if at >= 0 and place < self.contents[at][1] else None

    def meant(self, words: str, place: int, *, inside: bool) -> str | None:
        """The id of the source that a pronoun or "the nurse" at ``place`` means, or None.

        ``inside``: a place within a content may be meant too; there a pronoun is whoever speaks.
        """
        head = words.lower().split()[-1]
        if words[:4].lower() == "the ":
            return self.heads.get(head)
        within = self.inside(place) if inside else None
        id = self.owners[within] if within is not None else self._last(place)
        return id if id in self.people else None

    def named(self, words: str) -> str | None:
        """The id of the source that a noun phrase means, by its head: "a neighbour", "the clerk, a thin man,"."""
        for word in reversed(words.split(",")[0].lower().split()):
            if word in self.heads:
                return self.heads[word]
        return None

    def _last(self, place: int) -> str | None:
        at = bisect_right(self.places, place) - 1
        return self.spoke[at] if at >= 0 and place - self.places[at] < NEAR else None


def speakers(report: Report) -> Speakers:
    """Gather the people of a report once."""
    people = [one for one in report.sources if one.kind in ("anonymous", "person")]
    heads = {
        words[-1].lower(): one.id
        for one in reversed(people)
        for start, end in one.mentions
        if (words := report.text[start:end].split())
    }
    outer = [one for one in report.attributions if one.within is None]
    spoke = sorted((start, one.source) for one in outer if one.source for start, _ in one.cue)
    contents = sorted((span, one.source or "") for one in outer for span in one.content)
    return Speakers(
        heads,
        tuple(place for place, _ in spoke),
        tuple(id for _, id in spoke),
        tuple(span for span, _ in contents),
        tuple(id or None for _, id in contents),
        frozenset(one.id for one in people),
    )

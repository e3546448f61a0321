"""Those who are told or struck and whom no word list knows: the network marks the words for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from reportedly.language import Analysis
from reportedly.record import Actor, Report, Span, span_at

LONGEST = 14
"""Words. A longer stretch is a clause, not somebody."""
_PRONOUN = re.compile(
    r"(?:(?:all|some|many|most|none|both|each|one|two|three|several) of )?"
    r"(?:i|we|he|she|it|they|you|me|us|him|her|them|who|whom|that|this|these|those|himself|herself|themselves|anyone|everyone|everybody|nobody|somebody|someone|one|others|both|all|his|their|my|our|another)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s(?:of|in|at|from|with|on|who|whose|that|which|without|for|to|near|under|over|aged)\s|,")
_MANY = re.compile(
    r"(?:every|each|all|any|some|several|many|most|both|those|these|people|at least|hundreds|thousands|dozens|scores"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d[\d,.]*)\b",
    re.IGNORECASE,
)


def with_marked(report: Report, analysis: Analysis, known: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The actors of a report and those that are marked as told or affected and are none of them yet.

    They are numbered anew in the order of the text. Pronouns are left out: whom they mean is not known here.
    """
    mentions = sorted(span for actor in known for span in actor.mentions)
    starts = [start for start, _ in mentions]
    longest = max((end - start for start, end in mentions), default=0)
    found: dict[str, list[Span]] = {}
    taken: list[Span] = []
    spans = sorted({span for name in ("told", "affected") for span, _ in analysis.marked(name)})
    for start, end in spans:
        words = report.text[start:end]
        near = mentions[bisect_left(starts, start - longest) : bisect_left(starts, end)]
        if (
            any(start < e for _, e in near)
            or any(start < e and s < end for s, e in taken[-3:])
            or span_at(report.boilerplate, start)
            or _PRONOUN.fullmatch(words)
            or len(words.split()) > LONGEST
            or not any(letter.isalpha() for letter in words)
        ):
            continue
        taken.append((start, end))
        found.setdefault(" ".join(words.lower().split()), []).append((start, end))
    if not found:
        return known
    new = [_actor(report, spans) for spans in found.values()]
    ordered = sorted((*known, *new), key=lambda actor: (min(actor.mentions, default=(0, 0)), actor.name))
    return tuple(replace(actor, id=f"x{number}") for number, actor in enumerate(ordered, 1))


def _actor(report: Report, spans: list[Span]) -> Actor:
    """Somebody by his words alone: one person, or a group if the words count several or end in a plural."""
    words = " ".join(report.text[slice(*spans[0])].split())
    head = _CLAUSE.split(words, maxsplit=1)[0].lower()
    plural = _MANY.match(words) or (head.endswith("s") and not head.endswith(("ss", "us", "is")))
    kind = (
        "group" if plural or head.split()[-1] in ("people", "children", "men", "women", "family", "kin") else "person"
    )
    return Actor("", words, kind, None, tuple(spans))

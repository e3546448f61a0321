"""What people decided about claims, worked out from the entries of judgments alone.

The body of a judgment, every key always there: ``record`` (number of the record's entry), ``claim`` (its id in that
record, or null if the machine had missed it), ``words`` and ``spans`` (those it was made on), ``decision``, ``fields``
(what is put in their place, by reportedly.ledger.fields), ``reason``, ``supersedes`` (number of the same person's
judgment on the same claim that it replaces, or null), ``overrules`` (numbers of other people's judgments on it that no
longer count), ``carried`` (null, or what it was carried over from when a report was read again: ``from``, the number of
that judgment, ``by``, whose it is, ``differs``, the fields that the machine now reads in another way than that person
saw).

A claim that the machine missed is known by the judgment that added it: ``j57`` for entry 57.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import rfc8785

from reportedly.ledger.entries import Entry
from reportedly.record import Spans

Decision = Literal["accept", "correct", "reject", "unsure", "missed", "withdraw"]
"""``missed`` adds a claim; ``withdraw`` takes the person's own judgment back: they have said nothing."""

State = Literal["none", "accepted", "corrected", "rejected", "unsure", "differs"]
"""Where a claim stands. ``differs``: people who count decided differently, or corrected it differently."""

STATES: tuple[State, ...] = get_args(State)

_STATE: dict[Decision, State] = {
    "accept": "accepted",
    "missed": "accepted",  # whoever adds a claim says that it is so
    "correct": "corrected",
    "reject": "rejected",
    "unsure": "unsure",
}

ABOUT_SOURCES = frozenset({"merge", "apart", "split", "leave"})
"""Decisions about sources, not claims: entries of the same kind, read by reportedly.ledger.sources."""


@dataclass(frozen=True)
class Judgment:
    """One judgment on one claim. ``by`` is whose it is, also where somebody else's re-reading carried it over."""

    number: int
    at: str
    by: str
    report: str
    record: int
    claim: str
    decision: Decision
    words: str
    spans: Spans
    fields: dict[str, Any] = field(hash=False)
    reason: str | None
    supersedes: int | None
    overrules: tuple[int, ...]
    carried: int | None
    differs: tuple[str, ...]

    @property
    def state(self) -> State:
        """Where the claim stands for this person."""
        return _STATE.get(self.decision, "none")

    @property
    def verdict(self) -> tuple[State, bytes]:
        """What two judgments must have in common not to differ."""
        put_in = rfc8785.dumps(self.fields) if self.decision == "correct" else b""
        return self.state, put_in


@dataclass(frozen=True)
class Decided:
    """All that is decided about a claim: ``standing`` holds each person's judgment, ``overruled`` those not counted."""

    standing: tuple[Judgment, ...] = ()
    overruled: frozenset[int] = frozenset()

    @property
    def counted(self) -> tuple[Judgment, ...]:
        """The judgments that make up the state: those of everybody whom nobody overruled."""
        return tuple(one for one in self.standing if one.number not in self.overruled)

    @property
    def state(self) -> State:
        """Where the claim stands for all of them together."""
        verdicts = {one.verdict for one in self.counted}
        if not verdicts:
            return "none"
        return next(iter(verdicts))[0] if len(verdicts) == 1 else "differs"

    @property
    def fields(self) -> dict[str, Any]:
        """What is put in the place of the machine's fields: what all who count agree on, else nothing."""
        return dict(self.counted[0].fields) if self.state == "corrected" else {}

    def of(self, person: str) -> Judgment | None:
        """This person's judgment."""
        return next((one for one in self.standing if one.by == person), None)


def read(entry: Entry) -> Judgment | None:
    """The judgment on a claim that an entry holds; None if it holds none."""
    body = entry.body
    if entry.kind != "judgment" or body["decision"] in ABOUT_SOURCES or entry.report is None:
        return None
    carried = body["carried"] or {"from": None, "differs": []}
    return Judgment(
        number=entry.number,
        at=entry.at,
        by=person(entry),
        report=entry.report,
        record=body["record"],
        claim=missed_id(entry.number) if body["claim"] is None else body["claim"],
        decision=body["decision"],
        words=body["words"],
        spans=tuple((start, end) for start, end in body["spans"]),
        fields=body["fields"],
        reason=body["reason"],
        supersedes=body["supersedes"],
        overrules=tuple(body["overrules"]),
        carried=carried["from"],
        differs=tuple(carried["differs"]),
    )


def person(entry: Entry) -> str:
    """Whose judgment, rating or decision an entry is: also where somebody else's re-reading carried it over."""
    carried = entry.body["carried"]
    return str(carried["by"] if carried else entry.by)


def missed_id(number: int) -> str:
    """The id of the claim that judgment ``number`` added."""
    return f"j{number}"


def decided(judgments: Iterable[Judgment]) -> dict[tuple[int, str], Decided]:
    """Every claim that somebody judged, by the number of its record's entry and its id in there.

    Of each person the last judgment on a claim stands. Only a judgment that counts overrules: if the one that overruled
    another is replaced or overruled itself, the other counts again.
    """
    last: dict[tuple[int, str], dict[str, Judgment]] = {}
    for one in sorted(judgments, key=lambda one: one.number):
        last.setdefault((one.record, one.claim), {})[one.by] = one
    return {claim: _decided(people.values()) for claim, people in last.items()}


def _decided(judgments: Iterable[Judgment]) -> Decided:
    standing = tuple(sorted((one for one in judgments if one.state != "none"), key=lambda one: one.number))
    overruled: set[int] = set()
    for one in reversed(standing):  # a judgment overrules only what was there before it
        if one.number not in overruled:
            overruled.update(one.overrules)
    return Decided(standing, frozenset(overruled & {one.number for one in standing}))

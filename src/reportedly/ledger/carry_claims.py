"""Which claim of a new record has the words that a judgment was made on, and what of the judgment holds there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from reportedly.errors import LedgerError
from reportedly.ledger.alike import Two
from reportedly.ledger.decisions import Judgment, missed_id
from reportedly.ledger.fields import FIELDS, checked, put_in
from reportedly.ledger.seen import Judged, Seen
from reportedly.record import Claim, Report

_OWN = ("attribution", "certainty")
"""Fields that are the machine's way to a claim: carried only where the person corrected them."""


@dataclass
class Found:
    """Bodies of judgments to be appended, each with the one it comes from, and what is left with why.

    A body has ``differs`` beside the keys of an entry's. ``claims`` are the ids that claims which people added get.
    """

    bodies: list[tuple[Judgment, dict[str, Any]]] = field(default_factory=list)
    left: list[tuple[Judgment, str]] = field(default_factory=list)
    claims: dict[tuple[int, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Head:
    """A judgment that stands, the claim it was made on, the record that has it, and how that lies in the new one."""

    judgment: Judgment
    seen: Seen
    judged: Judged
    move: Two


def carried(records: Mapping[int, Judged], moves: Mapping[int, Two], new: Report, first: int, gone: set[int]) -> Found:
    """What is carried of the judgments that stand in older records, without those that were carried on (``gone``).

    The bodies become the entries from number ``first`` on.
    """
    found = Found()
    targets: dict[tuple[str, str], _Head] = {}
    added: dict[tuple[int, str], list[_Head]] = {}
    for head in _heads(records, moves, gone):
        try:
            claim = _target(head, new)
        except LookupError as why:
            found.left.append((head.judgment, str(why.args[0])))
            continue
        if claim is None:
            added.setdefault((head.judgment.record, head.judgment.claim), []).append(head)
        else:
            targets.pop((claim.id, head.judgment.by), None)
            targets[claim.id, head.judgment.by] = head
    ids = {one.id: one for one in new.claims}
    for (id, _), head in targets.items():
        _put(found, head, head.move, ids[id])
    for key, heads in added.items():
        _add(found, key, heads, new, first)
    _overrule(found, first)
    return found


def _heads(records: Mapping[int, Judged], moves: Mapping[int, Two], gone: set[int]) -> list[_Head]:
    """The judgments that stand, the oldest first."""

    def all_of_them() -> Iterator[_Head]:
        for number, judged in records.items():
            for seen in judged.claims:
                for one in seen.decided.standing:
                    if one.number not in gone:
                        yield _Head(one, seen, judged, moves[number])

    return sorted(all_of_them(), key=lambda head: head.judgment.number)


def _target(head: _Head, new: Report) -> Claim | None:
    """The new record's claim with the same words; None for a claim that a person added and the machine still misses."""
    content = head.move.spans(head.seen.suggested.content)
    if content is None:
        raise LookupError("its words are not in the new text, or not in one place only")
    alike = [one for one in new.claims if one.content == content]
    same = [one for one in alike if not head.move.differing(head.seen.suggested, one)]
    if len(same or alike) > 1:
        raise LookupError("several claims of the new record have these words")
    if not alike and head.seen.added_by is None:
        raise LookupError("no claim of the new record has just these words")
    return next(iter(same or alike), None)


def _put(found: Found, head: _Head, move: Two, claim: Claim) -> None:
    """Carry a judgment to a claim that has its words."""
    judgment, suggested = head.judgment, head.seen.suggested
    changed = move.differing(suggested, claim)
    body = _body(judgment, move.new, claim)
    if judgment.state in ("rejected", "unsure"):
        if changed:
            why = f"the machine now reads these words otherwise: {', '.join(changed)}"
            found.left.append((judgment, why))
            return
        found.bodies.append((judgment, {**body, "decision": judgment.decision}))
        return
    corrected = judgment.fields if judgment.decision == "correct" else {}
    _, reading = put_in(head.judged.ungrouped, suggested, corrected)
    differing = move.differing(reading, claim)
    try:
        given = {name: move.translated(reading, name) for name in (*differing, *(n for n in _OWN if n in corrected))}
        fields = checked(move.new, claim, given) if given else {}
    except LookupError:
        found.left.append((judgment, "what it says rests on words that are not in the new text"))
        return
    except LedgerError as why:
        found.left.append((judgment, f"what it says does not fit the new record: {why}"))
        return
    look = [name for name in differing if name in changed or name in judgment.differs]
    found.bodies.append(
        (judgment, {**body, "decision": "correct" if fields else "accept", "fields": fields, "differs": look})
    )


def _add(found: Found, key: tuple[int, str], heads: list[_Head], new: Report, first: int) -> None:
    """Carry a claim that a person added, and then the judgments on it."""
    holding = [one for one in heads if one.judgment.state in ("accepted", "corrected")]
    author = next((one for one in holding if one.judgment.by == one.seen.added_by), holding[0] if holding else None)
    if author is None:
        found.left += [(one.judgment, "nobody holds any longer that it was missed") for one in heads]
        return
    base, move = author.seen.suggested, author.move
    try:
        fields = checked(new, None, {name: move.translated(base, name) for name in FIELDS if name not in _OWN})
    except LookupError:
        found.left += [(one.judgment, "what it says rests on words that are not in the new text") for one in heads]
        return
    except LedgerError as why:
        found.left += [(one.judgment, f"what it says does not fit the new record: {why}") for one in heads]
        return
    id = missed_id(first + len(found.bodies))
    report, claim = put_in(new, None, fields, id)
    found.claims[key] = id
    body = {**_body(author.judgment, report, claim), "claim": None, "decision": "missed", "fields": fields}
    if author.judgment.decision == "correct":
        whole = replace(author.judgment, number=int(key[1].removeprefix("j")))
        found.bodies.append((whole, {**body, "reason": None}))
    else:
        found.bodies.append((author.judgment, body))
    there = Two(author.judged.ungrouped, report)
    for one in heads:
        if one is not author:
            _put(found, one, there, claim)
        elif one.judgment.decision == "correct":
            _put(found, one, there, claim)
            if found.bodies[-1][0] is one.judgment:
                found.bodies[-1][1]["supersedes"] = int(id.removeprefix("j"))


def _body(judgment: Judgment, new: Report, claim: Claim) -> dict[str, Any]:
    return {
        "claim": claim.id,
        "words": new.words(claim.content),
        "spans": [list(span) for span in claim.content],
        "fields": {},
        "reason": judgment.reason,
        "supersedes": None,
        "overrules": [],
        "differs": [],
    }


def _overrule(found: Found, first: int) -> None:
    """Judgments that overruled others overrule what became of these."""
    numbers = {judgment.number: first + at for at, (judgment, _) in enumerate(found.bodies)}
    for judgment, body in found.bodies:
        body["overrules"] = sorted(numbers[one] for one in judgment.overrules if one in numbers)

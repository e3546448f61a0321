"""What people decide about claims: appended, never changed, each beside what the machine suggested.

A person's judgment on a claim replaces their own earlier one and nobody else's. Two people may judge the same claim;
where they differ, the claim's state says so until one of them thinks again or somebody's judgment overrules the other.
Who may overrule is for those who serve the ledger to say; here it is only recorded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from sqlalchemy import Connection

from reportedly.errors import LedgerError
from reportedly.ledger import decisions, fields, lookup
from reportedly.ledger.decisions import Decided, Decision, Judgment, State
from reportedly.ledger.entries import Draft, Entry
from reportedly.ledger.seen import Judged, seen
from reportedly.ledger.store import Ledger
from reportedly.ledger.store import entry as stored_entry
from reportedly.ledger.things import maybe_text, one_of, text


def judge(
    ledger: Ledger,
    record: int,
    claim: str | None,
    decision: Decision,
    *,
    by: str | None,
    reason: str | None = None,
    fields: Mapping[str, Any] | None = None,
    supersedes: int | None = None,
    overrules: Sequence[int] = (),
    codebook: fields.Codebook | None = None,
) -> Entry:
    """Append a person's judgment on a claim of the newest record of a report; None is a claim that was missed.

    ``fields`` go with ``correct`` and ``missed`` (reportedly.ledger.fields says what they may be). ``supersedes`` is
    the person's own judgment that this one replaces; if it is not given, it is whichever stands, and if it is, another
    judgment in between is an error. ``overrules`` are other people's judgments on the claim that are to count no
    longer. The very same judgment again appends nothing and gives the one there is. Raises LedgerError.
    """
    with ledger.writing() as connection:
        case = _Case(connection, record, decision, by)
        done = case.draft(claim, reason, fields or {}, supersedes, tuple(overrules), codebook)
        return done if isinstance(done, Entry) else ledger.append([done], connection)[0]


def judge_all(
    ledger: Ledger, claims: Sequence[tuple[int, str]], decision: Decision, *, by: str | None, reason: str | None
) -> list[Entry]:
    """Judge many claims, each the number of its record and its id, for one reason: all or none. Raises LedgerError."""
    if reason is None:
        raise LedgerError("a judgment on many claims at once needs a reason")
    with ledger.writing() as connection:
        cases: dict[int, _Case] = {}
        done = []
        for record, claim in dict.fromkeys(claims):
            if record not in cases:
                cases[record] = _Case(connection, record, decision, by)
            done.append(cases[record].draft(claim, reason, {}, None, (), None))
        new = iter(ledger.append([one for one in done if isinstance(one, Draft)], connection))
        return [one if isinstance(one, Entry) else next(new) for one in done]


def undo(ledger: Ledger, number: int, *, by: str | None) -> Entry:
    """Append a judgment that puts back what the person had decided before judgment ``number``, or that it was nothing.

    Undoing this in turn puts ``number`` back. Raises LedgerError if it is not the person's standing judgment.
    """
    person = text(by, "the person who judges")
    with ledger.writing() as connection:
        entry = stored_entry(connection, number)
        judgment = None if entry is None else decisions.read(entry)
        if judgment is None:
            raise LedgerError(f"entry {number} is no judgment on a claim")
        if judgment.by != person:
            raise LedgerError(f"judgment {number} is not one of {person}'s own")
        case = _Case(connection, judgment.record, "withdraw", person)
        case.replaced(judgment.claim, number)
        before = None if judgment.supersedes is None else stored_entry(connection, judgment.supersedes)
        body = {**judgment_body(judgment), "decision": "withdraw", "fields": {}, "reason": None, "overrules": []}
        if before is not None:
            body |= {name: before.body[name] for name in ("decision", "fields", "reason", "overrules")}
        if body["decision"] == "missed":
            body |= {"decision": "accept", "fields": {}}
        body |= {"supersedes": number, "carried": None}
        return ledger.append([Draft("judgment", body, judgment.report, person)], connection)[0]


def of(ledger: Ledger, which: int | str) -> Judged:
    """The claims of a record (its number), or of the newest record of a report (its id). Raises LedgerError."""
    with ledger.reading() as connection:
        return inside(connection, which)


def state(ledger: Ledger, record: int, claim: str, person: str | None = None) -> State:
    """Where a claim stands for one person, or for everybody together. Raises LedgerError if there is no such claim."""
    found = of(ledger, record).claim(claim).decided
    if person is None:
        return found.state
    own = found.of(person)
    return own.state if own else "none"


def inside(connection: Connection, which: int | str) -> Judged:
    """The same inside a transaction."""
    number, report = lookup.record(connection, which)
    return seen(number, report, lookup.about(connection, report.id, "judgment"))


def about(
    connection: Connection, report: str | None, record: int | None, source: str | None, claim: str | None
) -> Judged:
    """The record (by its number, or the newest of a report) of which a source, a claim or nothing more is meant.

    Raises LedgerError if it is of another report, or if it has no such source or claim.
    """
    judged = inside(connection, str(report) if record is None else record)
    if report is not None and judged.report.id != report:
        raise LedgerError(f"record {record} is not one of report {report}")
    if source is not None:
        fields.thing(judged.report, "sources", source)
    if claim is not None:
        judged.claim(claim)
    return judged


def judgment_body(one: Judgment) -> dict[str, Any]:
    """The judgment as the body of an entry on a claim that is there."""
    return {
        "record": one.record,
        "claim": one.claim,
        "words": one.words,
        "spans": [list(span) for span in one.spans],
        "decision": one.decision,
        "fields": one.fields,
        "reason": one.reason,
        "supersedes": one.supersedes,
        "overrules": list(one.overrules),
        "carried": None,
    }


class _Case:
    """A record, all that was decided about it, and a person who is about to decide."""

    def __init__(self, connection: Connection, record: int, decision: Decision, by: str | None) -> None:
        self.person = text(by, "the person who judges")
        self.decision = one_of(decision, get_args(Decision), "a decision")
        self.record, self.report = lookup.record(connection, record)
        if decision != "withdraw":
            lookup.must_be_newest(connection, self.report.id, self.record)
        entries = lookup.about(connection, self.report.id, "judgment")
        read = (decisions.read(entry) for entry in entries)
        self.judgments = [one for one in read if one is not None and one.record == self.record]
        self.judged = seen(self.record, self.report, entries)
        self.connection = connection

    def draft(
        self,
        claim: str | None,
        reason: str | None,
        given: Mapping[str, Any],
        supersedes: int | None,
        overrules: tuple[int, ...],
        codebook: fields.Codebook | None,
    ) -> Draft | Entry:
        """The judgment to be appended, or the very same one that stands already."""
        if (claim is None) != (self.decision == "missed"):
            raise LedgerError(
                "only a claim that was missed has no id" if claim is None else "a claim with an id was not missed"
            )
        if self.decision not in ("correct", "missed") and given:
            raise LedgerError(f"{self.decision} takes no fields; correct does")
        replaced = None if claim is None else self.replaced(claim, supersedes)
        base = None if claim is None else self.judged.claim(claim).suggested
        put_in = fields.checked(self.judged.ungrouped, base, given, codebook) if given or base is None else {}
        if self.decision == "correct" and not given:
            raise LedgerError(f"say what is to be corrected: one of {', '.join(fields.FIELDS)}")
        if base is None:
            self.new(put_in)
        spans = put_in["content"] if base is None else [list(span) for span in base.content]
        body = {
            "record": self.record,
            "claim": claim,
            "words": self.report.words(tuple((start, end) for start, end in spans)),
            "spans": spans,
            "decision": self.decision,
            "fields": put_in,
            "reason": maybe_text(reason, "a reason"),
            "supersedes": replaced.number if replaced else None,
            "overrules": self.overruled(claim, overrules),
            "carried": None,
        }
        if self.decision == "withdraw" and (replaced is None or replaced.state == "none"):
            raise LedgerError(f"{self.person} has judged nothing of {claim} that could be taken back")
        if replaced is not None and _alike(replaced, body):
            there = stored_entry(self.connection, replaced.number)
            assert there is not None
            return there
        return Draft("judgment", body, self.report.id, self.person)

    def replaced(self, claim: str, supersedes: int | None) -> Judgment | None:
        """The person's last judgment on a claim, which is the one that they mean to replace."""
        own = [one for one in self.judgments if one.claim == claim and one.by == self.person]
        last = own[-1] if own else None
        if supersedes is None or (last is not None and last.number == supersedes):
            return last
        if any(one.number == supersedes for one in own):
            assert last is not None
            raise LedgerError(f"judgment {supersedes} was replaced by judgment {last.number} already")
        raise LedgerError(
            f"judgment {supersedes} is none of {self.person}'s own on {claim}, and nobody replaces another's"
        )

    def overruled(self, claim: str | None, overrules: tuple[int, ...]) -> list[int]:
        """The judgments to be overruled: other people's that stand."""
        decided = Decided() if claim is None else self.judged.claim(claim).decided
        others = [str(one.number) for one in decided.standing if one.by != self.person]
        if overrules and not others:
            raise LedgerError(f"there is nothing to overrule: nobody else has judged {claim}")
        return sorted({int(one_of(str(one), others, "a judgment that can be overruled")) for one in overrules})

    def new(self, put_in: Mapping[str, Any]) -> None:
        """Raises LedgerError if the claim that is to be added is there already."""
        _, added = fields.put_in(self.judged.ungrouped, None, put_in)
        for one in self.judged.claims:
            if any(
                (there.content, there.chain, there.force) == (added.content, added.chain, added.force)
                for there in (one.suggested, one.claim)
            ):
                raise LedgerError(f"nothing was missed: these words are claim {one.id}")


def _alike(there: Judgment, body: Mapping[str, Any]) -> bool:
    if there.carried is not None:  # the same by their own hand is more
        return False
    same = replace(there, decision=body["decision"], fields=body["fields"]).verdict == there.verdict
    return same and there.reason == body["reason"] and list(there.overrules) == body["overrules"]

"""What people decided on one record of a report, carried over to a newer one; worked out from entries alone.

A judgment is carried only to exactly the same words at the same place, and never vouches for anything that its person
did not see: where the machine now reads these words otherwise, what the person had before their eyes goes along as a
correction, and ``differs`` names the fields to look at again. A rejection, or a doubt, of another reading is not
carried. What is not carried stays where it was made, and is named (``Left``). Each thing carried is an entry of its
own, so that what was carried, from where and when does not depend on any later version of this program.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportedly.errors import LedgerError
from reportedly.ledger import carry_claims, decisions, levels, ratings, sources
from reportedly.ledger.alike import Two
from reportedly.ledger.decisions import person
from reportedly.ledger.entries import Draft, Entry, Kind
from reportedly.ledger.seen import Judged, every
from reportedly.record import Report


@dataclass(frozen=True)
class Left:
    """Something that was not carried: the number of its entry, its kind, whose it is, on which words, and why not."""

    number: int
    kind: Kind
    by: str
    record: int
    words: str
    why: str


@dataclass
class Carried:
    """Entries to be appended right behind the new record, and what is left where it was."""

    drafts: list[Draft] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def carry(entries: Sequence[Entry], new: Report, number: int, by: str | None) -> Carried:
    """What of the entries about a report goes to its new record, which will be entry ``number``; ``by`` reads it again.

    The drafts must be appended directly behind that record, in their order.
    """
    gone = {one.body["carried"]["from"] for one in entries if one.body.get("carried")}
    records = every([one for one in entries if one.kind != "record" or one.number < number])
    job = _Job(new, number, by, {record: Two(judged.ungrouped, new) for record, judged in records.items()}, records)
    job.claims(entries, gone)
    job.sources([one for one in entries if one.number not in gone])
    job.ratings([one for one in entries if one.number not in gone])
    job.levels(entries, gone)
    return job.done


def left(entries: Sequence[Entry]) -> list[Left]:
    """What stands on older records of a report and was not carried, unless its person has judged the words anew."""
    records = [one for one in entries if one.kind == "record"]
    if len(records) < 2:
        return []
    number = records[-1].number
    judged = (decisions.read(one) for one in entries if one.body.get("record") == number)
    anew = {(one.by, one.words) for one in judged if one is not None}
    found = carry(entries, Report.from_dict(records[-1].body["record"]), number, None).left
    return [one for one in found if (one.by, one.words) not in anew]


class _Job:
    def __init__(
        self, new: Report, number: int, by: str | None, moves: dict[int, Two], records: dict[int, Judged]
    ) -> None:
        self.new = new
        self.number = number
        self.by = by
        self.moves = moves
        self.records = records
        self.done = Carried()
        self.claim_ids: dict[tuple[int, str], str] = {}

    def claims(self, entries: Iterable[Entry], gone: set[int]) -> None:
        """Carry the judgments on claims."""
        found = carry_claims.carried(self.records, self.moves, self.new, self.number + 1, gone)
        for one, body in found.bodies:
            self._append("judgment", {**body, "record": self.number}, one.number, one.by, body["differs"])
        self.claim_ids = found.claims
        for one, why in found.left:
            self.done.left.append(Left(one.number, "judgment", one.by, one.record, one.words, why))

    def sources(self, entries: Sequence[Entry]) -> None:
        """Carry what was said of sources, where each is found again."""
        for record in self.records:
            for entry in sources.last(record, entries).values():
                if entry.body["decision"] == "leave":
                    continue
                try:
                    self._append("judgment", self._regrouped(record, entry.body), entry.number, person(entry))
                except LookupError:
                    self._leave(entry, entry.body["words"], "the new record does not have the same sources")

    def ratings(self, entries: Sequence[Entry]) -> None:
        """Carry ratings to the same sources, and to the same words that came the same way."""
        found: dict[tuple[str, str], tuple[Entry, dict[str, Any]]] = {}
        for (record, id, who), entry in ratings.last(entries).items():
            if record not in self.records:
                continue
            try:
                body = {**entry.body, "record": self.number, "supersedes": None}
                named = "source" if entry.body["source"] is not None else "claim"
                new = self._source(record, id) if named == "source" else self._claim(record, id)
                found[new, who] = entry, {**body, named: new}
            except LookupError:
                self._leave(entry, self._words(entry), "the new record does not have it in the same way")
        for entry, body in found.values():
            self._append("rating", body, entry.number, person(entry))

    def levels(self, entries: Sequence[Entry], gone: set[int]) -> None:
        """Where something confidential is not found again, close the report: nothing may be laid open by reading."""
        names = {one.name for one in self.new.sources}
        words = {self.new.words(one.content) for one in self.new.claims}
        words |= {draft.body["words"] for draft in self.done.drafts if draft.kind == "judgment"}
        last = levels.last(entries)
        there = last.get((None, None, None))
        whole = there.body["level"] if there else levels.OPEN
        lost = [
            entry
            for (record, source, _), entry in last.items()
            if record in self.records
            and entry.number not in gone
            and self._words(entry) not in (names if source is not None else words)
            and levels.strictest(whole, entry.body["level"]) != whole
        ]
        for entry in lost:
            why = f"the new record does not have it; the report is {entry.body['level']} now"
            self._leave(entry, self._words(entry), why)
        if lost:
            entry = max(lost, key=lambda one: levels.LEVELS.index(one.body["level"]))
            body = {**entry.body, "record": None, "source": None, "claim": None}
            body["supersedes"] = there.number if there else None
            self._append("confidentiality", body, entry.number, str(entry.by))

    def _append(self, kind: Kind, body: dict[str, Any], old: int, by: str, differs: Sequence[str] = ()) -> None:
        body = {**body, "carried": {"from": old, "by": by, "differs": list(differs)}}
        body.pop("differs", None)
        self.done.drafts.append(Draft(kind, body, self.new.id, self.by))

    def _leave(self, entry: Entry, words: str, why: str) -> None:
        by = person(entry) if entry.body.get("carried") else str(entry.by)
        self.done.left.append(Left(entry.number, entry.kind, by, entry.body["record"], words, why))

    def _regrouped(self, record: int, old: dict[str, Any]) -> dict[str, Any]:
        put_in = dict(old["fields"])
        if "sources" in put_in:
            put_in["sources"] = [self._source(record, id) for id in put_in["sources"]]
            spans = sorted({span for id in put_in["sources"] for span in self.new.source(id).mentions})
        else:
            move = self.moves[record]
            put_in["source"] = self._source(record, put_in["source"])
            moved = move.spans(tuple((start, end) for start, end in put_in["mentions"]))
            if moved is None or not set(moved) < set(self.new.source(put_in["source"]).mentions):
                raise LookupError(put_in["source"])
            spans = list(moved)
            put_in["mentions"] = [list(span) for span in spans]
            put_in["claims"] = sorted(self._claim(record, id) for id in put_in["claims"])
            put_in["as"] = {**put_in["as"], "mentions": put_in["mentions"]}
        words = self.new.words(tuple(spans))
        placed = {"record": self.number, "words": words, "spans": [list(span) for span in spans]}
        return {**old, **placed, "fields": put_in, "supersedes": None, "overrules": []}

    def _source(self, record: int, id: str) -> str:
        found = self.moves[record].source(id)
        if found is None:
            raise LookupError(id)
        return found

    def _claim(self, record: int, id: str) -> str:
        """The claim of the new record with the same words and the same chain."""
        if (record, id) in self.claim_ids:
            return self.claim_ids[record, id]
        suggested = self.records[record].claim(id).suggested
        move = self.moves[record]
        for one in self.new.claims:
            if not {"content", "chain"} & set(move.differing(suggested, one)):
                return one.id
        raise LookupError(id)

    def _words(self, entry: Entry) -> str:
        judged = self.records[entry.body["record"]]
        if entry.body["source"] is not None:
            return next((one.name for one in judged.report.sources if one.id == entry.body["source"]), "")
        try:
            return judged.report.words(judged.claim(entry.body["claim"]).suggested.content)
        except LedgerError:  # added by somebody who has taken it back
            return ""

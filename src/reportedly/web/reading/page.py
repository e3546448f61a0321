"""A report and one of its records as one person sees it.

Withheld is what the clearance does not reach (reportedly.ledger.clearance). Blind is whoever may judge and has not
judged a claim: of what others decided about it nothing is shown, neither judgments nor ratings nor notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from fastapi import HTTPException
from markupsafe import Markup

from reportedly.errors import LedgerError
from reportedly.exports.marked import Called, marked
from reportedly.exports.marks import cut
from reportedly.exports.page import firsts
from reportedly.ledger import Ledger, clearance, names
from reportedly.ledger import about as ledger_about
from reportedly.ledger.about import About
from reportedly.ledger.clearance import View
from reportedly.ledger.entries import Entry
from reportedly.ledger.notes import Note
from reportedly.ledger.seen import Judged, Seen
from reportedly.record import Claim, Report, Source
from reportedly.web.who import Person


@dataclass(frozen=True)
class Reading:
    """A record as ``person`` sees it: ``judged`` is blind, ``told`` is what is known of these claims in the end.

    ``about`` is all that the ledger holds, also what this person may not see: for decisions, never to be shown.
    """

    person: Person
    about: About
    view: View
    judged: Judged

    @property
    def report(self) -> Report:
        """The record, with what people added and what this person may not see withheld."""
        return self.judged.report

    @property
    def id(self) -> str:
        """The id of the report."""
        return self.about.judged.report.id

    @property
    def record(self) -> int:
        """The number of the record's entry."""
        return self.judged.record

    @property
    def newest(self) -> bool:
        """Whether no newer record replaces this one, so that it can be judged."""
        return self.record == max(one.number for one in self.about.records)

    @property
    def can_judge(self) -> bool:
        """Whether this person may decide about what is here."""
        return self.newest and self.person.at_least("documenter")

    @cached_property
    def claims(self) -> tuple[tuple[Seen, Claim], ...]:
        """The claims in the order of their words, each with the reading of it that this person is shown."""
        shown = [(one, one.readings.get(self.person.name, one.claim)) for one in self.judged.claims]
        return tuple(sorted(shown, key=lambda one: min(one[1].content, default=(len(self.report.text), 0))))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number that each claim has on the page, by its id, from 1."""
        return {one.id: number for number, (one, _) in enumerate(self.claims, 1)}

    def claim(self, id: str) -> tuple[Seen, Claim]:
        """One claim. Raises HTTPException (404) if there is none that this person may see."""
        found = next((one for one in self.claims if one[0].id == id), None)
        if found is None:
            raise HTTPException(404)
        return found

    def source(self, id: str) -> Source:
        """One source. Raises HTTPException (404) if there is none that this person may see."""
        found = self.report.things["sources"].get(id)
        if not isinstance(found, Source):
            raise HTTPException(404)
        return found

    @cached_property
    def source_numbers(self) -> dict[str, int]:
        """The number that each source has on the page, by its id, from 1."""
        return {one.id: number for number, one in enumerate(self.report.sources, 1)}

    @cached_property
    def blind(self) -> frozenset[str]:
        """Claims that others have judged and this person is not shown how, because they have not judged them."""
        if not self.can_judge:
            return frozenset()
        me = self.person.name
        there = {one.id: one.decided for one in self.about.judged.claims}
        return frozenset(id for id, decided in there.items() if decided.standing and not decided.of(me))

    def is_blind(self, seen: Seen) -> bool:
        """Whether others have judged a claim and this person is not shown how."""
        return seen.id in self.blind

    def notes(self, claim: str | None = None, source: str | None = None) -> Sequence[Note]:
        """The notes on a claim, a source or the report that this person is shown."""
        blind = claim is not None and claim in self.blind
        return [
            replace(one, text=self.view.say(one.text) or "")
            for one in self.about.notes
            if (one.claim, one.source) == (claim, source)
            and one.record in (None, self.record)
            and not (blind and one.by != self.person.name)
        ]

    def passages(self) -> list[Markup]:
        """The text with everything marked, a passage each; joined it is the text letter for letter."""
        shown = replace(self.report, claims=tuple(claim for _, claim in self.claims))
        called = {self.numbers[one.id]: Called(one.id, one.state) for one, _ in self.claims}
        passages = cut(shown, self.view.blocks)
        return [
            marked(shown.text, passage, first, called)
            for passage, first in zip(passages, firsts(passages), strict=True)
        ]


def find(ledger: Ledger, name: str) -> str:
    """The id of the report with this id or beginning of a digest. Raises HTTPException (404)."""
    digits = name.removeprefix(names.PREFIX)
    try:
        if not 6 <= len(digits) <= 64 or set(digits.lower()) - set("0123456789abcdef"):
            raise LedgerError("no digest")
        return names.report(ledger, digits)
    except LedgerError:
        raise HTTPException(404) from None


def read(ledger: Ledger, person: Person, id: str, record: int | None = None) -> Reading:
    """A record of a report (the newest) as a person sees it. Raises HTTPException (404) where there is none for them.

    ``id`` is the report's whole id.
    """
    try:
        about = ledger_about.gather(ledger, id, record)
    except (LedgerError, ValueError):
        raise HTTPException(404) from None
    return of(about, person)


def of(about: About, person: Person) -> Reading:
    """What a person sees of all that is known. Raises HTTPException (404) if it is nothing."""
    view = clearance.view(about.judged, about.levels, person.clearance)
    if view is None:
        raise HTTPException(404)
    judged = view.judged
    if person.at_least("documenter"):
        blind = judged.seen_by(person.name)
        grouped = judged.regrouped
        if grouped.groups or grouped.splits:
            claims = (
                one if one.decided.standing else replace(one, claim=grouped.claim(one.claim)) for one in blind.claims
            )
            blind = replace(blind, claims=tuple(claims))
        judged = blind
    return Reading(person, about, view, judged)


def with_entry(about: About, ledger: Ledger, new: Entry) -> About:
    """All about a report after somebody added an entry about it."""
    return about if new.number <= about.entries[-1].number else ledger_about.gather(ledger, about.judged.report.id)

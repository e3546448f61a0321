"""Families of reports as somebody may see them: which there are, and of which claims they are asked for."""

from __future__ import annotations

from fastapi import HTTPException

from reportedly.corroboration import family
from reportedly.corroboration.family import Family
from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, names
from reportedly.ledger.held import Held
from reportedly.ledger.query import Query
from reportedly.ledger.search import Hit, search_held
from reportedly.web.who import Person

SHOWN = 10
"""Things that are said, on one page."""

CLAIMS = 200
"""Claims of families on one page after which no further family is shown: to weigh so many takes 0.1 s."""

AT_ONCE = 1
"""Entries that are compared with the others while somebody waits, in up to 0.1 s; where more wait, the desk goes
on comparing by itself, one by one."""


def found(
    ledger: Ledger, held: Held, person: Person, claim: str | None, query: Query | None, start: int = 0
) -> tuple[list[Family], int | None]:
    """Families of several reports: of a claim (3fa9c1d2:c7), of what a question finds, or else the largest.

    A page of them from a place on (``start``), and the place of the next one, None if there is none. Raises
    LedgerError, and HTTPException (404) for a claim that is not there for this person.
    """
    claims: list[tuple[int, str]] = []
    if claim:
        claims = [of_name(ledger, person, claim)]
    elif query is not None:
        hits = search_held(held, query).hits
        claims = [(hit.record, hit.claim.id) for hit in hits if isinstance(hit, Hit)]
    with ledger.reading() as connection:
        if claim or query is not None:
            of = family.clusters_of(connection, claims)
            numbers = list(dict.fromkeys(of[one] for one in claims if one in of))
        else:
            numbers = family.largest(connection, start + 3 * SHOWN + 1)
        some: list[Family] = []
        for at, number in enumerate(numbers[start:], start):
            full = len(some) == SHOWN or sum(one.claims for one in some) >= CLAIMS
            if full or at == start + 3 * SHOWN:
                return some, at
            one = family.of(connection, number, person.clearance)
            if one is not None and len(one.branches) > 1:
                some.append(one)
    return some, None


def of_claim(ledger: Ledger, person: Person, claim: str) -> Family:
    """The family of a claim as somebody may see it. Raises LedgerError, or HTTPException (404) if there is none."""
    which = of_name(ledger, person, claim)
    with ledger.reading() as connection:
        number = family.clusters_of(connection, [which]).get(which)
        one = None if number is None else family.of(connection, number, person.clearance)
    if one is None:
        raise HTTPException(404)
    return one


def of_name(ledger: Ledger, person: Person, name: str | None) -> tuple[int, str]:
    """The claim of a name (3fa9c1d2:c7), if this person may see all of its report. Raises LedgerError, or 404."""
    digits, colon, part = (name or "").partition(":")
    if not colon or not part or len(digits) < 6 or not all(sign in "0123456789abcdef" for sign in digits):
        raise LedgerError(f"{name!r} names no claim; write 3fa9c1d2:c7")
    try:
        report = names.report(ledger, digits)
    except LedgerError:
        raise HTTPException(404) from None
    record = names.record(ledger, report)
    with ledger.reading() as connection:
        if not family.is_open(connection, record.number, person.clearance):
            raise HTTPException(404)
    if not any(one["id"] == part for one in record.body["record"]["claims"]):
        raise HTTPException(404)
    return record.number, part

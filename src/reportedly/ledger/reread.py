"""Read stored reports again with a newer engine: the new record stands beside the old one, and judgments go along.

What is read are the bytes that the ledger keeps. Nothing is appended if the record is the same but for the engine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from reportedly.errors import LedgerError
from reportedly.ledger import lookup
from reportedly.ledger.carry import Left, carry
from reportedly.ledger.entries import Draft, Entry
from reportedly.ledger.store import Ledger, size
from reportedly.ledger.things import maybe_text
from reportedly.record import Report


@dataclass(frozen=True)
class Reread:
    """What became of a report that was read again.

    ``record`` is the number of its newest record, ``new`` whether that is new, ``carried`` the entries of judgments,
    ratings and levels that went along, ``left`` what stayed with the older record, and why.
    """

    record: int
    new: bool
    carried: tuple[Entry, ...] = ()
    left: tuple[Left, ...] = ()


def reread(
    ledger: Ledger,
    read: Callable[[bytes, str], Report],
    report: str,
    *,
    by: str | None = None,
    codebook: str | None = None,
) -> Reread:
    """Read the report with this id again; ``read`` is given its bytes and its name.

    ``by`` is the person who asks for it; what is carried stays the judgment of whoever made it. ``codebook`` as in
    adding. Raises what ``read`` raises, and LedgerError.
    """
    by = maybe_text(by, "the person who reads it again")
    with ledger.reading() as connection:
        added = lookup.about(connection, report, "report")
        if not added:
            raise LedgerError(f"the ledger holds no report {report}")
        _, old = lookup.record(connection, report)
    body = added[0].body
    name = body["obtained"]["path"] or body["obtained"]["url"] or "the report"
    read_now = read(ledger.bytes_of(body["sha256"]), name)
    if read_now.id != report:
        raise LedgerError(f"what was read is another report: {read_now.id}, not {report}")
    new = replace(read_now, origin=old.origin)
    with ledger.writing() as connection:
        # Somebody else may have read it again meanwhile, or judged it: what counts is what is there now.
        newest, old = lookup.record(connection, report)
        if replace(new, engine=None) == replace(old, engine=None):
            return Reread(newest, False)
        entries = lookup.about(connection, report)
        draft = Draft("record", {"record": new.to_dict(), "codebook": codebook, "earlier": newest}, report, by)
        number = size(connection)
        found = carry(entries, new, number, by)
        record, *carried = ledger.append([draft, *found.drafts], connection)
        assert record.number == number
    return Reread(number, True, tuple(carried), tuple(found.left))

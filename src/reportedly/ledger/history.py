"""Everything that was ever entered about one claim or source, also under the ids it had in older records."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.ledger.decisions import missed_id
from reportedly.ledger.entries import Entry


def of(entries: Sequence[Entry], record: int, part: str) -> list[Entry]:
    """The entries about a claim or a source of a record, in their order; of all entries about its report.

    What was carried over leads back to what it was made on, and on to what became of it: an id alone means nothing in
    another record.
    """
    found = {one.number for one in entries if one.body.get("record") == record and part in parts(one)}
    links = [(one.number, origin) for one in entries if (origin := _origin(one)) is not None]
    while more := {n for link in links if found & set(link) for n in link} - found:
        found |= more
        for one in entries:
            if one.number in more:  # and whatever else was said there of the same
                here = parts(one)
                found |= {
                    other.number
                    for other in entries
                    if other.body.get("record") == one.body.get("record") and here & parts(other)
                }
    return sorted((one for one in entries if one.number in found), key=lambda one: one.number)


def parts(entry: Entry) -> frozenset[str]:
    """Ids of the claims and sources that an entry is about, in the record that it names."""
    body = entry.body
    own = missed_id(entry.number) if body.get("decision") == "missed" else None
    fields = body.get("fields") or {}
    sources = (*fields.get("sources", ()), fields.get("source")) if body.get("claim") is None and not own else ()
    return frozenset(id for id in (own, body.get("claim"), body.get("source"), *sources) if id)


def _origin(entry: Entry) -> int | None:
    carried = entry.body.get("carried")
    return carried["from"] if carried else None

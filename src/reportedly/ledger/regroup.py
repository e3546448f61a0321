"""Say that sources of a record are one, that they are not, or that one is two.

The program itself never takes two labels for one person; a person who does so puts their name to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from sqlalchemy import Connection

from reportedly.errors import LedgerError
from reportedly.ledger import fields, lookup, sources, things
from reportedly.ledger.decisions import person
from reportedly.ledger.entries import Draft, Entry
from reportedly.ledger.judgments import inside
from reportedly.ledger.store import Ledger
from reportedly.ledger.store import entry as stored_entry
from reportedly.ledger.things import maybe_text, one_of, text
from reportedly.record import Report, Source, plain


def merge(ledger: Ledger, record: int, ids: Sequence[str], *, by: str | None, reason: str | None = None) -> Entry:
    """Append that these sources are one; the first stands for all.

    Whoever says that a source without a name is one with a name must give the reason. Raises LedgerError.
    """
    return _group(ledger, record, "merge", ids, by, reason)


def apart(ledger: Ledger, record: int, ids: Sequence[str], *, by: str | None, reason: str | None = None) -> Entry:
    """Append that these sources are different ones. Raises LedgerError."""
    return _group(ledger, record, "apart", ids, by, reason)


def split(
    ledger: Ledger,
    record: int,
    source: str,
    mentions: Any,
    other: Mapping[str, Any],
    *,
    claims: Sequence[str] = (),
    by: str | None,
    reason: str | None = None,
) -> Entry:
    """Append that some mentions of a source mean another one, and that these claims came through that one.

    ``other`` says who it is: at least ``kind``, as for a source that is added. Raises LedgerError.
    """
    with ledger.writing() as connection:
        report, known = _now(connection, record)
        old = fields.thing(report, "sources", source)
        assert isinstance(old, Source)
        spans = things.spans(report, mentions, "the mentions that mean another source")
        for span in spans:
            if span not in old.mentions:
                raise LedgerError(f"{report.text[slice(*span)]!r} at {span[0]} is no mention of {source}")
        if set(spans) == set(old.mentions):
            raise LedgerError(f"these are all mentions of {source}; there is nothing left to split it from")
        for claim in claims:
            if source not in known[one_of(claim, list(known), f"a claim of record {record}")]:
                raise LedgerError(f"{source} is no link of the chain of {claim}")
        made = things.made(report, "sources", "", {**other, "mentions": spans})
        put_in = {
            "source": source,
            "mentions": [list(span) for span in spans],
            "claims": sorted(set(claims)),
            "as": {**plain(made), "id": fields.own_id(made)},
        }
        return _append(ledger, connection, record, report, "split", put_in, by, reason)


def leave(ledger: Ledger, number: int, *, by: str | None, reason: str | None = None) -> Entry:
    """Append that the person takes judgment ``number`` about sources back. Raises LedgerError if it is not theirs."""
    with ledger.writing() as connection:
        entry = stored_entry(connection, number)
        if entry is None or entry.kind != "judgment" or entry.body["decision"] not in ("merge", "apart", "split"):
            raise LedgerError(f"entry {number} is no judgment about sources")
        if person(entry) != by:
            raise LedgerError(f"judgment {number} is not {by}'s own")
        record, report = lookup.record(connection, entry.body["record"])
        return _append(ledger, connection, record, report, "leave", entry.body["fields"], by, reason, number)


def _group(
    ledger: Ledger,
    record: int,
    decision: Literal["merge", "apart"],
    ids: Sequence[str],
    by: str | None,
    reason: str | None,
) -> Entry:
    with ledger.writing() as connection:
        report, _ = _now(connection, record)
        found = [fields.thing(report, "sources", id) for id in dict.fromkeys(ids)]
        kinds = {one.kind for one in found if isinstance(one, Source)}
        if len(found) < 2:
            raise LedgerError("name at least two sources")
        if decision == "merge" and {"anonymous", "person"} <= kinds and reason is None:
            raise LedgerError("to take a source without a name for one with a name needs a reason")
        found.sort(key=lambda one: not (isinstance(one, Source) and one.kind == "outlet"))  # chains begin with it
        put_in = {"sources": [one.id for one in found]}
        return _append(ledger, connection, record, report, decision, put_in, by, reason)


def _now(connection: Connection, record: int) -> tuple[Report, dict[str, tuple[str, ...]]]:
    """The record with what people added, and the chains of its claims."""
    judged = inside(connection, record)
    lookup.must_be_newest(connection, judged.report.id, record)
    own = {one.id: one for one in judged.ungrouped.sources}
    known = tuple(own.get(one.id, one) for one in judged.report.sources)
    chains = {one.id: tuple({*one.suggested.chain, *one.claim.chain}) for one in judged.claims}
    return replace(judged.report, sources=known), chains


def _append(
    ledger: Ledger,
    connection: Connection,
    record: int,
    report: Report,
    decision: str,
    put_in: dict[str, Any],
    by: str | None,
    reason: str | None,
    supersedes: int | None = None,
) -> Entry:
    who = text(by, "the person who judges")
    there = sources.last(record, lookup.about(connection, report.id, "judgment")).get((who, sources.subject(put_in)))
    if supersedes is not None and (there is None or there.number != supersedes):
        raise LedgerError(f"judgment {supersedes} was replaced already")
    reason = maybe_text(reason, "a reason")
    same = {"decision": decision, "fields": put_in, "reason": reason, "carried": None}
    if there is not None and all(there.body[name] == value for name, value in same.items()):
        return there
    meant = put_in.get("sources") or [put_in["source"]]
    spans = put_in.get("mentions") or sorted(
        {span for one in report.sources if one.id in meant for span in one.mentions}
    )
    body = {
        "record": record,
        "claim": None,
        "words": report.words(tuple((start, end) for start, end in spans)),
        "spans": [list(span) for span in spans],
        "decision": decision,
        "fields": put_in,
        "reason": reason,
        "supersedes": there.number if there else None,
        "overrules": [],
        "carried": None,
    }
    return ledger.append([Draft("judgment", body, report.id, who)], connection)[0]

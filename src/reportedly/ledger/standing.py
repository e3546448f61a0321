"""Where the claims of a report stand: what people decided about each, and how confidential each is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from reportedly.ledger import decisions
from reportedly.ledger.entries import Entry
from reportedly.ledger.index_tables import ROOM

LEVELS = ("public", "restricted", "secret")
"""Of confidentiality, from the most open on."""

Row = dict[str, Any]


def of_report(entries: Iterable[Entry]) -> tuple[int, list[Row]]:
    """The report's own level, an index into LEVELS, and the rows of its claims that are not as they were read.

    ``entries`` are all records, judgments and confidentialities of one report, in their order. A claim is as
    confidential as the report, the claim, or any source of its chain, whichever is the most. What was said about a
    source or a claim of one record holds in the report's other records for a source of the same name, a claim of the
    same words, unless something else is said of these: a report that is read again must not lay open what was closed.
    """
    records: dict[int, Mapping[str, Any]] = {}
    judged: list[decisions.Judgment] = []
    levels: dict[tuple[int | None, str | None, str | None], int] = {}
    for entry in entries:
        if entry.kind == "record":
            records[entry.number] = entry.body["record"]
        elif entry.kind == "judgment" and (judgment := decisions.read(entry)) is not None:
            judged.append(judgment)
        elif entry.kind == "confidentiality":
            body = entry.body
            about = body["record"], body["source"], body["claim"]
            if body["source"] is None and body["claim"] is None:
                about = None, None, None
            levels[about] = LEVELS.index(body["level"])
    whole = levels.get((None, None, None), 0)
    decided = {claim: one.state for claim, one in decisions.decided(judged).items() if one.state != "none"}
    names, words = _closed(records, levels)
    rows: list[Row] = []
    for number, record in records.items():
        called = {source["id"]: source["name"] for source in record["sources"]}
        for at, claim in enumerate(record["claims"]):
            level = max(
                whole,
                levels.get((number, None, claim["id"]), words.get(_words(record, claim), 0)),
                *(levels.get((number, id, None), names.get(called.get(id, ""), 0)) for id in claim["chain"]),
            )
            state = decided.get((number, claim["id"]), "none")
            if level or state != "none":
                rows.append({"claim": number * ROOM + at, "decision": state, "level": level})
    return whole, rows


def _closed(
    records: Mapping[int, Mapping[str, Any]], levels: Mapping[tuple[int | None, str | None, str | None], int]
) -> tuple[dict[str, int], dict[str, int]]:
    """The levels of names of sources and of words of claims, by all of the records together."""
    names: dict[str, int] = {}
    words: dict[str, int] = {}
    for (number, source, claim), level in levels.items():
        record = records.get(number) if number is not None else None
        if record is None:
            continue
        for one in record["sources"]:
            if one["id"] == source:
                names[one["name"]] = max(level, names.get(one["name"], 0))
        for one in record["claims"]:
            if one["id"] == claim:
                said = _words(record, one)
                words[said] = max(level, words.get(said, 0))
    return names, words


def _words(record: Mapping[str, Any], claim: Mapping[str, Any]) -> str:
    text = record["report"]["text"]
    return " … ".join(text[start:end] for start, end in claim["content"])

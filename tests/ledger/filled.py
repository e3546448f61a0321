"""A small ledger that holds an entry of nearly every kind, for tests of what happens if it is changed."""

from __future__ import annotations

from reportedly.ledger import Draft, Ledger, add, checkpoint, judgments
from reportedly.ledger.checkpoint import Checkpoint
from tests.ledger import invented

URL = "https://harbour.example/wells"

REPORT, RECORD, VERSION, JUDGMENT, NOTE, CHECKPOINT, LAST = 0, 1, 4, 6, 8, 9, 10
"""Numbers of entries: the first report and its record, a report that has an earlier version, and so on."""


def fill(ledger: Ledger) -> Checkpoint:
    """Append eleven entries; the checkpoint is made over the first nine."""
    first = add.add(ledger, invented.read, invented.report(1), url=URL)
    add.add(ledger, invented.read, invented.report(2))
    add.add(ledger, invented.read, invented.report(3), url=URL)
    assert first.record is not None
    judged = judgments.judge(ledger, first.record, "c1", "reject", by="mara", reason="a rumour")
    judgments.judge(ledger, first.record, "c1", "accept", by="mara", supersedes=judged.number)
    note = {"record": first.record, "source": None, "claim": "c1", "text": "asked again", "supersedes": None}
    ledger.append([Draft("note", note, first.report, "mara")])
    made = checkpoint.make(ledger, by="mara")
    ledger.append([Draft("note", {**note, "text": "asked once more", "supersedes": NOTE}, first.report, "juno")])
    return made

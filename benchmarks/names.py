"""How well named entities are found: ``python -m benchmarks.names FILE`` with a file of the CoNLL 2003 kind.

A word a line, its BIO tag last; a document goes through the encoder as a text, a sentence a line. A name is right if
its words and its kind are those of the file.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from benchmarks.columns import command
from benchmarks.places import documents
from reportedly.errors import ModelError
from reportedly.language import analyse, encoder

KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}


def measure(path: Path, model: Path | None = None) -> dict[str, float]:
    """F1 of all names and of each kind. Raises ModelError if the weights have no head for them."""
    network = encoder.load(model) if model else None
    counts: Counter[tuple[str, str]] = Counter()
    for text, entities in documents(path):
        analysis = next(analyse([text], network))
        if not analysis.entities.shape[1]:
            raise ModelError("the weights have no head for names")
        wanted = {(span, KINDS[kind]) for span, kind in entities}
        given = {(name.span, str(name.kind)) for name in analysis.names}
        for what, some in (("wanted", wanted), ("given", given), ("right", wanted & given)):
            counts.update((what, kind) for _, kind in some)
            counts[what, "all"] += len(some)
    return {
        kind: round(2 * counts["right", kind] / max(1, counts["wanted", kind] + counts["given", kind]), 3)
        for kind in ("all", *KINDS.values())
    }


if __name__ == "__main__":
    command(__doc__, measure)

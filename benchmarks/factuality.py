"""How well it is told whether an event is presented as a fact: ``python -m benchmarks.factuality FILE.conll``.

The file is of the kind of the unified factuality corpora (Stanovsky et al., ACL 2017): a word a line, with its value
from -3 to 3 in the third column where it names an event. Sentences go through the encoder twelve at a time, as a text.
Printed are the mean absolute error, Pearson's r, and for the uncertain events (nearer to 0 than to 2, and to -2) the
share that is told as such.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.columns import command, joined, sentences
from reportedly.errors import ModelError
from reportedly.language import analyse, encoder
from reportedly.language.analysis import certainties

SENTENCES = 12
UNCERTAIN = 1.0


def values(path: Path, model: Path | None = None) -> tuple[np.ndarray, np.ndarray]:
    """The marked values of all events, and ours. Raises ModelError if the weights have no head for them."""
    network = encoder.load(model) if model else None
    wanted: list[float] = []
    given: list[float] = []
    every = sentences(path)
    while some := list(islice(every, SENTENCES)):
        text, places = joined([[row[1] for row in rows] for rows in some])
        analysis = next(analyse([text], network))
        if not analysis.events.shape[1]:
            raise ModelError("the weights have no head for factuality")
        for rows, spans in zip(some, places, strict=True):
            for row, (start, end) in zip(rows, spans, strict=True):
                if row[2] != "_":
                    first = int(np.searchsorted(analysis.pieces.end, start, side="right"))
                    last = int(np.searchsorted(analysis.pieces.start, end, side="left"))
                    wanted.append(float(row[2]))
                    given.append(float(certainties(analysis.events[first:last].mean(axis=0))))
    return np.array(wanted), np.array(given)


def measure(path: Path, model: Path | None = None) -> dict[str, Any]:
    """The figures of a file."""
    wanted, given = values(path, model)
    uncertain = np.abs(wanted) < UNCERTAIN
    told = np.abs(given) < UNCERTAIN
    return {
        "events": len(wanted),
        "mean_absolute_error": round(float(np.abs(wanted - given).mean()), 3),
        "r": round(float(np.corrcoef(wanted, given)[0, 1]), 3),
        "uncertain": int(uncertain.sum()),
        "uncertain_recall": round(float(told[uncertain].mean()), 3) if uncertain.any() else None,
        "uncertain_precision": round(float(uncertain[told].mean()), 3) if told.any() else None,
    }


if __name__ == "__main__":
    command(__doc__, measure)

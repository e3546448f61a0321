"""Invented reports and a reader that needs no network: every sentence of a text is a claim of its outlet."""

from __future__ import annotations

import re

from reportedly.ledger.add import id_of
from reportedly.record import Claim, Engine, Report, Source

OUTLET = "The Harbour Wire"


def read(data: bytes, name: str) -> Report:
    """A record of a text: its first line is the title, each sentence after it a claim."""
    text = data.decode("utf-8")
    title = text.partition("\n")[0]
    spans = [match.span() for match in re.finditer(r"[^\s.][^.\n]*\.", text[len(title) :])]
    return Report(
        id=id_of(data),
        text=text,
        media_type="text/plain",
        title=title,
        outlet=OUTLET,
        published="2031-04-02",
        language="en",
        engine=Engine("0.1", "invented"),
        sources=(Source("s1", OUTLET, "outlet"),),
        claims=tuple(
            Claim(
                id=f"c{number}",
                attribution=None,
                content=((start + len(title), end + len(title)),),
                chain=("s1",),
                implied=(),
                force="stated",
                polarity="positive",
                hedged=False,
                confidence=0.875,
            )
            for number, (start, end) in enumerate(spans, 1)
        ),
    )


def report(number: int, sentences: int = 3) -> bytes:
    """The bytes of an invented report, another one for every number."""
    told = " ".join(f"The well in valley {number} was sealed for the {n + 1}. time" for n in range(sentences))
    return f"Wells sealed in valley {number}\n\n{told}.\n".encode()

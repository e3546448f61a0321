"""An invented dispatch with everything that a person can correct, built by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reportedly.ledger import Ledger, add
from reportedly.record import (
    Actor,
    Attribution,
    Claim,
    Code,
    Date,
    Engine,
    Place,
    Report,
    Role,
    Source,
    Span,
    Spans,
)

TEXT = (
    "Wells closed in Dolm\n\n"
    "A trader in Dolm told The Harbour Wire on Monday that the ministry had ordered all wells closed by the end of "
    "May. “They sealed eleven wells,” he said.\n\n"
    "A clerk of the province said that nobody was arrested. The source did not know why. Dolm lies on the river Ysk. "
    "The wells by the river were left open.\n"
)


def at(words: str, text: str = TEXT) -> Span:
    """The span of words that a text holds once, or the first of several."""
    return text.index(words), text.index(words) + len(words)


def report(text: str = TEXT) -> Report:
    """The record that an engine might make of it."""

    def spans(*words: str) -> Spans:
        return tuple(at(one, text) for one in words)

    def claim(id: str, words: str, chain: str, **more: Any) -> Claim:
        given = {"force": "stated", "polarity": "positive", **more}
        return Claim(id, None, spans(words), tuple(chain.split()), (), hedged=False, confidence=0.75, **given)

    dolm = text.index("Dolm told")
    return Report(
        id=add.id_of(text.encode()),
        text=text,
        media_type="text/plain",
        title="Wells closed in Dolm",
        outlet="The Harbour Wire",
        published="2031-04-02",
        language="en",
        engine=Engine("0.1", "invented"),
        sources=(
            Source("s1", "The Harbour Wire", "outlet", mentions=spans("The Harbour Wire")),
            Source("s2", "A trader in Dolm", "anonymous", mentions=spans("A trader in Dolm", "he said")),
            Source("s3", "the ministry", "institution", "official", spans("the ministry")),
            Source("s4", "A clerk of the province", "anonymous", mentions=spans("A clerk of the province")),
            Source("s5", "The source", "anonymous", mentions=spans("The source")),
        ),
        attributions=(
            Attribution("a1", "s2", spans("A trader"), spans("told"), spans("the ministry"), None, "indirect", 0.75),
        ),
        dates=(
            Date("d1", at("the end of May", text), "2031-05", "END", "date", "2031-05-21", "2031-05-31", "of the year"),
            Date("d2", at("Monday", text), "2031-03-31", None, "date", "2031-03-31", "2031-03-31", "the last one"),
        ),
        places=(
            Place("p1", (dolm, dolm + len("Dolm")), "Dolm", None, None, None, None),
            Place("p2", at("the river Ysk", text), "Ysk", None, None, None, None, "river"),
        ),
        actors=(
            Actor("x1", "the ministry", "institution", "ministry", spans("the ministry"), "centre"),
            Actor("x2", "A clerk", "person", None, spans("A clerk")),
        ),
        codes=(
            Code("k1", "directive", "obligation", at("ordered", text), False),
            Code("k2", "penalty", "arrest", at("arrested", text), False),
        ),
        claims=(
            claim(
                "c1",
                "all wells closed by the end of May",
                "s1 s2 s3",
                force="ordered",
                dates=("d1",),
                said_on="d2",
                places=("p1",),
                actors=(Role("x1", "orderer"),),
                codes=("k1",),
            ),
            claim("c2", "“They sealed eleven wells,”", "s1 s2"),
            claim("c3", "nobody was arrested", "s1 s4", polarity="negative", codes=("k2",)),
        ),
    )


def kept(ledger: Ledger, one: Report | None = None) -> int:
    """Keep the report in a ledger; the number of its record."""
    one = one or report()
    added = add.keep(ledger, one.text.encode(), one, add.Obtained(path="wells.txt"))
    assert added.record is not None
    return added.record


def read_again(one: Report, **changed: Any) -> Report:
    """The same report as a newer engine might read it."""
    return replace(one, engine=Engine("0.2", "invented"), **changed)

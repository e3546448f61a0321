"""Short invented texts, read by the actors step alone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from reportedly.actors import find
from reportedly.language import Analysis
from reportedly.record import Actor, Report, Spans


def report(text: str, **known: Any) -> Report:
    """A report of which only the text is known, and what is given."""
    return Report(id="sha256:" + "0" * 64, text=text, media_type="text/plain", language="en", **known)


def actors(text: str, names: list[Any] | None = None, **known: Any) -> tuple[Actor, ...]:
    """The actors of a text; ``names`` are named entities as the network would give them."""
    return find(report(text, **known), cast(Analysis, SimpleNamespace(names=names or [], marked=lambda *_: [])))


def words(text: str, spans: Spans) -> list[str]:
    """The words of spans."""
    return [text[start:end] for start, end in spans]


def said(text: str, **known: Any) -> dict[str, list[str]]:
    """For every actor of a text its name, and the words that name it."""
    return {one.name: words(text, one.mentions) for one in actors(text, **known)}


def one(text: str, name: str, **known: Any) -> Actor:
    """The actor of a text that has a name."""
    found = [actor for actor in actors(text, **known) if actor.name == name]
    assert len(found) == 1, [actor.name for actor in actors(text, **known)]
    return found[0]

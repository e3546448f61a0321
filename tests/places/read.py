"""Places of invented texts, without the network."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from reportedly import places
from reportedly.language import Analysis
from reportedly.language.pieces import paragraphs
from reportedly.language.sentences import sentences
from reportedly.record import Place, Report


def report(text: str, **known: Any) -> Report:
    return Report(id="sha256:" + "0" * 64, text=text, media_type="text/plain", language="en", **known)


def analysis(text: str, names: tuple[Any, ...] = ()) -> Analysis:
    lines = paragraphs(text)
    cut = [one for start, end in lines for one in sentences(text, start, end)]
    return cast(Analysis, SimpleNamespace(text=text, paragraphs=lines, sentences=cut, names=names))


def found(text: str, **known: Any) -> list[Place]:
    return list(places.find(report(text, **known), analysis(text))[0])


def ids(text: str) -> dict[str, str | None]:
    """The words of every place with its id in the gazetteer."""
    return {text[slice(*one.span)]: one.gazetteer_id for one in found(text)}

"""How a report calls a source: its whole name, and its title where that stands beside the name."""

from __future__ import annotations

import re

from reportedly.record import Report, Source

_BODY = re.compile(r"\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+(?:(?:of|for|and|the)\s+)*[A-Z][\w’'-]*)*")


def title(report: Report, source: Source) -> str | None:
    """A source's title; that of a named person only where it stands beside the name somewhere in the report."""
    if source.kind != "person" or not source.title:
        return source.title
    held, name = re.escape(source.title), rf"(?:{'|'.join(map(re.escape, source.name.split()))})"
    before = rf"{held}(?: (?:of|for|in|at|from) [^.,;:]{{1,60}})?,? (?:[\w’'.-]+ )?{name}\b"
    behind = rf"{name}\b[^.;:]{{0,60}}\b{held}"
    return source.title if re.search(f"{before}|{behind}", report.text, re.IGNORECASE) else None


def whole(report: Report, source: Source) -> str:
    """A source's name; where it breaks off before the body that it speaks for, with that."""
    if not re.search(r"\b(?:for|of|by|from)$", source.name):
        return source.name
    for _, end in source.mentions:
        if source.name.endswith(report.text[max(0, end - 4) : end].split()[-1]) and (
            body := _BODY.match(report.text, end)
        ):
            return source.name + body.group()
    return source.name

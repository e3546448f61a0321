"""How words are set in the terminal: safe, wrapped below their own beginning, and never wider than the eye reads."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.text import Text

from reportedly.cli.safe import visible

WIDEST = 100
"""No line is longer than this, however wide the terminal: the eye loses longer lines."""

_NARROWEST = 12
"""Words do not hang in a column narrower than this; they begin at the left edge instead."""


def terminal() -> Console:
    """Standard output as rich sees it; colours only where it is a terminal that has them and NO_COLOR is not set."""
    plain = bool(os.environ.get("NO_COLOR"))
    return Console(color_system=None if plain else "auto", highlight=False, markup=False, emoji=False)


@dataclass(frozen=True)
class Say:
    """Makes styled text that is safe to show."""

    encoding: str

    def __call__(self, words: str, style: str = "") -> Text:
        return Text(visible(words, self.encoding), style=style)

    def join(self, parts: Iterable[Text], between: str, style: str = "dim") -> Text:
        # Not Text.join of the sign: all the parts would inherit its style.
        joined = Text()
        for number, part in enumerate(parts):
            joined.append_text(self(between, style) if number else Text()).append_text(part)
        return joined


@dataclass(frozen=True)
class Hanging:
    """Text that begins with ``first`` and goes on, wrapped, below its own beginning; ``bar`` draws a line beside it."""

    first: Text
    text: Text
    bar: Text = field(default_factory=Text)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(options.max_width, WIDEST)
        first, indent = self.first, self.first.cell_len + self.bar.cell_len
        if width - indent < _NARROWEST:
            first, indent = Text(), self.bar.cell_len
            yield from _lines([self.first] if self.first.plain.strip() else [], console)
        lines = self.text.wrap(console, width - indent)
        margins = [first, *[Text(" " * first.cell_len)] * (len(lines) - 1)]
        rows = [Text().join((margin, self.bar, line)) for margin, line in zip(margins, lines, strict=True)]
        yield from _lines(rows, console)


def plain(text: Text) -> Hanging:
    """Text that begins and goes on at the left edge."""
    return Hanging(Text(), text)


def count(number: int, thing: str) -> str:
    """``1 claim``, ``1,204 claims``."""
    return f"{number} {thing}" if number == 1 else f"{number:,} {thing}s"


def _lines(lines: Iterable[Text], console: Console) -> Iterable[Segment]:
    for line in lines:
        line.rstrip()
        yield from Text().append_text(line).render(console)
        yield Segment.line()

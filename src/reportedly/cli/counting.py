"""Counts as they are shown: a number, what it counts, and a bar to compare by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reportedly.cli.layout import WIDEST, Say

if TYPE_CHECKING:
    from rich.console import Console

    from reportedly.ledger.counts import Field

Counted = Sequence[tuple[str | None, int]]

_BAR = 20
"""Cells of the longest bar."""


def shape(field: Field, counted: Counted) -> list[dict[str, Any]]:
    """Counts for other programs."""
    from reportedly.ledger.counts import name_of

    return [{"value": value, "label": name_of(field, value), "count": number} for value, number in counted]


def show(console: Console, field: Field, counted: Counted) -> None:
    """Print counts, one a line."""
    from reportedly.cli.layout import Hanging
    from reportedly.ledger.counts import name_of

    say = Say(console.encoding)
    bars = min(console.width, WIDEST) > 3 * _BAR
    most = max((number for _, number in counted), default=0)
    digits = len(f"{most:,}")
    for value, number in counted:
        bar = "" if not bars else ("=" * max(1, round(_BAR * number / most))).ljust(_BAR + 1)
        called = name_of(field, value)
        named = f"{called} ({value})" if called and value else called or value or "none"
        console.print(Hanging(say(f"{number:>{digits},}  {bar}", "cyan"), say(named)))

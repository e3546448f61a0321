"""What is going on, for whoever waits: on standard error, so that standard output holds the table alone."""

from __future__ import annotations

import sys


def say(what: str) -> None:
    """One line of progress."""
    print(what, file=sys.stderr, flush=True)

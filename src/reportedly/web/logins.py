"""Who came in since the desk was opened, and who tried to: for the audit, in memory alone, and without any address."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from reportedly.ledger.entries import now

KEPT = 1_000
"""Logins that are remembered, the last ones; whoever tries passwords fills no memory."""


@dataclass(frozen=True)
class Login:
    """Somebody who came in or tried to; ``name`` is None where nobody has the name that was typed.

    What is typed there may be a password by mistake, so that nothing else is remembered of it.
    """

    at: str
    name: str | None
    came_in: bool


class Logins:
    """The logins of one desk."""

    def __init__(self) -> None:
        self._last: deque[Login] = deque(maxlen=KEPT)

    def note(self, name: str | None, came_in: bool) -> None:
        """Remember that somebody came in, or tried to."""
        self._last.appendleft(Login(now(), name, came_in))

    def latest(self, most: int) -> list[Login]:
        """The last ones, the newest first."""
        return [*self._last.copy()][:most]

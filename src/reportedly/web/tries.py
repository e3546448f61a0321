"""How often somebody may try a password: a few times, then after a pause that doubles."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

FREE = 5
"""Tries of one name from one address before the first pause: what a person needs who has forgotten which it was."""

FREE_AT_ADDRESS = 20
"""The same of one address under any name: an office behind one address has several people."""

FREE_OF_NAME = 50
"""The same of one name from any address; more, or whoever knows a name could keep its owner out."""

PAUSE, LONGEST_PAUSE = 15.0, 900.0
"""Seconds of the first pause, and of the longest. With these one address tries no more than a hundred a day."""

FORGOTTEN = 24 * 3600.0
"""Seconds after which what failed is forgotten."""

MOST = 10_000
"""Keys that are remembered; beyond it the oldest are forgotten, so that nobody fills the memory."""

Key = tuple[str, ...]


@dataclass
class Tries:
    """What failed at one desk. It lies in memory alone: who can restart the desk has the ledger anyway."""

    clock: Callable[[], float] = time.monotonic
    _failed: dict[Key, tuple[int, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, name: str, address: str) -> float:
        """Seconds to wait before this name may be tried again from this address; 0 for none."""
        now = self.clock()
        with self._lock:
            return max(self._left(key, free, now) for key, free in _keys(name, address))

    def failed(self, name: str, address: str) -> None:
        """Count a try that failed, or that may yet: ``succeeded`` takes it back."""
        now = self.clock()
        with self._lock:
            for key, _ in _keys(name, address):
                count, last = self._failed.pop(key, (0, now))
                self._failed[key] = (1 if now - last > FORGOTTEN else count + 1, now)
            while len(self._failed) > MOST:
                del self._failed[next(iter(self._failed))]

    def succeeded(self, name: str, address: str) -> None:
        """Take back the one that was counted as failed, and forget those before of this name from this address."""
        both, *others = (key for key, _ in _keys(name, address))
        with self._lock:
            self._failed.pop(both, None)
            for key in others:
                count, last = self._failed.get(key, (0, 0.0))
                if count > 1:
                    self._failed[key] = (count - 1, last)
                else:
                    self._failed.pop(key, None)

    def _left(self, key: Key, free: int, now: float) -> float:
        count, last = self._failed.get(key, (0, now))
        if count < free or now - last > FORGOTTEN:
            return 0.0
        pause = min(PAUSE * 2.0 ** min(count - free, 30), LONGEST_PAUSE)
        return max(0.0, last + pause - now)


def _keys(name: str, address: str) -> tuple[tuple[Key, int], ...]:
    name = name.casefold()[:100]
    return (("both", name, address), FREE), (("address", address), FREE_AT_ADDRESS), (("name", name), FREE_OF_NAME)

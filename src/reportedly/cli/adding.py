"""What comes of adding reports, as it is shown: a line for each, and at the end how many."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from reportedly.cli import write
from reportedly.cli.progress import Progress
from reportedly.errors import ReportError


@dataclass(frozen=True)
class Kept:
    """A report that is safe in the ledger; ``new``: it was not there before. ``claims`` is None if it was not read."""

    name: str
    report: str
    new: bool
    record: int | None
    earlier: str | None
    claims: int | None


class Outcomes:
    """Takes what became of each report, in their order."""

    def __init__(self, form: str | None, progress: Progress) -> None:
        self.added = self.there = self.failed = 0
        self._form = form
        self._progress = progress
        self._shapes: list[dict[str, Any]] = []

    def take(self, outcome: Kept | ReportError) -> None:
        """Count it and say it."""
        if isinstance(outcome, ReportError):
            self.failed += 1
            self._progress.complain(outcome)
            self._put({"name": outcome.name, "error": outcome.reason})
        else:
            self.added += outcome.new
            self.there += not outcome.new
            self._put(asdict(outcome))
            if outcome.new and self._form is None:
                from reportedly.cli.layout import count  # not at the top: rich takes a while

                read = "" if outcome.claims is None else f", {count(outcome.claims, 'claim')}"
                again = f", a new version of {_short(outcome.earlier)}" if outcome.earlier else ""
                self._progress.say(f"{_short(outcome.report)}  {outcome.name}{read}{again}")
        self._progress.advance()

    def close(self) -> None:
        """Say how many."""
        if self._form == "json":
            counts = {"added": self.added, "there": self.there, "failed": self.failed}
            write.put_json({**counts, "reports": self._shapes})
        elif self._form is None:
            self._progress.say(self.summary)

    @property
    def summary(self) -> str:
        """``3 reports added, 1 was there already, 1 failed``."""
        from reportedly.cli.layout import count

        there = f"{self.there:,} {'was' if self.there == 1 else 'were'} there already"
        return f"{count(self.added, 'report')} added, {there}, {self.failed:,} failed"

    def _put(self, shape: dict[str, Any]) -> None:
        if self._form == "jsonl":
            write.put(json.dumps(shape, ensure_ascii=False) + "\n")
        elif self._form == "json":
            self._shapes.append(shape)


def _short(report: str) -> str:
    from reportedly.ledger.names import short

    return short(report)

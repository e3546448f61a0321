"""What the user sees on stderr while something takes long: errors, and a bar if that helps and disturbs nothing."""

from __future__ import annotations

import sys
from types import TracebackType

from reportedly.cli.safe import visible
from reportedly.errors import ReportError


class Progress:
    """A bar on stderr where it is a terminal, there are several things to do and nothing else is shown there."""

    def __init__(self, total: int, doing: str, *, shown: bool = True) -> None:
        self._bar = None
        if total > 1 and shown and sys.stderr is not None and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Bar(
                *columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False
            )
            self._task = self._bar.add_task(doing, total=total)

    def __enter__(self) -> Progress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def advance(self) -> None:
        """One thing more is done."""
        if self._bar:
            self._bar.advance(self._task)

    def at(self, done: int, total: int) -> None:
        """So many of so many are done."""
        if self._bar:
            self._bar.update(self._task, completed=done, total=total)

    def say(self, line: str) -> None:
        """One line on stdout, above the bar if both show in the same terminal."""
        if self._bar and sys.stdout.isatty():
            self._above(visible(line, sys.stdout.encoding))
        else:
            print(visible(line, sys.stdout.encoding), flush=True)

    def complain(self, wrong: ReportError) -> None:
        """One line on stderr: which report cannot be read, and why."""
        self.note(f"{wrong.name}: {wrong.reason}")

    def note(self, what: str) -> None:
        """One line on stderr."""
        line = visible(f"reportedly: {what}", getattr(sys.stderr, "encoding", None) or "utf-8")
        if self._bar:
            self._above(line)
        elif sys.stderr is not None:
            print(line, file=sys.stderr, flush=True)

    def _above(self, line: str) -> None:
        assert self._bar is not None
        self._bar.console.print(line, markup=False, highlight=False, emoji=False, soft_wrap=True)

"""What the user sees on stderr while reports are read: errors, and a bar if that helps and disturbs nothing."""

from __future__ import annotations

import sys
from types import TracebackType

from reportedly.cli.safe import visible
from reportedly.cli.write import Output
from reportedly.errors import ReportError


class Progress:
    """A bar on stderr where it is a terminal, there are several reports and no records show there themselves."""

    def __init__(self, total: int, output: Output) -> None:
        self._bar = None
        terminal = sys.stderr is not None and sys.stderr.isatty()
        if total > 1 and terminal and not (output.prints and sys.stdout.isatty()):
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Bar(
                *columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False
            )
            self._task = self._bar.add_task("reading", total=total)

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
        """One report more is done."""
        if self._bar:
            self._bar.advance(self._task)

    def complain(self, wrong: ReportError) -> None:
        """One line on stderr: which report cannot be read, and why."""
        encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
        line = visible(f"reportedly: {wrong.name}: {wrong.reason}", encoding)
        if self._bar:
            self._bar.console.print(line, markup=False, highlight=False, emoji=False, soft_wrap=True)
        elif sys.stderr is not None:
            print(line, file=sys.stderr, flush=True)

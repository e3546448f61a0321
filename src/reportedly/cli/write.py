"""Where the records go: a picture in the terminal, JSON, JSON lines, or pages for the browser."""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import click

from reportedly.cli.safe import visible
from reportedly.errors import ReportError
from reportedly.record import Report


class Output(Protocol):
    """Takes the records one by one, in their order."""

    prints: bool
    """Whether records go to stdout."""

    def add(self, name: str, report: Report) -> None:
        """Take the record of the report that the user knows by this name."""

    def close(self) -> None:
        """Say that there are no more."""


class Pictures:
    """Pictures for the eye, one below the other."""

    prints = True

    def __init__(self, many: bool) -> None:
        from reportedly.cli.layout import terminal

        self._console = terminal()
        self._many = many

    def add(self, name: str, report: Report) -> None:
        """Print the picture, headed by the name if there are several."""
        from rich.text import Text

        from reportedly.cli.layout import WIDEST
        from reportedly.cli.picture import picture

        encoding = self._console.encoding
        if self._many:
            width = min(self._console.width, WIDEST)
            self._console.print(Text(visible("═" * width, encoding) + "\n" + visible(name, encoding), style="bold"))
        self._console.print(picture(report, encoding=encoding))

    def close(self) -> None:
        """Nothing is held back."""


class Json:
    """One JSON document: a record, or an array of them."""

    prints = True

    def __init__(self, many: bool) -> None:
        self._many = many
        self._records: list[str] = []

    def add(self, name: str, report: Report) -> None:
        """Keep the record; an array is printed whole or not at all."""
        self._records.append(report.to_json(indent=2))

    def close(self) -> None:
        """Print what was kept."""
        if self._many:
            put("[" + ",".join(f"\n{record}" for record in self._records) + "\n]\n")
        elif self._records:
            put(self._records[0] + "\n")


class JsonLines:
    """One record a line."""

    prints = True

    def add(self, name: str, report: Report) -> None:
        """Print the record."""
        put(report.to_json() + "\n")

    def close(self) -> None:
        """Nothing is held back."""


def put_json(shape: object) -> None:
    """Print a shape as JSON for other programs, indented for whoever looks."""
    put(json.dumps(shape, ensure_ascii=False, indent=2) + "\n")


def put(text: str) -> None:
    """Print text for other programs, whole."""
    # Always UTF-8, whatever the terminal speaks. The only thing that UTF-8 lacks are halves of surrogate pairs, from
    # the names of files; JSON writes them \udc80, and so does this error handler.
    out = sys.stdout.buffer
    with _undisturbed():
        out.write(text.encode("utf-8", "backslashreplace"))
        out.flush()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits until the line is out, so that no reader gets half a record."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Pages:
    """One page for the browser, or a folder with one for each report.

    A page appears whole or not at all, and never takes the place of a file that is not such a page.
    """

    prints = False

    def __init__(self, path: Path, many: bool) -> None:
        self._path = path
        self._folder = many or path.is_dir() or str(path).endswith(os.sep)
        self._taken: set[str] = set()
        if self._folder and path.exists() and not path.is_dir():
            raise click.UsageError(f"{path} is a file; several reports need a folder")
        if not self._folder and not path.parent.is_dir():
            raise click.UsageError(f"there is no folder {path.parent}")
        if not self._folder and not _free(path):
            raise click.UsageError(f"{path} {_NOT_OURS}")

    def add(self, name: str, report: Report) -> None:
        """Write the page of this report. Raises ReportError if a file of somebody else is in its place."""
        from reportedly.exports.page import page

        path = self._path
        if self._folder:
            path.mkdir(parents=True, exist_ok=True)
            path = path / self._name(Path(name).stem)
        if not _free(path):
            raise ReportError(name, f"its page was not written: {path} {_NOT_OURS}")
        _replace(path, page(report).encode("utf-8"))
        self._taken.add(path.name.casefold())

    def close(self) -> None:
        """Say where the pages are."""
        count = len(self._taken)
        if count:
            wrote = f"{count} page{'s' if count > 1 else ''} to {self._path}" if self._folder else str(self._path)
            click.echo(f"reportedly: wrote {visible(wrote)}", err=True)

    def _name(self, stem: str) -> str:
        stem = stem[:80]  # the name of a file may be 255 bytes long, in UTF-8
        name, number = f"{stem}.html", 1
        while name.casefold() in self._taken:  # some file systems do not tell A from a
            number += 1
            name = f"{stem}-{number}.html"
        return name


_NOT_OURS = "is there already and is not a page of reportedly; choose another name"


def _free(path: Path) -> bool:
    """Whether there is nothing at ``path``, or only an older page of ours. All else may be somebody's evidence."""
    if not os.path.lexists(path):
        return True
    try:
        with path.open("rb") as file:
            return b'<meta name="generator" content="reportedly' in file.read(2000)
    except OSError:
        return False


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".reportedly-")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        beside.chmod(0o666 & ~_umask())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

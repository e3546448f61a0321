"""What the user named on the command line, and which files that means."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reportedly.errors import NotFound, NotPermitted, NotText, ReportError

STDIN = "-"
SUFFIXES = (".txt", ".html", ".htm")


@dataclass(frozen=True)
class Named:
    """What is to be read, in order: files, ``-`` for standard input, and what cannot be found; and are they many?"""

    items: list[Path | str | ReportError]
    many: bool
    """More than one thing was named, or a folder: then the answer is a list, whatever is found."""


def find(names: Iterable[str]) -> Named:
    """Files as they are named; for a folder all the reports below it."""
    names = list(names)
    items: list[Path | str | ReportError] = []
    folders = 0
    for name in names:
        if name == STDIN:
            items.append(name)
        elif os.path.isdir(name):  # noqa: PTH112 - Path.is_dir raises where a folder above is locked
            folders += 1
            below = list(_below(name))
            items.extend(below or [NotText(name, f"no reports in it (files ending in {', '.join(SUFFIXES)})")])
        else:
            items.append(Path(name))
    return Named(items, many=len(names) > 1 or folders > 0)


def _below(folder: str) -> Iterator[Path | ReportError]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except PermissionError:
        yield NotPermitted(folder, "you are not allowed to open this folder")
        return
    except OSError as wrong:
        yield NotFound(folder, f"the folder cannot be opened ({wrong.strerror})")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)
        elif entry.name.lower().endswith(SUFFIXES) and not _special(entry):
            yield Path(entry.path)


def _special(entry: os.DirEntry[str]) -> bool:
    # A pipe or a device would be waited for endlessly, a link to a folder may lead back up. A link to nothing stays:
    # the user must hear that it leads nowhere.
    try:
        return Path(entry.path).exists() and not entry.is_file()
    except OSError:
        return False

"""A pipeline that finds nothing and needs no weights, so that the command line can be tested alone.

``python -m tests.cli.fake_pipeline ARGUMENT…`` is the command ``reportedly`` with it.
"""

from __future__ import annotations

import hashlib
import sys
import types
from collections.abc import Iterator, Sequence
from pathlib import Path

from reportedly.errors import CodebookError, NotFound, NotText, ReportError
from reportedly.record import Origin, Report


def coding_by(codebook: Path | None) -> None:
    if codebook is not None and not codebook.exists():
        raise CodebookError(str(codebook), None, "there is no such file.")


def read_bytes(
    data: bytes,
    name: str,
    *,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
    codebook: Path | None = None,
) -> Report:
    if not data:
        raise NotText(name, "the file is empty")
    return Report(
        id="sha256:" + hashlib.sha256(data).hexdigest(),
        text=data.decode("utf-8", "replace"),
        media_type="text/plain",
        title=title,
        outlet=outlet,
        published=published,
        origin=Origin(path=name),
    )


def read_files(
    paths: Sequence[Path],
    *,
    jobs: int = 1,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
    codebook: Path | None = None,
) -> Iterator[tuple[Path, Report | ReportError]]:
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError:
            yield path, NotFound(str(path), "there is no such file")
            continue
        if data == b"stop":
            raise KeyboardInterrupt
        try:
            yield path, read_bytes(data, str(path), outlet=outlet, published=published, title=title)
        except ReportError as wrong:
            yield path, wrong


def install() -> types.ModuleType:
    """Put this module in the place of ``reportedly.pipeline``; gives it."""
    import reportedly

    here = sys.modules[__name__]
    sys.modules["reportedly.pipeline"] = here
    reportedly.pipeline = here  # type: ignore[attr-defined,unused-ignore]
    return here


if __name__ == "__main__":
    install()
    from reportedly.cli import main

    sys.exit(main())

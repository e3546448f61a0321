"""A pipeline that reads only ``X said that Y.`` and needs no weights, so that the command line can be tested alone.

``python -m tests.cli.fake_pipeline ARGUMENT…`` is the command ``reportedly`` with it.
"""

from __future__ import annotations

import hashlib
import os
import re
import signal
import sys
import types
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from reportedly.errors import CodebookError, NotFound, NotText, ReportError
from reportedly.record import Attribution, Claim, Engine, Origin, Report, Source

ENGINE = Engine("0.1.0", "fake")
SAID = re.compile(r"(\S[^.]*?) (said) that ([^.]+)\.")


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
    text = data.decode("utf-8", "replace")
    sources, attributions, claims = _read(text, outlet)
    return Report(
        id="sha256:" + hashlib.sha256(data).hexdigest(),
        text=text,
        media_type="text/plain",
        title=title,
        outlet=outlet,
        published=published,
        language="en",
        origin=Origin(path=name),
        engine=ENGINE,
        sources=sources,
        attributions=attributions,
        claims=claims,
    )


def _read(text: str, outlet: str | None) -> tuple[tuple[Source, ...], tuple[Attribution, ...], tuple[Claim, ...]]:
    sources = [Source("s1", outlet or "unknown", "outlet")]
    attributions, claims = [], []
    for number, found in enumerate(SAID.finditer(text), 1):
        sources.append(Source(f"s{number + 1}", found[1], "person", mentions=(found.span(1),)))
        said = f"s{number + 1}", (found.span(1),), (found.span(2),), (found.span(3),)
        attributions.append(Attribution(f"a{number}", *said, None, "indirect", 0.9))
        chain = ("s1", f"s{number + 1}")
        claims.append(Claim(f"c{number}", f"a{number}", said[3], chain, (), "stated", "positive", False, 0.9))
    return tuple(sources), tuple(attributions), tuple(claims)


def load(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise NotFound(str(path), "there is no such file") from None


def read_documents(
    documents: Iterable[tuple[bytes, str]],
    *,
    jobs: int = 1,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
    codebook: Path | None = None,
) -> Iterator[tuple[tuple[bytes, str], Report | ReportError]]:
    for document in documents:
        if document[0] == b"die":
            os.kill(os.getpid(), signal.SIGKILL)
        yield document, _or_error(document, outlet, published, title)


def _or_error(
    document: tuple[bytes, str], outlet: str | None, published: str | None, title: str | None
) -> Report | ReportError:
    if document[0] == b"stop":
        raise KeyboardInterrupt
    try:
        return read_bytes(*document, outlet=outlet, published=published, title=title)
    except ReportError as wrong:
        return wrong


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
            data = load(path)
        except ReportError as wrong:
            yield path, wrong
            continue
        yield path, _or_error((data, str(path)), outlet, published, title)


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

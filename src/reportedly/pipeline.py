"""The straight line from bytes to record. The only module that knows every step.

A step is a plain function that gets the report and the analysis and returns only its own layer; the layers are put
together here, so that no step can damage another's.
"""

from __future__ import annotations

import multiprocessing.connection
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from reportedly import actors, attribution, claims, coding, dates, documents, places, sourcing
from reportedly.errors import ReportError
from reportedly.language import MODEL, MODEL_NAME, Analysis, analyse
from reportedly.record import Engine, Report, RoleName
from reportedly.version import __version__

T = TypeVar("T")

READ = ("en",)
"""Languages that are read; a report in another gets a record without attributions that says so."""

ENGINE = Engine(__version__, MODEL_NAME)
"""What makes the records."""


def read(
    what: str | os.PathLike[str],
    *,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
    codebook: Path | None = None,
) -> Report:
    """Read one report: a path, or the text itself; ``codebook`` is a file to be added to the one that ships.

    A string is taken for a path if it is one line without a full stop at its end and names no file that is missing;
    a string of several lines is always a text. Raises ReportError with the reason if it cannot be read, and
    CodebookError if the codebook cannot be used.
    """
    if isinstance(what, str) and _is_text(what):
        return finish(documents.open_text(what, outlet=outlet, published=published, title=title), codebook)
    return finish(documents.open_file(Path(what), outlet=outlet, published=published, title=title), codebook)


def read_bytes(
    data: bytes,
    name: str,
    *,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
    codebook: Path | None = None,
) -> Report:
    """Read one report from its bytes; ``name`` stands for it in messages. Raises ReportError and CodebookError."""
    return finish(documents.open_bytes(data, name, outlet=outlet, published=published, title=title), codebook)


def read_files(
    paths: Iterable[Path],
    *,
    jobs: int = 1,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
    codebook: Path | None = None,
) -> Iterator[tuple[Path, Report | ReportError]]:
    """Read many reports in ``jobs`` processes, in the order of the paths; one that cannot be read gives its error."""
    coding_by(codebook)  # one that cannot be used is complained of once, before anything is read
    one = partial(_or_error, read, outlet=outlet, published=published, title=title, codebook=codebook)
    return _each(one, paths, jobs, name=str)


def read_documents(
    documents: Iterable[tuple[bytes, str]],
    *,
    jobs: int = 1,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
    codebook: Path | None = None,
) -> Iterator[tuple[tuple[bytes, str], Report | ReportError]]:
    """Like ``read_files``, from bytes and the names that stand for them; no more are taken than are read soon."""
    coding_by(codebook)
    one = partial(_or_error, _read_document, outlet=outlet, published=published, title=title, codebook=codebook)
    return _each(one, documents, jobs, name=lambda document: document[1])


def _each(
    one: Callable[[T], Report | ReportError], things: Iterable[T], jobs: int, name: Callable[[T], str]
) -> Iterator[tuple[T, Report | ReportError]]:
    coming = iter(things)
    if jobs <= 1:
        for thing in coming:
            yield thing, one(thing)
        return
    waiting = deque(islice(coming, 4 * jobs))
    if len(waiting) == 1:
        yield waiting[0], one(waiting[0])
        return
    while waiting:
        pool = ProcessPoolExecutor(min(jobs, len(waiting)), initializer=_obey_the_parent)
        running: deque[tuple[T, Future[Report | ReportError]]] = deque()
        try:
            while waiting or running:
                while waiting:
                    running.append((waiting[0], pool.submit(one, waiting[0])))
                    waiting.popleft()
                thing, future = running[0]
                result = future.result()
                running.popleft()
                yield thing, result
                waiting.extend(islice(coming, 4 * jobs - len(running)))
        except BrokenProcessPool:
            # One of those under way took its process down, and all others with it: they are read again, one by one.
            for thing in [thing for thing, _ in running]:
                yield thing, _alone(one, thing, name(thing))
            waiting.extend(islice(coming, 4 * jobs))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _alone(one: Callable[[T], Report | ReportError], thing: T, name: str) -> Report | ReportError:
    """Read one report in a process of its own, which may die without taking anything along."""
    with ProcessPoolExecutor(1, initializer=_obey_the_parent) as pool:
        try:
            return pool.submit(one, thing).result()
        except BrokenProcessPool:
            return ReportError(name, "the process that read it was killed; perhaps memory ran out.")


def _obey_the_parent() -> None:
    """Leave Ctrl-C to the parent, and end when it ends: one that is killed can tell nobody."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)


def finish(report: Report, codebook: Path | None = None) -> Report:
    """Add every layer to an opened report."""
    codes = coding_by(codebook)
    if report.language not in READ:
        which = f"in the language {report.language!r}" if report.language else "in a language that could not be told"
        note = f"The report is {which}; only English is read yet, so nothing is attributed."
        return replace(report, engine=Engine(__version__, None), notes=(*report.notes, note))
    analysis = next(analyse([report.text]))
    sources, attributions = attribution.find(report, analysis, _heads())
    report = replace(report, engine=ENGINE, sources=sources, attributions=attributions)
    report = replace(report, dates=dates.find(report, analysis))
    found_places, dateline = places.find(report, analysis)
    report = replace(report, places=found_places, dateline=dateline)
    report = replace(report, actors=actors.find(report, analysis))
    report = replace(report, codes=coding.find(report, analysis, codes))
    report = replace(report, sources=sourcing.find(report, analysis))
    sources, found = claims.assemble(report, analysis.sentences, analysis.paragraphs, signs(analysis))
    return replace(report, sources=sources, claims=found)


def load(path: Path) -> bytes:
    """The bytes of a file that may be a report. Raises ReportError with the reason if they cannot be had."""
    return documents.load(path)


def signs(analysis: Analysis) -> claims.Signs:
    """What the network says of certainty, force and of those who are told something or affected by it."""
    roles: tuple[RoleName, ...] = ("told", "affected")
    marked = sorted(((role, span) for role in roles for span, _ in analysis.marked(role)), key=lambda one: one[1])
    return claims.Signs(analysis.certainty, partial(analysis.likely, "force"), marked)


@lru_cache(maxsize=4)
def coding_by(codebook: Path | None) -> coding.Codebook:
    """The codebook to code by, with a user's own added to it. Raises CodebookError with file, line and reason."""
    return coding.load(codebook)


@lru_cache(maxsize=1)
def _heads() -> attribution.Heads:
    return attribution.load(MODEL)


def _read_document(document: tuple[bytes, str], **given: Any) -> Report:
    return read_bytes(*document, **given)


def _or_error(read_one: Callable[..., Report], thing: Any, **given: Any) -> Report | ReportError:
    try:
        return read_one(thing, **given)
    except ReportError as error:
        return error


def _is_text(what: str) -> bool:
    if "\n" in what or "\r" in what:
        return True
    if len(what) > 4096 or "\0" in what:
        return True
    try:
        there = Path(what).exists()
    except OSError:  # a name longer than file systems take
        return True
    return not there and " " in what and what.rstrip().endswith((".", "!", "?", "”", '"'))

"""Read reports from closed countries: every claim, who says so, and on whose word.

>>> import reportedly
>>> report = reportedly.read("dispatch.txt")          # doctest: +SKIP
>>> [report.words(claim.content) for claim in report.claims]  # doctest: +SKIP
"""

from __future__ import annotations

import os

from reportedly.errors import ReportedlyError, ReportError
from reportedly.record import Attribution, Claim, Report, Source
from reportedly.version import __version__

__all__ = ["Attribution", "Claim", "Report", "ReportError", "ReportedlyError", "Source", "__version__", "read"]


def read(
    what: str | os.PathLike[str], *, outlet: str | None = None, published: str | None = None, title: str | None = None
) -> Report:
    """Read one report: a path to it, or its text.

    A string of several lines, or one that ends like a sentence and names no file, is taken for the text itself.
    ``outlet``, ``published`` (ISO date) and ``title`` go over what the report says of itself. Raises ReportError, with
    the file's name and the reason, if it cannot be read.
    """
    from reportedly import pipeline  # the network and the HTML reader are loaded when something is read, not before

    return pipeline.read(what, outlet=outlet, published=published, title=title)

"""What the user hands over to be read: what they say about it, and how it comes in on standard input."""

from __future__ import annotations

import hashlib
import re
import sys
from datetime import date
from pathlib import Path
from typing import TypedDict

import click

from reportedly.errors import CodebookError

STDIN_NAME = "standard input"


class Given(TypedDict):
    """What the user says about the reports and their own text does not."""

    outlet: str | None
    published: str | None
    title: str | None
    codebook: Path | None


def _published(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", value):
            raise ValueError
        date.fromisoformat(value if len(value) > 7 else f"{value}-01")
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date; write 2023-03-14, or 2023-03 if the day is unknown") from None
    return value


def _codebook(_ctx: click.Context, _option: click.Parameter, value: Path | None) -> Path | None:
    if value is None:
        return None
    from reportedly import pipeline  # here, because it takes a while and --help needs none of it

    try:
        pipeline.coding_by(value)
    except CodebookError as wrong:
        raise click.BadParameter(str(wrong)) from None
    return value


def codebook_digest(codebook: Path | None) -> str | None:
    """The SHA-256 (hexadecimal) by which the ledger remembers a codebook of the user's own."""
    return None if codebook is None else hashlib.sha256(codebook.read_bytes()).hexdigest()


published_option = click.option(
    "--published", metavar="DATE", callback=_published, help="When: 2023-03-14, or 2023-03."
)
codebook_option = click.option(
    "--codebook",
    type=click.Path(path_type=Path),
    metavar="FILE",
    callback=_codebook,
    help="Add your own codes to the codebook; a YAML file like docs/codebook.md says.",
)


def standard_input() -> bytes:
    """All that comes in on standard input."""
    if sys.stdin is None:
        raise click.ClickException("there is nothing to read: standard input is closed")
    if sys.stdin.isatty():
        click.echo("reportedly: type or paste the report, then press Ctrl-D on an empty line", err=True)
    return sys.stdin.buffer.read()

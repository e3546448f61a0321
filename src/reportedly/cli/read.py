"""``reportedly read``: read reports and show, print or save their records."""

from __future__ import annotations

import re
import sys
from collections.abc import Generator, Sequence
from contextlib import closing
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TypedDict

import click

from reportedly.cli import write
from reportedly.cli.find import STDIN, find
from reportedly.cli.progress import Progress
from reportedly.errors import CodebookError, ReportError
from reportedly.record import Report

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


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="FILE|FOLDER|-...")
@click.option("--json", "form", flag_value="json", help="Print the record as JSON; an array for several reports.")
@click.option("--jsonl", "form", flag_value="jsonl", help="Print one record a line, each as soon as it is read.")
@click.option(
    "--html", "page", type=click.Path(path_type=Path), metavar="PATH", help="Save a web page, or a folder of them."
)
@click.option("--outlet", metavar="NAME", help="Who published the report, if it does not say so itself.")
@click.option("--published", metavar="DATE", callback=_published, help="When: 2023-03-14, or 2023-03.")
@click.option("--title", metavar="TEXT", help="The title of the report.")
@click.option(
    "--codebook",
    type=click.Path(path_type=Path),
    metavar="FILE",
    callback=_codebook,
    help="Add your own codes to the codebook; a YAML file like docs/codebook.md says.",
)
@click.option("--jobs", type=click.IntRange(min=1), default=1, metavar="N", help="Read N reports at the same time.")
@click.pass_context
def read(
    ctx: click.Context,
    what: tuple[str, ...],
    form: str | None,
    page: Path | None,
    outlet: str | None,
    published: str | None,
    title: str | None,
    codebook: Path | None,
    jobs: int,
) -> None:
    """Read reports and show every claim in them, and on whose word it stands.

    A report is a text file or a saved web page (.txt, .html, .htm). Name one, or several, or a folder to read all the
    reports in it, or - to read what another program hands over.

    \b
    Show the record of one report:
      reportedly read report.txt
    Save it as a page for the browser:
      reportedly read report.html --html record.html
    Read a whole folder into pages, two reports at a time:
      reportedly read reports/ --html records/ --jobs 2
    Say who published it, and when, if the file does not:
      reportedly read report.txt --outlet "Vosmara Window" --published 2023-03-14
    Hand the records of many reports to another program:
      reportedly read reports/ --jsonl > records.jsonl

    With --json a single file gives one record; several files, or a folder, give an array, which appears when the last
    is read. For many reports take --jsonl.

    A report that cannot be read is named with the reason, and the others are read all the same; the exit status is
    then 1. The files that are read are never changed.
    """
    named = find(what)
    if form and page:
        raise click.UsageError(f"choose one of --{form} and --html")
    if title and named.many:
        raise click.UsageError("--title is for a single report")
    if what.count(STDIN) > 1:
        raise click.UsageError("- can be given once")
    if sys.stdout is None:
        raise click.ClickException("there is nowhere to write to: standard output is closed")
    given = Given(outlet=outlet, published=published, title=title, codebook=codebook)

    output: write.Output
    if page:
        output = write.Pages(page, named.many)
    elif form == "json":
        output = write.Json(named.many)
    elif form == "jsonl":
        output = write.JsonLines()
    else:
        output = write.Pictures(named.many)
    failed = 0
    with closing(_reports(named.items, jobs, given)) as reports, Progress(len(named.items), output) as progress:
        for name, report in reports:
            try:
                if isinstance(report, ReportError):
                    raise report
                output.add(name, report)
            except ReportError as wrong:
                failed += 1
                progress.complain(wrong)
            progress.advance()
    output.close()
    if failed:
        ctx.exit(1)


def _reports(
    items: Sequence[Path | str | ReportError], jobs: int, given: Given
) -> Generator[tuple[str, Report | ReportError], None, None]:
    from reportedly import pipeline  # not at the top: see _codebook

    for kind, group in groupby(items, key=type):
        if issubclass(kind, ReportError):
            yield from ((one.name, one) for one in group if isinstance(one, ReportError))
        elif issubclass(kind, Path):
            paths = [path for path in group if isinstance(path, Path)]
            for path, report in pipeline.read_files(paths, jobs=jobs, **given):
                yield str(path), report
        else:
            try:
                yield STDIN_NAME, pipeline.read_bytes(_standard_input(), STDIN_NAME, **given)
            except ReportError as wrong:
                yield STDIN_NAME, wrong


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise click.ClickException("there is nothing to read: standard input is closed")
    if sys.stdin.isatty():
        click.echo("reportedly: type or paste the report, then press Ctrl-D on an empty line", err=True)
    return sys.stdin.buffer.read()

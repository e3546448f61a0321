"""``reportedly read``: read reports and show, print or save their records."""

from __future__ import annotations

import sys
from collections.abc import Generator, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path

import click

from reportedly.cli import write
from reportedly.cli.find import STDIN, find
from reportedly.cli.progress import Progress
from reportedly.cli.reports import STDIN_NAME, Given, codebook_option, published_option, standard_input
from reportedly.errors import ReportError
from reportedly.record import Report


@click.command(short_help="Read reports and show who says what, on whose word.")
@click.argument("what", nargs=-1, required=True, metavar="FILE|FOLDER|-...")
@click.option("--json", "form", flag_value="json", help="Print the record as JSON; an array for several reports.")
@click.option("--jsonl", "form", flag_value="jsonl", help="Print one record a line, each as soon as it is read.")
@click.option(
    "--html", "page", type=click.Path(path_type=Path), metavar="PATH", help="Save a web page, or a folder of them."
)
@click.option("--outlet", metavar="NAME", help="Who published the report, if it does not say so itself.")
@published_option
@click.option("--title", metavar="TEXT", help="The title of the report.")
@codebook_option
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
    with closing(_reports(named.items, jobs, given)) as reports, _bar(output, len(named.items)) as progress:
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


def _bar(output: write.Output, total: int) -> Progress:
    """The bar, unless records show in the same terminal."""
    return Progress(total, "reading", shown=not (output.prints and sys.stdout.isatty()))


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
                yield STDIN_NAME, pipeline.read_bytes(standard_input(), STDIN_NAME, **given)
            except ReportError as wrong:
                yield STDIN_NAME, wrong

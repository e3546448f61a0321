"""``reportedly add``: read reports and keep them, their bytes and their records in the ledger."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from reportedly.cli.adding import Kept, Outcomes
from reportedly.cli.find import STDIN, find
from reportedly.cli.opening import Which, ledger_option
from reportedly.cli.progress import Progress
from reportedly.cli.reports import (
    STDIN_NAME,
    Given,
    codebook_digest,
    codebook_option,
    published_option,
    standard_input,
)
from reportedly.errors import ReportError
from reportedly.record import Report

if TYPE_CHECKING:
    from reportedly.ledger import Ledger
    from reportedly.ledger.add import Added, Obtained


def _retrieved(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no time; write 2023-03-14 or 2023-03-14T09:26:53Z") from None
    return value


JSON = """
With --jsonl one object a line; with --json {"added", "there", "failed", "reports": array of them}:
  {"name", "report": its id, "new": true or false, "record": number of the entry,
   "earlier": id of the version before or null, "claims": how many}
  {"name", "error": why it was not added}
"""
"""What --json prints, for docs/cli.md."""


@click.command(short_help="Read reports and keep them in the ledger.")
@click.argument("what", nargs=-1, required=True, metavar="FILE|FOLDER|-...")
@click.option("--outlet", metavar="NAME", help="Who published the reports, if they do not say so themselves.")
@published_option
@click.option("--title", metavar="TEXT", help="The title of the report.")
@click.option("--url", metavar="URL", help="Where the report was found. It is written down, not visited.")
@click.option(
    "--retrieved", metavar="TIME", callback=_retrieved, help="When it was fetched: 2023-03-14, or with the time of day."
)
@codebook_option
@click.option("--by", envvar="REPORTEDLY_BY", metavar="NAME", help="Who adds them.  [$REPORTEDLY_BY]")
@click.option("--jobs", type=click.IntRange(min=1), default=1, metavar="N", help="Read N reports at the same time.")
@ledger_option
@click.option("--json", "form", flag_value="json", help="Print JSON when all is done.")
@click.option("--jsonl", "form", flag_value="jsonl", help="Print one object a line, each as soon as it is safe.")
@click.pass_context
def add(
    ctx: click.Context,
    which: Which,
    what: tuple[str, ...],
    outlet: str | None,
    published: str | None,
    title: str | None,
    url: str | None,
    retrieved: str | None,
    codebook: Path | None,
    by: str | None,
    jobs: int,
    form: str | None,
) -> None:
    """Read reports and add them to the ledger: their bytes, and what is read in them.

    Name files (.txt, .html, .htm), folders, or - for standard input. A report whose very bytes are there already is
    neither read nor added again. A report with the --url of another and other bytes is a new version of it.

    \b
    Add one report, and say where it comes from:
      reportedly add radio.html --url https://vosmara.example/radio
    Add a whole archive, two reports at a time:
      reportedly add archive/ --jobs 2

    It can be stopped at any moment (Ctrl-C, a kill, a power cut). Whatever was said to be added is there; the same
    command goes on where it stopped. A report that cannot be read is named with the reason, and the others are added
    all the same; the exit status is then 1.
    """
    named = find(what)
    for given, option in ((title, "--title"), (url, "--url")):
        if given and named.many:
            raise click.UsageError(f"{option} is for a single report")
    if what.count(STDIN) > 1:
        raise click.UsageError("- can be given once")
    if sys.stdout is None:
        raise click.ClickException("there is nowhere to write to: standard output is closed")
    said = Given(outlet=outlet, published=published, title=title, codebook=codebook)
    with which.open() as ledger, _stopped_by_a_kill(), Progress(len(named.items), "adding") as progress:
        outcomes = Outcomes(form, progress)
        try:
            _add(ledger, named.items, outcomes, said, jobs, url, retrieved, by)
        except KeyboardInterrupt:
            progress.note(f"{outcomes.summary}; the same command goes on from here")
            raise
        outcomes.close()
        _compare(ledger, progress)
    if outcomes.failed:
        ctx.exit(1)


def _add(
    ledger: Ledger,
    items: Sequence[Path | str | ReportError],
    outcomes: Outcomes,
    said: Given,
    jobs: int,
    url: str | None,
    retrieved: str | None,
    by: str | None,
) -> None:
    from reportedly import pipeline  # not at the top: --help needs none of it
    from reportedly.ledger.add import Obtained, add_many  # likewise

    claims: dict[str, int] = {}

    def coming() -> Iterator[tuple[bytes, Obtained]]:
        for item in items:
            try:
                if isinstance(item, ReportError):
                    raise item
                if isinstance(item, Path):
                    yield pipeline.load(item), Obtained(str(item), url, retrieved)
                else:
                    yield standard_input(), Obtained(None, url, retrieved, how=STDIN_NAME)
            except ReportError as wrong:
                outcomes.take(wrong)

    def read(documents: Iterable[tuple[bytes, str]]) -> Iterator[tuple[tuple[bytes, str], Report | ReportError]]:
        for document, report in pipeline.read_documents(documents, jobs=jobs, **said):
            if isinstance(report, Report):
                claims[report.id] = len(report.claims)
            yield document, report

    codebook = codebook_digest(said["codebook"])
    adding = add_many(ledger, read, coming(), by=by, codebook=codebook)
    with closing(cast("Generator[tuple[Obtained, Added | ReportError]]", adding)) as added:
        for obtained, one in added:
            if isinstance(one, ReportError):
                outcomes.take(one)
            else:
                name = obtained.path or STDIN_NAME
                outcomes.take(Kept(name, one.report, one.new, one.record, one.earlier, claims.pop(one.report, None)))


def _compare(ledger: Ledger, progress: Progress) -> None:
    """Compare what was added with all the rest; if that is stopped half-way, whatever shows it goes on with it."""
    from reportedly.corroboration import keep

    changed = {one.cluster for one in keep.catch_up(ledger) if one.before}
    if changed:
        which = "of 1 thing that is said" if len(changed) == 1 else f"of {len(changed):,} things that are said"
        progress.note(f"the number of origins {which} changed: reportedly corroborate --alerts")


@contextmanager
def _stopped_by_a_kill() -> Iterator[None]:
    """A polite kill (SIGTERM) stops like Ctrl-C: at once, with a word about how far it came."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)

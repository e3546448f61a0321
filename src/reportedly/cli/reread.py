"""``reportedly reread``: read stored reports again with the engine of today."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportedly.cli import write
from reportedly.cli.naming import REPORT, Name
from reportedly.cli.opening import Which, json_option, ledger_option
from reportedly.cli.progress import Progress
from reportedly.cli.reports import codebook_digest, codebook_option
from reportedly.errors import ReportError
from reportedly.record import Report

if TYPE_CHECKING:
    from reportedly.ledger import Ledger
    from reportedly.ledger.reread import Reread

JSON = """
An array, for each report that was read:
  {"name", "report": id, "record": number of its newest record’s entry, "new": is that new,
   "carried": numbers of entries, "left": [{"number", "kind", "by", "record", "words", "why"}]}
  {"name", "report", "error": why it was not read}
"""
"""What --json prints, for docs/cli.md."""


@click.command(short_help="Read the ledger’s reports again, with this version.")
@click.argument("names", type=REPORT, nargs=-1, metavar="[REPORT]...")
@click.option("--again", is_flag=True, help="Also those that were read by this very version.")
@codebook_option
@click.option("--by", envvar="REPORTEDLY_BY", metavar="NAME", help="Who asks for it.  [$REPORTEDLY_BY]")
@json_option
@ledger_option
@click.pass_context
def reread(
    ctx: click.Context,
    names: tuple[Name, ...],
    which: Which,
    again: bool,
    codebook: Path | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Read reports again, from the bytes that the ledger keeps, with the version that is installed now.

    The new record stands beside the old one, which stays. What people decided goes along to exactly the same words;
    where these are not there any more, or read otherwise, that is said, and the judgment stays with the old record.
    Title, outlet and day of publication stay as they are.

    \b
    Read all reports again that another version read:
      reportedly reread
    Read one report again, with codes of your own:
      reportedly reread 3fa9c1 --codebook mine.yaml

    It can be stopped at any moment and goes on where it stopped.
    """
    with which.open() as ledger:
        wanted = _wanted(ledger, names, again)
        with Progress(len(wanted), "reading", shown=not as_json) as progress:
            done = _Done(as_json, progress)
            try:
                for id in wanted:
                    done.take(id, _read(ledger, id, codebook, by))
                    progress.advance()
            except KeyboardInterrupt:
                progress.note(f"{done.summary}; the same command goes on from here")
                raise
            done.close()
    if done.failed:
        ctx.exit(1)


def _wanted(ledger: Ledger, names: tuple[Name, ...], again: bool) -> list[str]:
    """Ids of the reports that were named, or of all that another version read."""
    from reportedly import pipeline
    from reportedly.ledger import names as naming

    if names:
        return list(dict.fromkeys(naming.report(ledger, name.digits) for name in names))
    newest = {}
    for entry in ledger.entries(kind="record"):
        engine = entry.body["record"]["report"]["engine"] or {}
        same = engine.get("version") == pipeline.ENGINE.version and engine.get("model") in (pipeline.ENGINE.model, None)
        newest[entry.report or ""] = same
    return [id for id, same in newest.items() if again or not same]


def _read(ledger: Ledger, id: str, codebook: Path | None, by: str | None) -> Reread | ReportError:
    from reportedly import pipeline
    from reportedly.ledger import names as naming
    from reportedly.ledger.reread import reread as read_again

    old = naming.record(ledger, id).body["record"]["report"]
    said = {name: old[name] for name in ("outlet", "published", "title")}

    def read(data: bytes, name: str) -> Report:
        return pipeline.read_bytes(data, name, codebook=codebook, **said)

    try:
        return read_again(ledger, read, id, by=by, codebook=codebook_digest(codebook))
    except ReportError as wrong:
        return wrong


class _Done:
    """Takes what became of each report and says it."""

    def __init__(self, as_json: bool, progress: Progress) -> None:
        self.read = self.new = self.carried = self.left = self.failed = 0
        self._as_json = as_json
        self._progress = progress
        self._shapes: list[dict[str, Any]] = []

    def take(self, id: str, done: Reread | ReportError) -> None:
        from reportedly.ledger.names import short

        name = short(id)
        if isinstance(done, ReportError):
            self.failed += 1
            self._progress.complain(done)
            self._shapes.append({"name": name, "report": id, "error": done.reason})
            return
        self.read += 1
        self.new += done.new
        self.carried += len(done.carried)
        self.left += len(done.left)
        left = [asdict(one) for one in done.left]
        carried = [one.number for one in done.carried]
        found = {"record": done.record, "new": done.new, "carried": carried, "left": left}
        self._shapes.append({"name": name, "report": id, **found})
        if self._as_json:
            return
        what = f"another record, entry {done.record}" if done.new else "the same record"
        self._progress.say(f"{name}  {what}")
        for one in done.left:
            self._progress.say(f"  left behind: {one.kind} {one.number} by {one.by} on “{one.words}”: {one.why}")

    @property
    def summary(self) -> str:
        """``3 reports read again, 2 with another record; …``."""
        from reportedly.cli.layout import count

        failed = f", {self.failed:,} failed" if self.failed else ""
        carried = f"{count(self.carried, 'decision')} carried over, {self.left:,} left behind"
        return f"{count(self.read, 'report')} read again, {self.new:,} with another record, {carried}{failed}"

    def close(self) -> None:
        """Say how many."""
        if self._as_json:
            write.put_json(self._shapes)
        else:
            self._progress.say(self.summary)

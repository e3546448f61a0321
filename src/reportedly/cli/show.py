"""``reportedly show``: a report or a claim as it stands in the ledger, and everything that was decided about it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportedly.cli import write
from reportedly.cli.naming import ANY, Found, Name, find
from reportedly.cli.opening import Which, json_option, ledger_option
from reportedly.errors import LedgerError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reportedly.corroboration.independence import Range
    from reportedly.ledger import Ledger
    from reportedly.ledger.about import About

JSON = """
For a report:
  {"report": the body of its entry, "added": {"entry", "at", "by", "version"},
   "versions": ids, the oldest first, "records": [{"entry", "at", "by", "version"}],
   "shown": number of the entry of the record that is shown, "record": the record, "level",
   "claims": [as for a claim], "sources": [{"id", "level", "reliability", "rated": by person}],
   "notes": [as for a claim], "left": [what stayed on older records]}
With --public the judgments, notes, ratings and "left" are empty, every "by" is null, and so are "origins".
With --history also:
  {"entries": [{"entry", "at", "by", "version", "kind", "body"}]}
For a claim:
  {"name", "report": id, "entry": number of the record’s entry, "id", "claim": as it stands now,
   "suggested": as it was read, "words", "chain": names, "state", "level", "credibility",
   "rated": by person, "notes": [{"entry", "at", "by", "text"}],
   "judgments": [{"entry", "at", "by", "decision", "fields", "reason", "carried": number of the
                  entry it comes from or null, "counts": true or false}],
   "origins": {"at_least", "at_most", "reports"}, or null where no other claim says it}
"""
"""What --json prints, for docs/cli.md."""


@click.command(short_help="Show a report or a claim, and what was decided.")
@click.argument("name", type=ANY, metavar="REPORT|CLAIM")
@click.option("--record", type=click.IntRange(min=0), metavar="N", help="An older record, by the number of its entry.")
@click.option("--history", is_flag=True, help="Show every entry about it, from the first to the last.")
@click.option("--html", "page", type=click.Path(path_type=Path), metavar="PATH", help="Save the record as a web page.")
@click.option("--bytes", "raw", is_flag=True, help="Write the report’s own bytes, as they were obtained.")
@click.option("--public", is_flag=True, help="Show only what may be published, with all else taken out of the text.")
@json_option
@ledger_option
def show(
    name: Name,
    which: Which,
    record: int | None,
    history: bool,
    page: Path | None,
    raw: bool,
    public: bool,
    as_json: bool,
) -> None:
    """Show a report with all its claims, or one claim, and what people decided about it.

    A report is named by the first digits of its digest (6 or more), or by its own file; a claim by its report, a colon
    and its id in the record: 3fa9c1:c7. What is shown is checked against the hashes that the ledger keeps.

    \b
    Show a report, and what became of each claim:
      reportedly show 3fa9c1
    Show one claim with every judgment, rating and note:
      reportedly show 3fa9c1:c7
    Show what the ledger holds about a file, from the first entry on:
      reportedly show report.html --history
    Get the report back as it was:
      reportedly show 3fa9c1 --bytes > report.html
    Show what may be published, and nobody who worked on it:
      reportedly show 3fa9c1 --public
    """
    if sum(map(bool, (page, raw, as_json))) > 1:
        raise click.UsageError("choose one of --json, --html and --bytes")
    if public and (raw or history):
        raise click.UsageError("--public leaves out what --bytes and --history would show")
    if sys.stdout is None:
        raise click.ClickException("there is nowhere to write to: standard output is closed")
    if raw and sys.stdout.isatty():
        raise click.UsageError(
            "the report’s bytes may hold what a terminal obeys; write them to a file: --bytes > FILE"
        )
    output = write.Pages(page, many=False) if page else None
    with which.open() as ledger:
        found = find(ledger, name, record)
        if output:
            output.add(str(name), _about(ledger, found, public).judged.report if public else found.record)
        elif raw:
            sys.stdout.buffer.write(ledger.bytes_of(found.id.removeprefix("sha256:")))
            sys.stdout.buffer.flush()
        elif as_json:
            write.put_json(_shape(ledger, found, history, public))
        else:
            from reportedly.cli.layout import terminal

            console = terminal()
            console.print(_picture(ledger, found, history, public, console.encoding))
    if output:
        output.close()


def _about(ledger: Ledger, found: Found, public: bool) -> About:
    """All that is to be shown. Raises LedgerError if what was named may not be published."""
    from reportedly.ledger.about import gather
    from reportedly.ledger.published import published

    about = gather(ledger, found.id, found.entry.number)
    if not public:
        return about
    shown = published(about)
    if found.part in _ids(about) - _ids(shown):
        raise LedgerError(f"{about.name(str(found.part))} may not be published: it is confidential")
    return shown


def _ids(about: About) -> set[str]:
    """Claims and sources."""
    return {one.id for one in about.judged.claims} | {one.id for one in about.judged.report.sources}


def _shape(ledger: Ledger, found: Found, history: bool, public: bool) -> dict[str, Any]:
    from reportedly.ledger.about import claim_shape, report_shape

    about = _about(ledger, found, public)
    ranges = {id: {"at_least": one.at_least, "at_most": one.at_most, "reports": one.reports}
              for id, one in _ranges(ledger, about).items()}  # fmt: skip
    if found.part is None or found.is_source:
        shape = report_shape(about, history)
        return shape | {"claims": [one | {"origins": ranges.get(one["id"])} for one in shape["claims"]]}
    return claim_shape(about, about.judged.claim(found.part)) | {"origins": ranges.get(found.part)}


def _ranges(ledger: Ledger, about: About) -> dict[str, Range]:
    """By the claims' ids on how many origins they rest, where other claims say the same."""
    from reportedly.corroboration import family

    if about.for_all:
        return {}  # they also count what is confidential
    number = about.judged.record
    with ledger.reading() as connection:
        found = family.ranges_of(connection, [(number, one.id) for one in about.judged.claims])
    return {claim: range for (_, claim), range in found.items()}


def _picture(ledger: Ledger, found: Found, history: bool, public: bool, encoding: str) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    from reportedly.cli import about as told
    from reportedly.cli.layout import Say, plain
    from reportedly.cli.picture import lines, of_one_claim, picture

    about = _about(ledger, found, public)
    report, claims = about.judged.report, about.judged.claims
    say = Say(encoding)
    ranges = _ranges(ledger, about)
    more = {one.id: told.of_claim(about, one, ranges.get(one.id)) for one in claims}
    more |= {source.id: told.of_source(about, source.id) for source in report.sources}
    parts: list[RenderableType] = [lines(told.of_report(about), say), Text()]
    if found.part is None or found.is_source:
        stands = replace(report, claims=tuple(one.claim for one in claims))
        parts.append(picture(stands, encoding=encoding, more=more))
        parts.append(plain(say(f"a claim is named by its number: {about.name('c1')}", "dim")))
    else:
        seen = about.judged.claim(found.part)
        parts = [of_one_claim(report, seen.claim, about.name(seen.id), encoding=encoding, more=more)]
    if history:
        parts += [Text(), plain(say("History", "bold underline"))]
        parts.append(lines(told.history(about, found.part), say, "  "))
    return Group(*parts)

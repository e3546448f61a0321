"""``reportedly note``: a person's own words beside a report, a source or a claim."""

from __future__ import annotations

import json

import click

from reportedly.cli import write
from reportedly.cli.naming import ANY, Name, find
from reportedly.cli.opening import Which, by_option, json_option, ledger_option
from reportedly.cli.safe import visible

JSON = """
{"name", "entry", "text", "supersedes": number of the entry or null}
"""
"""What --json prints, for docs/cli.md."""


@click.command(short_help="Write a note on a report, a source or a claim.")
@click.argument("name", type=ANY, metavar="REPORT|SOURCE|CLAIM")
@click.argument("text", required=False)
@by_option
@click.option("--replace", type=click.IntRange(min=0), metavar="N", help="Your note of entry N, which this replaces.")
@click.option("--remove", type=click.IntRange(min=0), metavar="N", help="Take your note of entry N back.")
@ledger_option
@json_option
def note(
    name: Name,
    text: str | None,
    which: Which,
    by: str,
    replace: int | None,
    remove: int | None,
    as_json: bool,
) -> None:
    """Write a note on a report, a source or a claim.

    A note stays beside the record and never becomes part of it. One that is replaced or taken back is shown no more,
    but remains in the ledger, where reportedly show --history finds it.

    \b
    Note something about a claim:
      reportedly note 3fa9c1:c7 "compare the broadcast of 3 March"
    Write it better (reportedly show names the entry):
      reportedly note 3fa9c1:c7 --replace 41 "compare the evening broadcast"
    Take it back:
      reportedly note 3fa9c1:c7 --remove 42
    """
    if (text is None) == (remove is None):
        raise click.UsageError("write the note behind the name, or --remove N to take one back")
    if replace is not None and remove is not None:
        raise click.UsageError("choose one of --replace and --remove")
    from reportedly.ledger.notes import note as noted

    with which.open() as ledger:
        found = find(ledger, name)
        entry = noted(
            ledger,
            found.id,
            text,
            **found.meant,
            by=by,
            supersedes=replace if remove is None else remove,
        )
    if as_json:
        shape = {"name": str(name), "entry": entry.number, "text": text, "supersedes": entry.body["supersedes"]}
        write.put(json.dumps(shape, ensure_ascii=False) + "\n")
    else:
        done = "noted" if remove is None else f"took note {remove} back"
        click.echo(visible(f"{name}  {done} by {by}, entry {entry.number}"))

"""``reportedly confidentiality``: who may see a report, a source or a claim."""

from __future__ import annotations

import json
from typing import Any, cast

import click

from reportedly.cli import write
from reportedly.cli.filters import LEVELS
from reportedly.cli.naming import ANY, Name, find
from reportedly.cli.opening import Which, by_option, json_option, ledger_option
from reportedly.cli.safe import visible

JSON = """
{"name", "entry", "level", "reason"}
"""
"""What --json prints, for docs/cli.md."""


@click.command(short_help="Say who may see a report, a source or a claim.")
@click.argument("level", type=click.Choice(LEVELS))
@click.argument("name", type=ANY, metavar="REPORT|SOURCE|CLAIM")
@by_option
@click.option("--reason", metavar="TEXT", help="Why.")
@ledger_option
@json_option
def confidentiality(level: str, name: Name, which: Which, by: str, reason: str | None, as_json: bool) -> None:
    """Say who may see a report, a source or a claim: public, restricted, secret.

    Everything is public until somebody says otherwise: reports were published. A claim is as confidential as its
    report, its sources and itself, whichever is the most. On the terminal of whoever has the ledger all is shown, and
    marked; --public and --json let others leave out what is not for them.

    \b
    Withhold a source, and every claim that came through it:
      reportedly confidentiality secret 3fa9c1:s2 --reason "the village knows"
    Set a report back to public:
      reportedly confidentiality public 3fa9c1
    """
    from reportedly.ledger.confidentiality import mark

    with which.open() as ledger:
        found = find(ledger, name)
        entry = mark(
            ledger,
            found.id,
            cast(Any, level),
            **found.meant,
            by=by,
            reason=reason,
        )
    if as_json:
        shape = {"name": str(name), "entry": entry.number, "level": level, "reason": reason}
        write.put(json.dumps(shape, ensure_ascii=False) + "\n")
    else:
        click.echo(visible(f"{name}  {level} by {by}, entry {entry.number}"))

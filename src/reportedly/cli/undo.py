"""``reportedly undo``: take the last thing back that one decided about a claim or about sources."""

from __future__ import annotations

import click

from reportedly.cli import write
from reportedly.cli.opening import Which, by_option, json_option, ledger_option
from reportedly.cli.safe import visible
from reportedly.errors import LedgerError

JSON = """
{"undone": number of the entry, "entry": number of the entry that undoes it, "decision": what holds now}
"""
"""What --json prints, for docs/cli.md."""


@click.command(short_help="Take back what you decided.")
@click.argument("number", type=click.IntRange(min=0), metavar="N")
@by_option
@click.option("--reason", metavar="TEXT", help="Why; of what was decided about sources.")
@ledger_option
@json_option
def undo(number: int, which: Which, by: str, reason: str | None, as_json: bool) -> None:
    """Take back what you decided about a claim, or about sources, in entry N.

    For a claim, what you had decided before holds again, or nothing. Only your own judgment that stands can be undone,
    and undoing is a judgment too: both stay in the ledger, and it can be undone in turn.

    \b
    Undo a judgment (reportedly show names its entry):
      reportedly undo 41
    """
    from reportedly.ledger import judgments, regroup

    with which.open() as ledger:
        try:
            entry = ledger.entry(number)
        except KeyError:
            raise LedgerError(f"the ledger has no entry {number}") from None
        if entry.kind == "judgment" and entry.body["decision"] in ("merge", "apart", "split"):
            done = regroup.leave(ledger, number, by=by, reason=reason)
        elif reason is not None:
            raise click.UsageError(f"--reason goes with what was decided about sources, and entry {number} was not")
        else:
            done = judgments.undo(ledger, number, by=by)
    if as_json:
        write.put_json({"undone": number, "entry": done.number, "decision": done.body["decision"]})
    else:
        click.echo(visible(f"entry {number} undone by {by}, entry {done.number}"))

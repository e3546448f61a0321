"""``reportedly prove``: a file that proves one claim to whoever has no ledger."""

from __future__ import annotations

from pathlib import Path

import click

from reportedly.cli import write
from reportedly.cli.naming import PART, Name, find
from reportedly.cli.opening import Which, json_option, ledger_option
from reportedly.cli.safe import visible

FILE = click.Path(path_type=Path)

JSON = """
The proof, as docs/ledger.md describes it.
"""
"""What --json prints, for docs/cli.md."""


@click.command(short_help="Write a file that proves that a claim was there.")
@click.argument("name", type=PART, metavar="CLAIM")
@click.option("--to", type=FILE, metavar="FILE", help="Where to write the proof; a new file.")
@click.option("--checkpoint", type=FILE, metavar="FILE", help="The checkpoint it is to lead to, if not the newest.")
@click.option("--record", type=click.IntRange(min=0), metavar="N", help="The record that holds it, if not the newest.")
@json_option
@ledger_option
def prove(
    name: Name, which: Which, to: Path | None, checkpoint: Path | None, record: int | None, as_json: bool
) -> None:
    """Write a proof that a claim was in the ledger, unchanged, when a checkpoint was made.

    Whoever has the proof and the checkpoint can verify it on any computer, without the ledger and without asking
    anybody (reportedly verify --proof). It proves that the record of the report, which holds the claim, was there by
    then. It does not prove that the claim is true.

    The proof holds the whole record: whoever gets the file can read all of the report and of what was read in it.

    \b
    Prove a claim, to a file:
      reportedly prove 3fa9c1:c7 --to claim.json
    Verify it elsewhere, with the checkpoint that was kept apart:
      reportedly verify --proof claim.json --against checkpoint.json
    """
    if (to is None) == (not as_json):
        raise click.UsageError("say where to: --to FILE, or --json to print it")
    from reportedly.ledger import checkpoint as checkpoints
    from reportedly.ledger import proof

    with which.open() as ledger:
        found = find(ledger, name, record)
        part = name.part or ""
        added = part.startswith("j") and part[1:].isdecimal()
        number = int(part[1:]) if added else found.entry.number
        made = proof.make(ledger, number, part, checkpoints.read(checkpoint) if checkpoint else None)
    if to is None:
        write.put_json(made)
        return
    proof.write(made, to)
    click.echo(f"reportedly: wrote {visible(str(to))}", err=True)
    click.echo(f"reportedly: {made['discloses']}", err=True)

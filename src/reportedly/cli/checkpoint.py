"""``reportedly checkpoint``: a small signed file that says what the ledger is now."""

from __future__ import annotations

import os
from pathlib import Path

import click

from reportedly.cli import write
from reportedly.cli.opening import Which, json_option, ledger_option
from reportedly.cli.safe import visible
from reportedly.errors import LedgerError

FILE = click.Path(path_type=Path)

JSON = """
The checkpoint, as docs/ledger.md describes it; without --to also if --json is not given.
"""
"""What --json prints, for docs/cli.md."""


@click.command(short_help="Write a small signed file that says what the ledger is.")
@click.option("--to", type=FILE, metavar="FILE", help="Where to write it; a new file.")
@click.option("--key", type=FILE, metavar="FILE", help="The key to sign with, if not the ledger’s own.")
@click.option("--timestamp", metavar="URL", help="Ask this server (RFC 3161) to attest when.")
@click.option("--by", envvar="REPORTEDLY_BY", metavar="NAME", help="Who makes it.  [$REPORTEDLY_BY]")
@json_option
@ledger_option
def checkpoint(
    which: Which, to: Path | None, key: Path | None, timestamp: str | None, by: str | None, as_json: bool
) -> None:
    """Write a checkpoint: a small signed file, to be kept where the ledger is not.

    It holds one hash over everything that is in the ledger now. As long as it is kept out of reach of whoever might
    change the ledger (another disk, another person, print), reportedly verify --against shows whether anything of what
    was there then has been changed or taken away since.

    It is signed (Ed25519) with a key that is made at first use and lies beside the ledger: reportedly.db.key. Keep a
    copy; who has the key can sign in your name.

    --timestamp opens a connection to the server that you name, and sends it one hash. Its answer is kept beside the
    checkpoint (CHECKPOINT.tsr). Without it, nothing is ever sent.

    \b
    Write a checkpoint, then take it elsewhere:
      reportedly checkpoint --to 2023-03-14.json
    Let a time-stamping authority attest it:
      reportedly checkpoint --to 2023-03-14.json --timestamp https://tsa.example/
    """
    if timestamp and not to:
        raise click.UsageError("--timestamp needs --to FILE: its answer is kept beside the checkpoint")
    from reportedly.ledger import checkpoint as checkpoints

    if to is not None and os.path.lexists(to):
        raise LedgerError(f"{to} is there already, and a checkpoint is never written over")
    if timestamp and not timestamp.startswith(("http://", "https://")):
        raise click.UsageError(f"a time-stamping server is named by http:// or https://, not by {timestamp}")
    if to is not None and not to.absolute().parent.is_dir():
        raise LedgerError(f"there is no folder {to.absolute().parent}")
    with which.open() as ledger:
        made = checkpoints.make(ledger, key, by)
    if to is not None:
        checkpoints.write(made, to)
        click.echo(f"reportedly: wrote {visible(str(to))}, over {made.size:,} entries; keep it elsewhere", err=True)
    if to is not None and timestamp:
        from reportedly.ledger import timestamp as stamps

        stamp = stamps.request(to, timestamp)
        told = f"{stamp.at}, attested by {stamp.authority}; its answer is in {stamps.where(to)}"
        click.echo(f"reportedly: {visible(told)}", err=True)
    if to is None or as_json:
        write.put(made.to_json())

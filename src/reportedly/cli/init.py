"""``reportedly init``: make a ledger."""

from __future__ import annotations

import json

import click

from reportedly.cli import write
from reportedly.cli.opening import Which, ask, json_option, ledger_option
from reportedly.cli.safe import visible
from reportedly.errors import LedgerError

JSON = """
{"ledger": its id, "where": the path or address, "encrypted": true or false}
"""
"""What --json prints, for docs/cli.md."""


@click.command(short_help="Make an empty ledger.")
@click.option("--encrypted", is_flag=True, help="Encrypt the file with a passphrase (SQLCipher).")
@ledger_option
@json_option
def init(which: Which, encrypted: bool, as_json: bool) -> None:
    """Make an empty ledger.

    A ledger is one file, or a PostgreSQL database that somebody has made. It holds the reports' own bytes, what the
    machine read in them and what people decided; entries are only ever added, and any later change shows.

    \b
    Make reportedly.db in this folder:
      reportedly init
    Make a ledger that nobody reads without its passphrase:
      reportedly init --encrypted --ledger closed.db
    Set up a PostgreSQL database, and say once where it is:
      export REPORTEDLY_LEDGER=postgresql://ines@localhost/archive
      reportedly init

    Whoever loses the passphrase loses the ledger: there is no other way in.
    """
    if encrypted and which.path is None:
        raise click.UsageError("--encrypted is for a ledger in a file; PostgreSQL’s disk is encrypted by who runs it")
    path = which.path
    if path.exists() if path is not None else _is_there(which):
        raise LedgerError(f"{which.name} is there already; nothing was changed")
    if path is not None and not path.absolute().parent.is_dir():
        raise LedgerError(f"there is no folder {path.absolute().parent}")
    from reportedly.ledger import open_ledger

    def chosen() -> str:
        if which.passphrase_from is not None:
            return which.passphrase()
        return ask(f"New passphrase for {which.where}", again=True)

    passphrase = chosen() if encrypted else None
    with open_ledger(which.where, create=True, passphrase=passphrase) as ledger:
        id = ledger.id
    if as_json:
        write.put(json.dumps({"ledger": id, "where": which.name, "encrypted": encrypted}) + "\n")
    else:
        what = "an encrypted ledger" if encrypted else "a ledger"
        click.echo(visible(f"made {what}: {which.name}"))
        click.echo("now add reports to it: reportedly add FILE|FOLDER")


def _is_there(which: Which) -> bool:
    """Whether there is a ledger in a database."""
    try:
        with which.open():
            return True
    except LedgerError:  # making one will say what else is wrong
        return False

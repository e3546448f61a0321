"""``reportedly desk``: the review desk, in a browser on this computer."""

from __future__ import annotations

import getpass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportedly.cli.opening import Which, ask, ledger_option
from reportedly.cli.reports import codebook_digest, codebook_option
from reportedly.cli.safe import visible
from reportedly.errors import LedgerError

if TYPE_CHECKING:
    from reportedly.ledger import Ledger

HERE = ("127.0.0.1", "::1", "localhost")
PORT = 8765


@click.command(short_help="Open the review desk in the browser.")
@click.option(
    "--host", default="127.0.0.1", metavar="ADDRESS", help="Where to listen.  [127.0.0.1: this computer alone]"
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, help=f"The port; 0 for any that is free.  [{PORT}]"
)
@click.option(
    "--certificate", type=click.Path(exists=True, dir_okay=False), help="Serve over TLS, with this certificate."
)
@click.option("--key", type=click.Path(exists=True, dir_okay=False), help="The certificate's private key.")
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option("--set-password", metavar="NAME", help="Set somebody's password in the terminal, and leave.")
@click.option(
    "--by", envvar="REPORTEDLY_BY", metavar="NAME", help="Who works here, where nobody logs in.  [$REPORTEDLY_BY]"
)
@codebook_option
@ledger_option
def desk(
    which: Which,
    host: str,
    port: int,
    certificate: str | None,
    key: str | None,
    no_browser: bool,
    set_password: str | None,
    by: str | None,
    codebook: Path | None,
) -> None:
    """Open the review desk in the browser: read, judge, search and see what the ledger holds.

    It runs on this computer, for as long as this command runs (Ctrl-C ends it), and no other computer can reach it.
    Whoever works at it does so under the name given with --by. Once there are people in the ledger (the desk's page
    People), everybody logs in. On a computer that several people use at once, let people in first: until then each of
    them can open the desk.

    \b
    Open it:
      reportedly desk
    Let others on this network in, over TLS; asks for the keeper's password:
      reportedly desk --host 0.0.0.0 --certificate desk.pem --key desk.key
    """
    if (certificate is None) != (key is None):
        raise click.UsageError("--certificate and --key go together")
    owner = (by or _user()).strip()
    if not owner:
        raise click.UsageError("who are you? name yourself with --by NAME, or once for all with REPORTEDLY_BY")
    from reportedly import pipeline  # not at the top: --help needs none of it
    from reportedly.web import serve  # likewise

    with which.open() as ledger:
        if set_password is not None:
            _set_password(ledger, set_password)
            return
        if host not in HERE:
            _see_that_somebody_is_asked(ledger, owner, certificate is not None)
        serve.serve(
            ledger,
            partial(pipeline.read_bytes, codebook=codebook),
            owner=owner,
            host=host,
            port=port,
            tls=None if certificate is None or key is None else (certificate, key),
            open_to_others=host not in HERE,
            ready=lambda address: _ready(address, not no_browser),
            codebook=codebook_digest(codebook),
        )


def _ready(address: str, browser: bool) -> None:
    click.echo(f"The desk is at {address}; Ctrl-C ends it.")
    if browser:
        click.launch(address)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def _set_password(ledger: Ledger, name: str) -> None:
    from reportedly.ledger import people
    from reportedly.web import passwords

    if name not in people.active(ledger):
        raise LedgerError(f"{name} is not among the people of this ledger")
    passwords.change(ledger, name, ask(f"New password of {visible(name)}", again=True), but=None)


def _see_that_somebody_is_asked(ledger: Ledger, owner: str, encrypted: bool) -> None:
    """Before others can reach the desk, there is somebody in the ledger who can log in."""
    from reportedly.ledger import people
    from reportedly.web import people as letting_in

    if not encrypted:
        click.echo("Without --certificate, whoever listens on the network reads what is read and typed here.", err=True)
    if not people.active(ledger):
        click.echo(f"Others will be able to reach this desk. {visible(owner)} is its first keeper.", err=True)
        letting_in.add(ledger, owner, "keeper", ask(f"Password of {visible(owner)}", again=True), by=owner)

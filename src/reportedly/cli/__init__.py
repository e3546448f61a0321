"""The command line: one command a file, and here the door they share.

Exit status: 0 all is done; 1 something could not be read or written, and was named on stderr; 2 the command was not
understood; 130 stopped by Ctrl-C or a kill; 141 whoever read the output closed it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from reportedly.cli.add import add
from reportedly.cli.checkpoint import checkpoint
from reportedly.cli.completion import completion
from reportedly.cli.confidentiality import confidentiality
from reportedly.cli.corroborate import corroborate
from reportedly.cli.desk import desk
from reportedly.cli.diff import diff
from reportedly.cli.init import init
from reportedly.cli.judge import judge
from reportedly.cli.list import list_
from reportedly.cli.note import note
from reportedly.cli.prove import prove
from reportedly.cli.rate import rate
from reportedly.cli.read import read
from reportedly.cli.regroup import regroup
from reportedly.cli.reread import reread
from reportedly.cli.safe import visible
from reportedly.cli.search import search
from reportedly.cli.show import show
from reportedly.cli.stats import stats
from reportedly.cli.undo import undo
from reportedly.cli.verify import verify
from reportedly.errors import ReportedlyError
from reportedly.version import __version__

STOPPED = 130
CLOSED = 141


def _show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"reportedly {__version__}")
        ctx.exit()


class _Program(click.Group):
    """A group that ends quietly when whoever reads the output has seen enough (``| head``)."""

    def invoke(self, ctx: click.Context) -> object:
        # Here and not in main(): click turns a broken pipe into status 1 before main() could see it.
        try:
            done = super().invoke(ctx)
            if sys.stdout is not None:
                sys.stdout.flush()
            return done
        except BrokenPipeError:
            _close_for_good()
            raise click.exceptions.Exit(CLOSED) from None


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and leave.",
)
def program() -> None:
    """Who says so, and on whose word?

    reportedly reads news reports and keeps a record of every claim in them: the exact words, who says so, and through
    whom it reached the reader. Everything happens on this computer; nothing is sent anywhere unless you name a server.

    \b
    Read a report:
      reportedly read report.txt
    Keep reports in a ledger, search them, judge what was read in them:
      reportedly init
      reportedly add reports/
      reportedly search radio
    """


COMMANDS = (
    *(read, init, add, list_, search, corroborate, stats, show, diff, desk, judge, rate, confidentiality, note),
    *(regroup, undo, verify, checkpoint, prove, reread, completion),
)
for command in COMMANDS:
    program.add_command(command)


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line and give the exit status; no error that a user can cause ends in a traceback."""
    try:
        status = program.main(args, prog_name="reportedly", standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _say("stopped", STOPPED)
    except ReportedlyError as wrong:
        return _say(str(wrong), 1)
    except OSError as wrong:
        return _say(f"{wrong.filename}: {wrong.strerror}" if wrong.filename else str(wrong.strerror or wrong), 1)
    return status if isinstance(status, int) else 0


def _say(what: str, status: int) -> int:
    click.echo(f"reportedly: {visible(what)}", err=True)
    return status


def _close_for_good() -> None:
    # What Python still holds for the closed pipe would fail once more, loudly, when the interpreter ends.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)

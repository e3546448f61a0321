"""Which ledger a command works on, whose doing it is, and how the ledger is opened."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reportedly.errors import LedgerError

if TYPE_CHECKING:
    from reportedly.ledger import Ledger

Command = TypeVar("Command", bound=Callable[..., Any])

DEFAULT = "reportedly.db"
_KEPT = "reportedly.passphrase"


@dataclass(frozen=True)
class Which:
    """The ledger that the user named: a file, or the address of a PostgreSQL database."""

    where: str
    passphrase_from: int | None = field(default=None, repr=False)

    @property
    def path(self) -> Path | None:
        """The file, or None for an address."""
        return None if "://" in self.where else Path(self.where)

    @property
    def name(self) -> str:
        """What to call it in messages: an address without what may be a password in it."""
        scheme, slashes, rest = self.where.partition("://")
        return f"{scheme}://…@{rest.rpartition('@')[2]}" if slashes and "@" in rest else self.where

    @contextmanager
    def open(self) -> Iterator[Ledger]:
        """The ledger, for as long as it is needed. Raises LedgerError."""
        from reportedly.ledger import open_ledger  # not at the top: SQLAlchemy takes a while and --help needs none

        self.must_be_there()
        with open_ledger(self.where, passphrase=self.passphrase) as ledger:
            yield ledger

    def must_be_there(self) -> None:
        """Raises LedgerError, with what to do, if there is no such file."""
        path = self.path
        if path is not None and not path.exists():
            option = "" if self.where == DEFAULT else f" --ledger {self.where}"
            raise LedgerError(f"there is no ledger {self.where}; make one: reportedly init{option}")

    def passphrase(self) -> str:
        """The passphrase of an encrypted ledger: from the descriptor that was named, or asked in the terminal."""
        if self.passphrase_from is not None:
            return _read(self.passphrase_from)
        return ask(f"Passphrase of {self.where}")


def ask(question: str, *, again: bool = False) -> str:
    """A passphrase that is typed and not shown; a new one twice. Raises LedgerError where nobody can be asked."""
    if not _somebody_there():
        raise LedgerError("there is no terminal to ask for the passphrase in; hand it over with --passphrase-fd")
    answer: str = click.prompt(question, hide_input=True, confirmation_prompt=again, err=True)
    return answer


def ledger_option(command: Command) -> Command:
    """Give a command ``--ledger`` and ``--passphrase-fd``; it gets a ``Which`` as ``which``."""
    command = click.option(
        "--passphrase-fd",
        type=click.IntRange(min=0),
        metavar="N",
        expose_value=False,
        is_eager=True,
        callback=_keep,
        help="Read the passphrase of an encrypted ledger from this file descriptor instead of asking.",
    )(command)
    return click.option(
        "--ledger",
        "which",
        envvar="REPORTEDLY_LEDGER",
        default=DEFAULT,
        metavar="PATH|URL",
        callback=_which,
        help=f"The ledger: a file, or postgresql://…  [$REPORTEDLY_LEDGER; {DEFAULT}]",
    )(command)


def by_option(command: Command) -> Command:
    """Give a command ``--by``, for which it refuses to work without."""
    return click.option(
        "--by",
        envvar="REPORTEDLY_BY",
        metavar="NAME",
        callback=_by,
        help="Whose doing it is; the name stays in the ledger for good.  [$REPORTEDLY_BY]",
    )(command)


def json_option(command: Command) -> Command:
    """Give a command ``--json``; it gets ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON; docs/cli.md says what.")(command)


def _keep(ctx: click.Context, _option: click.Parameter, value: int | None) -> None:
    ctx.meta[_KEPT] = value


def _which(ctx: click.Context, _option: click.Parameter, value: str) -> Which:
    if "://" in value and not value.startswith(("postgresql://", "postgres://")):
        raise click.BadParameter(f"{value.partition('://')[0]!r} is no kind of ledger; name a file, or postgresql://…")
    return Which(value, ctx.meta.get(_KEPT))


def _by(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str:
    if value is None or not value.strip():
        raise click.UsageError("who are you? name yourself with --by NAME, or once for all with REPORTEDLY_BY")
    return value.strip()


def _read(descriptor: int) -> str:
    line = b""
    try:
        # Byte by byte: what follows the line on the same descriptor belongs to somebody else.
        while (byte := os.read(descriptor, 1)) not in (b"", b"\n"):
            line += byte
    except OSError as wrong:
        raise LedgerError(f"no passphrase can be read from file descriptor {descriptor}: {wrong.strerror}") from None
    try:
        passphrase = line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise LedgerError(f"what comes from file descriptor {descriptor} is no UTF-8 text") from None
    if not passphrase:
        raise LedgerError(f"no passphrase comes from file descriptor {descriptor}")
    return passphrase


def _somebody_there() -> bool:
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True

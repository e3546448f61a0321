"""Write docs/cli.md from the commands themselves, so that it cannot say anything else. Run by ``make docs``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from reportedly.cli import program

PAGE = Path(__file__).with_name("cli.md")
HEAD = """# The commands

This page is written by `make docs` from what the program itself says; `reportedly COMMAND --help` shows the same, but
for what `--json` prints.

What holds for all commands:

- **Exit status.** 0: all is done. 1: something could not be read, written or proven, and was named on standard error.
  2: the command was not understood. 130: stopped by Ctrl-C or a kill. 141: whoever read the output closed it.
- **Which ledger.** `--ledger`, else the environment variable `REPORTEDLY_LEDGER`, else `reportedly.db` in the current
  folder. A password for PostgreSQL belongs into the variable `PGPASSWORD`: everybody on the computer can see the
  arguments of a command.
- **Whose doing.** `--by`, else `REPORTEDLY_BY`. Nothing is judged, rated or noted without a name.
- **Names.** A report is called by 6 or more digits from the beginning of its SHA-256 (`3fa9c1`), or by its own file. A
  claim or a source of it is called by its id in the newest record, behind a colon (`3fa9c1:c7`, `3fa9c1:s2`).
- **Passphrase.** It is asked in the terminal and not shown. A script hands it over through a file descriptor:
  `reportedly list --passphrase-fd 3 3< passphrase`. It is never an argument, which everybody on the computer can see,
  nor an environment variable, which every program that is started from there inherits.
"""


def walk(command: click.Command, name: str, above: click.Context | None = None) -> Iterator[tuple[str, click.Context]]:
    """A command with its full name and context, then every command below it, in the order of ``--help``."""
    context = command.make_context(name.rpartition(" ")[2], [], above, resilient_parsing=True, terminal_width=100)
    yield name, context
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found is not None and not found.hidden:
                yield from walk(found, f"{name} {below}", context)


def printed(command: click.Command) -> str:
    """What a command prints for other programs: the text JSON of its module."""
    module = sys.modules[command.callback.__module__] if command.callback else None
    return str(getattr(module, "JSON", "")).strip("\n")


def page() -> str:
    """The text of docs/cli.md."""
    parts = [HEAD]
    for name, context in walk(program, "reportedly"):
        parts.append(f"\n## {name}\n\n```text\n{context.command.get_help(context).rstrip()}\n```\n")
        if shape := printed(context.command):
            parts.append(f"\nWhat `{name} --json` prints:\n\n```text\n{shape}\n```\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

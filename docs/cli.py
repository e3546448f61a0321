"""Write docs/cli.md from the commands themselves, so that it cannot say anything else. Run by ``make docs``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from reportedly.cli import program

PAGE = Path(__file__).with_name("cli.md")
HEAD = """# The commands

This page is written by `make docs` from what the program itself says; `reportedly COMMAND --help` shows the same.
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


def page() -> str:
    """The text of docs/cli.md."""
    parts = [HEAD]
    for name, context in walk(program, "reportedly"):
        parts.append(f"\n## {name}\n\n```text\n{context.command.get_help(context).rstrip()}\n```\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

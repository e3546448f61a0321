"""``reportedly completion``: the script that lets a shell complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command(short_help="Print a script that completes commands in your shell.")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print a script that completes commands in your shell.

    \b
    bash:  reportedly completion bash >> ~/.bashrc
    zsh:   reportedly completion zsh >> ~/.zshrc
    fish:  reportedly completion fish > ~/.config/fish/completions/reportedly.fish

    Then open a new terminal.
    """
    kind = get_completion_class(shell)
    assert kind is not None  # click knows every shell of SHELLS
    script = kind(ctx.find_root().command, {}, "reportedly", "_REPORTEDLY_COMPLETE")
    # Not script.source(): for bash it starts a bash to ask for its version, which this may be run without.
    click.echo(script.source_template % script.source_vars())

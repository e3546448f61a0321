"""``reportedly diff``: what changed between two versions of a report."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from reportedly.cli import write
from reportedly.cli.naming import REPORT, Name
from reportedly.cli.opening import Which, json_option, ledger_option

if TYPE_CHECKING:
    from reportedly.ledger.diff import Difference

STYLES = {"same": "", "gone": "red", "new": "green"}

JSON = """
{"earlier": id, "later": id, "about": {"title": [before, after], …}, "paragraphs":
 [{"kind": "same", "gone", "new" or "changed", "pieces": [{"kind", "words"}]}]}
"""
"""What --json prints, for docs/cli.md."""


@click.command(short_help="Show what changed between two versions of a report.")
@click.argument("later", type=REPORT, metavar="REPORT")
@click.argument("earlier", type=REPORT, required=False, metavar="[EARLIER]")
@click.option("--all", "everything", is_flag=True, help="Show the paragraphs that are the same too.")
@json_option
@ledger_option
def diff(later: Name, earlier: Name | None, which: Which, everything: bool, as_json: bool) -> None:
    """Show what changed from one version of a report to the next.

    Without a second name it is compared with the version of the same address that was added before it.

    \b
    Show what the outlet changed:
      reportedly diff 3fa9c1
    Compare any two reports, the later first:
      reportedly diff 3fa9c1 75c3aac5

    Before a paragraph stands - if it went, + if it came, ~ if it changed; in one that changed, [-words that went-] and
    {+words that came+}.
    """
    from reportedly.ledger import names
    from reportedly.ledger.diff import difference

    with which.open() as ledger:
        new = names.report(ledger, later.digits)
        old = names.report(ledger, earlier.digits) if earlier else None
        found = difference(ledger, new, old)
    if as_json:
        write.put_json(asdict(found))
    else:
        _show(found, everything)


def _show(found: Difference, everything: bool) -> None:
    from rich.text import Text

    from reportedly.cli.layout import Hanging, Say, count, plain, terminal
    from reportedly.ledger.diff import SIGNS, folded, words
    from reportedly.ledger.names import short

    console = terminal()
    say = Say(console.encoding)
    console.print(plain(say(f"from {short(found.earlier)} to {short(found.later)}", "bold")))
    for name, (before, after) in found.about.items():
        console.print(Hanging(say(f"{name}: ", "dim"), say(f"{before or 'unknown'} → {after or 'unknown'}")))
    paragraphs = found.paragraphs if everything else folded(found.paragraphs)
    for one in paragraphs:
        if isinstance(one, int):
            console.print(plain(say(f"  … {count(one, 'paragraph')} as before", "dim")))
            continue
        text = Text()
        for piece in one.pieces:
            text.append_text(say(words(one, piece), STYLES[piece.kind]))
        console.print(Hanging(say(f"{SIGNS[one.kind]} ", "bold"), text))
    if all(one.kind == "same" for one in found.paragraphs):
        console.print(plain(say("the words are the same")))

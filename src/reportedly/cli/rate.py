"""``reportedly rate``: how reliable a source is, how credible a claim."""

from __future__ import annotations

import json

import click

from reportedly.cli import write
from reportedly.cli.naming import PART, Name, find
from reportedly.cli.opening import Which, by_option, json_option, ledger_option
from reportedly.cli.safe import visible

VALUES = (*"ABCDEF", *"123456")

JSON = """
{"name", "entry", "reliability" or "credibility", "reason"}
"""
"""What --json prints, for docs/cli.md."""


@click.command(short_help="Rate a source (A to F) or a claim (1 to 6).")
@click.argument("name", type=PART, metavar="SOURCE|CLAIM")
@click.argument("value", type=click.Choice(VALUES, case_sensitive=False), metavar="A-F|1-6")
@by_option
@click.option("--reason", metavar="TEXT", help="Why; credibility 1 needs it.")
@ledger_option
@json_option
def rate(name: Name, value: str, which: Which, by: str, reason: str | None, as_json: bool) -> None:
    """Rate the reliability of a source (A to F) or the credibility of a claim (1 to 6).

    \b
    A completely reliable     1 confirmed by independent reports
    B usually reliable        2 probably true
    C fairly reliable         3 possibly true
    D not usually reliable    4 doubtful
    E unreliable              5 improbable
    F cannot be judged        6 cannot be judged

    The two are rated apart: a reliable source may pass on what is improbable. F and 6 hold until somebody has rated.
    People rate; the machine never does. A rating replaces the same person’s own before it, and no other.

    \b
    Rate a source, by its id in the record:
      reportedly rate 3fa9c1:s2 C --reason "three of its four reports held"
    Rate a claim:
      reportedly rate 3fa9c1:c7 2
    """
    from reportedly.ledger import ratings

    with which.open() as ledger:
        found = find(ledger, name)
        letter = value.upper() if value.isalpha() else None
        if found.is_source != bool(letter):
            has = "a source has a reliability, A to F" if found.is_source else "a claim has a credibility, 1 to 6"
            raise click.UsageError(f"{name}: {has}; a source and what it says are rated apart")
        number = int(value) if letter is None else None
        entry = ratings.rate(
            ledger,
            found.entry.number,
            source=name.part if letter else None,
            claim=None if letter else name.part,
            reliability=letter,
            credibility=number,
            by=by,
            reason=reason,
        )
    scale = "reliability" if letter else "credibility"
    if as_json:
        shape = {"name": str(name), "entry": entry.number, scale: entry.body[scale], "reason": reason}
        write.put(json.dumps(shape, ensure_ascii=False) + "\n")
    else:
        click.echo(visible(f"{name}  {scale} {entry.body[scale]} by {by}, entry {entry.number}"))

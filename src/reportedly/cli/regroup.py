"""``reportedly regroup``: say that sources of a report are one, that they are not, or that one is two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import click

from reportedly.cli import write
from reportedly.cli.naming import PART, Name, find
from reportedly.cli.opening import Which, by_option, json_option, ledger_option
from reportedly.cli.safe import visible
from reportedly.record import SourceKind

if TYPE_CHECKING:
    from reportedly.ledger import Entry, Ledger

DONE = {"merge": "are one", "apart": "are not one", "split": "is two"}

JSON = """
{"report": id, "entry": number of the judgment’s entry, "decision", "sources": ids,
 "fields": what was decided, as docs/ledger.md describes it, "reason"}
"""
"""What --json prints, for docs/cli.md."""


@click.command(short_help="Say that sources are one, or that one is two.")
@click.argument("decision", type=click.Choice(tuple(DONE)))
@click.argument("names", nargs=-1, required=True, type=PART, metavar="SOURCE…")
@by_option
@click.option("--reason", metavar="TEXT", help="Why; needed where a source without a name is taken for a named one.")
@click.option("--mention", "mentions", multiple=True, metavar="TEXT", help="With split: words that mean the other one.")
@click.option("--kind", type=click.Choice(get_args(SourceKind)), help="With split: what the other one is.")
@click.option("--name", "called", metavar="TEXT", help="With split: what the other one is called.")
@click.option("--claim", "claims", multiple=True, metavar="ID", help="With split: a claim that came through that one.")
@ledger_option
@json_option
def regroup(
    decision: str,
    names: tuple[Name, ...],
    which: Which,
    by: str,
    reason: str | None,
    mentions: tuple[str, ...],
    kind: str | None,
    called: str | None,
    claims: tuple[str, ...],
    as_json: bool,
) -> None:
    """Say that sources of a report are one, that they are not, or that one is two.

    \b
    merge  they are one and the same; the first that is named stands for all
    apart  they are different ones
    split  some mentions of a source mean somebody else

    The machine never takes two labels for one person; whoever does puts their name to it. What was read stays as it
    was; the chains of the claims are shown as they then are. reportedly undo takes it back.

    \b
    Say that two sources are one:
      reportedly regroup merge 3fa9c1:s2 3fa9c1:s4
    Say that "the official" is somebody else, who told claim c4:
      reportedly regroup split 3fa9c1:s2 --mention "the official" \\
          --kind anonymous --claim c4
    """
    split = decision == "split"
    if not split and (mentions or kind or called or claims):
        raise click.UsageError(f"--mention, --kind, --name and --claim go with split, not with {decision}")
    if split and (len(names) > 1 or not mentions or kind is None):
        lacking = "takes one source" if len(names) > 1 else "needs --mention and --kind"
        raise click.UsageError(f"split {lacking}")
    if not split and len({one.digits for one in names}) > 1:
        raise click.UsageError("sources of different reports cannot be regrouped; name sources of one")
    with which.open() as ledger:
        other = {name: value for name, value in {"kind": kind, "name": called}.items() if value is not None}
        entry = _decide(ledger, decision, names, list(mentions), other, claims, by, reason)
    ids = [one.part for one in names]
    if as_json:
        body = entry.body
        shape = {"report": entry.report, "entry": entry.number, "decision": decision, "sources": ids}
        write.put_json({**shape, "fields": body["fields"], "reason": body["reason"]})
    else:
        told = " ".join(str(one) for one in names)
        click.echo(visible(f"{told}  {DONE[decision]}, says {by}, entry {entry.number}"))


def _decide(
    ledger: Ledger,
    decision: str,
    names: tuple[Name, ...],
    mentions: list[str],
    other: dict[str, Any],
    claims: tuple[str, ...],
    by: str,
    reason: str | None,
) -> Entry:
    from reportedly.ledger import regroup

    record = find(ledger, names[0]).entry.number
    ids = [one.part or "" for one in names]
    if decision == "split":
        return regroup.split(ledger, record, ids[0], mentions, other, claims=claims, by=by, reason=reason)
    decide = regroup.merge if decision == "merge" else regroup.apart
    return decide(ledger, record, ids, by=by, reason=reason)

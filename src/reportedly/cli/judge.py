"""``reportedly judge``: decide about a claim that the machine suggests, or add one that it missed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

import click

from reportedly.cli import write
from reportedly.cli.naming import ANY, Found, Name, find
from reportedly.cli.opening import Which, by_option, json_option, ledger_option
from reportedly.cli.reports import codebook_option
from reportedly.errors import LedgerError
from reportedly.record import Force, Polarity

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reportedly.ledger import Entry, Ledger

DONE = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "unsure": "left open",
    "missed": "added",
    "withdraw": "taken back",
}
DECISIONS = tuple(DONE)


def _sets(_ctx: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> dict[str, Any]:
    fields = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            raise click.BadParameter(f"{one!r} sets nothing; write FIELD=VALUE, as in certainty=2")
        try:
            fields[name] = json.loads(value)
        except ValueError:  # a plain word
            fields[name] = value
    return fields


def _ids(_ctx: click.Context, _option: click.Parameter, given: str | None) -> list[str] | None:
    return None if given is None else given.replace(",", " ").split()


JSON = """
An array, for each claim:
  {"name": "3fa9c1d2:c7", "judgment": number of the entry, "decision", "state": where the claim
   stands now, "words", "fields": what was put in the place of the machine’s}
"""
"""What --json prints, for docs/cli.md."""


@click.command(short_help="Accept, correct or reject claims, or add one.")
@click.argument("decision", type=click.Choice(DECISIONS))
@click.argument("names", type=ANY, nargs=-1, required=True, metavar="CLAIM|REPORT...")
@by_option
@click.option("--reason", metavar="TEXT", help="Why; needed for several claims at once.")
@click.option("--content", multiple=True, metavar="WORDS", help="The exact words of the claim; once for each piece.")
@click.option("--chain", callback=_ids, metavar="IDS", help="On whose word, from the outlet inwards, as in s1,s3.")
@click.option("--implied", callback=_ids, metavar="IDS", help="Those of the chain whom the words do not name.")
@click.option("--force", type=click.Choice(get_args(Force)), help="What saying it does.")
@click.option("--polarity", type=click.Choice(get_args(Polarity)), help="Whether it is said to be so or not to be so.")
@click.option("--hedged/--not-hedged", default=None, help="Whether the words leave room for doubt.")
@click.option(
    "--set", "more", multiple=True, callback=_sets, metavar="FIELD=JSON", help="Any other field of the claim."
)
@codebook_option
@click.option("--overrule", is_flag=True, help="Let other people’s judgments on the claim count no longer.")
@ledger_option
@json_option
def judge(
    decision: str,
    names: tuple[Name, ...],
    which: Which,
    by: str,
    reason: str | None,
    more: dict[str, Any],
    codebook: Path | None,
    overrule: bool,
    as_json: bool,
    **given: Any,
) -> None:
    """Decide about claims; what the machine suggested stays beside it.

    \b
    accept    it is so in the report
    correct   it is, with other words, another chain, another force …
    reject    the report does not say so
    unsure    looked at, and left open
    missed    the report says it, and the machine has no such claim
    withdraw  take your own judgment back

    A judgment is never changed: a later one of the same person stands in its place, and all of them can be seen. What
    several people decide is kept side by side, and where they differ it shows.

    \b
    Accept a claim, once you have compared it with the report:
      reportedly judge accept 3fa9c1:c7 --by "Ines Corvay"
    Correct on whose word it stands, and say why:
      reportedly judge correct 3fa9c1:c7 --chain s1,s2 --reason "she was alone"
    Add a claim that was missed:
      reportedly judge missed 3fa9c1 --content "it shut" --chain s1 --force stated
    Give a claim a date that the machine did not see, by its words in the report:
      reportedly judge correct 3fa9c1:c7 \\
          --set 'dates=[{"words": "in May", "value": "2021-05"}]'

    Fields are content, attribution, chain, implied, force, polarity, hedged, certainty, dates, said_on, places, actors
    and codes, as docs/record.md describes them; what --set is given is JSON, or else a word. Lists hold ids of the
    record, or whole things with their words.
    """
    fields = _fields(given, more)
    if fields and decision not in ("correct", "missed"):
        raise click.UsageError(f"{next(iter(fields))} goes with correct and missed, not with {decision}")
    if decision in ("correct", "missed") and (not fields or len(names) > 1):
        lacking = "needs what is to be put in: --content, --chain, --force …" if not fields else "takes one at a time"
        raise click.UsageError(f"{decision} {lacking}")
    for name in names:
        if decision == "missed" and name.part is not None:
            raise click.UsageError(f"{name} is a claim that is there; name the report for one that was missed")
        if decision != "missed" and name.part is None:
            raise click.UsageError(f"{name} is a report; say which of its claims, as in {name}:c7")
    from reportedly.ledger import judgments

    with which.open() as ledger:
        found = [find(ledger, name) for name in names]
        if len(found) > 1:
            claims = [(one.entry.number, one.part or "") for one in found]
            made = judgments.judge_all(ledger, claims, cast(Any, decision), by=by, reason=reason)
        else:
            (one,) = found
            overruled = _others(ledger, one, by) if overrule else []
            made = [
                judgments.judge(
                    ledger,
                    one.entry.number,
                    one.part,
                    cast(Any, decision),
                    by=by,
                    reason=reason,
                    fields=fields,
                    overrules=overruled,
                    codebook=_codes(codebook) if "codes" in fields else None,
                )
            ]
        shapes = [_shape(ledger, entry) for entry in made]
    if as_json:
        write.put_json(shapes)
        return
    from reportedly.cli.layout import terminal

    console = terminal()
    for shape in shapes:
        console.print(_picture(shape, by, console.encoding))


def _fields(given: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    fields = {name: list(value) if name == "content" else value for name, value in given.items()}
    return {name: value for name, value in {**fields, **more}.items() if value is not None and value != []}


def _others(ledger: Ledger, found: Found, by: str) -> list[int]:
    from reportedly.ledger import judgments

    decided = judgments.of(ledger, found.entry.number).claim(found.part or "").decided
    return [one.number for one in decided.standing if one.by != by]


def _codes(codebook: Path | None) -> dict[str, set[str]]:
    from reportedly import pipeline  # here, because it takes a while and is needed for codes alone

    codes: dict[str, set[str]] = {}
    for entry in pipeline.coding_by(codebook).entries:
        codes.setdefault(entry.list, set()).add(entry.code)
    return codes


def _shape(ledger: Ledger, entry: Entry) -> dict[str, Any]:
    from reportedly.ledger import decisions, judgments, names

    body, report = entry.body, entry.report or ""
    claim = body["claim"] or decisions.missed_id(entry.number)
    try:
        state = judgments.state(ledger, body["record"], claim)
    except LedgerError:  # a claim that somebody added, and that is gone because it was taken back
        state = "none"
    return {
        "name": f"{names.short(report)}:{claim}",
        "judgment": entry.number,
        "decision": body["decision"],
        "state": state,
        "words": body["words"],
        "fields": body["fields"],
    }


def _picture(shape: dict[str, Any], by: str, encoding: str) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    from reportedly.cli.layout import Hanging, Say

    say = Say(encoding)
    done = f"{DONE[shape['decision']]} by {by}, entry {shape['judgment']}"
    lines = [
        Hanging(say(shape["name"] + "  ", "bold cyan"), say(done)),
        Hanging(Text("  "), say(shape["words"]), bar=say("│ ", "dim")),
    ]
    told = {name: value for name, value in shape["fields"].items() if value or shape["decision"] == "correct"}
    for name, value in told.items():
        lines.append(Hanging(say(f"  {name}: ", "dim"), say(value if isinstance(value, str) else json.dumps(value))))
    if shape["state"] == "differs":
        lines.append(Hanging(say("  ", "dim"), say("others decided differently: reportedly show " + shape["name"])))
    return Group(*lines)

"""``reportedly stats``: how much there is, how it is spread, and how far people agree."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from reportedly.cli import write
from reportedly.cli.filters import FIELDS, Filters, claim_filters
from reportedly.cli.opening import Which, json_option, ledger_option

if TYPE_CHECKING:
    from reportedly.ledger.agreement import Agreement

USUAL = ("decision", "force", "source_kind", "confidentiality")

JSON = """
  {"reports": how many, "claims": how many, "by": {field: [{"value", "label", "count"}]}}
With --agreement also, for decisions, reliability, credibility and the fields of claims:
  {"agreement": {what: {"units": things that several people judged, "people", "pairs",
                        "alpha": or null, "percent": or null}}}
"""
"""What --json prints, for docs/cli.md."""


@click.command(short_help="Count claims by any field; tell how far people agree.")
@click.option("--field", "fields", type=click.Choice(FIELDS), multiple=True, metavar="FIELD", help="Count by it.")
@click.option("--agreement", is_flag=True, help="Show how far people who judged the same claims agree.")
@claim_filters
@json_option
@ledger_option
def stats(which: Which, fields: tuple[str, ...], agreement: bool, filters: Filters, as_json: bool) -> None:
    """Count what the ledger holds: reports, claims, and claims by any field.

    \b
    Show how much there is, and how much of it is judged:
      reportedly stats
    Count claims of an outlet by place and by month:
      reportedly stats --outlet "Vosmara Window" --field place --field date
    Show how far people agree (Krippendorff's alpha: 1 always, 0 as by chance):
      reportedly stats --agreement

    Fields are those of reportedly search --count-by.
    """
    from reportedly.ledger import agreement as agreed
    from reportedly.ledger import counts

    wanted: Any = fields or USUAL
    with which.open() as ledger:
        query = filters.query(ledger)
        reports = len(counts.counts(ledger, query, "report"))
        if not filters.given_any:
            reports = counts.total(ledger, filters.query(ledger, of="reports"))
        claims = counts.total(ledger, query)
        counted = {field: counts.counts(ledger, query, field) for field in wanted}
        people = agreed.of(ledger) if agreement else None
    if as_json:
        from reportedly.cli import counting

        shape: dict[str, Any] = {"reports": reports, "claims": claims}
        shape["by"] = {field: counting.shape(field, counted[field]) for field in wanted}
        if people is not None:
            shape["agreement"] = {name: asdict(one) for name, one in people.items()}
        write.put_json(shape)
    else:
        _show(reports, claims, counted, people)


def _show(reports: int, claims: int, counted: dict[Any, Any], people: dict[str, Agreement] | None) -> None:
    from reportedly.cli import counting
    from reportedly.cli.layout import Hanging, Say, count, plain, terminal

    console = terminal()
    say = Say(console.encoding)
    console.print(plain(say(f"{count(reports, 'report')}, {count(claims, 'claim')}", "bold")))
    for field, found in counted.items():
        console.print()
        console.print(plain(say(field.replace("_", " "), "bold underline")))
        counting.show(console, field, found)
    if people is None:
        return
    console.print()
    console.print(plain(say("agreement", "bold underline")))
    judged = {name: one for name, one in people.items() if one.pairs}
    if not judged:
        console.print(plain(say("no two people have judged the same claim yet")))
    for name, one in judged.items():
        alpha = "no alpha, because all say the same" if one.alpha is None else f"alpha {one.alpha:.2f}"
        said = (
            f"{alpha}; {one.percent:.0f}% of {count(one.pairs, 'pair')} alike, by {one.people} people on {one.units:,}"
        )
        console.print(Hanging(say(f"{name}: ", "dim"), say(said)))

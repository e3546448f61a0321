"""``reportedly list``: the reports in the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from reportedly.cli import write
from reportedly.cli.filters import Filters, report_filters
from reportedly.cli.opening import Which, json_option, ledger_option

if TYPE_CHECKING:
    from reportedly.ledger import Ledger
    from reportedly.ledger.search import ReportHit

ORDERS = ("added", "published")
AT_ONCE = 200

JSON = """
An array, each as it is found:
  {"name", "report": id, "record": number of the newest record’s entry, "claims": how many,
   "outlet", "title", "published", "language", "added", "level"}
"""
"""What --json prints, for docs/cli.md."""


@click.command("list", short_help="List the reports in the ledger.")
@report_filters
@click.option("--sort", type=click.Choice(ORDERS), default="added", help="The order; the newest come first.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="No more than N.")
@json_option
@ledger_option
def list_(which: Which, filters: Filters, sort: str, limit: int | None, as_json: bool) -> None:
    """List the reports in the ledger, the last added first.

    Each has the first digits of its digest before it, which name it to the other commands.

    \b
    List all reports:
      reportedly list
    List the reports of an outlet that were published in the spring of 2023:
      reportedly list --outlet "Vosmara Window" --published 2023-03/2023-05
    Look for words in reports:
      reportedly search --reports radio
    """
    with which.open() as ledger:
        if as_json:
            _put(_hits(ledger, filters, sort, limit))
        else:
            _show(_hits(ledger, filters, sort, limit))


def _hits(ledger: Ledger, filters: Filters, sort: str, limit: int | None) -> Iterator[ReportHit]:
    from reportedly.ledger.search import ReportHit, search

    left, after = limit, None
    while left is None or left > 0:
        at_once = AT_ONCE if left is None else min(left, AT_ONCE)
        page = search(ledger, filters.query(ledger, of="reports", sort=sort, limit=at_once, after=after))
        yield from (hit for hit in page.hits if isinstance(hit, ReportHit))
        left, after = None if left is None else left - len(page.hits), page.after
        if after is None:
            return


def _put(hits: Iterator[ReportHit]) -> None:
    from reportedly.cli.found import name_of

    left_out = {"newest", "words", "start", "marks"}
    before = "["
    for hit in hits:
        shape = {name: value for name, value in hit.to_dict().items() if name not in left_out}
        write.put(f"{before}\n  {json.dumps({'name': name_of(hit), **shape}, ensure_ascii=False)}")
        before = ","
    write.put("[]\n" if before == "[" else "\n]\n")


def _show(hits: Iterator[ReportHit]) -> None:
    from reportedly.cli import found
    from reportedly.cli.layout import Say, count, plain, terminal

    console = terminal()
    say = Say(console.encoding)
    number = 0
    for number, hit in enumerate(hits, 1):  # noqa: B007 - the last one counts
        console.print(found.of_report(hit, say, words=False))
    console.print(plain(say(count(number, "report") if number else "no reports", "dim")))

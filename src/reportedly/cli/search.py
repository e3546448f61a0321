"""``reportedly search``: find claims and reports in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from reportedly.cli import write
from reportedly.cli.filters import FIELDS, Filters, claim_filters
from reportedly.cli.opening import Which, json_option, ledger_option

if TYPE_CHECKING:
    from reportedly.cli.found import Ranges
    from reportedly.ledger.search import Page

ORDERS = ("added", "published", "date", "relevance")

JSON = """
  {"total": how many in all, or null where counting takes long,
   "after": mark of the next page or null,
   "hits": [{"name", "report": id, "record": number of the entry, "newest", "claim",
             "revised": is it as people put it, corrected or added, "words",
             "before", "after": what stands beside them in their paragraph,
             "marks": where what was looked for stands in the words,
             "chain": [{"name", "kind", "implied"}], "dates", "places", "codes", "actors", "outlet",
             "title", "published", "language", "added", "decision", "level"}]}
With --reports a hit is:
  {"name", "report": id, "record", "newest", "claims": how many, "words", "start": where these
   begin in the text, "marks", "outlet", "title", "published", "language", "added", "level"}
With --count-by:
  [{"value", "label": name of a place or null, "count"}]
"""
"""What --json prints, for docs/cli.md."""


@click.command(short_help="Find claims by words, and by what is known of them.")
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@click.option("--reports", is_flag=True, help="Look for reports, by title and text, instead of claims.")
@claim_filters
@click.option("--sort", type=click.Choice(ORDERS), default="added", help="The order; the newest come first.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, metavar="N", help="How many at a time: 20.")
@click.option("--after", metavar="MARK", help="Go on behind a page; the mark is at its end.")
@click.option("--count-by", type=click.Choice(FIELDS), metavar="FIELD", help="Count for each outlet, force, place …")
@json_option
@ledger_option
def search(
    words: tuple[str, ...],
    which: Which,
    reports: bool,
    filters: Filters,
    sort: str,
    limit: int,
    after: str | None,
    count_by: str | None,
    as_json: bool,
) -> None:
    """Find claims by their words, and by what is known of them.

    All that is asked for must hold. English words are found in all their forms, Korean ones also within longer words.
    "…" keeps words together, * stands for any ending, a word with - before it must not be there (write -- before it).

    \b
    Find claims that speak of prison or prisons and that somebody ordered:
      reportedly search prison --force ordered
    Find what happened somewhere in a province in the spring of 2021:
      reportedly search --place "Ryanggang" --date 2021-03/2021-05
    Find what rests on anonymous sources through three links or more, unjudged:
      reportedly search --source-kind anonymous --chain 3.. --state none
    Find reports with these words one after the other, but without another:
      reportedly search --reports -- '"foreign radio"' -fines
    Count claims by code, or by another field:
      reportedly search radio --count-by code

    A date is written as far as it is meant: 2021, 2021-03, 2021-03-04, or two of them with / between, .. for an open
    end, XXXX-05 for May of any year. It finds what may have happened then. --count-by takes outlet, report, language,
    published, added, source_kind, chain, force, polarity, list, code, country, place, date, decision or
    confidentiality.
    """
    from reportedly.cli import found
    from reportedly.ledger import counts
    from reportedly.ledger.search import search as searched

    with which.open() as ledger:
        more = {"of": "reports" if reports else "claims", "sort": sort, "limit": limit, "after": after}
        query = filters.query(ledger, " ".join(words), **more)
        if count_by:
            field: Any = count_by
            counted = counts.counts(ledger, query, field)
        else:
            page = searched(ledger, query)
            ranges = found.origins(ledger, page.hits)
    if count_by:
        from reportedly.cli import counting
        from reportedly.cli.layout import terminal

        if as_json:
            write.put_json(counting.shape(field, counted))
        else:
            counting.show(terminal(), field, counted)
    elif as_json:
        write.put_json(_shape(page, ranges))
    else:
        _show(page, ranges, "report" if reports else "claim")


def _shape(page: Page, ranges: Ranges) -> dict[str, Any]:
    from reportedly.cli.found import counted, name_of

    hits = [{"name": name_of(hit), **hit.to_dict(), **counted(hit, ranges)} for hit in page.hits]
    return {"total": page.total, "after": page.after, "hits": hits}


def _show(page: Page, ranges: Ranges, thing: str) -> None:
    from rich.text import Text

    from reportedly.cli import found
    from reportedly.cli.layout import Hanging, Say, count, plain, terminal
    from reportedly.ledger.search import Hit

    console = terminal()
    say = Say(console.encoding)
    for hit in page.hits:
        console.print(
            found.of_claim(hit, say, ranges) if isinstance(hit, Hit) else found.of_report(hit, say, words=True)
        )
        console.print()
    if page.after is None:
        console.print(plain(say("nothing was found" if not page.hits else f"{count(len(page.hits), thing)}, no more")))
    else:
        of = "" if page.total is None else f" of {page.total:,}"
        console.print(Hanging(Text(), say(f"{count(len(page.hits), thing)}{of}; go on with --after {page.after}")))

"""What claims and reports are chosen by: the options that searching, listing and counting share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args

import click

from reportedly.cli.naming import REPORT, Name
from reportedly.record import Force, Polarity, SourceKind

if TYPE_CHECKING:
    from reportedly.ledger import Ledger
    from reportedly.ledger.query import Query

Command = TypeVar("Command", bound=Callable[..., Any])
STATES = ("none", "accepted", "corrected", "rejected", "unsure", "differs")
LEVELS = ("public", "restricted", "secret")
FIELDS = (
    *("outlet", "report", "language", "published", "added", "source_kind", "chain", "force", "polarity", "list"),
    *("code", "country", "place", "date", "decision", "confidentiality"),
)
"""What can be counted by."""

_EVERY = ("outlet", "published", "language", "confidentiality", "public")
_OF_CLAIMS = (
    *("source_kind", "chain", "force", "polarity", "code", "place", "date", "undated", "state", "report"),
    "all_records",
)


@dataclass(frozen=True)
class Filters:
    """What was chosen on the command line, by the names of the options."""

    given: dict[str, Any]

    @property
    def given_any(self) -> bool:
        """Whether anything was chosen."""
        return any(value not in (None, False) for value in self.given.values())

    def query(self, ledger: Ledger, text: str = "", **more: Any) -> Query:
        """The question to the ledger. Raises LedgerError for what cannot be asked."""
        from reportedly.ledger import names
        from reportedly.ledger.query import Query, ends

        given = {**dict.fromkeys(_OF_CLAIMS), **self.given}
        public, undated, every = given.pop("public"), given.pop("undated"), given.pop("all_records")
        dates, published, state = given.pop("date"), given.pop("published"), given.pop("state")
        report: Name | None = given.pop("report")
        if public:
            if given["confidentiality"] not in (None, "public"):
                raise click.UsageError(f"--public and --confidentiality {given['confidentiality']} exclude each other")
            given["confidentiality"] = "public"
        return Query(
            text=text or None,
            dates=ends(dates) if dates else None,
            dated=False if undated else None,
            published=ends(published) if published else None,
            decision=state,
            every_record=bool(every),
            report=names.report(ledger, report.digits) if report else None,
            **given,
            **{name: value for name, value in more.items() if value is not None},
        )


def _chain(_ctx: click.Context, _option: click.Parameter, value: str | None) -> tuple[int | None, int | None] | None:
    if value is None:
        return None
    match = re.fullmatch(r"(\d*)(\.\.|-)?(\d*)", value)
    if not match or not (match[1] or match[3]):
        raise click.BadParameter(f"{value!r} is no length; write 3, 2..4, 3.. or ..2")
    fewest, most = (int(number) if number else None for number in (match[1], match[3]))
    return (fewest, most) if match[2] else (fewest, fewest)


_ABOUT_REPORTS = (
    click.option("--outlet", metavar="NAME", help="Published by this outlet."),
    click.option("--published", metavar="DATES", help="Published then: 2023-03, 2022/2023-03, ../2021."),
    click.option("--language", metavar="CODE", help="In this language: en, ko."),
    click.option("--confidentiality", type=click.Choice(LEVELS), help="As confidential as this, exactly."),
    click.option("--public", is_flag=True, help="Leave out whatever is restricted or secret."),
)
_ABOUT_CLAIMS = (
    click.option("--source-kind", type=click.Choice(get_args(SourceKind)), help="Who said it first is of this kind."),
    click.option("--chain", metavar="N..M", callback=_chain, help="So many links: 3, 2..4, 3.. or ..2."),
    click.option("--force", type=click.Choice(get_args(Force)), help="What saying it does."),
    click.option("--polarity", type=click.Choice(get_args(Polarity)), help="Said to be so, or not to be so."),
    click.option("--code", metavar="LIST[/CODE]", help="With this code: penalty, offence/foreign_media."),
    click.option("--place", metavar="NAME", help="There, or anywhere inside: a name, or an id of the gazetteer."),
    click.option("--date", metavar="DATES", help="What may have happened then: 2021, 2021-03/2021-05, XXXX-05."),
    click.option("--undated", is_flag=True, help="Of which no date is known."),
    click.option("--state", type=click.Choice(STATES), help="As people judged it; none: nobody did."),
    click.option("--report", type=REPORT, metavar="REPORT", help="In this report."),
    click.option("--all-records", is_flag=True, help="Also in records that a newer one replaces."),
)


def claim_filters(command: Command) -> Command:
    """Give a command the options by which claims are chosen; it gets ``filters``."""
    return _with(command, (*_ABOUT_CLAIMS, *_ABOUT_REPORTS))


def report_filters(command: Command) -> Command:
    """Give a command the options by which reports are chosen; it gets ``filters``."""
    return _with(command, _ABOUT_REPORTS)


def _with(command: Command, options: Sequence[Callable[[Any], Any]]) -> Command:
    names = (*_EVERY, *_OF_CLAIMS)

    @wraps(command)
    def gathered(**given: Any) -> Any:
        chosen = {name: given.pop(name) for name in names if name in given}
        return command(filters=Filters(chosen), **given)

    made: Any = gathered
    for option in reversed(options):
        made = option(made)
    return cast(Command, made)

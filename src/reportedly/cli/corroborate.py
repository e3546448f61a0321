"""``reportedly corroborate``: how many independent origins stand behind what reports say, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import click

from reportedly.cli import write
from reportedly.cli.filters import Filters, claim_filters
from reportedly.cli.naming import PART, Name, find
from reportedly.cli.opening import Which, json_option, ledger_option
from reportedly.errors import LedgerError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reportedly.corroboration.alerts import Alert
    from reportedly.corroboration.family import Branch, Family
    from reportedly.ledger import Ledger

DECISIONS = ("same_claim", "other_claim", "same_origin", "other_origin", "withdraw")
ROLES = {"copy": "copy of", "same words": "same words as", "cites": "cites", "own source": "own source"}
SIDES = {"allegation": "say that it is so", "admission": "admit it", "denial": "deny it"}
HITS = 200
"""Claims that are looked for to find the clusters that they are in."""

JSON = """
An array, for each thing that is said:
  {"cluster", "words": those of its first claim, "line": "at least 1, at most 3 origins in 7 reports",
   "claims": how many say it; of more than 200 the first stand below, the ranges are those of all,
   "ranges": by allegation, admission, denial {"at_least", "at_most", "reports",
             "exact": false where at_least may be lower than what is proven},
   "reports": [{"report": id, "record", "outlet", "title", "published",
                "role": own source, cites, copy, or same words where nobody knows who had
                them first, "from": id of the report that it copies or cites,
                "words": those that show it, "claims": [{"name", "words"}], "voices": who says it,
                "origins": numbers of its origins, "sides"}],
   "reasons": sentences, "settle": what would settle the rest,
   "differs": [{"name", "in": number, date or place}]}
With --alerts:
  [{"at", "entry", "cluster", "words", "before": line or null, "after": line or null}]
With --decide:
  {"entry": number, "decision", "line": how it stands now, or null}
"""
"""What --json prints, for docs/cli.md."""


@click.command(short_help="How many independent origins say so, and why.")
@click.argument("words", nargs=-1, metavar="[WORDS|CLAIM]...")
@claim_filters
@click.option("--limit", type=click.IntRange(1, 200), default=5, metavar="N", help="Show N things that are said: 5.")
@click.option("--alerts", is_flag=True, help="Show when the number of origins of something changed.")
@click.option("--decide", type=click.Choice(DECISIONS), help="Decide about two claims; needs --by and --reason.")
@click.option("--by", envvar="REPORTEDLY_BY", metavar="NAME", help="Whose decision it is.  [$REPORTEDLY_BY]")
@click.option("--reason", metavar="TEXT", help="Why.")
@json_option
@ledger_option
def corroborate(
    words: tuple[str, ...],
    which: Which,
    filters: Filters,
    limit: int,
    alerts: bool,
    decide: str | None,
    by: str | None,
    reason: str | None,
    as_json: bool,
) -> None:
    """Show how many independent origins stand behind what several reports say, and why.

    Reports that copy or cite one another are one origin, and so is a source that two of them name. Named sources that
    know for themselves are different origins, and so are sources that one report tells apart. Of all others nobody
    knows, and so there is a range: at least so many, at most so many. Admissions and denials are counted by themselves.

    \b
    Show what most reports say:
      reportedly corroborate
    Show what is said about a bridge, and on how many origins it rests:
      reportedly corroborate bridge
    Show one claim with all that say the same:
      reportedly corroborate 3fa9c1:c7
    Show what changed as reports came in:
      reportedly corroborate --alerts
    Say that two claims have one origin, although no words show it:
      reportedly corroborate --decide same_origin 3fa9c1:c7 77ab01:c2 \\
          --by "Ines Corvay" --reason "the editor told me so"

    same_claim and other_claim decide whether two claims say the same, same_origin and other_origin whether one origin
    stands behind both; withdraw takes one's own decisions about the two back. Decisions are kept in the ledger and hold
    whatever else is found out; where people differ, neither counts.
    """
    from reportedly.corroboration import keep

    with which.open() as ledger:
        if decide:
            if len(words) != 2:
                raise click.UsageError("--decide needs the names of two claims, as in 3fa9c1:c7 77ab01:c2")
            _decide(ledger, [PART.convert(one, None, None) for one in words], decide, by, reason, as_json)
            return
        keep.catch_up(ledger)
        if alerts:
            _alerts(ledger, limit if limit != 5 else 50, as_json)
            return
        found = _families(ledger, words, filters, limit)
    if as_json:
        write.put_json([one.to_dict() for one in found])
    else:
        _show(found)


def _families(ledger: Ledger, words: tuple[str, ...], filters: Filters, limit: int) -> list[Family]:
    from reportedly.corroboration import family
    from reportedly.ledger.search import Hit, search

    with ledger.reading() as connection:
        if not words and not filters.given_any:
            numbers = family.largest(connection, limit)
        else:
            names = [name for one in words if (name := _named(one))]
            if names and len(names) == len(words):
                claims = [(found.entry.number, found.part or "") for found in (find(ledger, name) for name in names)]
            else:
                hits = search(connection, filters.query(ledger, " ".join(words), limit=HITS)).hits
                claims = [(hit.record, hit.claim.id) for hit in hits if isinstance(hit, Hit)]
            of = family.clusters_of(connection, claims)
            numbers = list(dict.fromkeys(of[claim] for claim in claims if claim in of))[:limit]
        families = [family.of(connection, number) for number in numbers]
    return [one for one in families if one is not None]


def _named(word: str) -> Name | None:
    from reportedly.cli.naming import ANY

    try:
        name = ANY.convert(word, None, None)
    except click.UsageError:
        return None
    return name if name.part else None


def _decide(
    ledger: Ledger, names: list[Name], decision: str, by: str | None, reason: str | None, as_json: bool
) -> None:
    from reportedly.corroboration import decisions, family, keep, reasons

    if not by or not reason:
        raise click.UsageError("--decide needs --by NAME and --reason TEXT")
    a, b = (find(ledger, name) for name in names)
    if a.part is None or b.part is None or a.is_source or b.is_source:
        raise LedgerError("only claims can be compared")
    keep.catch_up(ledger)
    ours, theirs = (a.entry.number, a.part), (b.entry.number, b.part)
    entry = decisions.decide(ledger, ours, theirs, cast(Any, decision), by=by, reason=reason)
    keep.catch_up(ledger)
    with ledger.reading() as connection:
        found = family.ranges_of(connection, [ours])
    line = reasons.line(found[ours]) if ours in found else None
    if as_json:
        write.put_json({"entry": entry.number, "decision": decision, "line": line})
        return
    from reportedly.cli.layout import Say, plain, terminal

    console = terminal()
    shown = f"entry {entry.number} by {by}: {decision.replace('_', ' ')}"
    console.print(plain(Say(console.encoding)(f"{shown}; {line}" if line else shown)))


def _alerts(ledger: Ledger, limit: int, as_json: bool) -> None:
    from reportedly.corroboration.alerts import alerts

    with ledger.reading() as connection:
        found = alerts(connection, limit)
    if as_json:
        write.put_json([vars(one) for one in found])
        return
    from reportedly.cli.layout import Say, plain, terminal

    console = terminal()
    say = Say(console.encoding)
    for one in found:
        console.print(_alert(one, say))
    if not found:
        console.print(plain(say("no number of origins has changed", "dim")))


def _alert(alert: Alert, say: Any) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    from reportedly.cli.about import moment
    from reportedly.cli.layout import Hanging

    before = f"{alert.before} before, now " if alert.before else ""
    head = say(f"{moment(alert.at)}  ", "dim")
    return Group(
        Hanging(head, say(f"{before}{alert.after or 'nobody says it any more'}", "bold")),
        Hanging(Text("  "), say(alert.words), bar=say("│ ", "dim")),
        Text(),
    )


def _show(found: list[Family]) -> None:
    from reportedly.cli.layout import Say, plain, terminal

    console = terminal()
    say = Say(console.encoding)
    for one in found:
        console.print(_picture(one, say))
    if not found:
        console.print(plain(say("no two reports say the same of it", "dim")))


def _picture(one: Family, say: Any) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    from reportedly.cli.layout import Hanging, plain

    lines: list[RenderableType] = [plain(say(one.line, "bold")), Hanging(Text(), say(one.words), bar=say("│ ", "dim"))]
    if one.claims > one.shown:
        from reportedly.corroboration.picture import left_out

        lines.append(Hanging(Text("  "), say(left_out(one), "dim")))
    for side, range in one.ranges.items():
        if len(one.ranges) > 1:
            from reportedly.corroboration.reasons import line

            lines.append(Hanging(say(f"  {SIDES[side]}: ", "dim"), say(line(range))))
    lines.append(Text())
    lines += [_branch(branch, depth, say) for branch, depth in one.tree]
    for title, sentences in (("Why", one.reasons), ("What would settle the rest", one.questions)):
        if sentences:
            lines += [Text(), plain(say(title, "bold"))]
            lines += [Hanging(say("  · ", "dim"), say(sentence)) for sentence in sentences]
    return Group(*lines, Text())


def _branch(branch: Branch, depth: int, say: Any) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    from reportedly.cli.layout import Hanging

    names = [name for name, _ in branch.claims]
    head = say(f"{names[0]}  ", "bold cyan")
    about = f"{branch.outlet or 'outlet unknown'}, {branch.published or 'date unknown'}"
    margin = Text("   " * depth + ("└ " if depth else ""))
    shown = say(f"{about} · ").append_text(say(ROLES[branch.role], "bold"))
    voices = ", ".join(branch.voices)
    shown.append_text(say(f": “{branch.words}”" if branch.words else f": {voices}", "dim"))
    origins = " and ".join(map(str, branch.origins))
    shown.append_text(say(f" · origin {origins}" if origins else " · no origin of its own", "dim"))
    sides = [SIDES[side] for side in branch.sides if side != "allegation"]
    shown.append_text(say("".join(f" · {side}" for side in sides), "bold yellow"))
    return Group(Hanging(margin.append_text(head), shown))

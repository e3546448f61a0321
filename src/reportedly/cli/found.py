"""How claims and reports that were found are shown: in a few lines each, with what was looked for marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.text import Text

from reportedly.cli.about import STATES
from reportedly.cli.layout import Hanging, Say
from reportedly.exports.details import MODS, REFERENCES
from reportedly.ledger.names import short
from reportedly.record import Span

if TYPE_CHECKING:
    from reportedly.corroboration.independence import Range
    from reportedly.ledger import Ledger
    from reportedly.ledger.search import Hit, ReportHit

    Ranges = dict[tuple[int, str], Range]
    """By the number of a record's entry and the id of a claim."""

_LEVELS = {"restricted": "bold yellow", "secret": "bold red"}


def name_of(hit: Hit | ReportHit) -> str:
    """What the claim or the report is called on the command line."""
    from reportedly.ledger.search import Hit

    return f"{short(hit.report)}:{hit.claim.id}" if isinstance(hit, Hit) else short(hit.report)


def origins(ledger: Ledger, hits: Sequence[Hit | ReportHit]) -> Ranges:
    """On how many independent origins claims that were found rest, as far as reports were compared."""
    from reportedly.corroboration import family
    from reportedly.ledger.search import Hit

    with ledger.reading() as connection:
        return family.ranges_of(connection, [(hit.record, hit.claim.id) for hit in hits if isinstance(hit, Hit)])


def counted(hit: Hit | ReportHit, ranges: Ranges) -> dict[str, Any]:
    """The same of one claim for other programs; nothing of a report."""
    from reportedly.ledger.search import Hit

    if not isinstance(hit, Hit):
        return {}
    range = ranges.get((hit.record, hit.claim.id))
    shape = range and {"at_least": range.at_least, "at_most": range.at_most, "reports": range.reports}
    return {"origins": shape}


def of_claim(hit: Hit, say: Say, ranges: Ranges | None = None) -> RenderableType:
    """A claim: on whose word, its exact words, how and when it was said, and where it stands."""
    from reportedly.corroboration import reasons

    links = []
    for link in hit.chain:
        shown = say(link.name, "bold")
        links.append(shown.append_text(say(" [implied]", "not bold italic dim")) if link.implied else shown)
    name = say(f"{name_of(hit)}  ", "bold cyan")
    margin = Text("  ")
    about = [say(hit.claim.force, "bold not dim"), say(hit.outlet or "outlet unknown")]
    about.append(say(hit.published or "date unknown"))
    about += [say(STATES.get(hit.decision, hit.decision)), *_level(hit.level, say)]
    if not hit.newest:
        about.append(say(f"in an older record, entry {hit.record}"))
    manner = say.join(about, " · ")
    manner.style = "dim"
    lines = [
        Hanging(name, say.join(links, " › ") if links else say("nobody is named", "italic")),
        Hanging(margin, marked(hit.words, hit.marks, say), bar=say("│ ", "dim")),
        Hanging(margin, manner),
    ]
    when = "; ".join(dict.fromkeys(_date(one.value, one.mod) for one in hit.dates))
    where = "; ".join(dict.fromkeys(one.name for one in hit.places))
    codes = "; ".join(dict.fromkeys(f"{one.list} {one.code.replace('_', ' ')}" for one in hit.codes))
    range = (ranges or {}).get((hit.record, hit.claim.id))
    said = reasons.line(range) if range else ""
    for label, text in (("when", when), ("where", where), ("codes", codes), ("said by", said)):
        if text:
            lines.append(Hanging(say(f"  {label}: ", "dim"), say(text)))
    return Group(*lines)


def of_report(hit: ReportHit, say: Say, *, words: bool) -> RenderableType:
    """A report in one line, and the words of it around what was looked for."""
    from reportedly.cli.layout import count

    title = say(hit.title or "Untitled report", "bold")
    about = [say(hit.outlet or "outlet unknown"), say(hit.published or "date unknown")]
    about += [say(count(hit.claims, "claim")), *_level(hit.level, say)]
    lines = [
        Hanging(say(f"{name_of(hit)}  ", "bold cyan"), title.append_text(say(" · ", "not bold dim")).append_text(
            say.join(about, " · ")
        )),
    ]  # fmt: skip
    if words and hit.marks:
        lines.append(Hanging(Text("  "), marked(hit.words, hit.marks, say), bar=say("│ ", "dim")))
    return Group(*lines)


def marked(words: str, marks: Sequence[Span], say: Say) -> Text:
    """Words with some of them emphasised."""
    text, at = Text(), 0
    for start, end in marks:
        text.append_text(say(words[at:start])).append_text(say(words[start:end], "bold underline"))
        at = end
    return text.append_text(say(words[at:]))


def _level(level: str, say: Say) -> list[Text]:
    return [] if level == "public" else [say(level, f"{_LEVELS[level]} not dim")]


def _date(value: str, mod: str | None) -> str:
    value = REFERENCES.get(value, value)
    return f"{MODS.get(mod, mod)} {value}" if mod else value
